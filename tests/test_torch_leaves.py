"""Leaves against the PyTorch modules that they are named after.

Shapes, parameters, buffers and refusals are compared on the meta device, on random configurations; what an
output reads is compared with the outputs that change when one input does, on the CPU.
"""

# ruff: noqa: F403, F405 (the whole vocabulary is under test)

from functools import partial
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symalgebra.errors import SymalgebraError
from symalgebra.leaves import *
from symalgebra.shape import Shape, shape

pytestmark = [
    pytest.mark.needs("torch"),
    pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths:UserWarning"),
]
ranks = st.integers(1, 3)
few = settings(max_examples=150)
ACTIVATIONS = ["ReLU", "ReLU6", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "SiLU", "GELU", "Softplus", "Mish"]


def extents(low, high, rank):
    """One number for all dimensions, or one for each."""
    numbers = st.integers(low, high)
    return numbers | st.tuples(*[numbers] * rank)


def shapes(rank, least=1):
    entries = [st.integers(1, 8), *[st.integers(least, 11)] * rank]
    return st.tuples(*entries).map(Shape)


def module(name, rank, *arguments, **keywords):
    """A PyTorch module for one number of spatial dimensions."""
    from torch import nn

    return getattr(nn, f"{name}{rank}d")(*arguments, **keywords)


def compare(make, oracle, x, channels_last=False, device="meta"):
    """Both refuse, or both accept with one output shape and as many parameters and running statistics."""
    import torch

    try:
        leaf = make()
        mine = leaf.out(x)
    except SymalgebraError:
        mine = None
    try:
        with torch.device(device):
            layer = oracle().eval()
            batch = torch.empty(2, *x)
            y = layer(batch.movedim(1, -1)).movedim(-1, 1) if channels_last else layer(batch)
        theirs = tuple(y.shape[1:]) if y.numel() else None  # an empty output is none here
    except (RuntimeError, ValueError, IndexError, TypeError):
        theirs = None
    assert mine == theirs
    if mine is None:
        return
    assert leaf.weights(x) == sum(p.numel() for p in layer.parameters())
    statistics = (b for name, b in layer.named_buffers() if "num_batches" not in name)
    assert leaf.buffers(x) == sum(b.numel() for b in statistics)


@few
@given(st.data(), ranks)
def test_conv(data, rank):
    draw = data.draw
    x = draw(shapes(rank))
    arguments = {
        "out_channels": draw(st.integers(1, 8)),
        "kernel_size": draw(extents(1, 4, rank)),
        "stride": draw(extents(1, 3, rank)),
        "padding": draw(extents(0, 3, rank) | st.just("valid")),
        "dilation": draw(extents(1, 3, rank)),
        "groups": draw(st.sampled_from([1, 1, 2, 4])),
        "bias": draw(st.booleans()),
    }
    compare(lambda: Conv(**arguments), lambda: module("Conv", rank, x.channels, **arguments), x)


@few
@given(st.data(), ranks)
def test_conv_same(data, rank):
    draw = data.draw
    x = draw(shapes(rank))
    arguments = {
        "out_channels": 4,
        "kernel_size": draw(extents(1, 5, rank)),
        "padding": "same",
        "dilation": draw(extents(1, 3, rank)),
    }
    compare(lambda: Conv(**arguments), lambda: module("Conv", rank, x.channels, **arguments), x)


@few
@given(st.data(), ranks)
def test_conv_transpose(data, rank):
    draw = data.draw
    x = draw(shapes(rank))
    arguments = {
        "out_channels": draw(st.integers(1, 8)),
        "kernel_size": draw(extents(1, 4, rank)),
        "stride": draw(extents(1, 3, rank)),
        "padding": draw(extents(0, 2, rank)),
        "output_padding": draw(extents(0, 2, rank)),
        "groups": draw(st.sampled_from([1, 1, 2])),
        "bias": draw(st.booleans()),
        "dilation": draw(extents(1, 3, rank)),
    }
    oracle = partial(module, "ConvTranspose", rank, x.channels, **arguments)
    compare(lambda: ConvTranspose(**arguments), oracle, x, device="cpu")  # the meta device checks less


@few
@given(st.data(), ranks)
def test_max_pool(data, rank):
    draw = data.draw
    arguments = {
        "kernel_size": draw(extents(1, 4, rank)),
        "stride": draw(st.none() | extents(1, 4, rank)),
        "padding": draw(extents(0, 2, rank)),
        "dilation": draw(extents(1, 3, rank)),
        "ceil_mode": draw(st.booleans()),
    }
    compare(lambda: MaxPool(**arguments), lambda: module("MaxPool", rank, **arguments), draw(shapes(rank)))


@few
@given(st.data(), ranks)
def test_avg_pool(data, rank):
    draw = data.draw
    arguments = {
        "kernel_size": draw(extents(1, 4, rank)),
        "stride": draw(st.none() | extents(1, 4, rank)),
        "padding": draw(extents(0, 2, rank)),
        "ceil_mode": draw(st.booleans()),
        "count_include_pad": draw(st.booleans()),
    }
    # In three dimensions alone PyTorch refuses a kernel that is larger than the input without its padding.
    x = draw(shapes(rank, least=4 if rank == 3 else 1))
    compare(lambda: AvgPool(**arguments), lambda: module("AvgPool", rank, **arguments), x)


@given(st.data(), ranks, st.sampled_from(["AdaptiveAvgPool", "AdaptiveMaxPool"]))
def test_adaptive_pool(data, rank, name):
    x = data.draw(shapes(rank))
    size = data.draw(st.integers(1, 9) | st.tuples(*[st.none() | st.integers(1, 9)] * rank))
    assume(size != (None,))  # refused by PyTorch, which accepts None in two and three dimensions
    compare(lambda: KINDS[name](size), lambda: module(name, rank, size), x)


@given(st.data(), ranks)
def test_global_pool(data, rank):
    x = data.draw(shapes(rank))
    compare(GlobalAvgPool, lambda: module("AdaptiveAvgPool", rank, 1), x)
    compare(GlobalMaxPool, lambda: module("AdaptiveMaxPool", rank, 1), x)


@given(st.data(), ranks, st.integers(1, 4), st.sampled_from(["nearest", "linear", "bilinear", "trilinear"]))
def test_upsample(data, rank, factor, mode):
    from torch import nn

    x = data.draw(shapes(rank))
    factors = data.draw(st.just(factor) | st.tuples(*[st.integers(1, 4)] * rank))
    compare(lambda: Upsample(factors, mode), lambda: nn.Upsample(scale_factor=factors, mode=mode), x)


@given(shapes(2), st.integers(1, 3))
def test_shuffles(x, factor):
    from torch import nn

    compare(lambda: PixelShuffle(factor), lambda: nn.PixelShuffle(factor), x)
    compare(lambda: PixelUnshuffle(factor), lambda: nn.PixelUnshuffle(factor), x)
    compare(lambda: ChannelShuffle(factor), lambda: nn.ChannelShuffle(factor), x)


@given(st.data(), ranks, st.booleans(), st.booleans(), st.sampled_from(["BatchNorm", "InstanceNorm"]))
def test_running_norms(data, rank, affine, track, name):
    flags = {"affine": affine, "track_running_stats": track}
    x = data.draw(shapes(rank))
    compare(lambda: KINDS[name](**flags), lambda: module(name, rank, x.channels, **flags), x)
    compare(KINDS[name], lambda: module(name, rank, x.channels), x)


@given(st.data(), st.integers(0, 3), st.integers(1, 4), st.booleans(), st.booleans())
def test_layer_and_group_norm(data, rank, groups, affine, bias):
    from torch import nn

    x = data.draw(shapes(rank))
    flags = {"elementwise_affine": affine, "bias": bias}
    compare(lambda: LayerNorm(**flags), lambda: nn.LayerNorm(x.channels, **flags), x, channels_last=True)
    if x.numel > groups:  # PyTorch refuses a group of one number, on a batch of one alone
        compare(
            lambda: GroupNorm(groups, affine=affine),
            lambda: nn.GroupNorm(groups, x.channels, affine=affine),
            x,
        )


@given(st.data(), st.integers(0, 3), st.integers(1, 9), st.booleans())
def test_linear(data, rank, width, bias):
    from torch import nn

    x = data.draw(shapes(rank))
    compare(lambda: Linear(width, bias), lambda: nn.Linear(x.channels, width, bias), x, channels_last=True)


@given(st.data(), st.integers(0, 3), st.integers(1, 5))
def test_flatten(data, rank, start):
    from torch import nn

    compare(lambda: Flatten(start), lambda: nn.Flatten(start), data.draw(shapes(rank)))


@given(st.data(), ranks)
def test_pad(data, rank):
    pairs = data.draw(st.tuples(*[st.tuples(st.integers(0, 3), st.integers(0, 3))] * rank))
    flat = tuple(end for pair in reversed(pairs) for end in pair)  # PyTorch counts from the last dimension
    x = data.draw(shapes(rank))
    compare(lambda: Pad(pairs), lambda: module("ZeroPad", rank, flat), x)
    compare(lambda: Crop(pairs), lambda: module("ZeroPad", rank, tuple(-end for end in flat)), x)


@pytest.mark.parametrize("name", [*ACTIVATIONS, "Dropout"])
def test_pointwise(name):
    from torch import nn

    compare(KINDS[name], getattr(nn, name), shape((4, 5, 6)))


def test_hard_activations_and_prelu():
    from torch import nn

    compare(HardSwish, nn.Hardswish, shape((4, 5)))
    compare(HardSigmoid, nn.Hardsigmoid, shape((4, 5)))
    for parameters in (1, 3, 4):
        compare(lambda: PReLU(parameters), lambda: nn.PReLU(parameters), shape((4, 5)))  # noqa: B023


def test_embedding():
    from torch import nn

    leaf, table = Embedding(11, 6), nn.Embedding(11, 6)
    assert leaf.weights(shape(9)) == table.weight.numel()


# What an output reads


def hulls(layer, x):
    """For each output position, the first and last input position, along each dimension, that changes it."""
    import torch

    places = list(product(*map(range, x.resolution)))
    inputs = torch.zeros(len(places), *x)
    for n, place in enumerate(places):
        inputs[(n, slice(None), *place)] = 1
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.fill_(1)
        outputs = layer(inputs).abs().sum(1)
    for target in product(*map(range, outputs.shape[1:])):
        read = [place for n, place in enumerate(places) if outputs[(n, *target)] > 1e-4]
        yield target, [(min(line), max(line)) for line in zip(*read, strict=True)]


def reads_as_stated(leaf, layer, x):
    """Outputs read within what the leaf states, and, where that lies inside of the input, all of it."""
    for target, found in hulls(layer, x):
        stated = [reach.at(i) for reach, i in zip(leaf.reach(x), target, strict=True)]
        inside = [low >= 0 and high < r for (low, high), r in zip(stated, x.resolution, strict=True)]
        empty = any(low > high for low, high in stated)
        if empty or not found:
            assert not found
            assert empty or not all(inside)
            continue
        for (low, high), (first, last), sharp in zip(stated, found, inside, strict=True):
            assert low <= first <= last <= high
            assert not sharp or (first, last) == (low, high)


def line(draw, least=4):
    return Shape((1, draw(st.integers(least, 9))))


@few
@given(st.data())
def test_reach_of_conv(data):
    draw = data.draw
    x = Shape((1, draw(st.integers(9, 12))))
    arguments = {
        "kernel_size": draw(st.integers(1, 4)),
        "stride": draw(st.integers(1, 3)),
        "padding": draw(st.integers(0, 3)),
        "dilation": draw(st.integers(1, 2)),
        "bias": False,
    }
    reads_as_stated(Conv(1, **arguments), module("Conv", 1, 1, 1, **arguments), x)


@given(st.data())
def test_reach_of_same(data):
    arguments = {
        "kernel_size": data.draw(st.integers(1, 5)),
        "dilation": data.draw(st.integers(1, 2)),
        "padding": "same",
    }
    x = Shape((1, data.draw(st.integers(9, 12))))
    reads_as_stated(Conv(1, bias=False, **arguments), module("Conv", 1, 1, 1, bias=False, **arguments), x)


@few
@given(st.data())
def test_reach_of_conv_transpose(data):
    draw = data.draw
    stride = draw(st.integers(1, 4))
    arguments = {
        "kernel_size": draw(st.integers(1, 5)),
        "stride": stride,
        "padding": draw(st.integers(0, 2)),
        "output_padding": draw(st.integers(0, stride - 1)),
        "dilation": draw(st.integers(1, 3)),
        "bias": False,
    }
    x = Shape((1, draw(st.integers(5, 9))))
    reads_as_stated(ConvTranspose(1, **arguments), module("ConvTranspose", 1, 1, 1, **arguments), x)


@given(st.data(), st.integers(1, 3), st.integers(1, 3), st.integers(0, 1), st.booleans())
def test_reach_of_pools(data, kernel, stride, padding, ceil_mode):
    x = Shape((1, data.draw(st.integers(6, 10))))
    arguments = {
        "kernel_size": kernel,
        "stride": stride,
        "padding": min(padding, kernel // 2),
        "ceil_mode": ceil_mode,
    }
    reads_as_stated(MaxPool(dilation=1, **arguments), module("MaxPool", 1, **arguments), x)
    reads_as_stated(AvgPool(**arguments), module("AvgPool", 1, **arguments), x)


@pytest.mark.parametrize("factor", range(1, 6))
def test_reach_of_upsample(factor):
    from torch import nn

    for mode, x in [("nearest", (1, 5)), ("linear", (1, 6)), ("bilinear", (1, 4, 5))]:
        reads_as_stated(Upsample(factor, mode), nn.Upsample(scale_factor=factor, mode=mode), Shape(x))


def test_reach_in_two_dimensions():
    from torch import nn

    conv = {"kernel_size": (3, 1), "stride": (1, 2), "padding": (1, 0), "bias": False}
    reads_as_stated(Conv(1, **conv), nn.Conv2d(1, 1, **conv), Shape((1, 5, 6)))
    reads_as_stated(PixelShuffle(2), nn.PixelShuffle(2), Shape((4, 3, 4)))
    reads_as_stated(PixelUnshuffle(2), nn.PixelUnshuffle(2), Shape((1, 4, 6)))
    reads_as_stated(Pad(((1, 2), (0, 3))), nn.ZeroPad2d((0, 3, 1, 2)), Shape((1, 3, 4)))
    reads_as_stated(Crop(((1, 0), (2, 1))), nn.ZeroPad2d((-2, -1, -1, 0)), Shape((1, 4, 5)))


def test_reach_of_asymmetric_padding():
    from torch import nn

    padded = nn.Sequential(nn.ZeroPad1d((2, 1)), nn.Conv1d(1, 1, 3, stride=2, bias=False))
    reads_as_stated(Conv(1, 3, stride=2, padding=((2, 1),), bias=False), padded, Shape((1, 9)))
