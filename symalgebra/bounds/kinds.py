"""Which leaves are affine, and into how many affine pieces the others fall."""

from __future__ import annotations

from typing import Any

from ..errors import SymalgebraError
from ..formula import Size, ceildiv, floordiv, formula, multiply, nonnegative, size
from ..leaves import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    BatchNorm,
    ChannelShuffle,
    Conv,
    ConvTranspose,
    Crop,
    Dropout,
    Flatten,
    GlobalAvgPool,
    GlobalMaxPool,
    HardSigmoid,
    LeakyReLU,
    Linear,
    MaxPool,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    PReLU,
    ReLU,
    ReLU6,
    Scale,
    Upsample,
)
from ..shape import Shape

AFFINE = (
    AdaptiveAvgPool, AvgPool, ChannelShuffle, Conv, ConvTranspose, Crop, Dropout, Flatten, GlobalAvgPool,
    Linear, Pad, PixelShuffle, PixelUnshuffle, Scale, Upsample,
)  # fmt: skip
BREAKPOINTS: dict[type, int] = {ReLU: 1, LeakyReLU: 1, PReLU: 1, ReLU6: 2, HardSigmoid: 2}
RECTIFIERS = (ReLU, ReLU6, HardSigmoid)  # constant, rising, and constant again or not: monotone
MAXIMA = (MaxPool, GlobalMaxPool, AdaptiveMaxPool)


class NotPiecewiseLinear(SymalgebraError):
    """A layer is not piecewise linear in its input, so that the network has no linear regions."""


def affine(leaf: Any) -> bool:
    """Whether a leaf is an affine map of its input, at inference and for any weights."""
    return type(leaf) in AFFINE or (type(leaf) is BatchNorm and leaf.track_running_stats)


def breakpoints(leaf: Any, x: Shape) -> int:
    """How many breakpoints the activation has: 0 for an affine leaf."""
    if affine(leaf):
        return 0
    found = BREAKPOINTS.get(type(leaf))
    if found is None:
        raise NotPiecewiseLinear(f"{leaf} on {x} is not piecewise linear")
    return found


def candidates(leaf: Any, x: Shape, y: Shape) -> Size:
    """q: the most inputs among which one output of a max-pool is the greatest."""
    if type(leaf) is not AdaptiveMaxPool:
        return leaf.fan_in(x)
    return multiply(_longest(r, t) for r, t in zip(x.resolution, y.resolution, strict=True))


def _longest(r: Size, t: Size) -> Size:
    """The longest of t windows over r positions: r/t where t divides r, else at most ceil(r/t) + 1."""
    divides = formula(r) - formula(t) * floordiv(r, t) == 0
    return floordiv(r, t) if divides else size(formula(ceildiv(r, t)) + 1)


def comparisons(q: Size, y: Shape) -> Size:
    """q*(q - 1)/2 for each output: what tells which of q inputs is the greatest."""
    return size(formula(q) * (formula(q) - 1) / 2 * y.numel)


def decided(slack: Size) -> bool | None:
    """Whether a value is at least 0: True, False for a value below 0, None where that is open."""
    if nonnegative(slack):
        return True
    return False if nonnegative(size(-formula(slack) - 1)) else None
