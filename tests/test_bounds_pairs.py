"""Every measure against every kind of bound: what compare, growth and crossover say of each pair.

The verdicts of VGG and DenseNet are on the generated page docs/scaling.md, which a test holds.
"""

import pytest

from symalgebra import (
    Conv,
    GlobalAvgPool,
    Id,
    Linear,
    Proved,
    Refuted,
    ReLU,
    bounds,
    compare,
    crossover,
    dims,
    log2_intrinsic_power,
    log2_layer_complexity,
    macs,
    params,
)
from symalgebra.bounds.growing import grows
from symalgebra.formula import formula, log2

n, k, c, r, w = dims("n k c r w")
RELU = ReLU()
CHAIN = (Conv(c, k, padding="same") >> RELU) ** n >> GlobalAvgPool() >> Linear(1), (c, r, r)
BLOCK = Conv(w, 3, padding=1, bias=False) >> RELU >> Conv(w, 3, padding=1, bias=False)
RESNET = Conv(w, 3, padding=1) >> RELU >> (Id + BLOCK >> RELU) ** n >> GlobalAvgPool() >> Linear(1), (3, r, r)
NETWORKS = {"chain": CHAIN, "resnet": RESNET}
VERDICTS = {  # f beside the best upper bound: f <= bound for all values, f as all symbols tend to infinity
    params: (Proved, "o"), macs: (Refuted, "incomparable"),
    log2_layer_complexity: (Proved, "o"), log2_intrinsic_power: (Proved, "o"),
}  # fmt: skip


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("measure", VERDICTS, ids=lambda measure: measure.__name__)
def test_measures_beside_the_upper_bound(network, measure):
    net, x = NETWORKS[network]
    f, best, expected = measure(net, x), bounds.best_upper(net, x), VERDICTS[measure]
    verdict = compare(f, best.formula)
    assert (type(verdict), grows(f, best).relation) == expected
    assert verdict.check()


@pytest.mark.parametrize("id", ["lb.rank", "lb.slabs", "lb.resolution", "lr.mincut.closed"])
def test_bounds_beside_the_upper_bound(id):
    """Lower bounds are of lower order; regions grow with the resolution, VC bounds with its logarithm."""
    net, x = CHAIN
    table = bounds.table(net, x, where=["k = 3"])
    found = grows(table[id].formula, table["vc.master"])
    assert found.relation == ("incomparable" if id.startswith("lr.") else "o")


def test_measures_beside_lower_bounds():
    """No more points are shattered by the construction than there are parameters, and slabs beat the rank."""
    net, x = CHAIN
    table = bounds.table(net, x, where=["k = 3", "r >= 3"])
    W = params(net.subs(k=3), x)
    for id in ("lb.rank", "lb.slabs"):
        verdict = compare(table[id].formula, W, ["r >= 3"])
        assert verdict
        assert verdict.check()
    reverse = compare(table["lb.slabs"].formula, table["lb.rank"].formula, ["r >= 3"])
    assert isinstance(reverse, Refuted)


def test_parameters_times_their_logarithm():
    """W*log2(W) is a formula like any other; kernels are in its logarithm, and not in that of the bound."""
    net, x = CHAIN
    W = formula(params(net, x))
    product = W * log2(W.size())
    verdict = compare(W, product)
    assert verdict
    assert verdict.check()
    best = bounds.best_upper(net, x)
    assert grows(product, best).relation == "incomparable"
    assert grows(product, best, by="k").relation == "omega"
    assert grows(product.subs(k=3), bounds.best_upper(net, x, where=["k = 3"])).relation == "o"


def test_where_macs_cross_the_bound():
    """Two layers of four channels: from 7 x 7 positions on, there are more MACs than the bound."""
    net, x = CHAIN
    f, g = (h.subs(n=2, k=3, c=4) for h in (macs(net, x), bounds.vc_upper(net, x)))
    found = crossover(f, g, by="r")
    assert found.check()
    assert [str(f <= g) for f, g in ((f.at(r=at), g.at(r=at)) for at in (1, 6, 7, 99))] == [
        "True", "True", "False", "False",
    ]  # fmt: skip
    assert "7 <= r: never" in str(found)


def test_more_points_than_parameters_are_shattered_at_high_resolutions():
    """floor(c/4)*floor(2*log2(r)) points, with filters of four channels that every position shares."""
    net, x = CHAIN
    resolution = bounds.table(net, x)["lb.resolution"].formula
    verdict = compare(resolution, params(net, x), ["r >= k"])
    assert verdict.witness == {"c": 4, "k": 1, "n": 1, "r": 8192}
    assert verdict.check()
    found = crossover(params(net, x), resolution, by="r", where=["r >= k"])
    assert "depends on the other symbols" in str(found)
    assert found.check()


CROSSED = {  # f <= the best upper bound: None where it depends on the other symbols
    params: {by: [True] for by in "nkcr"}, log2_layer_complexity: {by: [True] for by in "nkcr"},
    log2_intrinsic_power: {by: [True] for by in "nkcr"},
    macs: {"n": [None], "k": [None], "c": [None], "r": [True, None]},
}  # fmt: skip


@pytest.mark.parametrize("by", "nkcr")
@pytest.mark.parametrize("measure", CROSSED, ids=lambda measure: measure.__name__)
def test_where_measures_cross_the_upper_bound(measure, by):
    """By each symbol of the chain, the others free: nothing stays open."""
    net, x = CHAIN
    found = crossover(measure(net, x), bounds.vc_upper(net, x), by=by)
    assert [i.holds for i in found.intervals] == CROSSED[measure][by]
    assert all(i.evidence for i in found.intervals)
    assert found.check()
