"""Feedback: Kleene's closure, Mason's formula, the inverse of I - A; loops in time; transfer matrices."""

from fractions import Fraction
from itertools import combinations, pairwise
from math import prod

import networkx as nx
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symalgebra import (
    Conv,
    GlobalAvgPool,
    Graph,
    Id,
    Input,
    Linear,
    Recurrence,
    ReLU,
    Semiring,
    Tanh,
    bottleneck,
    bounds,
    closure,
    depth,
    dims,
    flops,
    from_graph,
    intrinsic_power,
    layer_complexity,
    macs,
    params,
    parse,
    paths,
    receptive_field,
    to_graph,
)
from symalgebra.algebra import COUNTING, LONGEST
from symalgebra.errors import NoClosedForm, NoRule, ShapeError, SymalgebraError
from symalgebra.formula import formula, size
from symalgebra.measures import transfer_matrix
from symalgebra.measures.matrix import read
from symalgebra.shape import shape
from symalgebra.strategies import dags

R, T, W = dims("r T w")
GAINS = st.fractions(-3, 3, max_denominator=4).filter(bool)


@st.composite
def cyclic(draw, gains=GAINS, most=5):
    """A digraph with cycles and loops, its edges weighted."""
    number = draw(st.integers(1, most))
    places = [(u, v) for u in range(number) for v in range(number)]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=3 * number))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(number))
    graph.add_weighted_edges_from((u, v, draw(gains)) for u, v in chosen)
    return graph


def cycles(graph):
    """Every simple cycle as its nodes and its gain."""
    for nodes in nx.simple_cycles(graph):
        edges = zip(nodes, [*nodes[1:], nodes[0]], strict=True)
        yield frozenset(nodes), prod(graph.edges[edge]["weight"] for edge in edges)


def determinant(loops):
    """1 - sum of loops + sum of products of two loops that do not touch - ..."""
    return sum(
        (-1) ** k * prod(gain for _, gain in several)
        for k in range(len(loops) + 1)
        for several in combinations(loops, k)
        if len(frozenset().union(*(nodes for nodes, _ in several))) == sum(len(nodes) for nodes, _ in several)
    )


def mason(graph, source, target):
    """Mason, "Feedback theory: further properties of signal flow graphs", Proceedings of the IRE 1956."""
    loops = list(cycles(graph))
    ways = [[source]] if source == target else list(nx.all_simple_paths(graph, source, target))
    gains = ((way, prod(graph.edges[edge]["weight"] for edge in pairwise(way))) for way in ways)
    forward = sum(gain * determinant([p for p in loops if p[0].isdisjoint(way)]) for way, gain in gains)
    return forward / determinant(loops)


@settings(max_examples=50)
@given(cyclic(most=4))
def test_kleene_is_mason_is_the_inverse(graph):
    three_ways(graph)


@pytest.mark.slow
@settings(max_examples=200)
@given(cyclic())
def test_kleene_is_mason_is_the_inverse_of_larger_graphs(graph):
    three_ways(graph)


def three_ways(graph):
    """The closure, Mason's formula for each pair of nodes, and the inverse of I - A."""
    matrix = sympy.Matrix(
        len(graph), len(graph), lambda u, v: graph.get_edge_data(u, v, {"weight": 0})["weight"]
    )
    try:
        found = closure(graph)
    except NoClosedForm:  # loops of gain 1
        return
    inverse = (sympy.eye(len(graph)) - matrix).inv()
    for u in graph:
        for v in graph:
            value = found[u].get(v, 0)
            assert value == Fraction(int(inverse[u, v].p), int(inverse[u, v].q))
            assert value == mason(graph, u, v)


def test_the_closure_holds_for_symbols():
    """Two loops that touch: 1 - a*b - b*c, as one substitutes any numbers."""
    a, b, c = dims("a b c")
    graph = nx.DiGraph(
        [("x", "y", {"weight": b}), ("y", "x", {"weight": a}), ("y", "z"), ("z", "x", {"weight": c})]
    )
    found = closure(graph)["x"]["z"]
    assert found == formula(b) / (1 - a * b - b * c)
    assert found.at(a=3, b=2, c=5) == Fraction(2, 1 - 16)


def test_the_order_of_nodes_does_not_matter():
    edges = [(0, 1, 2), (1, 2, 3), (2, 0, 5), (1, 1, Fraction(1, 2)), (2, 3, 7), (3, 2, Fraction(1, 7))]
    found = []
    for order in ([0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]):
        graph = nx.DiGraph()
        graph.add_nodes_from(order)
        graph.add_weighted_edges_from(edges)
        found.append(closure(graph)[0][3])
    assert len(set(found)) == 1


@settings(max_examples=100)
@given(cyclic(st.sampled_from([1, 1, -1, 2, 0, Fraction(1, 2)]), most=4))
@example(
    nx.DiGraph([(0, 0), (1, 1), (0, 1, {"weight": 2}), (1, 2, {"weight": 3}), (2, 0, {"weight": 5}), (2, 2)])
)
@example(
    nx.DiGraph([(0, 1), (0, 2), (1, 0), (2, 0), (3, 2, {"weight": Fraction(1, 2)}), (3, 3, {"weight": -1})])
)
def test_a_closure_is_refused_where_there_is_no_inverse_alone(graph):
    """Loops of gain 1 have no star, and the graph may have a closure."""
    size = len(graph)
    matrix = sympy.eye(size) - sympy.Matrix(size, size, lambda u, v: entry(graph, u, v))
    if matrix.det() == 0:
        with pytest.raises(NoClosedForm, match="a cycle of gain 1"):
            closure(graph)
        return
    found, inverse = closure(graph), matrix.inv()
    for u in graph:
        assert found[u].keys() == {u, *nx.descendants(graph, u)}
        assert all(sympy.sympify(found[u].get(v, 0)) == inverse[u, v] for v in graph)


def entry(graph, u, v):
    return sympy.Rational(str(graph.edges[u, v].get("weight", 1))) if graph.has_edge(u, v) else 0


@settings(max_examples=60)
@given(cyclic(st.integers(-4, 0)))
def test_the_longest_walk_with_cycles_that_lose(graph):
    """Bellman and Ford find shortest walks, of the lengths turned round."""
    found = closure(graph, LONGEST)
    for _, _, data in graph.edges(data=True):
        data["cost"] = -data["weight"]
    for u in graph:
        costs = nx.single_source_bellman_ford_path_length(graph, u, weight="cost")
        assert found[u] == {v: -cost for v, cost in costs.items()}


def test_what_has_no_closure():
    grows = nx.DiGraph([(0, 1, {"weight": 2}), (1, 0, {"weight": -1})])
    with pytest.raises(SymalgebraError, match=r"the edge \(0, 1\) has the weight 0.5: 0.5 is no exact value"):
        closure(nx.DiGraph([(0, 1, {"weight": 0.5})]))
    with pytest.raises(SymalgebraError, match="closure takes a Semiring, as COUNTING: not 3"):
        closure(grows, 3)
    with pytest.raises(NoClosedForm, match="a cycle of length 1 makes walks of any length"):
        closure(grows, LONGEST)
    with pytest.raises(NoClosedForm, match="a cycle of length r makes walks of any length, unless r <= 0"):
        closure(nx.DiGraph([(0, 0, {"weight": R})]), LONGEST)
    with pytest.raises(NoClosedForm, match="a cycle of gain 1"):
        closure(nx.DiGraph([(0, 1), (1, 0)]))
    sets = Semiring("sets", lambda *v: v, lambda v: v, (), ((),))
    with pytest.raises(NoRule, match="sets has no star"):
        closure(nx.DiGraph([(0, 0)]), sets)
    with pytest.raises(SymalgebraError, match="takes a DiGraph"):
        closure(nx.Graph([(0, 1)]))
    with pytest.raises(SymalgebraError, match=r"the edge \(0, 1\) has the weight 'x\('"):
        closure(nx.DiGraph([(0, 1, {"weight": "x("})]))


def test_walks_of_a_semiring_of_ones_own():
    """Words: all routes are listed."""
    words = Semiring("words", lambda *v: set().union(*v), lambda v: concatenated(v), set(), {""})
    graph = nx.DiGraph([(0, 1, {"weight": {"a"}}), (1, 2, {"weight": {"b"}}), (0, 2, {"weight": {"c"}})])
    assert closure(graph, words)[0] == {0: {""}, 1: {"a"}, 2: {"ab", "c"}}


def concatenated(values):
    found = {""}
    for value in values:
        found = {a + b for a in found for b in value}
    return found


@settings(max_examples=80)
@given(dags(most=4))
def test_the_transfer_matrix_is_all_paths_by_brute_force(wired):
    graph, x = wired
    net = from_graph(graph, reduce=False)
    if not isinstance(net, Graph):
        return
    names = ["input", *(node.name for node in net.wiring)]
    for measure, along, among in ((paths, prod, sum), (depth, sum, max)):
        found = transfer_matrix(measure, net, x)
        steps = read(measure, net, shape(x))
        assert found["input"][names[-1]] == measure(net, x)
        for u in range(len(names)):
            for v in range(u, len(names)):
                ways = list(routes(steps, u, v))
                values = [along(steps[n - 1].value for n in way) for way in ways]
                assert (names[v] in found[names[u]]) == bool(ways)
                assert not ways or found[names[u]][names[v]] == among(values)


def routes(steps, u, v):
    """Every path, as the nodes behind the first one."""
    if u == v:
        yield ()
    for source in steps[v - 1].sources if v > u else ():
        yield from ((*way, v) for way in routes(steps, u, source))


def test_receptive_fields_from_each_input_to_each_output():
    net = from_graph(two_cameras(), ["near", "far"], reduce=False)
    x = ((3, 4 * R, 4 * R), (3, 2 * R, 2 * R))
    assert from_graph(two_cameras(), ["near", "far"]).out(x) == ((8, 2 * R, 2 * R), (8, 2 * R, 2 * R))
    found = transfer_matrix(receptive_field, net, x)
    assert {(u, v): found[u][v] for u in ("left", "right") for v in ("near", "far")} == {
        ("left", "near"): 3, ("left", "far"): 7, ("right", "near"): 1, ("right", "far"): 3,
    }  # fmt: skip
    assert "outputs" not in found["left"]
    assert "input" not in found


def two_cameras():
    graph = nx.DiGraph()
    graph.add_node("left", layer="input")
    graph.add_node("right", layer="input")
    graph.add_node("half", layer=Conv(8, 3, stride=2, padding=1))
    graph.add_node("lift", layer=Conv(8, 1))
    graph.add_node("near", layer="sum")
    graph.add_node("far", layer=Conv(8, 3, padding=1))
    graph.add_edges_from(
        [("left", "half"), ("right", "lift"), ("half", "near"), ("lift", "near"), ("near", "far")]
    )
    return graph


def test_costs_have_no_transfer_matrix():
    with pytest.raises(NoRule, match="params is no path measure"):
        transfer_matrix(params, ReLU(), (3, 8, 8))
    assert transfer_matrix(paths, Id, (3, 8, 8)) == {"input": {"input": 1}}


# Recurrence


def unrolled(cell, steps):
    """The steps one by one, as a graph, without shared weights."""
    nodes = [("h1", cell, "input")]
    for t in range(2, steps + 1):
        nodes += [(f"z{t}", "concat", "input", f"h{t - 1}"), (f"h{t}", cell, f"z{t}")]
    return Graph(*nodes)


CELLS = [
    (Linear(W) >> Tanh(), (5,)),
    (Conv(W, 3, padding=1, bias=False) >> ReLU(), (W, R, R)),
    (Conv(W, 1) >> (Id + Conv(W, 3, padding=1)), (3, R)),
]


@pytest.mark.parametrize(("cell", "x"), CELLS)
@pytest.mark.parametrize("steps", [1, 2, 3, 5])
def test_a_recurrence_is_its_unrolling(cell, x, steps):
    net, other = Recurrence(steps, cell), unrolled(cell, steps)
    symbolic = Recurrence(T, cell)
    for measure in (paths, depth, receptive_field, layer_complexity, intrinsic_power):
        expected = measure(other, x)
        assert measure(net, x) == expected, measure.__name__
        assert measure(symbolic, x).subs(T=steps) == expected, measure.__name__
    assert net.out(x) == other.out(x)


def test_what_a_recurrence_costs():
    """The weights of a step that reads the state, once; the first step counts as one with a state of 0."""
    net = Recurrence(T, Linear(W) >> Tanh())
    assert params(net, (5,)) == W * (W + 5) + W
    assert macs(net, (5,)) == T * W * (W + 5)
    assert flops(net, (5,)) == T * (2 * W * (W + 5) + 2 * W)
    assert params(net >> Linear(3), (5,)) == W * (W + 5) + W + 3 * W + 3


@pytest.mark.needs("torch")
def test_the_parameters_of_a_recurrent_network():
    """PyTorch's has two biases, one of which is enough."""
    import torch

    rnn = torch.nn.RNN(5, 7)
    assert params(Recurrence(T, Linear(7) >> Tanh()), (5,)) == sum(p.numel() for p in rnn.parameters()) - 7


def test_a_recurrence_is_a_value():
    net = Recurrence(T, Linear(W) >> Tanh()) >> Linear(3)
    assert parse(str(net)) == net
    assert str(net.subs(T=4, w=2)) == "Recurrence(4, Linear(2) >> Tanh()) >> Linear(3)"
    assert net.subs(T=4) == Recurrence(4, Linear(W) >> Tanh()) >> Linear(3)
    assert net.free_symbols == {T, W}
    assert from_graph(to_graph(net, (5,))) == net
    assert hash(net) == hash(parse(str(net)))


def test_what_is_no_recurrence():
    with pytest.raises(SymalgebraError, match="0 steps"):
        Recurrence(0, Linear(3))
    with pytest.raises(SymalgebraError, match="is a layer, and 3 is none"):
        Recurrence(T, 3)
    with pytest.raises(ShapeError, match="cannot concatenate branches of different resolutions"):
        Recurrence(T, Conv(4, 3)).out((4, 9, 9))
    with pytest.raises(
        ShapeError, match=r"the cell Id reads \(6,\) and writes \(6,\); the first step, \(3,\)"
    ):
        Recurrence(T, Id).out((3,))
    with pytest.raises(ShapeError, match="a loop reads one input"):
        (Recurrence(T, GlobalAvgPool()) + Input(0)).out(((3, 4), (5, 6)))
    with pytest.raises(NoRule, match="cuts has no rule for a recurrence"):
        bottleneck(Recurrence(T, Linear(3)), (3,))
    with pytest.raises((NoRule, NoClosedForm)):
        bounds.master(Recurrence(T, Linear(3) >> ReLU()), (3,))


def test_a_count_of_walks_stays_a_count():
    assert COUNTING.star(size(R)) == 1 / (1 - formula(R))
    assert LONGEST.star(-3) == 0
