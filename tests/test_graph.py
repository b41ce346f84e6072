"""Terms and directed acyclic graphs that denote one network have one value."""

from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symalgebra
from symalgebra import (
    Conv,
    Formula,
    Graph,
    Id,
    Linear,
    ReLU,
    Upsample,
    bottleneck,
    dims,
    from_graph,
    log2_layer_complexity,
    macs,
    params,
    parse,
    paths,
    receptive_field,
    to_graph,
)  # fmt: skip
from symalgebra.errors import NoClosedForm, ShapeError, SymalgebraError
from symalgebra.formula import substitute
from symalgebra.shape import shape
from symalgebra.strategies.anywhere import networks

R, W = dims("r w")
NAMES = [
    "params", "buffers", "macs", "flops", "activations", "units", "depth", "paths", "receptive_field",
    "effective_stride", "effective_padding", "layer_complexity", "intrinsic_power", "log2_layer_complexity",
    "log2_intrinsic_power", "compression", "effective_depth", "domain",
]  # fmt: skip
MEASURES = [getattr(symalgebra, name) for name in NAMES]


def value(measure, net, x):
    """The measure; the kind of error where it refuses."""
    try:
        return measure(net, x)
    except (ShapeError, NoClosedForm) as error:
        return type(error)


def agree(net, x):
    """A term, the term that its graph is, and the graph node by node have one shape, and one value each."""
    try:
        graph = to_graph(net, x)
    except (ShapeError, NoClosedForm):
        return
    forms = net, from_graph(graph), from_graph(graph, reduce=False)
    assert from_graph(to_graph(net, x, unroll=False)) == net
    assert "Graph" not in str(forms[1])
    assert len({form.out(x) for form in forms}) == 1
    for measure in MEASURES:
        expected, *found = (value(measure, form, x) for form in forms)
        assert found == [expected] * 2, measure
    there = shape(x).each(lambda d: substitute(d, POINT))
    expected, *found = (value(bottleneck, form.subs(POINT), there) for form in forms)
    assert found == [expected] * 2


POINT = {"r": 61, "w": 2}  # for a minimum, which may be decided on one way and left open on the other
INPUTS = st.sampled_from([(2, R, 19), (2, 23, 19), (3, R), (W, R, R)])


@settings(max_examples=200)
@given(net=networks(), x=INPUTS)
def test_a_term_and_its_graph_have_one_value(net, x):
    agree(net, x)


S = dims("s")
AFTER_UPSAMPLING = [  # by 2, which a stride undoes; a padding, stride or kernel behind that is a formula
    (Upsample(2) >> Conv(1, 2, stride=2, padding="same", bias=False) ** 2, (2, R, 19)),
    (Upsample(2) >> (Conv(1, 2, stride=2) >> Conv(1, 3, stride=S)), (2, R, R)),
    (Upsample(2) >> (Conv(1, 2, stride=2) >> Conv(1, S)), (2, R, R)),
]


@pytest.mark.parametrize(("net", "x"), AFTER_UPSAMPLING)
def test_a_bracket_after_upsampling_changes_nothing(net, x):
    agree(net, x)
    assert isinstance(value(receptive_field, net, x), Formula)


def test_the_logarithm_of_copies_that_differ_is_a_sum_over_them():
    net = parse("Repeat(i, 2, Conv(2**i, 1) >> Id * (GlobalAvgPool() >> Linear(2**i)) >> Conv(1, 1))")
    agree(net, (1, R, 19))
    assert str(log2_layer_complexity(net, (1, R, 19))) == "log2(19*r + 1) + log2(38*r + 1) + 1"


@pytest.mark.slow
@settings(max_examples=1800)
@given(net=networks(), x=INPUTS)
def test_many_terms_and_their_graphs_have_one_value(net, x):
    agree(net, x)


def test_a_graph_by_hand():
    graph = nx.DiGraph()
    graph.add_node("stem", layer=Conv(8, 3, padding=1))
    graph.add_node("left", layer=ReLU())
    graph.add_node("right", layer=Conv(4, 1) >> ReLU())
    graph.add_node("join", layer="concat")
    graph.add_edges_from([("stem", "left"), ("stem", "right")])
    graph.add_edge("right", "join", order=0)
    graph.add_edge("left", "join", order=1)
    assert from_graph(graph) == Conv(8, 3, padding=1) >> (Conv(4, 1) >> ReLU() | ReLU())


def test_shared_weights_count_once():
    f = Conv(W, 3, padding=1, bias=False)
    graph = nx.DiGraph()
    graph.add_node("a", layer=f, shared="f")
    graph.add_node("b", layer=f, shared="f")
    graph.add_edge("a", "b")
    assert params(from_graph(graph), (W, R, R)) == 9 * W**2
    graph.nodes["b"]["shared"] = None
    assert params(from_graph(graph), (W, R, R)) == 18 * W**2


class Titled:
    """Keys that look alike, and are not equal."""

    def __repr__(self):
        return "Linear(3)"


@pytest.mark.parametrize(
    ("keys", "sets"),
    [
        ((Titled(), Titled()), 2),
        ((TITLED := Titled(), TITLED), 1),
        ((1, "1"), 2),
        ((1, Fraction(1)), 1),
        ((("w", 0), ("w", 0)), 1),
        (("", ""), 1),
        ((None, None), 2),
        ((False, False), 2),
        ((True, True), 1),
    ],
)
def test_weights_are_shared_where_keys_are_equal(keys, sets):
    """Not where their texts are: two modules may have one, and two equal keys may have different ones."""
    graph = nx.DiGraph([(0, 1)])
    for node, key in enumerate(keys):
        graph.add_node(node, layer=Linear(8), shared=key)
    for reduce in (True, False):
        net = from_graph(graph, reduce=reduce)
        assert (params(net, (8,)), macs(net, (8,))) == (sets * (8 * 8 + 8), 2 * 8 * 8)


@pytest.mark.parametrize("key", [["w"], ("w", [])])
def test_what_is_no_key_is_refused(key):
    graph = nx.DiGraph()
    graph.add_node("a", layer=Linear(8), shared=key)
    with pytest.raises(SymalgebraError, match=r"node 'a': shared=.* does not hash; give a key, as 'w'"):
        from_graph(graph)


def test_the_complete_graph_of_four_nodes_stays_a_graph():
    f = Conv(W, 1, bias=False)
    net = Graph(("a", f, "input"), ("b", "sum", "input", "a"), ("c", f, "b"), ("d", "sum", "input", "a", "c"))
    again = from_graph(to_graph(Id + f >> net, (W, R, R)))
    assert paths(again, (W, R, R)) == 8
    assert isinstance(again, Graph) is False


@pytest.mark.parametrize("number", [2, 3, 4])
def test_wires_side_by_side(number):
    """Each is a branch of its own, and is merged once."""
    graph = nx.DiGraph([(start, "o") for start in range(number)])
    nx.set_node_attributes(graph, {"o": "sum", **dict.fromkeys(range(number), Id)}, "layer")
    assert from_graph(graph) == sum([Id] * number)
