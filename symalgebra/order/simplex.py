"""An exact simplex method over the rationals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

MOST_PIVOTS = 400


def solve(rows: Sequence[Sequence[Fraction]], rhs: Sequence[Fraction]) -> list[Fraction] | None:
    """x >= 0 with rows * x = rhs, or None where there is none or the work is too much.

    The first phase of the simplex method on sparse rows, by Bland's rule.
    """
    n = len(rows[0]) if rows else 0
    table: list[dict[int, Fraction]] = []
    for row, b in zip(rows, rhs, strict=True):
        sign = -1 if b < 0 else 1
        entry = {j: Fraction(v) * sign for j, v in enumerate(row) if v}
        if b:
            entry[-1] = Fraction(b) * sign
        table.append(entry)
    basis = [n + i for i in range(len(table))]
    cost: dict[int, Fraction] = {}
    for entry in table:
        for j, v in entry.items():
            cost[j] = cost.get(j, Fraction(0)) - v
    for _ in range(MOST_PIVOTS):
        entering = min((j for j, v in cost.items() if 0 <= j < n and v < 0), default=None)
        if entering is None:
            break
        ratios = [(e.get(-1, Fraction(0)) / e[entering], basis[i], i) for i, e in enumerate(table) if e.get(entering, 0) > 0]
        if not ratios:
            return None
        _, _, row = min(ratios)
        pivot(table, cost, row, entering)
        basis[row] = entering
    else:
        return None
    if cost.get(-1, 0):
        return None
    x = [Fraction(0)] * n
    for i, j in enumerate(basis):
        if j < n:
            x[j] = table[i].get(-1, Fraction(0))
    return x


def pivot(table: list[dict[int, Fraction]], cost: dict[int, Fraction], row: int, column: int) -> None:
    """Make a column a unit vector."""
    factor = table[row][column]
    table[row] = {j: v / factor for j, v in table[row].items()}
    for i, entry in enumerate(table):
        if i != row and column in entry:
            reduce(entry, table[row], entry[column])
    if column in cost:
        reduce(cost, table[row], cost[column])


def reduce(entry: dict[int, Fraction], by: dict[int, Fraction], factor: Fraction) -> None:
    """Subtract a multiple of a row."""
    for j, v in by.items():
        value = entry.get(j, Fraction(0)) - factor * v
        if value:
            entry[j] = value
        else:
            entry.pop(j, None)
