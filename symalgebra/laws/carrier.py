"""Values before projection, under the operators of the terms that they belong to.

    v(f >> g, x) = v(f, x) >> v(g, f.out(x))

A measure is a homomorphism: on the right, `>>`, `+`, `|`, `*` and `**` are the rules of its algebra.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..formula import Size, index_over
from ..layer import Concat, Layer, Product, Sum
from ..layer.branches import joined
from ..measure import Measure
from ..shape import Shape

JOINS = {"sum": Sum, "concat": Concat, "product": Product}
SIDES = ("the left", "the right")


@dataclass(frozen=True)
class Value:
    """What a measure carries for a layer that reads x and writes y."""

    of: Measure
    value: Any
    x: Shape
    y: Shape

    @property
    def seen(self) -> Any:
        """What the user sees of it."""
        return self.of.project(self.value, self.x, self.y) if self.of.project else self.value

    def beside(self, join: str, other: Value) -> Value:
        """The value of two branches."""
        outs = (self.y, other.y)
        found = self.of.algebra.beside(join, (self.value, other.value), outs)
        return Value(self.of, found, self.x, joined(JOINS[join], SIDES, self.x, outs))

    def __rshift__(self, other: Value) -> Value:
        return Value(self.of, self.of.algebra.series((self.value, other.value)), self.x, other.y)

    def __add__(self, other: Value) -> Value:
        return self.beside("sum", other)

    def __or__(self, other: Value) -> Value:
        return self.beside("concat", other)

    def __mul__(self, other: Value) -> Value:
        return self.beside("product", other)

    def __pow__(self, count: Size) -> Value:
        if type(count) is int and count < 2:
            return self if count else unit(self.of, self.x)
        found = self.of.algebra.repeat(self.value, index_over(count), count)
        return Value(self.of, found, self.x, self.y)

    def __str__(self) -> str:
        return str(self.seen)


def unit(of: Measure, x: Shape) -> Value:
    """The value of `Id`: series of nothing."""
    return Value(of, of.algebra.series(()), x, x)


def carried(measure: Measure) -> Callable[[Layer, Any], Value]:
    """The measure without its projection."""
    inner = Measure(measure.rule, measure.algebra, lambda value, x, y: Value(measure, value, x, y))
    inner.exceptions = measure.exceptions
    return inner  # type: ignore[return-value]
