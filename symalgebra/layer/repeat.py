"""Loops: nodes that stand for many layers, and series whose length may be a symbol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, final

import sympy

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Size, names, size, symbol
from symalgebra.formula.atom import Name
from symalgebra.formula.symbols import as_sympy, checked

from . import scope
from .compound import Series
from .node import Node
from .term import ATOM, Id, Layer

POWER = 5  # how tightly ** binds


class Loop(Node):
    """A node that stands for `count` layers, numbered by an index symbol or all alike. Abstract."""

    __slots__ = ("count", "index")
    count: Size
    index: sympy.Symbol | None

    def _put(self, fields: Mapping[str, Any]) -> Layer:
        """Set the fields of a new node, once."""
        for name, value in fields.items():
            object.__setattr__(self, name, value)
        return self

    def pieces(self) -> Sequence[str | tuple[Layer, int]]:
        """The text of a call."""
        children = [piece for child in self.children() for piece in (", ", (child, 0))]
        return [f"{type(self).__name__}({self.index}, {self.count}", *children, ")"]

    def numbered(self, layer: Layer, number: int) -> Layer:
        """A child with a number in the place of the index."""
        return layer if self.index is None else layer.subs({self.index: number})

    def times(self) -> int:
        """The count where it is a number."""
        if isinstance(self.count, int):
            return self.count
        raise SymalgebraError(f"{self} cannot be unrolled: its count {self.count} is no number yet")


@final
class Repeat(Loop):
    """body(0) >> body(1) >> ... >> body(count - 1): a series whose length may be a symbol.

    `index` is the SymPy symbol that the body sees run from 0 to count - 1, or None where all copies look
    alike: `Repeat(None, n, f)` is `f ** n`. Every copy has weights of its own, unless `shared=True`.

    >>> from symalgebra import Conv, Id, Repeat, dims
    >>> i, n, w = dims("i n w")
    >>> Repeat(i, n, Conv(w * 2**i, 3)), (Id + Conv(w, 1)) ** n, Conv(w, 1) ** 0
    (Repeat(i, n, Conv(2**i*w, 3)), (Id + Conv(w, 1))**n, Id)
    """

    __slots__ = ("body", "shared")
    scope: ClassVar[int] = 1
    body: Layer
    shared: bool

    def __new__(  # type: ignore[misc]
        cls, index: Any, count: Any, body: Layer, shared: bool = False
    ) -> Layer:
        """The repeat of checked arguments."""
        index = bound(index)
        (body,) = under(index, body)
        if not isinstance(shared, bool):
            raise SymalgebraError(f"shared is True or False, not {shared!r}")
        if shared and index is not None and index.name in scope.free_names(body):
            raise SymalgebraError(f"copies of {body} differ in {index}, so they cannot share their weights")
        return cls.made((index, size(count), shared), (body,))

    @classmethod
    def made(cls, label: tuple[Any, ...], children: tuple[Layer, ...]) -> Layer:
        """The node; the layer itself for f**1, `Id` for f**0 and Id**n."""
        index, count, shared = label
        (body,) = children
        if index is None and (body is Id or (type(count) is int and count in (0, 1))):
            return body if count == 1 else Id
        fields = {"index": index, "count": counted(count), "body": body, "shared": shared}
        return object.__new__(cls)._put(fields)

    def label(self) -> tuple[Any, ...]:
        """The index, the count, and whether weights are shared."""
        return self.index, self.count, self.shared

    def children(self) -> tuple[Layer, ...]:
        """The body."""
        return (self.body,)

    def strength(self) -> int:
        """That of `**`, or of a call."""
        return ATOM if self.shared or self.index is not None else POWER

    def pieces(self) -> Sequence[str | tuple[Layer, int]]:
        """`f**n`, `Repeat(i, n, f)`, `Repeat(None, n, f, shared=True)`."""
        if self.strength() == ATOM:
            call = super().pieces()
            return [*call[:-1], ", shared=True)"] if self.shared else call
        exponent = str(self.count)
        return [(self.body, ATOM), f"**{exponent}" if exponent.isalnum() else f"**({exponent})"]

    def unrolled(self) -> Layer:
        """The copies one after another, for a count that is a number."""
        if self.shared:
            raise SymalgebraError(f"{self} cannot be unrolled: layers of a series have weights of their own")
        return Series.of(self.numbered(self.body, number) for number in range(self.times()))


def bound(index: Any) -> sympy.Symbol | None:
    """The index of a loop, a symbol that starts at 0."""
    if index is None:
        return None
    if isinstance(index, sympy.Symbol):
        return as_sympy(checked(index.name), 0)
    raise SymalgebraError(f'the index of a loop is a symbol, as of dims("i"), or None: not {index!r}')


def under(index: sympy.Symbol | None, *layers: Any) -> tuple[Layer, ...]:
    """Layers with the index as a symbol that starts at 0, whatever lower bound it was written with."""
    for layer in layers:
        if not isinstance(layer, Layer):
            raise SymalgebraError(f"a loop repeats layers, and {layer!r} is none")
    if index is None:
        return layers
    own, start = {Name(index.name, 0)}, {index.name: symbol(index.name, 0)}
    return tuple(
        layer if scope.free_atoms(layer, index.name) <= own else scope.substituted(layer, start)
        for layer in layers
    )


def counted(count: Size) -> Size:
    """A count: an integer that is not negative, or a formula with symbols."""
    if names(count) or (isinstance(count, int) and count >= 0):
        return count
    raise SymalgebraError(f"the number of copies is an integer, 0 or more: not {count}")
