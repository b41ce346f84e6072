"""Recurrences and matrix powers against step-by-step evaluation."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symalgebra import dims
from symalgebra.errors import SymalgebraError
from symalgebra.formula import affine, facts, formula, index_over, symbol
from symalgebra.formula.matrix import cfinite, identity, matrix_power, times

n, w, s = map(symbol, "nws")
small = st.integers(-3, 3)


def number(f, **point):
    f = formula(f)
    return f.at({k: v for k, v in point.items() if k in f.names})


@given(slope=st.sampled_from([0, 1, 2, 3, s]), a=small, b=small, start=st.integers(0, 5))
def test_affine_recurrences(slope, a, b, start):
    """x(i + 1) = slope*x(i) + a*i + b*2**i, step by step."""
    index = index_over(n)
    i = index.formula()
    closed = affine(slope, a * i + b * 2**i, start, index, n)
    x = start
    for k in range(7):
        assert number(closed, n=k, s=3) == x
        x = (3 if slope is s else slope) * x + a * k + b * 2**k


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=3, max_size=3))
def test_matrix_powers(matrix):
    closed = matrix_power(matrix, n)
    power = identity(3)
    for k in range(6):
        assert [[number(entry, n=k) for entry in row] for row in closed] == power
        power = times(power, matrix)


def test_matrix_powers_have_closed_forms():
    assert matrix_power([[2, 1], [0, 3]], n) == [[2**n, 3**n - 2**n], [0, 3**n]]
    assert matrix_power([[1, 1], [0, 1]], n)[0][1] == n


def test_fibonacci_stays_a_recurrence():
    fibonacci = cfinite((1, 1), (0, 1), n)
    assert [number(fibonacci, n=k) for k in range(9)] == [0, 1, 1, 2, 3, 5, 8, 13, 21]
    assert number(fibonacci, n=100_000).bit_length() == 69_424
    assert formula(fibonacci).subs(n=2 * n).at(n=5) == 55


def test_recurrences_refuse_nonsense():
    with pytest.raises(SymalgebraError, match="as many are needed"):
        cfinite((1,), (0, 1), n)
    with pytest.raises(SymalgebraError, match="square matrix"):
        matrix_power([[1, 2]], n)


def test_facts():
    r, q = dims("r q")
    assert facts(["r = 32*q"]) == facts("32*q = r") == {"r": formula(32 * q)}
    assert next(iter(facts([r >= 32])["r"].free)).low == 32
    assert next(iter(facts(["31 < r"])["r"].free)).low == 32


@pytest.mark.parametrize("fact", ["r", "r + q = 3", "r <= 5", "r = r + 1", 7, "r = r"])
def test_facts_that_cannot_be_used(fact):
    with pytest.raises(SymalgebraError, match="fact"):
        facts([fact])


def test_two_facts_about_one_symbol():
    with pytest.raises(SymalgebraError, match="two facts about r"):
        facts(["r = 2*q", "r >= 3"])


def test_fractions_stay_exact():
    assert number(affine(Fraction(1, 2), 1, 0, index_over(n), n), n=3) == Fraction(7, 4)
