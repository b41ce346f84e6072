"""Floors and ceilings: nests of them are one, and every form of one value is one formula."""

from math import ceil, floor

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Formula, ceildiv, floordiv, formula, symbol
from symalgebra.formula.floor import _KNOWN, Floor
from symalgebra.strategies.pairs import POINTS, at, n, r, w, z

H, q, N = symbol("H"), symbol("q"), symbol("N")
shifts, strides = st.integers(-9, 9), st.integers(1, 6)


def floors(f):
    """The floors that a formula is made of."""
    return [a for m in formula(f).terms for a in m.atoms if isinstance(a, Floor)]


@given(st.lists(st.tuples(shifts, strides, shifts, st.booleans()), min_size=1, max_size=6))
def test_a_chain_of_strides_is_one_floor(steps):
    size, values = H, {k: k for k in range(1, 40)}
    for before, stride, after, up in steps:
        size = (ceildiv if up else floordiv)(size + before, stride) + after
        values = {k: (ceil if up else floor)((v + before) / stride) + after for k, v in values.items()}
    assert {k: at(size, {"H": k}) for k in values} == values
    assert len(floors(size)) <= 1


@settings(max_examples=200)
@given(
    st.integers(-40, 40),
    st.integers(-5, 5),
    st.integers(1, 9),
    st.sampled_from([r, w, r * w, r * 2**n, w**2]),
)
def test_multiples_of_the_divisor_come_out(constant, k, divisor, f):
    one = floordiv(f + constant + k * divisor, divisor)
    assert one == floordiv(f + constant, divisor) + k
    assert hash(formula(one)) == hash(formula(floordiv(f + constant, divisor) + k))
    assert ceildiv(f + constant + k * divisor, divisor) == ceildiv(f + constant, divisor) + k
    assert ceildiv(f + constant, divisor) == -formula(floordiv(-f - constant, divisor))
    assert floordiv(f + constant, divisor) == ceildiv(f + constant - divisor + 1, divisor)


@given(st.integers(-40, 40), st.integers(2, 9), st.sampled_from([formula(2), formula(3), w, 2 * w + 1, 2**n]))
def test_a_factor_of_all_but_the_constant_comes_out(constant, k, divisor):
    assert floordiv(k * r + constant, k * divisor) == floordiv(r + constant // k, divisor)
    assert ceildiv(k * r + constant, k * divisor) == ceildiv(r - (-constant // k), divisor)


@settings(max_examples=200)
@given(
    st.integers(-9, 9),
    st.integers(-9, 9),
    st.integers(-9, 9),
    st.sampled_from([1, 2, 3, 4, 7, w, 2**n, 2 * w]),
)
def test_values(a, b, c, divisor):
    f = a * r + b * w + c
    for point in POINTS:
        top, bottom = at(f, point), at(divisor, point)
        assert at(floordiv(f, divisor), point) == top // bottom
        assert at(ceildiv(f, divisor), point) == -(-top // bottom)


def test_what_divides_comes_out():
    assert floordiv(32 * q, 32) == q
    assert ceildiv(4 * 2**N * q, 2) == 2 * 2**N * q
    assert floordiv(6 * w + r, 3) == 2 * w + floordiv(r, 3)
    assert floordiv(w * r, w) == r
    assert floordiv(2**n * r + 2**n, 2**n) == r + 1
    assert floordiv(w**2 - 1, w + 1) == w - 1
    assert floordiv(n, n + 1) == 0
    assert ceildiv(n, n + w) == 1
    assert floordiv(w - 1, w) == 0
    assert floordiv(7, 2) == 3
    assert ceildiv(7, 2) == 4
    assert type(floordiv(7, 2)) is int


@pytest.mark.parametrize("divisor", [w, r * w, 2**n, 3 * w, w / 2], ids=str)
@pytest.mark.parametrize("beside", range(-3, 4))
def test_next_to_a_multiple_of_a_symbol(divisor, beside):
    """floor((g*z + c)/g) is z + floor(c/g)."""
    found = floordiv(divisor * z + beside, divisor)
    assert beside not in (0, -1) or divisor == w / 2 or not floors(found)
    for point in POINTS:
        value = at(divisor, point)
        assert at(found, point) == (value * point["z"] + beside) // value


@given(st.integers(-30, 30), st.integers(-30, 30), st.integers(1, 9))
def test_halves_make_a_whole(slope, constant, divisor):
    f = slope * r + constant * w
    assert floordiv(f, divisor) == -formula(ceildiv(-f, divisor))
    if divisor == 2:
        assert floordiv(f, 2) + ceildiv(f, 2) == f


def test_the_order_of_terms_does_not_matter():
    a, b = formula(floordiv(r, 2)), formula(floordiv(w, 3))
    one = floordiv(a + b, 4)
    _KNOWN.clear()
    assert floordiv(b + a, 4).terms == one.terms


def test_common_factors_go():
    assert floordiv(6 * r, 4) == floordiv(3 * r, 2)
    assert floordiv(r * w, 2 * w) == floordiv(r, 2)
    assert ceildiv(3**n * w - w, 2 * w) == ceildiv(3**n - 1, 2)
    assert floordiv(2**n * r, 2 ** (n + 1)) == floordiv(r, 2)
    assert floordiv(r / 2**n, 1) == floordiv(r, 2**n)
    assert floordiv(r / (w + 1), 1) == floordiv(r, w + 1)
    assert formula(sympy.floor(r.expr / 2**n.expr)) == floordiv(r, 2**n)


def test_nested_floors_within_other_atoms_are_equal_too():
    one, other = floordiv(r + 2**n, 2**n), floordiv(r, 2**n) + 1
    assert floordiv(formula(one) ** 2, 5) == floordiv(formula(other) ** 2, 5)


def test_divisors_that_may_be_negative():
    """Rules that need a positive divisor are not used where it is not proved positive."""
    f = formula(floordiv(floordiv(r, 4), w - 3))
    g = formula(ceildiv(r, w - 3))
    for k in (1, 2, 5):
        assert f.at(r=9, w=k) == floor(floor(9 / 4) / (k - 3))
        assert g.at(r=9, w=k) == ceil(9 / (k - 3))


def test_the_written_form():
    assert str(ceildiv(r, 32)) == "ceiling(r/32)"
    assert str(floordiv(r - 3, 4)) == "floor((r - 3)/4)"
    assert str(ceildiv(r, 2**n)) == "ceiling(r/2**n)"
    assert str(floordiv(2**n * n - 1, 2**n)) != "ceiling(n)"
    assert isinstance(floordiv(r, 2), Formula)


@pytest.mark.parametrize("divisor", [0, -1])
def test_divisors_that_are_refused(divisor):
    for divide in (floordiv, ceildiv):
        for f in (r, 5):
            with pytest.raises(SymalgebraError, match="must be positive"):
                divide(f, divisor)


def test_a_factor_that_may_be_zero_stays():
    assert floordiv(z * r, z * w) != floordiv(r, w)
    assert floordiv(z * w, z) != w
    assert floordiv(n * r, n * w) == floordiv(r, w)


def test_a_zero_may_be_a_numerator():
    assert floordiv(z, 3).at(z=0) == 0
    assert floordiv(0, w) == 0
