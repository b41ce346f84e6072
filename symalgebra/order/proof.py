"""The certificate of a claim, by a search for its proof."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .budget import Budget
from .checker import FORMAT, WORK, Domain, Poly, constant, integral, opened, plus
from .search import search

MARGIN = Fraction(1, 1 << 20)  # by which a difference that need not be an integer is proved positive


def certified(claim: dict[str, Any], budget: Budget, depth: int = 0) -> dict[str, Any] | None:
    """The certificate of a claim, not yet checked; None where no proof is found."""
    certificate: dict[str, Any] = {"format": FORMAT, "claim": claim}
    WORK[0] = 0
    relation, goal, d = opened(claim)
    if relation == "<":
        margin = Fraction(1) if integral(goal) else MARGIN
        certificate["margin"] = str(margin)
        goal = plus(goal, constant(margin), -1)
    proof = both(goal, d, budget, depth) if relation == "==" else search(goal, d, budget, depth)
    return None if proof is None else {**certificate, "proof": proof}


def both(goal: Poly, d: Domain, budget: Budget, depth: int) -> Any:
    """The proof that a goal is 0: a normal form, or both directions."""
    if not goal:
        return {"rule": "identity"}
    up = search(goal, d, budget, depth)
    down = search(plus({}, goal, -1), d, budget, depth) if up else None
    return {"rule": "both", "up": up, "down": down} if down else None
