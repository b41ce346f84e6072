"""Operators that slide a window: convolutions and pools."""

from __future__ import annotations

from typing import Any

from ...errors import ImportFailed, ShapeError, UnsupportedLayer
from ...leaves import AvgPool, Conv, ConvTranspose, GlobalAvgPool, GlobalMaxPool, MaxPool
from ...leaves.sliding import same
from ..building import Building, Tensor, even
from ..constants import Weights
from .values import Node


def conv(to: Building, node: Node) -> Tensor:
    """Conv: weights (out, in/groups, *kernel)."""
    read, weights, groups = filtered(node)
    if weights.dims[1] * groups != read.x.channels:
        raise ShapeError(f"weights for {weights.dims[1] * groups} channels, the input has {read.x.channels}")
    kernel = weights.dims[2:]
    window = sliding(node, read, kernel)
    layer = Conv(weights.dims[0], even(kernel), groups=groups, bias=node.read(2) is not None, **window)
    return to.put(layer, read, node.name, to.tied(node.weights))


def transposed(to: Building, node: Node) -> Tensor:
    """ConvTranspose: weights (in, out/groups, *kernel)."""
    read, weights, groups = filtered(node)
    if weights.dims[0] != read.x.channels:
        raise ShapeError(f"weights for {weights.dims[0]} channels, and the input has {read.x.channels}")
    if node.get("auto_pad", "NOTSET") not in ("NOTSET", "VALID") or node.ints("output_shape"):
        raise UnsupportedLayer("a padding found from the output: write it as pads")
    kernel = weights.dims[2:]
    window = sliding(node, read, kernel)
    extra = even(node.ints("output_padding", (0,) * len(kernel)))
    bias = node.read(2) is not None
    layer = ConvTranspose(
        weights.dims[1] * groups, even(kernel), groups=groups, bias=bias, output_padding=extra, **window
    )
    return to.put(layer, read, node.name, to.tied(node.weights))


def filtered(node: Node) -> tuple[Tensor, Weights, int]:
    """What a convolution reads, its weights, and its groups."""
    read, weights = node.of(Tensor, 0).images, node.of(Weights, 1)
    if len(weights.dims) != read.x.rank + 2 or len(weights.dims) < 3:
        raise ShapeError(f"weights {weights.dims} for an input {read.dims}")
    if node.ints("kernel_shape", weights.dims[2:]) != weights.dims[2:]:
        raise ImportFailed(f"a kernel that is not that of the weights {weights.dims}")
    return read, weights, node.get("group", 1)


def sliding(node: Node, read: Tensor, kernel: tuple[int, ...]) -> dict[str, Any]:
    """Stride, padding and dilation."""
    ones = (1,) * len(kernel)
    strides, dilations = node.ints("strides", ones), node.ints("dilations", ones)
    mode = node.get("auto_pad", "NOTSET")
    found = {"stride": even(strides), "dilation": even(dilations)}
    if mode == "SAME_UPPER":
        return {**found, "padding": "same"}
    if mode == "SAME_LOWER":
        windows = same(read.x.resolution, kernel, strides, dilations)
        ends = tuple((w.right, w.left) for w in windows)
        if any(end != end[::-1] for end in ends):
            raise UnsupportedLayer("auto_pad SAME_LOWER with an odd padding: write it as pads")
        return {**found, "padding": ends}
    return {**found, "padding": 0 if mode == "VALID" else ends_of(node.ints("pads"), len(kernel))}


def ends_of(pads: tuple[int, ...] | None, rank: int) -> Any:
    """Padding from (begin1, ..., end1, ...): one number, one for each dimension, or pairs."""
    if pads is None:
        return 0
    if len(pads) != 2 * rank:
        raise ImportFailed(f"{len(pads)} pads for {rank} spatial dimensions")
    pairs = tuple(zip(pads[:rank], pads[rank:], strict=True))
    return even(tuple(p for p, _ in pairs)) if all(p == q for p, q in pairs) else pairs


def max_pool(to: Building, node: Node) -> Tensor:
    """MaxPool; the places of the maxima are left out."""
    read, kernel, window = pooled(node)
    return to.put(MaxPool(even(kernel), ceil_mode=bool(node.get("ceil_mode", 0)), **window), read, node.name)


def avg_pool(to: Building, node: Node) -> Tensor:
    """AveragePool."""
    read, kernel, window = pooled(node)
    if window.pop("dilation") != 1:
        raise UnsupportedLayer("a mean under a dilated window")
    include = bool(node.get("count_include_pad", 0)) or window["padding"] == 0
    layer = AvgPool(
        even(kernel), ceil_mode=bool(node.get("ceil_mode", 0)), count_include_pad=include, **window
    )
    return to.put(layer, read, node.name)


def pooled(node: Node) -> tuple[Tensor, tuple[int, ...], dict[str, Any]]:
    """What a pool reads, its kernel, and how it slides."""
    read = node.of(Tensor, 0).images
    kernel = node.ints("kernel_shape")
    if not kernel or len(kernel) != read.x.rank:
        raise ImportFailed(f"a kernel of {len(kernel or ())} dimensions for an input {read.dims}")
    return read, kernel, sliding(node, read, kernel)


def global_avg(to: Building, node: Node) -> Tensor:
    """GlobalAveragePool."""
    return to.put(GlobalAvgPool(), node.of(Tensor, 0).images, node.name)


def global_max(to: Building, node: Node) -> Tensor:
    """GlobalMaxPool."""
    return to.put(GlobalMaxPool(), node.of(Tensor, 0).images, node.name)


RULES = {
    "Conv": conv, "ConvTranspose": transposed, "MaxPool": max_pool, "AveragePool": avg_pool,
    "GlobalAveragePool": global_avg, "GlobalMaxPool": global_max,
}  # fmt: skip
