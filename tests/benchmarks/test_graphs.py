"""Graphs of up to 100,000 nodes; see `test_speed` for how to run it, with `-m ""` for the largest.

Nothing fails by the clock.

A ladder is a long graph that is not series-parallel: each rung reads both ends of the one before it. Seconds
of processor time on one busy core, for 10,000, 30,000 and 100,000 nodes:

    params                 0.03   0.15   0.7        receptive_field        0.3   1.3    3.5
    macs                   0.04   0.17   0.4        paths                  0.1   0.4    1.1
    flops                  0.06   0.19   0.6        layer_complexity       0.3   1.0    6.2
    depth                  0.3    0.1    0.6        log2_layer_complexity  0.2   1.4    9.8
    effective_depth        0.1    0.6    2.5        bottleneck             1.6   3.5   12.3
    shapes alone           0.2    0.8    2.7        to_graph, from_graph   1.4   4.5   12.4

Each pass looks at a node once; what is above ten times as much for ten times the nodes is one run's noise, or
the length of the numbers: `paths` and `layer_complexity` of a ladder grow with it (2**25000 paths), so that
each of their additions takes longer, too.
"""

import pytest

from symalgebra import (
    Conv,
    Graph,
    Id,
    ReLU,
    bottleneck,
    depth,
    dims,
    from_graph,
    macs,
    params,
    paths,
    to_graph,
)

R = dims("r")
LARGE = pytest.mark.nightly
SIZES = [1_000, 5_000, pytest.param(25_000, marks=LARGE)]


def ladder(rungs):
    """Two layers and two sums a rung."""
    nodes = [("a0", Conv(8, 1), "input"), ("b0", Conv(8, 3, padding=1), "input")]
    for i in range(1, rungs):
        left, right = f"a{i - 1}", f"b{i - 1}"
        nodes += [(f"s{i}", "sum", left, right), (f"a{i}", Conv(8, 1), f"s{i}")]
        nodes += [(f"t{i}", "sum", right, left), (f"b{i}", Conv(8, 3, padding=1), f"t{i}")]
    return Graph(*nodes, ("out", "sum", f"a{rungs - 1}", f"b{rungs - 1}"))


@pytest.mark.benchmark(group="ladders, by the number of rungs (4 nodes each)")
@pytest.mark.parametrize("rungs", SIZES)
@pytest.mark.parametrize("measure", [params, macs, depth, bottleneck], ids=lambda measure: measure.__name__)
def test_a_ladder(benchmark, measure, rungs):
    net = ladder(rungs)
    assert benchmark.pedantic(measure, (net, (8, 16, 16)), rounds=1)


@pytest.mark.benchmark(group="ladders, by the number of rungs (4 nodes each)")
@pytest.mark.parametrize("rungs", SIZES)
def test_the_paths_of_a_ladder(benchmark, rungs):
    """2**rungs, a number of as many bits."""
    assert benchmark.pedantic(paths, (ladder(rungs), (8, 16, 16)), rounds=1) == 2**rungs


def residual(blocks):
    net = Id
    for _ in range(blocks):
        net = net >> (Id + (Conv(8, 3, padding=1) >> ReLU()))
    return net


@pytest.mark.benchmark(group="series-parallel graphs, by the number of blocks (3 nodes each)")
@pytest.mark.parametrize("blocks", [8_000, pytest.param(33_000, marks=LARGE)])
def test_from_graph(benchmark, blocks):
    net = residual(blocks)
    graph = to_graph(net, (8, R, R))
    assert benchmark.pedantic(from_graph, (graph,), rounds=1) == net
