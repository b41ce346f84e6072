"""The catalogue of bounds: printed values, assumptions that are checked, the best bound and the table."""

import re
from itertools import product

import pytest
from mpmath import e, findroot, log

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    Flatten,
    GlobalAvgPool,
    Heaviside,
    Id,
    LayerNorm,
    Linear,
    MaxPool,
    Nest,
    ReLU,
    Sigmoid,
    Softmax,
    bounds,
    compare,
    dims,
    params,
    parse,
    zoo,
)  # fmt: skip
from symalgebra.bounds import formulas
from symalgebra.bounds.counting import steps
from symalgebra.bounds.entry import PROVENANCE, QUANTIFIERS
from symalgebra.bounds.order import alternates
from symalgebra.errors import NoRule, SymalgebraError
from symalgebra.graph import Graph

n, k, c, c0, r, w = dims("n k c c0 r w")
RELU = ReLU()
MLP = Linear(3) >> RELU >> Linear(1)
IMAGE = (1, 32, 32)


def lenet(pool=AvgPool, act=RELU):
    first = Conv(6, 5) >> act >> pool(2) >> Conv(16, 5) >> act >> pool(2) >> Flatten()
    return first >> Linear(120) >> act >> Linear(84) >> act >> Linear(1)


def chain():
    layer = Conv(c, k, padding="same") >> RELU
    return layer >> layer ** (n - 1) >> GlobalAvgPool() >> Linear(1)


def values(net, x, direction="upper", **more):
    """The values of bounds on the VC dimension."""
    rows = bounds.table(net, x, at=more.pop("at", {}), **more)
    entries = ((row.bound.entry, row.value) for row in rows)
    return {e.id: value for e, value in entries if (e.direction, e.quantity) == (direction, "vc")}


def near(value, digits):
    return pytest.approx(value, abs=0.51 * 10**-digits, rel=0)


# Golden values


def test_the_perceptron():
    found = values(MLP, (2,))
    golden = {
        "vc.master": (178.37367533577398, 11), "vc.bhlm19": (178.37367533577398, 11),
        "vc.bmm98": (583.4430075, 7),
        "vc.ab8_8": (587.9187167, 7), "vc.colt17": (4501.7035, 4), "vc.units17": (245.5100711, 7),
        "vc.telgarsky16": (2551.0413875, 7),
    }  # fmt: skip
    assert {id: found[id] for id in golden} == {id: near(*value) for id, value in golden.items()}
    assert found["vc.gj95.steps"] == 4 * 13 * (steps(MLP, (2,)) + 4)
    assert formulas.gj95_steps(13, 20) == 1144
    assert formulas.exp_steps(13, 20, 3).at() == near(19217.8486196, 7)
    assert values(Linear(3) >> Sigmoid() >> Linear(1), (2,))["vc.km97"] == near(9493.8486196, 7)


def test_colt17_is_above_its_implicit_form():
    root = findroot(lambda m: m - 4 * 13 * 3 * log(2 * e * 13 * m * 2, 2), 3000)
    assert float(root) == near(2909.339, 3)
    assert root < formulas.colt17(13, 2).at()


def test_a_formula_of_inequalities():
    """2*W*log2(8*e*D*s)."""
    assert formulas.gj95_formula(10, 3, 4).at() == near(20 * log(8 * e * 12, 2), 9)


def test_baum_haussler_needs_two_units():
    assert formulas.bh89(3, 1).at() == near(8.66, 2)
    assert "vc.threshold.bh89" not in values(Linear(1), (2,))
    assert "vc.threshold.ab6_1" in values(Linear(1), (2,))
    assert values(Linear(3) >> Heaviside() >> Linear(1), (2,))["vc.master"] == near(100.7236920, 7)


def test_a_wide_perceptron():
    net = Linear(300) >> RELU >> Linear(100) >> RELU >> Linear(10)
    bound = bounds.table(net, (784,))["vc.bhlm19"]
    assert bound.formula.at() == near(12295009.03, 2)
    assert params(net, (784,)) == 266610 == bounds.Network(net, (784,)).W
    assert bound.parts["wbar"] / 266610 == pytest.approx(2.87952, abs=1e-5)


def test_lenet():
    mean, most = values(lenet(), IMAGE, bits=32), values(lenet(MaxPool), IMAGE)
    assert mean["vc.ab8_8"] == near(23409910.25, 2)
    assert mean["vc.bmm98"] == near(23357457.52, 2)
    assert mean["vc.units17"] == near(794154423.80, 2)
    assert most["vc.telgarsky16"] == near(99156003.94, 2)
    assert most["vc.gj95.steps"] == 205436498752
    for bits, value in ((32, 1950112), (16, 975056), (8, 487528), (1, 60941)):
        assert values(lenet(), IMAGE, bits=bits)["vc.finite"] == value
    unit = values(lenet(act=Heaviside()), IMAGE)
    assert unit["vc.threshold.bh89"] == near(1719866.57, 2)
    assert unit["vc.threshold.ab6_1"] == near(1730357.12, 2)
    assert values(lenet(act=Sigmoid()), IMAGE)["vc.km97"] == pytest.approx(1.573e17, rel=5e-4)


CHAIN = [((1, 3, 2, 4, 1), 644, 59432), ((2, 3, 2, 4, 1), 1828, 446520), ((3, 3, 4, 8, 3), 51718, 85441440),
         ((5, 3, 16, 32, 3), 19857426, 774042543440)]  # fmt: skip


@pytest.mark.parametrize(("point", "t", "value"), CHAIN)
def test_steps_of_the_conv_chain(point, t, value):
    at = dict(zip(["n", "k", "c", "r", "c0"], point, strict=True))
    table = bounds.table(chain(), (c0, r, r), at=at)
    assert table["vc.gj95.steps"].parts["steps"].at(**at) == t
    assert {row.bound.id: row.value for row in table}["vc.gj95.steps"] == value


# Assumptions


def test_every_entry_says_where_it_comes_from():
    assert len({entry.id for entry in bounds.CATALOGUE}) == len(bounds.CATALOGUE)
    for entry in bounds.CATALOGUE:
        assert entry.source
        assert entry.statement
        assert entry.quantifier in QUANTIFIERS
        assert set(entry.provenance) <= set(PROVENANCE)


@pytest.mark.parametrize(
    ("net", "x", "shown"),
    [
        ("Linear(1)", (7,), {"vc.linear", "vc.master", "vc.threshold.ab6_1", "vc.gj95.steps", "vc.finite"}),
        ("Linear(3) >> Sigmoid() >> Linear(1)", (2,), {"vc.km97", "vc.exp_steps", "vc.finite"}),
        ("Linear(3) >> Tanh() >> Linear(1)", (2,), {"vc.exp_steps", "vc.finite"}),
        ("Linear(3) >> GELU() >> Linear(1)", (2,), {"vc.finite"}),
        ("LayerNorm() >> Linear(1)", (2,), {"vc.finite"}),
        ("Linear(6) >> Attention(2) >> Linear(1)", (4, 5), {"vc.exp_steps", "vc.finite"}),
        ("Linear(3) >> HardSwish() >> Linear(1)", (2,),
         {"vc.master", "vc.bmm98", "vc.ab8_8", "vc.gj95.steps", "vc.finite"}),
        ("Linear(2) * Linear(2)", (2,), {"vc.master", "vc.gj95.steps", "vc.finite"}),
    ],
)  # fmt: skip
def test_what_is_shown(net, x, shown):
    table = bounds.table(parse(net), x)
    there = {row.bound.id for row in table}
    upper = {entry.id for entry in bounds.CATALOGUE if entry.rule and entry.id.startswith("vc.")}
    assert shown <= there
    assert not there & (upper - shown - LENIENT)
    assert all(bound.reason for bound in table.others)


LENIENT = {"vc.units17", "vc.telgarsky16", "vc.colt17", "vc.bmm98", "vc.ab8_8"}  # also of linear networks


def test_existential_bounds_are_not_about_this_network():
    found = bounds.table(MLP, (2,))["lb.bhlm19"]
    assert not found.valid
    assert "not for this architecture" in found.reason


def test_parameters_are_no_units_where_weights_are_shared():
    """The bound of COLT 2017 does not see the resolution; the VC dimension grows with it."""
    net = Conv(4, 3, padding=1) >> RELU >> GlobalAvgPool() >> Linear(1)
    found = bounds.table(net, (1, 32, 32))["vc.colt17"]
    assert not found.valid
    assert "no more units than parameters" in found.reason


def test_outputs():
    shown = set(values(Linear(3) >> RELU >> Linear(5), (2,), outputs=5))
    assert shown == {"vc.master", "vc.finite"}


def test_weights_and_activations_take_turns():
    def turns(text, x=(4, 8, 8)):
        return bounds.Network(parse(text), x).alternates

    assert turns("Conv(4, 1) >> BatchNorm() >> ReLU() >> MaxPool(2) >> Conv(4, 1)")
    assert turns("Id + (ReLU() >> Conv(4, 1) >> BatchNorm())")
    assert turns("(Conv(4, 1) >> ReLU())**3")
    assert not turns("Conv(4, 1) >> Conv(4, 1)")
    assert not turns("Conv(4, 1)**3")
    assert not turns("(ReLU() >> Conv(4, 1) >> Dropout())**2 >> Conv(4, 1)")
    assert not turns("ReLU() >> BatchNorm() >> ReLU() >> Conv(4, 1)")
    assert not turns("Conv(4, 1) >> PReLU() >> Conv(4, 1)")
    assert not turns("Conv(4, 1) >> AvgPool(2) >> Conv(4, 1)")
    assert not turns("Conv(4, 1) * Conv(4, 1)")


def test_a_nest_takes_turns_as_its_levels_do():
    i, act = dims("i"), ReLU()
    parts = [Conv(4, 1), act >> Conv(4, 1), Conv(4, 1) >> act, BatchNorm() >> act, act, MaxPool(1)]
    for before, enter, leave, after in product(parts, repeat=4):
        nest = Nest(i, 2, before, enter, leave, after, act)
        assert alternates(nest, (4, 8)) == alternates(nest.unrolled(), (4, 8)), str(nest)


# The best


def test_best():
    assert bounds.vc_upper(Linear(1), (n,)) == n + 1
    assert bounds.vc_upper(Linear(1, bias=False), (n,)) == n
    assert bounds.vc_upper(Linear(9) >> Linear(1), (7,)) == 8
    assert bounds.best_upper(lenet(), IMAGE).id == "vc.master"
    assert bounds.best_upper(lenet(), IMAGE, bits=8).id == "vc.finite"
    narrow = (Linear(1) >> RELU) ** 200 >> Linear(1)
    assert bounds.best_upper(narrow, (1,)).id == "vc.units17"
    assert bounds.vc_upper(chain(), (c0, r, r)) == bounds.master(chain(), (c0, r, r))


def test_in_what_sense_it_is_the_best():
    """Proved where it is the least for all values; else the points at which others are less, which are so."""
    for net, x, others in ((MLP, (2,), 7), (MLP, (w,), 7), (Linear(1), (n,), 8)):
        found = bounds.best(net, x)
        assert found.everywhere
        assert len(found.others) == others
        assert all(verdict.check() for verdict in found.verdicts().values())
    deep = bounds.best((Linear(w) >> RELU) ** n >> Linear(1), (w,))
    assert deep.bound.id == "vc.master"
    assert not deep.everywhere
    assert deep.less["vc.units17"] == {"n": 3, "w": 1}
    others = {bound.id: bound.formula for bound in deep.others}
    for id, point in deep.less.items():
        assert others[id].at(point) < deep.bound.formula.at(point)
    assert deep.bound.formula.at(deep.point) == min(
        f.at(deep.point) for f in (deep.bound.formula, *others.values())
    )
    assert bounds.best(LayerNorm() >> Linear(1), (3,), bits=8).sense == "the only one"
    none = bounds.table(LayerNorm() >> Linear(1), (3,))
    assert (none.choice, none.best) == (None, None)
    facts = ["w = 2*q", "n >= 9"]
    assert bounds.best((Linear(w) >> RELU) ** n >> Linear(1), (w,), where=facts).point == {"n": 72, "q": 64}


def test_none():
    with pytest.raises(NoRule, match="bits=b"):
        bounds.vc_upper(LayerNorm() >> Linear(1), (3,))
    assert bounds.vc_upper(Linear(2) >> Softmax() >> LayerNorm(), (3,), bits=n) == 12 * n


def test_known_dimensions_are_below():
    """1-h-1 ReLU networks have VC dimension 2, 3, 5 for h = 1, 2, 3; a perceptron has d + 1."""
    for hidden, dimension in ((1, 2), (2, 3), (3, 5)):
        net = Linear(hidden) >> RELU >> Linear(1)
        assert all(value >= dimension for value in values(net, (1,), bits=32).values())
        assert all(value <= dimension for value in values(net, (1,), direction="lower").values())
    for d in range(1, 8):
        assert all(value >= d + 1 for value in values(Linear(1), (d,), bits=32).values())


def test_folding_and_fusing_do_not_increase():
    plain = Conv(8, 3, padding=1) >> RELU >> MaxPool(2) >> GlobalAvgPool() >> Linear(1)
    normed = Conv(8, 3, padding=1) >> BatchNorm() >> RELU >> MaxPool(2) >> GlobalAvgPool() >> Linear(1)
    assert bounds.vc_upper(plain, (3, r, r)) == bounds.vc_upper(normed, (3, r, r))
    apart = Conv(8, 3, padding=1) >> RELU >> parse("Pad(0)") >> MaxPool(2) >> GlobalAvgPool() >> Linear(1)
    assert bounds.vc_upper(plain, (3, 8, 8)).at() < bounds.vc_upper(apart, (3, 8, 8)).at()


# Graphs that are not series-parallel


def test_a_graph_counts_each_parameter_once():
    f = Conv(4, 1) >> RELU
    series = Graph(("a", Conv(4, 1), "input"), ("b", RELU, "a"), ("c", Conv(4, 1), "b"))
    assert bounds.master(series, (4, 8, 8)) == bounds.master(f >> Conv(4, 1), (4, 8, 8))
    wired = Graph(
        ("a", Conv(4, 1), "input"), ("b", RELU, "a"), ("c", "sum", "input", "b"), ("d", Conv(4, 1), "c"),
        ("e", RELU, "d"), ("f", "sum", "input", "b", "e"),
    )  # fmt: skip
    found = bounds.Network(wired, (4, 8, 8)).sums
    assert (found.S, found.W, found.w) == (3, 40, 20 + 40 + 40)
    assert bounds.master_implicit(wired, (4, 8, 8)) <= bounds.master(wired, (4, 8, 8)).at()


# The table


def test_the_table():
    table = bounds.table(chain(), (c0, r, r), at={n: 1, k: 3, c: 2, r: 4, c0: 1})
    assert "494.042" in str(table)
    assert "not shown" in str(table)
    assert table.markdown().startswith("| bound | ")
    assert r"\begin{align*}" in table.latex()
    with pytest.raises(Exception, match=r"no bound 'vc\.none'"):
        table["vc.none"]


def test_bounds_are_formulas_that_compare():
    upper = bounds.vc_upper((Conv(c, 3, padding=1) >> RELU) ** n >> GlobalAvgPool() >> Linear(1), (c, r, r))
    net = (Conv(c, 3, padding=1) >> RELU) ** n >> GlobalAvgPool() >> Linear(1)
    verdict = compare(params(net, (c, r, r)), upper)
    assert verdict
    assert verdict.check()
    small, large = (bounds.vc_upper(f(), (3, 224, 224), 1000) for f in (zoo.resnet18, zoo.vgg16))
    assert compare(small, large)


def test_residual_branches_are_skips():
    net = (
        Conv(w, 3, padding=1)
        >> (Id + (RELU >> Conv(w, 3, padding=1))) ** n
        >> RELU
        >> GlobalAvgPool()
        >> Linear(1)
    )
    assert {"vc.master", "vc.bmm98", "vc.telgarsky16"} <= set(values(net, (3, r, r)))


def test_the_table_in_html():
    text = bounds.table(chain(), (c0, r, r), at={n: 1, k: 3, c: 2, r: 4, c0: 1})._repr_html_()
    assert text.startswith("<table>")
    assert "494.042" in text
    assert "<details><summary>not shown</summary>" in text
    assert text.count("<tr>") == text.count("</tr>") == 1 + len(list(bounds.table(chain(), (c0, r, r))))
    assert "JMLR 20(63), 2019, Theorem 6 [R]" in text
    assert "<math" in text
    assert "derived again here, with a proof or by enumeration" in text


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ({"nn": 2}, "did you mean 'n'?"),
        ({"zz": 2}, "its symbols are c, c0, k, n, r"),
        ({"n": 0}, "n = 0: n is at least 1"),
        ({"n": 1.5}, "1.5 is no exact value"),
        ({"n": 2, "k": 5, "r": 8, "c": 3}, "a window over 5 does not fit into 4"),
    ],
    ids=str,
)
def test_the_point_of_a_table_is_one_that_the_network_has(at, said):
    net = (Conv(c, k) >> ReLU()) ** n >> GlobalAvgPool() >> Linear(1)
    with pytest.raises(SymalgebraError, match=re.escape(said)):
        bounds.table(net, (c0, r, r), at=at)
