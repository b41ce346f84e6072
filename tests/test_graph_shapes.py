"""Networks that are no terms: a complete graph, an exchange of resolutions, a searched cell; by hand, by paths.

Every measure is computed a second time without any algebra: costs as sums over the nodes of `to_graph`, path
measures over the list of all paths, the least cut over all sets of nodes.
"""

from itertools import chain, combinations
from math import prod

import networkx as nx
import pytest

import symalgebra
from symalgebra import (
    AvgPool,
    Conv,
    Graph,
    Id,
    MaxPool,
    ReLU,
    Upsample,
    bottleneck,
    compression,
    compression_profile,
    depth,
    dims,
    domain,
    effective_stride,
    flops,
    from_graph,
    macs,
    memory_equivalent_capacity,
    params,
    parse,
    paths,
    receptive_field,
    to_graph,
    units,
)
from symalgebra.errors import NoClosedForm, NoRule, ShapeError, SymalgebraError
from symalgebra.formula import Formula
from symalgebra.shape import shape

R, W = dims("r w")


def conv(k=3, stride=1, width=W):
    return Conv(width, k, stride=stride, padding=k // 2, bias=False)


COMPLETE = Graph(
    ("b", conv(), "input"),
    ("into c", "sum", "input", "b"),
    ("c", conv(), "into c"),
    ("into d", "sum", "input", "b", "c"),
    ("d", conv(), "into d"),
)

# Two resolutions, each of which reads both, twice (Wang et al., "Deep high-resolution representation learning").
EXCHANGE = Graph(
    ("low", conv(3, 2), "input"),
    ("high 1", conv(), "input"),
    ("low 1", conv(), "low"),
    ("down 1", conv(3, 2), "high 1"),
    ("up 1", conv(1) >> Upsample(2), "low 1"),
    ("high 2", "sum", "high 1", "up 1"),
    ("low 2", "sum", "low 1", "down 1"),
    ("high 3", ReLU() >> conv(), "high 2"),
    ("low 3", ReLU() >> conv(), "low 2"),
    ("up 3", conv(1) >> Upsample(2), "low 3"),
    ("out", "sum", "high 3", "up 3"),
)

# A cell with two inputs made of one, four sums, all joined (Liu, Simonyan, Yang, "DARTS", 2019).
CELL = Graph(
    ("s0", conv(1), "input"),
    ("s1", conv(), "input"),
    ("a1", conv(), "s0"),
    ("a2", conv(5), "s1"),
    ("a", "sum", "a1", "a2"),
    ("b1", MaxPool(3, stride=1, padding=1), "s1"),
    ("b", "sum", "b1", "a"),
    ("c1", AvgPool(3, stride=1, padding=1), "a"),
    ("c", "sum", "s0", "c1", "b"),
    ("d1", conv(), "b"),
    ("d2", conv(3), "c"),
    ("d", "sum", "d1", "d2"),
    ("out", "concat", "a", "b", "c", "d"),
)
POINT = {"r": 8, "w": 2}
NETS = {
    "complete": (COMPLETE, (W, R, R)),
    "exchange": (EXCHANGE, (W, 2 * R, 2 * R)),
    "cell": (CELL, (W, R, R)),
}
each_net = pytest.mark.parametrize("name", NETS)


def at(value):
    return value.at({n: POINT[n] for n in value.names}) if isinstance(value, Formula) else value


def opened(name):
    """The nodes with their leaves, the input, and all paths as lists of nodes."""
    net, x = NETS[name]
    graph = to_graph(net, x)
    end = next(node for node in graph if not graph.out_degree(node))
    return graph, list(nx.all_simple_paths(graph, 0, end)), end


@each_net
def test_none_of_them_is_a_term(name):
    net, x = NETS[name]
    assert "Graph(" in str(from_graph(to_graph(net, x)))


@each_net
@pytest.mark.parametrize("measure", ["params", "buffers", "macs", "flops", "activations", "units"])
def test_costs_are_sums_over_nodes(name, measure):
    net, x = NETS[name]
    found = getattr(symalgebra, measure)
    graph, _, _ = opened(name)
    total = 0
    for _, node in graph.nodes(data=True):
        if not isinstance(node["layer"], str):
            total += found(node["layer"], node["input_shape"])
        elif node["layer"] == "sum" and measure == "flops":
            total += (len(node["input_shape"]) - 1) * node["output_shape"].numel
    assert found(net, x) == total
    assert found(from_graph(graph), x) == total


@each_net
def test_path_measures_are_over_all_paths(name):
    net, x = NETS[name]
    graph, ways, end = opened(name)
    weighted = {n: getattr(layer, "weighted", False) for n, layer in graph.nodes(data="layer")}
    for form in (net, from_graph(graph)):
        assert paths(form, x) == len(ways)
        assert depth(form, x) == max(sum(weighted[n] for n in way) for way in ways)
        assert at(symalgebra.layer_complexity(form, x)) == transfers(graph, ways, 0)
        assert at(symalgebra.intrinsic_power(form, x)) == transfers(graph, ways, end)
        assert at(receptive_field(form, x)) == max(map(len, fields(graph, ways)))


def transfers(graph, ways, node):
    """The paths of mean transfers, for each scalar that a node writes: E of every leaf by the scalars it reads."""
    total = sum(prod(spread(graph.nodes[n]) for n in way[1:]) for way in ways) * at(
        graph.nodes[0]["output_shape"].numel
    )
    return total / at(graph.nodes[node]["output_shape"].numel)


def spread(node):
    """C of a leaf: E/N_in, E = fan-in * N_out."""
    if isinstance(node["layer"], str):
        return 1
    from fractions import Fraction

    x, y = node["input_shape"], node["output_shape"]
    return Fraction(at(node["layer"].fan_in(x) * y.numel), at(x.numel))


def fields(graph, ways):
    """The inputs that each output position near the middle reads, along one dimension, leaf by leaf."""
    end = ways[0][-1]
    middle = at(graph.nodes[end]["output_shape"][1]) // 2
    for place in (middle, middle + 1):
        read = set()
        for way in ways:
            here = {place}
            for n in reversed(way[1:]):
                layer = graph.nodes[n]["layer"]
                here = (
                    here if isinstance(layer, str) else set(chain.from_iterable(taps(layer, i) for i in here))
                )
            read |= here
        yield range(min(read), max(read) + 1)


def taps(layer, i):
    if isinstance(layer, Upsample):
        return [i // 2]
    window = layer.windows(shape((1, 99, 99)))[0]
    return range(i * window.stride - window.left, i * window.stride - window.left + window.kernel)


@each_net
def test_the_bottleneck_is_the_least_of_all_cuts(name):
    net, x = NETS[name]
    graph, ways, end = opened(name)
    widths = {}
    for n, node in graph.nodes(data=True):
        read = node["input_shape"] if not isinstance(node["layer"], str) else node["output_shape"]
        widths[n] = min(at(read.numel), at(node["output_shape"].numel))
    cuts = (
        sum(widths[n] for n in cut)
        for size in (1, 2, 3)
        for cut in combinations(graph, size)
        if all(set(way) & set(cut) for way in ways)
    )
    assert bottleneck(net.subs(**POINT), tuple(at(d) for d in shape(x))) == min(cuts)
    assert end in graph


def test_no_cut_is_narrower_than_the_input_where_no_layer_is():
    wide = Graph(
        ("a", Conv(2 * W * R, 1), "input"), ("b", Conv(2 * W * R, 1), "input"), ("y", "sum", "a", "b")
    )
    assert bottleneck(wide, (W, 5)) == 5 * W


def test_many_cuts_are_refused():
    """Any of two layers in each of some branches."""
    layers = [(f"{name}{k}", Conv(width, 1), before) for k in range(12)
              for name, width, before in (("a", W, "input"), ("b", R, f"a{k}"), ("c", 5, f"b{k}"))]  # fmt: skip
    net = Graph(*layers, ("y", "sum", *(f"c{k}" for k in range(12))))
    with pytest.raises(NoClosedForm, match=r"many cuts of nodes .*give their symbols numbers"):
        bottleneck(net, (30, 8))
    assert bottleneck(net.subs(w=4, r=2), (30, 8)) == 40


def test_values_by_hand():
    x = (W, R, R)
    assert (params(COMPLETE, x), depth(COMPLETE, x), paths(COMPLETE, x)) == (27 * W**2, 3, 4)
    assert receptive_field(COMPLETE, x) == 7
    assert flops(COMPLETE, x) == 54 * R**2 * W**2 + 3 * R**2 * W
    assert (paths(CELL, x), depth(CELL, x), units(CELL, x)) == (2 + 3 + 6 + 9, 3, 0)  # routes to a, b, c, d
    assert params(CELL, x) == (1 + 9 + 9 + 25 + 9 + 9) * W**2
    assert CELL.out(x) == (4 * W, R, R)
    y = (W, 2 * R, 2 * R)
    assert macs(EXCHANGE, y) == W**2 * R**2 * (9 + 36 + 9 + 9 + 1 + 36 + 9 + 1)
    assert effective_stride(EXCHANGE, y) == 1
    assert units(EXCHANGE, y) == 5 * R**2 * W
    assert compression(EXCHANGE, y) == 0
    assert domain(EXCHANGE, y) == ()


@each_net
def test_what_is_not_defined_is_refused(name):
    with pytest.raises(SymalgebraError):
        memory_equivalent_capacity(*NETS[name])


@each_net
def test_the_profile_follows_a_longest_path(name):
    net, x = NETS[name]
    first, *rows = compression_profile(net, x)
    last = symalgebra.log2_layer_complexity(net, x), symalgebra.log2_intrinsic_power(net, x)
    assert (rows[-1].complexity, rows[-1].power) == last
    assert all(first.size + row.complexity == row.size + row.power for row in rows)  # conservation
    assert sum("Conv" in row.layer for row in rows) >= depth(net, x) - 1  # two may share a row


def test_a_measure_about_terms_alone_says_so():
    from symalgebra import Algebra, measure

    def nothing(*values):
        return 0

    @measure(Algebra("terms alone", nothing, nothing, nothing, nothing, nothing, nothing))
    def alone(leaf, x, y):
        return 1

    with pytest.raises(
        NoRule, match=r"terms alone has no rule for a graph that is not series-parallel; .*over_nodes"
    ):
        alone(COMPLETE, (W, R, R))


def bad(**layers):
    graph = nx.DiGraph()
    for name, layer in layers.items():
        graph.add_node(name, **({} if layer is None else {"layer": layer}))
    return graph


CHAIN = [("a", "b"), ("b", "c")]


@pytest.mark.parametrize(
    ("layers", "edges", "message"),
    [
        ({"a": ReLU(), "b": None}, [("a", "b")], r"node 'b' has no layer: add_node\('b', layer=\.\.\.\)"),
        (
            {"a": ReLU(), "b": "summ"},
            [("a", "b")],
            "unknown junction 'summ'; there are sum, concat, product, bundle",
        ),
        ({"a": ReLU(), "b": 3}, [("a", "b")], "node 'b': 3 is neither a layer nor one of sum, concat"),
        (
            {"a": ReLU(), "b": Id, "c": ReLU()},
            [("a", "c"), ("b", "c")],
            r"'c', ReLU\(\), reads 2 nodes; put a sum",
        ),
        (
            {"a": ReLU(), "b": "sum", "c": ReLU()},
            [*CHAIN, ("c", "b")],
            "cycle, '[bc]' -> '[bc]' -> '[bc]'.*`Recurrence`.*`closure`",
        ),
        ({"a": "sum"}, [("a", "a")], "node 'a' reads itself"),
        ({}, [], "the graph has no nodes"),
    ],
)
def test_errors_name_the_node(layers, edges, message):
    graph = bad(**layers)
    graph.add_edges_from(edges)
    with pytest.raises(SymalgebraError, match=message):
        from_graph(graph)


A, B, JOIN = ("a", ReLU(), "input"), ("b", ReLU(), "a"), ("j", "sum", "a", "b")


@pytest.mark.parametrize(
    ("nodes", "shared", "message"),
    [
        ((A, B), ("a", "b"), r"shared lists groups of names, as \[\('a', 'b'\)\]: not \('a', 'b'\)"),
        ((A, B), 3, "shared lists groups of names.*: not 3"),
        ((A, B, JOIN), [("a", "b"), ("b", "a")], "shared names 'b' twice"),
        ((A, B, JOIN), [("a", "j")], "node 'j', 'sum', has no weights to share"),
        ((A, ("s", "sum", "input")), [("a", "s")], "node 's', 'sum', has no weights to share"),
        ((A, B), [("a", "c")], "shared names 'c', which are no nodes"),
        ((A, ("b\n", ReLU(), "a")), (), r"a name is of printable ASCII characters.*, as 'b_'"),
        ((A, A), (), "two nodes have the name 'a'"),
        ((A, ("b", ReLU(), "b")), (), "node 'b' reads 'b', which is no earlier node"),
    ],
)
def test_errors_of_a_graph_name_the_node(nodes, shared, message):
    with pytest.raises(SymalgebraError, match=message):
        Graph(*nodes, shared=shared)


@pytest.mark.parametrize("join", ["sum", "concat", "product", "bundle", "input"])
def test_what_has_no_weights_shares_none(join):
    """A junction and an input, alone in their group or not, as `Graph` refuses them."""
    graph = bad(a=ReLU(), b=join, c=ReLU(), d=join)
    graph.add_edges_from([("b", "a"), ("d", "c")] if join == "input" else [("a", "b"), ("c", "d")])
    for name in ("d", "b"):
        graph.nodes[name]["shared"] = "key"
        with pytest.raises(SymalgebraError, match=f"^node '{name}', '{join}', has no weights to share$"):
            from_graph(graph, output=["a", "c"])


def test_strange_names_read_back():
    graph = bad(**{"": ReLU(), "a'\n\"": ReLU(), "é": ReLU(), "sum": "sum"})
    graph.add_node(("t", 1), layer=ReLU())
    graph.add_edges_from(
        [("", "a'\n\""), ("", "é"), ("", ("t", 1)), ("a'\n\"", "sum"), ("é", "sum"), (("t", 1), "sum")]
    )
    net = from_graph(graph, reduce=False)
    assert parse(str(net)) == net


def test_shapes_that_do_not_join_name_both_sides():
    net = Graph(("a", Conv(4, 3), "input"), ("b", Conv(5, 3), "input"), ("c", "sum", "a", "b"))
    with pytest.raises(ShapeError) as caught:
        net.out((3, 8, 8))
    assert "'a', Conv(4, 3), gives (4, 6, 6)" in str(caught.value)
    assert "'b', Conv(5, 3), gives (5, 6, 6)" in str(caught.value)
    assert caught.value.__notes__ == ["at node 'c' of a graph"]
