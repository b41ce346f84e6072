"""MobileNetV3: inverted residuals found by search, some gated, some with a hard swish."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from symalgebra.formula import floordiv, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import Dropout, Flatten, GlobalAvgPool, HardSigmoid, HardSwish, Linear

from .family import SIZE, Family
from .inverted import inverted
from .parts import RELU, Stages, Value, conv, divisible, exact, series, squeeze

__all__ = [
    "mobilenet_v3", "mobilenet_v3_large", "mobilenet_v3_large_075", "mobilenet_v3_small",
    "mobilenet_v3_small_075",
]  # fmt: skip


class Row(NamedTuple):
    """A block: kernel, hidden and output channels, whether it is gated, its activation, its stride."""

    kernel: int
    hidden: int
    channels: int
    gated: bool
    act: Layer
    stride: int


R, H = RELU, HardSwish()

# Tables 1 and 2 of the paper, and the width of the first linear layer.
LARGE = (
    Row(3, 16, 16, False, R, 1),
    Row(3, 64, 24, False, R, 2),
    Row(3, 72, 24, False, R, 1),
    Row(5, 72, 40, True, R, 2),
    *[Row(5, 120, 40, True, R, 1)] * 2,
    Row(3, 240, 80, False, H, 2),
    Row(3, 200, 80, False, H, 1),
    *[Row(3, 184, 80, False, H, 1)] * 2,
    Row(3, 480, 112, True, H, 1),
    Row(3, 672, 112, True, H, 1),
    Row(5, 672, 160, True, H, 2),
    *[Row(5, 960, 160, True, H, 1)] * 2,
)
SMALL = (
    Row(3, 16, 16, True, R, 2),
    Row(3, 72, 24, False, R, 2),
    Row(3, 88, 24, False, R, 1),
    Row(5, 96, 40, True, H, 2),
    *[Row(5, 240, 40, True, H, 1)] * 2,
    Row(5, 120, 48, True, H, 1),
    Row(5, 144, 48, True, H, 1),
    Row(5, 288, 96, True, H, 2),
    *[Row(5, 576, 96, True, H, 1)] * 2,
)


def reduced(setting: Sequence[Row]) -> list[Row]:
    """The setting with the last three blocks half as wide, the first of them inside only as before."""
    first, *later = setting[-3:]
    narrow = [row._replace(hidden=row.hidden // 2, channels=row.channels // 2) for row in later]
    return [*setting[:-3], first._replace(channels=first.channels // 2), *narrow]


def block(before: Value, row: Row, alpha: Value) -> Layer:
    """A row of the setting, as a layer."""
    hidden = divisible(row.hidden * alpha)
    gate = squeeze(divisible(floordiv(hidden, 4)), hidden, gate=HardSigmoid()) if row.gated else Id
    return inverted(before, hidden, divisible(row.channels * alpha), row.kernel, row.stride, row.act, gate)


def mobilenet_v3_stages(
    setting: Sequence[Row],
    last: Value,
    width_mult: Value = 1,
    classes: Value = 1000,
    reduced_tail: bool = False,
) -> Stages:
    """The rows of `mobilenet_v3`."""
    alpha, width = exact(width_mult), divisible(16 * exact(width_mult))
    rows = [("stem", conv(width, 3, stride=2) >> H)]
    for number, row in enumerate(reduced(setting) if reduced_tail else setting, 1):
        rows.append((f"block {number}", block(width, row, alpha)))
        width = divisible(row.channels * alpha)
    rows.append(("last", conv(6 * width) >> H))
    if classes is None:
        return rows
    hidden = divisible(floordiv(size(last), 1 + reduced_tail) * alpha)
    linear = Linear(hidden) >> H >> Dropout(0.2) >> Linear(classes)
    return [*rows, ("head", GlobalAvgPool() >> Flatten() >> linear)]


def mobilenet_v3(
    setting: Sequence[Row],
    last: Value,
    width_mult: Value = 1,
    classes: Value = 1000,
    reduced_tail: bool = False,
) -> Layer:
    """MobileNetV3 of the width multiplier `width_mult`, all widths made `divisible` by 8.

    `setting` has a row for each block, `last` is the width of the first linear layer. `reduced_tail` halves
    the widths of the last blocks. `classes=None` leaves the head off. A symbolic multiplier is any formula.

    Howard, Sandler, Chu, Chen, Chen, Tan, Wang, Zhu, Pang, Vasudevan, Le, Adam, "Searching for MobileNetV3",
    ICCV 2019.

    >>> from symalgebra import dims, macs, params
    >>> a, H = dims("a H")
    >>> params(mobilenet_v3_large(20 * a, classes=None), (3, H, H))
    1139443200*a**2 + 2430200*a
    >>> net, x = mobilenet_v3_large(a / 100), (3, H, H)
    >>> params(net, x).at(a=100), params(net, x).at(a=75), macs(net, x).at(a=100, H=224)
    (5483032, 3377576, 216589760)
    """
    return series(mobilenet_v3_stages(setting, last, width_mult, classes, reduced_tail))


mobilenet_v3_large = partial(mobilenet_v3, LARGE, 1280)
mobilenet_v3_small = partial(mobilenet_v3, SMALL, 1024)
mobilenet_v3_large_075 = partial(mobilenet_v3_large, width_mult=0.75)
mobilenet_v3_small_075 = partial(mobilenet_v3_small, width_mult=0.75)


def family(name: str, setting: Sequence[Row], last: int, *published: tuple[int, int]) -> Family:
    """The family of one setting."""
    return Family(
        name.replace("_", "-"),
        f"MobileNet V3 {name.split('_')[-1]} of multiplier a/100",
        "Howard, Sandler, Chu, Chen, Chen, Tan, Wang, Zhu, Pang, Vasudevan, Le, Adam: Searching for "
        "MobileNetV3. ICCV 2019",
        {"a": "width multiplier in hundredths"} | SIZE,
        ("3", "H", "H"),
        lambda v: mobilenet_v3_stages(setting, last, exact(v["a"]) / 100),
        {name: ((100, 224), published[0]), f"{name}_075": ((75, 224), published[1])},
    )


MOBILENET_V3_LARGE = family("mobilenet_v3_large", LARGE, 1280, (5483032, 216589760), (3377576, 140033816))
MOBILENET_V3_SMALL = family("mobilenet_v3_small", SMALL, 1024, (2542856, 56510400), (1653920, 39115576))
