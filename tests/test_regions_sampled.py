"""Activation patterns of drawn networks, counted at drawn inputs: no upper bound on regions is below them.

All numbers are integers, so that the sign of every unit is certain.
"""

import numpy as np
import pytest

from symalgebra import bounds, parse

DRAWS = 20_000


def patterns(net, inputs, draw):
    """The distinct signs of all units at the inputs; a network is a function of numbers and a recorder."""
    signs = []

    def act(v):
        signs.append(v > 0)
        return np.maximum(v, 0)

    net(inputs, draw, act)
    whole = np.concatenate(signs, axis=1)
    return len(np.unique(whole @ (1 << np.arange(whole.shape[1]))))


def linear(x, width, draw):
    return x @ draw.integers(-9, 10, (x.shape[1], width)) + draw.integers(-60, 61, width)


def conv(x, channels, taps, draw):
    """Along a line, without padding: (inputs, c, r) -> (inputs, channels, r - taps + 1)."""
    kernel = draw.integers(-9, 10, (channels, x.shape[1], taps))
    seen = np.lib.stride_tricks.sliding_window_view(x, taps, axis=2)
    return np.einsum("nirt,cit->ncr", seen, kernel) + draw.integers(-60, 61, (1, channels, 1))


def dense(*widths):
    def net(x, draw, act):
        for width in widths:
            x = act(linear(x, width, draw))

    return net


def skipping(x, draw, act):
    act(linear(np.concatenate([x, act(linear(x, 1, draw))], axis=1), 3, draw))


def residual(x, draw, act):
    for _ in range(2):
        x = x + linear(act(linear(x, 3, draw)), 2, draw)


def convolved(x, draw, act):
    act(conv(x[:, None], 3, 2, draw).reshape(len(x), -1))


def twice(x, draw, act):
    first = act(conv(x[:, None], 2, 2, draw).reshape(len(x), -1)).reshape(len(x), 2, -1)
    act(conv(first, 2, 2, draw).reshape(len(x), -1))


LINE = "Conv(2, 2) >> ReLU() >> Conv(2, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)"
NETWORKS = {  # the network, how many inputs, its text and shape, and how many regions some draw must reach
    "2-4-4": (dense(4, 4), "Linear(4) >> ReLU() >> Linear(4) >> ReLU() >> Linear(1)", (2,), 30),
    "1-3-3": (dense(3, 3), "Linear(3) >> ReLU() >> Linear(3) >> ReLU() >> Linear(1)", (1,), 7),
    "3-2-4": (dense(2, 4), "Linear(2) >> ReLU() >> Linear(4) >> ReLU() >> Linear(1)", (3,), 12),
    "skips": (skipping, "(Id | (Linear(1) >> ReLU())) >> Linear(3) >> ReLU() >> Linear(1)", (2,), 7),
    "residual": (residual, "(Id + (Linear(3) >> ReLU() >> Linear(2)))**2 >> Linear(1)", (2,), 18),
    "a convolution": (convolved, "Conv(3, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 4), 60),
    "two convolutions": (twice, LINE, (1, 4), 30),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_patterns_are_under_every_bound(name):
    net, text, x, reached = NETWORKS[name]
    several = []
    for seed in range(8):
        draw = np.random.default_rng(seed)
        size = x[-1]
        inputs = draw.integers(-400, 401, (DRAWS // 2, size))
        near = draw.integers(-30, 31, (DRAWS // 2, size))
        several.append(patterns(net, np.concatenate([inputs, near]), draw))
    rows = [row for row in bounds.table(parse(text), x) if row.bound.entry.quantity == "regions"]
    above = {row.bound.id: row.value for row in rows if row.bound.entry.direction != "lower"}
    assert above
    for id, value in above.items():
        assert np.log2(max(several)) <= value + 1e-9, id
    assert max(several) >= reached
