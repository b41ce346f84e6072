"""The families by name."""

from __future__ import annotations

from .densenets import DENSENET
from .inceptions import INCEPTION
from .mobilenets import MOBILENET_V1, MOBILENET_V2
from .resnets import BASIC, BOTTLENECK
from .unets import UNET
from .uniform import UNIFORM_BASIC, UNIFORM_BOTTLENECK
from .vggs import VGG, VGG_BN

FAMILIES = {
    family.name: family
    for family in (
        BASIC,
        BOTTLENECK,
        UNIFORM_BASIC,
        UNIFORM_BOTTLENECK,
        VGG,
        VGG_BN,
        DENSENET,
        MOBILENET_V1,
        MOBILENET_V2,
        INCEPTION,
        UNET,
    )
}
