"""The least of several bounds: which one it is, where, and where another one is less.

Bounds cross: one by W*U is less than the master theorem on narrow deep networks, and far above it on others.
So none need be the least everywhere, and which one is chosen is decided at one large point of the domain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from ..errors import SymalgebraError
from ..formula import formula
from ..formula.atom import Name
from ..order.compare import Verdict, compare
from ..order.domain import conditions
from ..order.extent import placed
from ..order.points import candidates, descended, moved
from ..order.verdict import Proved
from .entry import Bound

STEPS = (63, 7, 1, 0)  # from the least values of all symbols: where bounds are put side by side
MOST_POINTS = 400  # at which others are looked for that are less
FARTHEST = 4096  # the greatest value of a symbol at these
SHORT = 24  # terms of two bounds that are compared without being asked
CLEAR = 1e-9  # relative: by so much a float is less than another for certain
Point = dict[str, int]


@dataclass(frozen=True)
class Choice:
    """A bound, the others that are valid, and the point at which it is the least of all."""

    bound: Bound
    others: tuple[Bound, ...]
    point: Point
    where: tuple[Any, ...] = ()

    def verdicts(self, limit: float | None = None) -> dict[str, Verdict]:
        """Whether the bound is at most each of the others on the whole domain, by id; `compare` decides."""
        mine = self.bound.formula
        return {b.id: compare(mine, b.formula, self.where, limit=limit) for b in self.others}

    @cached_property
    def less(self) -> dict[str, Point]:
        """The others that are less somewhere, by id, and a point at which they are."""
        found = ((b.id, crossed(self.bound, b, self.where)) for b in self.others)
        return {id: point for id, point in found if point is not None}

    @cached_property
    def everywhere(self) -> bool:
        """Whether it is proved the least on the whole domain; of long formulas only `verdicts` asks that."""
        terms = [len(formula(b.formula).terms) for b in (self.bound, *self.others)]
        if self.less or any(terms[0] + more > SHORT for more in terms[1:]):
            return False
        return all(isinstance(v, Proved) for v in self.verdicts().values())

    @property
    def sense(self) -> str:
        """In what sense it is the least."""
        if not self.others:
            return "the only one"
        of, at = f"the least of {len(self.others) + 1}", f" at {placed(self.point)}" if self.point else ""
        if self.everywhere:
            return f"{of}{', for all values of the symbols' if at else ''}: proved"
        return "; ".join([f"{of}{at}", *(f"{id} is less at {placed(p)}" for id, p in self.less.items())])


def least(bounds: Sequence[Bound], where: Iterable[Any] = ()) -> Choice:
    """The bound with the least value at the largest point that can be worked out, the first of equal ones."""
    where = tuple(where)
    for point in large(bounds, where) if len(bounds) > 1 else ():
        try:
            best = min(bounds, key=lambda bound: value(bound, point))
        except (SymalgebraError, OverflowError):
            continue
        return Choice(best, tuple(b for b in bounds if b is not best), point, where)
    return Choice(bounds[0], tuple(bounds[1:]), {}, where)


def large(bounds: Sequence[Bound], where: tuple[Any, ...]) -> Iterator[Point]:
    """Points of the domain with all symbols large, the largest first."""
    known = conditions(where, *(sum((formula(b.formula) for b in some), formula(0)) for some in (bounds, ())))
    names = sorted({s.name for b in bounds for s in formula(b.formula).free if isinstance(s, Name)})
    for step in STEPS:
        point = moved(sorted(known.ranges), known.ranges, [step] * len(known.ranges))
        if known.inside(point):
            yield {name: point[name] for name in names}


def crossed(bound: Bound, other: Bound, where: tuple[Any, ...]) -> Point | None:
    """A point of the domain at which another bound is clearly less, as far as a few hundred tell."""
    known = conditions(where, bound.formula, other.formula)

    def below(point: Point) -> bool:
        return known.inside(point) and clearly_less(other, bound, point)

    for point in islice(candidates(known.ranges), MOST_POINTS):
        if max(point.values(), default=0) <= FARTHEST and below(point):
            return descended(point, known.ranges, below)
    return None


def clearly_less(less: Bound, more: Bound, point: Point) -> bool:
    """Whether one bound is less than another at a point, without a doubt about digits."""
    try:
        low, high = value(less, point), value(more, point)
        return bool(low < high - CLEAR * abs(high))
    except (SymalgebraError, OverflowError):
        return False


def value(bound: Bound, point: Point) -> Any:
    """The value of a bound at a point."""
    f = formula(bound.formula)
    return f.at({name: point[name] for name in f.names})
