"""Fractions: equal ones are equal and share a hash, however their denominators are written."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from symalgebra.formula import Formula, formula, symbol

n, w, k = map(symbol, "nwk")
letters = [n, w, k, 2**n, formula(1)]
sums = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(letters)), min_size=1, max_size=3).map(
    lambda terms: sum((c * letter for c, letter in terms), formula(0))
)


def apart(f, g):
    """f / g with the division never carried out."""
    return f * Formula(dict((1 / g).terms))


@given(sums, sums, sums)
def test_a_common_factor_changes_nothing(top, bottom, factor):
    one, other = top / bottom, apart(top * factor, bottom * factor)
    assert one == other
    assert hash(one) == hash(other)
    assert one - other == 0


@given(sums, sums, sums, sums)
def test_fractions_are_equal_where_their_products_are(a, b, c, d):
    assert (a / b == c / d) is (a * d == c * b)


@given(sums, st.integers(2, 4))
def test_a_power_is_the_power_of_the_reciprocal(f, k):
    assume(len(f.terms) > 1)
    assert 1 / f**k == (1 / f) ** k
    assert hash(1 / f**k) == hash((1 / f) ** k)


def test_a_sum_over_one_denominator():
    assert 1 / (n + 2) + 1 / (w + 1) == (n + w + 3) / ((n + 2) * (w + 1))
    assert 1 / (n + 2) + 1 / (w + 1) != (n + w + 2) / ((n + 2) * (w + 1))
    assert {1 / (n + 2) / (w + 1), 1 / (n * w + n + 2 * w + 2)} == {1 / ((n + 2) * (w + 1))}


def test_roots_of_symbols():
    root = w ** Fraction(1, 2)
    one, other = (1 / (root + 1)) ** 2, 1 / (w + 2 * root + 1)
    assert one == other
    assert hash(one) == hash(other)
    assert one != 1 / (w + root + 1)
