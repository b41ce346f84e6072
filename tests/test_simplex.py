"""Linear programs against all solutions with as few values as equations; how much work they take."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from symalgebra.order import simplex
from symalgebra.order.simplex import Table, separate, solve


def reduced(table):
    """Rows that follow from one another, each with a 1 where all others have 0 (Gauss and Jordan)."""
    table, done = [list(map(Fraction, row)) for row in table], 0
    for column in range(len(table[0])):
        pivot = next((i for i in range(done, len(table)) if table[i][column]), None)
        if pivot is None:
            continue
        table[done], table[pivot] = table[pivot], table[done]
        lead = [a / table[done][column] for a in table[done]]
        table = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in table]
        table[done], done = lead, done + 1
        if done == len(table):
            break
    return table[:done]


def vertices(rows, rhs):
    """All x >= 0 with rows * x = rhs and as few values as there are independent equations."""
    table = reduced([[*row, b] for row, b in zip(rows, rhs, strict=True)])
    found = []
    for chosen in combinations(range(len(rows[0])), len(table)):
        part = reduced([[row[j] for j in (*chosen, -1)] for row in table]) if table else []
        if all(row[i] and row[-1] >= 0 for i, row in enumerate(part)) and len(part) == len(chosen):
            values = dict(zip(chosen, (row[-1] for row in part), strict=True))
            found.append([values.get(j, 0) for j in range(len(rows[0]))])
    return found


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_least_values_are_those_of_a_vertex(seed):
    """Small whole numbers, so that many values are 0. A ray is a vertex too, of all that sum up to 1."""
    draw = Random(seed)
    for _ in range(40):
        columns, count = draw.randint(2, 4), draw.randint(1, 3)
        rows = [[draw.choice((-1, 0, 1, 1, 2)) for _ in range(columns)] for _ in range(count)]
        rhs = [draw.choice((-1, 0, 0, 1, 2, Fraction(1, 2))) for _ in range(count)]
        costs = [draw.choice((-1, 0, 1, 1, 2, Fraction(2, 3))) for _ in range(columns)]
        feasible = vertices(rows, rhs)
        rays = vertices([*rows, [1] * columns], [0] * count + [1])
        point, found, shown = solve(rows, rhs), solve(rows, rhs, costs), separate(rows, rhs)
        assert (point is None, shown is None) == (not feasible, bool(feasible))
        for x in filter(None, (point, found)):
            assert min(x) >= 0
            assert [dot(row, x) for row in rows] == rhs
        if not feasible:
            assert dot(shown, rhs) < 0
            assert min(dot(shown, column) for column in zip(*rows, strict=True)) >= 0
        elif any(dot(costs, ray) < 0 for ray in rays):
            assert found is None
        else:
            assert dot(costs, found) == min(dot(costs, x) for x in feasible)


def test_equations_of_which_one_is_redundant():
    assert solve([[1, 1], [-1, 1]], [1, 1], [-1, 0]) == [0, 1]
    assert solve([[1, 1], [1, -1]], [1, 1], [0, -1]) == [1, 0]
    assert solve([[0, 0], [1, 2]], [0, 4], [1, 3]) == [4, 0]
    assert solve([[-1, 0], [1, 1]], [0, 1], [-1, 0]) == [0, 1]
    assert solve([], []) == []
    assert solve([[]], [0], []) == []
    assert solve([[0]], [1]) is None


def test_the_promising_column_first():
    """While the objective falls: two pivots for each phase; by the first column that falls it takes more."""
    table = Table([[1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1]], [1, 1])
    assert table.feasible()
    assert table.minimise([0, 0, -2, -2, -3, -3])
    assert (table.pivots, table.point()) == (4, [0, 0, 0, 0, 1, 1])


def test_no_more_pivots_than_allowed(monkeypatch):
    table = Table([[1, 1, 1]], [2])
    assert table.feasible()
    assert table.minimise([-1, -3, 0])
    assert (table.pivots, table.point()) == (2, [0, 2, 0])
    for most, found in ((0, None), (1, None), (2, [0, 2, 0])):
        monkeypatch.setattr(simplex, "MOST_PIVOTS", most)
        assert solve([[1, 1, 1]], [2], [-1, -3, 0]) == found


def test_what_takes_too_many_pivots_is_not_separated(monkeypatch):
    rows, rhs = [[1, 2, 1], [2, 4, 0], [1, 1, -1]], [1, 3, 1]
    full = separate(rows, rhs)
    assert full is not None
    table = Table(rows, rhs, traced=True)
    assert not table.feasible()
    for most in range(table.pivots):
        monkeypatch.setattr(simplex, "MOST_PIVOTS", most)
        assert separate(rows, rhs) is None
    monkeypatch.setattr(simplex, "MOST_PIVOTS", table.pivots)
    assert separate(rows, rhs) == full


def test_bland_chooses_the_first_column_where_the_objective_stands():
    table = Table([[1, 1, 1]], [2])
    table.cost = {-1: -9, 0: -1, 1: -3, 2: 4, 3: -8}
    assert (table._entering(False), table._entering(True)) == (1, 0)
    table.cost = {-1: -9, 2: 4, 3: -8}
    assert table._entering(False) is table._entering(True) is None


def test_rows_have_no_common_factor():
    assert simplex._cleared({0: 2, 1: 4, -1: 6}, {0: 4, 1: 4, 2: 8}, 0) == {1: 1, 2: -2, -1: 3}
    assert simplex._cleared({0: 2, 1: 5}, {0: 4, 2: 6}, 0) == {1: 5, 2: -3}
    assert simplex._cleared({0: 3, 1: 1}, {0: 2, 1: 1}, 0) == {1: -1}
    assert simplex._cleared({0: 3}, {0: 2}, 0) == {}
    table = Table([[Fraction(1, 2), 0, Fraction(-2, 3)], [2, 4, 0]], [Fraction(-1, 4), 0])
    assert table.rows == [{0: -6, 2: 8, -1: 3, 3: 1}, {0: 2, 1: 4, 4: 1}]
    assert table.scales == [-12, 1]
