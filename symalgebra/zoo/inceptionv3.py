"""Inception-v3: modules of small and of one-dimensional convolutions, whose branches have different reach."""

from __future__ import annotations

from functools import reduce
from operator import or_, rshift

from symalgebra.layer import Layer
from symalgebra.leaves import AvgPool, Dropout, MaxPool

from .family import SIZE, Family
from .inceptions import unit
from .parts import Stages, Value, head, series

__all__ = ["inception_v3"]


def chain(*layers: tuple) -> Layer:
    """Convolutions in series, from (width, kernel, stride); those of stride 1 keep the resolution."""
    return reduce(rshift, (chained(*layer) for layer in layers))


def chained(width: Value, kernel: Value = 1, stride: int = 1) -> Layer:
    """One of them."""
    sides = kernel if isinstance(kernel, tuple) else (kernel, kernel)
    return unit(width, kernel, stride, tuple(k // 2 for k in sides) if stride == 1 else 0)


def joined(*branches: Layer) -> Layer:
    """Branches side by side."""
    return reduce(or_, branches)


def spread(width: Value) -> Layer:
    """A 1x3 and a 3x1 of one input."""
    return chain((width, (1, 3))) | chain((width, (3, 1)))


def averaged(width: Value) -> Layer:
    """A mean and a 1x1."""
    return AvgPool(3, stride=1, padding=1) >> chain((width,))


def module_a(pool: int) -> Layer:
    """Figure 5 of the paper: one 5x5, two 3x3."""
    large = chain((48,), (64, 5))
    return joined(chain((64,)), large, chain((64,), (96, 3), (96, 3)), averaged(pool))


def module_c(inner: int) -> Layer:
    """Figure 6: 7x7 convolutions as pairs of 1x7 and 7x1."""
    short = chain((inner,), (inner, (1, 7)), (192, (7, 1)))
    long = chain((inner,), (inner, (7, 1)), (inner, (1, 7)), (inner, (7, 1)), (192, (1, 7)))
    return joined(chain((192,)), short, long, averaged(192))


def module_e() -> Layer:
    """Figure 7: 3x3 convolutions spread to a 1x3 and a 3x1."""
    return joined(
        chain((320,)), chain((384,)) >> spread(384), chain((448,), (384, 3)) >> spread(384), averaged(192)
    )


def inception_v3_stages(classes: Value = 1000) -> Stages:
    """The rows of `inception_v3`."""
    pool = MaxPool(3, stride=2)
    first = unit(32, 3, 2) >> unit(32, 3) >> unit(64, 3, 1, 1) >> pool
    reduced = joined(chain((384, 3, 2)), chain((64,), (96, 3), (96, 3, 2)), pool)
    second = chain((192,), (192, (1, 7)), (192, (7, 1)), (192, 3, 2))
    rows = [
        ("stem", first >> unit(80) >> unit(192, 3) >> pool),
        ("modules 35x35", module_a(32) >> module_a(64) ** 2),
        ("to 17x17", reduced),
        ("modules 17x17", module_c(128) >> module_c(160) ** 2 >> module_c(192)),
        ("to 8x8", joined(chain((192,), (320, 3, 2)), second, pool)),
        ("modules 8x8", module_e() ** 2),
    ]
    return rows + head(classes, Dropout())


def inception_v3(classes: Value = 1000) -> Layer:
    """Inception-v3 without its auxiliary head, as torchvision has it, made for images of 299x299.

    `classes=None` leaves the head off.

    Szegedy, Vanhoucke, Ioffe, Shlens, Wojna, "Rethinking the inception architecture for computer vision",
    CVPR 2016.

    >>> from symalgebra import depth, dims, macs, params
    >>> K, q = dims("K q")
    >>> net, x = inception_v3(K), (3, 32 * q + 11, 32 * q + 11)
    >>> params(net, x)
    2049*K + 21785568
    >>> macs(net, x)
    2048*K + 77484032*q**2 - 65225728*q + 21993056
    >>> params(net, x).at(K=1000), macs(net, x).at(K=1000, q=9), depth(net, x)
    (23834568, 5713216096, 48)
    """
    return series(inception_v3_stages(classes))


INCEPTION_V3 = Family(
    "inception-v3",
    "Inception-v3",
    "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the inception architecture. CVPR 2016",
    {"K": "classes"} | SIZE,
    ("3", "H", "H"),
    lambda v: inception_v3_stages(v["K"]),
    {"inception_v3": ((1000, 299), (23834568, 5713216096))},
)
