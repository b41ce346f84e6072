"""Compiled formulas: exact on numbers, and on arrays the same at every point."""

import sys
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from symalgebra.errors import MissingExtra, SymalgebraError, UnknownSymbol
from symalgebra.formula import ceildiv, floordiv, formula, index_over, log2, maximum, symbol, total
from symalgebra.formula.evaluation.compilation import compiled
from symalgebra.formula.evaluation.plan import plan
from symalgebra.strategies.expressions import pairs
from symalgebra.strategies.pairs import POINTS, at, n, r, w, z

GRID = {
    "n": np.arange(1, 6),
    "w": np.array([1, 2, 3, 10**3, 10**6])[:, None],
    "r": np.array([4, 5, 33])[:, None, None],
}
i = index_over(n).formula()


def on(f, **grid):
    """The values of a formula on a grid, each checked against the value at the point."""
    f = formula(f)
    grid = {name: values for name, values in grid.items() if name in f.names}
    found = compiled(f)(**grid)
    points = np.broadcast_arrays(*map(np.asarray, grid.values()))
    for value, *point in zip(found.flat, *(p.flat for p in points), strict=True):
        expected = f.at({name: int(x) for name, x in zip(grid, point, strict=True)})
        assert value == expected
        assert isinstance(value, np.integer | np.floating) or type(value) is type(expected)
    return found


@pytest.mark.parametrize(
    ("f", "kind"),
    [
        (3 * n * w**2 + 1, "i"), (ceildiv(r, 32) * w**2 + 2**n, "i"), (w / 2 + Fraction(1, 3), "O"),
        (maximum(n, w) * r, "i"), (n * log2(w), "f"), (total(ceildiv(r, 2**i), *i.free, n) * w, "i"),
        (floordiv(r, 2**n) + 0**n, "i"), (1 / w, "O"), (w**5 * n**4, "O"), (n * (n - 1) / 2 + w, "i"),
        (n**3 * r**2, "i"), (floordiv(r, w), "i"), (w / 2**n, "O"), ((w - 5) ** n, "O"), (w**n, "O"),
    ],
    ids=str,
)  # fmt: skip
def test_arrays(f, kind):
    assert on(f, **GRID).dtype.kind == kind


@settings(max_examples=150)
@given(pairs)
def test_arrays_agree_with_points(pair):
    f, names = pair.formula, sorted(pair.formula.names)
    points = [point for point, _ in pair.values()]
    if not (names and points):
        return
    found = compiled(f)(**{name: [point[name] for point in points] for name in names})
    assert [value for _, value in pair.values()] == list(found)


@given(pairs)
def test_numbers(pair):
    function = compiled(pair.formula)
    for point, value in pair.values():
        assert function(**{name: point[name] for name in pair.formula.names}) == value


def test_machine_integers_only_where_they_are_proved_wide_enough():
    f = n**2 * w**2
    assert on(f, n=[2**20], w=[2**10, 2**5]).dtype == np.int64
    assert on(f, n=[2**21], w=[2**10, 2**5]).dtype == object
    assert on(n - w, n=[2**62], w=[2**62]).dtype == object
    assert on(n * w, n=np.array([2**63], np.uint64), w=[1]).dtype == object
    assert on(n * w, n=np.array([200, 100], np.uint8), w=np.array([200], np.int16)).dtype == np.int64
    assert on(2**n, n=[3, 70]).dtype == object
    assert on(floordiv(n, 7) * w, n=[7 * 16], w=[2**58]).dtype == object
    assert on(floordiv(n, 7) * w, n=[7 * 14], w=[2**58]).dtype == np.int64


def test_shapes():
    f = n * 3
    assert compiled(f)(n=np.ones((2, 0), int)).shape == (2, 0)
    assert compiled(f)(n=np.array(4)) == 12
    assert compiled(f)(n=range(3)).tolist() == [0, 3, 6]
    assert compiled(f)(n=4) == 12
    assert type(compiled(f)(n=np.int64(4))) is int
    assert compiled(f)(n=Fraction(1, 2)) == Fraction(3, 2)
    assert compiled(formula(7))() == 7
    assert compiled(n * w)(n=[1, 2], w=[Fraction(1, 2), 10**30]).tolist() == [Fraction(1, 2), 2 * 10**30]


def test_what_is_refused():
    f = compiled(n * w)
    with pytest.raises(UnknownSymbol, match="did you mean 'w'"):
        f(n=[1], w=[1], ww=[2])
    with pytest.raises(UnknownSymbol, match="no value for w"):
        f(n=[1])
    for bad in ([1.5], [True], ["a"], np.array([1.0])):
        with pytest.raises(SymalgebraError):
            f(n=[1], w=bad)
    with pytest.raises(SymalgebraError, match="division by zero"):
        compiled(formula(floordiv(r, z)))(r=[1, 2], z=[0, 1])


def test_without_numpy(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert compiled(n * w)(n=2, w=3) == 6
    with pytest.raises(MissingExtra, match=r"pip install 'symalgebra\[fast\]'"):
        compiled(n * w)(n=[2], w=3)


def test_a_plan_holds_each_value_once():
    f = formula(ceildiv(r, 2)) ** 2 * w + ceildiv(r, 2) * n + (w + 1) ** n * ceildiv(r, 2)
    assert len(plan(f).steps) == 4  # the ceiling, w + 1, its power, the sum


def test_evaluation_is_lean():
    f = sum((symbol("H") * k * ceildiv(symbol("H"), k) for k in range(2, 8)), formula(0))
    f.at(H=9)
    tracemalloc.start()
    for _ in range(100):
        f.at(H=9)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000


def test_points_are_evaluated_alike():
    f = w * n + ceildiv(r, 3)
    assert f.compile()(n=2, w=3, r=7) == f.at(n=2, w=3, r=7) == 9
    values = compiled(f)(**{name: [p[name] for p in POINTS] for name in ("n", "w", "r")})
    assert [at(f, p) for p in POINTS] == values.tolist()
