"""Cases of a proof: when the search makes them, where they are cut, and when they are left alone."""

import pytest
from test_facts import ONE_SYMBOL
from test_rules import FREE, polynomial

from symalgebra.formula import read
from symalgebra.order import checker
from symalgebra.order.checker import Domain
from symalgebra.order.domain import conditions
from symalgebra.order.proof import certificate
from symalgebra.order.proof import search as rules
from symalgebra.order.proof.apart import apart, beside, curves, side, symbol
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.certificate import Claim, both, certified
from symalgebra.order.proof.finite import finite, many_points
from symalgebra.order.proof.flat import flattened
from symalgebra.order.proof.logs import exponentiated, logarithm
from symalgebra.order.proof.notation import write
from symalgebra.order.proof.residues import Counterexample, residues
from symalgebra.order.proof.search import common, coupled, extremum, lesser, search
from symalgebra.order.proof.splits import by_weight, halves, joint_tail, ordered, tail
from symalgebra.order.proof.wholes import below_floor

TWO = Domain({"n": (1, None), "m": (1, None)}, [])
EMPTY = {"rule": "combination", "terms": []}


def work():
    return Budget(20_000, 700)


def asked(rule, text, d=TWO, depth=0, *more):
    """What a rule finds, which the checker takes."""
    checker.WORK[0] = 0
    goal = polynomial(text, d)
    node = rule(goal, d, work(), depth, *more)
    if node is not None:
        checker.WORK[0] = 0
        checker.prove(node, goal, d)
    return node


def searched(goal, d, budget, depth):
    return search(goal, d, budget, depth)


def bounded(*spans):
    return Domain(dict(zip("nm", spans, strict=False)), [])


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


# Points


def test_points_of_small_domains():
    p = "(n - 2)*(n - 3)*(m + 1)"
    assert asked(finite, p, bounded((1, 20), (1, 20))) == {"rule": "points"}
    assert asked(finite, p, bounded((1, 20), (1, 21))) is None
    assert asked(finite, p, bounded((0, 18), (1, 21))) == {"rule": "points"}  # 19*21
    assert asked(finite, p, bounded((1, 9), (1, None))) is None
    known = bounded((1, 9), (1, None)).narrowed(polynomial("m + n - 3", TWO))
    assert asked(finite, "n - 1", known) is None
    assert asked(finite, "n - 1", bounded((1, 9), (1, None))) == {"rule": "points"}
    assert finite(polynomial("n - m", TWO), bounded((1, 9)), work(), 0) is None
    budget = work()
    assert finite(polynomial("n - 1", TWO), bounded((1, 400)), budget, 0)
    assert budget.units == 20_000 - 400


def test_points_of_larger_domains():
    """For a goal of at most eight terms in symbols."""
    d, more = bounded((1, 5000)), bounded((1, 5001))
    assert asked(many_points, "(n - 2)*(n - 3)", d) == {"rule": "points"}
    assert asked(many_points, "(n - 2)*(n - 3)", more) is None
    for text in ("floor(n/2)", "n + floor(n/2)"):
        assert asked(many_points, text, bounded((1, 9))) is None
    assert asked(many_points, "(n - 2)*(n - 3)*(n**5 + 1)*(n - 1)", bounded((1, 9))) == {"rule": "points"}
    assert asked(many_points, "(n + 1)**8", bounded((1, 9))) is None


# Parts of ranges


TAILS = [
    ("n**2 - 13*n + 45", ONE_SYMBOL, ["add", "-17", ["sym", "n"]]), ("n**2 - 13*n + 44 + m", TWO, ["add", "-9", ["sym", "n"]]),
    ("n**2 - 13*n + 45", bounded((1, 17)), ["add", "-17", ["sym", "n"]]), ("n**2 - 13*n + 45", bounded((1, 16)), None),
    ("n**2 - 5*n + 7", bounded((0, None)), ["add", "-2", ["sym", "n"]]), ("m**2 - 5*m + 6 + n", TWO, ["add", "-2", ["sym", "m"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "d", "on"), TAILS, ids=[f"{row[0]} {row[1].ranges}" for row in TAILS])
def test_where_a_range_is_cut(text, d, on):
    """At the first distance from which on one step suffices."""
    node = asked(tail, text, d)
    assert node == on if on is None else (node["rule"], node["on"]) == ("split", on)


CORNERS = [
    ("n**2*m**2 - 3*n*m + 3", TWO, ["add", "-2", ["sym", "m"]]), ("n**2*m**2 - 13*n*m + 43", TWO, ["add", "-3", ["sym", "m"]]),
    ("n**2*m**2 - 3*n*m + 3", bounded((1, None), (1, 9)), None), ("n**2 - 3*n + 3", ONE_SYMBOL, None),
    ("n**2*m**2 - 3*n*m + 3", bounded((0, None), (2, None)), ["add", "-3", ["sym", "m"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "d", "on"), CORNERS, ids=[f"{row[0]} {row[1].ranges}" for row in CORNERS])
def test_where_the_ranges_of_several_symbols_are_cut(text, d, on):
    node = asked(joint_tail, text, d)
    assert node == on if on is None else (node["rule"], node["on"]) == ("split", on)


def test_deep_corners_are_left():
    assert asked(joint_tail, "n**2*m**2 - 3*n*m + 3", TWO, 6) is not None
    assert asked(joint_tail, "n**2*m**2 - 3*n*m + 3", TWO, 7) is None


def test_symbols_with_most_negative_terms_first():
    assert by_weight(polynomial("n*m - m + k - k**2 - m*k", FREE), FREE) == ["k", "m", "n"]
    assert by_weight(polynomial("k + m - n*m + r", FREE), FREE) == ["m", "n", "k", "r"]
    assert by_weight(polynomial("k + m - n", FREE), TWO) == ["n", "m"]
    assert by_weight(polynomial("2**n - n", FREE), FREE) == ["n"]
    assert by_weight(polynomial("n/2 + k*n/2 - m", FREE), FREE) == ["m", "k", "n"]


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


@pytest.mark.parametrize(
    ("span", "on"), [((1, 5000), "-2501"), ((1, 5001), "-2501"), ((0, 5001), "-2501"), ((3, 4), "-4"), ((3, 3), None), ((3, None), None)]
)  # fmt: skip
def test_the_middle_of_a_range(span, on):
    goal = polynomial("n*(n - 1)", ONE_SYMBOL)
    node = halves(goal, bounded(span), work(), 0)
    assert node == on if on is None else node["on"] == ["add", on, ["sym", "n"]]


def test_the_longest_range_of_a_symbol_that_is_used():
    d = bounded((1, 900), (2, 5))
    assert asked(halves, "n*m - 2", d)["on"] == ["add", "-451", ["sym", "n"]]
    assert asked(halves, "m - 2", d)["on"] == ["add", "-4", ["sym", "m"]]


def test_orders_that_are_known_are_not_asked_again():
    text = "n**2 + m**2 - n*m - n"
    assert asked(ordered, text)["on"] == ["add", ["mul", "-1", ["sym", "m"]], ["sym", "n"]]
    for known in ("n - m", "m - n"):
        assert asked(ordered, text, TWO.narrowed(polynomial(known, TWO))) is None
    assert asked(ordered, text, TWO, 3) is not None
    assert asked(ordered, text, TWO, 4) is None


# Residues


def modulus(text, d=TWO, *more):
    node = residues(
        text if isinstance(text, dict) else polynomial(text, d), d, work(), 0, lambda *_: EMPTY, *more
    )
    return node and (node["symbol"], node["modulus"], node["quotient"])


def test_the_modulus_is_that_of_all_floors():
    assert modulus("n - floor(n/3)") == ("n", 3, "n'")
    assert modulus("n - floor(n/4) - floor(n/6)") == ("n", 12, "n'")
    assert modulus("n - floor(n/3) - floor(m/2)") == ("m", 2, "m'")
    assert modulus("n - floor(m/3) - floor(n/2)") == ("n", 2, "n'")
    assert modulus("n - floor(n/64)") == ("n", 64, "n'")
    assert modulus("n - floor(n/65)") is None
    assert modulus("n - floor(n/6)", TWO, 5) is None
    assert modulus("n - floor(n/m)") is None
    assert modulus("n - floor(log2(n + 1)/2)") is None
    assert modulus("n - floor(n/3)", Domain({**TWO.ranges, "n'": (0, None)}, [])) is None
    for half in (["floor", ["mul", "1/2", ["sym", "n"]], "3"], ["floor", ["sym", "n"], "3/2"]):
        assert modulus(polynomial(half, TWO)) is None


def test_few_residues_are_one_step_each():
    assert asked(rules.few_residues, "n - 6*floor(n/6)")["modulus"] == 6
    assert rules.few_residues(polynomial("n - 7*floor(n/7)", TWO), TWO, work(), 0) is None


def test_a_counterexample_among_residues():
    """10 - n at odd n, else 0."""
    with pytest.raises(Counterexample) as found:
        asked(residues, "(2*floor(n/2) - n)*(n - 10)", ONE_SYMBOL, 0, search)
    n = found.value.point["n"]
    assert found.value.point == {"n": n}
    assert (n % 2, n > 10) == (1, True)
    assert residues(polynomial("n - 2*floor(n/2)", TWO), TWO, work(), 0, lambda *_: None) is None


# Integers below floors


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("floor(n/2) - m", "n - 2*m", True), ("floor(n/2) - m", "n - m", False), ("2*floor(n/2) - 2*m", "n - 2*m", False),
        ("floor(n/(m + 3)) - m + 1", "n - m**2 - 3*m", True), ("floor(n/(m**2 - m + 1)) - 1", "n - m**2", False),
        ("floor(n/2) - m/2", "n - m", False), ("floor(n/2) + floor(m/2) - 1", "m - 2", True), ("floor(log2(n)/2) - 1", "log2(n) - 2", False),
        ("floor(n/2)**2 + floor(n/2) - 2", "n - 4", False), ("n - m", "n - m", False),
    ],
)  # fmt: skip
def test_integers_below_floors(text, given, found):
    d = TWO.narrowed(polynomial(given, TWO))

    def known(goal, d, budget, depth):
        return rules.prove_leaf(goal, d, budget)

    node = asked(below_floor, text, d, 0, known)
    assert (node is not None) is found
    assert (asked(below_floor, text, d, 2, known) is not None) is found
    assert asked(below_floor, text, d, 3, known) is None


def test_a_divisor_in_what_may_be_negative():
    d = Domain({"n": (1, None), "m": (-3, None)}, []).narrowed(polynomial("n - m - 5", TWO))
    assert asked(below_floor, "floor(n/(m + 5)) - 1", d, 0, searched) is None


def test_a_floor_of_what_may_be_no_integer():
    d = TWO.narrowed(polynomial("n - 6*m", TWO))
    goal = polynomial(["add", ["floor", ["mul", "1/2", ["sym", "n"]], "3"], ["mul", "-1", ["sym", "m"]]], d)
    assert below_floor(goal, d, work(), 0, searched) is None


# Curves


def test_curves_between_exponents_and_between_arguments():
    assert list(curves(polynomial("2**n*3**m - 4**n + k", FREE))) == [
        polynomial(text, FREE) for text in ("n - 2*m", "m - 2*n", "n - 3*m", "m - 3*n")
    ]
    assert list(curves(polynomial("log2(n)*m - log2(m)", FREE))) == [
        polynomial(text, FREE) for text in ("m**2 - n", "n**2 - m")
    ]
    for text in ("2**n*3**n - n", "log2(n + 1)*log2(n) - n", "2**(n*m)*2**m - 1", "n - m"):
        assert list(curves(polynomial(text, FREE))) == []
    assert symbol(polynomial("n", FREE)) == ("sym", "n")
    for text in ("2*n", "n**2", "n + 1", "n + m", "7", "2**n"):
        assert symbol(polynomial(text, FREE)) is None


def test_both_sides_of_a_curve_are_proved():
    """2**n*3**m below 4**n + 9**m; with too much on one side, on the other, and deep in other cases."""
    goal = "4**n + 9**m - 2**n*3**m"
    tried = []

    def sided(yes, no, depth=0, goal=goal):
        def side(goal, d, budget, depth):
            tried.append(d.given[-1])
            return no if checker.ONE in tried[-1] else yes

        tried.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.apart.side", side)
            return apart(polynomial(goal, TWO), TWO, work(), depth)

    node = sided({"a": 1}, {"b": 1})
    assert (node["rule"], node["yes"], node["no"]) == ("split", {"a": 1}, {"b": 1})
    yes, no = tried
    assert node["on"] == write(yes)
    assert checker.plus(yes, no) == checker.constant(-1)
    assert sided({"a": 1}, None) is None
    assert len(tried) == 8
    assert sided(None, {"b": 1}) is None
    assert len(tried) == 4
    assert sided({"a": 1}, {"b": 1}, 1) == node
    assert sided({"a": 1}, {"b": 1}, 2) is None
    assert sided({"a": 1}, {"b": 1}, 0, "4**n - 2**n*3**m") is None
    assert sided({"a": 1}, {"b": 1}, 0, "4**n + 9**m - 2**n*3**m - 2**n") is None
    assert sided({"a": 1}, {"b": 1}, 0, "4**n + 9**m") is None
    assert sided({"a": 1}, {"b": 1}, 0, "4**n/2 + 9**m - 2**n*3**m") is not None


def test_one_side_of_a_curve():
    """By means, or else beside one positive term, or else in one step."""
    goal = polynomial("4**n + 9**m/2 - 2**n*3**m", TWO)
    d = TWO.narrowed(polynomial("n - 2*m", TWO))
    assert side(goal, d, work(), 0) is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symalgebra.order.proof.apart.means", lambda *_: None)
        assert side(goal, d, work(), 0)["facts"][0][0] == "lemma"
        patch.setattr("symalgebra.order.proof.apart.beside", lambda *_: None)
        assert side(goal, d, work(), 0) is None
        assert side(polynomial("4**n - 2**n", TWO), TWO, work(), 0) is not None
        patch.setattr("symalgebra.order.proof.apart.means", lambda *_: EMPTY)
        assert side(goal, d, work(), 0) == EMPTY


def test_the_negative_term_beside_one_positive_term():
    """The others are left over, each >= 0."""
    d = TWO.narrowed(polynomial("n - 2*m", TWO))
    node = asked(beside, "4**n + 2*9**m + n - 2**n*3**m", d)
    assert node["facts"][0][0] == "lemma"
    assert node["facts"][0][1] == write(polynomial("4**n - 2**n*3**m", d))
    low = Domain({**d.ranges, "k": (-3, None)}, d.given)
    assert asked(beside, "4**n + k - 2**n*3**m", low) is None  # what may be negative would be left over
    assert asked(beside, "2**n + n - 2**n*3**m", d) is None


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
