"""Bounds of loops of perhaps no copies, and of nests, are no better than those of each number of copies."""

from functools import reduce
from operator import rshift
from random import Random

import pytest

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    GlobalAvgPool,
    Heaviside,
    Id,
    Linear,
    MaxPool,
    Nest,
    ReLU,
    ReLU6,
    Sigmoid,
    Upsample,
    bounds,
    dims,
)
from symalgebra.errors import SymalgebraError
from symalgebra.formula import symbol

i, n = dims("i n")
z = symbol("z", 0)
W, C, A, N, POOL = Linear(3), Conv(2, 1), ReLU(), BatchNorm(), MaxPool(3, 1, 1)
DENSE = (
    (3,),
    [Id, W, A, W >> A, W >> N >> A, W >> Heaviside(), W >> Sigmoid()],
    [A, W, W >> A, A >> W, N >> A, A >> N, W >> N >> A, Id + (W >> A), W >> Heaviside(), W >> ReLU6()],
    [Linear(1), A >> Linear(1), N >> A >> Linear(1), W >> A >> Linear(1, bias=False)],
)
HEAD = GlobalAvgPool() >> Linear(1)
IMAGES = (
    (2, 4),
    [Id, C, A, C >> A, Conv(2, 3, padding=1) >> A, C >> N >> A, POOL],
    [A, C, C >> A, A >> C, C >> N >> A, POOL, POOL >> A, A >> POOL, POOL >> C >> A, Id + (C >> A), POOL + Id],
    [HEAD, A >> HEAD, MaxPool(2) >> HEAD, N >> A >> HEAD],
)


def no_better(found, of_copies, point):
    """Upper bounds are no less, lower ones no more."""
    for row in found:
        other, f = of_copies[row.bound.id], row.bound.formula
        try:
            value = float(f.at({name: point for name in f.names}))
        except SymalgebraError:
            continue
        if other.valid:
            written, slack = float(other.formula.at()), 1e-9 * abs(value)
            upper = row.bound.entry.direction == "upper"
            assert value >= written - slack if upper else value <= written + slack, row.bound.id


@pytest.mark.parametrize("seed", range(60))
def test_loops(seed):
    draw = Random(seed)
    x, ends, bodies, tails = draw.choice([DENSE, IMAGES])
    before, body, after, tail = draw.choice(ends), draw.choice(bodies), draw.choice(ends), draw.choice(tails)
    found = bounds.table(before >> body**z >> after >> tail, x, bits=8)
    for copies in range(3):
        written = reduce(rshift, [body] * copies, before) >> after >> tail
        no_better(found, bounds.table(written, x, bits=8), copies)


@pytest.mark.parametrize("seed", range(30))
def test_nests(seed):
    draw = Random(seed)
    nest = Nest(
        i, n, draw.choice([A >> C, C >> A, A, POOL >> A]), draw.choice([MaxPool(2), AvgPool(2)]),
        draw.choice([Upsample(2), C >> Upsample(2)]), draw.choice([C >> A, A >> C, C >> N >> A, POOL >> C]),
        draw.choice([C, C >> A, A >> C, POOL >> C]),
    )  # fmt: skip
    before, tail = draw.choice([Id, C >> A, C]), draw.choice(IMAGES[-1])
    try:
        found = bounds.table(before >> nest >> tail, (2, 4 * 2**n), bits=8)
    except SymalgebraError:  # channels that change from level to level
        return
    for depth in (1, 2):
        written = before >> nest.subs(n=depth).unrolled() >> tail
        no_better(found, bounds.table(written, (2, 4 * 2**depth), bits=8), depth)
