"""U-Net: every level halves the resolution, doubles the width, and is joined again on the way up."""

from __future__ import annotations

from typing import Any

from symalgebra.formula import Size, size
from symalgebra.layer import Layer, Nest
from symalgebra.leaves import Conv, ConvTranspose, MaxPool

from .family import LAST, WIDTH, Family
from .parts import RELU, Stages, Value, fresh, series

__all__ = ["unet"]


def pair(width: Size) -> Layer:
    """Two 3x3 convolutions that keep the resolution."""
    return (Conv(width, 3, padding=1, bias=False) >> RELU) ** 2


def up(width: Size) -> Layer:
    """The 2x2 transposed convolution that doubles the resolution."""
    return ConvTranspose(width, 2, stride=2, bias=False)


def unet_stages(depth: Value, width: Value = 64, classes: Value = 2) -> Stages:
    """The rows of `unet`."""
    return [("levels", levels(size(depth), size(width))), ("head", Conv(classes, 1, bias=False))]


def levels(depth: Size, width: Size) -> Layer:
    """The levels one within another, written out where their number is one."""
    i = fresh(depth, width)
    here = width * size(2**i)
    nest: Any = Nest(i, depth, pair(here), MaxPool(2), up(here), pair(here), pair(width * 2**depth))
    return nest.unrolled() if isinstance(depth, int) else nest


def unet(depth: Value, width: Value = 64, classes: Value = 2) -> Layer:
    """U-Net of `depth` levels below the first; level i has the width width*2**i.

    Convolutions keep the resolution and have no bias. So 2**depth must divide the resolution: elsewhere the
    way up meets the way down with another shape, and the term is refused.

    Ronneberger, Fischer, Brox, "U-Net: convolutional networks for biomedical image segmentation", MICCAI
    2015, whose convolutions do not pad.

    >>> from symalgebra import dims, macs, params
    >>> N, w, q = dims("N w q")
    >>> net, x = unet(N, w), (3, 2**N * q, 2**N * q)
    >>> params(net, x) == (89 * 4**N - 62) * w**2 / 3 + 29 * w
    True
    >>> macs(net, x) == 4**N * q**2 * w * (85 * N * w / 2 + 9 * w + 29)
    True
    """
    return series(unet_stages(depth, width, classes))


UNET = Family(
    "unet",
    "U-Net",
    "Ronneberger, Fischer, Brox: U-Net. MICCAI 2015 (here with padding, without bias)",
    {"N": "levels below the first"} | WIDTH | LAST,
    ("3", "2**N*q", "2**N*q"),
    lambda v: unet_stages(v["N"], v["w"]),
    {"unet": ((4, 64, 32), ())},
)
