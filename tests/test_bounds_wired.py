"""Graphs in the master theorem: a chain of nodes is the series of its layers, shared weights count once."""

from dataclasses import astuple
from functools import reduce
from operator import rshift

import networkx as nx
import pytest

from symalgebra import BatchNorm, Graph, Heaviside, Linear, ReLU, bounds, from_graph
from symalgebra.bounds.theorem.implicit import stages
from symalgebra.bounds.theorem.master import summary
from symalgebra.shape import shape

CHAINS = [
    [ReLU(), Linear(1)],
    [Heaviside(), ReLU(), Linear(1)],
    [Heaviside(), ReLU(), ReLU()],
    [Linear(3), Heaviside(), ReLU(), Linear(1)],
    [Linear(3), ReLU(), Linear(3), Heaviside(), Linear(1)],
    [Linear(3, bias=False), BatchNorm(), ReLU(), Linear(1)],
    [ReLU(), BatchNorm(), ReLU(), Linear(1)],
]


@pytest.mark.parametrize("layers", CHAINS, ids=str)
def test_a_chain_of_nodes_is_a_series(layers):
    names = ["input", *(f"n{place}" for place in range(len(layers)))]
    graph = Graph(
        *((name, layer, before) for name, layer, before in zip(names[1:], layers, names, strict=False))
    )
    net = reduce(rshift, layers)
    assert astuple(summary(graph, shape((2,)))) == astuple(summary(net, shape((2,))))
    assert stages(graph, (2,)) == stages(net, (2,))


def test_nodes_that_share_their_weights():
    """Six weights, twice; three: W = 9, and the output sees all of them, in degree 3."""
    graph = nx.DiGraph()
    graph.add_node("a", layer=Linear(2), shared="s")
    graph.add_node("b", layer=ReLU())
    graph.add_node("c", layer=Linear(2), shared="s")
    graph.add_node("d", layer=Linear(1))
    graph.add_edges_from([("a", "b"), ("b", "c"), ("c", "d")])
    net = from_graph(graph, reduce=False)
    assert stages(net, (2,)) == [(2, 1, 6), (1, 3, 9)]
    found = bounds.Network(net, (2,))
    assert (found.W, found.sums.w, found.sums.R) == (9, 6 + 9, 2 + 3)
