"""The catalogue beside a second reading of the literature: `plainly` has networks as plain numbers.

For each network: which bounds are shown, no more and no fewer, and the value of each.
"""

from math import log2
from random import Random

import pytest
from plainly import (
    HARDSWISH,
    LEAKY,
    RELU,
    RELU6,
    SIGMOID,
    TANH,
    THRESHOLD,
    Plain,
    S,
    codes,
    conv,
    dense,
    gcnn,
    growths,
    implicit,
    largest,
    regions,
    slabs,
    upper,
    xiong,
)

from symalgebra import Conv, bounds, dims, parse
from symalgebra.bounds.regions import dense as areas
from symalgebra.bounds.regions import folding
from symalgebra.bounds.regions.cells import cells
from symalgebra.bounds.regions.xiong import one_layer, xiong20
from symalgebra.bounds.theorem.implicit import greatest
from symalgebra.shape import shape

ALWAYS = {"vc.master", "vc.gj95.steps", "vc.finite"}
LAYERS = ALWAYS | {"vc.bmm98", "vc.ab8_8"}
LINEAR = LAYERS | {"vc.units17", "vc.telgarsky16"}  # piecewise linear
FEW = LINEAR | {"vc.colt17"}  # no more units than parameters
MLP = FEW | {"vc.bhlm19"}
UNIT = {"vc.threshold.bh89", "vc.threshold.ab6_1"}
DENSE = {"lr.2N", "lr.montufar17", "lr.serra18", "lr.mincut", "lr.mincut.closed"}
FOLDED = {"lr.pascanu13", "lr.montufar14"}
FIRST = {"lb.rank", "lb.slabs", "lb.resolution"}
CUT = {"lr.mincut", "lr.mincut.closed"}
XIONG = {"lr.xiong20.above", "lr.xiong20.below", *CUT}
ZONES = {"lr.arora18", "lr.serra18.zonotopes"}

NETWORKS = {
    "2-3-1": (
        "Linear(3) >> ReLU() >> Linear(1)", (2,), Plain(2, RELU, [dense(2, 3), ("bend", 3), dense(3, 1)]),
        MLP | FIRST | DENSE | FOLDED | {"lr.zaslavsky"}, {"lb.rank": 4, "lb.slabs": 4, "lb.resolution": 0},
    ),
    "4-9-8-1": (
        "Linear(9) >> ReLU() >> Linear(8) >> ReLU() >> Linear(1)", (4,),
        Plain(4, RELU, [dense(4, 9), ("bend", 9), dense(9, 8), ("bend", 8), dense(8, 1)]),
        MLP | FIRST | DENSE | FOLDED | {"lb.memorise19"},
        {"lb.rank": 9, "lb.slabs": slabs(9, 4), "lb.resolution": 0, "lb.memorise19": 4 * 2 * 2},
    ),
    "1-4-6-6-1, leaky": (
        "Linear(4) >> LeakyReLU() >> Linear(6) >> LeakyReLU() >> Linear(6) >> LeakyReLU() >> Linear(1)", (1,),
        Plain(1, LEAKY, [dense(1, 4), ("bend", 4), dense(4, 6), ("bend", 6), dense(6, 6), ("bend", 6),
                         dense(6, 1)]),
        MLP | FIRST | DENSE, {"lb.rank": 7, "lb.slabs": slabs(4, 1), "lb.resolution": 0},
    ),
    "2-6-4-1, ReLU6": (
        "Linear(6) >> ReLU6() >> Linear(4) >> ReLU6() >> Linear(1)", (2,),
        Plain(2, RELU6, [dense(2, 6), ("bend", 6), dense(6, 4), ("bend", 4), dense(4, 1)]),
        FEW | FIRST | CUT, {"lb.rank": 5, "lb.slabs": slabs(6, 2), "lb.resolution": 0},
    ),
    "2-6-1, no biases": (
        "Linear(6, bias=False) >> ReLU() >> Linear(1, bias=False)", (2,),
        Plain(2, RELU, [dense(2, 6, False), ("bend", 6), dense(6, 1, False)]),
        MLP | DENSE | {"lr.zaslavsky"}, {},
    ),
    "3-4-2-1, hard swish": (
        "Linear(4) >> HardSwish() >> Linear(2) >> HardSwish() >> Linear(1)", (3,),
        Plain(3, HARDSWISH, [dense(3, 4), ("bend", 4), dense(4, 2), ("bend", 2), dense(2, 1)]), LAYERS, {},
    ),
    "3-4-2-1, thresholds": (
        "Linear(4) >> Heaviside() >> Linear(2) >> Heaviside() >> Linear(1)", (3,),
        Plain(3, THRESHOLD, [dense(3, 4), ("bend", 4), dense(4, 2), ("bend", 2), dense(2, 1)]),
        LAYERS | UNIT | {"vc.bhlm19"}, {},
    ),
    "convolution, thresholds": (
        "Conv(4, 3) >> Heaviside() >> Flatten() >> Linear(1)", (2, 6, 6),
        Plain(72, THRESHOLD, [conv(3, 2, 4, 4), ("bend", 64), dense(64, 1)]), LAYERS | UNIT, {},
    ),
    "2-3-1, sigmoids": (
        "Linear(3) >> Sigmoid() >> Linear(1)", (2,),
        Plain(2, SIGMOID, [dense(2, 3), ("bend", 3), dense(3, 1)]), {"vc.km97", "vc.exp_steps", "vc.finite"},
        {},
    ),
    "convolution, sigmoids": (
        "Conv(4, 3) >> Sigmoid() >> Flatten() >> Linear(5) >> Sigmoid() >> Linear(1)", (2, 6, 6),
        Plain(72, SIGMOID, [conv(3, 2, 4, 4), ("bend", 64), dense(64, 5), ("bend", 5), dense(5, 1)]),
        {"vc.km97", "vc.exp_steps", "vc.finite"}, {},
    ),
    "5-4-4-1, tanh": (
        "Linear(4) >> Tanh() >> Linear(4) >> Tanh() >> Linear(1)", (5,),
        Plain(5, TANH, [dense(5, 4), ("bend", 4), dense(4, 4), ("bend", 4), dense(4, 1)]),
        {"vc.exp_steps", "vc.finite"}, {},
    ),
    "chain of two": (
        "Conv(4, 3, padding='same') >> ReLU() >> Conv(4, 3, padding='same') >> ReLU() >> GlobalAvgPool()"
        " >> Linear(1)", (2, 6, 6),
        Plain(72, RELU, [conv(3, 2, 4, 6), ("bend", 144), conv(3, 4, 4, 6), ("bend", 144), ("mean", 36, 4),
                         dense(4, 1)]),
        LINEAR | FIRST | CUT,
        {"lb.rank": 5, "lb.slabs": slabs(4, 18), "lb.resolution": codes(4, 36)},
    ),
    "two layers along a line": (
        "Conv(2, 2) >> ReLU() >> Conv(3, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 5),
        Plain(5, RELU, [conv(2, 1, 2, 4, d=1), ("bend", 8), conv(2, 2, 3, 3, d=1), ("bend", 9),
                        ("mean", 3, 3), dense(3, 1)]),
        FEW | FIRST | XIONG, {"lb.rank": 4, "lb.slabs": 0, "lb.resolution": 0},
    ),
    "pooled": (
        "Conv(3, 3) >> ReLU() >> MaxPool(2) >> Flatten() >> Linear(5) >> ReLU() >> Linear(1)", (1, 8, 8),
        Plain(64, RELU, [conv(3, 1, 3, 6), ("bend", 108), ("max", 4, 27), dense(27, 5), ("bend", 5),
                         dense(5, 1)]),
        (LAYERS | {"vc.telgarsky16", "lb.rank"} | CUT), {"lb.rank": 6},
    ),
    "a pool of its own": (
        "Conv(3, 3) >> MaxPool(2) >> Flatten() >> Linear(5) >> ReLU() >> Linear(1)", (1, 8, 8),
        Plain(64, RELU, [conv(3, 1, 3, 6), ("max", 4, 27), dense(27, 5), ("bend", 5), dense(5, 1)]),
        (LAYERS | {"vc.telgarsky16", "lb.rank"} | CUT), {"lb.rank": 6},
    ),
    "means": (
        "Conv(6, 3) >> ReLU() >> AvgPool(2) >> Flatten() >> Linear(5) >> ReLU() >> Linear(1)", (1, 8, 8),
        Plain(64, RELU, [conv(3, 1, 6, 6), ("bend", 216), ("mean", 4, 54), dense(54, 5), ("bend", 5),
                         dense(5, 1)]),
        FEW | FIRST | CUT, {"lb.rank": 6, "lb.slabs": slabs(6, 9), "lb.resolution": codes(6, 36)},
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=NETWORKS)
def case(request):
    text, x, plain, shown, least = NETWORKS[request.param]
    return bounds.table(parse(text), x, bits=8), plain, shown, least


def test_which_bounds_are_shown(case):
    """No more and no fewer; what is not shown has a reason."""
    table, _, shown, _ = case
    assert {row.bound.id for row in table} == shown
    assert all(bound.reason for bound in table.others)


def test_the_values_of_upper_bounds(case):
    table, plain, shown, _ = case
    theirs = upper(plain)
    for row in table:
        if row.bound.id.startswith("vc."):
            assert float(row.value) == pytest.approx(theirs[row.bound.id], rel=1e-12), row.bound.id
    assert table.best.id == min(sorted(shown & theirs.keys()), key=lambda id: (theirs[id], id))


def test_the_values_of_lower_bounds(case):
    table, _, _, least = case
    assert {row.bound.id: row.value for row in table if row.bound.id.startswith("lb.")} == least


def test_the_numbers_that_are_named(case):
    """W, U and so on, wherever a statement names them."""
    table, plain, _, _ = case
    names = {"W": plain.W, "U": plain.units, "steps": plain.steps, "exps": plain.exponentials}
    names["S"] = names["L"] = plain.S
    if plain.act[0]:
        names |= {"wbar": plain.wbar, "R": plain.R, "R_L": plain.R, "D": plain.stages[-1][1]}
        names |= {"N": plain.units + plain.comparisons, "nodes": plain.units + plain.pooled}
        names |= {"breakpoints": plain.act[0], "degree": max(1, plain.act[1])}
    for row in table:
        for name, value in row.bound.parts.items():
            assert value == names.get(name, value), (row.bound.id, name)


def test_explicit_forms_are_above_implicit_ones(case):
    table, plain, _, _ = case
    for row in table:
        growth = growths(plain).get(row.bound.id)
        if growth is not None:
            assert row.value >= largest(growth, plain.W), row.bound.id


@pytest.mark.parametrize("name", NETWORKS)
def test_the_implicit_form(name):
    text, x, plain, shown, _ = NETWORKS[name]
    if "vc.master" in shown:
        assert bounds.master_implicit(parse(text), x) == implicit(plain.stages)


@pytest.mark.parametrize("seed", range(20))
def test_the_implicit_form_of_any_stages(seed):
    """Few predicates of many weights, too: then all patterns of signs are there."""
    draw = Random(seed)
    rows = [(draw.randint(1, 6), draw.randint(1, 4), draw.randint(1, 60)) for _ in range(draw.randint(1, 5))]
    assert greatest(rows) == implicit(rows)


def test_the_numbers_of_group_convolutions():
    net = "(Conv(3, 3, padding='same') >> ReLU())**2 >> GlobalAvgPool()"
    table = bounds.table(parse("Conv(5, 3, padding='same') >> ReLU() >> " + net), (2, 4, 5))
    mine = gcnn([95, 95 + 138, 95 + 138 + 84], [5, 3, 3], 20)
    assert table["vc.gcnn25"].formula.at() == pytest.approx(mine, rel=1e-13)


@pytest.mark.parametrize("seed", range(12))
def test_regions_of_dense_networks(seed):
    draw = Random(seed)
    widths = [draw.randint(1, 3), *(draw.choice([2, 3, 4, 6, 6]) for _ in range(draw.randint(1, 3)))]
    net = " >> ReLU() >> ".join(f"Linear({n})" for n in [*widths[1:], 1])
    table = bounds.table(parse(net), widths[:1])
    expected = regions(widths)
    found = {row.bound.id: row.value for row in table if row.bound.id.startswith("lr.")}
    assert found.keys() - CUT == expected.keys()
    for id, value in expected.items():
        assert found[id] == pytest.approx(log2(value), rel=1e-12), (id, widths)
    assert found["lr.mincut"] == found["lr.montufar17"] <= found["lr.mincut.closed"]


@pytest.mark.parametrize("seed", range(12))
def test_regions_of_one_convolution(seed):
    """Every set of positions is looked at, windows may overlap, and padding is no input."""
    draw = Random(seed)
    pixels, k, stride, d0, d1 = (
        draw.randint(low, high) for low, high in ((2, 4), (1, 3), (1, 2), (1, 2), (1, 3))
    )
    padding = draw.randint(0, k // 2)
    if k > pixels + 2 * padding:
        k = pixels
    starts = range(-padding, pixels + padding - k + 1, stride)
    windows = [{p for p in range(start, start + k) if 0 <= p < pixels} for start in starts]
    leaf, x = Conv(d1, k, stride=stride, padding=padding), shape((d0, pixels))
    expected = xiong(windows, d0, d1)
    assert one_layer(leaf, x, leaf.out(x)) == expected
    assert xiong20([sum(1 << p for p in window) for window in windows], d0, d1) == expected


def test_regions_behind_cuts():
    """The pooled network: 108 units and the comparisons of 27 pools on 64 inputs, then 5 units behind 27."""
    text, x, *_ = NETWORKS["pooled"]
    found = bounds.table(parse(text), x)["lr.mincut"].formula.at()
    assert found == pytest.approx(log2(min(S(108 + 6 * 27, 64), 5**27) * S(5, 5)), rel=1e-12)
    text, x, *_ = NETWORKS["means"]
    found = bounds.table(parse(text), x)["lr.mincut"].formula.at()
    assert found == pytest.approx(log2(S(216, 64) * S(5, 5)), rel=1e-12)
    text, x, *_ = NETWORKS["2-6-4-1, ReLU6"]  # two breakpoints, two hyperplanes for each unit
    found = bounds.table(parse(text), x)["lr.mincut"].formula.at()
    assert found == pytest.approx(log2(S(12, 2) * S(8, 2)), rel=1e-12)


def test_regions_of_two_convolutions():
    """Windows of two pixels on 5, then on 4; the first layer folds its channel twice at each position."""
    text, x, *_ = NETWORKS["two layers along a line"]
    found = {row.bound.id: row.value for row in bounds.table(parse(text), x)}
    first = xiong([{p, p + 1} for p in range(4)], 1, 2)
    last = xiong([{p, p + 1} for p in range(3)], 1, 3)
    assert found["lr.xiong20.above"] == pytest.approx(log2(first * S(9, 5)), rel=1e-12)
    assert found["lr.xiong20.below"] == pytest.approx(log2(last * 2**4), rel=1e-12)


def test_cells_of_symbols():
    """An open sum of binomials has the value of the numbers; it is 2**n where d is at least n."""
    n, d = dims("n d")
    for m in range(1, 8):
        for q in range(1, 8):
            assert cells(m, q) == cells(n, q).subs(n=m) == cells(n, d).at(n=m, d=q) == S(m, q)
    assert cells(n, n + d) == 2**n
    assert cells(0, 3) == cells(3, 0) == 1


def test_laws_that_are_no_entries():
    assert areas.maxout((3, 4, 2), 4) == S(6 * 4, 3) * S(6 * 2, 2)
    assert folding.pascanu13((2, 5, 7, 4)) == (5 // 2) * (7 // 2) * S(4, 2)
    assert areas.zaslavsky(3, 5, bias=False) == 2 * S(4, 2)
