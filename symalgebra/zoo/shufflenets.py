"""ShuffleNetV2: half of the channels pass by, the other half is convolved, and both are shuffled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import Size, size
from symalgebra.layer import Layer
from symalgebra.leaves import ChannelShuffle, Chunk, MaxPool
from symalgebra.leaves.sliding import quotient

from .family import SIZE, Family, counts, numbered
from .parts import RELU, Stages, Value, conv, head, matched, run, series

__all__ = [
    "shufflenet_v2", "shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5", "shufflenet_v2_x2_0",
]  # fmt: skip


def branch(width: Size, stride: int = 1) -> Layer:
    """A 1x1, a depthwise 3x3 and a 1x1 convolution."""
    return conv(width) >> RELU >> conv(width, 3, stride, groups=width) >> conv(width) >> RELU


def halving(before: Size, width: Size) -> Layer:
    """The unit that halves the resolution: both branches read all channels."""
    half = quotient(width, 2, "the channels")
    short = conv(before, 3, 2, groups=before) >> conv(half) >> RELU
    return (short | branch(half, 2)) >> ChannelShuffle(2)


def keeping(width: Size) -> Layer:
    """The unit that keeps the shape: half of the channels pass by."""
    return (Chunk(2, 0) | (Chunk(2, 1) >> branch(quotient(width, 2, "the channels")))) >> ChannelShuffle(2)


def shufflenet_v2_stages(
    widths: Sequence[Value],
    units: Sequence[Value] = (4, 8, 4),
    classes: Value = 1000,
    *,
    stem: Value = 24,
    last: Value = 1024,
) -> Stages:
    """The rows of `shufflenet_v2`."""
    before = size(stem)
    rows = [("stem", conv(before, 3, stride=2) >> RELU >> MaxPool(3, stride=2, padding=1))]
    for number, (count, given) in enumerate(zip(units, matched("widths", widths, units), strict=True), 1):
        width = size(given)
        rows.append((f"stage {number}", run(halving(before, width), keeping(width), count)))
        before = width
    return [*rows, ("last", conv(last) >> RELU), *head(classes)]


def shufflenet_v2(
    widths: Sequence[Value],
    units: Sequence[Value] = (4, 8, 4),
    classes: Value = 1000,
    **options: Value,
) -> Layer:
    """ShuffleNetV2 of units[s] units of widths[s] channels, which are even, in stage s.

    Every stage halves the resolution. Options: `stem` and `last`, the channels of the first and the last
    convolution. `classes=None` leaves the head off.

    Ma, Zhang, Zheng, Sun, "ShuffleNet V2: practical guidelines for efficient CNN architecture design", ECCV
    2018.

    >>> from symalgebra import dims, macs, params, paths
    >>> a, b, c, w = dims("a b c w")
    >>> net, x = shufflenet_v2((2 * w, 4 * w, 8 * w), (a, b, c)), (3, 224, 224)
    >>> units = 2*a*w**2 + 15*a*w + 8*b*w**2 + 30*b*w + 32*c*w**2 + 60*c*w
    >>> params(net, x) == units + 19*w**2 + 8320*w + 1028008, paths(net, x)
    (True, 2**(a + b + c))
    >>> params(shufflenet_v2_x1_0(), x), macs(shufflenet_v2_x1_0(), x)
    (2278604, 144907992)
    """
    return series(shufflenet_v2_stages(widths, units, classes, **options))


shufflenet_v2_x0_5 = partial(shufflenet_v2, (48, 96, 192))
shufflenet_v2_x1_0 = partial(shufflenet_v2, (116, 232, 464))
shufflenet_v2_x1_5 = partial(shufflenet_v2, (176, 352, 704))
shufflenet_v2_x2_0 = partial(shufflenet_v2, (244, 488, 976), last=2048)

SHUFFLENET_V2 = Family(
    "shufflenet-v2",
    "ShuffleNetV2",
    "Ma, Zhang, Zheng, Sun: ShuffleNet V2. ECCV 2018",
    numbered("units of stage", 3)
    | {"w": "half of the channels of the first stage", "l": "channels of the last convolution"}
    | SIZE,
    ("3", "H", "H"),
    lambda v: shufflenet_v2_stages([k * size(v["w"]) for k in (2, 4, 8)], counts(v), last=v["l"]),
    {
        "shufflenet_v2_x0_5": ((4, 8, 4, 24, 1024, 224), (1366792, 40476448)),
        "shufflenet_v2_x1_0": ((4, 8, 4, 58, 1024, 224), (2278604, 144907992)),
        "shufflenet_v2_x1_5": ((4, 8, 4, 88, 1024, 224), (3503624, 295759392)),
        "shufflenet_v2_x2_0": ((4, 8, 4, 122, 2048, 224), (7393996, 583253464)),
    },
)
