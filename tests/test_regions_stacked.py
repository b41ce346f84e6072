"""What bounds on regions read off a network: bends in series, in loops and in graphs, and stacks of maps."""

from functools import partial

import pytest

from symalgebra import (
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    GlobalAvgPool,
    Graph,
    Id,
    LeakyReLU,
    Linear,
    MaxPool,
    ReLU,
    ReLU6,
    Sigmoid,
    dims,
)
from symalgebra.bounds.network import Network
from symalgebra.bounds.parts import parts
from symalgebra.bounds.regions import areas, cuts, dense, kinds, stacks
from symalgebra.bounds.regions import cells as cells_
from symalgebra.bounds.regions.bends import Bend, Run
from symalgebra.bounds.regions.cells import cells, log2_cells, log2_cells_closed
from symalgebra.bounds.regions.cuts import Bent
from symalgebra.bounds.regions.layers import every
from symalgebra.bounds.regions.stacks import Convolutions, Layered, convolutions, layered
from symalgebra.bounds.regions.vertices import closed, regions
from symalgebra.bounds.shattering import Failure
from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, index_over, log2, size, substitute, symbol
from symalgebra.shape import shape

n = formula(dims("n"))
POOL, RECTIFIER, OTHER = Bend(1, 2, 2, 1), Bend(2, 2, 2, 2), Bend(4, 2, 3, 2)
pools, rectifies = Bent(None, (POOL,), opens=True), Bent(None, (RECTIFIER,), closes=True)
bends, maps = Bent(None, (OTHER,)), Bent((9, 9))
FUSED = Bend(3, 2, 3, 1)  # max(0, x1, x2): two rectifiers, one comparison


@pytest.mark.parametrize(
    ("values", "found", "opens", "closes"),
    [
        ([], (), False, False),
        ([pools], (POOL,), True, False),
        ([rectifies], (RECTIFIER,), False, True),
        ([bends], (OTHER,), False, False),
        ([pools, rectifies], (POOL, RECTIFIER), True, True),
        ([pools, bends], (POOL, OTHER), True, False),
        ([bends, rectifies], (OTHER, RECTIFIER), False, True),
        ([bends, pools], (OTHER, POOL), False, False),
        ([rectifies, bends], (RECTIFIER, OTHER), False, False),
        ([pools, bends, pools], (POOL, OTHER, POOL), True, False),
        ([rectifies, pools], (FUSED,), False, False),
        ([rectifies, maps, pools, rectifies], (FUSED, RECTIFIER), False, True),
        ([pools, rectifies, pools], (POOL, FUSED), True, False),
    ],
)
def test_what_opens_and_closes_a_series(values, found, opens, closes):
    read = cuts._series(values)
    assert (read.bends, read.opens, read.closes) == (found, opens, closes)


def test_what_bends_in_no_copies_and_in_a_single_one():
    narrow, index = Bent((9, 3), (Bend(5, 7, 2, 5),), opens=True), index_over(n)
    assert cuts._repeat(narrow, index, 0).bends == ()
    assert cuts._repeat(narrow, index, 1).bends == narrow.bends


@pytest.mark.parametrize("order", [1, -1])
def test_the_ends_of_a_loop_are_told_where_both_are_known(order):
    """The last copy is known apart from the first where there are two: or where they are alike."""
    alike, other = Bend(5, 3, 2, 5), Bend(5, 7, 2, 5)
    for fewer, known in ((n, False), (n + 1, True)):
        body = Bent((9, 3), (alike, other)[::order], opens=True, closes=True)
        found = cuts._repeat(body, index_over(fewer), size(fewer))
        assert (found.opens, found.closes) == (known, known)


def test_of_three_bends_in_a_loop_the_last_tells_how_it_fuses():
    """Both ends are behind the cut from the second copy on; the one between them is the same in all."""
    wide, narrow = Bend(5, 7, 2, 5), Bend(5, 3, 2, 5)
    for middle in (wide, narrow):
        body = Bent((9, 3), (wide, middle, wide), opens=True, closes=True)
        found = cuts._repeat(body, index_over(3), 3)
        written = cuts._series([body] * 3)
        assert sorted(several(found), key=str) == sorted(written.bends, key=str)


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("through", [3, 9])
def test_the_last_of_so_many_copies(count, through):
    """Copy i has 5 + i predicates, and all but the first are behind the cut."""
    index = index_over(n)
    run = Run(Bend(size(5 + index.formula()), 7, 2, 5), (9, through), index, count)
    last = Bend(4 + count, 7 if count == 1 else min(7, through), 2, 5)
    assert run.last() == last
    assert run.first() == Bend(5, 7, 2, 5)
    assert run.ends == (count > 1 or through > 7)


def several(found):
    """The bends in all copies, one by one; none depends on the place."""
    for bend in found.bends:
        yield from [Bend(bend.predicates, bend.cut, bend.letters, bend.units)] * (
            bend.loops[0][1] if bend.loops else 1
        )


GRAPHS = {
    "behind one scalar": (
        [("a", Linear(1), "input"), ("b", Linear(3), "a"), ("c", Linear(4), "b"), ("d", Linear(4), "a"),
         ("e", "sum", "c", "d")], 1),
    "behind two scalars": (
        [("a", Linear(2), "input"), ("b", Linear(2), "input"), ("c", Linear(1), "a"), ("d", Linear(1), "b"),
         ("f", Linear(4), "c"), ("g", Linear(4), "d"), ("h", "sum", "f", "g")], 2),
    "behind three scalars": ([("a", Linear(4), "input"), ("b", Linear(3), "a"), ("c", Linear(4), "b")], 3),
    "behind all": ([("a", Linear(4), "input")], 4),
}  # fmt: skip


@pytest.mark.parametrize(("nodes", "cut"), GRAPHS.values(), ids=GRAPHS)
def test_a_bend_in_a_graph_is_behind_what_leads_to_it(nodes, cut):
    """Nodes beside the paths to a bend, or behind it, are in no cut before it."""
    last = nodes[-1][0]
    others = [("x", Linear(1), "input"), ("bend", ReLU(), last), ("y", Linear(1), "bend")]
    wired = Graph(*nodes, *others, ("end", "sum", "x", "y"))
    assert regions(wired, (9,)) == cells(4, cut)


def test_the_most_terms_of_a_sum_of_binomials(monkeypatch):
    """All terms together have a limit of bits; a sum is taken from its shorter end."""
    monkeypatch.setattr(cells_, "MOST_BITS", 8)
    assert [cells(4, d) for d in range(5)] == [1, 5, 11, 15, 16]
    assert cells(8, 7) == 255
    for d in (2, 5):
        with pytest.raises(NoClosedForm, match="too large"):
            cells(8, d)
    monkeypatch.setattr(cells_, "MOST_BITS", 4)
    assert cells(4, 2) == 11
    with pytest.raises(NoClosedForm, match="too large"):
        cells(5, 5)


def test_sums_of_binomials_with_symbols():
    v = symbol("v", 0)
    for m in (0, 1, 2, 5):
        assert [substitute(cells(m, v), {"v": d}) for d in range(7)] == [cells(m, d) for d in range(7)]
        assert [substitute(cells(n, m), {"n": i}) for i in range(1, 7)] == [cells(i, m) for i in range(1, 7)]
    both = cells(n, v)
    assert all(substitute(both, {"n": i, "v": d}) == cells(i, d) for i in range(1, 6) for d in range(6))
    many = 1 << 33
    assert log2_cells(many, many) == log2_cells_closed(many, many) == many
    assert log2_cells(5, 4) == log2(31)


@pytest.mark.parametrize(
    ("net", "x", "holds"),
    [
        (Linear(3) >> ReLU(), (2,), True),
        (Linear(3) >> LeakyReLU(), (2,), False),
        (Linear(3, bias=False) >> ReLU(), (2,), False),
        (Conv(3, 1) >> ReLU(), (2, 4), True),
        (Conv(3, 1) >> LeakyReLU(), (2, 4), False),
        (Conv(3, 1, bias=False) >> ReLU(), (2, 4), False),
    ],
    ids=str,
)
def test_which_weights_are_free_to_fold(net, x, holds):
    found = areas.free.on(Network(net, x))
    assert (found.holds, found.text) == (holds, "so it is" if holds else "not all are")


def test_where_it_is_open_whether_a_network_bends():
    z = formula(symbol("z", 0))
    for net, holds, text in (
        (Linear(4) >> ReLU(), True, "every layer is"),
        (Linear(4) >> Sigmoid(), False, "Sigmoid() on (4,) is not piecewise linear"),
        ((Linear(4) >> ReLU() >> Linear(1) >> Linear(4)) ** z, None, "perhaps none"),
    ):
        found = areas.bends.on(Network(net, (4,)))
        assert found.holds is holds
        assert text in found.text


@pytest.mark.parametrize("acts", [(ReLU(), ReLU6()), (ReLU6(), ReLU()), (ReLU6(), ReLU6())], ids=str)
def test_a_single_open_sum_leaves_the_count_open(acts):
    (first, second), v = acts, formula(symbol("v", 2))
    net = Network(Linear(v) >> first >> Linear(v) >> second, (2,))
    with pytest.raises(NoClosedForm, match="left open"):
        areas._by_cells(net)
    assert areas._by_cells(Network(Linear(v) >> ReLU() >> Linear(3) >> ReLU(), (2,))) == log2(
        cells(v, 2)
    ) + log2(7)


def test_what_a_layer_leaves_of_dimensions():
    assert dense._through({3: 1}, 2) == {2: 1, 1: 2, 0: 1}
    assert dense._through({1: 5}, 2) == {1: 5 + 10}


@pytest.mark.parametrize("widths", [(2, 3, 3), (1, 2, 3), (1, 3, 2), (2, 2, 2)], ids=str)
def test_the_exact_count_on_a_line_is_for_one_input_and_wide_layers(widths):
    with pytest.raises(NoClosedForm, match="are not 1, then at least 3 each"):
        dense.serra18_line(widths)


def test_norms_by_fixed_statistics_are_affine():
    assert kinds.affine(BatchNorm())
    assert not kinds.affine(BatchNorm(track_running_stats=False))


def test_what_is_open_is_not_below_zero():
    decided = [kinds.decided(slack) for slack in (n, 0, -1, n - 1, 1 - n, -n, n - 2)]
    assert decided == [True, True, False, True, None, False, None]


@pytest.mark.parametrize(
    ("least", "width", "found"),
    [(3, 3, True), (3, 2, False), (n, n, True), (n + 1, 1, False), (n + 1, 2, None), (n, n - 1, False)],
    ids=str,
)
def test_whether_every_layer_is_wide(least, width, found):
    for widths in ((9, size(width)), (9, (size(width), 3)), (9, (1, 0), size(width))):
        assert every(widths, size(least)) is found


@pytest.mark.parametrize(
    ("predicates", "cut", "letters", "found"),
    [
        (5, 3, 2, True), (5, 3, 3, True), (5, n, 2, False), (5, n, 3, False), (5, n + 4, 2, True),
        (n, 3, 2, True), (n, 3, 3, False), (n, 32, 2, True), (n, 33, 2, False), (n, n, 2, True),
        (n, n, 3, False), (n, 2 * n, 2, True), (2 * n, n, 2, False),
    ],
    ids=str,
)  # fmt: skip
def test_which_sums_of_a_bend_are_closed(predicates, cut, letters, found):
    assert closed(Bend(size(predicates), size(cut), letters, 5)) is found


of_four = partial(layered, x=shape((4,)))


def read(net, x=(1, 5, 5)):
    return convolutions(parts(net, shape(x)))


def test_how_many_layers_a_stack_has():
    assert Layered((4, 3, (4, 2)), True, True).depth == 3
    assert Layered((4, 3, (4, n)), True, True).depth is None


CONV = Conv(1, 3, padding=1)


@pytest.mark.parametrize(
    ("net", "biased", "rectified"),
    [
        (CONV >> ReLU() >> CONV >> ReLU(), True, True),
        (CONV >> ReLU() >> CONV >> LeakyReLU(), True, False),
        (CONV >> LeakyReLU() >> CONV >> ReLU(), True, False),
        (Conv(1, 3, bias=False) >> ReLU() >> CONV >> ReLU(), False, True),
        (CONV >> ReLU() >> Conv(1, 3, bias=False) >> ReLU(), False, True),
        (Conv(1, 3, bias=False) >> BatchNorm() >> ReLU(), True, True),
        (Conv(1, 3, bias=False) >> BatchNorm(affine=False) >> ReLU(), False, True),
        (CONV >> BatchNorm(affine=False) >> ReLU(), True, True),
    ],
    ids=str,
)
def test_biases_and_rectifiers_are_those_of_all_layers(net, biased, rectified):
    found = read(net)
    assert isinstance(found, Convolutions)
    assert (found.biased, found.rectified) == (biased, rectified)


def test_the_layers_of_a_convolutional_stack():
    found = read((CONV >> ReLU()) ** 2 >> Conv(2, 3) >> ReLU() >> GlobalAvgPool() >> Flatten())
    assert [(str(leaf), str(x), str(y)) for leaf, x, y in found.layers] == [
        (str(CONV), "(1, 5, 5)", "(1, 5, 5)"), (str(CONV), "(1, 5, 5)", "(1, 5, 5)"),
        (str(Conv(2, 3)), "(1, 5, 5)", "(2, 3, 3)"),
    ]  # fmt: skip
    assert found.rest == (GlobalAvgPool(), Flatten())


@pytest.mark.parametrize(
    ("net", "x", "text", "certain"),
    [
        (CONV >> ReLU() >> (CONV >> ReLU()) ** n, (1, 5, 5), "the number of its layers is open", False),
        (Conv(2, 1) >> ReLU() >> Conv(2, 1, groups=2) >> ReLU(), (1, 5, 5), "has groups", True),
        (Conv(2, 1, groups=2) >> ReLU() >> Conv(2, 1) >> ReLU(), (2, 5, 5), "has groups", True),
        (Id, (1, 5, 5), "no layer bends", True),
        (ReLU(), (1, 5, 5), "ReLU() is no Conv", True),
        (CONV >> ReLU() >> Dropout() >> MaxPool(2), (1, 4, 4), "is no Conv", True),
        (CONV >> ReLU6(), (1, 5, 5), "ReLU6() is no activation of one breakpoint", True),
        (CONV >> (ReLU() + Id), (1, 5, 5), "a loop or branches is no activation", True),
        ((CONV >> ReLU() >> ReLU()) ** n, (1, 5, 5), "ReLU() is no Conv", True),
        ((CONV >> ReLU() >> CONV >> ReLU()) ** (n - 1), (1, 5, 5), "no run of equal layers", False),
    ],
    ids=str,
)
def test_why_a_network_is_no_stack(net, x, text, certain):
    found = read(net, x)
    assert isinstance(found, Failure)
    assert text in found.text
    assert found.certain == certain


def test_the_most_layers_of_a_stack(monkeypatch):
    net = parts(Linear(4) >> ReLU() >> Linear(4) >> ReLU() >> Linear(4), shape((4,)))
    monkeypatch.setattr(stacks, "MOST_LAYERS", 2)
    assert of_four(net).widths == (4, 4, 4)
    monkeypatch.setattr(stacks, "MOST_LAYERS", 1)
    assert of_four(net) == Failure("more than 1 layers", certain=False)
