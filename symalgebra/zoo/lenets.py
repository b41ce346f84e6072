"""LeNet-5: two convolutions and pools, then a classifier; the first of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.layer import Layer
from symalgebra.leaves import AvgPool, Conv, Flatten, Linear, Tanh

from .family import Family
from .parts import Stages, Value, series

__all__ = ["lenet", "lenet5"]

SOURCE = "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition. 1998"


def lenet_stages(
    widths: Sequence[Value] = (6, 16, 120), hidden: Value = 84, classes: Value = 10, kernel: Value = 5
) -> Stages:
    """The rows of `lenet`."""
    *early, last = widths
    rows = [(f"stage {i}", Conv(w, kernel) >> Tanh() >> AvgPool(2)) for i, w in enumerate(early, 1)]
    rows.append(("last", Conv(last, kernel) >> Tanh()))
    head = Flatten() >> Linear(hidden) >> Tanh() >> Linear(classes)
    return rows if classes is None else [*rows, ("head", head)]


def lenet(
    widths: Sequence[Value] = (6, 16, 120), hidden: Value = 84, classes: Value = 10, kernel: Value = 5
) -> Layer:
    """LeNet-5 on an image of 32x32: convolutions of widths[i] channels, means of 2x2 between them.

    Every convolution reads all channels, pools have no weights and the output is linear, as in today's
    versions; the paper joins part of the channels, scales its pools, and ends in radial basis functions.
    `classes=None` leaves the head off.

    LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition", Proceedings of
    the IEEE 1998.

    >>> from symalgebra import dims, macs, params
    >>> a, b, c, d = dims("a b c d")
    >>> net = lenet((a, b, c), d)
    >>> params(net, (1, 32, 32)) == 26*a + 25*a*b + b + 25*b*c + c + c*d + d + 10*d + 10
    True
    >>> params(lenet5(), (1, 32, 32)), macs(lenet5(), (1, 32, 32))
    (61706, 416520)
    """
    return series(lenet_stages(widths, hidden, classes, kernel))


lenet5 = partial(lenet)

LENET = Family(
    "lenet",
    "LeNet",
    SOURCE,
    {"a": "channels of convolution 1", "b": "of convolution 2", "c": "of convolution 3", "d": "hidden units"},
    ("1", "32", "32"),
    lambda v: lenet_stages((v["a"], v["b"], v["c"]), v["d"]),
    {"lenet5": ((6, 16, 120, 84), ())},
)
