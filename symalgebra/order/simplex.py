"""An exact simplex method: linear programs over the rationals, solved in integers.

    solve       x >= 0 with A x = b, one that makes c x least where c is given
    separate    y with y A >= 0 and y b < 0, which shows that there is no such x (Farkas 1902)

Equations are sparse rows of integers without a common factor, so no fraction is reduced on the way. The
column that enters is the most promising one while the objective falls, and Bland's (1977) while it stands
still, so the method ends. It is deterministic, and its work is bounded by a number of pivots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from .clock import tick

MOST_PIVOTS = 400

Number = int | Fraction
Vector = Sequence[Number]
Row = dict[int, int]  # the right-hand side has the key -1


def solve(rows: Sequence[Vector], rhs: Vector, objective: Vector | None = None) -> list[Fraction] | None:
    """x >= 0 with rows * x = rhs, minimising the objective where one is given.

    None where there is no such x, where the objective has no least value, or where the work is too much.

    >>> solve([[1, 1, 1]], [2], [-1, -3, 0])
    [Fraction(0, 1), Fraction(2, 1), Fraction(0, 1)]
    >>> solve([[1, 1], [1, 1]], [1, 2]) is None
    True
    """
    table = Table(rows, rhs)
    if not table.feasible() or (objective is not None and not table.minimise(objective)):
        return None
    return table.point()


def separate(rows: Sequence[Vector], rhs: Vector) -> list[Fraction] | None:
    """y with y * rows >= 0 in every column and y * rhs < 0.

    None where some x >= 0 has rows * x = rhs, or where the work is too much.

    >>> separate([[1, 1], [1, 1]], [1, 2])
    [Fraction(1, 1), Fraction(-1, 1)]
    """
    table = Table(rows, rhs, traced=True)
    return None if table.feasible() or table.exhausted else table.multipliers()


class Table:
    """Equations d*x[basis[i]] + ... = b with d > 0 and b >= 0, each in its own scale.

    Behind the columns of x stands a unit column for each equation; it is kept up only where `traced`.
    """

    def __init__(self, rows: Sequence[Vector], rhs: Vector, traced: bool = False) -> None:
        self.columns, self.traced = len(rows[0]) if rows else 0, traced
        self.scales: list[int] = []
        self.rows = [self._equation(i, row, b) for i, (row, b) in enumerate(zip(rows, rhs, strict=True))]
        self.basis = [self.columns + i for i in range(len(rows))]
        self.cost: Row = {}
        self.pivots = 0

    def _equation(self, place: int, row: Vector, b: Number) -> Row:
        tick()
        entries = {j: v for j, v in enumerate(row) if v} | ({-1: b} if b else {})
        scale = lcm(*(v.denominator for v in entries.values())) * (-1 if b < 0 else 1)
        self.scales.append(scale)
        return {j: int(v * scale) for j, v in entries.items()} | {self.columns + place: 1}

    @property
    def exhausted(self) -> bool:
        """Whether the work was too much."""
        return self.pivots > MOST_PIVOTS

    def feasible(self) -> bool:
        """Bring all unit columns to 0 (the first phase); False where that is impossible."""
        cost: Counter[int] = Counter()
        for row in self.rows:
            cost.subtract({j: v for j, v in row.items() if j < self.columns})
        self.cost = {j: v for j, v in cost.items() if v}
        if not self._descend() or self._residue():
            return False
        self._drive_out()
        return True

    def _residue(self) -> Fraction:
        """The sum of the unit columns, which the first phase has made least."""
        values = zip(self.basis, self.rows, strict=True)
        return sum((Fraction(row.get(-1, 0), row[b]) for b, row in values if b >= self.columns), Fraction(0))

    def minimise(self, objective: Vector) -> bool:
        """Make the objective least (the second phase); False where it has no least value."""
        scale = lcm(*(v.denominator for v in objective))
        self.cost = {j: int(v * scale) for j, v in enumerate(objective) if v}
        for basic, row in zip(self.basis, self.rows, strict=True):
            if basic in self.cost:
                self.cost = _cleared(self.cost, row, basic)
        return self._descend()

    def _descend(self) -> bool:
        standing = False
        while (column := self._entering(standing)) is not None:
            tick()
            self.pivots += 1
            ratios = [
                (Fraction(row.get(-1, 0), row[column]), basic, i)
                for i, (row, basic) in enumerate(zip(self.rows, self.basis, strict=True))
                if row.get(column, 0) > 0
            ]
            if not ratios or self.exhausted:
                return False
            step, _, row = min(ratios)
            standing = not step
            self._pivot(row, column)
        return True

    def _entering(self, standing: bool) -> int | None:
        falling = [(v, j) for j, v in self.cost.items() if v < 0 and 0 <= j < self.columns]
        if not falling:
            return None
        return min(j for _, j in falling) if standing else min(falling)[1]

    def _pivot(self, place: int, column: int) -> None:
        row = self.rows[place]
        if row[column] < 0:
            row = {j: -v for j, v in row.items()}
        left = self.basis[place]
        if left >= self.columns and not self.traced:
            del row[left]
        self.rows[place], self.basis[place] = row, column
        for i, other in enumerate(self.rows):
            tick()
            if i != place and column in other:
                self.rows[i] = _cleared(other, row, column)
        if column in self.cost:
            self.cost = _cleared(self.cost, row, column)

    def _drive_out(self) -> None:
        """Let columns of x take the places of unit columns at 0; an equation without any is redundant."""
        for i in range(len(self.rows)):
            if self.basis[i] >= self.columns:
                column = next((j for j in self.rows[i] if 0 <= j < self.columns), None)
                if column is not None:
                    self._pivot(i, column)
        kept = [i for i, basic in enumerate(self.basis) if basic < self.columns]
        self.rows, self.basis = [self.rows[i] for i in kept], [self.basis[i] for i in kept]

    def point(self) -> list[Fraction]:
        """The solution that the basis stands for."""
        x = [Fraction(0)] * self.columns
        for basic, row in zip(self.basis, self.rows, strict=True):
            x[basic] = Fraction(row.get(-1, 0), row[basic])
        return x

    def multipliers(self) -> list[Fraction]:
        """How the equations combine into one that no x >= 0 satisfies, from the costs of the unit columns."""
        unit = -self.cost[-1] / self._residue()
        costs = (self.cost.get(self.columns + i, 0) for i in range(len(self.scales)))
        return [scale * (cost / unit - 1) for scale, cost in zip(self.scales, costs, strict=True)]


def _cleared(row: Row, by: Row, column: int) -> Row:
    """A row without its entry in a column: a positive multiple of it less a multiple of another."""
    p, a = by[column], row[column]
    common = gcd(p, a)
    p, a = p // common, a // common
    result = {j: v * p for j, v in row.items()}
    for j, v in by.items():
        value = result.get(j, 0) - a * v
        if value:
            result[j] = value
        else:
            del result[j]
    common = gcd(*result.values())
    return {j: v // common for j, v in result.items()} if common > 1 else result
