"""The arithmetic of the checker, each operation at its ends: numbers, monomials, polynomials, counted work."""

from fractions import Fraction
from itertools import product

import mpmath
import pytest

from symalgebra.order import checker
from symalgebra.order.checker import ONE, UNIT, Rejected, constant, plus, power, single, times

X, Y = ("sym", "x"), ("sym", "y")
x, y = single(X), single(Y)
MOST = checker.MOST
LONG = 1 << MOST["bits"] - 1  # as long as a number may be


@pytest.fixture(autouse=True)
def no_work():
    checker.WORK[0] = 0


def mono(**powers):
    """A monomial in symbols."""
    return frozenset((("sym", name), e) for name, e in powers.items())


def poly(*terms):
    """A polynomial from pairs of a coefficient and the powers of symbols."""
    return {mono(**powers): c for c, powers in terms}


# Numbers

QUOTIENTS = [(6, 3, 2), (-6, 3, -2), (6, 4, Fraction(3, 2)), (1, 3, Fraction(1, 3)), (0, 5, 0), (Fraction(3, 2), Fraction(1, 2), 3), (3, Fraction(3, 2), 2), (Fraction(3, 2), 3, Fraction(1, 2))]  # fmt: skip
LENGTHS = [(0, 0), (1, 1), (255, 8), (256, 9), (-256, 9), (Fraction(1, 256), 9), (Fraction(256, 3), 9), (Fraction(3, 2), 2)]  # fmt: skip
PRIMES = [
    (Fraction(1), {}), (Fraction(2), {2: 1}), (Fraction(4), {2: 2}), (Fraction(45), {3: 2, 5: 1}), (Fraction(5, 4), {5: 1, 2: -2}), (Fraction(2, 21), {2: 1, 3: -1, 7: -1}),
    (Fraction(65521**2), {65521: 2}), (Fraction(65537**2), {65537**2: 1}), (Fraction(3, 65537**2), {3: 1, 65537**2: -1}),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), QUOTIENTS, ids=str)
def test_a_quotient_is_exact(a, b, expected):
    found = checker.quotient(a, b)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(("c", "bits"), LENGTHS, ids=str)
def test_the_length_of_a_number(c, bits):
    assert checker.length(c) == bits


@pytest.mark.parametrize(("number", "expected"), PRIMES, ids=str)
def test_the_prime_factors_of_a_number(number, expected):
    """Those up to 2**16 are found; what is left is one factor."""
    assert checker.primes(number) == expected


def test_powers_of_numbers():
    assert checker.number_power(0, 10**6) == 0
    assert checker.number_power(Fraction(2, 3), 2) == Fraction(4, 9)
    assert checker.number_power(5, 0) == 1


def test_the_longest_of_no_numbers_has_no_bits():
    assert checker.longest([]) == checker.longest([0, 0]) == 0


def test_a_number_as_a_polynomial():
    assert constant(0) == {}
    assert constant(Fraction(4, 2)) == {ONE: 2}
    assert [checker.number_of(p) for p in ({}, {ONE: 7}, x, plus(x, UNIT))] == [0, 7, None, None]


LOGARITHMS = [1, 2, 3, 5, 8, Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(4, 3), Fraction(1023, 1024), Fraction(1025, 1024), 2**64 - 1, 10**300, Fraction(7, 10**50)]  # fmt: skip


@pytest.mark.parametrize("number", LOGARITHMS, ids=str)
def test_logarithms_are_within_40_bits(number):
    """The lower bound has the first 40 bits of the logarithm, so it is less by less than 2**-40."""
    with mpmath.workdps(60):
        bits = mpmath.log(mpmath.mpf(number.numerator) / number.denominator, 2) * 2**40
        nearest = mpmath.nint(bits)
        expected = nearest if abs(bits - nearest) < 1e-30 else mpmath.floor(bits)
    assert checker.log2_below(number) == Fraction(int(expected), 2**40)
    assert checker.log2_above(number) == -checker.log2_below(1 / Fraction(number))


@pytest.mark.parametrize("number", [0, -1, Fraction(-1, 2)], ids=str)
def test_what_is_not_positive_has_no_logarithm(number):
    with pytest.raises(Rejected):
        checker.log2_below(number)
    with pytest.raises(Rejected):
        checker.log2_of_number(number)


@pytest.mark.parametrize(("number", "bits"), [(1, 0), (2, 1), (8, 3), (Fraction(1, 4), -2)], ids=str)
def test_the_logarithm_of_a_power_of_2_is_a_number(number, bits):
    assert checker.log2_of_number(number) == constant(bits)


@pytest.mark.parametrize("number", [3, 6, Fraction(3, 4), Fraction(4, 3), Fraction(1, 6)], ids=str)
def test_the_logarithm_of_another_number_is_an_atom(number):
    ((m, c),) = checker.log2_of_number(number).items()
    ((atom, e),) = m
    assert (atom, e, c) == (("log2", frozenset({(ONE, number)})), 1, 1)


def test_the_bounds_of_the_natural_logarithm_of_2():
    below, above = checker.LN2
    with mpmath.workdps(30):
        ln2 = Fraction(str(mpmath.log(2)))
    assert below < ln2 < above
    assert above - below == Fraction(1, 10**16)


# Monomials and polynomials

PRODUCTS = [
    ({}, {}, {}), ({}, {"x": 2}, {"x": 2}), ({"x": 2}, {}, {"x": 2}), ({"x": 2}, {"y": 3}, {"x": 2, "y": 3}),
    ({"x": 2, "y": 1}, {"x": 3}, {"x": 5, "y": 1}), ({"x": 2, "y": 1}, {"x": -2}, {"y": 1}), ({"x": 2}, {"x": -2}, {}), ({"x": 2}, {"x": -3, "y": 1}, {"x": -1, "y": 1}),
    ({"x": 399, "y": 1}, {"x": 1}, {"x": 400, "y": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("m", "n", "expected"), PRODUCTS, ids=str)
def test_a_product_of_monomials(m, n, expected):
    assert checker.joined(mono(**m), mono(**n)) == mono(**expected)


@pytest.mark.parametrize(
    ("m", "n"), [({"x": 400, "y": 1}, {"x": 1}), ({"x": 1}, {"x": 400, "y": 1})], ids=str
)
def test_a_product_of_monomials_with_an_exponent_too_high(m, n):
    with pytest.raises(Rejected):
        checker.joined(mono(**m), mono(**n))


A, B = poly((2, {"x": 1}), (3, {})), poly((Fraction(1, 2), {"x": 1}), (-3, {}), (1, {"y": 1}))
SUMS = [
    (1, poly((Fraction(5, 2), {"x": 1}), (1, {"y": 1}))), (-1, poly((Fraction(3, 2), {"x": 1}), (6, {}), (-1, {"y": 1}))),
    (-4, poly((15, {}), (-4, {"y": 1}))), (2, poly((3, {"x": 1}), (-3, {}), (2, {"y": 1}))), (Fraction(1, 3), poly((Fraction(13, 6), {"x": 1}), (2, {}), (Fraction(1, 3), {"y": 1}))),
]  # fmt: skip


@pytest.mark.parametrize(("factor", "expected"), SUMS, ids=str)
def test_a_sum_with_a_factor(factor, expected):
    a = dict(A)
    assert plus(a, B, factor) == expected
    assert a == A
    assert checker.added(a, B, factor) is a
    assert a == expected


def test_sums():
    assert plus(A, B) == SUMS[0][1]
    assert plus(A, A, -1) == {}
    assert checker.sum_of([A, B, x]) == plus(plus(A, B), x)
    assert checker.sum_of([]) == {}


def test_the_longest_number_of_a_sum_counts():
    """Whatever comes before or after it."""
    for entries in ((LONG, 1), (1, LONG), (LONG, LONG)):
        p = dict(zip((mono(x=1), mono(y=1)), entries, strict=True))
        assert plus({}, p) == p
        with pytest.raises(Rejected):
            plus(p, p)


TIMES = [
    ({}, A, {}), (A, {}, {}), (A, UNIT, A), (UNIT, A, A), (A, constant(2), poly((4, {"x": 1}), (6, {}))), (poly((3, {"x": 2})), poly((2, {"x": 1, "y": 1})), poly((6, {"x": 3, "y": 1}))),
    (A, A, poly((4, {"x": 2}), (12, {"x": 1}), (9, {}))), (plus(x, y), plus(x, y, -1), poly((1, {"x": 2}), (-1, {"y": 2}))), (A, poly((-2, {"x": 1}), (3, {})), poly((-4, {"x": 2}), (9, {}))),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), TIMES, ids=range(len(TIMES)))
def test_a_product(a, b, expected):
    assert times(a, b) == expected


def test_products_are_as_long_as_may_be():
    half = constant(1 << MOST["bits"] // 2)
    less = constant(1 << MOST["bits"] // 2 - 1)
    assert times(half, less) == constant(LONG)
    two = plus(x, half)
    assert times(two, plus(x, less))[ONE] == LONG
    for one, other in ((half, half), (two, plus(x, half))):
        with pytest.raises(Rejected):
            times(one, other)


def test_products_have_as_many_terms_as_may_be():
    def row(name, count):
        return {mono(**{name: i}): 1 for i in range(1, count + 1)}

    assert len(times(row("x", 200), row("y", 100))) == MOST["terms"] == 20_000
    with pytest.raises(Rejected):
        times(row("x", 177), row("y", 113))


def test_a_product_of_no_factors():
    assert checker.product_of([]) == UNIT
    assert checker.product_of([x, A, y]) == times(times(x, A), y)


POWERS = [
    (A, 0, UNIT), (A, 1, A), (A, 2, poly((4, {"x": 2}), (12, {"x": 1}), (9, {}))), (A, 3, times(A, times(A, A))), (UNIT, 5, UNIT), ({}, 2, {}), ({}, 0, UNIT),
    (x, 0, UNIT), (poly((Fraction(-2, 3), {"x": 2, "y": 1})), 3, poly((Fraction(-8, 27), {"x": 6, "y": 3}))), (poly((2, {"x": 200, "y": 1})), 2, poly((4, {"x": 400, "y": 2}))),
]  # fmt: skip


@pytest.mark.parametrize(("a", "e", "expected"), POWERS, ids=range(len(POWERS)))
def test_a_power(a, e, expected):
    assert power(a, e) == expected


@pytest.mark.parametrize("powers", [{"x": 201, "y": 1}, {"x": 1, "y": 201}], ids=str)
def test_a_power_of_what_is_too_high(powers):
    with pytest.raises(Rejected):
        power({mono(**powers): 1}, 2)


RESTATED = [
    (poly((1, {"x": 1})), True), (poly((-2, {"x": 1}), (5, {})), True), (poly((5, {})), False), ({}, False), (poly((1, {"x": 2})), False), (poly((1, {"x": 1, "y": 1})), False),
    (poly((1, {"x": 1}), (1, {"y": 1})), False), (poly((1, {"x": 1}), (1, {"x": 2})), False), (single(("euler",)), False), (poly((1, {"x": -1}), (1, {"x": 2})), False),
]  # fmt: skip


@pytest.mark.parametrize(("p", "expected"), RESTATED, ids=range(len(RESTATED)))
def test_which_conditions_are_bounds_of_a_symbol(p, expected):
    assert checker.restates(p) is expected


# Falling factorials and sums of powers

STEPS = [
    (0, [1]),
    (1, [0, 1]),
    (2, [0, 1, 1]),
    (3, [0, 1, 3, 1]),
    (4, [0, 1, 7, 6, 1]),
    (5, [0, 1, 15, 25, 10, 1]),
]


@pytest.mark.parametrize(("e", "steps"), STEPS, ids=str)
def test_powers_by_falling_factorials(e, steps):
    """The numbers of Stirling: in how many ways e things make j heaps."""
    assert checker.falling(e) == steps


@pytest.mark.parametrize("e", range(7))
def test_sums_of_powers(e):
    closed = checker.sum_of_powers(x, e)
    for n in range(9):
        assert checker.interval(closed, {"x": n}) == (sum(i**e for i in range(n)),) * 2


def test_a_polynomial_by_falling_factorials():
    """x**2*y**3 - x is (F1 + F2)(x)*(F1 + 3*F2 + F3)(y) - F1(x); an atom that is no symbol stays as it is."""
    found = checker.stepped(poly((2, {"x": 2, "y": 3}), (-1, {"x": 1}), (4, {})))
    expected = {
        mono(x=i, y=j): 2 * c for (i, j), c in zip(product((1, 2), (1, 2, 3)), [1, 3, 1] * 2, strict=True)
    }
    assert found == expected | {mono(x=1): -1, ONE: 4}
    assert checker.stepped(single(("euler",), 3)) == single(("euler",), 3)
    assert sum(checker.stepped(single(X, 24)).values()) == sum(checker.falling(24))
    assert checker.stepped(single(X, 25)) == single(X, 25)


# Work


def test_work_is_counted():
    checker.spend(3)
    checker.spend(4)
    assert checker.WORK[0] == 7


def test_the_clock_is_looked_at_every_64_units(monkeypatch):
    seen = []
    monkeypatch.setattr(checker, "PULSE", [lambda: seen.append(checker.WORK[0])])
    for _ in range(200):
        checker.spend(1)
    assert seen == [64, 128, 192]


def test_work_ends():
    """The sum is looked at as it passes a multiple of 64: 500,000 is allowed, and 500,032 is not."""
    checker.WORK[0] = MOST["work"] - 40
    checker.spend(40)
    checker.spend(31)
    for start, units in ((MOST["work"] + 31, 1), (MOST["work"] - 40, 72)):
        checker.WORK[0] = start
        with pytest.raises(Rejected, match="work"):
            checker.spend(units)
