"""Functions and methods of tensors as leaves and junctions; a name stands for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import UnsupportedLayer
from ...formula import formula, size
from ...leaves import (
    ELU,
    GELU,
    AdaptiveAvgPool,
    AvgPool,
    Chunk,
    Dropout,
    GlobalAvgPool,
    HardSigmoid,
    HardSwish,
    LeakyReLU,
    MaxPool,
    Mish,
    PixelShuffle,
    PixelUnshuffle,
    ReLU,
    ReLU6,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
    Upsample,
)
from ..building import Building, Tensor, even
from ..reshaping import reshaped
from . import shaping
from .calls import Call, places

Rule = Callable[[Building, Call], Any]


def point(make: Callable[..., Any], *names: str) -> Rule:
    """A function of each scalar, with arguments that follow the tensor."""

    def apply(to: Building, call: Call) -> Tensor:
        found = {name: call.get(place, name, None) for place, name in enumerate(names, 1)}
        given = {name: value for name, value in found.items() if value is not None}
        return to.put(make(**given), call.read, call.name)

    return apply


def mean(to: Building, call: Call) -> Tensor:
    """mean(x, dim, keepdim) over all positions."""
    read = call.read
    found = set(places(call.get(1, "dim"), read))
    spatial = set(range(1, len(read.dims))) if read.last else set(range(2, len(read.dims) + 1))
    if found != spatial or read.split:
        raise UnsupportedLayer(f"a mean of {read.dims} over {sorted(found)}: only over all positions")
    pooled = to.put(GlobalAvgPool(), read, call.name)
    return pooled if call.get(2, "keepdim", False) else reshaped(to, pooled, [-1], f"{call.name}.flat")


def softmax(to: Building, call: Call) -> Tensor:
    """softmax(x, dim) over the channels."""
    read, dim = call.read, call.get(1, "dim", None)
    if dim is None or places(dim, read) != [read.axis]:
        raise UnsupportedLayer(f"a softmax of {read.dims} along dimension {dim}, which is not the channels'")
    return to.put(Softmax(), read, call.name)


def concat(to: Building, call: Call) -> Tensor:
    """cat(tensors, dim) along the channels."""
    several = [call.tensor(value) for value in call.get(0, "tensors")]
    first, dim = several[0], call.get(1, "dim", 0)
    if places(dim, first) != [first.axis]:
        raise UnsupportedLayer(f"a concat of {first.dims} along dimension {dim}, which is not the channels'")
    return to.join("concat", several, call.name) if len(several) > 1 else first


def chunk(to: Building, call: Call) -> tuple[Tensor, ...]:
    """chunk(x, chunks, dim) of the channels, in equal parts."""
    read, number, dim = call.read, call.get(1, "chunks"), call.get(2, "dim", 0)
    if places(dim, read) != [read.axis]:
        raise UnsupportedLayer(f"chunks of {read.dims} along dimension {dim}, which is not the channels'")
    return tuple(to.put(Chunk(number, i), read, f"{call.name}.{i}") for i in range(number))


def max_pool(to: Building, call: Call) -> Tensor:
    """max_pool(x, kernel_size, stride, padding, dilation, ceil_mode)."""
    names = {"kernel_size": None, "stride": None, "padding": 0, "dilation": 1, "ceil_mode": False}
    found = [even(call.get(place, *item)) for place, item in enumerate(names.items(), 1)]
    return to.put(MaxPool(*found), call.read.images, call.name)


def avg_pool(to: Building, call: Call) -> Tensor:
    """avg_pool(x, kernel_size, stride, padding, ceil_mode, count_include_pad)."""
    names = {"kernel_size": None, "stride": None, "padding": 0, "ceil_mode": False, "count_include_pad": True}
    found = [even(call.get(place, *item)) for place, item in enumerate(names.items(), 1)]
    return to.put(AvgPool(*found), call.read.images, call.name)


def adaptive(to: Building, call: Call) -> Tensor:
    """adaptive_avg_pool(x, output_size)."""
    size = even(call.get(1, "output_size"))
    return to.put(GlobalAvgPool() if size == 1 else AdaptiveAvgPool(size), call.read.images, call.name)


def resized(to: Building, call: Call) -> Tensor:
    """interpolate(x, size, scale_factor, mode, align_corners) by whole factors."""
    read = call.read.images
    target, factor = call.get(1, "size", None), call.get(2, "scale_factor", None)
    if factor is None:
        sizes = target if isinstance(target, tuple | list) else (target,) * read.x.rank
        factor = tuple(size(formula(t) / r) for t, r in zip(sizes, read.x.resolution, strict=True))
    factors = factor if isinstance(factor, tuple | list) else (factor,) * read.x.rank
    if not all(isinstance(f, int | float) and f == int(f) for f in factors):
        raise UnsupportedLayer(f"an enlargement of {read.dims} by {factors}: only by whole factors")
    mode, corners = call.get(3, "mode", "nearest"), bool(call.get(4, "align_corners", None))
    return to.put(Upsample(even(tuple(map(int, factors))), mode or "nearest", corners), read, call.name)


def passed(to: Building, call: Call) -> Any:
    """What changes no scalar."""
    return call.get(0, "input")


RULES: dict[str, Rule] = {
    "relu": point(ReLU), "relu6": point(ReLU6), "sigmoid": point(Sigmoid), "tanh": point(Tanh),
    "hardsigmoid": point(HardSigmoid), "hardswish": point(HardSwish), "silu": point(SiLU),
    "mish": point(Mish), "leaky_relu": point(LeakyReLU, "negative_slope"), "elu": point(ELU, "alpha"),
    "gelu": point(GELU, "approximate"), "softplus": point(Softplus, "beta", "threshold"),
    "dropout": point(Dropout, "p"), "dropout2d": point(Dropout, "p"),
    **shaping.RULES, "mean": mean, "softmax": softmax,
    **dict.fromkeys(("cat", "concat", "concatenate"), concat),
    "chunk": chunk, "interpolate": resized,
    **{f"max_pool{rank}d": max_pool for rank in (1, 2, 3)},
    **{f"avg_pool{rank}d": avg_pool for rank in (1, 2, 3)},
    **{f"adaptive_avg_pool{rank}d": adaptive for rank in (1, 2, 3)},
    "pixel_shuffle": point(PixelShuffle, "upscale_factor"),
    "pixel_unshuffle": point(PixelUnshuffle, "downscale_factor"),
    **dict.fromkeys(("contiguous", "clone", "detach", "float", "to", "stochastic_depth"), passed),
}  # fmt: skip
