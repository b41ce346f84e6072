"""RegNet: residual bottlenecks of grouped convolutions, whose widths follow a quantised line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from itertools import count, groupby

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Size, minimum, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves.sliding import quotient
from symalgebra.shape import same

from .family import SIZE, Family, Table, counts, numbered
from .parts import RELU, Stages, Value, conv, divisible, exact, head, matched, nearest, run, series, squeeze

__all__ = [
    "quantised", "regnet", "regnet_x_1_6gf", "regnet_x_3_2gf", "regnet_x_8gf", "regnet_x_16gf",
    "regnet_x_32gf", "regnet_x_400mf", "regnet_x_800mf", "regnet_y_1_6gf", "regnet_y_3_2gf", "regnet_y_8gf",
    "regnet_y_16gf", "regnet_y_32gf", "regnet_y_128gf", "regnet_y_400mf", "regnet_y_800mf",
]  # fmt: skip

PAPER = "Radosavovic, Kosaraju, Girshick, He, Dollár: Designing network design spaces. CVPR 2020"


def quantised(depth: int, w_0: int, w_a: Value, w_m: Value) -> tuple[list[int], list[int]]:
    """The blocks and the widths of the stages: w_0 + w_a*j of block j brought to w_0*w_m**k, a multiple of 8.

    k is the integer nearest to log((w_0 + w_a*j)/w_0)/log(w_m), found without a logarithm: it is the first
    with ((w_0 + w_a*j)/w_0)**2 < w_m**(2*k + 1).

    Radosavovic, Kosaraju, Girshick, He, Dollár, "Designing network design spaces", CVPR 2020.

    >>> quantised(22, 24, 24.48, 2.54)
    ([1, 2, 7, 12], [24, 64, 152, 392])
    """
    slope, ratio = (Fraction(str(value)) for value in (w_a, w_m))
    if slope < 0 or w_0 < 8 or w_0 % 8 or ratio <= 1:
        raise SymalgebraError("w_a is at least 0, w_m above 1, and w_0 a multiple of 8")
    lines = [(1 + slope * j / w_0) ** 2 for j in range(depth)]
    powers = (next(k for k in count() if line < ratio ** (2 * k + 1)) for line in lines)
    widths = [8 * round(w_0 * ratio**k / 8) for k in powers]
    stages = [(len(list(blocks)), width) for width, blocks in groupby(widths)]
    return [blocks for blocks, _ in stages], [width for _, width in stages]


def bottleneck(before: Size, width: Size, group_width: Size, stride: int, ratio: Value) -> Layer:
    """1x1, grouped 3x3 and 1x1 convolutions of one width, gated before the last where there is a ratio."""
    grouped = conv(width, 3, stride, quotient(width, group_width, "the width"))
    gate = Id if ratio is None else squeeze(nearest(exact(ratio) * before), width)
    return conv(width) >> RELU >> grouped >> RELU >> gate >> conv(width)


def block(before: Size, width: Size, group_width: Size, stride: int, ratio: Value) -> Layer:
    """A bottleneck beside `Id`, or a 1x1 where it changes the shape."""
    beside = Id if stride == 1 and same(before, width) else conv(width, 1, stride)
    return (beside + bottleneck(before, width, group_width, stride, ratio)) >> RELU


def regnet_stages(
    blocks: Sequence[Value],
    widths: Sequence[Value],
    group_width: Value,
    classes: Value = 1000,
    *,
    se_ratio: Value = None,
    stem: Value = 32,
) -> Stages:
    """The rows of `regnet`."""
    before = size(stem)
    rows = [("stem", conv(before, 3, stride=2) >> RELU)]
    pairs = zip(blocks, matched("widths", widths, blocks), strict=True)
    for number, (many, given) in enumerate(pairs, 1):
        group = minimum(size(group_width), size(given))
        width = divisible(given, group) if isinstance(group, int) else size(given)
        first = block(before, width, group, 2, se_ratio)
        rows.append((f"stage {number}", run(first, block(width, width, group, 1, se_ratio), many)))
        before = width
    return rows + head(classes)


def regnet(
    blocks: Sequence[Value],
    widths: Sequence[Value],
    group_width: Value,
    classes: Value = 1000,
    **options: Value,
) -> Layer:
    """RegNet of blocks[s] blocks of widths[s] channels in stage s, in groups of `group_width` channels.

    A width is made `divisible` by the width of a group, as torchvision does; where that is a symbol, it must
    be. Options: `se_ratio` (RegNetY), gates of that share of the channels which a block reads; `stem`, the
    width of the first layer. `classes=None` leaves the head off. `quantised` gives blocks and widths from the
    four numbers of the paper.

    Radosavovic, Kosaraju, Girshick, He, Dollár, "Designing network design spaces", CVPR 2020.

    >>> from symalgebra import dims, macs, params
    >>> a, b, u, v, g = dims("a b u v g")
    >>> grouped = g**2 * (2*a*u**2 + 9*a*u + 2*b*v**2 + 9*b*v - (u - v) ** 2)
    >>> params(regnet((a, b), (u * g, v * g), g), (3, 224, 224)) == (
    ...     grouped + g * (6*a*u + 6*b*v + 66*u + 1002*v) + 1928
    ... )
    True
    >>> x = (3, 224, 224)
    >>> params(regnet_x_400mf(), x), params(regnet_y_400mf(), x), macs(regnet_y_400mf(), x)
    (5495976, 4344144, 401842848)
    """
    return series(regnet_stages(blocks, widths, group_width, classes, **options))


def member(group_width: int, *line: Value, **options: Value) -> partial[Layer]:
    """A network from the numbers of the paper."""
    return partial(regnet, *quantised(*line), group_width, **options)


regnet_x_400mf = member(16, 22, 24, 24.48, 2.54)
regnet_x_800mf = member(16, 16, 56, 35.73, 2.28)
regnet_x_1_6gf = member(24, 18, 80, 34.01, 2.25)
regnet_x_3_2gf = member(48, 25, 88, 26.31, 2.25)
regnet_x_8gf = member(120, 23, 80, 49.56, 2.88)
regnet_x_16gf = member(128, 22, 216, 55.59, 2.1)
regnet_x_32gf = member(168, 23, 320, 69.86, 2.0)
regnet_y_400mf = member(8, 16, 48, 27.89, 2.09, se_ratio=Fraction(1, 4))
regnet_y_800mf = member(16, 14, 56, 38.84, 2.4, se_ratio=Fraction(1, 4))
regnet_y_1_6gf = member(24, 27, 48, 20.71, 2.65, se_ratio=Fraction(1, 4))
regnet_y_3_2gf = member(24, 21, 80, 42.63, 2.66, se_ratio=Fraction(1, 4))
regnet_y_8gf = member(56, 17, 192, 76.82, 2.19, se_ratio=Fraction(1, 4))
regnet_y_16gf = member(112, 18, 200, 106.23, 2.48, se_ratio=Fraction(1, 4))
regnet_y_32gf = member(232, 20, 232, 115.89, 2.53, se_ratio=Fraction(1, 4))
regnet_y_128gf = member(264, 27, 456, 160.83, 2.52, se_ratio=Fraction(1, 4))


def family(letter: str, ratio: Value, table: Table) -> Family:
    """The family without gates (X) or with them (Y), by the groups of each stage."""
    places = range(1, 5)
    return Family(
        f"regnet-{letter}",
        f"RegNet{letter.upper()}",
        PAPER,
        numbered("blocks of stage", 4)
        | {f"g{place}": f"groups of stage {place}" for place in places}
        | {"w": "channels of a group"}
        | SIZE,
        ("3", "H", "H"),
        lambda v: regnet_stages(
            counts(v), [size(v[f"g{place}"]) * v["w"] for place in places], v["w"], se_ratio=ratio
        ),
        table,
    )


REGNET_X = family(
    "x",
    None,
    {
        "regnet_x_400mf": ((1, 2, 7, 12, 2, 4, 10, 25, 16, 224), (5495976, 413812608)),
        "regnet_x_1_6gf": ((2, 4, 10, 2, 3, 7, 17, 38, 24, 224), (9190136, 1602849792)),
    },
)
REGNET_Y = family(
    "y", Fraction(1, 4), {"regnet_y_400mf": ((1, 3, 6, 6, 6, 13, 26, 55, 8, 224), (4344144, 401842848))}
)
