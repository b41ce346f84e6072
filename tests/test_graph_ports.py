"""Networks with several inputs and outputs: one input read in parts, outputs side by side."""

import networkx as nx
import pytest

import symalgebra
from symalgebra import (
    Conv,
    Flatten,
    GlobalAvgPool,
    Graph,
    Id,
    Input,
    Linear,
    ReLU,
    bottleneck,
    bounds,
    depth,
    dims,
    domain,
    from_graph,
    intrinsic_power,
    layer_complexity,
    macs,
    params,
    paths,
    receptive_field,
    to_graph,
)
from symalgebra.errors import NoClosedForm, ShapeError, SymalgebraError
from symalgebra.shape import Bundle, shape

R, W = dims("r w")
f = Conv(W, 3, padding=1, bias=False)
TWO = ((3, R, R), (5, R, R))


def two_headed():
    """Two images in, a map and ten numbers out."""
    graph = nx.DiGraph()
    for name, layer in {
        "left": "input", "right": "input", "a": f, "b": Conv(W, 1, bias=False), "add": "sum", "map": ReLU(),
        "scores": GlobalAvgPool() >> Linear(10),
    }.items():  # fmt: skip
        graph.add_node(name, layer=layer)
    graph.add_edges_from([("left", "a"), ("right", "b"), ("a", "add"), ("b", "add")])
    graph.add_edges_from([("add", "map"), ("add", "scores")])
    return graph


def test_several_inputs_and_outputs():
    net = from_graph(two_headed(), ["map", "scores"])
    assert net.out(TWO) == ((W, R, R), (10, 1, 1))
    assert params(net, TWO) == 27 * W + 5 * W + 10 * W + 10
    assert macs(net, TWO) == 32 * W * R**2 + 10 * W
    assert depth(net, TWO) == 2
    assert paths(net, TWO) == 4
    assert bottleneck(net, TWO).at(r=8, w=2) == 128
    assert domain(net, TWO) == ()
    with pytest.raises(NoClosedForm, match="several"):
        receptive_field(net, TWO)


@pytest.mark.parametrize("point", [{"r": 5, "w": 2}, {"r": 8, "w": 3}])
def test_the_mean_transfer_counts_the_paths_of_all_pairs(point):
    """T of a pair is T of the network that has this input and this output alone."""
    net = from_graph(two_headed(), ["map", "scores"])
    heads = {"map": ReLU(), "scores": GlobalAvgPool() >> Linear(10)}
    stems = {(3, R, R): f, (5, R, R): Conv(W, 1, bias=False)}
    pairs = [(x, stem >> head) for x, stem in stems.items() for head in heads.values()]
    total = sum((layer_complexity(term, x) * shape(x).numel).at(point) for x, term in pairs)
    assert (layer_complexity(net, TWO) * shape(TWO).numel).at(point) == total
    assert (intrinsic_power(net, TWO) * net.out(TWO).numel).at(point) == total


def test_outputs_side_by_side_are_what_a_flat_concat_is():
    net = from_graph(two_headed(), ["map", "scores"])
    flat = two_headed()
    flat.add_node("join", layer="concat")
    for place, head in enumerate(("map", "scores")):
        flat.add_node(f"flat {head}", layer=Flatten())
        flat.add_edge(head, f"flat {head}")
        flat.add_edge(f"flat {head}", "join", order=place)
    whole = from_graph(flat)
    for name in (
        "params",
        "macs",
        "flops",
        "depth",
        "paths",
        "layer_complexity",
        "intrinsic_power",
        "bottleneck",
    ):
        measure = getattr(symalgebra, name)
        assert measure(net, TWO).at(r=6, w=2) == measure(whole, TWO).at(r=6, w=2), name


def test_inputs_stand_in_terms():
    net = (Input(0) >> f) + (Input(1) >> Conv(W, 1, bias=False)) >> ReLU()
    graph = two_headed()
    graph.remove_node("scores")
    assert from_graph(graph) == net
    assert from_graph(to_graph(net, TWO)) == net
    assert net.subs(w=4).out(TWO) == (4, R, R)
    assert str(net).startswith("(Input(0) >> Conv(w, 3, padding=1, bias=False)) + (Input(1)")


def test_an_input_that_nothing_reads_counts_as_a_place():
    graph = two_headed()
    graph.remove_node("b")
    graph.nodes["add"]["layer"] = Id
    assert from_graph(graph, "scores") == Input(0) >> f >> GlobalAvgPool() >> Linear(10)


def test_where_facts_reach_every_input():
    x = ((3, R, R), (5, R, R))
    net = (Input(0) >> Conv(W, 2, stride=2)) + (Input(1) >> Conv(W, 2, stride=2))
    assert net.out(shape(x).each(lambda d: d)) == (W, net.out(x)[1], net.out(x)[1])
    assert str(macs(net, x, where=["r = 2*q"])) == "32*q**2*w"


@pytest.mark.parametrize(
    ("net", "x", "message"),
    [
        (Linear(4), ((3,), (4,)), r"Linear\(4\) cannot read \(\(3,\), \(4,\)\): it reads one"),
        (Input(0), (3, 8, 8), "chooses among several inputs, and one is given"),
        (Input(2), ((3,), (4,)), "counted from 0, and 2 are given"),
        (f**2, TWO, "a loop reads one input, and 2 are given"),
        (
            Graph(("a", ReLU(), "input"), ("b", Id, "input"), ("o", "bundle", "a", "b")) >> Input(0),
            (3, 8, 8),
            "these are outputs of a layer",
        ),
        (Graph(("o", "bundle", "input", "input")) >> ReLU(), (3, 8), "it reads one input"),
    ],
)  # fmt: skip
def test_what_does_not_fit(net, x, message):
    with pytest.raises(ShapeError, match=message):
        net.out(x)


def test_two_inputs_are_never_read_as_one():
    graph = two_headed()
    with pytest.raises(SymalgebraError, match=r"2 outputs, 'map', 'scores': choose one by output="):
        from_graph(graph)
    graph.add_node("lost", layer=ReLU())
    graph.add_edge("lost", "add")
    with pytest.raises(SymalgebraError, match="'lost' reads nothing, and there are 2 inputs"):
        from_graph(graph, "map")
    graph.add_edge("left", "right")
    with pytest.raises(SymalgebraError, match="'right' is an input, and reads 'left'"):
        from_graph(graph, "map")


def test_a_bundle_is_the_last_node():
    with pytest.raises(SymalgebraError, match="'o' is a bundle"):
        Graph(("o", "bundle", "input", "input"), ("a", Id, "o"))
    with pytest.raises(ShapeError, match="is a bundle itself"):
        shape((TWO, (3,)))


def test_a_bundle_is_a_value():
    x = shape(TWO)
    assert x == Bundle(x.parts) == TWO
    assert hash(x) == hash(Bundle(x.parts))
    assert x != shape(((3, R, R), (4, R, R)))
    assert x != shape((8 * R**2,))


def test_bounds_read_several_inputs():
    net = (Input(0) >> f) + (Input(1) >> Conv(W, 1)) >> ReLU() >> GlobalAvgPool() >> Linear(1)
    assert bounds.vc_upper(net, TWO).at(r=8, w=4) > params(net, TWO).at(w=4)
