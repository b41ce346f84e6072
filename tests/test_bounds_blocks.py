"""Blocks of the master theorem one by one: tails in loops, shared weights, and nests against their levels."""

from dataclasses import astuple, replace
from functools import reduce

import pytest

from symalgebra import BatchNorm, Conv, MaxPool, ReLU
from symalgebra.bounds.theorem.block import Block, Tail, joined, nested, summed
from symalgebra.bounds.theorem.implicit import stages
from symalgebra.bounds.theorem.master import summary
from symalgebra.bounds.theorem.stages import Stages
from symalgebra.bounds.theorem.summary import Summary
from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, index_over, size, substitute, symbol
from symalgebra.shape import shape

n, z = formula(symbol("n")), formula(symbol("z", 0))
index = index_over(n)
i = index.formula()
LINEAR, POOL, RELU = Summary.linear(4), Summary.stage(3, 1, pool=True), Summary.stage(2, 1)


def test_a_norm_that_folds_is_the_bias():
    x = shape((2, 5))
    for folded, plain in (
        (Conv(3, 1, bias=False) >> BatchNorm() >> ReLU(), Conv(3, 1) >> ReLU()),
        (Conv(3, 1) >> BatchNorm() >> ReLU(), Conv(3, 1) >> ReLU()),
    ):
        assert astuple(summary(folded >> Conv(1, 1), x)) == astuple(summary(plain >> Conv(1, 1), x))
        assert stages(folded >> Conv(1, 1), x) == stages(plain >> Conv(1, 1), x)


@pytest.mark.parametrize("channels", [1, 2])
def test_norms_of_few_channels_fold_from_copy_to_copy(channels):
    body, x = BatchNorm() >> Conv(channels, 1, bias=False), shape((channels, 4))
    for copies in (1, 2, 3):
        written = reduce(lambda a, b: a >> b, [body] * copies)
        assert astuple(summary(body**copies >> ReLU(), x)) == astuple(summary(written >> ReLU(), x))


def test_the_tail_of_a_loop_is_that_of_its_last_copy():
    block = Block(Summary(), norm=size(i + 2), tail=Tail("linear", size(2 * i + 1), size(i + 1)))
    assert block.at(index, 3) == Block(Summary(), norm=5, tail=Tail("linear", 7, 4))
    assert block._last(index, 4) == Tail("linear", 7, 4)
    assert block._last(index, size(z)) is None
    assert replace(block, tail=None).at(index, 3) == Block(Summary(), norm=5)


@pytest.mark.parametrize(
    ("body", "kind", "count", "each", "first"),
    [
        (POOL.then(LINEAR).then(RELU), "activation", n, 1, 1),  # the first pool stands alone
        (POOL.then(LINEAR).then(RELU), "activation", z, 2, 0),  # where there may be no copies, all do
        (POOL.then(LINEAR), "linear", n, 1, 0),
        (POOL.then(LINEAR), "linear", z, 1, 0),
    ],
)
def test_pools_of_copies_that_share_their_weights(body, kind, count, each, first):
    block = Block(body, tail=Tail(kind, 2))
    found = block.tied(index_over(count), size(count)).body
    for copies in (1, 2, 5):
        assert substitute(found.S, {"n": copies, "z": copies}) == each * copies + first


BEFORE, ENTER = Block(Summary.linear(size(i + 1))), Block(Summary.stage(size(i + 2), 1))
LEAVE, AFTER = Block(Summary.linear(size(2 * i + 5))), Block(Summary.stage(size(3 * i + 7), 1))
CORE = Block(Summary.linear(100).then(Summary.stage(50, 1)))


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_a_nest_is_its_levels_down_and_up(levels):
    down = [part.at(index, level) for level in range(levels) for part in (BEFORE, ENTER)]
    up = [part.at(index, level) for level in reversed(range(levels)) for part in (LEAVE, AFTER)]
    written = reduce(Block.then, [*down, CORE, *up])
    found = nested([BEFORE, ENTER, LEAVE, AFTER], CORE, index, levels)
    assert astuple(found.whole()) == astuple(written.whole())


@pytest.mark.parametrize("place", range(5))
def test_a_nest_with_thresholds_is_refused(place):
    parts = [BEFORE, ENTER, LEAVE, AFTER, CORE]
    parts[place] = Block(Summary.stage(1, 0))
    with pytest.raises(NoClosedForm, match="a nest with thresholds"):
        nested(parts[:4], parts[4], index, 2)


ACTIVATION, BARE, BIASED = Tail("activation", 2), Tail("linear", 3, 3), Tail("linear", 3)


@pytest.mark.parametrize(
    ("tails", "concat", "total"),
    [
        ([BARE, BARE], Tail("linear", 6, 6), BARE),
        ([BARE, BIASED], Tail("linear", 6, 3), BIASED),
        ([BIASED, BIASED], Tail("linear", 6), BIASED),
        ([ACTIVATION, ACTIVATION], Tail("activation", 4), None),
        ([ACTIVATION, BARE], None, None),
        ([BARE, None], None, None),
        ([None, None], None, None),
    ],
    ids=str,
)
def test_tails_of_branches(tails, concat, total):
    assert joined(tails) == concat
    assert summed(tails) == total


@pytest.mark.parametrize("kind", [Summary, Stages])
def test_what_hands_scalars_on_is_no_seam(kind):
    plain, act = Block(kind(), plain=True), Block(kind.stage(2, 1), tail=ACTIVATION)
    pool = Block(kind.stage(3, 1, pool=True))
    assert plain.then(act) == act == act.then(plain)
    assert plain.repeated(index, 3) is plain is plain.tied(index, 3)
    assert act.fuses(pool)
    assert not plain.fuses(pool)
    assert not act.fuses(replace(pool, norm=2))
    assert not replace(act, tail=BARE).fuses(pool)


def test_pools_in_a_loop_join_the_copy_before():
    x = shape((2, 6))
    body = MaxPool(3, stride=1, padding=1) >> Conv(2, 1) >> ReLU()
    for copies in (1, 2, 3):
        loop = body**copies
        written = reduce(lambda a, b: a >> b, [body] * copies)
        assert astuple(summary(loop, x)) == astuple(summary(written, x))
        assert stages(loop, x) == stages(written, x)
