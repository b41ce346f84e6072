"""Shapes: the channels and the spatial resolution of what a layer reads or writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from ..errors import ShapeError, SymalgebraError
from ..formula import Formula, Size, multiply, size


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

    def each(self, function: Callable[[Size], Size]) -> Shape:
        """The shape with every entry replaced; entries that are one object are replaced once."""
        found = {id(d): function(d) for d in {id(d): d for d in self}.values()}
        return Shape([found[id(d)] for d in self])

    @cached_property
    def exact(self) -> tuple[Any, ...]:
        """A hashable value that tells apart what equality does not: formulas that differ at 0 alone."""
        return tuple([d if type(d) is int else d.key for d in self])  # type: ignore[union-attr]

    @property
    def numel(self) -> Size:
        """The number of scalars: the product of all entries."""
        return multiply(self)


def shape(x: Any) -> Shape:
    """A shape from numbers, SymPy symbols and formulas: a tuple, or one entry for channels alone."""
    if type(x) is Shape:
        return x
    entries = tuple(x) if isinstance(x, Iterable) and not isinstance(x, str | Formula) else (x,)
    if not entries:
        raise ShapeError("() is no shape: channels come first, as in (3, 224, 224)")
    found = Shape(_entry(value, entries) for value in entries)
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
