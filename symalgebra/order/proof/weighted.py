"""Weighted means: every negative term below a mean of positive ones, by one linear program.

-c*m is covered by weights l_j >= 0 of sum 1 where the product of the b_j**l_j is m times powers of
atoms >= 1, and a positive term C*b is used up to C: the sum of the c*l over the negative terms is <= C
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from ..checker import Atom, Domain, Monomial, Number, Poly, least, quotient
from ..clock import tick
from ..simplex import solve
from .budget import Budget
from .leaf import Node
from .notation import nonnegative, spelled, write
from .replacing import atoms_of

MOST = 240  # pairs of a negative and a positive term
Terms = list[tuple[Monomial, Number]]
Vector = list[Number]


def weighted(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The goal as a sum of means less what they are above, where its atoms are >= 0."""
    above, below = _side(goal, 1), _side(goal, -1)
    lows = {a: least(a, d) for a in sorted(atoms_of(goal), key=spelled)}
    if not below or len(above) * len(below) > MOST or any(low is None or low < 0 for low in lows.values()):
        return None
    loose = {a: (low or 0) >= 1 for a, low in lows.items()}
    budget.spend((len(below) * (1 + len(loose)) + len(above)) * len(above) * len(below) // 8)
    solution = solve(*_program(above, below, loose))
    return None if solution is None else _written(above, below, solution)


def _side(goal: Poly, sign: int) -> Terms:
    return sorted(((m, c * sign) for m, c in goal.items() if c * sign > 0), key=spelled)


def _program(above: Terms, below: Terms, loose: dict[Atom, bool]) -> tuple[list[Vector], Vector]:
    """Equations in the weights, term by term, and in what is left over of exponents and of positive terms."""
    pairs = [(i, j) for i in range(len(below)) for j in range(len(above))]
    exponents = [(i, a) for i in range(len(below)) for a in loose]
    rows: list[Vector] = []
    rhs: Vector = []
    for i, (m, _) in enumerate(below):
        tick()
        rows.append([*(int(k == i) for k, _ in pairs), *[0] * (len(exponents) + len(above))])
        rhs.append(1)
        for a, free in loose.items():
            row: Vector = [dict(above[j][0]).get(a, 0) if k == i else 0 for k, j in pairs]
            row += [-int(free and (i, a) == e) for e in exponents] + [0] * len(above)
            rows.append(row)
            rhs.append(dict(m).get(a, 0))
    for j, (_, c) in enumerate(above):
        row = [below[k][1] if t == j else 0 for k, t in pairs] + [0] * len(exponents)
        rows.append(row + [int(t == j) for t in range(len(above))])
        rhs.append(c)
    return rows, rhs


def _written(above: Terms, below: Terms, solution: Sequence[Fraction]) -> Node:
    terms = []
    for i, (m, c) in enumerate(below):
        weights = solution[i * len(above) : (i + 1) * len(above)]
        whole = lcm(*(w.denominator for w in weights))
        means = [[int(w * whole), write({b: 1})] for w, (b, _) in zip(weights, above, strict=True) if w]
        terms.append([str(quotient(c, whole)), [["mean", write({m: 1}), means]]])
    rest = zip(solution[len(solution) - len(above) :], above, strict=True)
    terms += [[str(c), [nonnegative(b)]] for c, (b, _) in rest if c]
    return {"rule": "combination", "terms": terms}
