"""ResNeXt and SE-ResNet: bottlenecks with groups, and blocks with gates."""

from __future__ import annotations

from functools import partial

from symalgebra.formula import size

from .family import SIZE, Family, counts, numbered
from .resnets import resnet18, resnet34, resnet50, resnet101, resnet152, resnet_stages

__all__ = [
    "resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d", "seresnet18", "seresnet34", "seresnet50",
    "seresnet101", "seresnet152", "seresnext50_32x4d", "seresnext101_32x8d", "wide_resnet50_2",
    "wide_resnet101_2",
]  # fmt: skip

resnext50_32x4d = partial(resnet50, groups=32, width_per_group=4)
resnext101_32x8d = partial(resnet101, groups=32, width_per_group=8)
resnext101_64x4d = partial(resnet101, groups=64, width_per_group=4)
wide_resnet50_2 = partial(resnet50, width_per_group=128)
wide_resnet101_2 = partial(resnet101, width_per_group=128)
seresnet18 = partial(resnet18, reduction=16)
seresnet34 = partial(resnet34, reduction=16)
seresnet50 = partial(resnet50, reduction=16)
seresnet101 = partial(resnet101, reduction=16)
seresnet152 = partial(resnet152, reduction=16)
seresnext50_32x4d = partial(resnext50_32x4d, reduction=16)
seresnext101_32x8d = partial(resnext101_32x8d, reduction=16)

RESNEXT = Family(
    "resnext",
    "ResNeXt",
    "Xie, Girshick, Dollár, Tu, He: Aggregated residual transformations. CVPR 2017",
    numbered("blocks of stage", 4)
    | {"C": "cardinality", "d": "channels of a group in the first stage"}
    | SIZE,
    ("3", "H", "H"),
    lambda v: resnet_stages("bottleneck", counts(v), groups=v["C"], width_per_group=v["d"]),
    {
        "resnext50_32x4d": ((3, 4, 6, 3, 32, 4, 224), (25028904, 4230479872)),
        "resnext101_32x8d": ((3, 4, 23, 3, 32, 8, 224), (88791336, 16414015488)),
        "resnext101_64x4d": ((3, 4, 23, 3, 64, 4, 224), (83455272, 15460270080)),
        "wide_resnet50_2": ((3, 4, 6, 3, 1, 128, 224), (68883240, 11398021120)),
        "wide_resnet101_2": ((3, 4, 23, 3, 1, 128, 224), (126886696, 22753050624)),
    },
)

SE_RESNET = Family(
    "se-resnet",
    "SE-ResNet, bottleneck blocks",
    "Hu, Shen, Sun: Squeeze-and-excitation networks. CVPR 2018",
    numbered("blocks of stage", 4) | {"v": "channels of the first stage, in multiples of 32"} | SIZE,
    ("3", "H", "H"),
    lambda v: resnet_stages("bottleneck", counts(v), 32 * size(v["v"]), reduction=16),
    {
        "seresnet50": ((3, 4, 6, 3, 2, 224), (28088024, 4091699200)),
        "seresnet101": ((3, 4, 23, 3, 2, 224), (49326872, 7806148608)),
        "seresnet152": ((3, 8, 36, 3, 2, 224), (66821848, 11520204800)),
    },
)
