"""Points that networks of the very architecture shatter, in exact rational numbers: built, and searched for.

Weights are written down, or drawn; each network is then evaluated, layer by layer, and its signs are read.
"""

from fractions import Fraction
from itertools import pairwise, product
from math import prod
from random import Random

import numpy as np
import pytest
from sympy import Matrix

from symalgebra import bounds, parse
from symalgebra.bounds.rank_checker import apply, chain, counts, rank, shapes


def value(layers, read, weights, x):
    """What a network of given weights writes; `weights` has kernel and bias of each layer that has any."""
    given = iter(weights)
    for layer, before in zip(layers, read, strict=False):
        x = apply(layer, before, x, next(given) if counts(layer, before) else [])
    (found,) = x
    return found


def through(points):
    """a of the hyperplane a.x = 1 through as many points as they have coordinates."""
    found = Matrix(points).LUsolve(Matrix([1] * len(points)))
    return [Fraction(int(v.p), int(v.q)) for v in found]


def moments(t, n):
    """A point of the moment curve: any n of them lie on one hyperplane that misses the others and 0."""
    return [Fraction(t) ** (k + 1) for k in range(n)]


def dot(a, x):
    return sum((w * v for w, v in zip(a, x, strict=True)), Fraction(0))


# Slabs: two parallel hyperplanes around each group of points


def hats(minority, seen, n, groups):
    """Kernels and biases of 3 ReLUs for each group of n points, 0 but on a thin slab around the group."""
    kernels, biases = [], []
    for g in range(groups):
        group = minority[g * n : (g + 1) * n]
        group += [moments(t, n) for t in range(101, 101 + n - len(group))]
        a = through(group)
        width = min(abs(dot(a, x) - 1) for x in seen if x not in group) / 2
        assert width > 0
        kernels += [[v / width for v in a]] * 3
        biases += [offset - 1 / width for offset in (1, 0, -1)]
    return kernels, biases


SLABS = [
    ("Linear(3) >> ReLU() >> Linear(1)", (1,), 1, 3), ("Linear(6) >> ReLU() >> Linear(1)", (1,), 1, 6),
    ("Linear(3) >> ReLU() >> Linear(1)", (2,), 2, 3), ("Linear(6) >> ReLU() >> Linear(1)", (2,), 2, 6),
    ("Linear(3) >> ReLU() >> Linear(1)", (3,), 3, 3),
    ("Conv(3, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 4), 2, 3),
    pytest.param(
        "Conv(6, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 4), 2, 6, marks=pytest.mark.slow
    ),
    ("Conv(3, 3) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 5), 3, 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "n", "channels"), SLABS)
def test_slabs(text, x, n, channels):
    """2*floor(c1/3)*n points within one window, shared weights and overlapping windows included."""
    many = 2 * (channels // 3) * n
    assert bounds.table(parse(text), x)["lb.slabs"].formula == many
    layers, draw = chain(text), Random(text)
    read, size = shapes(layers, x), prod(x)
    points = [moments(t, n) for t in draw.sample(range(2, 40), many)]
    first = (size - n) // 2
    images = [[*[0] * first, *point, *[0] * (size - n - first)] for point in points]
    windows = [image[at : at + n] for image in images for at in range(size - n + 1)]
    positions = prod(read[1][1:])
    for rest in product((False, True), repeat=many - 1):  # the other half by the opposite of the last map
        labels = (True, *rest)
        few = sum(labels) <= many // 2
        minority = [point for point, label in zip(points, labels, strict=True) if label == few]
        kernels, biases = hats(minority, windows, n, channels // 3)
        sign = 1 if few else -1
        head = [[sign * v for v in (1, -2, 1) * (channels // 3)], [sign * Fraction(-1, 2 * positions)]]
        weights = [[[v for kernel in kernels for v in kernel], biases], head]
        found = [value(layers, read, weights, image) > 0 for image in images]
        assert found == list(labels)


# Resolution: codes at positions, a trapezoid around one of them


@pytest.mark.parametrize(
    ("positions", "channels"), [(2, 4), (4, 4), (8, 4), (16, 4), (32, 4), (8, 8), (4, 12)]
)
def test_resolution(positions, channels):
    """Position g of image i holds the code of g where bit i of g is 1: any subset fires at one code."""
    text = f"Conv({channels}, 1) >> ReLU() >> GlobalAvgPool() >> Linear(1)"
    layers, x, groups, bits = chain(text), (1, positions), channels // 4, positions.bit_length() - 1
    read = shapes(layers, x)
    assert bounds.table(parse(text), x)["lb.resolution"].formula == groups * bits

    def code(group, g):
        return 10 * (1 + group * positions + g)

    images = [
        [code(group, g) if g >> i & 1 else 0 for g in range(positions)]
        for group in range(groups)
        for i in range(bits)
    ]
    head = [[*(1, -1, -1, 1) * groups], [Fraction(-1, 2 * positions)]]
    for labels in product((False, True), repeat=len(images)):
        asked = [labels[group * bits : (group + 1) * bits] for group in range(groups)]
        codes = [code(group, sum(on << i for i, on in enumerate(some))) for group, some in enumerate(asked)]
        biases = [Fraction(offset - at) for at in codes for offset in (2, 1, -1, -2)]
        found = [value(layers, read, [[[1] * channels, biases], head], image) > 0 for image in images]
        assert found == list(labels)


# The Jacobian by the weights: pseudo-shattered points


def jacobian(text, x, points, seed):
    """Rows of exact derivatives by each weight: a network is affine in one weight, between bends."""
    layers, draw = chain(text), Random(seed)
    read = shapes(layers, x)
    sizes = [
        [*counts(layer, before)] for layer, before in zip(layers, read, strict=False) if counts(layer, before)
    ]
    weights = [
        [[Fraction(2 * draw.randint(-30, 30) + 1, 14) for _ in range(k)] for k in several]
        for several in sizes
    ]
    inputs = [[Fraction(draw.randint(-30, 30), 11) for _ in range(prod(x))] for _ in range(points)]
    places = [(i, j, k) for i, several in enumerate(sizes) for j, n in enumerate(several) for k in range(n)]
    rows = []
    for values in inputs:
        row = [slope(layers, read, weights, values, place) for place in places]
        rows += [row] if None not in row else []
    return rows, weights, places


def slope(layers, read, weights, values, place):
    """The derivative by one weight; None where the network is bent."""
    i, j, k = place
    at, ends = value(layers, read, weights, values), []
    for step in (Fraction(1, 10**6), Fraction(-1, 10**6)):
        weights[i][j][k] += step
        ends.append((value(layers, read, weights, values) - at) / step)
        weights[i][j][k] -= step
    left, right = ends
    return left if left == right else None


JACOBIANS = [  # widths, the number of hidden units, each of which may be scaled; a draw that reaches it
    ((1, 1, 1), 1, 0), ((1, 2, 1), 2, 2), ((1, 3, 1), 3, 0), ((2, 2, 1), 2, 0), ((2, 3, 1), 3, 0),
    ((3, 2, 1), 2, 0), ((1, 2, 2, 1), 4, 102), ((2, 2, 2, 1), 4, 0),
]  # fmt: skip


def perceptron(widths):
    return " >> ReLU() >> ".join(f"Linear({width})" for width in widths[1:])


@pytest.mark.parametrize(("widths", "hidden", "seed"), JACOBIANS, ids=str)
def test_jacobians(widths, hidden, seed):
    """The rank is W less one for each scaling; so many points are pseudo-shattered, under every bound."""
    net, x = perceptron(widths), widths[:1]
    W = sum((a + 1) * b for a, b in pairwise(widths))
    assert bounds.Network(parse(net), x).W == W
    rows, weights, places = jacobian(net, x, W + 12, seed)
    scaled(rows, weights, places, widths)
    below_every_upper_bound(rank(rows), parse(net), x)
    assert rank(rows) == W - hidden


def below_every_upper_bound(found, net, x):
    assert found <= bounds.master_implicit(net, x)
    for row in bounds.table(net, x, bits=64):
        entry = row.bound.entry
        if (entry.quantity, entry.direction) == ("vc", "upper"):
            assert row.value >= found, entry.id


def scaled(rows, weights, places, widths):
    """Along a scaling of one unit, its inputs up and its outputs down, nothing changes."""
    for layer, width in enumerate(widths[1:-1]):
        for unit in range(width):
            step = {place: Fraction(0) for place in places}
            n = widths[layer]
            for k in range(unit * n, unit * n + n):
                step[layer, 0, k] = weights[layer][0][k]
            step[layer, 1, unit] = weights[layer][1][unit]
            for o in range(widths[layer + 2]):
                step[layer + 1, 0, o * width + unit] = -weights[layer + 1][0][o * width + unit]
            along = list(step.values())
            assert all(dot(row, along) == 0 for row in rows)


@pytest.mark.slow
def test_jacobians_of_convolutions():
    """Channels are scaled, not units: the weights are shared."""
    for text, x, W, channels in (
        ("Conv(1, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 4), 5, 1),
        ("Conv(2, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 5), 9, 2),
        ("Conv(2, 2) >> ReLU() >> Conv(2, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 6), 19, 4),
    ):
        found = rank(jacobian(text, x, W + 6, 0)[0])
        assert found == W - channels
        below_every_upper_bound(found, parse(text), x)


# Searches on tiny networks with shared weights


def patterns(positions, taps, channels, images, seed, draws=60_000):
    """The signs that drawn networks give to images, as numbers; all arithmetic is of integers."""
    draw = np.random.default_rng(seed)
    kernel = draw.integers(-12, 13, (draws, channels, taps))
    shift = draw.integers(-40, 41, (draws, channels))
    outer, last = draw.integers(-12, 13, (draws, channels)), draw.integers(-400, 401, draws)
    seen = np.stack([images[:, p : p + taps] for p in range(positions - taps + 1)], 1)
    sums = np.einsum("dct,ipt->dicp", kernel, seen) + shift[:, None, :, None]
    total = np.einsum("dicp,dc->di", np.maximum(sums, 0), outer)
    offsets = np.concatenate([-total[:, :1] - 1, -total - 1, -total + 1, last[:, None]], 1)
    found = set()
    for column in range(offsets.shape[1]):
        signs = total + offsets[:, column, None]
        clear = (signs != 0).all(1)
        found |= set(((signs[clear] > 0) @ (1 << np.arange(len(images)))).tolist())
    return found


SEARCHES = [((3, 2, 1), 5, 4), ((4, 2, 1), 5, 5), ((4, 2, 2), 9, 6)]


@pytest.mark.parametrize(("sizes", "W", "known"), SEARCHES)
def test_a_sampled_set_is_below_every_upper_bound(sizes, W, known):
    positions, taps, channels = sizes
    net = parse(f"Conv({channels}, {taps}) >> ReLU() >> GlobalAvgPool() >> Linear(1)")
    drawn = (np.random.default_rng(seed).integers(-9, 10, (known, positions)) for seed in range(40))
    several = (patterns(positions, taps, channels, images, seed) for seed, images in enumerate(drawn))
    assert any(len(found) == 2**known for found in several)
    assert bounds.Network(net, (1, positions)).W == W
    below_every_upper_bound(known, net, (1, positions))
