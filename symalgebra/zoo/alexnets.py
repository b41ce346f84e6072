"""AlexNet and its successor ZFNet: five convolutions, three pools, three linear layers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.layer import Id, Layer
from symalgebra.leaves import (
    AdaptiveAvgPool,
    Conv,
    Dropout,
    Flatten,
    Linear,
    LocalResponseNorm,
    MaxPool,
)

from .family import SIZE, Family
from .parts import RELU, Stages, Value, matched, series

__all__ = ["alexnet", "alexnet_paper", "zfnet"]

# Of each convolution: kernel, stride, padding. Pools follow the first, the second and the last.
ONE_TOWER = ((11, 4, 2), (5, 1, 2), (3, 1, 1), (3, 1, 1), (3, 1, 1))
PAPER = ((11, 4, 0), (5, 1, 2), (3, 1, 1), (3, 1, 1), (3, 1, 1))
ZEILER = ((7, 2, 1), (5, 2, 0), (3, 1, 1), (3, 1, 1), (3, 1, 1))
POOLED = (0, 1, 4)


def alexnet_stages(
    widths: Sequence[Value] = (64, 192, 384, 256, 256),
    classes: Value = 1000,
    *,
    windows: Sequence[tuple[int, int, int]] = ONE_TOWER,
    hidden: Value = 4096,
    normed: bool = False,
    ceil_mode: bool = False,
    groups: Sequence[Value] = (1, 1, 1, 1, 1),
) -> Stages:
    """The rows of `alexnet`."""
    rows = []
    for number, (width, window) in enumerate(zip(matched("widths", widths, windows), windows, strict=True)):
        kernel, stride, padding = window
        norm = LocalResponseNorm(5) if normed and number < 2 else Id
        pool = MaxPool(3, stride=2, ceil_mode=ceil_mode) if number in POOLED else Id
        layer = Conv(width, kernel, stride=stride, padding=padding, groups=groups[number]) >> RELU
        rows.append((f"convolution {number + 1}", layer >> norm >> pool))
    if classes is None:
        return rows
    linear = Dropout() >> Linear(hidden) >> RELU
    return [*rows, ("head", AdaptiveAvgPool(6) >> Flatten() >> linear >> linear >> Linear(classes))]


def alexnet(
    widths: Sequence[Value] = (64, 192, 384, 256, 256), classes: Value = 1000, **options: Value
) -> Layer:
    """AlexNet: convolutions of widths[i] channels, three pools, and two linear layers of `hidden` units.

    Options: `windows`, kernel, stride and padding of each convolution; `groups` of each; `hidden`; `normed`,
    for local response normalisation after the first two; `ceil_mode` of the pools. As it stands it is the one
    tower of the second paper, as in torchvision; `alexnet_paper` has the first one's widths and two towers.
    `classes=None` leaves the head off.

    Krizhevsky, Sutskever, Hinton, "ImageNet classification with deep convolutional neural networks", NIPS
    2012; Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014. ZFNet: Zeiler,
    Fergus, "Visualizing and understanding convolutional networks", ECCV 2014.

    >>> from symalgebra import dims, macs, params
    >>> w = dims("w")
    >>> params(alexnet((w, 3 * w, 6 * w, 4 * w, 4 * w)), (3, 224, 224))
    597*w**2 + 590205*w + 20882408
    >>> x = (3, 227, 227)
    >>> params(alexnet(), x), params(alexnet_paper(), x), macs(alexnet_paper(), x)
    (61100840, 60965224, 724406816)
    """
    return series(alexnet_stages(widths, classes, **options))


alexnet_paper = partial(alexnet, (96, 256, 384, 384, 256), windows=PAPER, normed=True, groups=(1, 2, 1, 2, 2))
zfnet = partial(alexnet, (96, 256, 384, 384, 256), windows=ZEILER, normed=True, ceil_mode=True)

ALEXNET = Family(
    "alexnet",
    "AlexNet",
    "Krizhevsky: One weird trick for parallelizing convolutional neural networks. 2014",
    {"w": "channels of the first convolution", "h": "hidden units"} | SIZE,
    ("3", "H", "H"),
    lambda v: alexnet_stages([k * v["w"] for k in (1, 3, 6, 4, 4)], hidden=v["h"]),
    {"alexnet": ((64, 4096, 224), (61100840, 714188480))},
)
