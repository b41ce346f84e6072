"""Two formulas far out: the terms that bound them, each bounded by the other's, and the limit of their quotient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, formula
from ..formula.atom import Name
from ..formula.monomial import Monomial, plain
from .bound import Bound, Fact
from .bracket import bracket, cleared
from .constants import Value, sign
from .dominance import Program
from .domain import Conditions
from .rays import Ray, winning
from .series import Unfit, series
from .tail import Body, Tail, body, ceiling

MOST_RATIOS = 3


@dataclass(frozen=True)
class Half:
    """Whether f = O(g): True with a bound for each term of f, False with a ray, None where neither is found."""

    holds: bool | None
    bounds: tuple[Bound, ...] = ()
    ray: Ray | None = None
    reason: str = field(default="", compare=False)

    @property
    def strict(self) -> bool:
        """Whether f = o(g) is proved."""
        return bool(self.holds) and all(bound.strict for bound in self.bounds)


@dataclass(frozen=True)
class Side:
    """A formula far out: at least a multiple of the terms of `low`, at most one of those of `high`."""

    low: Body | None
    high: Body
    text: str

    @property
    def exact(self) -> bool:
        """Whether both bodies are asymptotically equal to what they bound."""
        return self.low is not None and self.low.exact and self.high.exact


def sides(f: Formula, g: Formula, tail: Tail) -> tuple[Side, Side]:
    """Both formulas over one common denominator, as bodies."""
    ends = [*bracket(f, tail), *bracket(g, tail)]
    found = [series(end, tail.by) for end in cleared(ends, tail)]
    bodies = [Side(body(found[k], tail), ceiling(found[k + 1], tail), str(h)) for k, h in ((0, f), (2, g))]
    return bodies[0], bodies[1]


def half(f: Side, g: Side, tail: Tail, given: Sequence[Formula] = ()) -> Half:
    """Whether f = O(g)."""
    top = f.high.topmost(tail.by)
    directions: list[Mapping[Monomial, Fraction]] = []
    reason = f"{g.text} is not proved to be positive far out"
    if g.low is not None:
        sums = g.low.topmost(tail.by)
        bounds = [tail.bounded(a, sums, strict=True) for a in top]
        if None not in bounds:
            return Half(True, tuple(b for b in bounds if b is not None))
        failed = [a for a, b in zip(top, bounds, strict=True) if b is None]
        reason = "no weights and no ray were found"
        directions = [Program(a, sums, tail.by, tail.facts).direction() for a in failed]
    if f.low is None:
        return Half(None, reason=f"{f.text} is not proved to be positive far out")
    ray = winning(f.low.topmost(tail.by), g.high.topmost(tail.by), directions, tail, given)
    return Half(None, reason=reason) if ray is None else Half(False, ray=ray)


def limit(f: Side, g: Side, tail: Tail) -> Value | None:
    """The limit of f/g, where both are asymptotically equal to sums of terms that are multiples of each other."""
    if not (f.exact and g.exact) or f.low is None or g.low is None:
        return None
    first = _ratio(f.high, g.low, tail)
    same = f.low is f.high and g.low is g.high
    return first if first is not None and (same or first == _ratio(f.low, g.high, tail)) else None


def _ratio(f: Body, g: Body, tail: Tail) -> Value | None:
    """c with f - c*g = o(g)."""
    shared = [s for s in f.topmost(tail.by) if s in g.terms]
    ratios = dict.fromkeys(plain(formula(f.terms[s]) / formula(g.terms[s])) for s in shared)
    for c in list(ratios)[:MOST_RATIOS]:
        gaps: dict[Formula, Any] = {
            s: f.terms.get(s, 0) - c * g.terms.get(s, 0) for s in {**f.terms, **g.terms}
        }
        rest = [s for s, gap in gaps.items() if gap != 0]
        sums = g.topmost(tail.by)
        if all((b := tail.bounded(s, sums, strict=True)) is not None and b.strict for s in rest):
            return c
    return None


def narrowed(f: Formula, known: Conditions) -> Formula:
    """The formula in symbols with the least values that the conditions give them."""
    swaps = {s: Name(s.name, known.ranges[s.name][0]).formula() for s in f.free if isinstance(s, Name)}
    return f.substitute({s: v for s, v in swaps.items() if v.free != {s}})


def facts(given: Sequence[Formula], tail: Tail) -> tuple[Fact, ...]:
    """What conditions h >= 0 say of scales: each negative term is at most a multiple of a single positive one.

    Where both are symbols the same holds of them and of their logarithms.
    """
    found: list[Fact] = []
    for h in given:
        try:
            terms = series(h, tail.by).terms
        except SymalgebraError:
            continue
        high = [s for s, c in terms.items() if sign(c) == 1]
        lower = [s for s, c in terms.items() if sign(c) == -1]
        if len(high) == 1 and len(high) + len(lower) == len(terms):
            for s in lower:
                found += [Fact(high[0] - s), *_between_symbols(high[0], s, terms)]
    return tuple(found)


def _between_symbols(high: Formula, low: Formula, terms: Mapping[Formula, Any]) -> list[Fact]:
    raise Unfit("")
