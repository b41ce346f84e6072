"""Powers of formulas: their normal form, and the limits at which one is refused."""

from fractions import Fraction

import pytest

from symalgebra.errors import NoClosedForm
from symalgebra.formula import Formula, formula, symbol
from symalgebra.formula.bases import vanish
from symalgebra.formula.monomial import MOST_BITS, Monomial, _power, normal
from symalgebra.formula.power import (
    MOST_TERMS,
    _guard_bits,
    _guard_terms,
    factors,
    integer_power,
    power,
    split_content,
)

n, w, r = (symbol(name) for name in "nwr")
z = symbol("z", 0)
half = Fraction(1, 2)


def test_normal_forms_of_powers():
    for found, terms in (
        ((2 * w) ** 2, 4 * w * w),
        ((2 * w) ** -2, 1 / (4 * w * w)),
        ((w / 2) ** 3, w * w * w / 8),
        ((w / 2) ** -1, 2 / w),
        ((2 * w) ** 0, formula(1)),
        ((w + 1) ** 0, formula(1)),
        (power(w + 1, formula(0)), formula(1)),
        ((w + 1) ** n * (w + 1) ** (1 - n), w + 1),
        (((w + 1) ** n).subs(n=1), w + 1),
        ((2 * 2**n) ** w, 2 ** (n * w + w)),
        (vanish(z) ** 0, formula(1)),
        (vanish(z) ** half, vanish(z)),
        ((1 - w) ** -1, -1 * (w - 1) ** -1),
        ((1 - w) ** -2, (w - 1) ** -2),
        ((1 - w) ** -3, -1 * (w - 1) ** -3),
        ((2 * w + 2) ** -2, (w + 1) ** -2 / 4),
        ((n * w + w) ** -1, 1 / w * (n + 1) ** -1),
        ((n**2 - w**2) / (n - w), n + w),
        ((n**2 + w**2) / (n - w), (n**2 + w**2) * (n - w) ** -1),
        ((4 * w**2) ** half, 2 * w),
        (w**half * w**half, w),
        (w**half * w**-half, formula(1)),
        (w**half * w ** Fraction(3, 2) * n, w * w * n),
        (formula(2) ** half * formula(2) ** half, formula(2)),
        (formula(2) ** half * formula(2) ** -half, formula(1)),
        (6 ** (n / 2) * 6 ** (n / 2), 2**n * 3**n),
        (vanish(z + 1), formula(0)),
        ((w + 2 * n * w) ** r, w**r * (2 * n + 1) ** r),
    ):
        assert found.terms == terms.terms
        assert {type(c) for c in found.terms.values()} <= {int, Fraction}


def test_common_factors_with_several_exponents():
    assert split_content(w ** (n + 1) * r + w ** (n + 1)) == (w ** (n + 1), r + 1)
    assert split_content(w ** (n + 1) * r + w**n) == (w**n, w * r + 1)
    assert split_content((w + r) ** n * r + (w + r) ** n) == ((w + r) ** n, r + 1)


def test_numbers_of_two_great_factors_are_refused():
    """What is left of a number is a prime where its root is below 2**16."""
    for number in (65537**2, 2 * 65537**2, 65537 * 65539, 3 * 65537 * 65543):
        with pytest.raises(NoClosedForm, match="too large to be factored"):
            factors(number)
    assert factors(4) == {2: 2}
    assert factors(65519 * 65521) == {65519: 1, 65521: 1}
    assert factors(65521 * 65537) == {65521: 1, 65537: 1}


def test_the_most_terms_of_a_power():
    _guard_terms(Formula(dict.fromkeys(range(MOST_TERMS), 1)), 1)  # only their number counts
    _guard_terms(n + 1, 4096)
    _guard_terms(n + w + r, 445)
    many = sum((symbol(f"x{k}") for k in range(30)), formula(0))
    for base, exponent in ((n + 1, 4097), (n + w + r, 446), (many, 30), (many, 4096)):
        with pytest.raises(NoClosedForm, match="too many terms"):
            _guard_terms(base, exponent)


def test_the_most_bits_of_a_power():
    end = MOST_BITS // 2  # 2 and 3 have two bits
    for number in (3, -3, Fraction(1, 3), Fraction(3, 2)):
        for exponent in (end, -end):
            _guard_bits(number, exponent)
        for exponent in (end + 1, -end - 1):
            with pytest.raises(NoClosedForm, match=f"more than {MOST_BITS} bits"):
                _guard_bits(number, exponent)
    _guard_bits(-1, 1 << 30)
    assert (-n) ** (1 << 30) == n ** (1 << 30)
    assert _power(2, end) == 1 << end
    with pytest.raises(NoClosedForm, match=f"more than {MOST_BITS} bits"):
        _power(2, end + 1)


def test_powers_of_several_bases_at_once():
    ((a, _),), ((b, _),) = (next(iter(f.terms)).powers for f in (n, w))
    assert normal({a: 2, 2: 3}) == ((Monomial(((a, 2),)), 8),)
    assert normal({a: 0, 2: -3, b: 1}) == ((Monomial(((b, 1),)), Fraction(1, 8)),)
    assert normal({2: n - 1 - n}) == ((Monomial(), half),)
    assert normal({a: formula(2)}, [(b, 3)]) == ((Monomial(((a, 2), (b, 3))), 1),)


def test_a_power_of_one_costs_nothing():
    assert integer_power(n, 1) == n
    assert n**1 is n
