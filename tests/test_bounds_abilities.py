"""What leaves can do for constructions of lower bounds: a table, and every window of small sizes."""

from itertools import product

import pytest

from symalgebra import Conv, bounds, dims, parse
from symalgebra.bounds.abilities import Can, can, covered, inner, meets, seen
from symalgebra.bounds.counting import steps
from symalgebra.bounds.entry import Bound
from symalgebra.bounds.listing import CATALOGUE, shown_bound
from symalgebra.bounds.parts import closed, opened, parts
from symalgebra.bounds.regions.folding import arora18
from symalgebra.bounds.regions.kinds import decided
from symalgebra.bounds.regions.xiong import disjoint
from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula
from symalgebra.shape import shape

NOTHING, POSITIVE = Can(), Can(positive=True)
COVERS = Can(positive=True, covers=True)
SEPARATE = Can(positive=True, covers=True, separate=True)
MIXES = Can(vanish=True, positive=True, covers=True, mixes=True, shifts=True)
TABLE = {
    "ReLU()": SEPARATE, "ReLU6()": SEPARATE, "LeakyReLU()": SEPARATE, "PReLU()": SEPARATE,
    "GlobalAvgPool()": SEPARATE, "AdaptiveAvgPool(2)": SEPARATE, "Dropout()": SEPARATE, "Flatten()": SEPARATE,
    "ChannelShuffle(2)": SEPARATE, "Upsample(2)": SEPARATE, "GlobalMaxPool()": COVERS,
    "AdaptiveMaxPool(2)": COVERS, "PixelUnshuffle(2)": COVERS, "PixelShuffle(2)": COVERS,
    "AvgPool(2)": SEPARATE, "MaxPool(2)": COVERS, "AvgPool(3)": SEPARATE, "MaxPool(4)": POSITIVE,
    "AvgPool(1, stride=2)": POSITIVE, "MaxPool(3, stride=1, padding=1)": COVERS,
    "Scale()": Can(vanish=True, positive=True, covers=True, separate=True),
    "BatchNorm()": Can(vanish=True, positive=True, covers=True, separate=True, shifts=True),
    "BatchNorm(affine=False)": SEPARATE, "BatchNorm(track_running_stats=False)": NOTHING,
    "Conv(5, 3, padding=1)": MIXES, "Conv(5, 1, bias=False)": Can(True, True, True, False, True),
    "Conv(8, 1, groups=4)": Can(True, True, True, False, False, True),
    "Conv(4, 1, groups=4)": Can(True, True, True, True, False, True),
    "Conv(5, 1, stride=2)": Can(True, True, False, False, False, True),
    "Conv(5, 1, padding=1)": Can(vanish=True, shifts=True),
    "ConvTranspose(5, 2)": MIXES, "ConvTranspose(5, 3, padding=1)": Can(True, True, shifts=True),
    "ConvTranspose(5, 3, padding=((0, 1), (0, 1)))": Can(True, True, shifts=True),
    "Tanh()": NOTHING, "Heaviside()": NOTHING, "HardSigmoid()": NOTHING, "LayerNorm()": NOTHING,
}  # fmt: skip


@pytest.mark.parametrize("text", TABLE)
def test_what_leaves_can_do(text):
    leaf, x = parse(text), shape((4, 6, 6))
    assert can(leaf, x, leaf.out(x)) == TABLE[text]


def windows():
    """Convolutions along a line, with the positions that each of their windows reads, padding left out."""
    for k, s, d, left, right, r in product(
        (1, 2, 3), (1, 2, 3), (1, 2), (0, 1, 2, 3), (0, 1, 3), range(1, 8)
    ):
        reach = d * (k - 1) + 1
        starts = range(-left, r + right - reach + 1, s)
        if len(starts):
            leaf = Conv(2, k, stride=s, dilation=d, padding=((left, right),))
            yield leaf, r, [[start + j * d for j in range(k)] for start in starts]


def test_windows():
    """`seen` is never more than some window reads, and all of it where taps are next to each other."""
    met = reached = whole = 0
    for leaf, r, several in windows():
        x, inside = shape((3, r)), [[at for at in window if 0 <= at < r] for window in several]
        most = 3 * max(map(len, inside))
        found = seen(leaf, x)
        assert found <= most, (leaf, r)
        whole += found == most
        taps = any(all(0 <= window[j] < r for window in several) for j in range(len(several[0])))
        if inner(leaf, x):
            assert taps, (leaf, r)
            reached += 1
        if meets(leaf, x):
            assert inside[0], (leaf, r)
            met += 1
        assert covered(leaf, x, leaf.out(x)) <= (set().union(*inside) == set(range(r))), (leaf, r)
    assert (met, reached, whole) == (636, 384, 1297)  # none of these is ever claimed in vain, or too seldom


def test_windows_of_the_same_padding_at_both_ends():
    """Taps next to each other: exactly what the best window reads."""
    for leaf, r, several in windows():
        ((left, right),) = leaf.padding
        if leaf.dilation == 1 and left == right < leaf.kernel_size >= leaf.stride:
            most = max(sum(0 <= at < r for at in window) for window in several)
            assert seen(leaf, shape((3, r))) == 3 * most, (leaf, r)


def test_a_window_that_is_not_there():
    """Padded by two at the left alone, the only window of three reads the first of two inputs, no more."""
    leaf = "Conv(3, 3, stride=2, padding=((2, 0),)) >> ReLU() >> GlobalAvgPool() >> Linear(1)"
    assert bounds.table(parse(leaf), (1, 2))["lb.slabs"].formula == 2


def test_disjoint_windows():
    for padding in (((1, 0),), ((0, 1),), 1):
        assert not disjoint(Conv(2, 2, stride=2, padding=padding), shape((1, 6)))
    assert disjoint(Conv(2, 2, stride=2), shape((1, 6)))
    assert not disjoint(Conv(2, 2, dilation=2, stride=2), shape((1, 6)))


# Small rules


def test_decided():
    n = dims("n")
    signs = {0: True, 3: True, -1: False, n: True, -n: False, n - 1: True, n - 2: None, -n - 1: False}
    assert {f: decided(formula(f).size()) for f in signs} == signs


def test_zonotopes_need_one_width():
    assert arora18((2, 4, 3, 3)) == arora18((2, 4, (3, 2))) == 2 * 2 * 3 * 3
    for widths in ((2, 4, 3, 5), (2, 4, 3, 3, 5), (2, 4, 5, 3, 3), (2, 3, 3), (2, (4, 2), 3)):
        with pytest.raises(NoClosedForm):
            arora18(widths)
    with pytest.raises(NoClosedForm):
        arora18((2, 4, 1), wider=1)


def test_divisions_of_means():
    """The weights behind a mean take its divisions over, if they alone read it."""
    sums, divisions = 15 * 4, 4
    net = "GlobalAvgPool() >> {}"
    x = (4, 4, 4)
    assert steps(parse(net.format("Conv(4, 1)")), x) == sums + 2 * 16
    assert steps(parse(net.format("Dropout() >> Conv(4, 1)")), x) == sums + 2 * 16
    assert steps(parse(net.format("Id + Conv(4, 1)")), x) == sums + divisions + 2 * 16 + 4
    assert steps(parse(net.format("Conv(4, 1) + Conv(4, 1)")), x) == sums + 4 * 16 + 4
    assert steps(parse(net.format("ReLU() >> Conv(4, 1)")), x) == sums + divisions + 4 + 2 * 16
    assert steps(parse("GlobalAvgPool()"), x) == sums  # the sign of a mean is that of the sum


def test_a_bound_without_a_value():
    entry = next(entry for entry in CATALOGUE if entry.id == "lr.2N")
    bound = Bound(entry, (), None)
    assert (shown_bound(bound, None), shown_bound(bound, 8)) == ("", "2^8")
    other = Bound(next(entry for entry in CATALOGUE if entry.id == "vc.master"), (), None)
    assert (shown_bound(other, None), shown_bound(other, 8)) == ("", "8")


def test_ends_of_a_loop():
    """The last of n copies has the place n - 1, the first the place 0."""
    net = parse("Repeat(i, n, Conv(8*i + 8, 1) >> ReLU())")
    (loop,) = parts(net, shape((3, 4)))
    n = dims("n")
    assert loop.count == n
    assert str(closed((loop,))[-2].leaf) == "Conv(8*n, 1)"
    assert str(opened((loop,))[0].leaf) == "Conv(8, 1)"


OPEN = [
    ("Linear(4) >> ReLU() >> (Id + Linear(4) >> BatchNorm() >> ReLU())**(n - 1) >> Linear(1)", 5),
    ("Linear(4) >> ReLU() >> (Linear(4) >> ReLU())**(n - 1) >> Linear(1, bias=False)", 4),
    ("Linear(4) >> (Linear(4))**(n - 1) >> ReLU() >> Linear(1)", 5),
    ("Linear(9) >> ReLU() >> Repeat(i, n - 1, Linear(2*i + 2) >> ReLU()) >> Linear(1)", None),
]


@pytest.mark.parametrize(("text", "points"), OPEN)
def test_features_behind_a_loop_of_perhaps_no_copies(text, points):
    """What is claimed for all n is no more than what is claimed for each."""
    net = parse(text)
    claimed = formula(bounds.table(net, (3,))["lb.rank"].formula)
    assert points is None or claimed == points
    for n in range(1, 8):
        member = bounds.table(net.subs(n=n), (3,))["lb.rank"].formula
        assert claimed.at({"n": n} if claimed.names else {}) <= member


REFUSED = [
    ("Linear(4) >> ReLU() >> (Linear(4) >> Sigmoid())**(n - 1) >> Linear(1)", "not decided", 1),
    ("Linear(4) >> (Linear(4) >> ReLU())**(n - 1) >> Linear(1)", "not decided", 2),
    ("Linear(4) >> Sigmoid() >> (Linear(4) >> Tanh())**(n - 1) >> Linear(1)", "fails", 0),
]


@pytest.mark.parametrize(("text", "said", "member"), REFUSED)
def test_a_loop_of_perhaps_no_copies_must_fit_with_and_without_any(text, said, member):
    net = parse(text)
    found = bounds.table(net, (3,))["lb.rank"]
    assert not found.valid
    assert found.reason.startswith(said)
    for n in (1, 2):
        assert bounds.table(net.subs(n=n), (3,))["lb.rank"].valid == (n == member)


def test_a_pool_behind_a_loop_of_perhaps_no_copies():
    net = parse(
        "(Conv(6, 3, padding=1) >> ReLU())**n >> MaxPool(2) >> Conv(4, 1) >> ReLU() >> Flatten() >> Linear(1)"
    )
    for id in ("lb.slabs", "lb.resolution"):
        assert "where a loop before it has no copies" in bounds.table(net, (3, 8, 8))[id].reason
        assert bounds.table(net, (3, 8, 8), where=["n >= 2"])[id].valid
        assert bounds.table(net.subs(n=1), (3, 8, 8))[id].reason.startswith("fails")
