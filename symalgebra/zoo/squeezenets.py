"""SqueezeNet: fire modules, which squeeze by a 1x1 before they expand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from symalgebra.formula import Size, size
from symalgebra.layer import Layer
from symalgebra.leaves import Conv, Dropout, Flatten, GlobalAvgPool, MaxPool

from .family import SIZE, Family
from .parts import RELU, Stages, Value, exact, floor, series, shortcut

__all__ = ["fire", "squeezenet", "squeezenet1_0", "squeezenet1_1", "squeezeresnet_v1_0"]


def fire(squeezed: Size, narrow: Size, wide: Size) -> Layer:
    """A 1x1 of `squeezed` channels, read by a 1x1 of `narrow` and a 3x3 of `wide` channels, joined.

    >>> from symalgebra import dims, params
    >>> c, s, a, b, r = dims("c s a b r")
    >>> params(fire(s, a, b), (c, r, r)) == c*s + s + s*a + a + 9*s*b + b
    True
    """
    expand = (Conv(narrow, 1) >> RELU) | (Conv(wide, 3, padding=1) >> RELU)
    return Conv(squeezed, 1) >> RELU >> expand


def squeezenet_stages(
    base: Value = 128,
    incr: Value = 128,
    classes: Value = 1000,
    *,
    freq: int = 2,
    ratio: Value = Fraction(1, 8),
    share: Value = Fraction(1, 2),
    fires: Sequence[int] = (3, 4, 1),
    stem: tuple[Value, Value] = (96, 7),
    bypass: bool = False,
) -> Stages:
    """The rows of `squeezenet`."""
    width, kernel = size(stem[0]), stem[1]
    rows: Stages = [("stem", Conv(width, kernel, stride=2) >> RELU)]
    for number, count in enumerate(fires):
        layer: Layer = MaxPool(3, stride=2, ceil_mode=True)
        for module in range(sum(fires[:number]), sum(fires[:number]) + count):
            before, width = width, size(base + incr * (module // freq))
            wide = floor(exact(share) * width)
            branch = fire(floor(exact(ratio) * width), size(width - wide), wide)
            layer = layer >> (shortcut(before, width, 1, branch) if bypass else branch)
        rows.append((f"stage {number + 1}", layer))
    if classes is None:
        return rows
    return [*rows, ("head", Dropout() >> Conv(classes, 1) >> RELU >> GlobalAvgPool() >> Flatten())]


def squeezenet(base: Value = 128, incr: Value = 128, classes: Value = 1000, **options: Value) -> Layer:
    """SqueezeNet: fire module i has e = base + incr*floor(i/freq) channels, `share` of them from its 3x3.

    It squeezes to floor(ratio*e) channels. Options: `freq`, `ratio`, `share`; `fires`, how many modules
    follow each of the three pools, which round up; `stem`, channels and kernel of the first convolution;
    `bypass`, a shortcut around a module that keeps its width. `classes=None` leaves the head off.

    Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer, "SqueezeNet: AlexNet-level accuracy with 50x fewer
    parameters and <0.5MB model size", 2016.

    >>> from symalgebra import dims, macs, params
    >>> e = dims("e")
    >>> params(squeezenet(8 * e, 8 * e), (3, 224, 224)), params(squeezenet1_0(), (3, 224, 224))
    (2800*e**2 + 32276*e + 15208, 1248424)
    >>> macs(squeezenet1_1(), (3, 224, 224))
    349151936
    """
    return series(squeezenet_stages(base, incr, classes, **options))


squeezenet1_0 = partial(squeezenet, 128, 128)
squeezenet1_1 = partial(squeezenet, 128, 128, fires=(2, 2, 4), stem=(64, 3))
squeezeresnet_v1_0 = partial(squeezenet, 128, 128, bypass=True)

SQUEEZENET = Family(
    "squeezenet",
    "SqueezeNet",
    "Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer: SqueezeNet. 2016",
    {"e": "an eighth of the channels of the first module"} | SIZE,
    ("3", "H", "H"),
    lambda v: squeezenet_stages(8 * v["e"], 8 * v["e"]),
    {"squeezenet1_0": ((16, 224), (1248424, 818924576))},
)
