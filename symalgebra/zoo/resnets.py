"""Residual networks: ResNet, and ResNeXt and the wide ResNet by the groups and the width of a block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from symalgebra.formula import Size, floordiv, size
from symalgebra.layer import Id, Layer

from .family import SIZE, WIDTH, Family, counts, numbered
from .parts import (
    RELU,
    Stages,
    Value,
    conv,
    counted,
    entry,
    exact,
    head,
    matched,
    rounded,
    run,
    series,
    squeeze,
    unknown,
)

__all__ = [
    "resnet", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152",
]  # fmt: skip


def gate(width: Size, reduction: Value) -> Layer:
    """The gate at the end of a branch of an SE-ResNet, squeezed to width/reduction; else `Id`."""
    return Id if reduction is None else squeeze(rounded(exact(width) / reduction), width)


def basic(width: Size, stride: int = 1, dilation: int = 1, reduction: Value = None) -> Layer:
    """The branch of a basic block: two 3x3 convolutions, the first with the stride."""
    return conv(width, 3, stride, dilation=dilation) >> RELU >> conv(width, 3) >> gate(width, reduction)


def bottleneck(
    width: Size,
    stride: int = 1,
    dilation: int = 1,
    groups: Value = 1,
    width_per_group: Value = 64,
    stride_in_1x1: bool = False,
    reduction: Value = None,
) -> Layer:
    """The branch of a bottleneck block: 1x1, 3x3 and 1x1 convolutions, the last one 4*width wide.

    The other two have floor(width*width_per_group/64) channels per group. The stride stands in the 3x3, as in
    torchvision ("v1.5"), or in the first 1x1, as in the paper.
    """
    inner = floordiv(width * size(width_per_group), 64) * size(groups)
    early, late = (stride, 1) if stride_in_1x1 else (1, stride)
    narrow = conv(inner, 1, early) >> RELU >> conv(inner, 3, late, size(groups), dilation)
    return narrow >> RELU >> conv(4 * width) >> gate(4 * width, reduction)


# The branch of each kind of block, and how many times `width` its output is wide.
BLOCKS: dict[str, tuple[Callable[..., Layer], int]] = {"basic": (basic, 1), "bottleneck": (bottleneck, 4)}


def stage(
    block: str,
    blocks: Value,
    width: Size,
    stride: int = 1,
    dilations: tuple[int, int] = (1, 1),
    **options: Value,
) -> Layer:
    """Blocks in series: the first has the stride and a 1x1 shortcut, every other one `Id`."""
    branch, expansion = named(block)
    first = (conv(expansion * width, 1, stride) + branch(width, stride, dilations[0], **options)) >> RELU
    later = (Id + branch(width, 1, dilations[1], **options)) >> RELU
    return run(first, later, blocks)


def first_stage(block: str, blocks: Value, width: Size, **options: Value) -> Layer:
    """The stage that keeps the resolution: basic blocks find their own width there and need no 1x1."""
    branch, expansion = named(block)
    if expansion > 1:
        return stage(block, blocks, width, **options)
    return ((Id + branch(width, **options)) >> RELU) ** counted(blocks)


def named(block: str) -> tuple[Callable[..., Layer], int]:
    """The branch and the expansion of a kind of block."""
    if block not in BLOCKS:
        raise unknown("block", block, BLOCKS)
    return BLOCKS[block]


def resnet_stages(
    block: str,
    blocks: Sequence[Value],
    width: Value = 64,
    classes: Value = 1000,
    *,
    stem: str = "imagenet",
    dilate: Sequence[bool] = (),
    **options: Value,
) -> Stages:
    """The rows of `resnet`."""
    width, dilation = size(width), 1
    rows = [("stem", entry(width, stem)), ("stage 1", first_stage(block, blocks[0], width, **options))]
    dilated = matched("values of dilate", dilate or [False] * len(blocks[1:]), blocks[1:])
    for number, (count, widened) in enumerate(zip(blocks[1:], dilated, strict=True), 1):
        before, dilation, stride = dilation, dilation * (1 + widened), 2 - widened
        term = stage(block, count, width * 2**number, stride, (before, dilation), **options)
        rows.append((f"stage {number + 1}", term))
    return rows + head(classes)


def resnet(
    block: str, blocks: Sequence[Value], width: Value = 64, classes: Value = 1000, **options: Value
) -> Layer:
    """The residual network of blocks[s] "basic" or "bottleneck" blocks, width*2**s wide, in stage s.

    The stem quarters the resolution, every stage from the second on halves it. `classes=None` leaves the
    head off. Options: `groups`, `width_per_group` and `stride_in_1x1` of a bottleneck; `reduction`, by how
    much the gates of an SE-ResNet squeeze, to multiples of 8 as in timm; `dilate`, for each stage from the
    second on whether it dilates instead (torchvision's `replace_stride_with_dilation`); `stem="cifar"`, a 3x3
    that keeps the resolution.

    He, Zhang, Ren, Sun, "Deep residual learning for image recognition", CVPR 2016, in torchvision's version;
    groups: Xie, Girshick, Dollár, Tu, He, "Aggregated residual transformations", CVPR 2017; gates: Hu, Shen,
    Sun, "Squeeze-and-excitation networks", CVPR 2018.

    >>> from symalgebra import depth, dims, macs, params, paths
    >>> a, b, c, d, w, H = dims("a b c d w H")
    >>> net, x = resnet("bottleneck", (a, b, c, d), width=w), (3, H, H)
    >>> depth(net, x), paths(net, x)
    (3*a + 3*b + 3*c + 3*d + 2, 2**(a + b + c + d))
    >>> params(net, x).at(a=3, b=4, c=6, d=3, w=64), macs(net, x).at(a=3, b=4, c=6, d=3, w=64, H=224)
    (25557032, 4089184256)
    """
    return series(resnet_stages(block, blocks, width, classes, **options))


resnet18 = partial(resnet, "basic", (2, 2, 2, 2))
resnet34 = partial(resnet, "basic", (3, 4, 6, 3))
resnet50 = partial(resnet, "bottleneck", (3, 4, 6, 3))
resnet101 = partial(resnet, "bottleneck", (3, 4, 23, 3))
resnet152 = partial(resnet, "bottleneck", (3, 8, 36, 3))

PAPER = "He, Zhang, Ren, Sun: Deep residual learning for image recognition. CVPR 2016"

BASIC = Family(
    "resnet-basic",
    "ResNet, basic blocks",
    PAPER,
    numbered("blocks of stage", 4) | WIDTH | SIZE,
    ("3", "H", "H"),
    lambda v: resnet_stages("basic", counts(v), v["w"]),
    {
        "resnet18": ((2, 2, 2, 2, 64, 224), (11689512, 1814073344)),
        "resnet34": ((3, 4, 6, 3, 64, 224), (21797672, 3663761408)),
    },
)

BOTTLENECK = Family(
    "resnet-bottleneck",
    "ResNet, bottleneck blocks",
    PAPER,
    numbered("blocks of stage", 4) | WIDTH | SIZE,
    ("3", "H", "H"),
    lambda v: resnet_stages("bottleneck", counts(v), v["w"]),
    {
        "resnet50": ((3, 4, 6, 3, 64, 224), (25557032, 4089184256)),
        "resnet101": ((3, 4, 23, 3, 64, 224), (44549160, 7801405440)),
        "resnet152": ((3, 8, 36, 3, 64, 224), (60192808, 11513626624)),
    },
)
