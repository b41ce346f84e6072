"""Series, sum, concat and product: binary nodes that mean their flattened parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Self, final

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Formula

from .node import Node
from .term import Id, Layer

# The hash of parts p1 ... pk is that of the polynomial p1*B**(k-1) + ... + pk modulo a prime: values that are
# known combine in constant time, and brackets do not matter.
PRIME = (1 << 61) - 1
BASE = 0x9E3779B97F4A7C1


class Compound(Node):
    """Two layers under one associative operator. Abstract; `parts()` are those of the flattened operator."""

    __slots__ = ("_power", "_value", "left", "right")
    _power: int
    _value: int
    symbol: ClassVar[str]
    binding: ClassVar[int]
    left: Layer
    right: Layer

    def __new__(cls, left: Layer, right: Layer) -> Self:
        """The node."""
        if not (isinstance(left, Layer) and isinstance(right, Layer)):
            odd = right if isinstance(left, Layer) else left
            raise SymalgebraError(f"{cls.__name__} joins layers, and {odd!r} is none")
        self, put = object.__new__(cls), object.__setattr__
        put(self, "left", left)
        put(self, "right", right)
        return self

    def operands(self) -> list[Layer]:
        """The parts, and nodes of this kind whose hash is known in the place of theirs."""
        return list(self.parts(hashed=True))

    def digest(self, operands: Sequence[Layer]) -> None:
        """The hash of the parts, where the nodes between them need none of their own."""
        kind, value, power = type(self), 0, 1
        for side in operands:
            more, shift = (side._value, side._power) if type(side) is kind else (hash(side), BASE)
            value, power = (value * shift + more) % PRIME, power * shift % PRIME
        for name, known in (("_value", value), ("_power", power), ("_hash", hash((self.symbol, value)))):
            object.__setattr__(self, name, known)

    @classmethod
    def of(cls, layers: Iterable[Layer]) -> Layer:
        """The layers under this operator, from left to right."""
        result: Layer | None = None
        for layer in layers:
            result = layer if result is None else cls(result, layer)
        if result is None:
            raise SymalgebraError(f"a {cls.__name__.lower()} of no layers has no meaning")
        return result

    @classmethod
    def made(cls, label: tuple[Any, ...], children: tuple[Layer, ...]) -> Layer:
        """The node with these two sides."""
        return cls(*children)

    def formulas(self) -> Sequence[Formula]:
        """None: it has no sizes of its own."""
        return ()

    def children(self) -> tuple[Layer, Layer]:
        """The two sides."""
        return self.left, self.right

    def parts(self, hashed: bool = False) -> Iterator[Layer]:
        """What the operator joins, from left to right: a, b, c for (a >> b) >> c and a >> (b >> c).

        A node of this kind that has a hash is not taken apart where those are asked for.
        """
        kind = type(self)
        pending: list[Layer] = [self]
        while pending:
            node = pending.pop()
            while type(node) is kind and not (hashed and hasattr(node, "_hash")):
                pending.append(node.right)
                node = node.left
            yield node

    def strength(self) -> int:
        """That of the operator."""
        return self.binding

    def pieces(self) -> Sequence[str | tuple[Layer, int]]:
        """The parts with the operator between them."""
        pieces: list[str | tuple[Layer, int]] = []
        for part in self.parts():
            pieces += [(part, self.binding + 1), self.symbol]
        return pieces[:-1]


@final
class Concat(Compound):
    """a | b: both read one input, the outputs are joined along the channels."""

    __slots__ = ()
    symbol = " | "
    binding = 1


@final
class Series(Compound):
    """a >> b: b reads what a writes. `Id` is its unit."""

    __slots__ = ()
    symbol = " >> "
    binding = 2

    def __new__(cls, left: Layer, right: Layer) -> Layer:  # type: ignore[misc]
        """The series, or one side where the other is `Id`."""
        if left is Id and isinstance(right, Layer):
            return right
        return left if right is Id and isinstance(left, Layer) else super().__new__(cls, left, right)

    @classmethod
    def of(cls, layers: Iterable[Layer]) -> Layer:
        """The layers in series; `Id` for none."""
        return super().of((Id, *layers))


@final
class Sum(Compound):
    """a + b: both read one input, the outputs, of one shape, are added (a residual connection: Id + f)."""

    __slots__ = ()
    symbol = " + "
    binding = 3


@final
class Product(Compound):
    """a * b: both read one input, the outputs are multiplied (a gate); a 1x1 resolution is broadcast."""

    __slots__ = ()
    symbol = " * "
    binding = 4
