"""Which leaves are affine, and into how many affine pieces the others fall."""

from __future__ import annotations

from typing import Any

from ...errors import SymalgebraError
from ...formula import Size, formula, nonnegative, size
from ...leaves import (
    AdaptiveAvgPool,
    AvgPool,
    BatchNorm,
    ChannelShuffle,
    Conv,
    ConvTranspose,
    Crop,
    Dropout,
    Flatten,
    GlobalAvgPool,
    HardSigmoid,
    LeakyReLU,
    Linear,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    PReLU,
    ReLU,
    ReLU6,
    Scale,
    Upsample,
)
from ...shape import Shape

AFFINE = (
    AdaptiveAvgPool, AvgPool, ChannelShuffle, Conv, ConvTranspose, Crop, Dropout, Flatten, GlobalAvgPool,
    Linear, Pad, PixelShuffle, PixelUnshuffle, Scale, Upsample,
)  # fmt: skip
BROKEN = (HardSigmoid, LeakyReLU, PReLU, ReLU, ReLU6)  # affine between their breakpoints
RECTIFIERS = (ReLU, ReLU6, HardSigmoid)  # constant, rising, and constant again or not: monotone


class NotPiecewiseLinear(SymalgebraError):
    """A layer is not piecewise linear in its input, so that the network has no linear regions."""


def affine(leaf: Any) -> bool:
    """Whether a leaf is an affine map of its input, at inference and for any weights."""
    return type(leaf) in AFFINE or (type(leaf) is BatchNorm and leaf.track_running_stats)


def breakpoints(leaf: Any, x: Shape) -> int:
    """How many breakpoints the activation has: 0 for an affine leaf."""
    if affine(leaf):
        return 0
    if type(leaf) not in BROKEN:
        raise NotPiecewiseLinear(f"{leaf} on {x} is not piecewise linear")
    return leaf.breakpoints


def decided(slack: Size) -> bool | None:
    """Whether a value is at least 0: True, False for a value below 0, None where that is open."""
    if nonnegative(slack):
        return True
    return False if nonnegative(size(-formula(slack) - 1)) else None
