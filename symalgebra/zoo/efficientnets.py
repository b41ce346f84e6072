"""EfficientNet and its second version: gated inverted residuals, scaled in width and depth together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import Formula, Size, ceildiv, floordiv, maximum, size
from symalgebra.layer import Layer
from symalgebra.leaves import Dropout, SiLU

from .family import SIZE, Family
from .inverted import fused, inverted
from .parts import Stages, Value, conv, divisible, exact, floor, head, run, series, squeeze

__all__ = [
    "compound", "efficientnet", "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3",
    "efficientnet_b4", "efficientnet_b5", "efficientnet_b6", "efficientnet_b7",
]  # fmt: skip

# Of a stage: whether it is fused, expansion, kernel, stride of the first block, channels, blocks.
Row = tuple[bool, int, int, int, Value, Value]

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


def block(kind: bool, before: Size, width: Size, expand: int, kernel: int, stride: int, act: Layer) -> Layer:
    """A block; its gate is squeezed to a quarter of what the block reads.

    Widths are multiples of 8, and `expand` is whole: `divisible` leaves their product as it is.
    """
    hidden = size(expand * before)
    if kind:
        return fused(before, hidden, width, kernel, stride, act)
    gate = squeeze(maximum(1, floordiv(before, 4)), hidden, act)
    return inverted(before, hidden, width, kernel, stride, act, gate)


def scaled(channels: Value, alpha: Formula) -> Size:
    """Channels times a multiplier, in multiples of 8; symbols stay what they are where it is 1."""
    if alpha == 1 and not isinstance(size(channels), int):
        return size(channels)
    return divisible(channels * alpha)


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
    width = scaled(stem, alpha)
    rows = [("stem", conv(width, 3, stride=2) >> act)]
    for number, (kind, expand, kernel, stride, channels, blocks) in enumerate(setting, 1):
        before, width = width, scaled(channels, alpha)
        first = block(kind, before, width, expand, kernel, stride, act)
        later = block(kind, width, width, expand, kernel, 1, act)
        rows.append((f"stage {number}", run(first, later, ceildiv(blocks * beta, 1))))
    rows.append(("last", conv(4 * width if last is None else last) >> act))
    return rows + head(classes, Dropout(0.2))


def efficientnet(
    width_mult: Value = 1, depth_mult: Value = 1, classes: Value = 1000, **options: Value
) -> Layer:
    """EfficientNet: widths times `width_mult`, made `divisible` by 8; ceil(depth_mult*n) blocks for n.

    The multipliers of the paper are those of `compound`; the members have rounded ones. Options: `setting`, a
    row for each stage; `stem`, the channels of the first layer; `last`, those of the last convolution, four
    times its input unless given; `act`, the activation. Channels of a setting that are a symbol stand for a
    multiple of 8, where `width_mult` is 1. `classes=None` leaves the head off.

    Tan, Le, "EfficientNet: rethinking model scaling for convolutional neural networks", ICML 2019; "V2": Tan,
    Le, "EfficientNetV2: smaller models and faster training", ICML 2021.

    For multipliers that are integers nothing is rounded:

    >>> from symalgebra import dims, macs, params
    >>> v, d = dims("v d")
    >>> params(efficientnet(v, d), (3, 224, 224))
    4665984*d*v**2 + 268452*d*v - 892672*v**2 + 1245784*v + 1000
    >>> params(efficientnet_b0(), (3, 224, 224)), macs(efficientnet_b0(), (3, 224, 224))
    (5288548, 385814752)
    """
    return series(efficientnet_stages(width_mult, depth_mult, classes, **options))


def compound(phi: Value) -> tuple[Formula, Formula, Size]:
    """The compound scaling of EfficientNet: multipliers of width and depth, and the resolution.

    (11/10)**phi, (6/5)**phi and floor(224*(23/20)**phi): with no rounding the MACs would grow as 1.92**phi.

    Tan, Le, "EfficientNet: rethinking model scaling for convolutional neural networks", ICML 2019.

    >>> from symalgebra import dims, params
    >>> width, depth, r = compound(dims("phi", min=0))
    >>> scaled = params(efficientnet(width, depth), (3, r, r))
    >>> [scaled.at(phi=p) for p in range(3)], [r.at(phi=p) for p in range(3)]
    ([5288548, 9109994, 12233232], [224, 257, 296])
    """
    width, depth, resolution = (exact(base) ** size(phi) for base in (1.1, 1.2, 1.15))
    return width, depth, floor(224 * resolution)


efficientnet_b0 = partial(efficientnet, 1, 1)
efficientnet_b1 = partial(efficientnet, 1, 1.1)
efficientnet_b2 = partial(efficientnet, 1.1, 1.2)
efficientnet_b3 = partial(efficientnet, 1.2, 1.4)
efficientnet_b4 = partial(efficientnet, 1.4, 1.8)
efficientnet_b5 = partial(efficientnet, 1.6, 2.2)
efficientnet_b6 = partial(efficientnet, 1.8, 2.6)
efficientnet_b7 = partial(efficientnet, 2, 3.1)

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
