"""Bends: the layers that bend a network, each behind a cut of scalars, and such bends within loops."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ...errors import NoClosedForm
from ...formula import Formula, Index, Size, formula, minimum, positive, size
from ...measures.bottleneck import Cut, least_over
from ...measures.factors import at


@dataclass(frozen=True)
class Bend:
    """Predicates of one layer, N hyperplanes behind a cut; `units` outputs of `letters` patterns each.

    A bend within loops stands for one in each of their copies; the innermost loop comes first.
    """

    predicates: Size
    cut: Size
    letters: Size
    units: Size
    loops: tuple[tuple[Index, Size], ...] = ()

    def map(self, function: Any) -> Bend:
        """The bend with its sizes replaced."""
        loops = tuple((index, function(count)) for index, count in self.loops)
        n, cut, letters, units = map(function, (self.predicates, self.cut, self.letters, self.units))
        return Bend(n, cut, letters, units, loops)

    def behind(self, cut: Size | None) -> Bend:
        """The bend behind one more cut."""
        return self if cut is None else replace(self, cut=minimum(cut, self.cut))


class Run:
    """One bend in all copies of a loop: `later` is that of copy i + 1, behind those before it."""

    def __init__(self, bend: Bend, cut: Cut, index: Index, count: Size) -> None:
        self.index, self.count, self.bend = index, count, bend
        following = index.formula() + 1
        alone = self._at(following)
        self.later = alone.behind(least_over(cut[1], index, size(following)) if cut else None)
        self.alike = self.later == alone
        self.ends = positive(count) if self.alike else positive(formula(count) - 1)

    def _at(self, place: Size | Formula, bend: Bend | None = None) -> Bend:
        return (bend or self.bend).map(lambda s: at(s, self.index, size(place)))

    def _within(self, bend: Bend, fewer: int) -> list[Bend]:
        """The bend in so many copies less than all."""
        copies = size(formula(self.count) - fewer)
        return [] if copies == 0 else [replace(bend, loops=(*bend.loops, (self.index, copies)))]

    def all(self) -> list[Bend]:
        """In every copy."""
        if self.alike:
            return self._within(self.bend, 0)
        if not positive(self.count):
            raise NoClosedForm(f"with {self.count} copies, perhaps none, the first of which differs")
        return [self.first(), *self.but_first()]

    def first(self) -> Bend:
        """In the first copy."""
        return self._at(0)

    def last(self) -> Bend:
        """In the last copy, behind all others."""
        return self._at(0) if self.count == 1 else self._at(formula(self.count) - 2, self.later)

    def but_first(self) -> list[Bend]:
        """In the others than the first."""
        return self._within(self.later, 1)

    def second_and_on(self) -> list[Bend]:
        """The same, the second one apart."""
        return [self._at(0, self.later), *self._within(self._at(self.index.formula() + 1, self.later), 2)]

    def but_last(self) -> list[Bend]:
        """In the others than the last."""
        if self.alike:
            return self._within(self.bend, 1)
        return [self.first(), *self._within(self.later, 2)]
