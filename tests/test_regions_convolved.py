"""The exact count of regions of a convolution: its limits, and when its layers fold."""

from math import comb

import pytest

from symalgebra import Conv
from symalgebra.bounds.regions import xiong
from symalgebra.bounds.regions.cells import cells
from symalgebra.bounds.regions.xiong import below, one_layer, pixels, xiong20
from symalgebra.errors import NoClosedForm
from symalgebra.shape import shape


@pytest.mark.parametrize(
    ("windows", "d0", "d1", "found"),
    [
        ((), 1, 3, 1),
        ((0b1,), 3, 5, cells(5, 3)),
        ((0b111,), 2, 7, cells(7, 6)),
        ((0b111, 0b111000), 2, 7, cells(7, 6) ** 2),
        ((0b11, 0b11), 2, 3, cells(6, 4)),
        ((0b1, 0b1, 0b1), 2, 1, cells(3, 2)),
    ],
)
def test_windows_that_are_apart_or_the_same(windows, d0, d1, found):
    assert xiong20(windows, d0, d1) == found


@pytest.mark.parametrize(
    ("windows", "d1", "steps"),
    [((0b1,), 1, 2), ((0b1,), 3, 2), ((0b11,), 1, 2), ((0b01, 0b10), 1, 4)],
)
def test_the_most_steps_of_the_exact_count(windows, d1, steps, monkeypatch):
    """For each number of hyperplanes of a window, one for each set of positions that is kept apart."""
    monkeypatch.setattr(xiong, "MOST_STEPS", steps)
    assert xiong20(windows, 1, d1)
    monkeypatch.setattr(xiong, "MOST_STEPS", steps - 1)
    with pytest.raises(NoClosedForm, match="steps"):
        xiong20(windows, 1, d1)


def test_the_most_positions_of_the_exact_count(monkeypatch):
    monkeypatch.setattr(xiong, "MOST_POSITIONS", 4)
    leaf = Conv(1, 1)
    assert len(pixels(leaf, shape((1, 4)), shape((1, 4)))) == 4
    assert xiong20([1, 2, 4, 8], 1, 1) == 16
    with pytest.raises(NoClosedForm, match="more than 4 positions"):
        pixels(leaf, shape((1, 5)), shape((1, 5)))
    with pytest.raises(NoClosedForm, match="5 positions, 4 at most"):
        xiong20([1, 2, 4, 8, 16], 1, 1)


def placed(leaf, x):
    return leaf, shape(x), leaf.out(shape(x))


def test_a_layer_may_read_fewer_channels_than_it_writes():
    leaf, x, y = placed(Conv(3, 1), (2, 4))
    assert one_layer(leaf, x, y) == cells(3, 2) ** 4


def test_layers_that_fold():
    """Each position of the first layer folds both channels in two."""
    first, second = placed(Conv(5, 1), (2, 2, 3)), placed(Conv(2, 1), (5, 2, 3))
    assert below([first, second]) == (5 // 2) ** (2 * 3 * 2) * sum(comb(2, t) for t in range(3)) ** 6


@pytest.mark.parametrize(
    ("leaf", "x"),
    [
        (Conv(2, 1), (3, 4)),  # fewer channels than are folded
        (Conv(3, 2, padding=2), (3, 4)),  # no tap lies inside everywhere
        (Conv(2, 2, padding=2), (3, 4)),
    ],
    ids=str,
)
def test_layers_that_do_not_fold(leaf, x):
    first = placed(leaf, x)
    with pytest.raises(NoClosedForm, match="does not fold"):
        below([first, placed(Conv(1, 1), first[2])])
