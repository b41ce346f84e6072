"""The linear program behind a combination: coefficients >= 0 of given products that make up a goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..checker import Domain, Poly
from ..simplex import solve
from .budget import Budget
from .hypotheses import Hypothesis
from .leaf import Node, node
from .notation import spelled

Product = tuple[
    tuple[Hypothesis, ...], Poly
]  # hypotheses, and what their product is in the variables of the goal


def program(
    goal: Poly, products: Sequence[Product], d: Domain, budget: Budget, rate: int, most: int | None = None
) -> Node | None:
    """goal = sum of c * product with c >= 0, solved monomial by monomial; None beyond `most` monomials.

    A unit of work is `rate` entries of the matrix.
    """
    rows = sorted({m for _, p in products for m in p} | set(goal), key=spelled)
    if most is not None and len(rows) > most:
        return None
    budget.spend(len(rows) * len(products) // rate)
    matrix = [[p.get(m, 0) for _, p in products] for m in rows]
    solution = solve(matrix, [goal.get(m, 0) for m in rows])
    if solution is None:
        return None
    chosen = ((refs, c) for (refs, _), c in zip(products, solution, strict=True) if c)
    return node({frozenset(Counter(("u", h) for h in refs).items()): c for refs, c in chosen}, d)
