"""Families of networks, each one function whose arguments are numbers or symbols, and their named members."""

from .densenets import dense_block, densenet, densenet121, densenet161, densenet169, densenet201
from .family import Family
from .inceptions import inception
from .mobilenets import divisible, mobilenet_v1, mobilenet_v2
from .registry import FAMILIES
from .resnets import (
    resnet,
    resnet18,
    resnet34,
    resnet50,
    resnet101,
    resnet152,
    resnext50_32x4d,
    resnext101_32x8d,
    resnext101_64x4d,
    wide_resnet50_2,
    wide_resnet101_2,
)
from .unets import unet
from .uniform import resnet_uniform
from .vggs import vgg, vgg11, vgg11_bn, vgg13, vgg13_bn, vgg16, vgg16_bn, vgg19, vgg19_bn

__all__ = [
    "FAMILIES", "Family", "dense_block", "densenet", "densenet121", "densenet161", "densenet169",
    "densenet201", "divisible", "inception", "mobilenet_v1", "mobilenet_v2", "resnet", "resnet18",
    "resnet34", "resnet50", "resnet101", "resnet152", "resnet_uniform", "resnext50_32x4d",
    "resnext101_32x8d", "resnext101_64x4d", "unet", "vgg", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn",
    "vgg16", "vgg16_bn", "vgg19", "vgg19_bn", "wide_resnet50_2", "wide_resnet101_2",
]  # fmt: skip
