"""Whether weights and activations take turns: loops and nests of symbolic counts against their copies."""

from functools import reduce
from itertools import product
from operator import rshift

import pytest

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    Id,
    LayerNorm,
    Linear,
    MaxPool,
    Nest,
    PReLU,
    ReLU,
    Upsample,
    dims,
)
from symalgebra.bounds.order import alternates
from symalgebra.errors import NoClosedForm
from symalgebra.formula import symbol

i, n = dims("i n")
z = symbol("z", 0)
W, A, N = Linear(3), ReLU(), BatchNorm()
C = Conv(2, 1)


TURNS = [
    W >> A >> W, W >> N >> A >> W, W >> Dropout() >> N >> A, C >> MaxPool(2) >> C, W + W,
    W >> A >> (Id + (W >> A)) >> W, W >> (Id + (A >> W)) >> A, A >> W >> N,
]  # fmt: skip
NO_TURNS = [
    W >> W, N >> A >> W, W >> A >> N, C >> Flatten() >> N, C >> AvgPool(2) >> N, C >> AvgPool(2) >> C,
    C >> Flatten() >> W, W * W, W >> LayerNorm(), W >> PReLU() >> W, W >> (Id | A) >> W, W >> (N + Id),
]  # fmt: skip


@pytest.mark.parametrize("net", [*TURNS, *NO_TURNS], ids=str)
def test_turns_by_hand(net):
    assert alternates(net, (2, 4)) is (net in TURNS)


BODIES = [
    A,
    W,
    W >> A,
    A >> W,
    N >> A,
    A >> N,
    W >> N >> A,
    A >> W >> N,
    Id + (A >> W),
    (Id | A) >> W,
    Dropout(),
]
ENDS = [Id, W, A, W >> A, A >> W, N]


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_a_loop_takes_turns_where_all_numbers_of_copies_do(body):
    for before, after in product(ENDS, ENDS):
        written = [alternates(reduce(rshift, [body] * k, before) >> after, (3,)) for k in range(4)]
        assert alternates(before >> body**n >> after, (3,)) == all(written[1:])
        assert alternates(before >> body**z >> after, (3,)) == all(written)


@pytest.mark.parametrize("core", [A, C, C >> A, A >> C >> A], ids=str)
def test_a_nest_takes_turns_where_all_depths_do(core):
    """What a level keeps goes past the levels within."""
    turns = set()
    for before, enter, leave, after in product(
        (A >> C, C >> A, A),
        (MaxPool(2), AvgPool(2)),
        (Upsample(2), C >> A >> Upsample(2)),
        (C >> A, A >> C, A),
    ):
        net, x = Nest(i, n, before, enter, leave, after, core), (2, 4 * 2**n)
        try:
            found = alternates(net, x)
        except NoClosedForm:  # of channels that change from level to level
            continue
        depths = [alternates(net.subs(n=k).unrolled(), (2, 4 * 2**k)) for k in (1, 2, 3)]
        assert found == all(depths), net
        turns.add(found)
    assert turns == {True, False}
