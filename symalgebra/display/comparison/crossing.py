"""For which values of one symbol a relation holds: intervals with evidence, and the bound as a quotient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import SymalgebraError, Undecided
from ...formula import Formula, formula, split_affine
from ...formula.atom import Name
from ...order import Crossover, Proved, Refuted, compare, crossover
from ...order.crossover import cleared
from ...order.intervals import Interval

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
    proof: Proved | None = None
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
        return (span.proof for span in self.spans if span.proof is not None)


def crossing(
    f: Formula, g: Formula, relation: str, by: str, where: Sequence[str], limit: float | None
) -> Crossing:
    """The values of `by` for which f and g are in the relation."""
    turned, opposite = ORDERS[relation]
    low, high = (g, f) if turned else (f, g)
    try:
        found = crossover(low, high, by, where, limit)
    except Undecided as error:
        return Crossing(by, reason=str(error))
    spans = tuple(span(i, opposite, f, g, relation, by, where, limit) for i in found.intervals)
    return Crossing(by, spans, bound(low, high, found, opposite))


def span(
    found: Interval,
    opposite: bool,
    f: Formula,
    g: Formula,
    relation: str,
    by: str,
    where: Sequence[str],
    limit: float | None,
) -> Span:
    """An interval as a span: its proof, or points that show that the other symbols matter."""
    within = [*where, f"{by} >= {found.low}", *([] if found.high is None else [f"{by} <= {found.high}"])]
    if found.holds is None:
        no, yes = (compare(f, g, within, r, limit) for r in (relation, OPPOSITE[relation]))
        points = [v.witness if isinstance(v, Refuted) else None for v in (yes, no)]
        return Span(found.low, found.high, None, None, *points)
    holds, proof = found.holds is not opposite, found.evidence
    if proof is None:  # of several intervals that were proved one by one
        proof = compare(f, g, within, relation if holds else OPPOSITE[relation], limit)
    return Span(found.low, found.high, holds, proof if isinstance(proof, Proved) else None)


def bound(f: Formula, g: Formula, found: Crossover, opposite: bool) -> Bound | None:
    """The bound where g - f = slope*n + offset and the sign of the slope is proved: n >= -offset/slope."""
    if found.bound is None:
        return None
    gap = g - f
    name = next(s for s in gap.free if isinstance(s, Name) and s.name == found.by)
    parts = split_affine(gap, name)
    if parts is None:
        raise SymalgebraError(f"{gap} is not linear in {found.by}")
    slope, offset = parts
    top, bottom = map(formula, cleared(-offset, slope))
    sign = found.bound[0]
    return Bound({">=": "<", "<=": ">"}[sign] if opposite else sign, top, bottom)
