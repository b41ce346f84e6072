"""Signs and lower bounds of what does not grow, rule by rule and at the ends of what each rule takes."""

from fractions import Fraction

import pytest
from asking import table, value

from symalgebra.formula import formula, index_over, symbol
from symalgebra.formula.logarithm import LOG2_E
from symalgebra.formula.monomial import UNIT
from symalgebra.order.asymptotics import constants, positive
from symalgebra.order.asymptotics.constants import below, enclosed, sign
from symalgebra.order.checker import log2_above, log2_below

# Sums of logarithms as products: 2*log2(3) - 3 = log2(9/8)

LOGARITHMS = """
2*log2(3) - 3 | True                               3 - 2*log2(3) | False
2*log2(3)/3 - 1 | True                             1 - 2*log2(3)/3 | False
log2(n + 1) - log2(n) | True                       log2(n) - log2(n + 1) | False
log2(n + 3) - 2 | False                            log2(n + 4) - 2 | True
log2(w + 1) - log2(w) - log2(n) | False            log2(n**2 + 2*n + 1) - 2*log2(n + 1) | False
log2(n + 1)**2 - log2(n)**2 | False                w*log2(n + 1) - log2(n) | False
50*log2(n + 1) - 50*log2(n) | True                 51*log2(n + 1) - 51*log2(n) | False
6666*log2(7) - 6666*log2(3) | True                 6667*log2(7) - 6667*log2(3) | False
"""


((OTHER, _),) = value("n").items()


@pytest.mark.parametrize(("f", "expected"), table(LOGARITHMS))
def test_a_sum_of_logarithms_is_positive_where_a_product_exceeds_one(f, expected):
    """By 1 at least where it holds symbols: log2(n + 3) - 2 is 0 at n = 1. Long products are left alone."""
    assert str(constants._logarithms_positive(value(f))) == expected


# Sums of positive terms, and sums that are at least half of their value at the least point

POSITIVE = """
n**2 - 2*n + 2 | True             n - 1 | False                     n**2 - 2*n + 1 | False
n**2 - 3*n + 4 | False            n**2*w - 2*n + 2 | True           n - log2(n) | False
n + 1/(n + 1) | True              n + log2(n) | True                n + log2(n + 1) | True
n - 2 + w | False                 2**n + 1/n | True                 w/(n + 1) | True
"""


@pytest.mark.parametrize(("f", "expected"), table(POSITIVE))
def test_a_sum_is_positive_by_its_terms_or_from_its_least_point_on(f, expected):
    assert str(constants._proved_positive(value(f))) == expected


ATOMS = """
n | True                          log2(n) | False                   log2(n + 1) | True
floor(n/2) | False                floor((n + 2)/2) | True           floor((n + 2)/4) | False
floor((n + 3)/4) | True           max(n, w) | True                  max(n - 1, w - 1) | False
"""


@pytest.mark.parametrize(("f", "expected"), table(ATOMS))
def test_atoms_that_are_positive(f, expected):
    ((m, _),) = value(f).items()
    assert str(constants._positive_atom(m.powers[0][0])) == expected


@pytest.mark.parametrize(("low", "expected"), [(0, False), (1, True), (2, True)])
def test_a_symbol_is_positive_from_one_on(low, expected):
    ((m, _),) = formula(symbol("z", low)).items()
    assert constants._positive_atom(m.powers[0][0]) is expected
    assert constants._proved_positive(formula(symbol("z", low))) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("n + w", True), ("n - w", False), ("n - 1", False), ("w - n", False)]
)
def test_a_sum_as_a_base_has_the_sign_of_the_sum(text, expected):
    ((m, _),) = (1 / value(text)).items()
    assert constants._positive_atom(m.powers[0][0]) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (0, 0),
        (1, 1),
        (Fraction(1, 2), 1),
        (-1, -1),
        (Fraction(-1, 2), -1),
        (formula(0), 0),
        (formula(-2), -1),
    ],
)
def test_signs_of_numbers(given, expected):
    assert sign(given) == expected


SIGNS = """
n | 1                             -n | -1                           n - w | None
log2(n + 1) - log2(n) | 1         log2(n) - log2(n + 1) | -1        n**2 - 3*n + 4 | 1
w/(n + 1) | 1                     3*n - n**2 - 4 | -1               n*w - n - w + 2 | 1
n - 1 | None                      n - log2(3) | None                n*log2(3) - n | 1
"""


@pytest.mark.parametrize(("f", "expected"), table(SIGNS))
def test_a_sign_is_found_by_one_of_several_ways(f, expected):
    assert str(sign(value(f))) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (None, False),
        ({}, False),
        ({UNIT: 0}, False),
        ({UNIT: Fraction(1, 9)}, True),
        ({UNIT: 1, OTHER: 0}, True),
        ({UNIT: 1, OTHER: -1}, False),
        ({OTHER: 1}, False),
        ({UNIT: -1, OTHER: 1}, False),
    ],
)
def test_a_lower_bound_is_positive_where_its_number_is_and_nothing_is_taken_away(rows, expected):
    assert constants._rows_positive(rows) is expected


# Lower bounds

# f | what it is at least, and the number of terms of the bound
BELOW = """
n**16 | 1 17                 n**17 | 0 1                     2*n*w | 2 4                  -n | -1 2
log2(n) | 0 1                log2(n)**2 | 0 1                log2(n + 3) | 2 2            log2(n + 3)**2 | 0 1
log2(n/2) | -1 2    log2(n**2 - 2*n + 5) | 2 2    log2(n**2 - 4*n + 8) | None    log2(n**2 - 2*n + 1) | None
1/n | 0 1                    1/log2(n) | None                1/log2(n + 1) | 0 1          n*log2(n + 3) | 2 4
log2(n)**w | None            log2(n + 1)**w | 0 1            floor(n/2)**w | None         floor(n/2)**2 | 0 1
1/floor(n/2) | None          1/floor((n + 2)/2) | 0 1        2**n | 0 1                   1/(n - 1) | None
n**(1/2) | 0 1               n**w | 0 1                      -3*n + 2*w | -1 3            0*n | 0 0
"""


@pytest.mark.parametrize(("f", "expected"), table(BELOW))
def test_lower_bounds_are_multiples_of_what_is_never_negative(f, expected):
    """A symbol n >= 1 is 1 and a rest, a logarithm its least value and a rest, others are what they are."""
    rows = below(value(f))
    assert (str(None) if rows is None else f"{rows.get(UNIT, 0)} {len(rows)}") == expected


@pytest.mark.parametrize("low", [0, 2, 3])
def test_a_symbol_is_its_least_value_and_a_rest(low):
    assert below(formula(symbol("z", low)) ** 2).get(UNIT, 0) == low**2


def test_long_products_have_no_lower_bound(monkeypatch):
    assert len(below(value("n*w*r"))) == 8
    monkeypatch.setattr(constants, "MOST_ROWS", 8)
    constants._below.cache_clear()
    assert len(below(value("n*w*k"))) == 8
    assert below(value("n*w*k*m")) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("log2(3)", log2_below(Fraction(3)), log2_above(Fraction(3))),
        ("log2(3)**2", log2_below(Fraction(3)) ** 2, log2_above(Fraction(3)) ** 2),
        ("1/log2(3)", 1 / log2_above(Fraction(3)), 1 / log2_below(Fraction(3))),
    ],
)
def test_logarithms_of_numbers_lie_between_rationals(text, low, high):
    ((m, _),) = value(text).items()
    assert enclosed(*m.powers[0]) == (low, high)
    assert below(value(text)) == {UNIT: low}
    assert below(-value(text)) == {UNIT: -high}


@pytest.mark.parametrize(
    ("base", "exponent"), [(2, Fraction(1, 2)), (3, Fraction(-2, 3)), (10, Fraction(7, 5))]
)
def test_roots_of_numbers_lie_between_neighbours(base, exponent):
    low, high = enclosed(base, exponent)
    power = Fraction(base) ** exponent.numerator
    assert low**exponent.denominator <= power < high**exponent.denominator
    assert high - low == Fraction(1, 1 << constants.ROOT_BITS)


def test_log2_of_e_lies_between_rationals():
    ((m, _),) = LOG2_E.items()
    low, high = enclosed(*m.powers[0])
    assert Fraction(14426950408, 10**10) < low < high < Fraction(14426950409, 10**10)
    assert enclosed(m.powers[0][0], -1) == (1 / high, 1 / low)


@pytest.mark.parametrize(
    "text", ["n**(1/2)", "n**w", "2**n", "log2(n)", "log2(n)**(1/2)", "log2(3)**(1/2)", "floor(n/2)"]
)
def test_what_is_no_number_is_not_enclosed(text):
    ((m, _),) = value(text).items()
    assert enclosed(*m.powers[0]) is None


# Signs by a step of a proof


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n - 1", False),  # 0 at n = 1
        ("n**2 - 3*n + 3", True),
        ("n**2 - 3*n + 2", False),  # 0 at n = 2
        ("n**2 - 12*n + 36", False),  # 0 at n = 6
        ("(9*n - 4)*ceil(r/8)**2 + 3*n", True),
        ("n - w", False),
        ("-n - 1", False),
    ],
)
def test_positive_by_a_step_of_a_proof(text, expected):
    assert positive.provable(value(text)) is expected


def test_long_formulas_are_not_asked_about():
    many = sum((value("n") ** k for k in range(positive.MOST)), formula(0))
    assert positive.provable(many)
    assert not positive.provable(many + value("n") ** positive.MOST)


def test_a_symbol_without_a_name_is_not_asked_about():
    i = index_over(value("n")).formula()
    assert positive.provable(value("n") + 1)
    assert not positive.provable(i + 1)
