"""Maxima and minima, decided wherever one side is proved greater."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .atom import Atom
from .integrality import integral
from .sign import nonnegative
from .value import Formula, formula

if TYPE_CHECKING:
    from .value import Size


class Extremum(Atom):
    """The greatest or the least of several formulas of which none is proved to be it. Abstract."""

    __slots__ = ()
    choose: Callable[..., Any]
    beaten: Callable[..., bool]

    @property
    def integral(self) -> bool:  # type: ignore[override]
        """Whether every argument is an integer."""
        return all(integral(a) for a in self.arguments)

    @classmethod
    def of(cls, *arguments: Formula) -> Formula:
        """The atom of several formulas, which are not compared (again)."""
        return cls(*sorted(arguments, key=str)).formula()


class Max(Extremum):
    """max(a, b, ...)."""

    __slots__ = ()
    choose = max

    @staticmethod
    def build(*arguments: Any) -> Size:
        return maximum(*arguments)

    @staticmethod
    def beaten(a: Formula, b: Formula) -> bool:
        """Whether b >= a is proved."""
        return nonnegative(b - a)

    def bounds(self) -> tuple[Size | None, Size | None]:
        return next((a for a in self.arguments if nonnegative(a)), self.arguments[0]), None


class Min(Extremum):
    """min(a, b, ...)."""

    __slots__ = ()
    choose = min

    @staticmethod
    def build(*arguments: Any) -> Size:
        return minimum(*arguments)

    @staticmethod
    def beaten(a: Formula, b: Formula) -> bool:
        """Whether b <= a is proved."""
        return nonnegative(a - b)

    def bounds(self) -> tuple[Size | None, Size | None]:
        return 0 if all(nonnegative(a) for a in self.arguments) else None, self.arguments[0]


def maximum(*values: Size) -> Size:
    """The greatest of the values, as an atom where none is proved to be it."""
    return extremum(Max, values)


def minimum(*values: Size) -> Size:
    """The least of the values, as an atom where none is proved to be it."""
    return extremum(Min, values)


def extremum(
    kind: type[Extremum], values: Sequence[Size], worth: Callable[[Any, Any], bool] = lambda a, b: True
) -> Size:
    """The values' maximum or minimum; only those are compared that are worth it."""
    if all(isinstance(v, int | Fraction) for v in values):
        return kind.choose(values)
    kept: dict[Formula, int] = {}  # arguments of one extremum, of one number, are not compared again
    for value, number in opened(kind, values):
        rivals = [other for other, beside in kept.items() if beside != number]
        if value not in kept and not any(worth(value, r) and kind.beaten(value, r) for r in rivals):
            losers = {r for r in rivals if worth(r, value) and kind.beaten(r, value)}
            kept = {other: at for other, at in kept.items() if other not in losers}
            kept[value] = number
    if len(kept) == 1:
        return next(iter(kept)).size()
    return kind.of(*kept)


def opened(kind: type[Extremum], values: Sequence[Size]) -> list[tuple[Formula, int]]:
    """The values, those that are an extremum of the same kind opened, each with the number of its value."""
    flat: list[tuple[Formula, int]] = []
    for number, value in enumerate(map(formula, values)):
        atoms = [a for m in value.terms for a in m.atoms]
        alone = len(atoms) == 1 and isinstance(atoms[0], kind) and value.terms == atoms[0].formula().terms
        flat.extend((part, number) for part in (atoms[0].arguments if alone else [value]))
    return flat
