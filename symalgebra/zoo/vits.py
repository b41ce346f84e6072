"""Vision transformers: an image as a sequence of patches."""

from __future__ import annotations

from functools import partial

from symalgebra.formula import Size, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import (
    GELU,
    Attention,
    ClassToken,
    Conv,
    Dropout,
    FirstToken,
    Flatten,
    LayerNorm,
    Linear,
    PixelUnshuffle,
    PositionalEmbedding,
)

from .family import Family
from .parts import Stages, Value, series

__all__ = [
    "deit_base_patch16_224", "deit_small_patch16_224", "deit_tiny_patch16_224", "vit", "vit_b_16", "vit_b_32",
    "vit_base_patch16_224", "vit_h_14", "vit_l_16", "vit_l_32", "vit_small_patch16_224",
    "vit_small_patch32_224", "vit_tiny_patch16_224",
]  # fmt: skip

SOURCE = "Dosovitskiy et al.: An image is worth 16x16 words. ICLR 2021"


def perceptron(hidden: Size, width: Size) -> Layer:
    """Two linear layers with a GELU between them."""
    return Linear(hidden) >> GELU() >> Dropout(0.0) >> Linear(width)


def encoder(width: Size, heads: Size, hidden: Size) -> Layer:
    """Attention, then a perceptron of `hidden` units, each normalised before and beside `Id`."""
    attention = Linear(3 * width) >> Attention(heads) >> Linear(width)
    return (Id + (LayerNorm() >> attention)) >> (Id + (LayerNorm() >> perceptron(hidden, width)))


def patches(patch: Value, width: Value) -> Layer:
    """The image as a sequence of patches, each mapped to `width` channels.

    A convolution of kernel and stride `patch`, for a resolution that the patch divides; any other is refused.
    """
    return PixelUnshuffle(patch) >> Conv(width, 1) >> Flatten(start_dim=2)


def vit_stages(
    patch: Value, layers: Value, width: Value, heads: Value, hidden: Value = None, classes: Value = 1000
) -> Stages:
    """The rows of `vit`."""
    width = size(width)
    block = encoder(width, size(heads), 4 * width if hidden is None else size(hidden))
    rows = [
        ("patches", patches(patch, width) >> ClassToken() >> PositionalEmbedding()),
        ("encoder", block ** size(layers)),
        ("norm", LayerNorm()),
    ]
    return rows if classes is None else [*rows, ("head", FirstToken() >> Linear(classes))]


def vit(
    patch: Value, layers: Value, width: Value, heads: Value, hidden: Value = None, classes: Value = 1000
) -> Layer:
    """The vision transformer of `layers` layers with `heads` heads, on patches of `patch` positions a side.

    A layer has a perceptron of `hidden` units, 4*width unless given. The embedding of positions, and so the
    number of parameters, follows the resolution. `classes=None` leaves the head off.

    Dosovitskiy, Beyer, Kolesnikov, Weissenborn, Zhai, Unterthiner, Dehghani, Minderer, Heigold, Gelly,
    Uszkoreit, Houlsby, "An image is worth 16x16 words", ICLR 2021. DeiT is the same network.

    >>> from symalgebra import depth, dims, macs, params
    >>> p, n, d, h, q = dims("p n d h q")
    >>> net, x = vit(p, n, d, h), (3, p * q, p * q)
    >>> params(net, x)
    12*d**2*n + 13*d*n + 3*d*p**2 + d*q**2 + 1005*d + 1000
    >>> macs(net, x)
    12*d**2*n*q**2 + 12*d**2*n + 2*d*n*q**4 + 4*d*n*q**2 + 2*d*n + 3*d*p**2*q**2 + 1000*d
    >>> depth(net, x), params(vit_b_16(), (3, 224, 224))
    (4*n + 2, 86567656)
    """
    return series(vit_stages(patch, layers, width, heads, hidden, classes))


vit_b_16 = partial(vit, 16, 12, 768, 12)
vit_b_32 = partial(vit, 32, 12, 768, 12)
vit_l_16 = partial(vit, 16, 24, 1024, 16)
vit_l_32 = partial(vit, 32, 24, 1024, 16)
vit_h_14 = partial(vit, 14, 32, 1280, 16)
vit_tiny_patch16_224 = deit_tiny_patch16_224 = partial(vit, 16, 12, 192, 3)
vit_small_patch16_224 = deit_small_patch16_224 = partial(vit, 16, 12, 384, 6)
vit_small_patch32_224 = partial(vit, 32, 12, 384, 6)
vit_base_patch16_224 = deit_base_patch16_224 = vit_b_16


VIT = Family(
    "vit",
    "Vision transformer",
    SOURCE,
    {
        "p": "patch size",
        "n": "layers",
        "d": "channels",
        "h": "heads",
        "f": "hidden units of a layer",
        "q": "patches along each side",
    },
    ("3", "p*q", "p*q"),
    lambda v: vit_stages(v["p"], v["n"], v["d"], v["h"], v["f"]),
    {
        "vit_tiny_patch16_224": ((16, 12, 192, 3, 768, 14), (5717416, 1253683200)),
        "vit_small_patch16_224": ((16, 12, 384, 6, 1536, 14), (22050664, 4598882304)),
        "vit_b_16": ((16, 12, 768, 12, 3072, 14), (86567656, 17563828224)),
        "vit_b_32": ((32, 12, 768, 12, 3072, 7), (88224232, 4409186304)),
        "vit_l_16": ((16, 24, 1024, 16, 4096, 14), (304326632, 61554712576)),
        "vit_l_32": ((32, 24, 1024, 16, 4096, 7), (306535400, 15377539072)),
        "vit_h_14": ((14, 32, 1280, 16, 5120, 16), (632045800, 167295109120)),
    },
)
