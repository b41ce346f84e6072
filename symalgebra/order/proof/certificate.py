"""The certificate of a claim, by a search for its proof."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..checker import FORMAT, WORK, Domain, Poly, accepted, constant, integral, opened, plus, settle
from .budget import Budget
from .search import search

MARGIN = Fraction(1, 1 << 20)  # by which a difference that need not be an integer is proved positive


class Claim:
    """A claim as the checker reads it, read once for all attempts to prove it."""

    def __init__(self, claim: dict[str, Any]) -> None:
        WORK[0] = 0
        self.relation, self.gap, self.domain = opened(claim)
        self.goal, self.work = self.gap, WORK[0]
        self.certificate: dict[str, Any] = {"format": FORMAT, "claim": claim}
        if self.relation == "<":
            margin = 1 if integral(self.goal) else MARGIN
            self.certificate["margin"] = str(margin)
            self.goal = plus(self.goal, constant(margin), -1)

    def certified(self, budget: Budget, depth: int = 0) -> dict[str, Any] | None:
        """The certificate, not yet checked; None where no proof is found."""
        WORK[0] = 0
        prove = both if self.relation == "==" else search
        proof = prove(self.goal, self.domain, budget, depth)
        return None if proof is None else {**self.certificate, "proof": proof}

    def accepts(self, certificate: dict[str, Any]) -> bool:
        """Whether the checker accepts a certificate of this claim, which it has read already."""

        def check(certificate: dict[str, Any]) -> None:
            WORK[0] = self.work  # as much as if it had read the claim again
            settle(certificate, self.relation, self.gap, Domain(self.domain.ranges, self.domain.given))

        return accepted(certificate, check)


def certified(claim: dict[str, Any], budget: Budget) -> dict[str, Any] | None:
    """The certificate of a claim, not yet checked; None where no proof is found."""
    return Claim(claim).certified(budget)


def both(goal: Poly, d: Domain, budget: Budget, depth: int) -> Any:
    """The proof that a goal is 0: a normal form, or both directions."""
    if not goal:
        return {"rule": "identity"}
    up = search(goal, d, budget, depth)
    down = search(plus({}, goal, -1), d, budget, depth) if up else None
    return {"rule": "both", "up": up, "down": down} if down else None
