"""Every figure measured of a network that the zoo can build: equal to the formula, at every resolution.

One formula in the height H and the width W is derived for each network, and evaluated at all its rows.
"""

import json
import re
from collections import Counter
from functools import cache, reduce
from itertools import groupby
from operator import rshift
from pathlib import Path

import pytest

from symalgebra import (
    Flatten,
    Id,
    Sigmoid,
    activations,
    buffers,
    depth,
    dims,
    effective_stride,
    macs,
    params,
    paths,
    receptive_field,
    zoo,
)
from symalgebra.measures import domain, effective_padding

DATA = Path(__file__).parent / "data"


def rows(name, key="id"):
    """The rows of a file by network; several rows of one network as a list."""
    found = {}
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row[key], []).append(row)
    return found


H, W = dims("H W")
FIGURES, MODELS, FIELDS = rows("figures"), rows("models"), rows("receptive_field")
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


def build(network, **changes):
    """The zoo's network for a row of models.jsonl, by its constructor and arguments."""
    (row,) = MODELS[network]
    source, model = network.split("(")[0].split(":")
    kwargs = {NAMES.get(name, name): KINDS.get(str(value), value) for name, value in row["kwargs"].items()}
    if source == "pcv" and model in PYTORCHCV:
        return PYTORCHCV[model](**(kwargs | changes))
    if model == "mobilenetv1_100":
        return zoo.mobilenet_v1(**(kwargs | changes))
    if "wrn" in model:
        return wide(model, **changes)
    if "cifar" in model:
        return cifar(model, **changes)
    constructor = row["constructor"].split("(")[0]
    return TORCHVISION.get(constructor, getattr(zoo, model, None))(**(kwargs | changes))


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


def early(net, **changes):
    """The features of pytorchcv's VGG and AlexNet end before the last pool."""
    whole = net(**changes)
    return whole if changes.get("classes", 1000) else reduce(rshift, list(whole.parts())[:-1])


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
}


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


@cache
def network(name):
    """The network and its features, the layers before the head; a head that convolves is among them."""
    net = build(name)
    parts = list(net.parts())
    if parts[-1] == Flatten():
        return net, reduce(rshift, parts[:-2])
    return net, build(name, classes=None)


@pytest.fixture(scope="module", autouse=True)
def compared():
    """How many rows of each kind were compared."""
    count = Counter()
    yield count
    print(f"\ncompared: {dict(count)}")


def at(size, **values):
    """The value of a size at a point that may name more symbols than occur."""
    return size if isinstance(size, int) else size.at(**{name: values[name] for name in size.names})


@pytest.mark.parametrize("name", FIGURES)
def test_costs(name, compared):
    net, features = network(name)
    x = (3, H, W)
    found = {
        "params": params(net, x),
        "buffers_running_stats": buffers(net, x),
        "macs": macs(net, x),
        "activations_conv_linear": activations(net, x),
    }
    for row in FIGURES[name]:
        h, w = row["resolution"]
        measured = row | {"macs": row["macs_conv"] + row["macs_linear"] + row.get("macs_attention", 0)}
        measured["activations_conv_linear"] += row.get("out_attention", 0)
        for figure, formula in found.items():
            assert at(formula, H=h, W=w) == measured[figure], (figure, row["resolution"])
        if row["output_shape"]:
            assert list(net.out((3, h, w))) == row["output_shape"]
        if row["feature_before_pool"]:
            assert [at(size, H=h, W=w) for size in features.out(x)] == row["feature_before_pool"]
        compared["figures"] += 1


@pytest.mark.parametrize("name", FIGURES)
def test_a_number_for_the_resolution_gives_the_same(name):
    net, _ = network(name)
    h, w = FIGURES[name][-1]["resolution"]
    for measure in (params, macs, activations):
        assert measure(net, (3, h, w)) == at(measure(net, (3, H, W)), H=h, W=w)


@pytest.mark.parametrize("name", [name for name, (row,) in MODELS.items() if "topology" in row])
def test_routes(name, compared):
    net, _ = network(name)
    (row,) = MODELS[name]
    x = (3, H, H)
    assert depth(net, x) == row["topology"]["depth_longest"]
    assert paths(net, x) == int(row["topology"]["paths"])
    compared["routes"] += 1


@pytest.mark.parametrize("name", FIELDS)
def test_field(name, compared):
    (row,) = FIELDS[name]
    _, features = network(name)
    x = (3, H, H)
    assert receptive_field(features, x) == row["rf"]
    assert effective_stride(features, x) == row["stride"]
    assert effective_padding(features, x) == -row["start0"]
    compared["fields"] += 1


@pytest.mark.parametrize("name", rows("min_input", "model"))
def test_smallest_input(name, compared):
    (row,) = rows("min_input", "model")[name]
    least = row["min_square_input"]
    assert domain(getattr(zoo, name)(), (3, H, H)) == ((f"H >= {least}",) if least > 1 else ())
    compared["smallest inputs"] += 1


@pytest.mark.parametrize("name", rows("torchvision_weights", "model"))
def test_published_weights(name, compared):
    (row,) = rows("torchvision_weights", "model")[name]
    net, x = getattr(zoo, name)(), (3, *[row.get("size", 224)] * 2)
    assert params(net, x) == row["params"]
    assert round(int(macs(net, x)) / 10**9, 3) == float(row["gflops"])
    compared["published weights"] += 1


@pytest.mark.parametrize("name", rows("counted", "model"))
def test_counted(name, compared):
    net = getattr(zoo, name)()
    measures = {"params": params, "buffers": buffers, "macs": macs, "activations": activations}
    formulas = {figure: measure(net, (3, H, W)) for figure, measure in measures.items()}
    for row in rows("counted", "model")[name]:
        h, w = row["resolution"]
        assert {figure: at(formula, H=h, W=w) for figure, formula in formulas.items()} == {
            figure: row[figure] for figure in formulas
        }
        compared["counted"] += 1
