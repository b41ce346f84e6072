"""Maxima and minima, decided wherever one side is proved greater."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .atom import Atom
from .integrality import integral
from .sign import nonnegative
from .value import Formula, formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .atom import Symbol
    from .value import Number, Size


class Extremum(Atom):
    """The greatest or the least of several formulas of which none is proved to be it. Abstract."""

    __slots__ = ()
    choose: Callable[..., Any]

    @property
    def integral(self) -> bool:  # type: ignore[override]
        """Whether every argument is an integer."""
        return all(integral(a) for a in self.arguments)

    def at(self, values: Mapping[Symbol, Number]) -> Number:
        from .evaluation import value_of

        return type(self).choose(value_of(a, values) for a in self.arguments)

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

    def bounds(self) -> tuple[Size | None, Size | None]:
        return next((a for a in self.arguments if nonnegative(a)), self.arguments[0]), None


class Min(Extremum):
    """min(a, b, ...)."""

    __slots__ = ()
    choose = min

    @staticmethod
    def build(*arguments: Any) -> Size:
        return minimum(*arguments)

    def bounds(self) -> tuple[Size | None, Size | None]:
        return 0 if all(nonnegative(a) for a in self.arguments) else None, self.arguments[0]


def maximum(*values: Size) -> Size:
    """The greatest of the values, as an atom where none is proved to be it."""
    return _extremum(Max, values, lambda a, b: nonnegative(b - a))


def minimum(*values: Size) -> Size:
    """The least of the values, as an atom where none is proved to be it."""
    return _extremum(Min, values, lambda a, b: nonnegative(a - b))


def uncompared(kind: type[Extremum], values: tuple[Size, ...]) -> Size:
    """The extremum with all its arguments, none of which is asked to beat another."""
    return _extremum(kind, values, lambda a, b: False)


def _extremum(kind: type[Extremum], values: tuple[Size, ...], beaten: Callable[[Any, Any], bool]) -> Size:
    if all(isinstance(v, int | Fraction) for v in values):
        return kind.choose(values)
    kept: dict[Formula, int] = {}  # arguments of one extremum, of one number, are not compared again
    for value, number in _flat(kind, values):
        rivals = [other for other, beside in kept.items() if beside != number]
        if value not in kept and not any(beaten(value, other) for other in rivals):
            kept = {other: at for other, at in kept.items() if at == number or not beaten(other, value)}
            kept[value] = number
    if len(kept) == 1:
        return next(iter(kept)).size()
    return kind.of(*kept)


def _flat(kind: type[Extremum], values: tuple[Size, ...]) -> list[tuple[Formula, int]]:
    """The values, those that are an extremum of the same kind opened, each with the number of its value."""
    flat: list[tuple[Formula, int]] = []
    for number, value in enumerate(map(formula, values)):
        atoms = [a for m in value.terms for a in m.atoms]
        alone = len(atoms) == 1 and isinstance(atoms[0], kind) and value.terms == atoms[0].formula().terms
        flat.extend((part, number) for part in (atoms[0].arguments if alone else [value]))
    return flat
