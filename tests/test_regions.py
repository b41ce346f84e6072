"""Linear regions and lower bounds on capacity: the counts worked out on paper, and that bounds are in order.

The golden values were computed by enumeration, linear programs or exact rational arithmetic, independently of
this code; of a convolution (pixels, window, stride, channels read and written, padding) -> regions.
"""

from fractions import Fraction
from itertools import pairwise
from math import e, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra import (
    AvgPool,
    Conv,
    Flatten,
    GlobalAvgPool,
    HardSigmoid,
    Linear,
    MaxPool,
    PReLU,
    ReLU,
    ReLU6,
    bounds,
    dims,
)
from symalgebra.bounds.parts import closed, opened, parts
from symalgebra.bounds.regions.cells import cells, cover
from symalgebra.bounds.regions.dense import montufar17, patterns, serra18, serra18_line
from symalgebra.bounds.regions.folding import montufar14, pascanu13, serra18_folds
from symalgebra.bounds.regions.vertices import log2_regions, log2_regions_closed, regions
from symalgebra.bounds.regions.xiong import disjoint, one_layer
from symalgebra.bounds.shattering import Failure, front, handed_on, resolution, slabs, threshold
from symalgebra.errors import NoClosedForm
from symalgebra.graph import Graph
from symalgebra.shape import shape

SERRA = {
    (2, 4): 11, (2, 4, 4): 121, (3, 4, 4): 161, (2, 3, 3, 3): 208, (1, 3, 3): 16, (2, 6, 6): 484,
    (10, 4, 4): 163, (784, 10, 10): 616_666, (32, 16, 16, 16): 90_033_673_127_858, (2, 1, 3): 5, (1, 1, 1): 3,
}  # fmt: skip
MONTUFAR = {
    (2, 4): 11, (2, 4, 4): 121, (3, 4, 4): 225, (2, 3, 3, 3): 343, (1, 3, 3): 16, (2, 6, 6): 484,
    (10, 4, 4): 256, (784, 10, 10): 1_048_576,
}  # fmt: skip
CONVOLUTIONS = {
    (3, 2, 1, 1, 3, 0): 40, (2, 1, 1, 1, 3, 0): 16, (3, 1, 1, 1, 2, 0): 27, (4, 2, 2, 1, 3, 0): 49,
    (4, 2, 1, 1, 2, 0): 55, (4, 2, 1, 1, 3, 0): 217, (3, 3, 1, 1, 3, 1): 128, (3, 2, 1, 1, 2, 0): 15,
}  # fmt: skip
DENSE = [42, 22, 42, 57, 57, 256, 130, 15]  # the same units with weights of their own


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
    dense = DENSE[list(CONVOLUTIONS).index(case)]
    assert exact <= dense == regions(leaf >> ReLU(), x)  # the min-cut bound does not know of shared weights


def test_windows_apart():
    """Disjoint windows without padding have the closed form S(d1, f*d0)**P at any resolution."""
    c, q = dims("c q")
    for leaf, apart in (
        (Conv(c, 1), True), (Conv(c, 2, stride=2), True), (Conv(c, 2, stride=3), True),
        (Conv(c, 2), False), (Conv(c, 2, stride=2, padding=1), False),
    ):  # fmt: skip
        assert disjoint(leaf, shape((3, 6 * q))) == apart
    leaf, x = Conv(c, 2, stride=2), shape((1, 6 * q))
    assert one_layer(leaf, x, leaf.out(x)) == ((c**2 + c + 2) / 2) ** (3 * q)


def test_the_ends_of_a_chain():
    """The first and the last copy of a loop at an end are written out, the others stay a loop."""
    n, w = dims("n w")
    loop = (Linear(w) >> ReLU()) ** n

    def shown(found):
        return [str(part.leaf) if part.leaf else part.count for part in found]

    several = parts(Linear(3) >> loop >> Linear(2) >> loop, shape((2,)))
    assert shown(closed(several)) == ["Linear(3)", n, "Linear(2)", n - 1, "Linear(w)", "ReLU()"]
    assert shown(opened(several)) == ["Linear(3)", n, "Linear(2)", n]
    assert shown(opened(parts(loop >> Linear(2), shape((2,))))) == [
        "Linear(w)", "ReLU()", n - 1, "Linear(2)",
    ]  # fmt: skip


def test_cuts():
    assert regions(Linear(4) >> ReLU() >> Linear(4) >> ReLU() >> Linear(1), (2,)) == montufar17((2, 4, 4))
    for pool, bits in ((MaxPool(2), 3863.36), (AvgPool(2), 5354.18)):
        lenet = [Conv(6, 5), ReLU(), pool, Conv(16, 5), ReLU(), pool, Flatten(), Linear(120), ReLU()]
        lenet = sum_in_series([*lenet, Linear(84), ReLU(), Linear(1)])
        assert float(log2_regions(lenet, (1, 32, 32)).at()) == pytest.approx(bits, abs=0.005)


def test_a_network_with_as_many_regions_as_the_bound():
    """1-3-3: f = -r(x) + 2.5*r(2 - x) - 3*r(2.5 - x) + 3.5, then r(f - 1/4), r(f - 1/2), r(f - 3/4): 16."""

    def pattern(x):
        first = (x, 2 - x, Fraction(5, 2) - x)
        a, b, c = (max(v, 0) for v in first)
        f = -a + Fraction(5, 2) * b - 3 * c + Fraction(7, 2)
        return tuple(v > 0 for v in (*first, *(f - Fraction(k, 4) for k in (1, 2, 3))))

    assert len({pattern(Fraction(place, 128)) for place in range(-512, 1024)}) == serra18((1, 3, 3)) == 16


FOLDED = [  # bodies that a pool opens and rectifiers close; what is between stays apart
    MaxPool(3, 1, 1) >> Conv(4, 1) >> ReLU(),
    MaxPool(3, 1, 1) >> Conv(4, 1) >> ReLU() >> Conv(4, 1) >> ReLU(),
    MaxPool(3, 1, 1) >> Conv(4, 1) >> ReLU() >> Conv(4, 1) >> ReLU() >> Conv(4, 1) >> ReLU(),
]


@pytest.mark.parametrize("body", FOLDED, ids=str)
def test_pools_join_the_rectifiers_of_the_copy_before(body):
    """Between copies they are one bend, counted once for each but the last copy."""
    x, n = (2, 3, 3), dims("n")
    symbolic = log2_regions(Conv(4, 1) >> body**n, x)
    for count in (1, 2, 3, 5):
        written = sum_in_series([Conv(4, 1), *[body] * count])
        assert regions(Conv(4, 1) >> body**count, x) == regions(written, x)
        assert symbolic.at(n=count) == pytest.approx(log2_regions(written, x).at(), rel=1e-12)


@pytest.mark.parametrize("body", FOLDED, ids=str)
@pytest.mark.parametrize("channels", [1, 2, 4, 9])
def test_pools_join_the_rectifiers_of_the_copy_before_where_the_first_copy_reads_more_or_less(body, channels):
    """What the first copy has of its own, and the second one behind it, is as in the copies written out."""
    x, n = (channels, 3, 3), dims("n", min=2)
    symbolic = log2_regions(body**n, x)
    for count in (2, 3, 5):
        written = sum_in_series([body] * count)
        assert regions(body**count, x) == regions(written, x)
        assert symbolic.at(n=count) == pytest.approx(log2_regions(written, x).at(), rel=1e-12)


def test_copies_that_may_be_none():
    """Of which the first differs from the others: it is not known whether it is there."""
    m = dims("m", min=0)
    with pytest.raises(NoClosedForm, match="perhaps none"):
        log2_regions((Linear(3) >> ReLU() >> Linear(5) >> ReLU()) ** m, (2,))
    assert log2_regions((Linear(3) >> ReLU()) ** m, (3,)).at(m=0) == 0


def test_copies_of_which_the_first_reads_more():
    """(Linear(5) >> ReLU())**n on 9 scalars: the first copy is behind a cut of 9, the others of 5."""
    n = dims("n")
    for width, read in ((5, 9), (9, 5), (4, 4)):
        loop = (Linear(width) >> ReLU()) ** n
        for count in (1, 2, 3):
            written = sum_in_series([Linear(width) >> ReLU()] * count)
            found = log2_regions(loop, (read,)).at(n=count)
            assert found == pytest.approx(float(log2_regions(written, (read,)).at()), rel=1e-12)


def test_cuts_of_a_graph():
    """Only what leads to a bend is cut before it: node a is no way to the second layer."""
    wired = Graph(
        ("a", Linear(1), "input"), ("b", Linear(3), "input"), ("c", ReLU(), "b"), ("d", Linear(3), "c"),
        ("e", ReLU(), "d"), ("f", "concat", "a", "e"),
    )  # fmt: skip
    layers = [Linear(3), ReLU(), Linear(3), ReLU()]
    assert log2_regions(wired, (2,)) == log2_regions(sum_in_series(layers), (2,))


def sum_in_series(layers):
    net, *later = layers
    for layer in later:
        net = net >> layer
    return net


@pytest.mark.parametrize(("act", "letters"), [(ReLU(), 2), (PReLU(), 2), (ReLU6(), 3), (HardSigmoid(), 3)])
@pytest.mark.parametrize("n0", [1, 2, 3, 9])
def test_the_bits_of_one_bend(act, letters, n0):
    """log2 of the least of S(N, d) and letters**units, and the closed bound of it, for 4 units."""
    net, n = Linear(4) >> act, 4 * (letters - 1)
    count = min(cells(n, n0), letters**4)
    assert regions(net, (n0,)) == count
    assert log2_regions(net, (n0,)).at() == pytest.approx(log2(count), rel=1e-12)
    d = min(n, n0, 4 if letters == 2 else n)
    bound = n if d == n else d * log2(e * n / d)
    least = bound if letters == 2 else min(bound, 4 * log2(letters))
    assert log2_regions_closed(net, (n0,)).at() == pytest.approx(least, rel=1e-12)


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
