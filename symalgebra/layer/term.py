"""Terms: layers, and the operators that join them.

    a >> b    series: b reads what a writes
    a | b     concat: both read one input, the outputs are joined along the channels
    a + b     sum: both read one input, the outputs are added
    a * b     product: both read one input, the outputs are multiplied
    f ** n    power: n copies of f in series, each with weights of its own; n may be a symbol

Python's own precedence is the notation's: `**`, then `*`, `+`, `>>`, `|`. Constructors normalise
associativity and the unit `Id`, nothing else: two terms are equal where they differ only in these.
"""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Formula, Size

if TYPE_CHECKING:
    import sympy

    from symalgebra.shape import Shape

    from .trace import Trace

ATOM = 6  # binds tighter than any operator


class Kind(ABCMeta):
    """Abstract classes without virtual subclasses: `isinstance` need look no further than the type."""

    __instancecheck__ = type.__instancecheck__


class Layer(metaclass=Kind):
    """A layer: a leaf, or a term over leaves. An immutable value.

    A leaf says what it is by `text`, `sizes` and `map_sizes`; what is made of other layers is a `Node`.
    """

    __slots__ = ()

    @abstractmethod
    def text(self) -> str:
        """The layer as a user writes it."""

    @abstractmethod
    def sizes(self) -> Iterator[Size]:
        """The sizes among the layer's own arguments, those of its children left out."""

    def formulas(self) -> Sequence[Formula]:
        """Those of the sizes that hold symbols."""
        return [value for value in self.sizes() if isinstance(value, Formula)]

    @abstractmethod
    def map_sizes(self, function: Callable[[Size], Size]) -> Layer:
        """The layer with its own sizes replaced."""

    def children(self) -> tuple[Layer, ...]:
        """The layers that this one is made of; a leaf has none."""
        return ()

    def strength(self) -> int:
        """How tightly the outermost operator of the text binds."""
        return ATOM

    def pieces(self) -> Sequence[str | tuple[Layer, int]]:
        """The text in pieces: strings, and layers with the least strength that needs no brackets."""
        return (self.text(),)

    # Operators

    def __rshift__(self, other: Any) -> Layer:
        return compound.Series(self, other) if isinstance(other, Layer) else unjoined(other, ">>")

    def __or__(self, other: Any) -> Layer:
        return compound.Concat(self, other) if isinstance(other, Layer) else unjoined(other, "|")

    def __add__(self, other: Any) -> Layer:
        return compound.Sum(self, other) if isinstance(other, Layer) else unjoined(other, "+")

    def __radd__(self, other: Any) -> Layer:
        """The sum with 0 is the layer, so that `sum([a, b, c])` works."""
        return self if type(other) is int and other == 0 else NotImplemented

    def __mul__(self, other: Any) -> Layer:
        return compound.Product(self, other) if isinstance(other, Layer) else unjoined(other, "*")

    def __pow__(self, count: Any) -> Layer:
        return NotImplemented if isinstance(count, Layer) else self.repeat(count)

    def repeat(self, count: Any, shared: bool = False) -> Layer:
        """`count` copies in series: `self ** count`, or one and the same layer used `count` times.

        Weights are shared by `shared=True` alone, never because one Python object occurs twice: `f >> f` and
        `f ** 2` have two sets of weights, so that m(f >> f) = m(f) + m(f) holds for every additive measure.
        """
        return repeat.Repeat(None, count, self, shared)

    # Symbols and shapes

    def subs(self, mapping: Mapping[Any, Any] | None = None, /, **values: Any) -> Layer:
        """The layer with symbols replaced: `net.subs({n: 3})`, `net.subs(n=3, w=2 * k)`.

        Names that do not occur are passed over. The index of a `Repeat` is no symbol of the term: it stays,
        and is renamed where a replacement would fall under it.
        """
        return scope.substituted(self, scope.by_name({**(mapping or {}), **values}))

    @property
    def free_symbols(self) -> set[sympy.Symbol]:
        """The symbols that occur, as SymPy symbols; the indices of `Repeat` and `Nest` are not among them."""
        return scope.free_symbols(self)

    def out(self, x: Any) -> Shape:
        """The shape of the output on an input of shape x = (channels, *resolution)."""
        from .walk import shape_of

        return shape_of(self, x)

    @property
    def trace(self) -> Trace | None:
        """What a walk has written of the layer and its last input, where that is remembered."""
        return None

    def remember(self, trace: Trace) -> None:
        """Keep a trace, where that is worth it."""

    # An immutable value is its own copy.

    def __copy__(self) -> Layer:
        return self

    def __deepcopy__(self, memo: object) -> Layer:
        return self

    def __str__(self) -> str:
        return text.written(self)

    __repr__ = __str__


def unjoined(other: Any, operator: str) -> Any:
    """What an operator says of an operand that is no layer; a class in its place is the likely slip."""
    if isinstance(other, type) and issubclass(other, Layer):
        name = other.__name__
        raise SymalgebraError(f"{name} after {operator} is a class, not a layer: write {name}(...)")
    return NotImplemented


class Identity(Layer):
    """The layer that writes what it reads: the unit of series. `Id` is its one instance."""

    __slots__ = ()

    def text(self) -> str:
        """`Id`."""
        return "Id"

    def sizes(self) -> Iterator[Size]:
        """None."""
        return iter(())

    def map_sizes(self, function: Callable[[Size], Size]) -> Layer:
        """Itself."""
        return self

    def __new__(cls) -> Identity:
        """`Id`, every time."""
        return globals().get("Id") or object.__new__(cls)

    def __hash__(self) -> int:
        return hash("Id")

    def __eq__(self, other: object) -> bool:
        return self is other

    def __reduce__(self) -> str:
        return "Id"


Id = Identity()

# At the end, because these modules are built on the class that their functions complete.
from . import compound, repeat, scope, text  # noqa: E402
