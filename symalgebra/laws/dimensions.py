"""Values that are one formula for each spatial dimension, where the dimensions differ."""

from __future__ import annotations

from collections.abc import Callable
from operator import add, mul, sub
from typing import Any


class Each(tuple[Any, ...]):
    """One value for each dimension; a single one beside it counts for all."""

    def joined(self, other: Any, operator: Callable[[Any, Any], Any]) -> Each:
        """The values, each with its partner."""
        return Each(map(operator, self, spread(other, len(self))))

    def __add__(self, other: Any) -> Each:
        return self.joined(other, add)

    def __sub__(self, other: Any) -> Each:
        return self.joined(other, sub)

    def __mul__(self, other: Any) -> Each:
        return self.joined(other, mul)

    __radd__, __rmul__ = __add__, __mul__


def each(value: Any) -> Any:
    """A tuple of formulas as values that can be added and multiplied."""
    return Each(value) if isinstance(value, tuple) else value


def parts(value: Any) -> tuple[Any, ...]:
    """The values by dimension."""
    return value if isinstance(value, tuple) else (value,)


def spread(value: Any, rank: int) -> tuple[Any, ...]:
    """One value for each of the dimensions; fewer where it has fewer."""
    return value if isinstance(value, tuple) else (value,) * rank
