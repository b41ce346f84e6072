"""Random graphs that are no terms: every path measure in one pass, and over the list of all paths.

A node adds up what comes in over its edges; an edge is a layer. Each node has a resolution of its own, a
power of 2 below that of the input, so that paths of different lengths meet.
"""

from fractions import Fraction
from math import log2, prod
from random import Random

import pytest

import symalgebra
from symalgebra import Conv, Graph, MaxPool, ReLU, from_graph, to_graph

WIDTH, LENGTH = 2, 64
X = (WIDTH, LENGTH)


class Drawn:
    """A random graph: `ways` holds all paths from node 0 to the last one, as lists of layers by name."""

    def __init__(self, seed):
        draw = Random(seed)
        self.levels = [0, *sorted(draw.choices((0, 0, 1, 1, 2), k=draw.randint(3, 6)))]
        self.last = len(self.levels) - 1
        self.layers = {}
        for v in range(1, self.last + 1):
            for u in sorted(draw.sample(range(v), draw.randint(1, min(v, 3)))):
                self.layers[u, v] = self.layer(draw, self.levels[v] - self.levels[u])
        for u in range(self.last):  # what is not read yet is read by the last node
            if all(start != u for start, _ in self.layers):
                self.layers[u, self.last] = self.layer(draw, self.levels[self.last] - self.levels[u])
        self.ways = list(self.walks(0))

    def layer(self, draw, down):
        """A layer of the middle of its kernel, which divides the resolution."""
        k, dilation = draw.choice((1, 3, 5)), draw.choice((1, 1, 2))
        if down == 0 and draw.random() < 0.25:
            return ReLU()
        if draw.random() < 0.2:
            return MaxPool(3, stride=2**down, padding=1)
        return Conv(WIDTH, k, stride=2**down, padding=k // 2 * dilation, dilation=dilation, bias=False)

    def walks(self, start):
        """All paths from a node to the last one."""
        if start == self.last:
            yield []
        for (u, v), layer in self.layers.items():
            if u == start:
                yield from ([(u, v, layer), *rest] for rest in self.walks(v))

    def network(self):
        """The same as a layer."""
        nodes = []
        for v in range(1, self.last + 1):
            several = [edge for edge in self.layers if edge[1] == v]
            names = [f"{u}-{v}" for u, _ in several]
            nodes += [
                (name, self.layers[edge], f"at {edge[0]}" if edge[0] else "input")
                for name, edge in zip(names, several, strict=True)
            ]
            nodes.append((f"at {v}", "sum", *names) if len(names) > 1 else (f"at {v}", symalgebra.Id, *names))
        return Graph(*nodes)


def weighted(way):
    return sum(isinstance(layer, Conv) for _, _, layer in way)


def window(layer):
    """Kernel, stride, padding and dilation."""
    if isinstance(layer, ReLU):
        return 1, 1, 0, 1
    return layer.kernel_size, layer.stride, layer.padding, layer.dilation


def read(way, place):
    """The inputs that a path leads to from a place of the output, borders aside."""
    places = {place}
    for _, _, layer in reversed(way):
        k, stride, padding, dilation = window(layer)
        taps = range(-padding, k * dilation - padding, dilation)
        places = {i * stride + tap for i in places for tap in taps}
    return places


def transfer(drawn, way):
    """The product of E/N_in over a path, E = fan-in times outputs."""
    gains = [
        ((WIDTH if isinstance(layer, Conv) else 1) * window(layer)[0], drawn.levels[v] - drawn.levels[u])
        for u, v, layer in way
    ]
    return prod(Fraction(fan_in, 2**down) for fan_in, down in gains)


DRAWN = [Drawn(seed) for seed in range(40)]
IDS = [f"{len(drawn.layers)} edges, {len(drawn.ways)} ways" for drawn in DRAWN]
each = pytest.mark.parametrize("drawn", DRAWN, ids=IDS)


def forms(drawn):
    net = drawn.network()
    return net, from_graph(to_graph(net, X)), from_graph(to_graph(net, X), reduce=False)


def test_most_of_them_are_no_terms():
    assert sum("Graph(" in str(forms(drawn)[1]) for drawn in DRAWN) > len(DRAWN) / 2
    assert max(len(drawn.ways) for drawn in DRAWN) > 8


@each
def test_numbers_of_paths(drawn):
    for net in forms(drawn):
        assert symalgebra.paths(net, X) == len(drawn.ways)
        assert symalgebra.depth(net, X) == max(map(weighted, drawn.ways))


@each
def test_fields(drawn):
    ends = [(min(r), max(r)) for r in (set().union(*(read(way, i) for way in drawn.ways)) for i in (0, 1))]
    for net in forms(drawn):
        assert net.out(X) == (WIDTH, LENGTH // 2 ** drawn.levels[-1])
        assert symalgebra.receptive_field(net, X) == ends[0][1] - ends[0][0] + 1
        assert symalgebra.effective_stride(net, X) == ends[1][0] - ends[0][0] == 2 ** drawn.levels[-1]
        assert symalgebra.effective_padding(net, X) == -ends[0][0]


@each
def test_transfers(drawn):
    complexity = sum(transfer(drawn, way) for way in drawn.ways)
    power = complexity * 2 ** drawn.levels[-1]
    for net in forms(drawn):
        assert symalgebra.layer_complexity(net, X).at() == complexity
        assert symalgebra.intrinsic_power(net, X).at() == power
        assert float(symalgebra.log2_layer_complexity(net, X).at()) == pytest.approx(log2(complexity))
        assert float(symalgebra.log2_intrinsic_power(net, X).at()) == pytest.approx(log2(power))


@each
def test_effective_depth(drawn):
    """The mean over parameters of the weight layers at and behind each, on the longest way to the end."""
    arms = [
        (WIDTH**2 * layer.kernel_size, 1 + max(map(weighted, drawn.walks(v))))
        for (_, v), layer in drawn.layers.items()
        if isinstance(layer, Conv)
    ]
    whole = sum(number for number, _ in arms)
    mean = Fraction(sum(number * arm for number, arm in arms), whole) if whole else 0
    for net in forms(drawn):
        assert symalgebra.effective_depth(net, X).at() == mean
