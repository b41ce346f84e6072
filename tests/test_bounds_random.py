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


def in_order(net):
    """Lower bounds are at most upper ones, and the explicit form of the theorem at least its implicit one."""
    low, high = bounded(net, SPACE)
    assert max(low) <= min(high)
    assert bounds.master(net, SPACE).at() >= high[0]


def never_more(less, more):
    """Neither form of the theorem is less on the second network."""
    explicit = [bounds.master(net, SPACE).at() for net in (less, more)]
    implicit = [bounds.master_implicit(net, SPACE) for net in (less, more)]
    assert explicit == sorted(explicit)
    assert implicit == sorted(implicit)


def stacks(most):
    return st.lists(st.tuples(convolution(), bend()), min_size=1, max_size=most)


def folded(layers):
    def normed(norm):
        return chained([conv >> norm >> act for conv, act in layers]) >> GlobalAvgPool() >> Linear(1)

    never_more(normed(BatchNorm()), normed(Gap() >> BatchNorm()))
    never_more(normed(Id), normed(BatchNorm()) if all(conv.bias for conv, _ in layers) else normed(Gap()))


def fused(layers):
    def pooled(gap):
        several = [conv >> act >> gap >> MaxPool(2, 1) for conv, act in layers]
        return chained(several) >> GlobalAvgPool() >> Linear(1)

    never_more(pooled(Id), pooled(Gap()))


@settings(max_examples=40, deadline=None)
@given(networks())
def test_no_lower_bound_is_above_an_upper_one(net):
    in_order(net)


@settings(max_examples=20, deadline=None)
@given(stacks(3))
def test_folding_never_increases(layers):
    folded(layers)


@settings(max_examples=20, deadline=None)
@given(stacks(2))
def test_fusing_never_increases(layers):
    fused(layers)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None)
@given(networks())
def test_2000_networks(net):
    in_order(net)


@pytest.mark.nightly
@settings(max_examples=2_000, deadline=None)
@given(stacks(3))
def test_2000_networks_with_norms(layers):
    folded(layers)


@pytest.mark.nightly
@settings(max_examples=2_000, deadline=None)
@given(stacks(2))
def test_2000_networks_with_pools(layers):
    fused(layers)
