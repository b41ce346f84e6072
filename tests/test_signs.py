"""Proofs of signs: a proof that is wrong is the worst of all bugs, so random formulas try to find one."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra.errors import SymalgebraError
from symalgebra.formula import (
    ceildiv,
    enclosure,
    floordiv,
    formula,
    index_over,
    integral,
    log2,
    maximum,
    nonnegative,
    positive,
    symbol,
    total,
)  # fmt: skip
from symalgebra.strategies.expressions import pairs
from symalgebra.strategies.pairs import LOW, at, n, r, w, z

MANY = settings(max_examples=300)


def near(pair):
    """The formula less values that it takes: signs are hard to prove just there."""
    values = list(pair.values())
    levels = [*sorted({v for _, v in values})[:2], 0, 1]
    for level in levels:
        yield pair.formula - level, [(p, v - level) for p, v in values]
        yield level - pair.formula, [(p, level - v) for p, v in values]


@MANY
@given(pairs)
def test_what_is_proved_nonnegative_is_nonnegative(pair):
    for f, values in near(pair):
        if nonnegative(f):
            assert all(v >= 0 for _, v in values), f
        if positive(f):
            assert all(v > 0 for _, v in values), f


@MANY
@given(pairs, st.integers(2, 4))
def test_what_is_proved_integral_is_integral(pair, divisor):
    for f, values in near(pair):
        if integral(f / divisor):
            assert all(Fraction(v / Fraction(divisor)).denominator == 1 for _, v in values), f


@MANY
@given(pairs)
def test_enclosures_hold(pair):
    low, high = enclosure(pair.formula)
    for point, value in pair.values():
        with suppress(SymalgebraError):  # a bound may divide by what is 0 here
            assert at(low, point) <= value <= at(high, point)


@pytest.mark.parametrize(
    "f",
    [
        n, z, w - 1, r - 4, 2**n - 2, 2**n * w - 2, w**n - 1, (w + 1) ** z - 1, w**2 - w,
        n * w - n, r**2 - 4 * r, (r - 4) * (w - 1), 2 ** (n + z) - 2**n, maximum(n, w) - 1, r - ceildiv(r, 2),
        ceildiv(r, 2**n), w - floordiv(w, 2), 1 / n, w / (w + 1), 1 - 1 / (w + 1), log2(w + 1), 6**n - 2**n,
        w * ceildiv(r, 2) - w, n * w**2 * ceildiv(w, 8) ** 3 - n * w**2, 2048 * ceildiv(w, 32) ** 2 - 1000,
        w * maximum(n, z) * ceildiv(r, 2) - w * ceildiv(r, 2), 2 * maximum(ceildiv(w, 3), floordiv(w, 2)) - 1,
    ],
    ids=str,
)  # fmt: skip
def test_signs_that_are_proved(f):
    assert nonnegative(f)


@pytest.mark.parametrize(
    "f",
    [
        -n, n - w, w - 2, r - 5, z - 1, 1 / (n - w), r**3 / floordiv(w - 3, 5), floordiv(w - 3, w),
        n * floordiv(w - 2, 3), (w - r) ** 3, (w - r) ** z, symbol("n") - symbol("n", 0) - 1, log2(w) - 1,
        floordiv(w - 3, 5) ** 3, floordiv(w - 3, 5) * ceildiv(r, 2),
        r * floordiv(w, 2) - r, r * ceildiv(z, 2) - r, w * ceildiv(r, 2) - 3 * w, r * ceildiv(w, 3) - w * r,
        w * log2(w) - w, w * maximum(z, n - 1) - w,
    ],
    ids=str,
)  # fmt: skip
def test_signs_that_are_not_proved(f):
    assert not nonnegative(f)


def test_integrality_of_sums_and_roots():
    i = index_over(n)
    halves = formula(total(ceildiv(r, 2 ** i.formula()) / 2 ** i.formula(), i, n))
    assert not integral(halves)
    assert not integral(2 ** (n / 2))
    assert integral(2 ** (n - 1) + (w + 1) ** z)
    assert floordiv(2 * halves, 2) != halves


def test_a_logarithm_has_no_bounds_of_an_integer():
    low, high = enclosure(formula(floordiv(log2(r + 3), 1)))
    assert at(low, {"r": 8}) <= 3 <= at(high, {"r": 8})


def test_a_factor_of_unknown_sign_keeps_a_term_from_being_enclosed():
    f = (w - r) ** z * formula(ceildiv(r, 2)) * ceildiv(w, 3)
    low, high = enclosure(f)
    for point in ({"w": 1, "r": 5, "z": 1}, {"w": 8, "r": 5, "z": 1}):
        assert at(low, point) <= at(f, point) <= at(high, point)


def test_signs_within_loops():
    i = index_over(n)
    assert nonnegative(n - 1 - i.formula())
    assert nonnegative(w * 2 ** i.formula() - 1)
    assert not nonnegative(n - 2 - i.formula())


def test_domains_differ_by_name_and_bound():
    assert LOW["z"] == 0
    assert nonnegative(symbol("z", 3) - 3)
    assert not nonnegative(symbol("z", 2) - 3)


@pytest.mark.parametrize("q", range(2, 8))
def test_an_integer_above_minus_one_is_nonnegative(q):
    for p in range(1, q):
        assert nonnegative(n - ceildiv(p * n, q))
        assert maximum(2 * n, n + ceildiv(p * n, q)) == 2 * n
        assert not nonnegative(n - ceildiv(p * n, q) - 1)  # 0 - 1 at n = 1
        assert not nonnegative(floordiv(p * n, q) - p * n / q + Fraction(1, 2 * q))  # below 0 where n = q - 1
