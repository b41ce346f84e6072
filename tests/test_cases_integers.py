"""Cases by residues and by integers below floors, and goals between two curves."""

import pytest
from goals import EMPTY, ONE_SYMBOL, TWO, asked, searched, work
from test_rules import FREE, polynomial

from symalgebra.order import checker
from symalgebra.order.checker import Domain
from symalgebra.order.proof import search as rules
from symalgebra.order.proof.apart import apart, beside, curves, side, symbol
from symalgebra.order.proof.notation import write
from symalgebra.order.proof.residues import Counterexample, residues
from symalgebra.order.proof.search import search
from symalgebra.order.proof.wholes import below_floor

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
