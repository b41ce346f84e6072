"""Values with floats in them, bounds of registers to the unit, and the order of a plan's symbols."""

from fractions import Fraction
from math import log2 as log2_of

import numpy as np
import pytest

from symalgebra.errors import NoClosedForm, SymalgebraError, UnknownSymbol
from symalgebra.formula import floordiv, formula, log2, symbol
from symalgebra.formula.evaluation import grid, steps
from symalgebra.formula.evaluation.grid import LONGEST, TooWide
from symalgebra.formula.evaluation.plan import plan

n, w = symbol("n"), symbol("w")


def registers(*rows):
    """Registers of rows of numbers."""
    return [grid.register(np, np.array(row)) for row in rows]


def test_the_symbols_of_a_plan_stand_in_the_order_of_their_names():
    f = sum((k * symbol(name, 9 - k) for k, name in enumerate("abcdefgh", 1)), formula(0))
    assert plan(f).names == tuple("abcdefgh")


def test_a_name_that_does_not_occur_is_an_error_beside_values_for_all():
    with pytest.raises(UnknownSymbol, match="no symbol 'q'"):
        (n * w).at({"q": 2}, n=3, w=1)
    assert (n * w).at({"n": 2}, w=3) == (n * w).at({"n": 5}, n=2, w=3) == 6


def test_one_fraction_or_one_rest_is_enough_to_leave_machine_integers():
    with pytest.raises(TooWide):
        grid.register(np, np.array([2, Fraction(1, 2)], dtype=object))
    with pytest.raises(TooWide):
        grid.summed(registers([6, 7]), ((1, (0,)),), 3)
    with pytest.raises(TooWide):
        grid.exponential(registers([1, -1]), 2, 0)


def test_bounds_of_sums():
    assert grid.summed(registers([1], [-1]), ((5, (0,)), (2, (0, 1))), 1)[1] == 7
    assert grid.summed(registers([0], [9]), ((1, (1, 0)),), 1)[1] == 9  # 9 is on the way


def test_the_longest_power_on_arrays():
    value, bound = grid.symbolic(registers([1], [LONGEST]), 0, 1)
    assert (value.tolist(), bound) == ([1], 1)
    with pytest.raises(TooWide):
        grid.symbolic(registers([1], [LONGEST + 1]), 0, 1)
    value, bound = grid.symbolic(registers([0], [LONGEST + 1]), 0, 1)
    assert (value.tolist(), bound) == ([0], 1)


def test_sums_of_floats_alone():
    assert steps.summed([log2_of(3)], ((2, (0,)),), 1) == 2 * log2_of(3)
    assert steps.divided([log2_of(3)], ((2, (0,)), (1, ())), 2) == 2
    with pytest.raises(NoClosedForm, match="too near"):
        steps.divided([3.0], ((1, (0,)),), 1)


def test_how_near_is_too_near():
    with pytest.raises(NoClosedForm, match="too near"):
        steps.rounded_down(1.0, 10**12)
    assert steps.rounded_down(1.5, 10**12) == 0


def test_float_exponents():
    assert steps.raised(2, -0.5) == 2**-0.5
    assert steps.raised(Fraction(1, 4), 1.5) == 0.125


@pytest.mark.parametrize(
    ("f", "point", "reason"),
    [
        (w ** log2(n), {"w": 10**300, "n": 10**300 + 1}, "too large"),
        (log2(n) ** formula(n), {"n": 10**5}, "too large"),
        (log2(n) ** 100 * formula(log2(w)) ** 100, {"n": 2**64 + 1, "w": 2**64 + 1}, "too large"),
        (floordiv(log2(n) * 10**400, 1), {"n": 5}, "too large"),
        ((w - 5) ** log2(n), {"w": 1, "n": 3}, "no real number"),
        ((w - 5) ** -formula(log2(n)), {"w": 5, "n": 3}, "division by zero"),
    ],
    ids=str,
)
def test_what_no_float_holds_is_refused(f, point, reason):
    f = formula(f)
    with pytest.raises(SymalgebraError, match=reason):
        f.at(**point)
    with pytest.raises(SymalgebraError, match=reason):
        f.compile()(**{name: np.array([value], dtype=object) for name, value in point.items()})
