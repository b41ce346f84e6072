"""Shapes: the channels and the spatial resolution of what a layer reads or writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..errors import ShapeError, SymalgebraError
from ..formula import Formula, Size, add, multiply, size
from ..formula.lazy import lazy


class Shape(tuple[Size, ...]):
    """(channels, *resolution), each entry an integer or a formula. There is no batch dimension.

    >>> from symalgebra import dims
    >>> r = dims("r")
    >>> x = shape((3, r, 2 * r))
    >>> x, x.channels, x.resolution, x.rank, x.numel
    ((3, r, 2*r), 3, (r, 2*r), 2, 6*r**2)
    """

    @property
    def channels(self) -> Size:
        """The first entry."""
        return self[0]

    @property
    def resolution(self) -> tuple[Size, ...]:
        """The entries after the first, one for each spatial dimension."""
        return self[1:]

    @property
    def rank(self) -> int:
        """The number of spatial dimensions."""
        return len(self) - 1

    def __repr__(self) -> str:
        return super().__repr__()  # stated, as IPython and Hypothesis print (3,) without its comma else

    def each(self, function: Callable[[Size], Size]) -> Shape:
        """The shape with every entry replaced; entries that are one object are replaced once."""
        found = {id(d): function(d) for d in {id(d): d for d in self}.values()}
        return Shape([found[id(d)] for d in self])

    @lazy
    def exact(self) -> tuple[Any, ...]:
        """A hashable value that tells apart what equality does not: formulas that differ at 0 alone."""
        return tuple([d if type(d) is int else d.key for d in self])  # type: ignore[union-attr]

    @lazy
    def numel(self) -> Size:
        """The number of scalars: the product of all entries."""
        return multiply((*self.resolution, self.channels))


class Bundle(Shape):
    """Several shapes side by side, of a network with several inputs or outputs; as one shape (N,), N in all.

    `given` says that they are the inputs of a network, and not what one of its layers writes.

    >>> x = shape(((3, 8, 8), (10,)))
    >>> x, x.numel, x == ((3, 8, 8), (10,))
    (((3, 8, 8), (10,)), 202, True)
    """

    parts: tuple[Shape, ...]
    given: bool

    def __new__(cls, parts: Iterable[Shape], given: bool = True) -> Bundle:
        """The bundle of its parts."""
        shapes = tuple(parts)
        if any(isinstance(part, Bundle) for part in shapes):
            raise ShapeError(f"{shapes} is no bundle of shapes: one of them is a bundle itself")
        self = super().__new__(cls, (add(part.numel for part in shapes),))
        self.parts, self.given = shapes, given
        return self

    def each(self, function: Callable[[Size], Size]) -> Bundle:
        """The bundle with every entry of its parts replaced."""
        return Bundle((part.each(function) for part in self.parts), self.given)

    @lazy
    def exact(self) -> tuple[Any, ...]:
        """That of all parts."""
        return self.given, *(part.exact for part in self.parts)

    def __eq__(self, other: object) -> bool:
        return self.parts == (other.parts if isinstance(other, Bundle) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.parts)

    def __repr__(self) -> str:
        return repr(self.parts)

    def __reduce__(self) -> Any:
        return Bundle, (self.parts, self.given)


def shape(x: Any) -> Shape:
    """A shape from numbers, SymPy symbols and formulas: a tuple, or one entry for channels alone.

    A tuple of shapes is a `Bundle`, the shapes of several inputs.
    """
    if isinstance(x, Shape):
        return x
    entries = tuple(x) if isinstance(x, Iterable) and not isinstance(x, str | Formula) else (x,)
    if not entries:
        raise ShapeError("() is no shape: channels come first, as in (3, 224, 224)")
    if all(isinstance(entry, tuple | list) for entry in entries):
        return Bundle(map(shape, entries))
    sizes = {id(value): _entry(value, entries) for value in entries}
    found = Shape([sizes[id(value)] for value in entries])
    # Of a square, the resolution is one object: a window then passes over it once.
    return Shape((found[0], *(found[1],) * found.rank)) if len(set(found.exact[1:])) == 1 else found


def _entry(value: Any, entries: tuple[Any, ...]) -> Size:
    try:
        found = size(value)
    except SymalgebraError as error:
        raise ShapeError(f"{entries} is no shape: {error}") from None
    if isinstance(found, Formula) and not found.free:
        raise ShapeError(f"{entries} is no shape: {found} is not an integer")
    if isinstance(found, int) and found < 1:
        raise ShapeError(f"{entries} is no shape: {found} is less than 1")
    return found


def largest(outs: Sequence[Shape]) -> Shape:
    """What a product of branches writes: the first that is no gate of one value for each channel, if any."""
    return next((y for y in outs if any(d != 1 for d in y.resolution)), outs[0])


def same(a: Size, b: Size) -> bool:
    """Whether two sizes are one formula."""
    return bool(a == b)
