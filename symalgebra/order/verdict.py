"""Verdicts: an inequality that is proved, refuted, or left open, with what shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..errors import Undecided
from .checker import accepted
from .extent import figure, placed

SOME = "a condition (where) or more time (limit) may help"
UNDER = "a condition (where) or values under which {} may help"


@dataclass(frozen=True)
class Proved:
    """True on the whole domain; `certificate` is plain data that `check()` re-checks independently."""

    claim: str
    certificate: dict[str, Any] = field(repr=False)

    def check(self) -> bool:
        """Whether the independent checker accepts the certificate."""
        return accepted(self.certificate)

    def explain(self, latex: bool = False) -> str:
        """The certificate as a proof that a person can follow."""
        from .explain import explain

        return explain(self.certificate, latex)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return f"Proved: {self.claim}"


@dataclass(frozen=True)
class Refuted:
    """False at `witness`, a value for each symbol; `left` and `right` are the exact values there."""

    claim: str
    witness: dict[str, int]
    left: Any
    right: Any
    holds: Any = field(repr=False, compare=False)  # evaluates the claim at a point

    def check(self) -> bool:
        """Whether the claim is false at the witness."""
        return self.holds(self.witness) is False

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        sides = f"{figure(self.left)} against {figure(self.right)}"
        return f"Refuted: {self.claim} is false at {placed(self.witness)}: {sides}"


@dataclass(frozen=True)
class Unknown:
    """Neither proved nor refuted: what was `tried`, how far it got, what may help.

    strongest    conditions under which the claim is proved: "n <= 5 or n >= 17"; "" where there are none
    points       of the domain, at which it was seen to be true while a counterexample was looked for
    hint         a condition, a value, more time; "" where nothing helps; no time where parts of the claim may
                 be undefined, such as 1/(n - w)
    """

    claim: str
    tried: str
    hint: str = SOME
    strongest: str = ""
    points: int = field(default=0, compare=False)

    @property
    def known(self) -> str:
        """For which values it is proved, in words; empty where none are known."""
        return f"proved where {self.strongest}" if self.strongest else ""

    def check(self) -> bool:
        """True: nothing is claimed."""
        return True

    def explain(self, latex: bool = False) -> str:
        """What is known, one statement a line."""
        from .partial import explain

        return explain(self, latex)

    def __bool__(self) -> bool:
        raise Undecided("; ".join(filter(None, [f"undecided: {self.claim}", self.tried, self.hint])))

    def __str__(self) -> str:
        known = f" Proved where {self.strongest}." if self.strongest else ""
        return f"Unknown: {self.claim}. {self.tried}.{known} {self.hint}".rstrip()
