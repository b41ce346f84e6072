"""The published results that are shipped: each row is a network of the zoo with its size; the known traps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symalgebra import Conv, buffers, macs, params, receptive_field, zoo
from symalgebra.errors import ShapeError, SymalgebraError
from symalgebra.measures import effective_padding
from symalgebra.zoo.results import argument

ROWS = zoo.published()
# Printed figures that are not those of the network, by source and name, and why.
TRUNCATED = "cut off, not rounded"
OTHER = {
    ("he2016", "ResNet32"): "shortcuts without parameters",
    ("he2016", "ResNet56"): "shortcuts without parameters",
    ("convnext", "ConvNeXt-T"): TRUNCATED,
    ("deit", "DeiT-tiny"): TRUNCATED,
    ("deit", "DeiT-base"): TRUNCATED,
    ("convnext", "ConvNeXt-B"): "two figures for one network at 384",
}


def near(printed, value):
    """Whether a printed number is the value, rounded to its digits."""
    return printed is None or 2 * abs(printed - value) <= Decimal(10) ** int(printed.as_tuple().exponent)


def sizes(row):
    net, x = row.build(), row.shape()
    return int(params(net, x)), int(macs(net, x))


@pytest.mark.parametrize("source", sorted({row.source.source for row in ROWS} - {"slim"}))
def test_sizes_are_those_of_the_network(source):
    found = {}
    for row in ROWS:
        if row.source.source == source:
            key = row.network, str(row.arguments), row.resolution
            found[key] = found.get(key) or sizes(row)
            size, cost = found[key]
            ours = near(row.params, size) and near(row.macs, cost)
            assert ours or (source, row.name) in OTHER, (row.name, row.params, row.macs, size, cost)


def test_every_exception_is_one():
    rows = [row for row in ROWS if (row.source.source, row.name) in OTHER]
    wrong = {(r.source.source, r.name) for r in rows if not all(map(near, (r.params, r.macs), sizes(r)))}
    assert wrong == OTHER.keys()


def test_the_slim_grids():
    """Version 2 without scale and shift of norms, two for each channel, as many as there are statistics."""
    wrong = []
    for row in (row for row in ROWS if row.source.source == "slim"):
        size, cost = sizes(row)
        plain = size - int(buffers(row.build(), row.shape()))
        assert abs(row.params - (plain if row.network == "mobilenet_v2" else size)) <= 10**4
        if abs(row.macs - cost) > 10**6:
            wrong.append(row.name.removeprefix("mobilenet_"))
    assert wrong == ["v1_0.75_224", "v1_0.75_192", "v1_0.75_160", "v1_0.75_128", "v1_0.25_192"]


def test_every_row_has_a_source_with_a_licence_and_an_accuracy():
    assert len(ROWS) > 500
    assert {row.source.licence for row in ROWS} == {"BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MIT"}
    assert all(0 < row.top1 < 100 and (row.top5 is None or row.top1 < row.top5 < 100) for row in ROWS)
    assert all(row.source.address.startswith("https://") for row in ROWS)


def test_results_by_name_and_data_set():
    assert {row.name for row in zoo.published("resnet_cifar", "CIFAR-100")} >= {"ResNet-20", "resnet20"}
    assert all(row.pretraining for row in zoo.published("swin_l"))
    with pytest.raises(SymalgebraError, match="nothing published of 'resnt50', did you mean 'resnet50'"):
        zoo.published("resnt50")
    with pytest.raises(SymalgebraError, match="'MNIST' is no data set: choose one of CIFAR-10"):
        zoo.published(dataset="MNIST")


@given(st.lists(st.integers(0, 10**9) | st.sampled_from(["a", "basic", None, True, 0.25]), min_size=1))
def test_arguments_are_read_back(values):
    text = " ".join(map(str, values))
    assert argument(text) == (tuple(values) if len(values) > 1 else values[0])


# The traps


def test_rounding_of_widths_changes_a_regnet():
    """392/16 lies between 24 and 25: torchvision rounds up, pycls to even."""
    blocks, widths = zoo.quantised(22, 24, 24.48, 2.54)
    assert widths == [24, 64, 152, 392]
    x = (3, 224, 224)
    assert params(zoo.regnet(blocks, [32, 64, 160, 400], 16), x) == params(zoo.regnet_x_400mf(), x) == 5495976
    assert params(zoo.regnet(blocks, [32, 64, 160, 384], 16), x) == 5157512


def test_resnet50_is_two_networks():
    first, second = zoo.resnet50(stride_in_1x1=True, classes=None), zoo.resnet50(classes=None)
    x = (3, 224, 224)
    assert params(first, x) == params(second, x)
    assert (macs(first, x) + 2048000, macs(second, x) + 2048000) == (3857973248, 4089184256)
    assert (receptive_field(first, x), receptive_field(second, x)) == (483, 427)


def test_pools_round_up_in_squeezenet():
    """At 224 the first pool leaves 54 of 109 positions, at 225 the windows end where the input does."""
    sides = [zoo.squeezenet1_0(classes=None).out((3, r, r))[1:] for r in (224, 225, 226)]
    assert sides == [(13, 13), (13, 13), (13, 13)]
    assert zoo.squeezenet1_1(classes=None).out((3, 224, 224))[1] == 13


def test_torchvision_has_3x3_in_the_place_of_5x5_in_googlenet():
    five, three = (zoo.inception(16, 16, 16, 16, 16, 16, kernel=k) for k in (5, 3))
    assert params(five, (16, 7, 7)) - params(three, (16, 7, 7)) == 16 * 16 * (25 - 9)


def test_densenet_without_bc_does_not_compress():
    plain = params(zoo.densenet40_k12(), (3, 32, 32))
    compressed = params(zoo.densenet(12, (12, 12, 12), classes=10, bn_size=None, stem="cifar"), (3, 32, 32))
    assert (plain, compressed) == (1019722, 599050)


def test_the_last_layer_of_mobilenet_v2_does_not_shrink():
    assert zoo.mobilenet_v2(0.5, classes=None).out((3, 224, 224)) == (1280, 7, 7)
    assert zoo.mobilenet_v2(1.4, classes=None).out((3, 224, 224)) == (1792, 7, 7)


def test_widths_are_not_rounded_below_nine_tenths():
    """The nearest multiple of 8 of 0.35*32 is 8, which is less than nine tenths of 11.2."""
    assert (zoo.divisible(11.2), 8 * round(11.2 / 8)) == (16, 8)
    assert zoo.mobilenet_v2(0.35, classes=None).parts().__next__().out((3, 224, 224))[0] == 16


def test_tensorflow_pads_after_and_pytorch_on_both_sides():
    """ "same" is ceil(n/s) with the odd zero behind; the window then begins at another place."""
    same, both = Conv(8, 3, stride=2, padding="same"), Conv(8, 3, stride=2, padding=1)
    for r in (224, 225):
        assert same.out((3, r, r)) == both.out((3, r, r)) == (8, 112 + r % 2, 112 + r % 2)
    assert [effective_padding(layer, (3, 224, 224)) for layer in (same, both)] == [0, 1]
    assert [effective_padding(layer, (3, 225, 225)) for layer in (same, both)] == [1, 1]


def test_fused_attention_is_what_some_counters_leave_out():
    """12 layers, 197 tokens of 768 channels: QK^T and AV are 2*T**2*d a layer, all the rest is linear."""
    linear = 196 * 768**2 + 12 * 197 * 12 * 768**2 + 768 * 1000
    assert macs(zoo.vit_b_16(), (3, 224, 224)) == linear + 12 * 2 * 197**2 * 768


def test_parameters_have_four_conventions():
    """Trainable; with both statistics of norms, or with one; without scale and shift, which are as many."""
    net, x = zoo.resnet18(), (3, 224, 224)
    size, statistics = int(params(net, x)), int(buffers(net, x))
    found = size, size + statistics, size + statistics // 2, size - statistics
    assert found == (11689512, 11699112, 11694312, 11679912)


@pytest.mark.parametrize(("name", "r"), [("vit_b_16", 225), ("mixer_b16_224", 200)])
def test_a_network_of_patches_refuses_other_sizes(name, r):
    with pytest.raises(ShapeError):
        getattr(zoo, name)().out((3, r, r))
