"""What stands inside of the master theorem: stages by hand, blocks and loops against their copies."""

from dataclasses import astuple
from math import e
from math import log2 as log2_of

import pytest

from symalgebra import (
    BatchNorm,
    Conv,
    GlobalAvgPool,
    Graph,
    Heaviside,
    Id,
    Linear,
    MaxPool,
    ReLU,
    dims,
)
from symalgebra.bounds import Network
from symalgebra.bounds.theorem.implicit import greatest, stages
from symalgebra.bounds.theorem.master import summary
from symalgebra.formula import substitute, symbol
from symalgebra.shape import shape

n, k = dims("n k")
z = symbol("z", 0)


# Blocks in loops


@pytest.mark.parametrize(
    "body",
    [
        BatchNorm() >> Conv(3, 1, bias=False),
        MaxPool(3, stride=1, padding=1) >> Conv(3, 1) >> ReLU(),
        BatchNorm() >> MaxPool(3, stride=1, padding=1) >> ReLU(),
    ],
    ids=str,
)
@pytest.mark.parametrize("after", [BatchNorm() >> ReLU(), MaxPool(3, stride=1, padding=1)], ids=str)
@pytest.mark.parametrize("head", [Conv(3, 1) >> ReLU(), Conv(3, 1, bias=False)], ids=str)
def test_a_loop_of_perhaps_no_copies(head, body, after):
    """Nothing folds or fuses at a seam that may not be there: no bound is less than that of the copies."""
    x = shape((3, 4))
    loop = summary(head >> body**z >> after >> Conv(3, 1), x)
    for copies in range(4):
        written = summary(head >> body**copies >> after >> Conv(3, 1), x)
        for name in ("S", "W", "w", "Lam", "R"):
            assert substitute(getattr(loop, name), {"z": copies}) >= getattr(written, name)


def test_loops_in_loops():
    """Widths that grow in both."""
    whole = ((Id | Conv(1, 1) >> ReLU()) ** n) ** k >> Conv(1, 1)
    found = summary(whole, shape((2, 3)))
    for point in ({"n": 1, "k": 3}, {"n": 3, "k": 1}, {"n": 2, "k": 2}):
        written = summary(
            (Id | Conv(1, 1) >> ReLU()) ** (point["n"] * point["k"]) >> Conv(1, 1), shape((2, 3))
        )
        assert tuple(substitute(value, point) for value in astuple(found)) == astuple(written)


TIED = [
    Linear(2) >> ReLU(),
    Linear(2) >> Heaviside() >> Linear(2) >> ReLU(),
    Linear(2) >> ReLU() >> Linear(2),
    Linear(2) >> ReLU() >> Linear(2) >> Heaviside(),
    Id + (Linear(2) >> ReLU()),
]


@pytest.mark.parametrize("body", TIED, ids=str)
def test_the_sums_of_copies_that_share_their_weights(body):
    """At least those of the stages one by one; equal where nothing resets the parameters."""
    for count in (1, 2, 3):
        net = Linear(2) >> body.repeat(count, shared=True) >> Linear(1)
        rows, sums = stages(net, (2,)), Network(net, (2,)).sums
        assert sums.w >= sum(w for _, _, w in rows)
        assert sum(N * D for N, D, _ in rows) <= sums.R
        if "Heaviside" not in str(body):
            assert (sums.w, sums.R) == (sum(w for _, _, w in rows), sum(N * D for N, D, _ in rows))


@pytest.mark.parametrize(
    ("net", "x", "rows"),
    [
        (Linear(1) * Linear(1), (2,), [(1, 2, 6)]),
        (Linear(1) >> Id * Id, (2,), [(1, 2, 3)]),
        (Linear(1) * Linear(1) >> Id * Id, (2,), [(1, 4, 6)]),
        (Linear(1) + Linear(1), (2,), [(1, 1, 6)]),
        (Graph(("a", Linear(1), "input"), ("b", "product", "a", "a")), (2,), [(1, 2, 3)]),
        (Graph(("a", Linear(1), "input"), ("b", "sum", "a", "a")), (2,), [(1, 1, 3)]),
        (
            Conv(2, 1) >> Heaviside() >> Conv(2, 1) >> ReLU() >> MaxPool(2) >> GlobalAvgPool() >> Linear(1),
            (1, 4),
            [(8, 1, 4), (8 + 4, 1, 6), (1, 2, 6 + 3)],  # of constants nothing is learned from weights
        ),
        (
            (Conv(1, 1) >> ReLU() | Conv(2, 1) >> ReLU()) >> MaxPool(2) >> GlobalAvgPool() >> Linear(1),
            (1, 4),
            [(4 + 2, 1, 2), (8 + 4, 1, 4), (1, 2, 2 + 4 + 4)],  # comparisons go where their channels are
        ),
        (
            (Conv(1, 1) >> ReLU() | Conv(1, 1)) >> MaxPool(2) >> GlobalAvgPool() >> Linear(1),
            (1, 4),
            [(4, 1, 2), (4, 1, 4), (1, 2, 2 + 2 + 3)],
        ),
    ],
    ids=str,
)
def test_stages_by_hand(net, x, rows):
    """(N, D, w): predicates, their degree in the weights, weights on which they depend."""
    assert stages(net, x) == rows


def test_the_greatest_number():
    """m <= min(m*N, 1 + w*log2(2*e*m*N*D/w)) where m*N >= w, in floats beside no tie."""
    assert greatest([]) == 0
    for N, D, w in ((1, 1, 1), (8, 1, 1), (1, 3, 2), (2, 1, 100), (5, 4, 7)):
        counts = (
            (m, 1 + w * log2_of(2 * e * m * N * D / w) if m * N >= w else m * N) for m in range(1, 4000)
        )
        assert greatest([(N, D, w)]) == max(m for m, most in counts if m <= min(m * N, most))
