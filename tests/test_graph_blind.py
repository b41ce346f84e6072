"""Known architectures drawn as graphs, each valued a second time in plain numbers, from the list of all its routes.

What a layer costs and reads is written out here once more, for numbers. Every measure is taken with symbols,
and at the numbers.
"""

from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import prod

import networkx as nx
import pytest

import symalgebra
from symalgebra import Conv, Graph, Leaf, Linear, MaxPool, ReLU, Upsample, dims, from_graph
from symalgebra.formula import Formula

JUNCTIONS = ("sum", "concat", "product")


class Part(Leaf, least={"start": 0}):
    """The channels from one on: how a cell takes its state apart."""

    start: int
    number: int
    linear = True

    def channels(self, x):
        return self.number


LAYERS = {"conv": Conv, "linear": Linear, "relu": ReLU, "pool": MaxPool, "up": Upsample, "part": Part}


def read(size, point):
    """The value of a text: a number, or a formula where the point has symbols."""
    if isinstance(size, tuple):
        return tuple(read(one, point) for one in size)
    return eval(size, {}, point) if isinstance(size, str) else size


class Drawn:
    """Nodes (name, kind, sources, arguments), whose sizes are texts, in which the point's names stand."""

    def __init__(self, x, nodes, **point):
        self.x, self.nodes, self.point = x, nodes, point

    def layer(self, kind, arguments, point):
        sizes = {name: read(size, point) for name, size in arguments.items() if name != "shared"}
        return kind if kind in JUNCTIONS else LAYERS[kind](**sizes)

    def graph(self, point):
        found = nx.DiGraph()
        found.add_node("x", layer="input")
        for name, kind, sources, arguments in self.nodes:
            found.add_node(name, layer=self.layer(kind, arguments, point), shared=arguments.get("shared"))
            for order, source in enumerate(sources):
                found.add_edge(source, name, order=order)
        return found

    def network(self, point):
        """The same without networkx and without shared weights."""
        return Graph(*(
            (name, self.layer(kind, arguments, point), *("input" if s == "x" else s for s in sources))
            for name, kind, sources, arguments in self.nodes
        ))  # fmt: skip


class Numbers:
    """The values of a drawing at its point, by its routes."""

    def __init__(self, drawn):
        self.nodes = {name: (kind, sources, {k: v if k == 'shared' else read(v, drawn.point) for k, v in arguments.items()})
                      for name, kind, sources, arguments in drawn.nodes}  # fmt: skip
        self.end = drawn.nodes[-1][0]
        self.shapes = {"x": read(drawn.x, drawn.point)}
        for name in self.nodes:
            self.shapes[name] = self.shape(name)

    def shape(self, name):
        kind, sources, given = self.nodes[name]
        (c, *r), *others = (self.shapes[source] for source in sources)
        k, s = given.get("kernel_size", 1), given.get("stride", 1)
        if kind == "concat":
            return (c + sum(other[0] for other in others), *r)
        if kind == "up":
            return (c, *(d * given["scale_factor"] for d in r))
        channels = {"conv": "out_channels", "linear": "out_features", "part": "number"}.get(kind)
        return (
            given[channels] if channels else c,
            *((d + 2 * given.get("padding", 0) - k) // s + 1 for d in r),
        )

    def size(self, name):
        return prod(self.shapes[name])

    @cached_property
    def routes(self):
        """From the input to the output, as names."""

        def back(name):
            if name == "x":
                yield ("x",)
                return
            for source in self.nodes[name][1]:
                yield from ((*way, name) for way in back(source))

        return list(back(self.end))

    def weighted(self, name):
        return name in self.nodes and self.nodes[name][0] in ("conv", "linear")

    def fan_in(self, name):
        _, (source, *_), given = self.nodes[name]
        window = given.get("kernel_size", 1) ** (len(self.shapes[name]) - 1)
        return window * (self.shapes[source][0] // given.get("groups", 1) if self.weighted(name) else 1)

    def params(self):
        """Each set of weights once."""
        sets = {self.nodes[n][2].get("shared", n): n for n in self.nodes if self.weighted(n)}
        return sum(
            self.shapes[n][0] * (self.fan_in(n) + self.nodes[n][2].get("bias", 1)) for n in sets.values()
        )

    def macs(self):
        return sum(self.fan_in(n) * self.size(n) for n in self.nodes if self.weighted(n))

    def activations(self):
        return sum(self.size(n) for n in self.nodes if self.weighted(n))

    def units(self):
        return sum(self.size(n) for n in self.nodes if self.nodes[n][0] == "relu")

    def paths(self):
        return len(self.routes)

    def depth(self):
        return max(sum(map(self.weighted, way)) for way in self.routes)

    def layer_complexity(self):
        """The paths of mean transfers by the scalars of the input."""
        return self.intrinsic_power() * self.size(self.end) / self.size("x")

    def intrinsic_power(self):
        """E/N_in of every layer that a route takes, times N_in of the first, by N_out of the last."""
        return sum(self.size("x") * prod(map(self.spread, way, way[1:])) for way in self.routes) / Fraction(
            self.size(self.end)
        )

    def spread(self, source, name):
        if self.nodes[name][0] in JUNCTIONS:
            return 1
        return Fraction(self.fan_in(name) * self.size(name), self.size(source))

    def receptive_field(self):
        """Along one dimension, for the place that sees most, borders aside."""
        reads = (set().union(*(self.places(way, place) for way in self.routes)) for place in range(80, 96))
        return max(max(read) - min(read) + 1 for read in reads)

    def places(self, way, place):
        here = {place}
        for name in reversed(way[1:]):
            here = set(chain.from_iterable(self.taps(name, i) for i in here))
        return here

    def taps(self, name, i):
        kind, _, given = self.nodes[name]
        if kind == "up":
            return [i // given["scale_factor"]]
        first = i * given.get("stride", 1) - given.get("padding", 0)
        return range(first, first + given.get("kernel_size", 1))

    def bottleneck(self):
        """The least set of nodes that every route meets, route by route."""
        best = [self.size("x")]

        def cut(ways, cost):
            if cost >= best[0]:
                return
            if not ways:
                best[0] = cost
                return
            for name in sorted(min(ways, key=len), key=self.size):
                cut([way for way in ways if name not in way], cost + self.size(name))

        cut(sorted(set(self.routes)), 0)
        return best[0]


def conv(name, source, channels, k=3, stride=1, **given):
    return (name, "conv", [source],
            {"out_channels": channels, "kernel_size": k, "stride": stride, "padding": k // 2, **given})  # fmt: skip


def node(name, kind, *sources, **arguments):
    return name, kind, list(sources), arguments


def pooled(name, source, k=2, stride=2, padding=0):
    return node(name, "pool", source, kernel_size=k, stride=stride, padding=padding)


def fractal(order, source, tag=""):
    """f(1) is a convolution, f(k + 1) = f(k) >> f(k), and a convolution beside it (Larsson et al. 2017)."""
    if order == 1:
        return [conv(f"c{tag}", source, "w")]
    first = fractal(order - 1, source, tag + "a")
    second = fractal(order - 1, first[-1][0], tag + "b")
    return [*first, *second, conv(f"c{tag}", source, "w"), node(f"j{tag}", "sum", second[-1][0], f"c{tag}")]


def separable(name, source, k, stride=1):
    """NASNet's: a rectifier, a depthwise convolution, a pointwise one."""
    depthwise = conv(name + "d", name + "r", "w", k, stride, groups="w", bias=False)
    return [node(name + "r", "relu", source), depthwise, conv(name, name + "d", "w", 1, bias=False)]


UNET = [
    conv("e1", "x", "w"), node("r1", "relu", "e1"), pooled("p1", "r1"),
    conv("e2", "p1", "2*w"), node("r2", "relu", "e2"), pooled("p2", "r2"),
    conv("e3", "p2", "4*w"), node("r3", "relu", "e3"),
    node("u2", "up", "r3", scale_factor=2), conv("v2", "u2", "2*w", 1), node("c2", "concat", "r2", "v2"),
    conv("d2", "c2", "2*w"),
    node("u1", "up", "d2", scale_factor=2), conv("v1", "u1", "w", 1), node("c1", "concat", "r1", "v1"),
    conv("d1", "c1", "w"), conv("out", "d1", 2, 1),
]  # fmt: skip
DENSE = [
    *chain.from_iterable(
        [*([node(f"all{k}", "concat", "x", *(f"h{j}" for j in range(k)))] if k else []),
         node(f"a{k}", "relu", f"all{k}" if k else "x"), conv(f"h{k}", f"a{k}", "g", bias=False)]
        for k in range(4)
    ),
    node("end", "concat", "x", "h0", "h1", "h2", "h3"), conv("half", "end", "c", 1), pooled("out", "half"),
]  # fmt: skip
EXCHANGE = [
    conv("h", "x", "w"), conv("m", "x", "2*w", 3, 2), conv("l", "m", "4*w", 3, 2),
    conv("mh", "m", "w", 1), node("mhu", "up", "mh", scale_factor=2), conv("lh", "l", "w", 1),
    node("lhu", "up", "lh", scale_factor=4), conv("hm", "h", "2*w", 3, 2), conv("lm", "l", "2*w", 1),
    node("lmu", "up", "lm", scale_factor=2), conv("hl", "h", "w", 3, 2), conv("hll", "hl", "4*w", 3, 2),
    conv("ml", "m", "4*w", 3, 2), node("H", "sum", "h", "mhu", "lhu"), node("M", "sum", "m", "hm", "lmu"),
    node("L", "sum", "l", "hll", "ml"), node("Mu", "up", "M", scale_factor=2),
    node("Lu", "up", "L", scale_factor=4), node("out", "concat", "H", "Mu", "Lu"),
]  # fmt: skip
REDUCTION = [
    conv("p", "x", "w", 1), conv("c", "x", "w"), *separable("s1", "p", 7, 2), *separable("s2", "c", 5, 2),
    node("b0", "sum", "s1", "s2"), pooled("mp", "c", 3, 2, 1), *separable("s3", "p", 7, 2),
    node("b1", "sum", "mp", "s3"), pooled("ap", "c", 3, 2, 1), *separable("s4", "p", 5, 2),
    node("b2", "product", "ap", "s4"), pooled("ap2", "b0", 3, 1, 1), node("b3", "sum", "ap2", "b1"),
    *separable("s5", "b0", 3), pooled("mp2", "c", 3, 2, 1), node("b4", "sum", "s5", "mp2"),
    node("out", "concat", "b1", "b2", "b3", "b4"),
]  # fmt: skip


def lstm(t, source, own=False):
    """A step on (input | hidden | cell), with rectifiers for its functions (Hochreiter, Schmidhuber 1997)."""
    gates = [
        [node(f"{g}{t}", "linear", f"z{t}", out_features="w", **({} if own else {"shared": g})),
         node(f"{g}r{t}", "relu", f"{g}{t}")]
        for g in ("in", "forget", "out", "new")
    ]  # fmt: skip
    return [
        node(f"x{t}", "part", source, start=0, number="c"), node(f"h{t}", "part", source, start="c", number="w"),
        node(f"c{t}", "part", source, start="c + w", number="w"), node(f"z{t}", "concat", f"x{t}", f"h{t}"),
        *chain.from_iterable(gates), node(f"kept{t}", "product", f"forgetr{t}", f"c{t}"),
        node(f"put{t}", "product", f"inr{t}", f"newr{t}"), node(f"C{t}", "sum", f"kept{t}", f"put{t}"),
        node(f"r{t}", "relu", f"C{t}"), node(f"H{t}", "product", f"outr{t}", f"r{t}"),
        node(f"s{t}", "concat", f"x{t}", f"H{t}", f"C{t}"),
    ]  # fmt: skip


def gru(t, source, own=False):
    """A step on (input | hidden), with rectifiers (Cho et al. 2014)."""

    def linear(gate, read):
        return node(
            f"{gate}{t}", "linear", f"{read}{t}", out_features="w", **({} if own else {"shared": gate})
        )

    return [
        node(f"x{t}", "part", source, start=0, number="c"), node(f"h{t}", "part", source, start="c", number="w"),
        node(f"z{t}", "concat", f"x{t}", f"h{t}"), linear("reset", "z"), node(f"rr{t}", "relu", f"reset{t}"),
        linear("update", "z"), node(f"ur{t}", "relu", f"update{t}"), node(f"rh{t}", "product", f"rr{t}", f"h{t}"),
        node(f"q{t}", "concat", f"x{t}", f"rh{t}"), linear("new", "q"), node(f"nr{t}", "relu", f"new{t}"),
        node(f"old{t}", "product", f"ur{t}", f"h{t}"), node(f"rest{t}", "relu", f"ur{t}"),
        node(f"put{t}", "product", f"rest{t}", f"nr{t}"), node(f"H{t}", "sum", f"old{t}", f"put{t}"),
        node(f"s{t}", "concat", f"x{t}", f"H{t}"),
    ]  # fmt: skip


IMAGES = {
    "U-Net": Drawn((3, "4*q", "4*q"), UNET, w=2, q=3),
    "FractalNet": Drawn(("w", "r", "r"), fractal(4, "x"), w=2, r=9),
    "dense block": Drawn(("c", "r"), DENSE, c=5, g=3, r=7),
    "exchange": Drawn((3, "4*q", "4*q"), EXCHANGE, w=2, q=3),
    "reduction cell": Drawn((3, "r", "r"), REDUCTION, w=2, r=13),
}
MEASURES = [
    "params", "macs", "activations", "units", "paths", "depth", "layer_complexity", "intrinsic_power",
    "receptive_field", "bottleneck",
]  # fmt: skip


def at(value, point):
    return value.at({name: point[name] for name in value.names}) if isinstance(value, Formula) else value


@pytest.mark.parametrize("name", IMAGES)
def test_every_measure_of_a_graph(name):
    drawn = IMAGES[name]
    numbers, symbols = Numbers(drawn), {name: dims(name) for name in drawn.point}
    for point in (drawn.point, symbols):
        x = read(drawn.x, point)
        for net in (
            drawn.network(point),
            from_graph(drawn.graph(point)),
            from_graph(drawn.graph(point), reduce=False),
        ):
            assert tuple(at(d, drawn.point) for d in net.out(x)) == numbers.shapes[numbers.end]
            for measure in MEASURES:
                value = at(getattr(symalgebra, measure)(net, x), drawn.point)
                assert value == getattr(numbers, measure)(), measure


@pytest.mark.parametrize("cell", [lstm, gru])
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_cell_in_a_loop_is_its_steps(cell, steps):
    """The input and the state go round; all steps have one set of weights."""
    x, point = ("c + 2*w" if cell is lstm else "c + w",), {"c": 3, "w": 2}
    symbols = {name: dims(name) for name in point}
    body = from_graph(Drawn(x, cell(1, "x", own=True)).graph(symbols))
    loop = body.repeat(dims("T"), shared=True)
    steps_one_by_one = [cell(t, f"s{t - 1}" if t > 1 else "x") for t in range(1, steps + 1)]
    unrolled = Numbers(Drawn(x, list(chain.from_iterable(steps_one_by_one)), **point))
    for measure in set(MEASURES) - {"receptive_field", *(["bottleneck"] if steps > 1 else [])}:
        value = at(getattr(symalgebra, measure)(loop, read(x, symbols)), {**point, "T": steps})
        assert value == getattr(unrolled, measure)(), measure
