"""Functions and methods that change the dimensions of a tensor."""

from __future__ import annotations

from typing import Any

from ...errors import UnsupportedLayer
from ..building import Building, Tensor
from ..constants import BATCH
from ..reshaping import permuted, reshaped
from .calls import Call, places, unbatched


def flatten(to: Building, call: Call) -> Tensor:
    """flatten(x, start_dim, end_dim)."""
    read = call.read
    start, end = places((call.get(1, "start_dim", 0), call.get(2, "end_dim", -1)), read)
    if start == 0:
        raise UnsupportedLayer("start_dim=0, which joins dimensions to the batch")
    dims = read.dims
    return reshaped(to, read, [*dims[: start - 1], -1, *dims[end:]], call.name)


def view(to: Building, call: Call) -> Tensor:
    """view and reshape."""
    return reshaped(to, call.read, unbatched(call.sizes(1, "shape"), call.read), call.name)


def squeeze(to: Building, call: Call) -> Tensor:
    """squeeze(x, dim)."""
    read, dim = call.read, call.get(1, "dim", None)
    gone = range(1, len(read.dims) + 1) if dim is None else places(dim, read)
    dims = [d for place, d in enumerate(read.dims, 1) if place not in gone or d != 1]
    return reshaped(to, read, dims, call.name)


def unsqueeze(to: Building, call: Call) -> Tensor:
    """unsqueeze(x, dim)."""
    read, dims = call.read, list(call.read.dims)
    place = call.get(1, "dim") % (len(dims) + 2)
    if place == 0:
        raise UnsupportedLayer("a dimension before the batch")
    return reshaped(to, read, [*dims[: place - 1], 1, *dims[place - 1 :]], call.name)


def permute(to: Building, call: Call) -> Tensor:
    """permute(x, dims)."""
    return permuted(call.read, [int(d) for d in call.sizes(1, "dims")])


def transpose(to: Building, call: Call) -> Tensor:
    """transpose(x, dim0, dim1)."""
    first, second = places((call.get(1, "dim0"), call.get(2, "dim1")), call.read)
    order = list(range(len(call.read.dims) + 1))
    order[first], order[second] = order[second], order[first]
    return permuted(call.read, order)


def shape(to: Building, call: Call) -> Any:
    """x.shape, x.size(), x.size(dim)."""
    dims = (BATCH, *call.read.dims)
    dim = call.get(1, "dim", None)
    return dims if dim is None or call.what == "shape" else dims[dim]


RULES: dict[str, Any] = {
    "flatten": flatten, "view": view, "reshape": view, "squeeze": squeeze, "unsqueeze": unsqueeze,
    "permute": permute, "transpose": transpose, "size": shape, "shape": shape,
}  # fmt: skip
