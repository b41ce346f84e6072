"""Networks for CIFAR: three stages at 32x32, 16x16 and 8x8, their number of layers in their name."""

from __future__ import annotations

from functools import partial

from symalgebra.formula import Size, size
from symalgebra.layer import Layer
from symalgebra.leaves.sliding import quotient

from .densenets import densenet, densenet_stages
from .family import SIZE, WIDTH, Family, Rows, Table
from .parts import Value
from .resnets import resnet, resnet_stages

__all__ = [
    "densenet40_k12", "densenet40_k12_bc", "densenet40_k24_bc", "densenet40_k36_bc", "densenet100_k12",
    "densenet100_k12_bc", "densenet100_k24", "densenet190_k40_bc", "densenet250_k24_bc", "densenet_cifar",
    "resnet20", "resnet32", "resnet44", "resnet56", "resnet110", "resnet164bn", "resnet272bn", "resnet542bn",
    "resnet1001", "resnet1202", "resnet_cifar", "resnext20_2x32d", "resnext20_4x16d", "resnext20_8x8d",
    "resnext20_16x4d", "resnext20_32x2d", "resnext29_8x64d", "resnext29_16x64d", "resnext29_32x4d",
    "resnext_cifar",
]  # fmt: skip

RESNET = "He, Zhang, Ren, Sun: Deep residual learning for image recognition. CVPR 2016"
RESNEXT = "Xie, Girshick, Dollár, Tu, He: Aggregated residual transformations. CVPR 2017"
DENSENET = "Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks. CVPR 2017"


def third(layers: Value, fixed: int, each: int) -> Size:
    """The blocks of one of three alike stages, where `fixed` layers are in none and a block has `each`."""
    return quotient(size(size(layers) - fixed), 3 * each, f"the layers less {fixed}")


def resnet_cifar(layers: Value, classes: Value = 10, block: str = "basic") -> Layer:
    """ResNet for CIFAR of `layers` = 6*n + 2 layers, n basic blocks in each stage; 9*n + 2 with bottlenecks.

    The stages are 16, 32 and 64 channels wide, four times that with bottlenecks; a 1x1 stands beside a block
    that changes the shape.

    He, Zhang, Ren, Sun, "Deep residual learning for image recognition", CVPR 2016.

    >>> from symalgebra import depth, dims, macs, params, paths
    >>> n = dims("n")
    >>> net, x = resnet_cifar(6 * n + 2), (3, 32, 32)
    >>> params(net, x), macs(net, x)
    (97216*n - 19174, 14155776*n - 1654144)
    >>> depth(net, x), paths(net, x), params(net, x).at(n=200)
    (6*n + 2, 2**(3*n), 19424026)
    """
    blocks = third(layers, 2, 2 if block == "basic" else 3)
    return resnet(block, (blocks,) * 3, 16, classes, stem="cifar")


def resnext_cifar(layers: Value, cardinality: Value, width: Value, classes: Value = 10) -> Layer:
    """ResNeXt for CIFAR of `layers` = 9*n + 2 layers: n bottlenecks in each stage, grouped.

    There are `cardinality` groups, each of `width` channels in the first stage, twice and four times that in
    the next two.

    Xie, Girshick, Dollár, Tu, He, "Aggregated residual transformations for deep neural networks", CVPR 2017.

    >>> from symalgebra import dims, macs, params
    >>> n, C, d = dims("n C d")
    >>> net, x = resnext_cifar(9 * n + 2, C, d), (3, 32, 32)
    >>> params(net, x) == n * (189*C*d**2 + 10780*C*d + 3584) - 2752*C*d + 687434
    True
    >>> params(net, x).at(n=3, C=32, d=4), params(net, x).at(n=3, C=16, d=64)
    (4775754, 68155210)
    """
    return resnet(
        "bottleneck",
        (third(layers, 2, 3),) * 3,
        64,
        classes,
        stem="cifar",
        groups=cardinality,
        width_per_group=width,
    )


def densenet_cifar(layers: Value, growth: Value, classes: Value = 10, bottleneck: bool = True) -> Layer:
    """DenseNet-BC for CIFAR of `layers` = 6*n + 4 layers, n dense layers of two in each block.

    Without the bottleneck, DenseNet of 3*n + 4 layers: no 1x1 in a dense layer, 16 channels in the first
    layer instead of 2*growth, and transitions that keep all channels.

    Huang, Liu, van der Maaten, Weinberger, "Densely connected convolutional networks", CVPR 2017.

    >>> from symalgebra import depth, dims, params, paths
    >>> n, k = dims("n k")
    >>> net, x = densenet_cifar(3 * n + 4, k, bottleneck=False), (3, 32, 32)
    >>> depth(net, x), paths(net, x)
    (3*n + 4, 2**(3*n))
    >>> params(net, x).at(n=12, k=12), params(densenet100_k12_bc(), x)
    (1019722, 769162)
    """
    if bottleneck:
        return densenet(growth, (third(layers, 4, 2),) * 3, None, classes=classes, stem="cifar")
    return densenet(growth, (third(layers, 4, 1),) * 3, 16, 1, classes, stem="cifar", bn_size=None)


resnet20 = partial(resnet_cifar, 20)
resnet32 = partial(resnet_cifar, 32)
resnet44 = partial(resnet_cifar, 44)
resnet56 = partial(resnet_cifar, 56)
resnet110 = partial(resnet_cifar, 110)
resnet1202 = partial(resnet_cifar, 1202)
resnet164bn = partial(resnet_cifar, 164, block="bottleneck")
resnet272bn = partial(resnet_cifar, 272, block="bottleneck")
resnet542bn = partial(resnet_cifar, 542, block="bottleneck")
resnet1001 = partial(resnet_cifar, 1001, block="bottleneck")
resnext20_2x32d = partial(resnext_cifar, 20, 2, 32)
resnext20_4x16d = partial(resnext_cifar, 20, 4, 16)
resnext20_8x8d = partial(resnext_cifar, 20, 8, 8)
resnext20_16x4d = partial(resnext_cifar, 20, 16, 4)
resnext20_32x2d = partial(resnext_cifar, 20, 32, 2)
resnext29_8x64d = partial(resnext_cifar, 29, 8, 64)
resnext29_16x64d = partial(resnext_cifar, 29, 16, 64)
resnext29_32x4d = partial(resnext_cifar, 29, 32, 4)
densenet40_k12 = partial(densenet_cifar, 40, 12, bottleneck=False)
densenet100_k12 = partial(densenet_cifar, 100, 12, bottleneck=False)
densenet100_k24 = partial(densenet_cifar, 100, 24, bottleneck=False)
densenet40_k12_bc = partial(densenet_cifar, 40, 12)
densenet40_k24_bc = partial(densenet_cifar, 40, 24)
densenet40_k36_bc = partial(densenet_cifar, 40, 36)
densenet100_k12_bc = partial(densenet_cifar, 100, 12)
densenet190_k40_bc = partial(densenet_cifar, 190, 40)
densenet250_k24_bc = partial(densenet_cifar, 250, 24)


def alike(name: str, title: str, source: str, symbols: dict[str, str], rows: Rows, table: Table) -> Family:
    """A family of three stages of n blocks each."""
    return Family(
        name, title, source, {"n": "blocks of each stage"} | symbols | SIZE, ("3", "H", "H"), rows, table
    )


RESNET_CIFAR = alike(
    "resnet-cifar",
    "ResNet for CIFAR, of 6*n + 2 layers",
    RESNET,
    WIDTH,
    lambda v: resnet_stages("basic", (v["n"],) * 3, v["w"], 10, stem="cifar"),
    {
        "resnet20": ((3, 16, 32), (272474, 40813184)),
        "resnet32": ((5, 16, 32), (466906, 69124736)),
        "resnet44": ((7, 16, 32), (661338, 97436288)),
        "resnet56": ((9, 16, 32), (855770, 125747840)),
        "resnet110": ((18, 16, 32), (1730714, 253149824)),
        "resnet1202": ((200, 16, 32), (19424026, 2829501056)),
    },
)
RESNEXT_CIFAR = alike(
    "resnext-cifar",
    "ResNeXt for CIFAR, of 9*n + 2 layers",
    RESNEXT,
    {"C": "cardinality", "d": "channels of a group in the first stage"},
    lambda v: resnet_stages(
        "bottleneck", (v["n"],) * 3, 64, 10, stem="cifar", groups=v["C"], width_per_group=v["d"]
    ),
    {
        "resnext20_16x4d": ((2, 16, 4, 32), (1995082, 322119680)),
        "resnext20_32x2d": ((2, 32, 2, 32), (1946698, 315041792)),
        "resnext29_32x4d": ((3, 32, 4, 32), (4775754, 774055936)),
        "resnext29_8x64d": ((3, 8, 64, 32), ()),
        "resnext29_16x64d": ((3, 16, 64, 32), (68155210,)),
    },
)
DENSENET_CIFAR = alike(
    "densenet-cifar",
    "DenseNet for CIFAR, of 3*n + 4 layers",
    DENSENET,
    {"k": "growth rate"},
    lambda v: densenet_stages(v["k"], (v["n"],) * 3, 16, 1, 10, stem="cifar", bn_size=None),
    {
        "densenet40_k12": ((12, 12, 32), ()),
        "densenet100_k12": ((32, 12, 32), ()),
        "densenet100_k24": ((32, 24, 32), ()),
    },
)
DENSENET_BC_CIFAR = alike(
    "densenet-bc-cifar",
    "DenseNet-BC for CIFAR, of 6*n + 4 layers and growth rate 4*k",
    DENSENET,
    {"k": "a quarter of the growth rate"},
    lambda v: densenet_stages(4 * size(v["k"]), (v["n"],) * 3, classes=10, stem="cifar"),
    {
        "densenet40_k12_bc": ((6, 3, 32), (176122,)),
        "densenet40_k24_bc": ((6, 6, 32), (690346, 288131664)),
        "densenet40_k36_bc": ((6, 9, 32), (1542682, 647298936)),
        "densenet100_k12_bc": ((16, 3, 32), (769162, 287929692)),
        "densenet190_k40_bc": ((31, 10, 32), (25624430,)),
        "densenet250_k24_bc": ((41, 6, 32), (15324406,)),
    },
)
