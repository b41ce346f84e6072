"""For which values of one symbol a relation holds: intervals with evidence, and the bound as a quotient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...errors import SymalgebraError, Undecided
from ...formula import Formula, formula
from ...formula.atom import Name
from ...order import Crossover, Proved, Refuted, compare, crossover
from ...order.clock import share
from ...order.intervals import Interval, Verdict
from ...order.slope import affine, cleared

LARGE = 0.8  # of the time that is left, for the intervals; the rest is for joining them
Point = Mapping[str, int]
# A < B where not B <= A: each relation by the crossover of one order of the two, or by its opposite.
ORDERS = {"<=": (False, False), ">": (False, True), ">=": (True, False), "<": (True, True)}
OPPOSITE = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}


@dataclass(frozen=True)
class Bound:
    """by sign top/bottom."""

    sign: str
    top: Formula
    bottom: Formula


@dataclass(frozen=True)
class Span:
    """low <= n <= high, high None without end: the relation holds always, never, or (None) neither is proved.

    `yes` and `no` are points of such a span at which it does and does not hold, where both are known.
    """

    low: int
    high: int | None
    holds: bool | None
    proofs: tuple[Proved, ...] = ()
    yes: Point | None = None
    no: Point | None = None

    @property
    def depends(self) -> bool:
        """Whether the other symbols are known to matter."""
        return self.yes is not None and self.no is not None


@dataclass(frozen=True)
class Crossing:
    """The spans of one symbol from left to right; where there are none, the reason."""

    by: str
    spans: tuple[Span, ...] = ()
    bound: Bound | None = None
    reason: str = ""

    @property
    def proofs(self) -> Iterator[Proved]:
        """What shows the spans."""
        return (proof for span in self.spans for proof in span.proofs)

    @property
    def fails(self) -> bool:
        """Whether a span is proved on which the relation never holds."""
        return any(span.holds is False and span.proofs for span in self.spans)


@dataclass(frozen=True)
class Division:
    """The question for which values of `by` f and g are in the relation."""

    left: Formula
    right: Formula
    relation: str
    by: str
    where: tuple[str, ...]

    def crossing(self) -> Crossing:
        """The spans and the bound, by the crossover of f <= g or of g <= f."""
        turned, opposite = ORDERS[self.relation]
        low, high = (self.right, self.left) if turned else (self.left, self.right)
        try:
            found = crossover(low, high, self.by, self.where, share(LARGE))
        except Undecided as error:
            return Crossing(self.by, reason=str(error))
        spans = self.joined([self.span(interval, opposite) for interval in found.intervals])
        return Crossing(self.by, spans, bound(low, high, found, opposite))

    def joined(self, spans: list[Span]) -> tuple[Span, ...]:
        """Neighbours of one status as one span, where that is proved as a whole."""
        found: list[Span] = []
        for span in spans:
            before = found[-1] if found else None
            if before and span.holds is not None and span.holds == before.holds:
                relation = self.relation if span.holds else OPPOSITE[self.relation]
                proof = self.compared(before.low, span.high, relation)
                if isinstance(proof, Proved):
                    found[-1] = Span(before.low, span.high, span.holds, (proof,))
                    continue
            found.append(span)
        return tuple(found)

    def span(self, found: Interval, opposite: bool) -> Span:
        """An interval as a span: its proof, or points that show that the other symbols matter."""
        low, high = found.low, found.high
        if found.holds is None:
            points = [v.witness for v in found.evidence if isinstance(v, Refuted)]
            no, yes = (points[::-1] if opposite else points) if len(points) == 2 else (None, None)
            return Span(low, high, None, (), yes, no)
        holds, proofs = found.holds is not opposite, found.evidence
        if len(proofs) > 1:  # of several intervals that were proved one by one
            whole = self.compared(low, high, self.relation if holds else OPPOSITE[self.relation])
            proofs = (whole,) if isinstance(whole, Proved) else proofs
        return Span(low, high, holds, tuple(p for p in proofs if isinstance(p, Proved)))

    def compared(self, low: int, high: int | None, relation: str) -> Verdict:
        """The verdict on an interval."""
        ends = [f"{self.by} >= {low}", *([] if high is None else [f"{self.by} <= {high}"])]
        return compare(self.left, self.right, [*self.where, *ends], relation)


def bound(f: Formula, g: Formula, found: Crossover, opposite: bool) -> Bound | None:
    """n >= -offset/slope, where g - f = n**k*(slope*n + offset) and the sign of the slope is proved."""
    if found.bound is None:
        return None
    sign, gap = found.bound[0], g - f if found.bound[0] == ">=" else f - g
    name = next(s for s in gap.free if isinstance(s, Name) and s.name == found.by)
    parts = affine(gap, name)
    if parts is None:
        raise SymalgebraError(f"{gap} is not linear in {found.by}")
    slope, offset = parts  # of a gap whose slope is positive
    top, bottom = map(formula, cleared(-offset, slope) if offset else (0, 1))
    return Bound({">=": "<", "<=": ">"}[sign] if opposite else sign, top, bottom)
