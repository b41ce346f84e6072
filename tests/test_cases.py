"""Cases of a proof: when the search makes them, how deep they are, and what is certified."""

import pytest
from goals import EMPTY, ONE_SYMBOL, TWO, asked, bounded, searched, work
from test_rules import FREE, polynomial

from symalgebra.formula import read
from symalgebra.order import checker
from symalgebra.order.checker import Domain
from symalgebra.order.domain import conditions
from symalgebra.order.proof import certificate
from symalgebra.order.proof import search as rules
from symalgebra.order.proof.certificate import Claim, both, certified
from symalgebra.order.proof.flat import flattened
from symalgebra.order.proof.logs import exponentiated, logarithm
from symalgebra.order.proof.residues import Counterexample, residues
from symalgebra.order.proof.search import common, coupled, extremum, lesser, search
from symalgebra.order.proof.splits import halves, ordered
from symalgebra.order.proof.wholes import below_floor

# What the search looks at


@pytest.mark.parametrize(
    ("text", "found"),
    [("floor(r/2)", False), ("floor(r/s)", True), ("log2(n)", False), ("m*log2(n)", True), ("n**2*m", False), ("floor(r/2)*log2(n) - 1", True)],
)  # fmt: skip
def test_products_of_facts_are_tried_early(text, found):
    """For floors by symbols, and for logarithms with other factors."""
    assert coupled(polynomial(text, FREE)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("n - min(n, m)", True), ("min(n, m) - n", False), ("n - max(n, m)", False), ("n - k*min(n, m)", True), ("max(n, m) - min(n, m)", True), ("n + min(n, m)/2", False)],
)  # fmt: skip
def test_minima_in_negative_terms(text, found):
    assert lesser(polynomial(text, FREE)) is found


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("n**3*m - n**2*k", "n**2"), ("n*m - n*k", "n"), ("n*m - k", "1"), ("n*m - n*m**2", "n*m"), ("floor(r/2)*n - floor(r/2)", "1"),
        ("floor((r - s)/2)*n - floor((r - s)/2)", "1"), ("log2(n + 1)*m - log2(n + 1)", "log2(n + 1)"), ("log2(n)*m - log2(n)", "1"),
    ],
)  # fmt: skip
def test_what_divides_every_term(text, by):
    """Where it is known to be positive."""
    assert {common(polynomial(text, FREE), FREE): 1} == polynomial(by, FREE)


def test_what_has_no_least_value_is_not_divided_by():
    (half,) = checker.floored(polynomial("n - m", TWO), polynomial("2", TWO), TWO)
    goal = checker.times({half: 1}, polynomial("k - r", FREE))
    assert common(goal, FREE) == checker.ONE


def test_nothing_is_to_be_proved_where_there_is_no_point():
    goal = polynomial("n - 5", ONE_SYMBOL)
    assert search(goal, bounded((3, 2)), work()) == EMPTY
    assert search(goal, bounded((1, None), (5, 4)), work()) == EMPTY
    with pytest.raises(Counterexample):
        search(goal, bounded((3, 3)), work())
    with pytest.raises(Counterexample):
        search(goal, bounded((3, None)), work())


def test_the_deepest_case():
    p = "(n - 2)*(n - 3)*(n - 4)*(n - 5)"
    assert asked(searched, p, bounded((1, 9)), 13) == {"rule": "points"}
    assert asked(searched, p, bounded((1, 9)), 14) is None
    assert asked(searched, "n - 1", bounded((1, 9)), 14) is not None


@pytest.mark.parametrize(
    ("text", "depth", "expected"),
    [
        ("3*n**2 + 3*m**2 - 2*n*min(n, m) - 1", 0, "lined extremum finite"), ("3*n**2 + 3*m**2 - 2*n*min(n, m) - 1", 1, "extremum finite"),
        ("(n - 2)*(n - 3)", 0, "extremum finite"), ("n - m*floor(n/m)", 0, "extremum linear finite"),
        ("n - floor(n/2) - floor(n/3) - floor(n/8)", 0, "extremum flat finite"), ("n - floor(n/2) - floor(n/3)", 0, "extremum finite"),
    ],
)  # fmt: skip
def test_what_is_tried_first(text, depth, expected):
    """Lines above minima at the root, products of facts, and all floors at once, for the goals that they are for."""
    tried = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "by_choices", lambda *_: None)
        patch.setattr(rules, "at_once", lambda *_: None)
        patch.setattr(rules, "ATTEMPTS", ())
        for name in ("lined", "extremum", "linear", "flat", "finite"):
            patch.setattr(rules, name, lambda *_, name=name: tried.append(name))
        assert search(polynomial(text, TWO), TWO, work(), depth) is None
    assert tried == expected.split()


def test_a_rule_that_asks_too_much_of_the_checker_is_passed_by():
    def refused(goal, d, budget, depth):
        raise checker.Rejected

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "extremum", refused)
        assert asked(searched, "(n - 2)*(n - 3)*(n - 4)*(n - 5)", bounded((1, 9))) == {"rule": "points"}


# Extrema


def total(*parts):
    return ["add", ["sum", ["max", *parts], "#1", ["sym", "n"]], ["mul", "-1", ["sym", "n"]]]


def test_cases_of_the_first_extremum():
    node = asked(extremum, "max(n, m) + max(n, 2*m) - n - m")
    assert [case["is"] for case in node["cases"]] == [["sym", "m"], ["sym", "n"]]
    assert asked(extremum, "n + m") is None
    assert asked(extremum, "min(n, m) - 1")["cases"][0]["is"] == ["sym", "m"]
    with pytest.raises(Counterexample):
        asked(extremum, "max(n, m) - 2")
    hard = "(n - 2)*(n - 3)*(n - 4)*(n - 5) + max(n, m) - n"
    assert asked(extremum, hard, depth=rules.DEEPEST) is None


def test_an_extremum_of_an_index_has_no_cases():
    for parts in ((["sym", "#1"], "3"), (["sym", "#1"], ["sym", "m"])):
        assert extremum(polynomial(total(*parts), TWO), TWO, work(), 0) is None


# Cases within cases


def recorded(goal, d, budget, depth):
    """A search that says how deep it is."""
    DEPTHS.append(depth)
    return EMPTY


DEPTHS = []
WITHIN = {
    "extremum": (extremum, "max(n, m) - 1", 2), "halves": (halves, "n - 1", 2), "residues": (lambda *a: residues(*a, recorded), "n - 3*floor(n/3)", 3),
    "few residues": (rules.by_residues, "n - 3*floor(n/3)", 3), "products": (lambda *a: exponentiated(*a, recorded), "log2(n + 1) - log2(n)", 1),
    "logarithms": (lambda *a: logarithm(*a, recorded), "3**n - 2**n", 1), "floors": (lambda *a: flattened(*a, recorded), "n - floor(n/3)", 1),
    "an integer below a floor": (lambda *a: below_floor(*a, recorded), "floor(n/m) - 1", 1),
    "a difference of three": (lambda *a: logarithm(*a, recorded), "3**(n + 1) - 2**n - 1", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", WITHIN)
def test_cases_are_one_deeper(name):
    rule, text, many = WITHIN[name]
    DEPTHS.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "search", recorded)
        rule(polynomial(text, TWO), Domain({"n": (1, 9), "m": (1, 9)}, []), work(), 1)
    assert [2] * many == DEPTHS


def test_both_cases_are_proved():
    d, goal = bounded((1, 9)), polynomial("n - 1", TWO)
    with pytest.MonkeyPatch.context() as patch:
        for yes, no in ((None, EMPTY), (EMPTY, None)):
            patch.setattr(
                rules, "search", lambda goal, d, *_, yes=yes, no=no: yes if d.ranges["n"][1] == 9 else no
            )
            assert halves(goal, d, work(), 0) is None


def test_products_whose_order_is_not_proved():
    goal = polynomial("log2(n + 1) - log2(n)", TWO)
    assert rules.products(goal, TWO, work(), 0)["rule"] == "fact"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "search", lambda *_: None)
        assert rules.products(polynomial("log2(n) - log2(m)", TWO), TWO, work(), 0) is None
    assert rules.products(polynomial("n - log2(n)**2", TWO), TWO, work(), 0) is None


def test_orders_that_are_known_are_not_asked_again():
    text = "n**2 + m**2 - n*m - n"
    assert asked(ordered, text)["on"] == ["add", ["mul", "-1", ["sym", "m"]], ["sym", "n"]]
    for known in ("n - m", "m - n"):
        assert asked(ordered, text, TWO.narrowed(polynomial(known, TWO))) is None
    assert asked(ordered, text, TWO, 3) is not None
    assert asked(ordered, text, TWO, 4) is None


# Claims


def claim(relation, left, right):
    return conditions([], read(left), read(right)).claim(relation)


@pytest.mark.parametrize(
    ("relation", "left", "right", "proof", "margin"),
    [
        ("<=", "n", "n + 1", "combination", None), ("<", "n", "n + 1", "combination", "1"), ("<", "n/2", "n/2 + 1/3", "combination", "1/1048576"),
        ("==", "n", "n", "identity", None), ("==", "max(n, m) + min(n, m)", "n + m", "both", None),
    ],
)  # fmt: skip
def test_what_is_certified(relation, left, right, proof, margin):
    found = certified(claim(relation, left, right), work())
    assert (found["proof"]["rule"], found.get("margin")) == (proof, margin)
    assert checker.accepted(found)
    again = Claim(found["claim"])
    assert again.accepts(found)
    assert again.accepts({**found, "proof": {"rule": "split"}}) is (proof == "identity")


def test_an_equation_is_both_inequalities():
    assert both({}, TWO, work(), 0) == {"rule": "identity"}
    goal = polynomial("max(n, m) + min(n, m) - n - m", TWO)
    node = both(goal, TWO, work(), 0)
    checker.prove(node["up"], goal, TWO)
    checker.prove(node["down"], {m: -c for m, c in goal.items()}, TWO)
    one = polynomial("max(n, m) - n", TWO)
    for text in ("max(n, m) - n", "n - max(n, m)"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(certificate, "search", lambda p, *_: EMPTY if p == one else None)
            assert both(polynomial(text, TWO), TWO, work(), 0) is None
