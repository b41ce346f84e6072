"""Two formulas far out: terms that bound them, bounds of one by the other, the limit of their quotient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula
from ...formula.monomial import Monomial, plain
from ..extent import told
from .bracket import bracket, cleared
from .cancellation import proved_body
from .constants import Value, sign
from .dominance import direction
from .mean import Mean
from .rays import Ray, allowed, curves, named, parameter, winning
from .scales import growth_of
from .series import Series, Terms, Unfit, series
from .tail import Body, Tail, body, ceiling, tail_sign

MOST_RATIOS = 3
MOST_FOLLOWED = 30


@dataclass(frozen=True)
class Half:
    """Whether f = O(g): True with a bound for each term of f, False with a ray, None where open."""

    holds: bool | None
    means: tuple[Mean, ...] = ()
    ray: Ray | None = None
    reason: str = field(default="", compare=False)

    @property
    def strict(self) -> bool:
        """Whether f = o(g) is proved."""
        return bool(self.holds) and all(mean.strict for mean in self.means)


@dataclass(frozen=True)
class Side:
    """A formula far out: at least a multiple of the terms of `low`, at most one of those of `high`.

    Where no multiple of positive terms is known below it, `high` bounds its absolute value.
    """

    formula: Formula
    low: Body | None
    high: Body
    doubt: str = ""  # why `low` is None

    @property
    def exact(self) -> bool:
        """Whether both bodies are asymptotically equal to what they bound."""
        return self.low is not None and self.low.exact and self.high.exact


def sides(f: Formula, g: Formula, tail: Tail, given: Sequence[Formula] = ()) -> tuple[Side, Side]:
    """Both formulas over one common denominator, as bodies."""
    ends = [*bracket(f, tail), *bracket(g, tail)]
    found = [series(end, tail.by) for end in cleared(ends, tail)]
    return _side(f, found[0], found[1], tail, given), _side(g, found[2], found[3], tail, given)


def _side(f: Formula, low: Series, high: Series, tail: Tail, given: Sequence[Formula]) -> Side:
    least = body(low, tail) or proved_body(low, tail, given)
    if least is None and tail_sign(high, tail) == -1:
        raise Unfit(f"{told(f)} is negative far out; growth is asked of what is not")
    if least is None:
        return Side(f, None, Body(_sizes(low, high), False, tail.by), _doubt(f, low))
    return Side(f, least, body(high, tail) or ceiling(high, tail))


def _doubt(f: Formula, low: Series) -> str:
    """Why no positive terms are known below a formula."""
    unknown = next((c for c in low.terms.values() if sign(c) is None), None)
    if unknown is not None:
        return f"the sign of {told(formula(unknown))} is open"
    return f"{told(f)} is not proved to be positive far out"


def _sizes(low: Series, high: Series) -> Terms:
    """Terms that |f| is at most a multiple of the sum of, for low <= f <= high."""
    return {s: 1 for f in (low, high) for s in (*f.terms, *f.small)}


def half(f: Side, g: Side, tail: Tail, given: Sequence[Formula] = ()) -> Half:
    """Whether f = O(g): a look along the diagonal, weights for each leading term of f, then more rays."""
    ray = _won(f, g, tail, given, None)
    if ray is not None:
        return Half(False, ray=ray)
    means, directions, reason = [], [], g.doubt
    if g.low is not None:
        sums = g.low.top
        for term in f.high.top:
            mean = tail.bounded(term, sums, strict=True)
            if mean is None:
                reason = "no weights and no ray were found"
                directions = [direction(term, sums, tail.by, tail.facts)] if len(tail.by) > 1 else []
                break
            means.append(mean)
        else:
            return Half(True, tuple(means))
    ray = _won(f, g, tail, given, directions)
    if ray is None and len(tail.by) > 1 and (f.low is None or g.low is None):
        ray = _followed(f.formula, g.formula, tail, given)
    return Half(None, reason=reason) if ray is None else Half(False, ray=ray)


def _won(
    f: Side,
    g: Side,
    tail: Tail,
    given: Sequence[Formula],
    directions: Sequence[Mapping[Monomial, Any]] | None,
) -> Ray | None:
    if f.low is None:
        return None
    return winning(f.low.top, g.high.top, directions, tail, given)


def _followed(f: Formula, g: Formula, tail: Tail, given: Sequence[Formula]) -> Ray | None:
    """A ray that is found by putting curves into the formulas themselves, where g may vanish."""
    t = parameter((f, g, *given))
    for curve in islice(curves(tail.by, (), t), MOST_FOLLOWED):
        try:
            a, b = sides(f.substitute(curve), g.substitute(curve), Tail(t.free))
        except SymalgebraError:
            continue
        if a.low is not None and half(b, a, Tail(t.free)).strict and allowed(curve, given, t):
            gains = [s - r for s in a.low.top for r in b.high.top]
            return Ray(named(curve), growth_of(gains[0], t.free) if gains else None)
    return None


def limit(f: Side, g: Side, tail: Tail) -> Value | None:
    """The limit of f/g, where both are asymptotically equal to multiples of one sum of terms."""
    if not (f.exact and g.exact) or f.low is None or g.low is None:
        return None
    found = _ratio(f.high, g.low, tail)
    return found if found == _ratio(f.low, g.high, tail) else None


def _ratio(f: Body, g: Body, tail: Tail) -> Value | None:
    """c with f - c*g = o(g)."""
    shared = [s for s in f.top if s in g.terms]
    ratios = dict.fromkeys(plain(formula(f.terms[s]) / formula(g.terms[s])) for s in shared)
    for c in list(ratios)[:MOST_RATIOS]:
        gaps: dict[Formula, Any] = {
            s: f.terms.get(s, 0) - c * g.terms.get(s, 0) for s in {**f.terms, **g.terms}
        }
        rest = [s for s, gap in gaps.items() if gap != 0]
        sums = g.top
        if all((b := tail.bounded(s, sums, strict=True)) is not None and b.strict for s in rest):
            return c
    return None
