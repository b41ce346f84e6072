"""DenseNet: in a dense block every layer reads all the outputs before it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from symalgebra.formula import size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import AvgPool, Conv

from .family import SIZE, Family, counts, numbered
from .parts import NORM, RELU, Stages, Value, entry, exact, floor, head, normed, series

__all__ = ["dense_block", "densenet", "densenet121", "densenet161", "densenet169", "densenet201"]


def dense_block(layers: Value, growth: Value, bn_size: Value = 4) -> Layer:
    """Layers that each add `growth` channels to all those that they read; 2**layers routes.

    The 3x3 of a layer reads a 1x1 of bn_size*growth channels, or the layer's input where `bn_size` is None.

    Huang, Liu, van der Maaten, Weinberger, "Densely connected convolutional networks", CVPR 2017.

    >>> from symalgebra import dims, params
    >>> n, c, k, r = dims("n c k r")
    >>> params(dense_block(n, k), (c, r, r)) == 4*c*k*n + 2*c*n + 2*k**2*n**2 + 34*k**2*n + k*n**2 + 7*k*n
    True
    """
    growth = size(growth)
    narrow = Id if bn_size is None else normed(size(bn_size) * growth)
    return (Id | (narrow >> normed(growth, 3))) ** size(layers)


def densenet_stages(
    growth: Value,
    blocks: Sequence[Value],
    init: Value = None,
    compression: Value = Fraction(1, 2),
    classes: Value = 1000,
    *,
    bn_size: Value = 4,
    stem: str = "imagenet",
) -> Stages:
    """The rows of `densenet`."""
    growth = size(growth)
    channels = 2 * growth if init is None else size(init)
    plain = Conv(channels, 3, padding=1, bias=False)  # normalised by its first reader
    rows = [("stem", plain if stem == "cifar" else entry(channels, stem))]
    for number, layers in enumerate(blocks, 1):
        if number > 1:
            channels = floor(exact(compression) * channels)
            rows.append((f"transition {number - 1}", normed(channels) >> AvgPool(2)))
        rows.append((f"block {number}", dense_block(layers, growth, bn_size)))
        channels = channels + size(layers) * growth
    return [*rows, ("norm", NORM >> RELU), *head(classes)]


def densenet(
    growth: Value,
    blocks: Sequence[Value],
    init: Value = None,
    compression: Value = Fraction(1, 2),
    classes: Value = 1000,
    **options: Value,
) -> Layer:
    """DenseNet-BC: dense blocks of blocks[s] layers with growth rate `growth`, transitions between them.

    The stem has `init` channels (2*growth unless given); a transition leaves floor(compression*channels) and
    halves the resolution. Options: `bn_size`, the width of a layer's 1x1 in growth rates, None for layers
    without one (DenseNet without "B"); `stem="cifar"`, a 3x3 that keeps the resolution. `classes=None` leaves
    the head off.

    Huang, Liu, van der Maaten, Weinberger, "Densely connected convolutional networks", CVPR 2017.

    >>> from symalgebra import dims, macs, params
    >>> k, q = dims("k q")
    >>> net, x = densenet(2 * k, (6, 12, 48, 32)), (3, 32 * q, 32 * q)
    >>> params(net, x), macs(net, x)
    (69744*k**2 + 134904*k + 1000, 332544*k**2*q**2 + 150528*k*q**2 + 120000*k)
    """
    return series(densenet_stages(growth, blocks, init, compression, classes, **options))


densenet121 = partial(densenet, 32, (6, 12, 24, 16))
densenet161 = partial(densenet, 48, (6, 12, 36, 24))
densenet169 = partial(densenet, 32, (6, 12, 32, 32))
densenet201 = partial(densenet, 32, (6, 12, 48, 32))

DENSENET = Family(
    "densenet",
    "DenseNet-BC",
    "Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks. CVPR 2017",
    {"k": "growth rate"} | numbered("layers of block", 4) | SIZE,
    ("3", "H", "H"),
    lambda v: densenet_stages(v["k"], counts(v)),
    {
        "densenet121": ((32, 6, 12, 24, 16, 224), (7978856, 2834161664)),
        "densenet161": ((48, 6, 12, 36, 24, 224), (28681000, 7727907072)),
        "densenet169": ((32, 6, 12, 32, 32, 224), (14149480, 3359843328)),
        "densenet201": ((32, 6, 12, 48, 32, 224), (20013928, 4291365888)),
    },
)
