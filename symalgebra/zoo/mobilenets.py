"""MobileNet V1 and V2: depthwise convolutions, and one multiplier for all widths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import Size, maximum, size
from symalgebra.layer import Layer
from symalgebra.leaves import Dropout, ReLU6

from .family import SIZE, Family
from .inverted import inverted
from .parts import RELU, Stages, Value, conv, divisible, exact, floor, head, run, series

__all__ = [
    "mobilenet_v1", "mobilenet_v1_025", "mobilenet_v1_050", "mobilenet_v1_075", "mobilenet_v2",
    "mobilenet_v2_050", "mobilenet_v2_075", "mobilenet_v2_140", "mobilenetv1_100",
]  # fmt: skip


def separable(before: Size, width: Size, stride: int = 1) -> Layer:
    """A depthwise 3x3 and a pointwise convolution, from `before` to `width` channels."""
    return conv(before, 3, stride, groups=before) >> RELU >> conv(width) >> RELU


def mobilenet_v1_stages(
    alpha: Value = 1, classes: Value = 1000, blocks: Sequence[Value] = (1, 2, 2, 6, 2)
) -> Stages:
    """The rows of `mobilenet_v1`."""
    width = floor(32 * exact(alpha))
    rows = [("stem", conv(width, 3, stride=2) >> RELU)]
    for number, count in enumerate(blocks):
        before, width = width, floor(64 * 2**number * exact(alpha))
        first = separable(before, width, stride=2 if number else 1)
        rows.append((f"stage {number + 1}", run(first, separable(width, width), count)))
    return rows + head(classes)


def mobilenet_v1(alpha: Value = 1, classes: Value = 1000, blocks: Sequence[Value] = (1, 2, 2, 6, 2)) -> Layer:
    """MobileNet: in stage s, blocks[s] separable convolutions of floor(64*2**s*alpha) channels.

    The stem and every stage but the first halve the resolution. `classes=None` leaves the head off.

    Howard, Zhu, Chen, Kalenichenko, Wang, Weyand, Andreetto, Adam, "MobileNets", 2017. By the width
    w = 32*alpha of the stem:

    >>> from symalgebra import dims, macs, params
    >>> w, q = dims("w q")
    >>> net, x = mobilenet_v1(alpha=w / 32), (3, 32 * q, 32 * q)
    >>> params(net, x), params(net, x).at(w=32)
    (3066*w**2 + 34106*w + 1000, 4231976)
    >>> macs(net, x).subs(q=7), macs(net, x).at(w=32, q=7)
    (526848*w**2 + 914000*w, 568740352)
    """
    return series(mobilenet_v1_stages(alpha, classes, blocks))


# Of each stage: expansion, channels, blocks, stride of the first block (table 2 of the paper).
SETTING = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)


def mobilenet_v2_stages(
    width_mult: Value = 1,
    classes: Value = 1000,
    setting: Sequence[Sequence[Value]] = SETTING,
    round_nearest: int = 8,
) -> Stages:
    """The rows of `mobilenet_v2`."""
    alpha = exact(width_mult)
    width = divisible(32 * alpha, round_nearest)
    rows = [("stem", conv(width, 3, stride=2) >> ReLU6())]
    for number, (expand, channels, count, stride) in enumerate(setting, 1):
        before, width = width, divisible(size(channels) * alpha, round_nearest)
        first = inverted(before, size(expand) * before, width, stride=stride)
        later = inverted(width, size(expand) * width, width)
        rows.append((f"stage {number}", run(first, later, count)))
    # As rounding keeps order, this is 1280*max(1, width_mult) made divisible.
    last = maximum(divisible(1280, round_nearest), divisible(1280 * alpha, round_nearest))
    rows.append(("last", conv(last) >> ReLU6()))
    return rows + head(classes, Dropout(0.2))


def mobilenet_v2(
    width_mult: Value = 1,
    classes: Value = 1000,
    setting: Sequence[Sequence[Value]] = SETTING,
    round_nearest: int = 8,
) -> Layer:
    """MobileNetV2 of the width multiplier `width_mult`, all widths made `divisible` by `round_nearest`.

    A row (expansion, channels, blocks, stride) of the setting is a stage; the last convolution has
    1280*max(1, width_mult) channels. `classes=None` leaves the head off. A symbolic multiplier is any
    formula, such as a/100. A block has its shortcut where its widths are one formula; a number so small that
    rounding makes two stages equally wide gives one shortcut more, which changes `paths` alone.

    Sandler, Howard, Zhu, Zhmoginov, Chen, "MobileNetV2: inverted residuals and linear bottlenecks", CVPR
    2018.

    >>> from symalgebra import dims, macs, params
    >>> params(mobilenet_v2(dims("a")), (3, 224, 224))
    2124672*a**2 + 1379200*a + 1000
    >>> params(mobilenet_v2(), (3, 224, 224)), macs(mobilenet_v2(), (3, 224, 224))
    (3504872, 300774272)
    >>> params(mobilenet_v2(0.35), (3, 224, 224))
    1677128
    """
    return series(mobilenet_v2_stages(width_mult, classes, setting, round_nearest))


mobilenet_v1_025 = partial(mobilenet_v1, 0.25)
mobilenet_v1_050 = partial(mobilenet_v1, 0.5)
mobilenet_v1_075 = partial(mobilenet_v1, 0.75)
mobilenetv1_100 = mobilenet_v1  # timm's name
mobilenet_v2_050 = partial(mobilenet_v2, 0.5)
mobilenet_v2_075 = partial(mobilenet_v2, 0.75)
mobilenet_v2_140 = partial(mobilenet_v2, 1.4)

MOBILENET_V1 = Family(
    "mobilenet-v1",
    "MobileNet V1 of multiplier w/32",
    "Howard, Zhu, Chen, Kalenichenko, Wang, Weyand, Andreetto, Adam: MobileNets. 2017",
    {"w": "channels of the stem"} | SIZE,
    ("3", "H", "H"),
    lambda v: mobilenet_v1_stages(exact(v["w"]) / 32),
    {
        "mobilenet_v1_025": ((8, 224), (470072, 41030272)),
        "mobilenet_v1_050": ((16, 224), (1331592, 149497088)),
        "mobilenet_v1_075": ((24, 224), (2585560, 325400448)),
        "mobilenet_v1": ((32, 224), (4231976, 568740352)),
    },
)

MOBILENET_V2 = Family(
    "mobilenet-v2",
    "MobileNet V2 of multiplier a/100",
    "Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2. CVPR 2018",
    {"a": "width multiplier in hundredths"} | SIZE,
    ("3", "H", "H"),
    lambda v: mobilenet_v2_stages(exact(v["a"]) / 100),
    {
        "mobilenet_v2_050": ((50, 224), (1968680, 97131840)),
        "mobilenet_v2_075": ((75, 224), (2636424, 209069792)),
        "mobilenet_v2": ((100, 224), (3504872, 300774272)),
        "mobilenet_v2_140": ((140, 224), (6108776, 582195824)),
    },
)
