"""Linear regions and lower bounds on capacity: the counts worked out on paper, and that bounds are in order.

The golden values were computed by enumeration, linear programs or exact rational arithmetic, independently of
this code; of a convolution (pixels, window, stride, channels read and written, padding) -> regions.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra import Conv, Flatten, GlobalAvgPool, Linear, MaxPool, ReLU, bounds
from symalgebra.bounds.cells import cells, cover
from symalgebra.bounds.dense import montufar17, patterns, serra18, serra18_line
from symalgebra.bounds.folding import montufar14, pascanu13, serra18_folds
from symalgebra.bounds.parts import parts
from symalgebra.bounds.regions import log2_regions, regions
from symalgebra.bounds.shattering import Failure, front, handed_on, resolution, slabs, threshold
from symalgebra.bounds.xiong import one_layer
from symalgebra.shape import shape

SERRA = {
    (2, 4): 11, (2, 4, 4): 121, (3, 4, 4): 161, (2, 3, 3, 3): 208, (1, 3, 3): 16, (2, 6, 6): 484,
    (10, 4, 4): 163, (784, 10, 10): 616_666, (32, 16, 16, 16): 90_033_673_127_858, (2, 1, 3): 5, (1, 1, 1): 3,
}  # fmt: skip
MONTUFAR = {(2, 4): 11, (2, 4, 4): 121, (3, 4, 4): 225, (2, 3, 3, 3): 343, (1, 3, 3): 16, (2, 6, 6): 484}
CONVOLUTIONS = {
    (3, 2, 1, 1, 3, 0): 40, (2, 1, 1, 1, 3, 0): 16, (3, 1, 1, 1, 2, 0): 27, (4, 2, 2, 1, 3, 0): 49,
    (4, 2, 1, 1, 2, 0): 55, (4, 2, 1, 1, 3, 0): 217, (3, 3, 1, 1, 3, 1): 128, (3, 2, 1, 1, 2, 0): 15,
}  # fmt: skip


@pytest.mark.parametrize("widths", SERRA, ids=str)
def test_serra(widths):
    assert serra18(widths) == SERRA[widths]


@pytest.mark.parametrize("widths", MONTUFAR, ids=str)
def test_montufar(widths):
    assert montufar17(widths) == MONTUFAR[widths]


def test_folds():
    assert [montufar14(w) for w in ((2, 6, 6), (2, 6, 6, 6), (4, 8, 8, 8))] == [198, 1782, 41_728]
    assert [serra18_folds(w) for w in ((2, 6, 6), (2, 6, 6, 6), (1, 3, 3))] == [352, 5632, 16]
    assert serra18_line((1, 3, 3)) == serra18_line((1, (3, 2))) == 16


@given(st.integers(1, 3), st.lists(st.integers(1, 9), min_size=1, max_size=3))
def test_the_bounds_are_in_order(n0, later):
    widths = (n0, *later)
    wide = [
        f for f, least in ((pascanu13, n0), (montufar14, n0), (serra18_folds, 3 * n0)) if min(later) >= least
    ]
    values = [f(widths) for f in (*wide, serra18, montufar17, patterns)]
    assert all(low <= high for low, high in pairwise(values))


@pytest.mark.parametrize("case", CONVOLUTIONS, ids=str)
def test_one_convolution(case):
    pixels, window, stride, c, d, padding = case
    leaf, x = Conv(d, window, stride=stride, padding=padding), shape((c, pixels))
    exact = one_layer(leaf, x, leaf.out(x))
    assert exact == CONVOLUTIONS[case]
    assert exact <= regions(leaf >> ReLU(), x)  # the min-cut bound does not know of shared weights


def test_cuts():
    assert regions(Linear(4) >> ReLU() >> Linear(4) >> ReLU() >> Linear(1), (2,)) == montufar17((2, 4, 4))
    lenet = [Conv(6, 5), ReLU(), MaxPool(2), Conv(16, 5), ReLU(), MaxPool(2), Flatten(), Linear(120), ReLU()]
    lenet = sum_in_series([*lenet, Linear(84), ReLU(), Linear(1)])
    assert float(log2_regions(lenet, (1, 32, 32)).at()) == pytest.approx(3863.36, abs=0.005)


def sum_in_series(layers):
    net, *later = layers
    for layer in later:
        net = net >> layer
    return net


def test_cover_and_cells():
    assert [cover(3, 2), cover(4, 3), cover(5, 4)] == [6, 14, 30]
    assert [cells(n, 2) for n in range(5)] == [1, 2, 4, 7, 11]


def chain(n, k, c, r, c0):
    net = Conv(c, k, padding="same") >> ReLU()
    for _ in range(n - 1):
        net = net >> Conv(c, k, padding="same") >> ReLU()
    return net >> GlobalAvgPool() >> Flatten() >> Linear(1), (c0, r, r)


def lower(net, x):
    """The lower bounds of the first layer that hold, 0 where none is known to."""
    found = front(parts(net, shape(x)))
    if isinstance(found, Failure) or handed_on(found.rest) or threshold(found.rest):
        return [0]
    return [slabs(found), resolution(found)]


@pytest.mark.parametrize(("case", "least"), [((3, 3, 4, 8, 3), 54), ((5, 3, 16, 32, 3), 270)])
def test_lower_bounds_of_a_chain(case, least):
    assert max(lower(*chain(*case))) == least


@settings(max_examples=60)
@given(*(st.integers(1, most) for most in (3, 3, 9, 9, 3)))
def test_no_lower_bound_is_above_an_upper_one(n, k, c, r, c0):
    net, x = chain(n, k, c, r, c0)
    assert max(lower(net, x)) <= bounds.master_implicit(net, x)
