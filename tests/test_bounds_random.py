"""Random small networks: no lower bound is above an upper one, folding and fusing never increase a bound."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    Flatten,
    GlobalAvgPool,
    Id,
    Leaf,
    LeakyReLU,
    Linear,
    MaxPool,
    ReLU,
    ReLU6,
    bounds,
)

SPACE = (2, 6, 6)
ENTRIES = [e for e in bounds.CATALOGUE if e.quantity != "regions" and e.id != "vc.finite"]


class Gap(Leaf):
    """An affine layer of which nothing is known: what is on both sides of it does not meet."""

    linear = True


def convolution():
    sizes = st.tuples(st.integers(1, 9), st.sampled_from([1, 3]), st.booleans())
    return sizes.map(lambda s: Conv(s[0], s[1], padding="same", bias=s[2]))


def bend():
    return st.sampled_from([ReLU(), ReLU(), ReLU6(), LeakyReLU()])


def layer():
    pool = st.sampled_from([Id, Id, BatchNorm(), MaxPool(3, 1, 1), AvgPool(3, 1, 1)])
    return st.tuples(convolution(), pool, bend(), pool).map(lambda t: t[0] >> t[1] >> t[2] >> t[3])


def residual():
    return st.integers(1, 3).map(lambda count: (Id + (Conv(4, 3, padding=1) >> ReLU())) ** count)


def networks():
    """Convolutional or dense networks with one output."""
    hidden = Flatten() >> Linear(7) >> ReLU() >> Linear(1)
    head = st.sampled_from([GlobalAvgPool() >> Linear(1), Flatten() >> Linear(1), hidden])
    skipped = residual().map(lambda net: Conv(4, 1) >> ReLU() >> net)
    trunk = st.one_of(st.lists(layer(), min_size=1, max_size=3).map(chained), skipped)
    dense = st.lists(st.tuples(st.integers(1, 13), bend()), min_size=1, max_size=3).map(perceptron)
    return st.one_of(
        st.tuples(trunk, head).map(lambda t: t[0] >> t[1]), dense.map(lambda net: Flatten() >> net)
    )


def chained(layers):
    net, *others = layers
    for other in others:
        net = net >> other
    return net


def perceptron(layers):
    return chained([*(Linear(width) >> act for width, act in layers), Linear(1)])


def bounded(net, x):
    """The values of lower and of upper bounds that need no bits."""
    low, high = [0], [bounds.master_implicit(net, x)]
    network = bounds.Network(net, x)
    for entry in ENTRIES:
        bound = entry.on(network)
        if bound.valid:
            (low if entry.direction == "lower" else high).append(bound.formula.at())
    return low, high


@settings(max_examples=40, deadline=None)
@given(networks())
def test_no_lower_bound_is_above_an_upper_one(net):
    low, high = bounded(net, SPACE)
    assert max(low) <= min(high)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(convolution(), bend()), min_size=1, max_size=3))
def test_folding_never_increases(layers):
    def bound(norm):
        net = chained([conv >> norm >> act for conv, act in layers]) >> GlobalAvgPool() >> Linear(1)
        return bounds.master(net, SPACE).at(), bounds.master_implicit(net, SPACE)

    folded, apart = bound(BatchNorm()), bound(Gap() >> BatchNorm())
    assert all(a <= b for a, b in zip(folded, apart, strict=True))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(convolution(), bend()), min_size=1, max_size=2))
def test_fusing_never_increases(layers):
    def bound(gap):
        pooled = [conv >> act >> gap >> MaxPool(2, 1) for conv, act in layers]
        net = chained(pooled) >> GlobalAvgPool() >> Linear(1)
        return bounds.master(net, SPACE).at(), bounds.master_implicit(net, SPACE)

    assert all(a <= b for a, b in zip(bound(Id), bound(Gap()), strict=True))


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None)
@given(networks())
def test_2000_networks(net):
    low, high = bounded(net, SPACE)
    assert max(low) <= min(high)
