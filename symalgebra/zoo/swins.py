"""Swin transformers: attention within windows, whose places shift from layer to layer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.formula import Size, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import (
    Conv,
    Flatten,
    GlobalAvgPool,
    LayerNorm,
    Linear,
    PatchMerging,
    WindowAttention,
    WindowLinear,
)

from .family import Family, counts, numbered
from .parts import Stages, Value, matched, series
from .vits import perceptron

__all__ = ["swin", "swin_b", "swin_l", "swin_s", "swin_t", "swin_v2_b", "swin_v2_s", "swin_v2_t"]

CPB = 512  # hidden units of the network that finds the position biases of the second version


def block(width: Size, heads: Size, window: Size, version: int = 1) -> Layer:
    """Attention within windows and a perceptron, normalised before in version 1 and after in version 2."""
    attention = WindowAttention(heads, window, CPB if version == 2 else None)
    attending = WindowLinear(3 * width, window) >> attention >> WindowLinear(width, window)
    several = [attending, perceptron(4 * width, width)]
    if version == 2:
        first, second = (Id + (branch >> LayerNorm()) for branch in several)
    else:
        first, second = (Id + (LayerNorm() >> branch) for branch in several)
    return first >> second


def merging(width: Size, version: int = 1) -> Layer:
    """Four neighbours to one position of `width` channels."""
    joined, reduced = PatchMerging(2), Linear(width, bias=False)
    return joined >> reduced >> LayerNorm() if version == 2 else joined >> LayerNorm() >> reduced


def swin_stages(
    layers: Sequence[Value],
    width: Value,
    heads: Value | Sequence[Value],
    window: Value = 7,
    classes: Value = 1000,
    *,
    patch: Value = 4,
    version: int = 1,
) -> Stages:
    """The rows of `swin`."""
    width = size(width)
    if not isinstance(heads, Sequence):
        heads = [size(heads) * 2**stage for stage in range(len(layers))]
    rows: Stages = []
    for stage, (count, number) in enumerate(zip(layers, matched("heads", heads, layers), strict=True)):
        here = width * 2**stage
        entry = Conv(here, patch, stride=patch) >> LayerNorm() if stage == 0 else merging(here, version)
        repeated = block(here, size(number), size(window), version) ** size(count)
        rows.append((f"stage {stage + 1}", entry >> repeated))
    rows.append(("norm", LayerNorm()))
    return rows if classes is None else [*rows, ("head", GlobalAvgPool() >> Flatten() >> Linear(classes))]


def swin(
    layers: Sequence[Value],
    width: Value,
    heads: Value | Sequence[Value],
    window: Value = 7,
    classes: Value = 1000,
    **options: Value,
) -> Layer:
    """The Swin transformer of layers[s] layers, width*2**s wide, in stage s; windows have `window` a side.

    `heads` is the number of heads in the first stage, doubled from stage to stage, or one for each stage. Of
    any resolution: windows at the border are padded, as in torchvision. Options: `patch`, kernel and stride
    of the first layer; `version`, 1 or 2. `classes=None` leaves the head off.

    Liu, Lin, Cao, Hu, Wei, Zhang, Lin, Guo, "Swin transformer: hierarchical vision transformer using shifted
    windows", ICCV 2021; Liu et al., "Swin transformer V2: scaling up capacity and resolution", CVPR 2022.

    >>> from symalgebra import depth, dims, macs, params
    >>> n, d, h, M, q = dims("n d h M q")
    >>> net, x = swin((2, 2, n, 2), d, h, M), (3, 32 * M * q, 32 * M * q)
    >>> biases = (2*M - 1)**2 * h * (4*n + 22)
    >>> params(net, x) == biases + 192*d**2*n + 1824*d**2 + 52*d*n + 8409*d + 1000
    True
    >>> params(swin_t(), (3, 224, 224)), macs(swin_t(), (3, 224, 224))
    (28288354, 4490566656)
    """
    return series(swin_stages(layers, width, heads, window, classes, **options))


swin_t = partial(swin, (2, 2, 6, 2), 96, 3)
swin_s = partial(swin, (2, 2, 18, 2), 96, 3)
swin_b = partial(swin, (2, 2, 18, 2), 128, 4)
swin_l = partial(swin, (2, 2, 18, 2), 192, 6)
swin_v2_t = partial(swin, (2, 2, 6, 2), 96, 3, 8, version=2)
swin_v2_s = partial(swin, (2, 2, 18, 2), 96, 3, 8, version=2)
swin_v2_b = partial(swin, (2, 2, 18, 2), 128, 4, 8, version=2)


def family(version: int, source: str, table: dict) -> Family:
    """The family of one version."""
    return Family(
        "swin" if version == 1 else "swin-v2",
        f"Swin transformer{'' if version == 1 else ' V2'}",
        source,
        numbered("layers of stage", 4)
        | {"d": "channels of the first stage", "h": "heads of the first stage", "M": "side of a window"}
        | {"q": "windows along each side of the last stage"},
        ("3", "32*M*q", "32*M*q"),
        lambda v: swin_stages(counts(v), v["d"], v["h"], v["M"], version=version),
        table,
    )


SWIN = family(
    1,
    "Liu, Lin, Cao, Hu, Wei, Zhang, Lin, Guo: Swin transformer. ICCV 2021",
    {
        "swin_t": ((2, 2, 6, 2, 96, 3, 7, 1), (28288354, 4490566656)),
        "swin_s": ((2, 2, 18, 2, 96, 3, 7, 1), (49606258, 8740875264)),
        "swin_b": ((2, 2, 18, 2, 128, 4, 7, 1), (87768224, 15430946816)),
    },
)
SWIN_V2 = family(
    2,
    "Liu et al.: Swin transformer V2. CVPR 2022",
    {
        "swin_v2_t": ((2, 2, 6, 2, 96, 3, 8, 1), (28351570, 5939690496)),
        "swin_v2_s": ((2, 2, 18, 2, 96, 3, 8, 1), (49737442, 11545857024)),
        "swin_v2_b": ((2, 2, 18, 2, 128, 4, 8, 1), (87930848, 20325134336)),
    },
)
