"""Network in network: every convolution is followed by 1x1 convolutions, and the head is a mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from symalgebra.layer import Id, Layer
from symalgebra.leaves import AvgPool, Conv, Dropout, Flatten, GlobalAvgPool, MaxPool

from .family import SIZE, Family
from .parts import RELU, Stages, Value, matched, series

__all__ = ["nin", "nin_cifar10"]


def pool(number: int) -> Layer:
    """What is before a stage: nothing, a maximum before the second, a mean before all others."""
    kind = MaxPool if number == 1 else AvgPool
    return kind(3, stride=2, padding=1) >> Dropout() if number else Id


def nin_stages(widths: Sequence[Sequence[Value]], kernels: Sequence[Value], classes: Value = 10) -> Stages:
    """The rows of `nin`."""
    rows = []
    for number, (stage, kernel) in enumerate(zip(widths, matched("kernels", kernels, widths), strict=True)):
        first, *later = stage
        layer = pool(number) >> Conv(first, kernel, padding="same") >> RELU
        for width in later:
            layer = layer >> Conv(width, 1) >> RELU
        rows.append((f"stage {number + 1}", layer))
    if classes is None:
        return rows
    return [*rows, ("head", Conv(classes, 1) >> RELU >> GlobalAvgPool() >> Flatten())]


def nin(widths: Sequence[Sequence[Value]], kernels: Sequence[Value], classes: Value = 10) -> Layer:
    """Stages of one convolution with kernels[s] and further 1x1 convolutions, widths[s] wide, pools between.

    `classes=None` leaves the head off.

    Lin, Chen, Yan, "Network in network", ICLR 2014; its network for CIFAR:

    >>> from symalgebra import dims, macs, params
    >>> w, q = dims("w q")
    >>> net, x = nin(((w, w, w), (w, w, w), (w, w)), (5, 5, 3)), (3, 4 * q, 4 * q)
    >>> params(net, x), params(nin_cifar10(), (3, 32, 32)), macs(nin_cifar10(), (3, 32, 32))
    (39*w**2 + 93*w + 10, 966986, 222486528)
    """
    return series(nin_stages(widths, kernels, classes))


nin_cifar10 = partial(nin, ((192, 160, 96), (192, 192, 192), (192, 192)), (5, 5, 3))

NIN = Family(
    "nin",
    "Network in network, for CIFAR",
    "Lin, Chen, Yan: Network in network. ICLR 2014",
    {f"w{i}": f"channels of convolution {i}" for i in (1, 2, 3)} | {"w": "channels of all others"} | SIZE,
    ("3", "H", "H"),
    lambda v: nin_stages(((v["w1"], v["w2"], v["w3"]), (v["w"],) * 3, (v["w"],) * 2), (5, 5, 3)),
    {"nin_cifar10": ((192, 160, 96, 192, 32), (966986, 222486528))},
)
