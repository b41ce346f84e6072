"""What a leaf can do for some of its weights; see `parts`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..formula import Size, ceildiv, floordiv, formula, maximum, minimum, nonnegative, size
from ..leaves import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    BatchNorm,
    ChannelShuffle,
    Conv,
    ConvTranspose,
    Dropout,
    Flatten,
    GlobalAvgPool,
    GlobalMaxPool,
    LeakyReLU,
    Linear,
    MaxPool,
    PixelShuffle,
    PixelUnshuffle,
    PReLU,
    ReLU,
    ReLU6,
    Scale,
    Upsample,
)
from ..shape import Shape, Window


@dataclass(frozen=True)
class Can:
    """What a part of a network can do for some of its weights."""

    vanish: bool = False
    positive: bool = False
    covers: bool = False
    separate: bool = False
    mixes: bool = False
    shifts: bool = False
    either: bool = False


NONE = Can()
POSITIVE = Can(positive=True)
COVERS = Can(positive=True, covers=True)
SEPARATE = Can(positive=True, covers=True, separate=True)

BENT = (ReLU, ReLU6, LeakyReLU, PReLU)  # the identity on small numbers >= 0, and bent at 0
KEPT = (AdaptiveAvgPool, ChannelShuffle, Dropout, Flatten, GlobalAvgPool, Upsample)
SHUFFLED = (AdaptiveMaxPool, GlobalMaxPool, PixelShuffle, PixelUnshuffle)


def can(leaf: Any, x: Shape, y: Shape) -> Can:
    """What a leaf can do; nothing is known of a leaf that is not listed here."""
    kind = type(leaf)
    if kind in BENT or kind in KEPT:
        return SEPARATE
    if kind in SHUFFLED:
        return COVERS
    if kind in (AvgPool, MaxPool):
        if not meets(leaf, x):
            return NONE
        found = SEPARATE if kind is AvgPool else COVERS
        return found if covered(leaf, x, y) else POSITIVE
    if kind is Scale or (kind is BatchNorm and leaf.track_running_stats):
        return replace(
            SEPARATE, vanish=kind is Scale or leaf.affine, shifts=kind is BatchNorm and leaf.affine
        )
    if kind in (Linear, Conv, ConvTranspose):
        return _weighted(leaf, x, y)
    return NONE


def _weighted(leaf: Any, x: Shape, y: Shape) -> Can:
    """All weights 1 cover; one group, which reads all channels, mixes; a group for each is separate."""
    groups = getattr(leaf, "groups", 1)
    if type(leaf) is Conv and not meets(leaf, x):
        return Can(vanish=True, shifts=leaf.bias)
    covers = type(leaf) is Linear or covered(leaf, x, y)
    separate = covers and groups != 1 and groups == x.channels == y.channels
    return Can(True, True, covers, separate, covers and groups == 1, leaf.bias)


def covered(leaf: Any, x: Shape, y: Shape) -> bool:
    """Whether every scalar of the input is read, as far as its sizes tell."""
    if type(leaf) is ConvTranspose:
        return all(window.left == 0 and window.right == 0 for window in leaf.adjoint(x))
    sides = zip(leaf.windows(x), x.resolution, y.resolution, strict=True)
    return all(_covers(*side) for side in sides)


def _covers(window: Window, r: Size, outputs: Size) -> bool:
    """Windows without gaps, the last of which ends where the input does, or behind."""
    if window.dilation != 1 or not nonnegative(window.left):
        return False
    end = (formula(outputs) - 1) * window.stride - window.left + window.kernel
    return nonnegative(formula(window.kernel) - window.stride) and nonnegative(end - r)


def meets(leaf: Any, x: Shape) -> bool:
    """Whether the first window meets the input: without that a leaf may read padding alone."""
    return all(window.left == 0 or _meets(window) for window in leaf.windows(x))


def _meets(window: Window) -> bool:
    near = window.dilation == 1 and nonnegative(window.reach - 1 - formula(window.left))
    return near or _inner_tap(window)


def inner(leaf: Any, x: Shape) -> bool:
    """Whether one tap of the kernel lies inside the input at every output, to read scalars one by one."""
    if type(leaf) is Linear:
        return True
    return all(map(_inner_tap, leaf.windows(x)))


def _inner_tap(window: Window) -> bool:
    """Whether left <= j*dilation <= K - 1 - right for some tap j."""
    tap = formula(window.dilation) * ceildiv(window.left, window.dilation)
    return nonnegative(window.left) and nonnegative(window.reach - 1 - formula(window.right) - tap)


def seen(leaf: Any, x: Shape) -> Size:
    """The most scalars of the input that one output reads together, or a number that is no greater."""
    if type(leaf) is Linear:
        return x.channels
    found = formula(x.channels)
    for window, r in zip(leaf.windows(x), x.resolution, strict=True):
        found = found * _visible(window, r)
    return size(found)


def _visible(window: Window, r: Size) -> Size:
    """Along one dimension: all k taps where a whole window fits, else those of one from the border.

    Number q = floor(p/s) starts p - q*s before the input. With no less padding at the right than at the left
    it is there, or the first window reads all; else it may be behind the last one, which then counts.
    """
    k, s, p = window.kernel, window.stride, window.left
    first = formula(ceildiv(p, s)) * s - p
    if (p == 0 and window.right == 0) or nonnegative(formula(r) - window.reach - first):
        return k
    if window.dilation != 1:
        return int(_inner_tap(window))
    q = floordiv(p, s)
    if not nonnegative(formula(window.right) - p):
        q = minimum(q, size(formula(window.out(r)) - 1))
    return minimum(maximum(size(formula(k) - p + formula(s) * q), 0), r)
