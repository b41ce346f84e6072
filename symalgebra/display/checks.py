"""Derived formulas at the members of a family, beside the figures that others have counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..formula import Formula
from .point import Number, Point
from .subject import Subject


@dataclass(frozen=True)
class Figure:
    """One value of a formula, and the published one, None where there is none."""

    found: Number | Formula
    published: int | None

    @property
    def agrees(self) -> bool:
        """Whether nothing speaks against the formula."""
        return self.published is None or self.found == self.published


@dataclass(frozen=True)
class Check:
    """A member: the values of its symbols, and its figures by measure."""

    member: str
    values: Mapping[str, int]
    figures: Mapping[str, Figure]

    @property
    def agrees(self) -> bool:
        """Whether every published figure is met."""
        return all(figure.agrees for figure in self.figures.values())


def checked(subject: Subject, formulas: Mapping[str, Formula]) -> Sequence[Check]:
    """A check for each member of the subject: the formulas evaluated there."""
    return [
        Check(member, values, {name: figure(subject, member, name, f) for name, f in formulas.items()})
        for member, values in subject.members.items()
        if formulas
    ]


def figure(subject: Subject, member: str, name: str, f: Formula) -> Figure:
    """One formula at one member."""
    found = Point(subject.members[member]).value(f)
    return Figure(found, subject.published.get(member, {}).get(name))
