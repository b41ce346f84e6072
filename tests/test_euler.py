"""The constant log2(e) in comparisons: rational numbers on the side that proves more, and only there."""

from fractions import Fraction

from symalgebra import compare, dims
from symalgebra.formula import formula, log2
from symalgebra.formula.logarithm import LOG2_E
from symalgebra.order.euler import without_e

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
