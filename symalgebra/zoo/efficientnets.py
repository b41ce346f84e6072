"""EfficientNet and its second version: gated inverted residuals, scaled in width and depth together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import Size, ceildiv, floordiv, maximum, size
from symalgebra.layer import Layer
from symalgebra.leaves import Dropout, SiLU

from .family import SIZE, Family
from .inverted import fused, inverted
from .parts import Stages, Value, conv, divisible, exact, head, run, series, squeeze

__all__ = [
    "efficientnet", "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3",
    "efficientnet_b4", "efficientnet_b5", "efficientnet_b6", "efficientnet_b7", "efficientnet_v2_l",
    "efficientnet_v2_m", "efficientnet_v2_s",
]  # fmt: skip

# Of a stage: whether it is fused, expansion, kernel, stride of the first block, channels, blocks.
Row = tuple[bool, int, int, int, int, int]

# Table 1 of the paper.
B0: tuple[Row, ...] = (
    (False, 1, 3, 1, 16, 1),
    (False, 6, 3, 2, 24, 2),
    (False, 6, 5, 2, 40, 2),
    (False, 6, 3, 2, 80, 3),
    (False, 6, 5, 1, 112, 3),
    (False, 6, 5, 2, 192, 4),
    (False, 6, 3, 1, 320, 1),
)
# Table 4 of the paper of the second version, and as torchvision has it.
V2_S: tuple[Row, ...] = (
    (True, 1, 3, 1, 24, 2),
    (True, 4, 3, 2, 48, 4),
    (True, 4, 3, 2, 64, 4),
    (False, 4, 3, 2, 128, 6),
    (False, 6, 3, 1, 160, 9),
    (False, 6, 3, 2, 256, 15),
)
V2_M: tuple[Row, ...] = (
    (True, 1, 3, 1, 24, 3),
    (True, 4, 3, 2, 48, 5),
    (True, 4, 3, 2, 80, 5),
    (False, 4, 3, 2, 160, 7),
    (False, 6, 3, 1, 176, 14),
    (False, 6, 3, 2, 304, 18),
    (False, 6, 3, 1, 512, 5),
)
V2_L: tuple[Row, ...] = (
    (True, 1, 3, 1, 32, 4),
    (True, 4, 3, 2, 64, 7),
    (True, 4, 3, 2, 96, 7),
    (False, 4, 3, 2, 192, 10),
    (False, 6, 3, 1, 224, 19),
    (False, 6, 3, 2, 384, 25),
    (False, 6, 3, 1, 640, 7),
)


def block(kind: bool, before: Size, width: Size, expand: int, kernel: int, stride: int, act: Layer) -> Layer:
    """A block; its gate is squeezed to a quarter of what the block reads.

    Widths are multiples of 8, and `expand` is whole: `divisible` leaves their product as it is.
    """
    hidden = size(expand * before)
    if kind:
        return fused(before, hidden, width, kernel, stride, act)
    gate = squeeze(maximum(1, floordiv(before, 4)), hidden, act)
    return inverted(before, hidden, width, kernel, stride, act, gate)


def efficientnet_stages(
    width_mult: Value = 1,
    depth_mult: Value = 1,
    classes: Value = 1000,
    *,
    setting: Sequence[Row] = B0,
    stem: Value = 32,
    last: Value = None,
    act: Layer = SiLU(),  # noqa: B008 (immutable)
) -> Stages:
    """The rows of `efficientnet`."""
    alpha, beta = exact(width_mult), exact(depth_mult)
    width = divisible(size(stem) * alpha)
    rows = [("stem", conv(width, 3, stride=2) >> act)]
    for number, (kind, expand, kernel, stride, channels, blocks) in enumerate(setting, 1):
        before, width = width, divisible(channels * alpha)
        first = block(kind, before, width, expand, kernel, stride, act)
        later = block(kind, width, width, expand, kernel, 1, act)
        rows.append((f"stage {number}", run(first, later, ceildiv(blocks * beta, 1))))
    rows.append(("last", conv(4 * width if last is None else last) >> act))
    return rows + head(classes, Dropout(0.2))


def efficientnet(
    width_mult: Value = 1, depth_mult: Value = 1, classes: Value = 1000, **options: Value
) -> Layer:
    """EfficientNet: widths times `width_mult`, made `divisible` by 8; ceil(depth_mult*n) blocks for n.

    The compound scaling of the paper is (11/10)**phi and (6/5)**phi, at (23/20)**phi times the resolution
    224; the members have rounded multipliers. Options: `setting`, a row for each stage; `stem`, the channels
    of the first layer; `last`, those of the last convolution, four times its input unless given; `act`, the
    activation. `classes=None` leaves the head off.

    Tan, Le, "EfficientNet: rethinking model scaling for convolutional neural networks", ICML 2019; "V2": Tan,
    Le, "EfficientNetV2: smaller models and faster training", ICML 2021.

    >>> from sympy import Rational
    >>> from symalgebra import dims, macs, params
    >>> params(efficientnet_b0(), (3, 224, 224)), macs(efficientnet_b0(), (3, 224, 224))
    (5288548, 385814752)
    >>> phi = dims("phi", min=0)
    >>> scaled = params(efficientnet(Rational(11, 10)**phi, Rational(6, 5)**phi), (3, 224, 224))
    >>> [scaled.at(phi=p) for p in range(3)]
    [5288548, 9109994, 12233232]
    """
    return series(efficientnet_stages(width_mult, depth_mult, classes, **options))


efficientnet_b0 = partial(efficientnet, 1, 1)
efficientnet_b1 = partial(efficientnet, 1, 1.1)
efficientnet_b2 = partial(efficientnet, 1.1, 1.2)
efficientnet_b3 = partial(efficientnet, 1.2, 1.4)
efficientnet_b4 = partial(efficientnet, 1.4, 1.8)
efficientnet_b5 = partial(efficientnet, 1.6, 2.2)
efficientnet_b6 = partial(efficientnet, 1.8, 2.6)
efficientnet_b7 = partial(efficientnet, 2, 3.1)
efficientnet_v2_s = partial(efficientnet, setting=V2_S, stem=24, last=1280)
efficientnet_v2_m = partial(efficientnet, setting=V2_M, stem=24, last=1280)
efficientnet_v2_l = partial(efficientnet, setting=V2_L, stem=32, last=1280)

EFFICIENTNET = Family(
    "efficientnet",
    "EfficientNet of multipliers a/10 and b/10",
    "Tan, Le: EfficientNet: rethinking model scaling for convolutional neural networks. ICML 2019",
    {"a": "width multiplier in tenths", "b": "depth multiplier in tenths"} | SIZE,
    ("3", "H", "H"),
    lambda v: efficientnet_stages(exact(v["a"]) / 10, exact(v["b"]) / 10),
    {
        "efficientnet_b0": ((10, 10, 224), (5288548, 385814752)),
        "efficientnet_b1": ((10, 11, 240), (7794184, 686802832)),
        "efficientnet_b2": ((11, 12, 288), (9109994, 1087529456)),
        "efficientnet_b3": ((12, 14, 300), (12233232, 1827141392)),
        "efficientnet_b4": ((14, 18, 380), (19341616, 4393771024)),
        "efficientnet_b5": ((16, 22, 456), (30389784, 10266384752)),
        "efficientnet_b6": ((18, 26, 528), (43040704, 19067593536)),
        "efficientnet_b7": ((20, 31, 600), (66347960, 37745884192)),
    },
)
