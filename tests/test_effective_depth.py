"""Effective depth against the graph of layers, where every parameter's longest route is walked."""

from fractions import Fraction

import networkx
from hypothesis import given, settings

from symalgebra import (
    BatchNorm,
    Conv,
    Graph,
    Linear,
    ReLU,
    Repeat,
    depth,
    dims,
    effective_depth,
    params,
    to_graph,
    zoo,
)
from symalgebra.errors import SymalgebraError
from symalgebra.formula import formula, maximum
from symalgebra.strategies.anywhere import I, blocks, networks

N, R, n, w, q = dims("n r n w q")


def walked(net, x):
    """The mean over all parameters of the weight layers from theirs to the output."""
    graph = to_graph(net, x)
    behind, arms, weights = {}, 0, 0
    for node in reversed(list(networkx.topological_sort(graph))):
        layer = graph.nodes[node]["layer"]
        farthest = max((behind[after] for after in graph.successors(node)), default=0)
        behind[node] = farthest + (0 if isinstance(layer, str) else int(layer.weighted))
        if not isinstance(layer, str):
            own = int(layer.weights(graph.nodes[node]["input_shape"]))
            arms, weights = arms + own * behind[node], weights + own
    return Fraction(arms, weights) if weights else 0


@settings(max_examples=100)
@given(networks())
def test_a_network_is_walked(net):
    net, x = net.subs(w=3), (2, 23, 19)
    try:
        found = effective_depth(net, x)
    except SymalgebraError:
        return
    assert found == walked(net, x)
    assert 0 <= found.at() <= depth(net, x).at()


@settings(max_examples=100)
@given(blocks(index=True))
def test_a_repeat_is_its_unrolling(body):
    x = (2, R, 40)
    try:
        closed = effective_depth(Repeat(I, N, body), x)
    except SymalgebraError:
        return
    for count in range(1, 6):
        net = Repeat(I, count, body).unrolled().subs(w=3)
        try:
            expected = walked(net, (2, 23, 40))
        except SymalgebraError:
            return
        assert at(closed, n=count, w=3, r=23) == expected


def at(found, **values):
    found = formula(found)
    return found.at({name: value for name, value in values.items() if name in found.names})


def test_no_copy_has_no_depth():
    """A count that may be 0 is not cancelled."""
    m = dims("m", min=0)
    found = effective_depth(Repeat(I, m, Conv(w, 1, bias=False)), (w, R))
    assert found == m * (m + 1) * w**2 / (2 * formula(maximum(1, m * w**2)))
    assert [found.at(m=k, w=5) for k in range(3)] == [0, 1, Fraction(3, 2)]


def test_a_nest_is_its_unrolling():
    found = effective_depth(zoo.unet(n, w), (3, 2**n * q, 2**n * q))
    for levels in (1, 2, 4):
        side = 2**levels * 3
        assert found.at(n=levels, w=5) == walked(zoo.unet(levels, 5), (3, side, side))


def test_members():
    for name in ("resnet18", "densenet121", "res2net50_26w_4s", "googlenet", "mobilenet_v3_small"):
        net = getattr(zoo, name)()
        assert effective_depth(net, (3, 224, 224)) == walked(net, (3, 224, 224))


def test_shared_weights_are_where_they_are_used_first():
    f = Linear(4, bias=False)
    nodes = [("a", f, "input"), ("b", ReLU(), "a"), ("c", f, "b"), ("d", "sum", "b", "c")]
    shared = Graph(*nodes, shared=[("a", "c")])
    assert (params(shared, (4,)), effective_depth(shared, (4,))) == (16, 2)
    assert effective_depth(Graph(*nodes), (4,)) == Fraction(3, 2)
    loop = Repeat(None, n, f, shared=True)
    assert (params(loop, (4,)), effective_depth(loop, (4,))) == (16, n)


def test_ends():
    assert effective_depth(ReLU(), (4, 9)) == 0
    assert effective_depth(Linear(7), (3,)) == 1
    assert effective_depth(BatchNorm() >> Linear(7) >> BatchNorm(), (3,)) == Fraction(6 + 28, 6 + 28 + 14)
    assert effective_depth(Conv(w, 3, bias=False), (3, R)) == 1
