"""Values of symbols, checked against what the symbols stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..errors import SymalgebraError
from ..formula import Formula, formula, read
from ..order.extent import placed
from .subject import Subject, expected

Number = int | Fraction | float  # a float where a logarithm is in the formula


@dataclass(frozen=True)
class Point:
    """The values of some symbols."""

    values: Mapping[str, Number]

    def __bool__(self) -> bool:
        return bool(self.values)

    def __str__(self) -> str:
        return placed(self.values)

    def value(self, f: Formula) -> Number | Formula:
        """A formula at the point: a number, or a formula in the symbols that have no value."""
        known = {name: value for name, value in self.values.items() if name in f.names}
        return f.at(known) if known.keys() == f.names else f.subs(known)


def point(values: Mapping[str, Number], subject: Subject, domain: Iterable[str]) -> Point:
    """The point, once every value is found to be one that its symbol can have."""
    symbols = subject.symbols
    for name, value in values.items():
        expected(name, symbols, subject.meaning)
        if value < symbols[name]:
            raise SymalgebraError(f"{name}={value}: {name} is at least {symbols[name]}")
    place = Point({name: values[name] for name in symbols if name in values})
    for condition in domain:
        if not holds(condition, place):
            at = f"at {place} " if place else ""
            raise SymalgebraError(f"{at}a layer has no output position: {condition} must hold")
    return place


def holds(condition: str, place: Point) -> bool:
    """Whether a condition of the domain, left >= right, is not broken at a point."""
    left, _, right = condition.rpartition(" >= ")
    value = place.value(formula(read(left)))
    return isinstance(value, Formula) or value >= int(right)
