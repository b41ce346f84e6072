"""What a crossover is: intervals of one symbol, and a bound that is a formula."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..formula import Formula, Size, formula
from ..formula.power import split_content
from .verdict import Proved, Refuted, Unknown

WORDS = {True: "always", False: "never", None: "depends on the other symbols"}
Verdict = Proved | Refuted | Unknown


@dataclass(frozen=True)
class Interval:
    """low <= n <= high (None: without end); `holds` is None where the other symbols decide."""

    low: int
    high: int | None
    holds: bool | None
    evidence: Verdict | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        end = f"{self.low} <= n" if self.high is None else f"{self.low} <= n <= {self.high}"
        return f"{end}: {WORDS[self.holds]}"


@dataclass(frozen=True)
class Crossover:
    """The intervals of one symbol, from left to right, and where it is known the bound as a formula."""

    claim: str
    by: str
    intervals: tuple[Interval, ...]
    bound: tuple[str, Size] | None = None  # (">=", formula) or ("<=", formula)

    def check(self) -> bool:
        """Whether every interval's evidence checks."""
        return all(i.evidence is None or i.evidence.check() for i in self.intervals)

    def __str__(self) -> str:
        lines = [str(i).replace(" n", f" {self.by}", 1) for i in self.intervals]
        if self.bound:
            lines.insert(0, f"exactly where {self.by} {self.bound[0]} {self.bound[1]}")
        return "\n".join([f"{self.claim}:", *(f"  {line}" for line in lines)])


def merged(pieces: list[Interval]) -> list[Interval]:
    """Neighbours of one status joined; the evidence of the larger stays only where it covers both."""
    found: list[Interval] = []
    for piece in pieces:
        if found and found[-1].holds == piece.holds:
            found[-1] = Interval(found[-1].low, piece.high, piece.holds)
        else:
            found.append(piece)
    return found


def cleared(a: Formula, b: Formula) -> tuple[Size, Size]:
    """a/b in lowest terms, as far as common factors of single terms go."""
    if not a.terms:
        return 0, b.size()
    (outer, a), (inner, b) = split_content(a), split_content(b)
    ratio = outer / inner
    ((m, c),) = ratio.items()
    top = Formula({m: 1}) if all(not isinstance(e, int) or e > 0 for _, e in m.powers) else formula(1)
    bottom = top / Formula({m: 1})
    return (a * top * c.numerator).size(), (b * bottom * c.denominator).size()
