"""What a crossover is: intervals of one symbol, and a bound that is a formula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..formula import Size, formula
from ..formula.floor import Floor
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

    def told(self, name: str) -> str:
        """The interval of a symbol, and what is known of it."""
        if self.low == self.high:
            return f"{name} = {self.low}: {self.word}"
        end = "" if self.high is None else f" <= {self.high}"
        return f"{self.low} <= {name}{end}: {self.word}"

    def __str__(self) -> str:
        return self.told("n")


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
        lines = [i.told(self.by) for i in self.intervals]
        if self.bounded:
            lines.insert(0, f"exactly where {self.bounded}")
        return "\n".join([f"{self.claim}:", *(f"  {line}" for line in lines)])

    @property
    def bounded(self) -> str:
        """The bound as a relation, empty where there is none."""
        return f"{self.by} {self.bound[0]} {rounded(self.bound[1])}" if self.bound else ""


def rounded(bound: Size) -> str:
    """A bound as a text, -floor(-x) as ceiling(x).

    >>> from symalgebra.formula import ceildiv, log2, symbol
    >>> rounded(ceildiv(log2(symbol("W")), 1))
    'ceiling(log2(W))'
    """
    terms = list(formula(bound).items())
    atoms = [m.powers[0][0] for m, c in terms if c == -1 and len(m.powers) == 1 and m.powers[0][1] == 1]
    if len(terms) == len(atoms) == 1 and isinstance(atoms[0], Floor):
        return f"ceiling({-atoms[0].numerator / atoms[0].denominator})"
    return str(bound)


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
