"""Residual networks that normalise before they convolve: the second version, and the wide ones for CIFAR."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import Size, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import Conv, MaxPool
from symalgebra.leaves.sliding import quotient
from symalgebra.shape import same

from .family import SIZE, WIDTH, Family, counts, numbered
from .parts import NORM, RELU, Stages, Value, head, normed, run, series
from .resnets import named

__all__ = [
    "resnet_v2", "resnetv2_18", "resnetv2_34", "resnetv2_50", "resnetv2_101", "resnetv2_152", "wide_resnet",
    "wrn16_8", "wrn16_10", "wrn28_10", "wrn40_4",
]  # fmt: skip


def preactivated(block: str, before: Size, width: Size, stride: int = 1) -> Layer:
    """A block; where it changes the shape, the shortcut is a 1x1 that reads the normalised input too."""
    _, expansion = named(block)
    out = size(expansion * width)
    if block == "basic":
        branch = Conv(width, 3, stride=stride, padding=1, bias=False) >> normed(width, 3)
    else:
        branch = Conv(width, 1, bias=False) >> normed(width, 3, stride) >> normed(out)
    ready = NORM >> RELU
    if stride == 1 and same(before, out):
        return Id + (ready >> branch)
    return ready >> (Conv(out, 1, stride=stride, bias=False) + branch)


def resnet_v2_stages(
    block: str,
    blocks: Sequence[Value],
    width: Value = 64,
    classes: Value = 1000,
    *,
    widen: Value = 1,
    stem: str = "imagenet",
) -> Stages:
    """The rows of `resnet_v2`."""
    before, (_, expansion) = size(width), named(block)
    large = Conv(before, 7, stride=2, padding=3, bias=False) >> MaxPool(3, stride=2, padding=1)
    rows = [("stem", Conv(before, 3, padding=1, bias=False) if stem == "cifar" else large)]
    for number, count in enumerate(blocks):
        inner = size(size(widen) * width * 2**number)
        first = preactivated(block, before, inner, stride=2 if number else 1)
        before = size(expansion * inner)
        rows.append((f"stage {number + 1}", run(first, preactivated(block, before, inner), count)))
    return [*rows, ("norm", NORM >> RELU), *head(classes)]


def resnet_v2(
    block: str, blocks: Sequence[Value], width: Value = 64, classes: Value = 1000, **options: Value
) -> Layer:
    """ResNet-V2 of blocks[s] "basic" or "bottleneck" blocks, widen*width*2**s wide, in stage s.

    The stem has `width` channels. Options: `widen`; `stem="cifar"`, a 3x3 that keeps the resolution.
    `classes=None` leaves the head off.

    He, Zhang, Ren, Sun, "Identity mappings in deep residual networks", ECCV 2016, in timm's version.

    >>> from symalgebra import depth, dims, params, paths
    >>> a, b, c, d, w = dims("a b c d w")
    >>> net, x = resnet_v2("bottleneck", (a, b, c, d), w), (3, 224, 224)
    >>> depth(net, x), paths(net, x)
    (3*a + 3*b + 3*c + 3*d + 2, 2**(a + b + c + d))
    >>> params(net, x).at(a=3, b=4, c=6, d=3, w=64)
    25549352
    """
    return series(resnet_v2_stages(block, blocks, width, classes, **options))


def wide_resnet(layers: Value, widen: Value, classes: Value = 10) -> Layer:
    """WRN-d-k for CIFAR: d = `layers`, three stages of (d - 4)/6 basic blocks of 16*k, 32*k, 64*k channels.

    Zagoruyko, Komodakis, "Wide residual networks", BMVC 2016.

    >>> from symalgebra import dims, macs, params
    >>> n, k = dims("n k")
    >>> net, x = wide_resnet(6 * n + 4, k), (3, 32, 32)
    >>> params(net, x)
    96768*k**2*n - 22784*k**2 + 448*k*n + 3200*k + 474
    >>> params(net, x).at(n=4, k=10), macs(net, x).at(n=4, k=10)
    (36479194, 5243328768)
    """
    return series(
        wide_resnet_stages(quotient(size(size(layers) - 4), 6, "the layers less 4"), widen, classes)
    )


def wide_resnet_stages(blocks: Value, widen: Value, classes: Value = 10) -> Stages:
    """The rows of `wide_resnet`."""
    return resnet_v2_stages("basic", (blocks,) * 3, 16, classes, widen=widen, stem="cifar")


resnetv2_18 = partial(resnet_v2, "basic", (2, 2, 2, 2))
resnetv2_34 = partial(resnet_v2, "basic", (3, 4, 6, 3))
resnetv2_50 = partial(resnet_v2, "bottleneck", (3, 4, 6, 3))
resnetv2_101 = partial(resnet_v2, "bottleneck", (3, 4, 23, 3))
resnetv2_152 = partial(resnet_v2, "bottleneck", (3, 8, 36, 3))
wrn16_8 = partial(wide_resnet, 16, 8)
wrn16_10 = partial(wide_resnet, 16, 10)
wrn28_10 = partial(wide_resnet, 28, 10)
wrn40_4 = partial(wide_resnet, 40, 4)

RESNET_V2 = Family(
    "resnet-v2",
    "ResNet V2, bottleneck blocks",
    "He, Zhang, Ren, Sun: Identity mappings in deep residual networks. ECCV 2016",
    numbered("blocks of stage", 4) | WIDTH | SIZE,
    ("3", "H", "H"),
    lambda v: resnet_v2_stages("bottleneck", counts(v), v["w"]),
    {
        "resnetv2_50": ((3, 4, 6, 3, 64, 224), (25549352, 4089184256)),
        "resnetv2_101": ((3, 4, 23, 3, 64, 224), (44541480, 7801405440)),
        "resnetv2_152": ((3, 8, 36, 3, 64, 224), (60185128, 11513626624)),
    },
)

WRN = Family(
    "wrn",
    "Wide ResNet for CIFAR, WRN-(6*n + 4)-k",
    "Zagoruyko, Komodakis: Wide residual networks. BMVC 2016",
    {"n": "blocks of each stage", "k": "widening factor"} | SIZE,
    ("3", "H", "H"),
    lambda v: wide_resnet_stages(v["n"], v["k"]),
    {
        "wrn16_8": ((2, 8, 32), (10961370, 1548145664)),
        "wrn16_10": ((2, 10, 32), (17116634, 2412173568)),
        "wrn28_10": ((4, 10, 32), (36479194, 5243328768)),
        "wrn40_4": ((6, 4, 32), (8949210, 1298582016)),
    },
)
