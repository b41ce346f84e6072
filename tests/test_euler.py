"""The constant log2(e) in comparisons: rational numbers on the side that proves more, and only there."""

from fractions import Fraction

import pytest

from symalgebra import compare, dims
from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, log2, maximum, symbol
from symalgebra.formula.logarithm import LOG2_E
from symalgebra.order.checker import FORMAT, accepted
from symalgebra.order.euler import HIGH, LOW, apart, has_e, within_logarithms, without_e
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.certificate import certified
from symalgebra.order.proof.search import Counterexample

n, w = dims("n w")


def test_the_constant_is_between_its_bounds():
    assert bool(compare(Fraction(14426, 10000), LOG2_E))
    assert bool(compare(LOG2_E, Fraction(14427, 10000)))
    assert not compare(LOG2_E, Fraction(14426, 10000))
    assert not compare(Fraction(14427, 10000), LOG2_E)


def test_closer_than_its_bounds_is_open():
    near = Fraction(14426950408, 10**10)
    assert [type(v).__name__ for v in (compare(near, LOG2_E), compare(LOG2_E, near))] == [
        "Unknown",
        "Unknown",
    ]


def test_within_logarithms():
    inner = log2(formula(n) + LOG2_E)
    assert compare(log2(formula(n) + 1), inner)
    assert compare(inner, log2(formula(n) + 2))
    assert compare(w * inner, w * LOG2_E * n)
    for f in (inner * w, w / LOG2_E, 3 - LOG2_E * w, formula(n)):
        f = formula(f)
        low, high = without_e(f, above=False), without_e(f, above=True)
        point = {name: 5 for name in f.names}
        assert low.at(point) <= f.at(point) <= high.at(point)


@pytest.mark.parametrize(
    ("f", "low", "high"),
    [
        (LOG2_E, LOW, HIGH),
        (-3 * LOG2_E, -3 * HIGH, -3 * LOW),
        (2**n * LOG2_E, 2**n * LOW, 2**n * HIGH),
        (n - n / LOG2_E, n - n / LOW, n - n / HIGH),
        (n * LOG2_E**2 + n, n * LOW**2 + n, n * HIGH**2 + n),
        (log2(n + LOG2_E) * w, log2(n + LOW) * w, log2(n + HIGH) * w),
        (log2(formula(n)) * w, log2(formula(n)) * w, log2(formula(n)) * w),
    ],
    ids=str,
)
def test_the_constant_is_replaced_on_the_side_that_proves_more(f, low, high):
    assert without_e(formula(f), above=False) == low
    assert without_e(formula(f), above=True) == high


def test_a_multiple_of_unknown_sign_is_refused():
    z = symbol("z", -1)
    with pytest.raises(NoClosedForm, match="the sign of"):
        without_e(z * LOG2_E, above=True)
    with pytest.raises(NoClosedForm, match="within"):
        without_e(formula(maximum(n, LOG2_E * w)), above=True)


def test_what_both_sides_have_of_the_constant_is_taken_from_both():
    f, g = n + 3 * LOG2_E * w, 2 * n + 5 * LOG2_E * w
    assert apart(f, g) == (formula(n), 2 * n + 2 * LOG2_E * w)
    assert apart(g, f) == (formula(2 * n), n - 2 * LOG2_E * w)
    assert apart(formula(n), g) == (n, g)
    assert apart(f, formula(n)) == (f, n)
    assert apart(f, n + LOG2_E * n) == (f, n + LOG2_E * n)


def test_where_the_constant_is():
    inner, alone = formula(log2(n + LOG2_E)), formula(log2(LOG2_E + 1))
    assert [has_e(f) for f in (LOG2_E, inner, alone, formula(log2(formula(n))), formula(n))] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [within_logarithms(f) for f in (inner + 1, alone * n, formula(log2(formula(n))), LOG2_E * n)] == [
        True, False, False, False,
    ]  # fmt: skip


def test_logarithms_within_logarithms_grow_with_what_is_inside():
    s, t, v = (symbol(name, 0) for name in "stv")  # a law of s, t and v, as the master theorem's, is monotone
    a, b, c = dims("a b c")

    def law(stages, weights, predicates):
        inner = log2(predicates)
        return stages + weights * (inner + log2(inner + LOG2_E + 1) + LOG2_E + 2)

    verdict = compare(law(s, t, v + 3), law(s + a, t + b, v + c + 3))
    assert verdict
    assert verdict.check()
    assert compare(law(s + a, t, v + 3), law(s, t, v + c + 3)).witness == {
        "a": 1,
        "c": 1,
        "s": 0,
        "t": 0,
        "v": 0,
    }
    deep = [log2(log2(log2(x) + 4) + 3) for x in (formula(n), n + w)]
    assert compare(t * deep[0] + log2(n), t * deep[1] + log2(formula(n + w))).check()
    assert compare(deep[1], deep[0]).witness == {"n": 1, "w": 1}


def test_equal_multiples_are_taken_from_both_sides():
    f = formula(n) * LOG2_E + formula(w) * log2(formula(n) + LOG2_E)
    for verdict in (compare(f, f), compare(f, f + 1, relation="<"), compare(f, f + n * LOG2_E - n)):
        assert verdict
        assert verdict.check()
    assert compare(f, f, relation="==")
    assert not compare(f + 1, f)
    assert compare(f + n, f + n * LOG2_E * Fraction(10**12 + 1, 10**12) - n * Fraction(44, 100))


def test_the_certificate_has_no_constant():
    verdict = compare(n * LOG2_E, 2 * n)
    assert verdict.check()
    assert "log2" not in str(verdict.certificate["claim"])


# In certificates, where log2(e) is itself


E_TEXT = ["log2", "e"]


def claim(left, right):
    return {"left": left, "relation": "<=", "right": right, "domain": {"n": [1, None]}, "given": []}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (E_TEXT, "14426950408889635/10000000000000000"),
        ("14426950408889631/10000000000000000", E_TEXT),
        (["log2", ["sym", "n"]], ["mul", E_TEXT, ["sym", "n"]]),
        (["pow", E_TEXT, "-1"], "7/10"),
    ],
)
def test_certificates_know_log2_of_e(left, right):
    found = certified(claim(left, right), Budget(3_000, 150))
    assert accepted(found)
    assert not accepted({**found, "claim": claim(["add", right, "1/1000000000000000"], left)})


def near(digits):
    """1.442695040888963 and more digits; log2(e) = 1.44269504088896340735..."""
    return f"1442695040888963{digits}/1{'0' * (15 + len(digits))}"


@pytest.mark.parametrize(
    ("left", "right", "true"),
    [
        (E_TEXT, near("30"), False),
        (near("415"), E_TEXT, False),
        (near("20"), E_TEXT, True),
        (E_TEXT, near("45"), True),
    ],
)
def test_numbers_near_log2_of_e_are_on_their_side(left, right, true):
    asked = claim(left, right)
    at = {"format": FORMAT, "claim": {**asked, "domain": {"n": [1, 1]}}, "proof": {"rule": "points"}}
    assert (certified(asked, Budget(3_000, 150)) is not None) is accepted(at) is true


def test_what_is_below_log2_of_e_is_not_above_it():
    with pytest.raises(Counterexample):
        certified(claim(E_TEXT, "144/100"), Budget(3_000, 150))
