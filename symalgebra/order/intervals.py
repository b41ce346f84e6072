"""What a crossover is: intervals of one symbol, and a bound that is a formula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..formula import Size
from .verdict import Proved, Refuted, Unknown

Verdict = Proved | Refuted | Unknown
WORDS = {True: "always", False: "never", None: "open"}


@dataclass(frozen=True)
class Interval:
    """low <= n <= high (None: without end); `holds` is None where neither side is proved for all of it.

    `evidence` has the proofs, one after the other from low to high; where the other symbols matter, a point
    at which the inequality fails and one at which its opposite does; nothing where the interval is open.
    """

    low: int
    high: int | None
    holds: bool | None
    evidence: tuple[Verdict, ...] = field(default=(), repr=False, compare=False)

    @property
    def word(self) -> str:
        """What is known of the interval."""
        return "depends on the other symbols" if self.holds is None and self.evidence else WORDS[self.holds]

    def __str__(self) -> str:
        end = f"{self.low} <= n" if self.high is None else f"{self.low} <= n <= {self.high}"
        return f"{end}: {self.word}"


@dataclass(frozen=True)
class Crossover:
    """The intervals of one symbol, from left to right, and where it is known the bound as a formula.

    The bound is exact where `slope` is: the proof that the difference rises, or falls, with the symbol.
    """

    claim: str
    by: str
    intervals: tuple[Interval, ...]
    bound: tuple[str, Size] | None = None  # (">=", formula) or ("<=", formula)
    slope: Proved | None = field(default=None, repr=False, compare=False)

    def check(self) -> bool:
        """Whether every interval's evidence checks, and that of the bound."""
        found = [verdict for i in self.intervals for verdict in i.evidence]
        return all(verdict.check() for verdict in (*found, *filter(None, [self.slope])))

    def __str__(self) -> str:
        lines = [str(i).replace(" n", f" {self.by}", 1) for i in self.intervals]
        if self.bound:
            lines.insert(0, f"exactly where {self.by} {self.bound[0]} {self.bound[1]}")
        return "\n".join([f"{self.claim}:", *(f"  {line}" for line in lines)])


def merged(pieces: Iterable[Interval]) -> list[Interval]:
    """Neighbours of which the same is known, joined; where others matter one pair of points stays."""
    found: list[Interval] = []
    for piece in pieces:
        if found and found[-1].word == piece.word:
            more = () if piece.holds is None else piece.evidence
            found[-1] = Interval(found[-1].low, piece.high, piece.holds, found[-1].evidence + more)
        else:
            found.append(piece)
    return found
