"""VGG: stages of 3x3 convolutions, each ended by a pool."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import AdaptiveAvgPool, Conv, Dropout, Flatten, Linear, MaxPool

from .family import SIZE, WIDTH, Family, Table, counts, numbered
from .parts import NORM, RELU, Stages, Value, matched, run, series

__all__ = ["vgg", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16", "vgg16_bn", "vgg19", "vgg19_bn"]


def vgg_stages(
    convs: Sequence[Value],
    width: Value | Sequence[Value] = 64,
    classes: Value = 1000,
    batch_norm: bool = False,
    head: Value = 4096,
) -> Stages:
    """The rows of `vgg`."""
    widths = matched("widths", width, convs) if isinstance(width, Sequence) else doubling(width, len(convs))
    norm = NORM if batch_norm else Id
    rows: Stages = []
    for number, (count, channels) in enumerate(zip(convs, widths, strict=True), 1):
        layer = Conv(channels, 3, padding=1) >> norm >> RELU
        rows.append((f"stage {number}", run(layer, layer, count) >> MaxPool(2)))
    return rows if classes is None else [*rows, ("head", classifier(head, classes))]


def doubling(width: Value, stages: int) -> list[Value]:
    """The widths of the paper: each stage is twice as wide as the one before, up to eight times the first."""
    return [size(width) * 2 ** min(number, 3) for number in range(stages)]


def classifier(head: Value, classes: Value) -> Layer:
    """Pooling to 7x7, then three linear layers."""
    hidden = Linear(head) >> RELU >> Dropout()
    return AdaptiveAvgPool(7) >> Flatten() >> hidden >> hidden >> Linear(classes)


def vgg(
    convs: Sequence[Value],
    width: Value | Sequence[Value] = 64,
    classes: Value = 1000,
    batch_norm: bool = False,
    head: Value = 4096,
) -> Layer:
    """VGG with convs[s] convolutions in stage s, each stage ended by a pool that halves the resolution.

    `width` is that of the first stage, doubled from stage to stage up to 8*width, or one for each stage;
    `head` that of the two hidden linear layers. `classes=None` leaves the head off: the convolutions alone.

    Simonyan, Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015, with
    torchvision's pooling to 7x7 before the head. The convolutions of VGG-16:

    >>> from symalgebra import dims, macs, params, receptive_field
    >>> w, q = dims("w q")
    >>> net, x = vgg((2, 2, 3, 3, 3), width=64 * w, classes=None), (3, 32 * q, 32 * q)
    >>> params(net, x), macs(net, x), receptive_field(net, x)
    (14708736*w**2 + 5952*w, 311427072*q**2*w**2 + 1769472*q**2*w, 212)
    """
    return series(vgg_stages(convs, width, classes, batch_norm, head))


vgg11 = partial(vgg, (1, 1, 2, 2, 2))
vgg13 = partial(vgg, (2, 2, 2, 2, 2))
vgg16 = partial(vgg, (2, 2, 3, 3, 3))
vgg19 = partial(vgg, (2, 2, 4, 4, 4))
vgg11_bn = partial(vgg11, batch_norm=True)
vgg13_bn = partial(vgg13, batch_norm=True)
vgg16_bn = partial(vgg16, batch_norm=True)
vgg19_bn = partial(vgg19, batch_norm=True)


def family(name: str, title: str, batch_norm: bool, table: Table) -> Family:
    """The family with one symbol for the convolutions of each stage."""
    return Family(
        name,
        title,
        "Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition. ICLR 2015",
        numbered("convolutions of stage", 5) | WIDTH | SIZE,
        ("3", "H", "H"),
        lambda v: vgg_stages(counts(v), v["w"], batch_norm=batch_norm),
        table,
    )


VGG = family(
    "vgg",
    "VGG",
    False,
    {
        "vgg11": ((1, 1, 2, 2, 2, 64, 224), (132863336, 7609090048)),
        "vgg13": ((2, 2, 2, 2, 2, 64, 224), (133047848, 11308466176)),
        "vgg16": ((2, 2, 3, 3, 3, 64, 224), (138357544, 15470264320)),
        "vgg19": ((2, 2, 4, 4, 4, 64, 224), (143667240, 19632062464)),
    },
)

VGG_BN = family(
    "vgg-bn",
    "VGG with batch normalisation",
    True,
    {
        "vgg11_bn": ((1, 1, 2, 2, 2, 64, 224), (132868840, 7609090048)),
        "vgg13_bn": ((2, 2, 2, 2, 2, 64, 224), (133053736, 11308466176)),
        "vgg16_bn": ((2, 2, 3, 3, 3, 64, 224), (138365992, 15470264320)),
        "vgg19_bn": ((2, 2, 4, 4, 4, 64, 224), (143678248, 19632062464)),
    },
)
