"""Tiny networks whose VC dimension is found by brute force, under every upper and above every lower bound.

A network 1-h-1 with ReLU is c + sum of a_i*max(0, w_i*x + b_i). For given points each unit has its bend in a
gap between them, is active to the left or to the right of it, and falls or rises there; for each of
these choices the values at the points are linear in (c, a_i*w_i, a_i*b_i), and a linear program says whether
the signs are those that are asked for.
"""

from fractions import Fraction
from itertools import combinations_with_replacement, pairwise, product
from random import Random

import pytest
from sympy import Matrix

from symalgebra import Heaviside, Linear, ReLU, bounds

pytestmark = pytest.mark.needs("scipy")
linprog = pytest.importorskip("scipy.optimize").linprog


def fitted(points, signs, units):
    """(c, u_1, v_1, ...) with the signs at the points, where unit i is u_i*x + v_i on its side; or None."""
    rows, ends = [], []
    for x, sign in zip(points, signs, strict=True):
        active = [on(x, unit, points) for unit in units]
        row = [1.0, *(entry for a in active for entry in ((x, 1.0) if a else (0.0, 0.0)))]
        rows.append([-sign * entry for entry in row])
        ends.append(-1.0)
    for place, (gap, _, rising) in enumerate(units):
        for x, above in (
            (points[gap - 1] if gap else None, -1),
            (points[gap] if gap < len(points) else None, 1),
        ):
            if x is not None:  # the line of a unit crosses 0 within its gap, rising or falling
                row = [0.0] * (1 + 2 * len(units))
                row[1 + 2 * place : 3 + 2 * place] = [-above * rising * x, -above * rising]
                rows.append(row)
                ends.append(0.0)
    found = linprog([0] * len(rows[0]), rows, ends, bounds=(None, None), method="highs")
    return found.x if found.status == 0 else None


def on(x, unit, points):
    gap, right, _ = unit
    return (points.index(x) >= gap) == right


def choices(points, hidden):
    units = list(product(range(len(points) + 1), (True, False), (1, -1)))
    return list(combinations_with_replacement(units, hidden))


def realised(points, signs, hidden, seed=0):
    """Whether some network of so many hidden units has these signs."""
    several = choices(points, hidden)
    Random(seed).shuffle(several)
    return any(fitted(points, signs, units) is not None for units in several)


def shattered(points, hidden):
    """All signs but for a change of all of them."""
    return all(realised(points, (1, *rest), hidden) for rest in product((1, -1), repeat=len(points) - 1))


POINTS = [0.0, 1.0, 2.5, 3.0, 4.75, 6.0]


@pytest.mark.parametrize(("hidden", "dimension"), [(1, 2), pytest.param(2, 3, marks=pytest.mark.slow)])
def test_one_hidden_layer(hidden, dimension):
    assert shattered(POINTS[:dimension], hidden)
    draw = Random(hidden)
    others = [sorted(draw.sample(range(60), dimension + 1)) for _ in range(12 if hidden == 1 else 2)]
    for points in (POINTS[: dimension + 1], POINTS[-dimension - 1 :], *others):
        assert not shattered(points, hidden)
    confirmed(Linear(hidden) >> ReLU() >> Linear(1), (1,), dimension)


@pytest.mark.slow
def test_three_hidden_units():
    assert shattered(POINTS[:5], 3)
    assert not realised(POINTS, (1, -1) * 3, 3)
    confirmed(Linear(3) >> ReLU() >> Linear(1), (1,), 5)


@pytest.mark.parametrize("d", range(1, 6))
def test_the_perceptron(d):
    """d + 1 points are shattered: any signs are an affine function's. d + 2 are not, by Radon's theorem."""
    corners = Matrix([[1, *(int(i == j) for j in range(d))] for i in range(d + 1)])
    assert corners.det() != 0
    draw = Random(d)
    for _ in range(5):
        points = Matrix([[1, *(draw.randint(-9, 9) for _ in range(d))] for _ in range(d + 2)])
        (weights, *_) = points.T.nullspace()
        assert any(weights)  # signs like these weights: the weighted sum of values is 0, and would be > 0
        assert all(entry == 0 for entry in points.T * weights)
    confirmed(Linear(1), (d,), d + 1)


# Thresholds: c + sum of a_i*[x on the right, or the left, of t_i]


def stepped(points, signs, hidden):
    """Whether some network of so many thresholds has these signs: a linear program for each choice."""
    for gaps in combinations_with_replacement(range(1, len(points)), hidden):
        rows = [[1.0, *(float(place >= gap) for gap in gaps)] for place in range(len(points))]
        below = [[-sign * entry for entry in row] for row, sign in zip(rows, signs, strict=True)]
        if linprog([0] * (hidden + 1), below, [-1.0] * len(points), bounds=(None, None)).status == 0:
            return True
    return False


@pytest.mark.parametrize("hidden", [1, 2, 3, 4])
def test_thresholds(hidden):
    """h + 1 points, wherever they are; h + 2 in turns would need another step."""
    points = POINTS[: hidden + 2]
    for rest in product((1, -1), repeat=hidden):
        assert stepped(points[:-1], (1, *rest), hidden)
    assert not stepped(points, [(-1) ** place for place in range(hidden + 2)], hidden)
    found = confirmed(Linear(hidden) >> Heaviside() >> Linear(1), (1,), hidden + 1)
    assert {"vc.master", "vc.threshold.bh89", "vc.threshold.ab6_1", "vc.gj95.steps"} <= found
    assert found >= {"vc.bhlm19"} or hidden == 1


def test_one_threshold_alone():
    """A perceptron behind a threshold is what it was."""
    for d in (1, 3):
        found = confirmed(Linear(1) >> Heaviside(), (d,), d + 1)
        assert "vc.threshold.bh89" not in found


def confirmed(net, x, dimension):
    """The catalogue agrees; the ids of the upper bounds that speak of the network."""
    assert bounds.master_implicit(net, x) >= dimension
    found = set()
    for row in bounds.table(net, x, bits=32):
        entry = row.bound.entry
        if entry.quantity != "regions":
            good = row.value <= dimension if entry.direction == "lower" else row.value >= dimension
            assert good, entry.id
            found |= {entry.id} if entry.direction == "upper" else set()
    return found


# Ranks in exact rationals: lb.rank


def features(net_layers, x):
    """What a dense network of (weights, biases) layers with ReLU computes before its last map, exactly."""
    for weights, biases in net_layers:
        x = [
            max(Fraction(0), sum(w * v for w, v in zip(row, x, strict=True)) + b)
            for row, b in zip(weights, biases, strict=True)
        ]
    return x


@pytest.mark.parametrize("widths", [(1, 4), (2, 3), (2, 3, 5), (3, 1, 4), (2, 6, 2, 3)])
def test_features_are_independent(widths):
    """Weights 1 and growing offsets at the last activation: the rank of [features, 1] is h + 1, exactly."""
    *hidden, last = pairwise(widths)
    layers = [([[Fraction(1)] * n] * m, [Fraction(0)] * m) for n, m in hidden]
    n, m = last
    layers.append(([[Fraction(1)] * n] * m, [Fraction(-1 - j) for j in range(m)]))
    scale = Fraction(1)
    for before in widths[:-1]:
        scale *= before
    points = [[(Fraction(1, 2) + j) / scale] * widths[0] for j in range(m + 2)]
    rows = [[*features(layers, point), Fraction(1)] for point in points]
    assert Matrix(rows).rank() == m + 1
    net = Linear(widths[1]) >> ReLU()
    for width in widths[2:]:
        net = net >> Linear(width) >> ReLU()
    table = bounds.table(net >> Linear(1), (widths[0],))
    assert table["lb.rank"].formula == m + 1
