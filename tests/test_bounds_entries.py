"""The catalogue holds every bound of the literature list, or says why not; its lower and region entries."""

from itertools import pairwise
from random import Random

import pytest

from symalgebra import (
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    GlobalAvgPool,
    Heaviside,
    Id,
    Linear,
    MaxPool,
    ReLU,
    Tanh,
    bounds,
    dims,
    zoo,
)
from symalgebra.bounds import formulas
from symalgebra.bounds.order import alternates
from symalgebra.bounds.regions import dense
from symalgebra.bounds.regions.vertices import log2_regions
from symalgebra.bounds.unused import UNUSED
from symalgebra.formula import formula, log2
from symalgebra.graph import Graph

n, c, c0, r, w = dims("n c c0 r w")
RELU = ReLU()

UPPER = """
    vc.linear vc.threshold.bh89 vc.threshold.ab6_1 vc.shawe-taylor91 vc.gj95.formula vc.gj95.steps
    vc.poly.signs vc.bmm98 vc.ab8_8 vc.bhlm19 vc.colt17 vc.units17 vc.sakurai98 vc.telgarsky16 vc.gcnn25
    vc.km97 vc.exp_steps vc.finite vc.transformer26 vc.softmax24 vc.gnn25 vc.derivatives23 vc.kohler vc.master
"""
LOWER = """
    lb.bhlm19 lb.bmm98 lb.maass94 lb.sakurai93 lb.ks97
    lb.rank lb.jacobian lb.slabs lb.resolution lb.embedding lb.memorise19
"""
AREAS = """
    lr.zaslavsky lr.2N lr.raghu17 lr.montufar17 lr.serra18 lr.serra18.n0_1 lr.maxout lr.hinz19
    lr.pascanu13 lr.montufar14 lr.serra18.folds lr.arora18 lr.serra18.zonotopes
    lr.mincut lr.mincut.closed lr.xiong20 lr.xiong20.above lr.xiong20.below lr.hanin19
"""


def test_every_bound_is_there_or_has_a_reason():
    """The ids of upper bounds, lower bounds and bounds on regions, section by section of the literature."""
    entries = {entry.id for entry in bounds.CATALOGUE}
    listed = {*UPPER.split(), *LOWER.split(), *AREAS.split()}
    assert entries | UNUSED.keys() == listed
    assert not entries & UNUSED.keys()


def shown(net, x, **more):
    table = bounds.table(net, x, **more)
    return {row.bound.id: row.bound.formula for row in table}


def refused(net, x, id):
    bound = bounds.table(net, x)[id]
    assert not bound.valid
    return bound.reason


MLP = Linear(6) >> RELU >> Linear(6) >> RELU >> Linear(1)


def test_a_dense_network():
    found = shown(MLP, (2,))
    golden = {
        "lb.rank": 7, "lb.slabs": 8, "lb.resolution": 0, "lb.memorise19": 4, "lr.2N": 12,
        "lr.montufar17": log2(484), "lr.serra18": log2(484), "lr.mincut": log2(484),
        "lr.pascanu13": log2(66), "lr.montufar14": log2(198), "lr.serra18.folds": log2(352),
        "lr.arora18": log2(36), "lr.serra18.zonotopes": log2(42),
    }  # fmt: skip
    assert {id: found[id] for id in golden} == golden
    assert "lr.zaslavsky" not in found
    looped = shown((Linear(6) >> RELU) ** 2 >> Linear(1), (2,))
    assert all(looped[id] == value for id, value in golden.items() if id.startswith("lr."))
    line = Linear(3) >> RELU >> Linear(3) >> RELU >> Linear(1)
    assert shown(line, (1,))["lr.serra18.n0_1"] == 4
    one = shown(Linear(3) >> RELU >> Linear(1), (2,))
    assert one["lr.zaslavsky"] == log2(7)
    assert shown(Linear(3, bias=False) >> RELU >> Linear(1), (2,))["lr.zaslavsky"] == log2(6)


def test_symbolic_widths():
    k = dims("k", min=3)
    net = Linear(2 * k) >> RELU >> (Linear(2 * k) >> RELU) ** n >> Linear(1)
    found = shown(net, (2,))
    assert found["lr.montufar14"] == n * 2 * log2(k) + log2(dense.cells(2 * k, 2))
    assert found["lr.montufar17"] == (n + 1) * formula(log2(dense.cells(2 * k, 2)))
    assert found["lb.rank"] == 2 * k + 1


def test_copies_that_may_be_none_do_not_narrow():
    """Were the copies counted as one, the layer behind them would seem to read one scalar."""
    m = n - 1
    net = Linear(8) >> RELU >> (Linear(1) >> RELU) ** m >> Linear(8) >> RELU >> Linear(1)
    assert "no run of equal layers" in refused(net, (2,), "lr.montufar17")
    same = Linear(8) >> RELU >> (Linear(8) >> RELU) ** m >> Linear(8) >> RELU >> Linear(1)
    assert shown(same, (2,))["lr.montufar17"].at(n=1) == pytest.approx(float(2 * formula(log2(37)).at()))


def test_one_convolution():
    net = Conv(3, 2) >> RELU >> GlobalAvgPool() >> Linear(1)
    found = shown(net, (1, 4))
    assert found["lr.xiong20"] == log2(217)
    assert found["lr.xiong20"].at() <= found["lr.mincut"].at()
    assert "one convolution" in refused(Conv(3, 2, bias=False) >> RELU, (1, 4), "lr.xiong20")
    two = shown(Conv(3, 2) >> RELU >> Conv(3, 2) >> RELU >> GlobalAvgPool(), (1, 4))
    assert two["lr.xiong20.below"].at() <= two["lr.xiong20.above"].at() <= two["lr.mincut"].at()
    assert "lr.xiong20" not in two


def test_cuts_hold_with_skips():
    """11 regions are there, which the bounds for layered networks deny."""
    net = (Id | (Linear(1) >> RELU)) >> Linear(3) >> RELU >> Linear(1)
    assert shown(net, (2,))["lr.mincut"] == log2(14)
    assert "a loop or branches is no Linear" in refused(net, (2,), "lr.serra18")
    assert 2 ** log2_regions(net, (2,)).at() >= 11


@pytest.mark.parametrize(
    ("net", "id", "reason"),
    [
        (Linear(3) >> Tanh() >> Linear(1), "lb.slabs", "no ReLU"),
        (Linear(3) >> Tanh() >> Linear(1), "lr.mincut", "not piecewise linear"),
        (Linear(3, bias=False) >> RELU >> Linear(1), "lb.slabs", "has no bias"),
        (Linear(3) >> RELU >> Linear(1, bias=False), "lb.slabs", "no convolution or linear map with a bias"),
        (Linear(3) >> Heaviside() >> Linear(1), "lb.rank", "comes last before Linear(1)"),
        (Linear(3) >> RELU >> Linear(1), "lb.memorise19", "it has others"),
        (Linear(1) >> RELU >> Linear(1), "lr.montufar14", "widths 1"),
    ],
)  # fmt: skip
def test_assumptions_of_lower_bounds(net, id, reason):
    assert reason in refused(net, (2,), id)


def test_a_graph_that_is_a_series_is_looked_into():
    wired = Graph(("a", Linear(4), "input"), ("b", RELU, "a"), ("c", Linear(1), "b"))
    assert shown(wired, (4,)) == shown(Linear(4) >> RELU >> Linear(1), (4,))


def bridge(act=RELU, joint="sum", last=RELU, body=None):
    """Layers that are not series-parallel: c reads a and b, d reads b and c; then a head."""
    layer = body or (Conv(6, 3, padding=1) >> BatchNorm() >> act)
    return Graph(
        ("stem", Conv(6, 1), "input"), ("bent", act, "stem"), ("a", layer, "bent"), ("b", layer, "a"),
        ("c", joint, "a", "b"), ("d", layer, "c"), ("e", joint, "bent", "b", "d"), ("f", Conv(6, 1), "e"),
        ("g", last, "f"), ("pool", GlobalAvgPool(), "g"), ("end", Linear(1), "pool"),
    )  # fmt: skip


def test_bounds_of_a_graph():
    """Skips of a graph are skips; the first layer ends in a fork, so nothing is built upon it."""
    found = shown(bridge(), (3, 5, 5))
    upper = {"vc.master", "vc.bmm98", "vc.ab8_8", "vc.telgarsky16", "vc.units17", "vc.gj95.steps"}
    assert upper | {"lb.rank", "lr.mincut", "lr.mincut.closed"} <= found.keys()
    assert found["lb.rank"] == 7
    implicit = bounds.master_implicit(bridge(), (3, 5, 5))
    assert 7 <= implicit <= min(f.at() for id, f in found.items() if id in upper)
    assert "shifted" in bounds.table(bridge(last=Id), (3, 5, 5))["lb.rank"].reason
    gated = shown(bridge(joint="product"), (3, 5, 5))
    assert "vc.master" in gated
    assert not gated.keys() & {"lb.rank", "vc.bmm98", "vc.telgarsky16", "lr.mincut"}


@pytest.mark.parametrize("seed", range(40))
def test_turns_along_every_path_of_a_graph(seed):
    """Weights follow weights on no path, by all paths of random graphs; dropout is passed by."""
    draw = Random(seed)
    kinds = {"w": Conv(2, 1), "a": RELU, "-": Dropout()}
    nodes, marks, before = [], [], []
    for place in range(draw.randint(3, 7)):
        mark = draw.choice("wwaaa-")
        sources = sorted(draw.sample(range(place + 1), min(place + 1, draw.choice([1, 1, 2]))))
        names = ["input" if source == 0 else f"n{source}" for source in sources]
        reads = names[0] if len(names) == 1 else f"j{place + 1}"
        nodes += [(reads, "sum", *names)] if len(names) > 1 else []
        nodes.append((f"n{place + 1}", kinds[mark], reads))
        marks.append(mark)
        before.append(sources)
    ends = [k for k in range(1, len(marks) + 1) if not any(k in sources for sources in before)]
    nodes += [("end", "sum", *(f"n{k}" for k in ends))] if len(ends) > 1 else []

    def routes(place):
        if place == 0:
            return [""]
        return [way + marks[place - 1] for source in before[place - 1] for way in routes(source)]

    ways = [way.replace("-", "") for end in ends for way in routes(end)]
    assert alternates(Graph(*nodes), (2, 3, 3)) == (not any("ww" in way for way in ways))


def test_norms_that_others_read_past():
    """A norm folds into the layer before it, if nobody else reads that layer."""
    norm = BatchNorm() >> RELU
    for other, good in (("stem", False), ("norm", True)):
        net = Graph(
            ("stem", Conv(4, 1), "input"), ("norm", norm, "stem"), ("a", Conv(4, 1) >> RELU, "norm"),
            ("b", "sum", "norm", "a"), ("c", Conv(4, 1) >> RELU, "b"), ("d", "sum", other, "a", "c"),
        )  # fmt: skip
        assert alternates(net, (4, 3, 3)) == good


def test_group_convolutions():
    """The printed example: three layers of four channels on 8 x 8 positions, without a head."""
    net = (Conv(4, 3, padding=1) >> RELU) ** 3 >> GlobalAvgPool()
    bound = bounds.table(net, (3, 8, 8))["vc.gcnn25"]
    assert bound.formula == formulas.gcnn25((112, 260, 408), (4, 4, 4), 64)
    assert round(bound.formula.at(), 2) == 21090.07
    for other, reason in (
        ((Conv(4, 3) >> RELU) ** 3 >> GlobalAvgPool(), "changes the resolution"),
        (net >> Linear(1), "no global mean alone"),
        (Conv(4, 3, padding=1) >> Tanh() >> GlobalAvgPool(), "no activation"),
    ):
        assert reason in refused(other, (3, 8, 8), "vc.gcnn25")


def test_bounds_on_regions_are_in_order():
    ids = ("lr.pascanu13", "lr.montufar14", "lr.serra18.folds", "lr.serra18", "lr.montufar17", "lr.2N")
    for widths in ((6, 6), (7, 9, 8), (12, 6)):
        net = Flatten()
        for width in widths:
            net = net >> Linear(width) >> RELU
        found = shown(net >> Linear(1), (2,))
        assert all(found[a].at() <= found[b].at() + 1e-9 for a, b in pairwise(ids))
        assert found["lr.mincut"] == found["lr.montufar17"]
        assert found["lr.mincut"].at() <= found["lr.mincut.closed"].at()


def test_normed_and_large_networks():
    normed = Conv(4, 3) >> BatchNorm() >> RELU >> GlobalAvgPool() >> Linear(1)
    assert {"lb.rank", "lb.slabs", "lb.resolution", "lr.xiong20.above"} <= shown(normed, (1, 4, 4)).keys()
    pooled = Conv(4, 3) >> RELU >> MaxPool(2) >> Flatten() >> Linear(1)
    assert "keeps no channels apart" in refused(pooled, (1, 6, 6), "lb.resolution")
    found = shown(zoo.resnet18(), (3, 224, 224))
    assert found["lb.rank"] == 513
    assert "lr.mincut.closed" in found
    assert "too large to be written out" in refused(zoo.resnet18(), (3, 224, 224), "lr.mincut")
