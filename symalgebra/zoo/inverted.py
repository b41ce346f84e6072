"""Inverted residual blocks, the part that MobileNetV2 and V3, MNASNet and EfficientNet share."""

from __future__ import annotations

from symalgebra.formula import Size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import ReLU6
from symalgebra.shape import same

from .parts import conv, shortcut


def inverted(
    before: Size,
    hidden: Size,
    width: Size,
    kernel: int = 3,
    stride: int = 1,
    act: Layer = ReLU6(),  # noqa: B008 (immutable)
    gate: Layer = Id,
) -> Layer:
    """Wider by a 1x1, depthwise, gated, narrower by a 1x1; a shortcut where the shapes agree.

    From `before` to `width` channels by way of `hidden`; without the first 1x1 where that changes nothing.
    Sandler, Howard, Zhu, Zhmoginov, Chen, "MobileNetV2", CVPR 2018.
    """
    wide = Id if same(hidden, before) else conv(hidden) >> act
    depthwise = conv(hidden, kernel, stride, groups=hidden) >> act
    return shortcut(before, width, stride, wide >> depthwise >> gate >> conv(width))


def fused(
    before: Size,
    hidden: Size,
    width: Size,
    kernel: int = 3,
    stride: int = 1,
    act: Layer = ReLU6(),  # noqa: B008 (immutable)
) -> Layer:
    """One full convolution in place of the first 1x1 and the depthwise one.

    Tan, Le, "EfficientNetV2: smaller models and faster training", ICML 2021.
    """
    wide = conv(width if same(hidden, before) else hidden, kernel, stride) >> act
    return shortcut(before, width, stride, wide if same(hidden, before) else wide >> conv(width))
