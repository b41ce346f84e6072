"""Evaluation step by step: plans, their steps on numbers, and the same on arrays within machine integers."""

from fractions import Fraction
from math import log2 as log2_of

import numpy as np
import pytest

from symalgebra.errors import NoClosedForm, SymalgebraError, UnknownSymbol
from symalgebra.formula import binomial, ceildiv, floordiv, formula, log2, maximum, minimum, symbol
from symalgebra.formula.evaluation import grid, steps
from symalgebra.formula.evaluation.grid import LIMIT, TooWide
from symalgebra.formula.evaluation.plan import plan
from symalgebra.formula.evaluation.point import value_of
from symalgebra.formula.power import MOST_BITS

n, w, r = (symbol(name) for name in "nwr")
z = symbol("z", 0)


def kinds(f):
    """The functions of a plan's steps."""
    return [step.__name__ for step, _, _ in plan(formula(f)).steps]


def test_plans():
    assert kinds(n) == []
    assert kinds(2 * n) == kinds(n + w) == kinds(n**3 * w) == kinds(n**2) == ["summed"]
    assert kinds(n**4) == kinds(1 / n) == ["power"]
    assert kinds(n**4 + n**4 * w) == ["power", "summed"]
    assert kinds(2**n) == ["exponential"]
    assert kinds(w**n) == ["symbolic"]
    assert kinds(formula(2) ** Fraction(1, 2)) == ["root"]
    assert kinds(ceildiv(n, 2)) == ["divided"]
    assert kinds(floordiv(n, w)) == ["quotient"]
    assert kinds(0**z) == ["vanishing"]
    assert kinds(log2(w)) == ["logarithm"]
    assert kinds(maximum(n, w)) == kinds(minimum(n, w)) == ["extreme"]
    assert kinds(binomial(n, w)) == ["looked_up"]
    assert kinds((w + 1) ** n) == ["summed", "symbolic"]
    assert kinds(formula(7)) == ["summed"]
    assert plan(n + w).names == ("n", "w")
    assert plan(n / 2 + w / 3).steps[0][2] == 6
    assert plan(floordiv(n, 7)).steps[0][2] == 7


def test_numbers_in_and_out():
    assert steps.summed([5, 2], ((3, (0,)), (1, (1, 1))), 1) == 19
    assert steps.summed([5], ((1, (0,)),), 2) == Fraction(5, 2)
    assert steps.summed([6], ((1, (0,)),), 2) == 3
    assert type(steps.summed([6], ((1, (0,)),), 2)) is int
    assert steps.summed([Fraction(1, 2)], ((2, (0,)),), 1) == 1
    assert type(steps.summed([Fraction(1, 2)], ((2, (0,)),), 1)) is int
    assert steps.summed([Fraction(1, 2)], ((1, (0,)),), 3) == Fraction(1, 6)
    assert steps.summed([], (), 1) == 0
    assert steps.divided([7], ((2, (0,)), (-1, ())), 4) == 3
    assert steps.divided([Fraction(7, 2)], ((1, (0,)),), 2) == 1
    assert steps.vanishing([0, 3], 0, None) == 1
    assert steps.vanishing([0, 3], 1, None) == 0
    assert steps.extreme([4, 9, 6], max, (0, 1, 2)) == 9
    assert steps.extreme([4, 9, 6], min, (1, 2)) == 6


def test_sums_with_floats():
    assert steps.summed([log2_of(3), 5], ((2, (0,)), (1, (1,))), 1) == 2 * log2_of(3) + 5
    assert steps.summed([log2_of(3)], ((1, (0,)), (-1, (0,)), (7, ())), 1) == 7  # cancelled exactly
    assert type(steps.summed([log2_of(3)], ((1, (0,)), (-1, (0,)), (7, ())), 1)) is int
    assert steps.summed([1.5, 10**400], ((1, (0,)), (1, (1,)), (-1, (1,))), 1) == 1.5
    with pytest.raises(NoClosedForm, match="too large"):
        steps.summed([1.5, 10**400], ((1, (0, 1)),), 1)


def test_rounding_next_to_an_integer():
    """Relative to the value: the last digits of a float are not to be trusted."""
    assert steps.rounded_down(10.0**11 + 0.5, 1) == 10**11
    with pytest.raises(NoClosedForm, match="too near"):
        steps.rounded_down(10.0**12 + 0.5, 1)
    assert steps.rounded_down(2.0 + 3e-12, 1) == 2
    assert steps.rounded_down(0.5, 1) == 0
    assert steps.rounded_down(3e-12, 1) == 0
    with pytest.raises(NoClosedForm, match="too near"):
        steps.rounded_down(1e-13, 1)
    assert steps.rounded_down(7, 2.5) == 2
    with pytest.raises(NoClosedForm, match="too near"):
        steps.rounded_down(5, 2.5)
    assert steps.rounded_down(6, 2) == 3
    assert steps.rounded_down(Fraction(-1, 2), 1) == -1


def test_powers_of_numbers():
    assert steps.raised(3, 4) == 81
    assert steps.raised(2, -3) == Fraction(1, 8)
    assert steps.raised(Fraction(1, 2), -1) == 2
    assert type(steps.raised(Fraction(1, 2), -1)) is int
    assert steps.raised(0, 0) == 1
    assert steps.raised(0, 10**9) == 0
    assert steps.raised(1, 10**9) == 1
    assert steps.raised(-1, 10**9 + 1) == -1
    assert steps.raised(4, Fraction(1, 2)) == 2
    assert steps.raised(Fraction(4, 9), Fraction(3, 2)) == Fraction(8, 27)
    assert steps.raised(2.0, 3) == 8.0
    assert steps.power([5], 0, 2) == 25
    assert steps.exponential([5], 2, 0) == 32
    assert steps.symbolic([2, 5], 0, 1) == 32
    assert steps.symbolic([2, 5], 1, 0) == 25
    with pytest.raises(NoClosedForm, match="irrational"):
        steps.raised(2, Fraction(1, 2))
    with pytest.raises(SymalgebraError, match="division by zero"):
        steps.raised(0, -1)


def test_the_longest_power():
    """2 has 2 bits, 1/2 and 3/2 as well."""
    most = MOST_BITS // 2
    for base in (2, -2, 3, Fraction(1, 2), Fraction(3, 2)):
        assert steps.raised(base, most)
        assert formula(base) ** most == base**most
        for exponent in (most + 1, -most - 1):
            with pytest.raises(NoClosedForm, match="bits"):
                formula(base) ** exponent
        with pytest.raises(NoClosedForm, match="bits"):
            steps.raised(base, most + 1)
        with pytest.raises(NoClosedForm, match="bits"):
            steps.raised(base, -most - 1)
    assert steps.raised(2, -most) == formula(2) ** -most == Fraction(1, 2**most)
    with pytest.raises(NoClosedForm, match="more than"):
        steps.raised(Fraction(1, 2**1000), 4096)
    assert formula(-1) ** (10**9 + 1) == -1
    assert formula(1) ** -(10**9) == 1


def test_how_far_a_sum_is_multiplied_out(monkeypatch):
    """(n + w + r)**3 has 10 terms, (n + w)**10 has 11."""
    monkeypatch.setattr("symalgebra.formula.power.MOST_TERMS", 10)
    assert len(((n + w) ** 9).terms) == len(((n + w + r) ** 3).terms) == 10
    for base, exponent in ((n + w, 10), (n + w + r, 4)):
        with pytest.raises(NoClosedForm, match="too many terms"):
            base**exponent


def test_points():
    f = n * w + floordiv(r, n)
    atoms = {s.name: s for s in f.free}
    assert value_of(f, {atoms["n"]: 2, atoms["w"]: 3, atoms["r"]: 7}) == 9
    assert f.at(n=2, w=3, r=7) == f.at({"n": 2, "w": 3, "r": 7}) == f.at({n: 2}, w=3, r=7) == 9
    assert (n / w).at(n=Fraction(1, 2), w=Fraction(1, 4)) == 2
    for bad in ({"n": 2}, {"n": 2, "w": 3, "r": 7, "q": 1}, {}):
        with pytest.raises(UnknownSymbol):
            f.at(**bad)
    g = (n * w).relating(lambda: ["q"])
    assert g.at(n=2, w=3, q=9) == 6
    assert g.subs(q=3) == g
    with pytest.raises(UnknownSymbol):
        g.at(n=2, q=9)


def one(value):
    """A register of one number."""
    return grid.register(np, np.array([value], dtype=object))


def test_registers():
    array, bound = grid.register(np, np.array([-5, 3]))
    assert (array.tolist(), bound) == ([-5, 3], 5)
    assert grid.register(np, np.array([2, 7]))[1] == 7
    assert grid.register(np, np.array([], int))[1] == 0
    for wide in ([Fraction(1, 2)], [1.5], [LIMIT], [-LIMIT]):
        with pytest.raises(TooWide):
            grid.register(np, np.array(wide, dtype=object))
    assert one(LIMIT - 1)[1] == LIMIT - 1
    assert grid.fitting(LIMIT - 1) == LIMIT - 1
    with pytest.raises(TooWide):
        grid.fitting(LIMIT)


def test_sums_and_quotients_of_registers():
    array, bound = grid.summed([one(-5), one(3)], ((2, (0,)), (-1, (1, 1)), (7, ())), 1)
    assert (array.tolist(), bound) == ([-12], 2 * 5 + 9 + 7)
    array, bound = grid.summed([one(6)], ((1, (0,)),), 3)
    assert (array.tolist(), bound) == ([2], 6)
    with pytest.raises(TooWide):
        grid.summed([one(7)], ((1, (0,)),), 3)
    assert grid.summed([one(0), one(9)], ((1, (0, 1)),), 1)[1] >= 0
    array, bound = grid.divided([one(-7)], ((1, (0,)),), 2)
    assert (array.tolist(), bound) == ([-4], 4)
    array, bound = grid.quotient([one(-7), one(2)], 0, 1)
    assert (array.tolist(), bound) == ([-4], 7)
    with pytest.raises(SymalgebraError, match="division by zero"):
        grid.quotient([one(7), one(0)], 0, 1)


def test_powers_of_registers():
    array, bound = grid.power([one(-3)], 0, 3)
    assert (array.tolist(), bound) == ([-27], 27)
    assert grid.exponential([one(5)], 2, 0)[0].tolist() == [32]
    assert grid.symbolic([one(3), one(4)], 0, 1)[0].tolist() == [81]
    assert grid.exponential([one(61)], 2, 0)[0].tolist() == [2**61]
    assert grid.symbolic([one(0), one(0)], 0, 1)[0].tolist() == [1]
    for wide in ((2, 62), (3, 40), (2, -1), (1, 10**9)):
        with pytest.raises(TooWide):
            grid.exponential([one(wide[1])], wide[0], 0)
    with pytest.raises(TooWide):
        grid.power([one(4)], 0, Fraction(1, 2))


def test_other_steps_on_registers():
    registers = [grid.register(np, np.array([0, 4, 2])), grid.register(np, np.array([1, 3, 7]))]
    array, bound = grid.vanishing(registers, 0, None)
    assert (array.tolist(), bound) == ([1, 0, 0], 1)
    array, bound = grid.extreme(registers, max, (0, 1))
    assert (array.tolist(), bound) == ([1, 4, 7], 7)
    array, bound = grid.extreme(registers, min, (0, 1))
    assert (array.tolist(), bound) == ([0, 3, 2], 7)
    assert grid.logarithm([grid.register(np, np.array([1, 8]))], 0, None)[0].tolist() == [0, 3]
    with pytest.raises(TooWide):
        grid.logarithm([grid.register(np, np.array([3]))], 0, None)


def test_arrays_of_exact_numbers():
    assert grid.exact_array(np, [1, 2]).dtype.kind == "i"
    assert grid.exact_array(np, [Fraction(1, 2), 3]).tolist() == [Fraction(1, 2), 3]
    for bad in ([0.5], [True], ["a"]):
        with pytest.raises(SymalgebraError, match="not exact"):
            grid.exact_array(np, bad)
    assert grid.one_by_one(lambda a, b: a * b, [np.array([2, 3]), np.array([5, 7])]).tolist() == [10, 21]
    assert grid.one_by_one(lambda: 7, []).tolist() == 7
    assert grid.one_by_one(log2_of, [np.array([3])]).dtype.kind == "f"
    assert grid.one_by_one(lambda a: Fraction(a, 2), [np.array([3])]).dtype.kind == "O"
