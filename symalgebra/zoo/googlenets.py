"""GoogLeNet: a stack of Inception modules."""

from __future__ import annotations

from functools import partial, reduce
from operator import rshift

from symalgebra.formula import floordiv, size
from symalgebra.layer import Layer
from symalgebra.leaves import Dropout, MaxPool

from .family import SIZE, Family
from .inceptions import inception, unit
from .parts import Stages, Value, head, series

__all__ = ["googlenet"]

# Of each module: 1x1, before the 3x3, 3x3, before the 5x5, 5x5, after the pool (table 1 of the paper).
MODULES = (
    ((64, 96, 128, 16, 32, 32), (128, 128, 192, 32, 96, 64)),
    (
        (192, 96, 208, 16, 48, 64),
        (160, 112, 224, 24, 64, 64),
        (128, 128, 256, 24, 64, 64),
        (112, 144, 288, 32, 64, 64),
        (256, 160, 320, 32, 128, 128),
    ),
    ((256, 160, 320, 32, 128, 128), (384, 192, 384, 48, 128, 128)),
)


def googlenet_stages(
    width: Value = 64, classes: Value = 1000, *, kernel: int = 3, batch_norm: bool = True
) -> Stages:
    """The rows of `googlenet`."""

    def scaled(channels: int) -> Value:
        return floordiv(channels * size(width), 64)

    def pool(side: int = 3) -> Layer:
        return MaxPool(side, stride=2, ceil_mode=True)

    module = partial(inception, kernel=kernel, batch_norm=batch_norm)
    first = unit(scaled(64), 7, 2, 3, batch_norm) >> pool()
    second = unit(scaled(64), normed=batch_norm) >> unit(scaled(192), 3, 1, 1, batch_norm) >> pool()
    rows: Stages = [("stem", first >> second)]
    for number, modules in enumerate(MODULES, 3):
        stack = reduce(rshift, (module(*map(scaled, widths)) for widths in modules))
        end = [pool(), pool(2)][number - 3 : number - 2]
        rows.append((f"modules {number}", reduce(rshift, [stack, *end])))
    return rows + head(classes, Dropout(0.2))


def googlenet(width: Value = 64, classes: Value = 1000, **options: Value) -> Layer:
    """GoogLeNet (Inception v1) without its auxiliary heads, all widths times width/64, rounded down.

    As torchvision has it: normalised, with 3x3 where the paper has 5x5 convolutions, pools that round up.
    Options: `kernel=5` and `batch_norm=False` for the network of the paper. `classes=None` leaves the head
    off.

    Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich, "Going deeper with
    convolutions", CVPR 2015.

    >>> from symalgebra import dims, macs, params
    >>> w, x = dims("w"), (3, 224, 224)
    >>> params(googlenet(64 * w), x)
    5575936*w**2 + 1047968*w + 1000
    >>> params(googlenet(), x), macs(googlenet(), x), params(googlenet(kernel=5, batch_norm=False), x)
    (6624904, 1498376192, 6998552)
    """
    return series(googlenet_stages(width, classes, **options))


GOOGLENET = Family(
    "googlenet",
    "GoogLeNet",
    "Szegedy et al.: Going deeper with convolutions. CVPR 2015",
    {"w": "channels of the first layer"} | SIZE,
    ("3", "H", "H"),
    lambda v: googlenet_stages(v["w"]),
    {"googlenet": ((64, 224), (6624904, 1498376192))},
)
