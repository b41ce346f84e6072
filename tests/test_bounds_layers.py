"""What stands inside of lower bounds: what parts of a network can do, and which layer comes first."""

from dataclasses import replace

import pytest

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    GlobalAvgPool,
    Id,
    LeakyReLU,
    Linear,
    MaxPool,
    ReLU,
    Tanh,
    dims,
)
from symalgebra.bounds.abilities import Can
from symalgebra.bounds.parts import _beside, closed, endings, opened, parts, series
from symalgebra.bounds.shattering import Failure, failure, floor_log2, front, handed_on, threshold
from symalgebra.formula import symbol
from symalgebra.shape import shape

n, r = dims("n r")
z = symbol("z", 0)


# What parts can do


CANS = [
    Can(), Can(positive=True), Can(positive=True, covers=True), Can(True, True, True, True),
    Can(True, True, True, False, True, True),
]  # fmt: skip


def test_branches_do_what_one_does_while_the_others_vanish():
    nothing, positive, covers, separate, mixes = CANS
    assert _beside([positive, positive], True) == Can(positive=True)
    assert _beside([covers, covers], True) == Can(positive=True, covers=True)
    assert _beside([positive, separate], True) == Can(positive=True, covers=True)
    assert _beside([covers, separate], True) == Can(positive=True, covers=True)
    assert _beside([separate, separate], True) == Can(True, True, True, True)
    assert _beside([separate, separate], False) == Can(True, True, True)
    assert _beside([mixes, separate], True) == Can(True, True, True, True, True, True)
    assert _beside([mixes, separate], False) == Can(True, True, True, False, True)
    assert _beside([mixes, mixes], False) == Can(True, True, True, False, True, True)
    assert _beside([mixes, nothing], True) == Can(shifts=True)
    assert _beside([mixes, covers], True) == Can(positive=True, covers=True, shifts=True)


def test_series_mix_behind_what_is_separate():
    nothing, positive, covers, separate, mixes = CANS
    kept = replace(separate, vanish=False)
    assert series([]) == Can(positive=True, covers=True, separate=True, either=True)
    assert series([kept, mixes]) == Can(True, True, True, False, True, True)
    assert series([covers, mixes]) == Can(True, True, True, False, False, True)
    assert series([mixes, kept]) == Can(True, True, True, False, True)
    assert series([mixes, positive]) == Can(vanish=True, positive=True)
    assert series([mixes, nothing]) == Can()
    assert series([nothing, mixes]) == Can(vanish=True, shifts=True)
    assert series([kept, kept]) == Can(positive=True, covers=True, separate=True, either=True)
    assert series([replace(covers, either=True), mixes]) == Can(True, True, True, False, True, True)


def test_loops_do_what_their_copies_and_no_copies_do():
    (own,), (tied,), (open_,) = (
        parts(net, shape((2, 3)))
        for net in (Conv(2, 1) ** n, Conv(2, 1).repeat(n, shared=True), Conv(2, 1) ** z)
    )
    assert own.can == Can(True, True, True, False, True, True)
    assert tied.can == Can(True, True, True)
    assert open_.can == Can(False, True, True, either=True)
    assert tied.body == ()
    assert own.body
    assert parts(Conv(2, 1) ** 0 >> ReLU(), shape((2, 3)))[0].leaf == ReLU()


@pytest.mark.parametrize(
    ("net", "x", "text", "certain"),
    [
        (Conv(4, 1) >> ReLU() >> AvgPool(4) >> Conv(1, 1), (4, 6), "AvgPool(4) may hand on", True),
        (Conv(4, 1) >> ReLU() >> AvgPool(2) >> Conv(1, 1), (4, r), "AvgPool(2) may hand on", False),
        (Conv(4, 1) >> Tanh() >> Conv(1, 1), (4, 6), "Tanh() may hand on", True),
        (ReLU() >> AvgPool(4) >> Conv(1, 1), (4, 6), "AvgPool(4) keeps no channels apart", True),
        (ReLU() >> AvgPool(2) >> Conv(1, 1), (4, r), "AvgPool(2) keeps no channels apart", False),
        (ReLU() >> MaxPool(2) >> Conv(1, 1), (4, 6), "MaxPool(2) keeps no channels apart", True),
        (ReLU() >> GlobalAvgPool(), (4, 6), "no layer adds up", True),
        (Conv(1, 1) ** z >> MaxPool(2) >> Conv(1, 1), (1, 6), "where a loop before it has no copies", False),
        (Conv(4, 1) >> ReLU(), (4, 6), "it ends in no convolution", True),
        (Conv(4, 1) >> Conv(4, 1, bias=False), (4, 6), "it ends in no convolution", True),
    ],
    ids=str,
)
def test_what_hinders_the_first_layer(net, x, text, certain):
    found = handed_on(parts(net, shape(x)))
    assert text in found.text
    assert found.certain is certain
    assert found.verdict == (False if certain else None, found.text)


def test_what_hinders_nothing():
    for net in (
        Conv(4, 1),
        Conv(4, 1) >> AvgPool(2),
        ReLU() >> Conv(4, 1, bias=False) >> BatchNorm(),
        AvgPool(2) >> Conv(4, 1) >> ReLU() >> Linear(1) >> AvgPool(3),
        Conv(4, 1) ** n,
    ):
        assert handed_on(parts(net, shape((4, 6)))) is None, net
    assert threshold(parts(Conv(4, 1) >> GlobalAvgPool(), shape((4, 6)))) is None
    assert failure(parts(Conv(4, 1) ** n, shape((4, 6)))[0], "stays").text == "a loop or branches stays"


def test_logarithms_of_positions():
    assert [floor_log2(p) for p in (1, 2, 3, 4, 7, 8)] == [0, 1, 1, 2, 2, 3]
    found = floor_log2(r**2)
    assert [found.at(r=side) for side in (1, 2, 3, 8)] == [0, 2, 3, 6]


# The first layer


@pytest.mark.parametrize(
    ("net", "text"),
    [
        (ReLU() >> Conv(4, 1) >> ReLU(), "comes first"),
        (Flatten() >> Dropout(), "comes first"),
        (Conv(4, 1, groups=2) >> ReLU(), "has groups"),
        (Conv(4, 1, bias=False) >> ReLU(), "has no bias"),
        (Conv(4, 1, bias=False) >> Dropout() >> ReLU(), "has no bias"),
        (Conv(4, 1) >> Tanh(), "follows Conv(4, 1)"),
        (Conv(4, 1), "follows Conv(4, 1)"),
        (Conv(4, 1) >> LeakyReLU(1), "follows Conv(4, 1)"),
    ],
    ids=str,
)
def test_there_is_no_first_layer(net, text):
    found = front(parts(net, shape((2, 3))))
    assert isinstance(found, Failure)
    assert text in found.text


def test_the_first_layer():
    for before in (Id, Dropout(), Dropout() >> Dropout()):
        for map_ in (
            Conv(4, 1),
            Conv(4, 1, bias=False) >> BatchNorm(),
            Conv(4, 1) >> Dropout() >> BatchNorm(),
        ):
            for act in (ReLU(), LeakyReLU()):
                found = front(parts(before >> map_ >> act >> Linear(1) >> Tanh(), shape((2, 3))))
                assert type(found.map.leaf) is Conv
                assert [part.leaf for part in found.rest] == [Linear(1), Tanh()]
    found = front(parts((Conv(2, 1) >> ReLU()) ** n >> Tanh(), shape((2, 3))))
    assert (found.map.leaf, found.rest[0].count, found.rest[1].leaf) == (Conv(2, 1), n - 1, Tanh())


def test_copies_are_written_out_at_either_end():
    x = shape((2, 3))
    loop = parts((Conv(2, 1) >> ReLU()) ** 2, x)
    assert [(part.leaf, part.count) for part in loop] == [(None, 2)]
    assert [part.leaf for part in opened(loop)] == [Conv(2, 1), ReLU(), None]
    assert [part.leaf for part in closed(loop)] == [None, Conv(2, 1), ReLU()]
    assert [opened(loop)[-1].count, closed(loop)[0].count] == [1, 1]
    reshaping = parts(Conv(2, 1) >> ReLU() >> Flatten() >> Dropout(), x)
    (kept,) = endings(reshaping, lambda part: type(part.leaf) in (Flatten, Dropout))
    assert [part.leaf for part in kept] == [Conv(2, 1), ReLU()]
    some, none = endings(
        parts(Linear(3) >> Conv(3, 1) ** z >> Dropout(), x), lambda part: part.leaf == Dropout()
    )
    assert [part.leaf for part in some] == [Linear(3), None, Conv(3, 1)]
    assert [part.leaf for part in none] == [Linear(3)]
