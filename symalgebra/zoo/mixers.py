"""MLP-Mixer: an image as a sequence of patches, mixed by linear maps alone."""

from __future__ import annotations

from functools import partial

from symalgebra.formula import multiply, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import Flatten, GlobalAvgPool, LayerNorm, Linear, Transpose
from symalgebra.leaves.sliding import quotient

from .family import Family
from .parts import Stages, Value, series
from .vits import patches, perceptron

__all__ = [
    "mixer", "mixer_b16_224", "mixer_b32_224", "mixer_l16_224", "mixer_l32_224", "mixer_s16_224",
    "mixer_s32_224",
]  # fmt: skip


def mixer_stages(
    patch: Value,
    layers: Value,
    width: Value,
    token_hidden: Value = None,
    hidden: Value = None,
    classes: Value = 1000,
    *,
    image_size: Value = 224,
) -> Stages:
    """The rows of `mixer`."""
    width = size(width)
    sides = image_size if isinstance(image_size, tuple) else (image_size,) * 2
    tokens = multiply(quotient(size(side), size(patch), "the image size") for side in sides)
    inner = quotient(width, 2, "the width") if token_hidden is None else size(token_hidden)
    mixing = Id + (LayerNorm() >> Transpose() >> perceptron(inner, tokens) >> Transpose())
    block = mixing >> (Id + (LayerNorm() >> perceptron(4 * width if hidden is None else size(hidden), width)))
    rows = [("patches", patches(patch, width)), ("blocks", block ** size(layers)), ("norm", LayerNorm())]
    return rows if classes is None else [*rows, ("head", GlobalAvgPool() >> Flatten() >> Linear(classes))]


def mixer(
    patch: Value,
    layers: Value,
    width: Value,
    token_hidden: Value = None,
    hidden: Value = None,
    classes: Value = 1000,
    **options: Value,
) -> Layer:
    """MLP-Mixer: in each layer a perceptron along the patches, of `token_hidden` units, then one at each.

    The first is made for the number of patches of `image_size`, 224 or a pair of sides; other inputs are
    refused. `token_hidden` is width/2 and `hidden` 4*width unless given. `classes=None` leaves the head off.

    Tolstikhin, Houlsby, Kolesnikov, Beyer, Zhai, Unterthiner, Yung, Steiner, Keysers, Uszkoreit, Lucic,
    Dosovitskiy, "MLP-Mixer: an all-MLP architecture for vision", NeurIPS 2021.

    >>> from symalgebra import dims, macs, params
    >>> p, n, d, a, b, q = dims("p n d a b q")
    >>> net, x = mixer(p, n, d, a, b, image_size=p * q), (3, p * q, p * q)
    >>> params(net, x)
    2*a*n*q**2 + a*n + 2*b*d*n + b*n + 5*d*n + 3*d*p**2 + 1003*d + n*q**2 + 1000
    >>> params(mixer_b16_224(), (3, 224, 224)), macs(mixer_b16_224(), (3, 224, 224))
    (59880472, 12601767936)
    """
    return series(mixer_stages(patch, layers, width, token_hidden, hidden, classes, **options))


mixer_s32_224 = partial(mixer, 32, 8, 512)
mixer_s16_224 = partial(mixer, 16, 8, 512)
mixer_b32_224 = partial(mixer, 32, 12, 768)
mixer_b16_224 = partial(mixer, 16, 12, 768)
mixer_l32_224 = partial(mixer, 32, 24, 1024)
mixer_l16_224 = partial(mixer, 16, 24, 1024)

MIXER = Family(
    "mixer",
    "MLP-Mixer",
    "Tolstikhin et al.: MLP-Mixer: an all-MLP architecture for vision. NeurIPS 2021",
    {
        "p": "patch size",
        "n": "layers",
        "d": "channels",
        "a": "hidden units along the patches",
        "b": "hidden units at each patch",
        "q": "patches along each side",
    },
    ("3", "p*q", "p*q"),
    lambda v: mixer_stages(*(v[name] for name in "pndab"), image_size=v["p"] * v["q"]),
    {
        "mixer_s32_224": ((32, 8, 512, 256, 2048, 7), (19104624, 1002426368)),
        "mixer_s16_224": ((16, 8, 512, 256, 2048, 14), (18528264, 3776958464)),
        "mixer_b32_224": ((32, 12, 768, 384, 3072, 7), (60293428, 3237722112)),
        "mixer_b16_224": ((16, 12, 768, 384, 3072, 14), (59880472, 12601767936)),
        "mixer_l16_224": ((16, 24, 1024, 512, 4096, 14), (208196168, 44547678208)),
    },
)
