"""The traversal: loops, nests, sharing, depth, errors."""

from itertools import pairwise

import pytest

from symalgebra import (
    BatchNorm,
    Conv,
    ConvTranspose,
    Flatten,
    GlobalAvgPool,
    Id,
    Leaf,
    Linear,
    MaxPool,
    Nest,
    ReLU,
    Repeat,
    activations,
    buffers,
    depth,
    dims,
    domain,
    macs,
    params,
    paths,
    receptive_field,
    units,
)  # fmt: skip
from symalgebra.errors import NoClosedForm, ShapeError, SymalgebraError
from symalgebra.formula import formula

C, w, r, n, i, q, N = dims("C w r n i q N")
CONV = Conv(w, 3, padding=1)


def unet(count):
    return Nest(
        i, count, Conv(w * 2**i, 3, padding=1), MaxPool(2), ConvTranspose(w * 2**i, 2, stride=2),
        Conv(w * 2**i, 3, padding=1), Conv(w * 2**count, 1),
    )  # fmt: skip


@pytest.mark.parametrize("measure", [params, macs, activations, depth, paths, units, buffers])
def test_a_nest_is_its_unrolling(measure):
    closed = measure(unet(N), (3, 2**N * q, 2**N * q))
    for k in (1, 2, 3):
        x = (3, 2**k * 5, 2**k * 5)
        point = {"N": k, "w": 2, "q": 5}
        found = closed.at({name: point[name] for name in closed.names})
        assert found == measure(unet(k).unrolled().subs(w=2), x) == measure(unet(k).subs(w=2), x)


def test_a_nest_needs_sizes_that_come_out_even():
    with pytest.raises(ShapeError, match=r"r must be a multiple of 2\*\*N"):
        params(unet(N), (3, r, r))
    with pytest.raises(ShapeError, match="concatenate"):
        params(unet(2), (3, 10, 10))
    with pytest.raises(NoClosedForm, match="symbolic depth"):
        receptive_field(unet(N), (3, 2**N * q, 2**N * q))


def test_a_loop_whose_first_copy_differs():
    closed = params(CONV**n, (C, r, r))
    assert closed == 9 * C * w + 9 * (n - 1) * w**2 + n * w
    assert closed.at(n=0, C=5, w=7) == 0
    assert (CONV**n).out((C, r, r)) == (w, r, r)


def test_loops_of_many_copies_that_are_numbers():
    grow = Id | Conv(w, 1)
    assert params(grow**1000, (C, r)).at(C=1, w=1) == sum(k + 2 for k in range(1000))
    halve = Conv(w, 3, stride=2, padding=1)
    assert macs(halve**3, (w, 9, 9)).at(w=1) == 9 * (25 + 9 + 4)
    assert (halve**70).out((w, 2**70, 3)) == (w, 1, 1)


def test_a_residual_loop_keeps_its_input():
    block = Id + (CONV >> ReLU())
    assert macs(block**n, (w, r, r)) == 9 * n * r**2 * w**2
    with pytest.raises(ShapeError, match="different shapes"):
        macs(block**n, (C, r, r))


def test_floors_under_a_symbolic_count():
    halve = Conv(w, 3, stride=2, padding=1) ** n
    exact = macs(halve, (w, r, r))
    for point in ({"n": 0, "w": 1, "r": 7}, {"n": 3, "w": 2, "r": 33}, {"n": 6, "w": 1, "r": 100}):
        sizes, size = [], point["r"]
        for _ in range(point["n"]):
            size = -(-size // 2)
            sizes.append(size)
        assert exact.at(point) == 9 * point["w"] ** 2 * sum(k * k for k in sizes)
    low, high = exact.enclosure()
    assert all(
        low.at(n=k, w=1, r=c) <= exact.at(n=k, w=1, r=c) <= high.at(n=k, w=1, r=c)
        for k in (1, 4)
        for c in (1, 9, 64)
    )
    assert macs(halve, (w, r, r), where=["r = 2**n*q"]) == 3 * q**2 * w**2 * (4**n - 1)


def test_shared_weights_count_once():
    cell = Conv(w, 3, padding=1) >> BatchNorm()
    assert params(cell.repeat(n, shared=True), (w, r, r)) == params(cell, (w, r, r))
    assert buffers(cell.repeat(n, shared=True), (w, r, r)) == 2 * w
    assert macs(cell.repeat(n, shared=True), (w, r, r)) == 9 * n * r**2 * w**2
    assert params(cell >> cell, (w, r, r)) == 2 * params(cell, (w, r, r))
    with pytest.raises(ShapeError, match="shar"):
        params((Id | Conv(w, 1)).repeat(n, shared=True), (C, r))
    with pytest.raises(ShapeError, match="shar"):
        params((Id | Conv(w, 1)).repeat(3, shared=True), (C, r))


def test_a_term_met_twice_is_read_once():
    net = Conv(w, 1, bias=False)
    for _ in range(60):
        net = net >> net
    assert params(net, (w, r)) == 2**60 * w**2
    both = Id + Conv(w, 1, bias=False)
    for _ in range(30):
        both = both + both
    assert paths(both, (w, r)) == 2**31


def test_deep_terms_are_walked_without_recursion():
    net = Id
    for _ in range(100_000):
        net = net >> CONV
    assert macs(net, (w, r, r)) == 900_000 * r**2 * w**2
    net = Id
    for _ in range(5_000):
        net = Id + (net >> Conv(w, 1))
    assert depth(net, (w, r)) == 5_000
    net = CONV
    for _ in range(50):
        net = net**2
    assert params(net, (w, r, r)).at(w=1) == 2**50 * 10


def test_errors_say_where():
    net = Conv(8, 3) >> (Id + Conv(4, 1)) >> ReLU()
    with pytest.raises(ShapeError, match="cannot add branches of different shapes") as caught:
        params(net, (3, r, r))
    assert str(caught.value).splitlines()[1:] == [
        "  Id gives (8, r - 2, r - 2)",
        "  Conv(4, 1) gives (4, r - 2, r - 2)",
    ]
    assert caught.value.__notes__ == ["in layer 2 of a series, Id + Conv(4, 1), on input (8, r - 2, r - 2)"]
    with pytest.raises(ShapeError, match="does not fit"):
        params(Conv(8, 7), (3, 5, 5))
    with pytest.raises(SymalgebraError, match="a layer is expected"):
        params(3, (3, 5, 5))


def test_gates_are_broadcast():
    gate = GlobalAvgPool() >> Conv(w, 1) >> ReLU()
    net = Conv(w, 3, padding=1) >> Id * gate
    assert net.out((3, r, r)) == (w, r, r)
    assert paths(net, (3, r, r)) == 2
    with pytest.raises(ShapeError, match="multiply"):
        macs(Id * Conv(w, 3, stride=2, padding=1), (w, 9, 9))


def test_domains():
    net = Conv(8, 3) >> MaxPool(2) >> Conv(8, 3) >> Flatten() >> Linear(10)
    assert domain(net, (3, r, r)) == ("r >= 8",)
    assert domain(Conv(8, 3) ** n, (3, r)) == ("r >= 3", "-2*n + r >= 1")
    assert domain(CONV**n, (3, r)) == ()


def test_an_index_of_an_outer_loop_within():
    net = Repeat(i, n, Conv(w * 2**i, 1, bias=False) ** 2)
    closed = params(net, (w, r))
    for k in range(5):
        widths = [1] + [2**j for j in range(k) for _ in range(2)]
        want = sum(a * b for a, b in pairwise(widths))
        assert formula(closed).at(n=k, w=1) == want


class Widening(Leaf):
    """As many channels more as there are positions."""

    def channels(self, x):
        return x.channels + x.resolution[0]


def test_a_size_may_depend_on_another_one_that_stays():
    assert (Widening() ** n).out((C, r)) == (C + n * r, r)


def test_a_solution_that_is_remembered_keeps_the_sharing_of_its_body():
    body = Conv(w * 2**i, 1) >> Conv(w, 1)
    for _ in range(40):
        body = body + body
    net = Repeat(i, n, body)
    assert (depth(net, (w, r, r)), paths(net, (w, r, r))) == (2 * n, 2 ** (40 * n))


def test_what_a_leaf_remembers_tells_apart_what_equality_does_not():
    size = formula(r) + formula(0) ** formula(n)  # r + 1 at n = 0, r for all n >= 1
    assert CONV.out((3, r, r))[1].at(r=5) == 5
    assert CONV.out((3, size, size))[1].at(n=0, r=5) == 6


@pytest.mark.parametrize("x", [(w, r, r), (2 * w, r, r), (w, 2 * r, r)])
def test_a_repeat_forgets_the_solution_of_another_input(x):
    net = Repeat(i, n, Conv(w * 2**i, 3, stride=2, padding=1))
    params(net, (w, r, r))
    assert macs(net, x) == macs(Repeat(i, n, Conv(w * 2**i, 3, stride=2, padding=1)), x)
