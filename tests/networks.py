"""The networks of the measured figures, from the zoo: by constructor and arguments, as the data name them."""

import re
from functools import reduce
from itertools import groupby
from operator import rshift

from symalgebra import AvgPool, Conv, Flatten, GlobalAvgPool, Id, Linear, ReLU6, Sigmoid, zoo
from symalgebra.zoo.mobilenets import SETTING
from symalgebra.zoo.parts import conv, shortcut
from symalgebra.zoo.resnets import stage

NAMES = {
    "num_classes": "classes",
    "growth_rate": "growth",
    "block_config": "blocks",
    "num_init_features": "init",
}
NAMES |= {"layers": "blocks", "replace_stride_with_dilation": "dilate", "width_scale": "alpha"}
NAMES |= {"blocks": "layers", "width_factor": "widen", "patch_size": "patch", "num_layers": "layers"}
NAMES |= {"num_heads": "heads", "hidden_dim": "width", "mlp_dim": "hidden", "embed_dim": "width"}
NAMES |= {"dims": "widths", "depths": "blocks", "window_size": "window"}
KINDS = {"BasicBlock": "basic", "Bottleneck": "bottleneck"}


def custom_vgg(cfg, **options):
    """A VGG from torchvision's list of widths and pools."""
    stages = [list(group) for pool, group in groupby(cfg, key=lambda entry: entry == "M") if not pool]
    return zoo.vgg([len(stage) for stage in stages], width=[stage[0] for stage in stages], **options)


def searched(arch, **options):
    """A MobileNetV3 from the name of its setting."""
    return getattr(zoo, arch)(**options)


def windowed(patch, window, blocks, **options):
    """A Swin transformer from torchvision's arguments, which has a pair for each side."""
    return zoo.swin(blocks, patch=patch[0], window=window[0], **options)


def early(net, **changes):
    """The features of pytorchcv's VGG and AlexNet end before the last pool."""
    whole = net(**changes)
    return whole if changes.get("classes", 1000) else reduce(rshift, list(whole.parts())[:-1])


def slim(width, classes=1000):
    """pytorchcv's narrow ResNet-18, whose last block is as wide as in the full one."""
    features = zoo.resnet("basic", (2, 2, 2, 1), width=width, classes=None) >> stage("basic", 1, 512)
    return features if classes is None else features >> GlobalAvgPool() >> Flatten() >> Linear(classes)


def unrounded(classes=1000):
    """pytorchcv's MobileNetV2 x0.75: no width is rounded, every block widens, a convolution classifies."""
    net, before = conv(24, 3, stride=2) >> ReLU6(), 24
    for expand, channels, count, first in SETTING:
        for stride in (first, *[1] * (count - 1)):
            hidden, width = expand * before, channels * 3 // 4
            net, before = net >> shortcut(before, width, stride, branch(hidden, width, stride)), width
    net = net >> conv(1280) >> ReLU6()
    return net if classes is None else net >> AvgPool(7, 1) >> Conv(classes, 1, bias=False) >> Flatten()


def branch(hidden, width, stride):
    """The branch of an inverted residual block, with its first 1x1 even where that keeps the width."""
    depthwise = conv(hidden, 3, stride, groups=hidden) >> ReLU6()
    return conv(hidden) >> ReLU6() >> depthwise >> conv(width)


def wide(model, **changes):
    """A wide ResNet from its name: wrn28_10_cifar10."""
    layers, widen = map(int, re.match(r"wrn(\d+)_(\d+)", model).groups())
    return zoo.wide_resnet(layers, widen, **changes)


def cifar(model, **changes):
    """A CIFAR network from its name: resnet20, resnet164bn, resnext29_32x4d, densenet40_k24_bc."""
    options = {"classes": 100 if model.endswith("100") else 10} | changes
    layers = int(re.match(r"\D+(\d+)", model)[1])
    if growth := re.search(r"_k(\d+)", model):
        if "_bc" in model:
            return zoo.densenet_cifar(layers, int(growth[1]), **options)
        return compressed(layers, int(growth[1]), **options)
    if groups := re.search(r"_(\d+)x(\d+)d", model):
        return zoo.resnext_cifar(layers, int(groups[1]), int(groups[2]), **options)
    block = "bottleneck" if "bn" in model or layers == 1001 else "basic"
    return zoo.resnet_cifar(layers, block=block, **options)


def compressed(layers, growth, **options):
    """pytorchcv's DenseNet without bottlenecks, whose transitions compress as if it had them."""
    return zoo.densenet(growth, ((layers - 4) // 3,) * 3, bn_size=None, stem="cifar", **options)


TORCHVISION = {
    "torchvision.models.mobilenetv3._mobilenet_v3_conf + MobileNetV3": searched,
    "torchvision.models.efficientnet._efficientnet_conf": lambda base, **options: zoo.efficientnet(**options),
    "torchvision.models.convnext.ConvNeXt": zoo.convnext,
    "torchvision.models.VisionTransformer": zoo.vit,
    "torchvision.models.SwinTransformer": windowed,
    "torchvision.models.vgg.VGG": custom_vgg,
    "torchvision.models.resnet.ResNet": zoo.resnet,
    "torchvision.models.densenet.DenseNet": zoo.densenet,
}


PYTORCHCV = {
    "alexnet": lambda **changes: early(zoo.alexnet_paper, groups=(1,) * 5, ceil_mode=True, **changes),
    "zfnet": lambda **changes: early(zoo.zfnet, **changes),
    "nin_cifar10": zoo.nin_cifar10,
    "squeezenet_v1_0": zoo.squeezenet1_0,
    "squeezeresnet_v1_0": zoo.squeezeresnet_v1_0,
    "efficientnet_b0": lambda **changes: zoo.efficientnet_b0(act=Id * Sigmoid(), **changes),
    "mobilenet_v1": zoo.mobilenet_v1,
    "bn_vgg16b": lambda **changes: early(zoo.vgg16_bn, **changes),
    "resnet10": lambda **changes: zoo.resnet("basic", (1, 1, 1, 1), **changes),
    "resnetbc26b": lambda **changes: zoo.resnet("bottleneck", (2, 2, 2, 2), **changes),
    "resnet50": lambda **changes: zoo.resnet50(stride_in_1x1=True, **changes),
    "resnet101": lambda **changes: zoo.resnet101(stride_in_1x1=True, **changes),
    "resnet50b": zoo.resnet50,
    "densenet121": zoo.densenet121,
    "resnet18_wd4": lambda **changes: slim(16, **changes),
    "resnet18_w3d4": lambda **changes: slim(48, **changes),
    "mobilenetv2_w3d4": unrounded,
}


def build(row, **changes):
    """The zoo's network for a row of models.jsonl."""
    source, model = row["id"].split("(")[0].split(":")
    options = {NAMES.get(name, name): KINDS.get(str(value), value) for name, value in row["kwargs"].items()}
    options |= changes
    if source == "pcv" and model in PYTORCHCV:
        return PYTORCHCV[model](**options)
    if "wrn" in model:
        return wide(model, **changes)
    if "cifar" in model:
        return cifar(model, **changes)
    constructor = row["constructor"].split("(")[0]
    return TORCHVISION.get(constructor, getattr(zoo, model, None))(**options)
