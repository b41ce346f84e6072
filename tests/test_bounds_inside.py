"""What stands inside of bounds, piece by piece: against counts by hand, and loops against their copies."""

from collections import Counter
from dataclasses import astuple, replace
from functools import reduce
from math import comb, e, prod
from math import log2 as log2_of
from operator import rshift

import pytest

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    GlobalAvgPool,
    Graph,
    HardSwish,
    Heaviside,
    Id,
    LeakyReLU,
    Linear,
    MaxPool,
    ReLU,
    ReLU6,
    Softmax,
    Tanh,
    dims,
)
from symalgebra.bounds import Network
from symalgebra.bounds.abilities import Can
from symalgebra.bounds.assumptions import at_least, but
from symalgebra.bounds.parts import _beside, closed, endings, opened, parts, series
from symalgebra.bounds.rank_checker import MOST, Rejected, chain
from symalgebra.bounds.regions import dense
from symalgebra.bounds.regions.bends import Bend, Run
from symalgebra.bounds.regions.cells import cells
from symalgebra.bounds.regions.stacks import layered
from symalgebra.bounds.regions.vertices import regions
from symalgebra.bounds.regions.xiong import disjoint, pixels
from symalgebra.bounds.shattering import Failure, failure, floor_log2, front, handed_on, threshold
from symalgebra.bounds.theorem.implicit import greatest, stages
from symalgebra.bounds.theorem.master import summary
from symalgebra.bounds.way import split
from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, index_over, log2, minimum, substitute, symbol
from symalgebra.measures.factors import at
from symalgebra.shape import shape

n, r, k, w = dims("n r k w")
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


# Blocks in loops


@pytest.mark.parametrize(
    "body",
    [
        BatchNorm() >> Conv(3, 1, bias=False),
        MaxPool(3, stride=1, padding=1) >> Conv(3, 1) >> ReLU(),
        BatchNorm() >> MaxPool(3, stride=1, padding=1) >> ReLU(),
    ],
    ids=str,
)
@pytest.mark.parametrize("after", [BatchNorm() >> ReLU(), MaxPool(3, stride=1, padding=1)], ids=str)
@pytest.mark.parametrize("head", [Conv(3, 1) >> ReLU(), Conv(3, 1, bias=False)], ids=str)
def test_a_loop_of_perhaps_no_copies(head, body, after):
    """Nothing folds or fuses at a seam that may not be there: no bound is less than that of the copies."""
    x = shape((3, 4))
    loop = summary(head >> body**z >> after >> Conv(3, 1), x)
    for copies in range(4):
        written = summary(head >> body**copies >> after >> Conv(3, 1), x)
        for name in ("S", "W", "w", "Lam", "R"):
            assert substitute(getattr(loop, name), {"z": copies}) >= getattr(written, name)


def test_loops_in_loops():
    """Widths that grow in both."""
    whole = ((Id | Conv(1, 1) >> ReLU()) ** n) ** k >> Conv(1, 1)
    found = summary(whole, shape((2, 3)))
    for point in ({"n": 1, "k": 3}, {"n": 3, "k": 1}, {"n": 2, "k": 2}):
        written = summary(
            (Id | Conv(1, 1) >> ReLU()) ** (point["n"] * point["k"]) >> Conv(1, 1), shape((2, 3))
        )
        assert tuple(substitute(value, point) for value in astuple(found)) == astuple(written)


TIED = [
    Linear(2) >> ReLU(),
    Linear(2) >> Heaviside() >> Linear(2) >> ReLU(),
    Linear(2) >> ReLU() >> Linear(2),
    Linear(2) >> ReLU() >> Linear(2) >> Heaviside(),
    Id + (Linear(2) >> ReLU()),
]


@pytest.mark.parametrize("body", TIED, ids=str)
def test_the_sums_of_copies_that_share_their_weights(body):
    """At least those of the stages one by one; equal where nothing resets the parameters."""
    for count in (1, 2, 3):
        net = Linear(2) >> body.repeat(count, shared=True) >> Linear(1)
        rows, sums = stages(net, (2,)), Network(net, (2,)).sums
        assert sums.w >= sum(w for _, _, w in rows)
        assert sum(N * D for N, D, _ in rows) <= sums.R
        if "Heaviside" not in str(body):
            assert (sums.w, sums.R) == (sum(w for _, _, w in rows), sum(N * D for N, D, _ in rows))


@pytest.mark.parametrize(
    ("net", "x", "rows"),
    [
        (Linear(1) * Linear(1), (2,), [(1, 2, 6)]),
        (Linear(1) >> Id * Id, (2,), [(1, 2, 3)]),
        (Linear(1) * Linear(1) >> Id * Id, (2,), [(1, 4, 6)]),
        (Linear(1) + Linear(1), (2,), [(1, 1, 6)]),
        (Graph(("a", Linear(1), "input"), ("b", "product", "a", "a")), (2,), [(1, 2, 3)]),
        (Graph(("a", Linear(1), "input"), ("b", "sum", "a", "a")), (2,), [(1, 1, 3)]),
        (
            Conv(2, 1) >> Heaviside() >> Conv(2, 1) >> ReLU() >> MaxPool(2) >> GlobalAvgPool() >> Linear(1),
            (1, 4),
            [(8, 1, 4), (8 + 4, 1, 6), (1, 2, 6 + 3)],  # of constants nothing is learned from weights
        ),
        (
            (Conv(1, 1) >> ReLU() | Conv(2, 1) >> ReLU()) >> MaxPool(2) >> GlobalAvgPool() >> Linear(1),
            (1, 4),
            [(4 + 2, 1, 2), (8 + 4, 1, 4), (1, 2, 2 + 4 + 4)],  # comparisons go where their channels are
        ),
        (
            (Conv(1, 1) >> ReLU() | Conv(1, 1)) >> MaxPool(2) >> GlobalAvgPool() >> Linear(1),
            (1, 4),
            [(4, 1, 2), (4, 1, 4), (1, 2, 2 + 2 + 3)],
        ),
    ],
    ids=str,
)
def test_stages_by_hand(net, x, rows):
    """(N, D, w): predicates, their degree in the weights, weights on which they depend."""
    assert stages(net, x) == rows


def test_the_greatest_number():
    """m <= min(m*N, 1 + w*log2(2*e*m*N*D/w)) where m*N >= w, in floats beside no tie."""
    assert greatest([]) == 0
    for N, D, w in ((1, 1, 1), (8, 1, 1), (1, 3, 2), (2, 1, 100), (5, 4, 7)):
        counts = (
            (m, 1 + w * log2_of(2 * e * m * N * D / w) if m * N >= w else m * N) for m in range(1, 4000)
        )
        assert greatest([(N, D, w)]) == max(m for m, most in counts if m <= min(m * N, most))


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


# Verdicts, sums of logarithms, and the limits of a certificate


def test_what_is_at_least_a_number():
    assert at_least(5, 5, "text") == (True, "text")
    assert at_least(n + 4, 5, "text") == (True, "text")
    assert at_least(4, 5, "text") == (False, "text: -1 >= 0 is not shown")
    assert at_least(4 - n, 5, "text")[0] is False
    assert at_least(5 - z, 5, "text") == (None, "text: -z >= 0 is not shown")
    assert at_least(z, 1, "text")[0] is None


def test_leaves_that_break_an_assumption():
    assert but([], "fine") == (True, "fine")
    assert but([ReLU(), ReLU()], "fine") == (False, "there is ReLU()")
    assert but([ReLU(), Tanh(), Softmax()], "fine") == (False, "there is ReLU(), Tanh(), Softmax()")
    several = [ReLU(), Tanh(), Softmax(), HardSwish()]
    assert but(several, "fine") == (False, "there is ReLU(), Tanh(), Softmax(), ...")


def test_which_logarithms_a_bound_sees():
    """Those of arguments in the seen symbols, or times a symbol or a fraction, are terms of their own."""
    lk, lr = formula(log2(k)), formula(log2(r))
    for f, above in ((3 * lk, 3 * (k - 1)), (-3 * lk, 0), (n * lr, n * (r - 1)), (lr / 2, (r - 1) / 2)):
        found = split(f, frozenset("k"))
        assert (found.top, found.bottom) == ((), ())
        assert found.terms == ((f, formula(above)),)
    found = split(2 * lr - 5 * formula(log2(w)), frozenset("k"))
    assert (found.terms, found.top, found.bottom) == ((), ((2, formula(r)),), ((5, formula(w)),))
    assert split(z * lk, frozenset("k")).above == z * (k - 1)
    assert split(symbol("m", -1) * lk, frozenset("k")) is None


def test_the_most_layers_of_a_certificate():
    most = MOST["layers"]
    assert len(chain(f"ReLU() ** {most}")) == len(chain(f"ReLU() ** {most - 1} >> ReLU()")) == most
    for text in (f"ReLU() ** {most} >> ReLU()", f"ReLU() ** {most + 1}", "ReLU() ** 0"):
        with pytest.raises(Rejected):
            chain(text)


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
