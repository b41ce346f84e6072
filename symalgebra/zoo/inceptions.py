"""The Inception module: four branches of different reach, joined along the channels."""

from __future__ import annotations

from symalgebra.layer import Layer
from symalgebra.leaves import Conv, MaxPool

from .family import SIZE, Family
from .parts import NORM, RELU, Value

__all__ = ["inception"]


def unit(
    width: Value, kernel: Value = 1, stride: Value = 1, padding: Value = 0, normed: bool = True
) -> Layer:
    """A convolution, its normalisation unless it has a bias, and a ReLU."""
    layer = Conv(width, kernel, stride=stride, padding=padding, bias=not normed)
    return layer >> NORM >> RELU if normed else layer >> RELU


def inception(
    b1: Value,
    b3r: Value,
    b3: Value,
    b5r: Value,
    b5: Value,
    pool: Value,
    kernel: int = 5,
    batch_norm: bool = False,
) -> Layer:
    """The module of GoogLeNet: 1x1 | 1x1, 3x3 | 1x1, 5x5 | pool, 1x1, with b1 + b3 + b5 + pool channels out.

    `b3r` and `b5r` are the widths of the 1x1 convolutions before the larger ones. torchvision's GoogLeNet has
    `kernel=3` in place of the 5x5, and normalises.

    Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich, "Going deeper with
    convolutions", CVPR 2015.

    >>> from symalgebra import dims, macs, receptive_field
    >>> a, b1, c, b3, d, b5, p, r = dims("a b1 c b3 d b5 p r")
    >>> net, x = inception(b1, c, b3, d, b5, p), (a, r, r)
    >>> net.out(x), receptive_field(net, x)
    ((b1 + b3 + b5 + p, r, r), 5)
    >>> macs(net, x) == r**2 * (a * (b1 + c + d + p) + 9 * b3 * c + 25 * b5 * d)
    True
    """

    def same(width: Value, kernel: int = 1) -> Layer:
        return unit(width, kernel, 1, kernel // 2, batch_norm)

    large = same(b5r) >> same(b5, kernel)
    pooled = MaxPool(3, stride=1, padding=1) >> same(pool)
    return same(b1) | (same(b3r) >> same(b3, 3)) | large | pooled


WIDTHS = {
    "b1": "channels of the 1x1",
    "b3r": "channels before the 3x3",
    "b3": "channels of the 3x3",
    "b5r": "channels before the 5x5",
    "b5": "channels of the 5x5",
    "p": "channels after the pool",
}

INCEPTION = Family(
    "inception",
    "Inception module",
    "Szegedy et al.: Going deeper with convolutions. CVPR 2015",
    {"a": "channels of the input"} | WIDTHS | SIZE,
    ("a", "H", "H"),
    lambda v: [("module", inception(*(v[name] for name in WIDTHS)))],
    {
        "inception3a": ((192, 64, 96, 128, 16, 32, 32, 28), ()),
        "inception3b": ((256, 128, 128, 192, 32, 96, 64, 28), ()),
    },
)
