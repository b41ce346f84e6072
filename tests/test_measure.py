"""The fold: what it asks of an algebra, of a leaf rule and of its input."""

import pytest

from symalgebra import Conv, Id, Linear, Measure, ReLU, dims, laws, macs, measure, params, receptive_field
from symalgebra.algebra import COST, WEIGHTS
from symalgebra.errors import NoRule, ShapeError, SymalgebraError, UnknownSymbol
from symalgebra.formula import Formula
from symalgebra.graph import Recurrence
from symalgebra.layer import Repeat
from symalgebra.measures import baldi_vershynin_capacity, compression, memory_equivalent_capacity

C, i, n, r, w = dims("C i n r w")
SAME = Conv(w, 3, padding=1, bias=False)


def counted(algebra, rule=lambda leaf, x, y: y.channels):
    return Measure(rule, algebra)


def test_a_rule_is_given_the_leaf_and_both_shapes():
    met = []
    counted(COST, lambda leaf, x, y: met.append((leaf, x, y)) or 0)(Conv(w, 1) >> ReLU(), (3, r))
    assert met == [(Conv(w, 1), (3, r), (w, r)), (ReLU(), (w, r), (w, r))]


def test_an_exception_is_for_its_kind_alone():
    found = counted(COST)
    assert found(Conv(w, 1) >> Linear(2), (3, r)) == w + 2
    found.on(Linear)(lambda leaf, x, y: 100)
    assert found(Conv(w, 1) >> Linear(2) >> ReLU(), (3, r)) == w + 102


def test_an_exception_is_a_rule_and_stays_one():
    found = counted(COST)
    rule = lambda leaf, x, y: 7  # noqa: E731
    assert found.on(ReLU) is not None
    assert found.on(ReLU)(rule) is rule
    assert found.exceptions == {ReLU: rule}
    assert found(ReLU(), (3,)) == 7


@pytest.mark.parametrize("thing", [3, "Conv(1, 1)", None, Conv])
def test_what_is_no_layer(thing):
    with pytest.raises(SymalgebraError, match="a layer is expected"):
        macs(thing, (3, r))


def test_facts_hold_in_the_network_and_in_the_shape():
    q = dims("q")
    net = Conv(w, 2, stride=2)
    assert macs(net, (3, r), where=["r = 2*q"]) == 6 * q * w
    assert macs(net, (3, 8), where=["w = 5*q"]) == 120 * q
    assert macs(net, (3, 8), where=()) == 24 * w
    assert macs(net, (3, 8), []) == 24 * w


def test_weights_that_are_shared_count_once():
    shared = SAME.repeat(n, shared=True)
    assert params(shared, (w, r)) == 3 * w**2
    assert params(SAME**n, (w, r)) == 3 * n * w**2
    assert macs(shared, (w, r)) == macs(SAME**n, (w, r)) == 3 * n * r * w**2


def test_copies_that_share_must_have_as_many_weights():
    """Copies whose weights differ cannot be one and the same."""
    widening = (Id | Conv(w, 1)).repeat(n, shared=True)
    with pytest.raises(ShapeError, match="the same number of them"):
        params(widening, (C, r))
    assert isinstance(macs(widening, (C, r)), Formula)


def test_the_steps_of_a_recurrence_share_their_weights():
    """Once where weights count once, else as often as there are steps."""
    net = Recurrence(n, Linear(w, bias=False))
    assert params(net, (C,)) == C * w + w**2
    assert macs(net, (C,)) == n * (C * w + w**2)
    assert counted(WEIGHTS.with_rules(recurrence=None), lambda leaf, x, y: 5)(net, (C,)) == 5


def test_an_algebra_may_have_a_rule_for_shared_copies():
    own = COST.with_rules(shared=lambda value, index, count: 1000)
    assert counted(own)(SAME.repeat(n, shared=True), (w, r)) == 1000
    assert counted(own)(SAME**n, (w, r)) == n * w
    once = WEIGHTS.with_rules(shared=lambda value, index, count: 1000)
    assert counted(once)(SAME.repeat(n, shared=True), (w, r)) == w
    assert counted(COST)(SAME.repeat(n, shared=True), (w, r)) == n * w


def test_a_repeat_sees_its_index():
    assert counted(COST)(Repeat(i, n, Conv(w * (i + 1), 1)), (3, r)) == w * n * (n + 1) / 2


def test_each_joint_has_its_rule():
    rules = {
        name: lambda values, outs, tag=tag: tag for name, tag in [("sum", 1), ("concat", 2), ("product", 3)]
    }
    found = counted(COST.with_rules(**rules))
    f = Conv(w, 1)
    assert [found(net, (w, r)) for net in (f + f, f | f, f * f)] == [1, 2, 3]


def test_what_a_leaf_does_not_state_is_said():
    @measure(COST)
    def kernels(leaf, x, y):
        return leaf.kernel_size

    assert kernels(Conv(w, 5), (3, 9)) == 5
    with pytest.raises(NoRule, match=r"kernels has no rule for ReLU\(\).*@kernels\.on\(ReLU\)"):
        kernels(Conv(w, 5) >> ReLU(), (3, 9))


def test_a_projection_is_of_the_whole():
    @measure(COST, lambda value, x, y: (value, x.numel, y.numel))
    def ends(leaf, x, y):
        return 1

    assert ends(Conv(w, 1) >> ReLU(), (3, r)) == (2, 3 * r, r * w)
    assert all(isinstance(part, Formula) for part in ends(ReLU(), (3,)))


def test_values_of_all_kinds():
    """Numbers become formulas, what is no number stays what it is."""
    assert isinstance(macs(ReLU(), (3,)), Formula)
    assert counted(COST.with_rules(series=lambda values: "text"))(ReLU() >> ReLU(), (3,)) == "text"
    assert receptive_field(Conv(w, (3, 5)), (3, 9, 9)) == (3, 5)


def test_symbols_of_the_network_may_be_given_a_value():
    """Those of the layers and of the shape, whether the formula has them or not; no others."""
    assert params(Conv(2, 1) >> ReLU(), (3, r)).at(r=5) == 8
    assert params(Conv(2, 1) ** 1 >> (Id + Conv(2, 1, bias=False)) ** n, (3, r)).at(n=2, r=9) == 16
    assert [f.at(r=4, w=2) for f in receptive_field(Conv(w, (3, 5)), (3, r, 9))] == [3, 5]
    with pytest.raises(UnknownSymbol):
        params(Conv(2, 1), (3, r)).at(w=1)


def test_what_a_measure_is_called():
    assert repr(params) == "<measure params>"
    assert (macs.__name__, macs.__module__) == ("macs", "symalgebra.measures.counting")
    assert macs.__doc__.startswith("Multiply-accumulates")
    assert macs.rules().series([1, 2]) == 3


@pytest.mark.parametrize("rule", [
    lambda leaf, x, y: y.channels * 0.5,
    lambda leaf, x, y: y.channels if leaf.weighted else None,
    lambda leaf, x: 1,
    lambda leaf, x, y: max(x.channels, y.channels),
    lambda leaf, x, y: "many",
])  # fmt: skip
def test_a_rule_whose_values_are_not_exact(rule):
    with pytest.raises((TypeError, AttributeError)) as caught:
        measure(COST)(rule)(Conv(dims("w"), 1) >> ReLU(), (3, 8))
    (note,) = (n for n in caught.value.__notes__ if "exact" in n)
    assert note.startswith("in the measure <lambda>: its rule (leaf, x, y) gives an exact value")


@pytest.mark.parametrize("value", [0.5, None])
def test_a_value_that_is_not_exact_is_refused_on_a_single_leaf_too(value):
    inexact = measure(COST)(lambda leaf, x, y: value)
    for asked in (lambda: inexact(ReLU(), (3, 8)), lambda: laws.check(inexact, examples=1)):
        with pytest.raises(TypeError, match=f"{value} is no exact value") as caught:
            asked()
        assert any("gives an exact value" in note for note in caught.value.__notes__)


@pytest.mark.parametrize("found", [compression, memory_equivalent_capacity, baldi_vershynin_capacity])
def test_none_is_the_value_of_a_leaf_where_it_is_that_of_no_layers(found):
    assert found.algebra.series(()) is None
    assert found(ReLU(), (8,)) == found(Id, (8,)) == 0
    assert found(ReLU() >> Linear(8), (8,)) == found(Linear(8), (8,))


def test_a_measure_needs_an_algebra():
    with pytest.raises(
        SymalgebraError, match=r"@measure\(algebra\) takes an algebra, as COST, and .* is none"
    ):

        @measure
        def wrong(leaf, x, y):
            return 1
