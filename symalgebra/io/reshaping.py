"""Changes of a tensor's dimensions: what another framework writes as reshape, view, permute or transpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from ..errors import ShapeError, UnsupportedLayer
from ..formula import Size, formula, multiply, size
from ..layer import Layer
from ..leaves import ChannelShuffle, Flatten, Transpose
from .building import Building, Tensor

T = TypeVar("T")


class Unflattened(Exception):
    """A vector became (c, 1, ..., 1) again: the network is read anew, with such vectors kept as gates."""


def twice(read: Callable[[bool], T]) -> T:
    """What is read; a second time, with vectors kept as gates, where one became (c, 1, ..., 1) again."""
    for gates in (False, True):
        try:
            return read(gates)
        except Unflattened:
            continue
    raise UnsupportedLayer("a vector becomes (c, 1, ..., 1), and it does not come from such")


def resolved(dims: Sequence[Size], read: Tensor) -> tuple[Size, ...]:
    """Dimensions in which one may be -1: what is left for it."""
    open_, known = [place for place, d in enumerate(dims) if _is(d, -1)], [d for d in dims if not _is(d, -1)]
    found = tuple(dims)
    if len(open_) == 1:
        rest = size(formula(read.x.numel) / multiply(known)) if known else read.x.numel
        found = (*found[: open_[0]], rest, *found[open_[0] + 1 :])
    if len(open_) > 1 or multiply(found) != read.x.numel:
        raise ShapeError(f"{read.dims} has other scalars than {tuple(dims)}")
    return found


def _is(value: Size, number: int) -> bool:
    return isinstance(value, int) and value == number


def reshaped(to: Building, read: Tensor, dims: Sequence[Size], name: str) -> Tensor:
    """The same scalars in other dimensions."""
    x, dims = read.x, resolved(dims, read)
    point = all(_is(r, 1) for r in x.resolution)
    if dims == read.dims:
        return read
    if read.split:
        return regrouped(to, read, dims, name)
    if read.flat and dims == tuple(x):
        return replace(read, flat=False)
    if len(dims) == 1 and not (read.last and not point):
        return replace(read, flat=True) if point and to.gates else to.put(Flatten(), read, name)
    if not x.rank and all(_is(d, 1) for d in dims[1:]):
        raise Unflattened
    if len(dims) == 2 and dims == ((multiply(x.resolution), x.channels)[:: 1 if read.last else -1]):
        return to.put(Flatten(start_dim=2), read, name)
    if not read.last and isinstance(dims[0], int) and dims[2:] == x.resolution and not read.flat:
        return replace(read, split=dims[0])
    raise UnsupportedLayer(f"a reshape of {read.dims} to {dims}: only flattening and shuffling are read")


def regrouped(to: Building, read: Tensor, dims: tuple[Size, ...], name: str) -> Tensor:
    """Groups of channels joined again; interleaved, where they have been exchanged."""
    if dims != tuple(read.x):
        raise UnsupportedLayer(f"a reshape of groups of channels, {read.dims}, to {dims}")
    whole = replace(read, split=0)
    return whole if read.split > 0 else to.put(ChannelShuffle(-read.split), whole, name)


def permuted(read: Tensor, order: Sequence[int]) -> Tensor:
    """The dimensions in another order, the batch first."""
    rank = len(read.dims)
    order = tuple(place % (rank + 1) for place in order)
    if order == tuple(range(rank + 1)):
        return read
    if read.split > 0 and order == (0, 2, 1, *range(3, rank + 1)):
        return replace(read, split=-read.split)
    moved = (0, rank, *range(1, rank)) if read.last else (0, *range(2, rank + 1), 1)
    if order == moved and not read.split and not read.flat:
        return replace(read, last=not read.last)
    raise UnsupportedLayer(f"dimensions {read.dims} in the order {order}: only the channels may be moved")


def linear(to: Building, layer: Layer, read: Tensor, name: str, shared: str | None = None) -> Tensor:
    """A linear map of the last dimension: of the channels, or along a sequence (c, T)."""
    if read.last or len(read.dims) == 1:
        return to.put(layer, read, name, shared)
    if len(read.dims) > 2 or read.split:
        raise UnsupportedLayer(f"a linear map of the last of {read.dims}: move the channels there")
    turned = to.put(layer, to.put(Transpose(), read, f"{name}.turned"), name, shared)
    return to.put(Transpose(), turned, f"{name}.back")
