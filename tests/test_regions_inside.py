"""What stands inside of bounds on regions: histograms, windows and bends, loops against their copies."""

from collections import Counter
from dataclasses import replace
from functools import reduce
from math import comb, prod
from operator import rshift

import pytest

from symalgebra import (
    Conv,
    Dropout,
    Flatten,
    HardSwish,
    Id,
    Linear,
    MaxPool,
    ReLU,
    ReLU6,
    dims,
)
from symalgebra.bounds.parts import parts
from symalgebra.bounds.regions import dense
from symalgebra.bounds.regions.bends import Bend, Run
from symalgebra.bounds.regions.cells import cells
from symalgebra.bounds.regions.stacks import layered
from symalgebra.bounds.regions.vertices import regions
from symalgebra.bounds.regions.xiong import disjoint, one_layer, pixels, xiong20
from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, index_over, minimum, substitute, symbol
from symalgebra.measures.factors import at
from symalgebra.shape import shape

n, r, k = dims("n r k")
z = symbol("z", 0)
WIDE = symbol("v", 4)


# Histograms of dimensions


@pytest.mark.parametrize(
    ("widths", "steps"),
    [((2, 4, 4), 3 + 3), ((3, 3, 3), 4 + (1 + 2 + 3 + 4)), ((3, (3, 2)), 4 * 2), ((2, (WIDE, n)), 3)],
    ids=str,
)
def test_the_most_steps_of_a_histogram(widths, steps, monkeypatch):
    """A layer takes each dimension d that is left to d + 1 others."""
    monkeypatch.setattr(dense, "MOST_STEPS", steps)
    assert dense.serra18(widths)
    monkeypatch.setattr(dense, "MOST_STEPS", steps - 1)
    with pytest.raises(NoClosedForm, match="more than"):
        dense.serra18(widths)


def test_histograms_of_symbolic_widths():
    for several in ((2, WIDE), (2, WIDE, WIDE), (2, (WIDE, 2), 3)):
        found = dense.serra18(several)
        for width in (4, 5, 9):
            widths = [
                width if item is WIDE else (width, 2) if isinstance(item, tuple) else item for item in several
            ]
            assert substitute(found, {"v": width}) == dense.serra18(widths)
    assert dense.serra18((2, WIDE)) == 1 + WIDE + WIDE * (WIDE - 1) / 2
    with pytest.raises(NoClosedForm, match="narrow from one to the next"):
        dense.serra18((2, 2, (2, n)))  # dimension 2 is left, or 1, or 0, which alone is kept
    with pytest.raises(NoClosedForm, match="a lower bound of 4"):
        dense.serra18((2, symbol("u", 3)))
    assert dense.serra18((3, (2, 1))) == sum(comb(2, j) for j in range(3))


def test_sums_of_binomials_at_their_ends():
    assert [cells(5, d) for d in (-1, 0, 1, 4, 5, 6)] == [0, 1, 6, 31, 32, 32]
    assert [cells(0, d) for d in (-1, 0, 1)] == [0, 1, 1]


def test_windows_that_share_no_pixel_in_any_dimension():
    x = shape((1, 4, 4))
    assert disjoint(Conv(1, 2, stride=2), x)
    assert not disjoint(Conv(1, 2, stride=(2, 1)), x)
    assert not disjoint(Conv(1, 2, stride=(1, 2)), x)
    assert not disjoint(Conv(1, 1, padding=(0, 1)), x)
    assert not disjoint(Conv(1, 1, padding=(1, 0)), x)
    for leaf, read in ((Conv(3, k), (1, 9)), (Conv(3, 2), (1, r))):
        with pytest.raises(NoClosedForm, match="no windows to be counted"):
            pixels(leaf, shape(read), leaf.out(read))


@pytest.mark.parametrize(
    ("net", "x", "factors"),
    [
        (MaxPool(2) >> MaxPool(2), (1, 4), [4, 2]),  # pools do not fuse with pools
        (ReLU() + ReLU(), (1, 2), [4, 4]),
        ((ReLU() + ReLU()) >> MaxPool(2), (1, 2), [4, 4, 2]),  # nor with rectifiers in branches
        (ReLU() >> MaxPool(2), (1, 2), [3]),
        (ReLU6() >> MaxPool(2), (1, 2), [4]),  # 0, 6, x1 or x2
        (Conv(1, 1) >> ReLU() >> Dropout() >> MaxPool(2), (1, 2), [3]),
        (Linear(1) >> ReLU() >> Linear(3) >> ReLU(), (2,), [2, 4]),  # behind a cut of one scalar
        (MaxPool(2) >> ReLU(), (1, 2), [2, 2]),
    ],
    ids=str,
)
def test_regions_by_hand(net, x, factors):
    assert regions(net, x) == prod(factors)


@pytest.mark.parametrize(
    "body",
    [
        MaxPool(3, 1, 1), MaxPool(3, 1, 1) >> Conv(2, 1), MaxPool(3, 1, 1) >> Conv(2, 1) >> ReLU(),
        Conv(2, 1) >> ReLU(), ReLU() >> Conv(2, 1), MaxPool(3, 1, 1) >> Conv(1, 1) >> ReLU() >> Conv(2, 1),
        MaxPool(3, 1, 1) >> Conv(1, 1) >> ReLU() >> Conv(2, 1) >> ReLU(),
        Conv(2, 1) >> ReLU() >> MaxPool(3, 1, 1),
        Conv(1, 1) >> ReLU6() >> Conv(2, 1),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("before", [Id, Conv(2, 1) >> ReLU()], ids=str)
def test_regions_of_a_loop_are_those_of_its_copies(body, before):
    for count in (1, 2, 3):
        written = reduce(rshift, [body] * count, before)
        for after in (Id, MaxPool(3, 1, 1)):
            assert regions(before >> body**count >> after, (2, 3)) == regions(written >> after, (2, 3))


def test_loops_in_dense_networks():
    """Copies of one map and one activation are a run of layers; of others the first is written out."""
    act = ReLU()
    for net, widths in (
        ((Linear(4) >> act) ** n >> Linear(1), (4, (4, n))),
        ((Linear(4) >> act) ** 3 >> Linear(1), (4, (4, 3))),
        (Linear(3) >> act >> (Linear(3) >> act) ** n >> Linear(5) >> act, (4, 3, (3, n), 5)),
        ((Linear(3) >> act >> Linear(4) >> act) ** 2, (4, 3, 4, 3, 4)),
        (Linear(3) >> act >> Linear(2) ** 2, (4, 3)),
        (Flatten() >> Linear(3) >> Dropout() >> act, (4, 3)),
    ):
        found = layered(parts(net, shape((4,))), shape((4,)))
        assert (found.widths, found.biased, found.rectified) == (widths, True, True), net
    for net, text in (
        (Linear(3), "no layer bends"),
        (Linear(3) >> HardSwish(), "no activation of one breakpoint"),
        (act >> Linear(3), "ReLU() is no Linear"),
        (Linear(3) >> Linear(3) >> act, "Linear(3) is no activation"),
        ((Linear(3) >> act >> Linear(4) >> act) ** n, "no run of equal layers"),
    ):
        assert text in layered(parts(net, shape((4,))), shape((4,))).text


# Bends in loops


def in_copies(bends, number):
    """The bends one by one, for so many copies."""
    found = Counter()
    for bend in bends:
        several = [(bend.predicates, bend.cut, bend.units)]
        for index, copies in bend.loops:
            places = range(substitute(copies, {"n": number}))
            several = [tuple(at(value, index, i) for value in one) for one in several for i in places]
        found.update(tuple(substitute(value, {"n": number}) for value in one) for one in several)
    return found


@pytest.mark.parametrize("cut", [None, (9, 9), (20, 2)], ids=str)
@pytest.mark.parametrize("growing", [0, 1])
def test_a_bend_in_a_loop_is_one_in_each_copy(cut, growing):
    """The first copy reads the input, later ones what a cut of so many scalars has let through."""
    count = formula(n) + 1
    index = index_over(count)
    bend = Bend(5 + growing * index.formula(), minimum(7, 30), 2, 5)
    run = Run(bend, cut, index, count)
    for number in (1, 2, 4):
        through = cut[1] if cut else 7
        copies = [(5 + growing * i, min(7, through) if i else 7, 5) for i in range(number + 1)]
        assert in_copies(run.all(), number) == Counter(copies)
        assert in_copies([run.first(), *run.but_first()], number) == Counter(copies)
        assert in_copies([run.last()], number) == Counter(copies[-1:])
        assert in_copies(run.but_last(), number) == Counter(copies[:-1])
        if not run.alike:
            assert in_copies(run.second_and_on(), number) == Counter(copies[1:])
    assert run.alike == (cut is None or cut[1] >= 7)
    assert run.ends


def test_a_bend_in_a_loop_of_perhaps_no_copies():
    index = index_over(z)
    bend = Bend(5, 7, 2, 5)
    assert Run(bend, (9, 9), index, z).all() == [replace(bend, loops=((index, z),))]
    narrow = Run(bend, (9, 3), index, z)
    assert not narrow.ends
    with pytest.raises(NoClosedForm, match="perhaps none"):
        narrow.all()
    assert Run(bend, (9, 3), index, 1).all() == [bend]
    assert bend.behind(None) is bend


@pytest.mark.parametrize(
    ("windows", "d0", "found"), [((0b011, 0b110), 1, n**3 + n**2 + n + 1), ((0b01, 0b10), 1, (n + 1) ** 2)]
)
def test_kernels_may_be_a_symbol(windows, d0, found):
    f = xiong20(windows, d0, n)
    assert f == found
    assert all(f.at(n=many) == xiong20(windows, d0, many) for many in range(1, 5))


@pytest.mark.parametrize("x", [(1, 4), (2, 4, 6), (1, 2, 3, 5)], ids=str)
def test_where_no_windows_meet_the_count_is_a_power(x):
    leaf = Conv(3, 2, stride=2)
    x = shape(x)
    y = leaf.out(x)
    each = cells(3, 2**x.rank * x.channels)
    assert one_layer(leaf, x, y) == each ** prod(y.resolution) == xiong20(pixels(leaf, x, y), x.channels, 3)
