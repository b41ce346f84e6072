"""MNASNet: inverted residuals of several kernels and expansions, found by search for speed on a phone."""

from __future__ import annotations

from functools import partial

from symalgebra.layer import Layer
from symalgebra.leaves import Dropout

from .family import SIZE, Family
from .inverted import inverted
from .parts import RELU, Stages, Value, conv, divisible, exact, head, run, series

__all__ = ["mnasnet", "mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3"]

# Of a stage: expansion, kernel, stride of the first block, channels, blocks (figure 7 of the paper, B1).
SETTING = (
    (3, 3, 2, 24, 3),
    (3, 5, 2, 40, 3),
    (6, 5, 2, 80, 3),
    (6, 3, 1, 96, 2),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)


def mnasnet_stages(alpha: Value = 1, classes: Value = 1000) -> Stages:
    """The rows of `mnasnet`."""
    alpha, act = exact(alpha), RELU
    before, width = divisible(32 * alpha), divisible(16 * alpha)
    separable = conv(before, 3, groups=before) >> act >> conv(width)
    rows = [("stem", conv(before, 3, stride=2) >> act >> separable)]
    for number, (expand, kernel, stride, channels, count) in enumerate(SETTING, 1):
        before, width = width, divisible(channels * alpha)
        first = inverted(before, expand * before, width, kernel, stride, act)
        later = inverted(width, expand * width, width, kernel, 1, act)
        rows.append((f"stage {number}", run(first, later, count)))
    return [*rows, ("last", conv(1280) >> act), *head(classes, Dropout(0.2))]


def mnasnet(alpha: Value = 1, classes: Value = 1000) -> Layer:
    """MNASNet-B1 of the width multiplier `alpha`, all widths but the last made `divisible` by 8.

    `classes=None` leaves the head off. A symbolic multiplier is any formula, such as a/100.

    Tan, Chen, Pang, Vasudevan, Sandler, Howard, Le, "MnasNet: platform-aware neural architecture search for
    mobile", CVPR 2019, in torchvision's version.

    >>> from symalgebra import dims, macs, params
    >>> a = dims("a")
    >>> params(mnasnet(a), (3, 224, 224))
    2493440*a**2 + 606312*a + 1283560
    >>> params(mnasnet(a / 100), (3, 224, 224)).at(a=50), params(mnasnet1_0(), (3, 224, 224))
    (2218512, 4383312)
    """
    return series(mnasnet_stages(alpha, classes))


mnasnet0_5 = partial(mnasnet, 0.5)
mnasnet0_75 = partial(mnasnet, 0.75)
mnasnet1_0 = partial(mnasnet, 1)
mnasnet1_3 = partial(mnasnet, 1.3)

MNASNET = Family(
    "mnasnet",
    "MNASNet-B1 of multiplier a/100",
    "Tan, Chen, Pang, Vasudevan, Sandler, Howard, Le: MnasNet. CVPR 2019",
    {"a": "width multiplier in hundredths"} | SIZE,
    ("3", "H", "H"),
    lambda v: mnasnet_stages(exact(v["a"]) / 100),
    {
        "mnasnet0_5": ((50, 224), (2218512, 104455968)),
        "mnasnet0_75": ((75, 224), (3170208, 215493104)),
        "mnasnet1_0": ((100, 224), (4383312, 314415872)),
        "mnasnet1_3": ((130, 224), (6282256, 526362432)),
    },
)
