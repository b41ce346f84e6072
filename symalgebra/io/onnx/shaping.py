"""Operators that change dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...errors import ImportFailed, UnsupportedLayer
from ...formula import Size, formula, size
from ...leaves import GlobalAvgPool, Pad, PixelShuffle, Upsample
from ..building import Building, Tensor, even
from ..constants import BATCH, Weights
from ..reshaping import permuted, reshaped
from .loading import dimensions
from .values import Known, Node, few, integers, whole
from .windows import ends_of


def reshape(to: Building, node: Node) -> Any:
    """Reshape; 0 keeps a dimension, and the batch stays first."""
    read, target = node.of(Tensor, 0), whole(node.of(Known, 1).values)
    old = (BATCH, *read.dims)
    dims = [old[i] if d == 0 and i < len(old) else d for i, d in enumerate(target)]
    return reshaped(to, read, unbatched(dims, read), node.name)


def unbatched(dims: Sequence[Size], read: Tensor) -> list[Size]:
    """Dimensions without the first one, which is the batch."""
    first, *rest = dims or [0]
    known = BATCH not in rest and -1 not in rest
    if first == BATCH or (first == -1 and known) or (isinstance(first, int) and first > 0):
        return list(rest)
    raise UnsupportedLayer(f"a reshape of {read.dims} to {tuple(dims)}, which does not keep the batch first")


def squeeze(to: Building, node: Node) -> Any:
    """Squeeze: without some dimensions of 1."""
    value = node.read(0)
    if not isinstance(value, Tensor):
        return Known(node.of(Known, 0).values, True)
    axes = node.numbers(1, "axes")
    places = {a % (len(value.dims) + 1) for a in integers(axes)} if axes else None
    if places is not None and 0 in places:
        raise UnsupportedLayer("the batch is squeezed away")
    dims = [d for i, d in enumerate(value.dims, 1) if (i not in places if places else d != 1)]
    return reshaped(to, value, dims, node.name)


def unsqueeze(to: Building, node: Node) -> Any:
    """Unsqueeze: with more dimensions of 1."""
    value = node.read(0)
    if not isinstance(value, Tensor):
        return Known(node.of(Known, 0).values)
    axes = integers(node.numbers(1, "axes"))
    rank = len(value.dims) + 1 + len(axes)
    places = {a % rank for a in axes}
    rest = iter(value.dims)
    if 0 in places:
        raise UnsupportedLayer("a dimension before the batch")
    return reshaped(to, value, [1 if i in places else next(rest) for i in range(1, rank)], node.name)


def transpose(to: Building, node: Node) -> Tensor:
    """Transpose."""
    read = node.of(Tensor, 0)
    order = node.ints("perm") or tuple(range(len(read.dims), -1, -1))
    if sorted(order) != list(range(len(read.dims) + 1)):
        raise ImportFailed(f"perm {order} of {len(read.dims) + 1} dimensions")
    return permuted(read, order)


def mean(to: Building, node: Node) -> Tensor:
    """ReduceMean over all positions."""
    read = node.of(Tensor, 0).images
    axes = node.numbers(1, "axes")
    if not axes or {a % (len(read.dims) + 1) for a in integers(axes)} != set(range(2, len(read.dims) + 1)):
        raise UnsupportedLayer(f"a mean of {read.dims} over dimensions {axes}: only over all positions")
    found = to.put(GlobalAvgPool(), read, node.name)
    return found if node.get("keepdims", 1) else reshaped(to, found, (-1,), f"{node.name}.flat")


def pad(to: Building, node: Node) -> Tensor:
    """Pad with zeros along the resolution."""
    read = node.of(Tensor, 0).images
    pads = integers(node.numbers(1, "pads"))
    rank = len(read.dims) + 1
    if len(pads) != 2 * rank or node.read(3) is not None:
        raise UnsupportedLayer(f"{len(pads)} pads for {rank} dimensions, or pads along some axes")
    if not any(pads):
        return read
    if node.get("mode", "constant") != "constant" or any([*pads[:2], *pads[rank : rank + 2]]):
        raise UnsupportedLayer("only zeros along the resolution are added")
    return to.put(Pad(ends_of((*pads[2:rank], *pads[rank + 2 :]), rank - 2)), read, node.name)


def resize(to: Building, node: Node) -> Tensor:
    """Resize or Upsample by whole factors, to the nearest input or linearly between."""
    read = node.of(Tensor, 0).images
    scales = node.numbers(2, "scales") if node.op == "Resize" else node.numbers(1, "scales")
    if not scales:
        sizes = whole(node.numbers(3, "sizes") or [])
        scales = [1, *(formula(t) / r for t, r in zip(sizes[1:], read.dims, strict=False))]
    factors = [size(formula(int(s) if isinstance(s, float) and s == int(s) else s)) for s in scales[1:]]
    if len(factors) != len(read.dims) or factors[0] != 1 or not all(isinstance(f, int) for f in factors):
        raise UnsupportedLayer(f"a resize of {read.dims} by {scales}: only by whole factors in space")
    return to.put(Upsample(even(tuple(factors[1:])), *interpolation(node, read.x.rank)), read, node.name)


def interpolation(node: Node, rank: int) -> tuple[str, bool]:
    """The mode of a resize, and whether corners are aligned."""
    mode = node.get("mode", "nearest")
    linear = {1: "linear", 2: "bilinear", 3: "trilinear"}.get(rank)
    if mode == "nearest":
        return mode, False
    if mode != "linear" or linear is None:
        raise UnsupportedLayer(f"mode={mode!r}: only nearest and linear")
    return linear, node.get("coordinate_transformation_mode") == "align_corners"


def depth_to_space(to: Building, node: Node) -> Tensor:
    """DepthToSpace in the order of `PixelShuffle`."""
    if node.get("mode", "DCR") != "CRD":
        raise UnsupportedLayer("mode DCR: PixelShuffle is mode CRD")
    return to.put(PixelShuffle(node.get("blocksize", 0)), node.of(Tensor, 0).images, node.name)


def constant(to: Building, node: Node) -> Any:
    """Constant: numbers, or weights."""
    tensor = node.get("value")
    if hasattr(tensor, "dims"):
        return Weights(node.name, dimensions(tensor), tensor)
    for name in ("value_ints", "value_floats", "value_int", "value_float"):
        if (value := node.get(name)) is not None:
            return Known(few(list(value)), False) if isinstance(value, list | tuple) else Known([value], True)
    raise UnsupportedLayer("a constant that is no tensor of numbers")


def shape(to: Building, node: Node) -> Known:
    """Shape: the dimensions, the batch first."""
    dims = [BATCH, *node.of(Tensor, 0).dims]
    return Known(dims[slice(node.get("start", 0), node.get("end", len(dims)))])


def passed(to: Building, node: Node) -> Any:
    """What changes no scalar."""
    return node.read(0)


RULES: dict[str, Any] = {
    "Reshape": reshape, "Squeeze": squeeze, "Unsqueeze": unsqueeze, "Transpose": transpose, "Pad": pad,
    "ReduceMean": mean, "Resize": resize, "Upsample": resize, "DepthToSpace": depth_to_space,
    "Constant": constant, "Shape": shape, "Identity": passed, "Cast": passed,
}  # fmt: skip
