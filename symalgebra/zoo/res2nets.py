"""Res2Net: within a block the 3x3 is split into several, each of which reads the one before it too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Size, floordiv, size
from symalgebra.graph import Graph
from symalgebra.layer import Concat, Id, Layer
from symalgebra.leaves import AvgPool, Chunk

from .family import SIZE, Family, counts, numbered
from .parts import RELU, Stages, Value, conv, entry, head, run, series

__all__ = [
    "res2net", "res2net50_14w_8s", "res2net50_26w_4s", "res2net50_26w_6s", "res2net50_26w_8s",
    "res2net50_48w_2s", "res2net101_26w_4s", "res2next50",
]  # fmt: skip


def filters(width: Size, stride: int, groups: Size) -> Layer:
    """The 3x3 of one scale."""
    return conv(width, 3, stride, groups) >> RELU


def separate(width: Size, scale: int, stride: int, groups: Size) -> Layer:
    """The scales of the first block of a stage, which do not read each other; the last one is pooled."""
    convolved = [Chunk(scale, part) >> filters(width, stride, groups) for part in range(scale - 1)]
    return Concat.of([*convolved, Chunk(scale, scale - 1) >> AvgPool(3, stride=stride, padding=1)])


def hierarchy(width: Size, scale: int, groups: Size) -> Layer:
    """The scales of every other block: y1 = K1(x1), y2 = K2(x2 + y1), ..., and the last part as it is.

    Every y is read twice, by the next one and by the output: there are s*(s - 1)/2 + 1 routes, and no term of
    sums and concats has them.
    """
    nodes: list[tuple[Any, ...]] = [(f"x{part + 1}", Chunk(scale, part), "input") for part in range(scale)]
    for part in range(1, scale):
        read = f"x{part}"
        if part > 1:
            read = f"z{part}"
            nodes.append((read, "sum", f"x{part}", f"y{part - 1}"))
        nodes.append((f"y{part}", filters(width, 1, groups), read))
    outputs = [f"y{part}" for part in range(1, scale)]
    return Graph(*nodes, ("y", "concat", *outputs, f"x{scale}"))


def block(width: Size, first: bool, stride: int, scale: int, inner: Size, groups: Size) -> Layer:
    """A block; its 1x1s read and write all scales together."""
    middle = separate(inner, scale, stride, groups) if first else hierarchy(inner, scale, groups)
    branch = conv(scale * inner) >> RELU >> middle >> conv(4 * width)
    return ((conv(4 * width, 1, stride) if first else Id) + branch) >> RELU


def res2net_stages(
    blocks: Sequence[Value],
    base_width: Value = 26,
    scale: int = 4,
    classes: Value = 1000,
    *,
    groups: Value = 1,
    width: Value = 64,
) -> Stages:
    """The rows of `res2net`."""
    if not isinstance(scale, int) or scale < 2:
        raise SymalgebraError(f"the scales are wired one by one: give a number of 2 or more, not {scale}")
    width, groups = size(width), size(groups)
    rows = [("stem", entry(width, "imagenet"))]
    for number, count in enumerate(blocks):
        here = width * 2**number
        inner = floordiv(here * size(base_width), 64) * groups
        parts = (scale, inner, groups)
        first, later = block(here, True, 2 if number else 1, *parts), block(here, False, 1, *parts)
        rows.append((f"stage {number + 1}", run(first, later, count)))
    return rows + head(classes)


def res2net(
    blocks: Sequence[Value],
    base_width: Value = 26,
    scale: int = 4,
    classes: Value = 1000,
    **options: Value,
) -> Layer:
    """Res2Net of blocks[s] bottlenecks in stage s, whose 3x3 is `scale` many of base_width*2**s channels.

    With a width other than 64, floor(width*2**s*base_width/64)*groups channels. Options: `groups` of each 3x3
    (Res2NeXt), `width` of the first stage. `classes=None` leaves the head off. Every symbol is free but
    `scale`, which wires a block.

    Gao, Cheng, Zhao, Zhang, Yang, Torr, "Res2Net: a new multi-scale backbone architecture", TPAMI 2021, in
    timm's version. Of v channels in each of s scales a block that keeps its 4*w channels has 9*(s - 1)*v**2
    weights in its 3x3s and 8*s*v*w in its 1x1s, and s*(s - 1)/2 + 1 routes beside `Id`:

    >>> from symalgebra import depth, dims, macs, params, paths
    >>> a, b, c, d, v = dims("a b c d v")
    >>> net, x = res2net((a, b, c, d), v, 8), (3, 224, 224)
    >>> params(net, x).subs(a=2) - params(net, x).subs(a=1) == 63*v**2 + 8*8*64*v + 2*(8*v + 7*v + 256)
    True
    >>> depth(net, x), paths(net, x) == 9**4 * 30**(a + b + c + d - 4)
    (9*a + 9*b + 9*c + 9*d - 22, True)
    >>> params(res2net50_26w_4s(), x), macs(res2net50_26w_4s(), x)
    (25699120, 4255166464)
    """
    return series(res2net_stages(blocks, base_width, scale, classes, **options))


res2net50_26w_4s = partial(res2net, (3, 4, 6, 3), 26, 4)
res2net50_26w_6s = partial(res2net, (3, 4, 6, 3), 26, 6)
res2net50_26w_8s = partial(res2net, (3, 4, 6, 3), 26, 8)
res2net50_48w_2s = partial(res2net, (3, 4, 6, 3), 48, 2)
res2net50_14w_8s = partial(res2net, (3, 4, 6, 3), 14, 8)
res2net101_26w_4s = partial(res2net, (3, 4, 23, 3), 26, 4)
res2next50 = partial(res2net, (3, 4, 6, 3), 4, 4, groups=8)

RES2NET = Family(
    "res2net",
    "Res2Net of four scales",
    "Gao, Cheng, Zhao, Zhang, Yang, Torr: Res2Net: a new multi-scale backbone architecture. TPAMI 2021",
    numbered("blocks of stage", 4)
    | {"v": "channels of a scale and group in the first stage", "g": "groups of each 3x3"}
    | SIZE,
    ("3", "H", "H"),
    lambda v: res2net_stages(counts(v), v["v"], groups=v["g"]),
    {
        "res2net50_26w_4s": ((3, 4, 6, 3, 26, 1, 224), (25699120, 4255166464)),
        "res2net101_26w_4s": ((3, 4, 23, 3, 26, 1, 224), (45206688, 8066974464)),
        "res2next50": ((3, 4, 6, 3, 4, 8, 224), (24671464, 4172677120)),
    },
)
