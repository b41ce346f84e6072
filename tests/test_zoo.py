"""The families of the zoo: their closed forms, their members, and what they refuse."""

from fractions import Fraction
from math import ceil, floor

import pytest
import sympy

from symalgebra import (
    Conv,
    Id,
    activations,
    buffers,
    depth,
    dims,
    macs,
    params,
    paths,
    receptive_field,
    zoo,
)
from symalgebra.errors import ShapeError, SymalgebraError, UnknownSymbol
from symalgebra.measures import domain

N, n, w, q, r, k, H = dims("N n w q r k H")
MEASURES = (params, buffers, macs, activations, depth, paths)


# Closed forms of closed-forms.md 2.5, each found there by other means and compared with PyTorch modules


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
