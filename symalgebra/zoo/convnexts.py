"""ConvNeXt: a convolutional network with the proportions of a transformer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import Size, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import GELU, Conv, Flatten, GlobalAvgPool, LayerNorm, Linear, Scale

from .family import SIZE, WIDTH, Family, counts, numbered
from .parts import Stages, Value, matched, series

__all__ = ["convnext", "convnext_base", "convnext_large", "convnext_small", "convnext_tiny"]


def block(width: Size, kernel: int = 7, expansion: Value = 4) -> Layer:
    """A depthwise convolution, then a linear layer `expansion` times as wide and one back, beside `Id`."""
    depthwise = Conv(width, kernel, padding=kernel // 2, groups=width)
    return Id + (depthwise >> LayerNorm() >> Linear(expansion * width) >> GELU() >> Linear(width) >> Scale())


def convnext_stages(
    blocks: Sequence[Value],
    widths: Value | Sequence[Value] = 96,
    classes: Value = 1000,
    *,
    kernel: int = 7,
    expansion: Value = 4,
    patch: Value = 4,
) -> Stages:
    """The rows of `convnext`."""
    if not isinstance(widths, Sequence):
        widths = [size(widths) * 2**number for number in range(len(blocks))]
    rows: Stages = []
    pairs = zip(blocks, matched("widths", widths, blocks), strict=True)
    for number, (count, width) in enumerate(pairs, 1):
        patches = Conv(width, patch, stride=patch) >> LayerNorm()
        halves = LayerNorm() >> Conv(width, 2, stride=2)
        repeated = block(size(width), kernel, size(expansion)) ** size(count)
        rows.append((f"stage {number}", (patches if number == 1 else halves) >> repeated))
    if classes is None:
        return rows
    return [*rows, ("head", GlobalAvgPool() >> LayerNorm() >> Flatten() >> Linear(classes))]


def convnext(
    blocks: Sequence[Value], widths: Value | Sequence[Value] = 96, classes: Value = 1000, **options: Value
) -> Layer:
    """ConvNeXt: blocks[s] blocks in stage s, each stage after the first halves the resolution.

    `widths` is the width of the first stage, doubled from stage to stage, or one for each stage. Options:
    `kernel` of the depthwise convolutions, odd; `expansion`; `patch`, kernel and stride of the first layer.
    `classes=None` leaves the head off.

    Liu, Mao, Wu, Feichtenhofer, Darrell, Xie, "A ConvNet for the 2020s", CVPR 2022.

    >>> from symalgebra import depth, dims, macs, params, receptive_field
    >>> a, b, c, d, w, q = dims("a b c d w q")
    >>> net, x = convnext((a, b, c, d), w), (3, 32 * q, 32 * q)
    >>> blocks = 8*a*w**2 + 58*a*w + 32*b*w**2 + 116*b*w + 128*c*w**2 + 232*c*w + 512*d*w**2 + 464*d*w
    >>> params(net, x) == blocks + 168*w**2 + 8095*w + 1000
    True
    >>> depth(net, x), params(net, x).at(a=3, b=3, c=9, d=3, w=96)
    (3*a + 3*b + 3*c + 3*d + 5, 28589128)
    """
    return series(convnext_stages(blocks, widths, classes, **options))


convnext_tiny = partial(convnext, (3, 3, 9, 3), 96)
convnext_small = partial(convnext, (3, 3, 27, 3), 96)
convnext_base = partial(convnext, (3, 3, 27, 3), 128)
convnext_large = partial(convnext, (3, 3, 27, 3), 192)

CONVNEXT = Family(
    "convnext",
    "ConvNeXt",
    "Liu, Mao, Wu, Feichtenhofer, Darrell, Xie: A ConvNet for the 2020s. CVPR 2022",
    numbered("blocks of stage", 4) | WIDTH | SIZE,
    ("3", "H", "H"),
    lambda v: convnext_stages(counts(v), v["w"]),
    {
        "convnext_tiny": ((3, 3, 9, 3, 96, 224), (28589128, 4455531264)),
        "convnext_small": ((3, 3, 27, 3, 96, 224), (50223688, 8683712256)),
        "convnext_base": ((3, 3, 27, 3, 128, 224), (88591464, 15354729472)),
        "convnext_large": ((3, 3, 27, 3, 192, 224), (197767336, 34361433600)),
    },
)
