"""The families of the zoo: their closed forms, their members, and what they refuse."""

from fractions import Fraction
from math import ceil, floor

import pytest
import sympy

from symalgebra import (
    activations,
    buffers,
    depth,
    dims,
    macs,
    params,
    parse,
    paths,
    receptive_field,
    zoo,
)
from symalgebra.errors import ShapeError, SymalgebraError, UnknownSymbol

N, n, w, q, r, k, H = dims("N n w q r k H")
MEASURES = (params, buffers, macs, activations, depth, paths)


# Closed forms, each found there by other means and compared with PyTorch modules


def test_vgg16_convolutions():
    net = zoo.vgg((2, 2, 3, 3, 3), width=64 * w, classes=None)
    x = (3, 32 * q, 32 * q)
    assert params(net, x) == 14708736 * w**2 + 5952 * w
    assert macs(net, x) == 311427072 * q**2 * w**2 + 1769472 * q**2 * w
    assert receptive_field(net, x) == 212


def test_vgg16_convolutions_at_any_resolution():
    h2, h4, h8, h16 = (sympy.floor(r / s) for s in (2, 4, 8, 16))
    expected = 36864 * r**2 * w**2 + 1728 * r**2 * w + 221184 * w**2 * h2**2
    expected += 1474560 * w**2 * h4**2 + 5898240 * w**2 * h8**2 + 7077888 * w**2 * h16**2
    assert macs(zoo.vgg((2, 2, 3, 3, 3), width=64 * w, classes=None), (3, r, r)) == expected


def test_resnet_of_basic_blocks():
    net, x = zoo.resnet("basic", (n + 1,) * 4, width=w), (3, 32 * q, 32 * q)
    assert params(net, x) == 1530 * n * w**2 + 60 * n * w + 1194 * w**2 + 8237 * w + 1000
    assert macs(net, x) == 4608 * n * q**2 * w**2 + 3840 * q**2 * w**2 + 37632 * q**2 * w + 8000 * w
    assert receptive_field(net, x) == 240 * n + 195
    assert depth(net, x) == 8 * n + 10
    assert paths(net, x) == 2 ** (4 * n + 4)


def test_resnet_of_a_symbolic_number_of_bottleneck_stages():
    net, x = zoo.resnet_uniform("bottleneck", N + 1, n + 1, w), (3, 4 * 2**N * q, 4 * 2**N * q)
    multiplications = q**2 * w**2 * 4**N * ((17 * n + 29) * N + 17 * n + 18)
    assert macs(net, x) == multiplications + 588 * 4**N * q**2 * w + 4000 * 2**N * w
    quadratic = (68 * 4**N - 17) * n * w**2 / 3 + (92 * 4**N - 38) * w**2 / 3
    assert params(net, x) == quadratic + (24 * 2**N - 12) * n * w + (4040 * 2**N + 129) * w + 1000
    assert receptive_field(net, x) == 16 * 2**N * n + 8 * 2**N - 8 * n + 11
    assert depth(net, x) == 3 * (N + 1) * (n + 1) + 2
    assert paths(net, x) == 2 ** ((N + 1) * (n + 1))


def test_resnet152_at_any_width_and_resolution():
    net, x = zoo.resnet152(width=w), (3, r, r)
    h = {s: sympy.ceiling(r / s) for s in (2, 4, 8, 16, 32)}
    assert params(net, x) == 14156 * w**2 + 34513 * w + 1000
    expected = 3520 * w**2 * h[32] ** 2 + 9984 * w**2 * h[16] ** 2 + 592 * w**2 * h[8] ** 2
    assert macs(net, x) == expected + 60 * w**2 * h[4] ** 2 + 147 * w * h[2] ** 2 + 32000 * w
    assert (receptive_field(net, x), paths(net, x)) == (1451, 2**50)


def test_a_dense_block():
    c = dims("c")
    block, x = zoo.dense_block(n, k), (c, r, r)
    expected = 4 * c * k * n + 2 * c * n + 2 * k**2 * n**2 + 34 * k**2 * n + k * n**2 + 7 * k * n
    assert params(block, x) == expected
    assert paths(block, x) == 2**n
    assert block.out(x) == (c + k * n, r, r)


def test_densenet201():
    net, x = zoo.densenet(2 * k, (6, 12, 48, 32)), (3, 32 * q, 32 * q)
    assert params(net, x) == 69744 * k**2 + 134904 * k + 1000
    assert macs(net, x) == 332544 * k**2 * q**2 + 150528 * k * q**2 + 120000 * k


def test_a_block_of_res2net_has_a_route_for_each_pair_of_scales():
    """Routes are counted by brute force: a subset of neighbouring scales, left at its last one."""
    for scale in range(2, 8):
        net = zoo.res2net((1, n + 1), 16, scale)
        later = sum(1 for first in range(scale - 1) for _ in range(first, scale - 1)) + 1
        assert paths(net, (3, 64, 64)) == (scale + 1) ** 2 * (later + 1) ** n
        assert depth(net, (3, 64, 64)) == 8 + n * (scale + 1)


def test_cifar_networks_have_the_parameters_that_their_authors_give():
    """In millions, to the digits printed: He et al. 2016, table 6; Huang et al. 2017, table 2."""
    printed = {
        "resnet20": 0.27, "resnet32": 0.46, "resnet44": 0.66, "resnet56": 0.85, "resnet110": 1.7,
        "resnet1202": 19.4, "densenet40_k12": 1.0, "densenet100_k12": 7.0, "densenet100_k24": 27.2,
        "densenet100_k12_bc": 0.8, "densenet250_k24_bc": 15.3, "densenet190_k40_bc": 25.6,
    }  # fmt: skip
    for name, millions in printed.items():
        digits = len(str(millions).partition(".")[2])
        found = int(params(getattr(zoo, name)(), (3, 32, 32))) / 10**6
        assert abs(found - millions) <= 10**-digits, name


def test_layers_of_a_cifar_network_are_those_of_its_name():
    x = (3, 32, 32)
    for name, layers in {
        "resnet20": 20,
        "resnet1202": 1202,
        "resnet1001": 1001,
        "densenet100_k12": 100,
    }.items():
        assert depth(getattr(zoo, name)(), x) == layers
    with pytest.raises(ShapeError, match="6 does not divide the layers less 2"):
        zoo.resnet_cifar(21)


def test_inception():
    a, b1, b3r, b3, b5r, b5, p = dims("a b1 b3r b3 b5r b5 p")
    net, x = zoo.inception(b1, b3r, b3, b5r, b5, p), (a, r, r)
    assert net.out(x) == (b1 + b3 + b5 + p, r, r)
    assert macs(net, x) == r**2 * (a * (b1 + b3r + b5r + p) + 9 * b3 * b3r + 25 * b5 * b5r)
    assert receptive_field(net, x) == 5
    assert receptive_field(zoo.inception(b1, b3r, b3, b5r, b5, p, kernel=3), x) == 3


def test_mobilenet_v1():
    rho = dims("rho")
    net, x = zoo.mobilenet_v1(alpha=w / 32), (3, 32 * 7 * rho, 32 * 7 * rho)
    assert params(net, x) == 3066 * w**2 + 34106 * w + 1000
    assert macs(net, x) == 49 * rho**2 * (10752 * w**2 + 18000 * w) + 32000 * w
    assert (params(net, x).at(w=32), macs(net, x).at(w=32, rho=1)) == (4231976, 568740352)


def test_unet():
    net, x = zoo.unet(N, w), (3, 2**N * q, 2**N * q)
    assert params(net, x) == 89 * 4**N * w**2 / 3 - 62 * w**2 / 3 + 29 * w
    expected = 85 * 4**N * N * q**2 * w**2 / 2 + 9 * 4**N * q**2 * w**2
    assert macs(net, x) == expected + 29 * 4**N * q**2 * w


# A number in the place of a symbol gives the number in the place of the symbol


@pytest.mark.parametrize("block", ["basic", "bottleneck"])
def test_a_uniform_resnet_is_a_resnet(block):
    uniform, x = zoo.resnet_uniform(block, N + 1, n, w), (3, 4 * 2**N * q, 4 * 2**N * q)
    formulas = [measure(uniform, x) for measure in (*MEASURES, receptive_field)]
    for stages in (2, 3, 4):
        for blocks in (1, 2, 5):
            values = {"N": stages - 1, "n": blocks, "w": 8, "q": 3}
            net, side = zoo.resnet(block, (blocks,) * stages, 8), 4 * 2 ** (stages - 1) * 3
            found = [at(formula, **values) for formula in formulas]
            assert found == [measure(net, (3, side, side)) for measure in (*MEASURES, receptive_field)]


def test_a_unet_of_symbolic_depth_is_a_unet():
    x = (3, 2**N * q, 2**N * q)
    formulas = [measure(zoo.unet(N, w), x) for measure in MEASURES]
    for levels in (1, 2, 3, 5):
        found = [at(formula, N=levels, w=4, q=3) for formula in formulas]
        side = 3 * 2**levels
        assert found == [measure(zoo.unet(levels, 4), (3, side, side)) for measure in MEASURES]


@pytest.mark.parametrize(("levels", "field"), [(1, 18), (2, 44), (3, 100)])
def test_field_of_a_unet(levels, field):
    """Measured with PyTorch by the support of the gradient, max pools replaced by averages."""
    assert receptive_field(zoo.unet(levels, 2), (3, 8 * q, 8 * q)) == field


def test_a_densenet_with_symbols_is_a_densenet():
    a, b, c = dims("a b c")
    formulas = [measure(zoo.densenet(k, (a, b, c)), (3, H, H)) for measure in MEASURES]
    for values in ({"k": 5, "a": 1, "b": 2, "c": 3, "H": 101}, {"k": 12, "a": 4, "b": 3, "c": 7, "H": 64}):
        net = zoo.densenet(values["k"], [values[name] for name in "abc"])
        found = [at(formula, **values) for formula in formulas]
        assert found == [measure(net, (3, values["H"], values["H"])) for measure in MEASURES]


def test_a_mobilenet_v2_of_symbolic_width_is_a_mobilenet_v2():
    a = dims("a")
    formulas = [measure(zoo.mobilenet_v2(a / 100), (3, H, H)) for measure in MEASURES[:-1]]
    for percent in (10, 25, 35, 50, 75, 99, 100, 101, 130, 140):
        net = zoo.mobilenet_v2(Fraction(percent, 100))
        found = [at(formula, a=percent, H=97) for formula in formulas]
        assert found == [measure(net, (3, 97, 97)) for measure in MEASURES[:-1]]


def at(formula, **values):
    """The value at a point that may name more symbols than occur."""
    return formula.at(**{name: values[name] for name in formula.names})


# make_divisible, as torchvision and the authors write it


def make_divisible(v, divisor=8):
    new_v = max(divisor, int(v + divisor / 2) // divisor * divisor)
    return new_v + divisor if new_v < Fraction(9, 10) * v else new_v


@pytest.mark.parametrize("divisor", [4, 8, 16])
def test_divisible(divisor):
    for percent in range(1, 201):
        for channels in (16, 24, 32, 64, 96, 160, 320, 1280):
            v = Fraction(channels * percent, 100)
            assert zoo.divisible(v, divisor) == make_divisible(v, divisor)


def test_divisible_by_an_odd_number():
    assert [zoo.divisible(v, 5) for v in range(1, 200)] == [
        5 * max(floor(Fraction(v, 5) + Fraction(1, 2)), ceil(Fraction(9 * v, 50))) for v in range(1, 200)
    ]


def test_divisible_with_a_symbol():
    v = zoo.divisible(24 * w / 32)
    assert [v.at(w=width) for width in range(1, 100)] == [
        make_divisible(Fraction(24 * width, 32)) for width in range(1, 100)
    ]


# Arguments


def test_a_float_is_a_decimal():
    assert zoo.mobilenet_v1(0.75) == zoo.mobilenet_v1(Fraction(3, 4))
    assert zoo.mobilenet_v2(0.35) == zoo.mobilenet_v2(Fraction(35, 100))


def test_a_symbol_named_as_the_index_stays_free():
    i, j = dims("i j")
    net = zoo.resnet_uniform("basic", i, 2, width=j)
    assert {str(s) for s in net.free_symbols} == {"i", "j"}
    same = zoo.resnet_uniform("basic", N, 2, width=w)
    x, y = (3, 4 * 2**i, 4 * 2**i), (3, 4 * 2**N, 4 * 2**N)
    assert params(net, x) == params(same, y).subs(N=i, w=j)


def test_resnext_with_symbols():
    groups, per_group = dims("groups per_group")
    net = zoo.resnet("bottleneck", (1, 1, 1, 1), groups=groups, width_per_group=per_group)
    formula = params(net, (3, 224, 224))
    assert formula.at(groups=32, per_group=4) == params(
        zoo.resnet("bottleneck", (1, 1, 1, 1), groups=32, width_per_group=4), (3, 224, 224)
    )


def test_classes_may_be_a_symbol_or_none():
    classes = dims("classes")
    assert params(zoo.resnet18(classes=classes), (3, 224, 224)) == 11176512 + 513 * classes
    assert zoo.resnet18(classes=None).out((3, 224, 224)) == (512, 7, 7)


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: zoo.resnet("basik", (1, 1)), "'basik' is no block: choose one of 'basic', 'bottleneck'"),
        (lambda: zoo.resnet("basic", (1, 1), stem="mnist"), "'mnist' is no stem"),
        (lambda: zoo.resnet("basic", (1, 0)), "a stage has one layer or more, not 0"),
        (lambda: zoo.resnet("bottleneck", (1, 1, 1), dilate=(True,)), "1 values of dilate for 2 stages"),
        (lambda: zoo.vgg((1, 1), width=(8, 8, 8)), "3 widths for 2 stages"),
        (lambda: zoo.densenet(8, (2, 2), stem="none"), "'none' is no stem"),
        (lambda: zoo.res2net((1, 1), 26, 1), "give a number of 2 or more, not 1"),
        (lambda: zoo.res2net((1, 1), 26, n), "give a number of 2 or more, not n"),
    ],
)
def test_bad_arguments(build, says):
    with pytest.raises(SymalgebraError, match=says):
        build()


def test_a_unet_needs_a_resolution_that_its_depth_halves():
    assert zoo.unet(3, 8).out((3, 40, 40)) == (2, 40, 40)
    with pytest.raises(ShapeError):
        zoo.unet(3, 8).out((3, 44, 44))
    with pytest.raises(SymalgebraError):
        zoo.unet(N, 8).out((3, r, r))


# The registry


@pytest.mark.parametrize("family", zoo.FAMILIES.values(), ids=lambda family: family.name)
def test_family(family):
    net, x = family.build(), family.shape()
    assert {str(s) for s in net.free_symbols} <= set(family.symbols)
    assert net == zoo.parts.series(family.stages())
    cost, size = macs(net, x), params(net, x)
    for member, values in family.members.items():
        figures = family.published.get(member, {})
        concrete, y = family.build(**values), family.shape(**values)
        assert at(size, **values) == figures.get("params", params(concrete, y))
        assert at(cost, **values) == figures.get("macs", macs(concrete, y)) == macs(concrete, y)


@pytest.mark.parametrize("family", zoo.FAMILIES.values(), ids=lambda family: family.name)
def test_a_family_is_read_back_from_its_text(family):
    assert parse(str(family.build())) == family.build()


@pytest.mark.parametrize("family", zoo.FAMILIES.values(), ids=lambda family: family.name)
def test_substitution_in_the_term_gives_the_member(family):
    for values in family.members.values():
        net, x = family.build().subs(values), family.shape(**values)
        assert [m(net, x) for m in MEASURES] == [m(family.build(**values), x) for m in MEASURES]


def test_named_members_are_members():
    for family in zoo.FAMILIES.values():
        for member, values in family.members.items():
            if hasattr(zoo, member) and "N" not in family.symbols:
                assert getattr(zoo, member)() == family.build(**values)


def test_families_are_named_by_their_key():
    assert [family.name for family in zoo.FAMILIES.values()] == list(zoo.FAMILIES)


def test_stages_add_up():
    family = zoo.FAMILIES["resnet-bottleneck"]
    total, x = 0, family.shape()
    for _, term in family.stages():
        total, x = total + params(term, x), term.out(x)
    assert total == params(family.build(), family.shape())


def test_an_unknown_symbol_of_a_family():
    with pytest.raises(UnknownSymbol, match="no symbol 'ww'; did you mean 'w'"):
        zoo.FAMILIES["resnet-basic"].build(ww=3)
    with pytest.raises(UnknownSymbol, match="it has a, H"):
        zoo.FAMILIES["mobilenet-v2"].shape(zzz=3)
