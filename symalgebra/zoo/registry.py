"""The families by name."""

from __future__ import annotations

from .alexnets import ALEXNET
from .cifars import DENSENET_BC_CIFAR, DENSENET_CIFAR, RESNET_CIFAR, RESNEXT_CIFAR
from .convnexts import CONVNEXT
from .densenets import DENSENET
from .efficientnets import EFFICIENTNET
from .efficientnetsv2 import EFFICIENTNET_V2
from .googlenets import GOOGLENET
from .inceptions import INCEPTION
from .inceptionv3 import INCEPTION_V3
from .lenets import LENET
from .mixers import MIXER
from .mnasnets import MNASNET
from .mobilenets import MOBILENET_V1, MOBILENET_V2
from .mobilenetsv3 import MOBILENET_V3_LARGE, MOBILENET_V3_SMALL
from .nins import NIN
from .preresnets import RESNET_V2, WRN
from .regnets import REGNET_X, REGNET_Y
from .res2nets import RES2NET
from .resnets import BASIC, BOTTLENECK
from .resnexts import RESNEXT, SE_RESNET
from .shufflenets import SHUFFLENET_V2
from .squeezenets import SQUEEZENET
from .swins import SWIN, SWIN_V2
from .transformers import TRANSFORMER
from .unets import UNET
from .uniform import UNIFORM_BASIC, UNIFORM_BOTTLENECK
from .vggs import VGG, VGG_BN
from .vits import VIT

FAMILIES = {
    family.name: family
    for family in (
        BASIC,
        BOTTLENECK,
        UNIFORM_BASIC,
        UNIFORM_BOTTLENECK,
        RESNET_V2,
        RESNEXT,
        SE_RESNET,
        RES2NET,
        RESNET_CIFAR,
        RESNEXT_CIFAR,
        WRN,
        VGG,
        VGG_BN,
        DENSENET,
        DENSENET_CIFAR,
        DENSENET_BC_CIFAR,
        LENET,
        ALEXNET,
        NIN,
        GOOGLENET,
        INCEPTION_V3,
        INCEPTION,
        SQUEEZENET,
        MOBILENET_V1,
        MOBILENET_V2,
        MOBILENET_V3_LARGE,
        MOBILENET_V3_SMALL,
        SHUFFLENET_V2,
        MNASNET,
        EFFICIENTNET,
        EFFICIENTNET_V2,
        REGNET_X,
        REGNET_Y,
        CONVNEXT,
        MIXER,
        VIT,
        SWIN,
        SWIN_V2,
        UNET,
        TRANSFORMER,
    )
}
