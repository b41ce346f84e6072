"""`to_graph`: a network as a networkx graph of its layers and junctions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..algebra import Step
from ..errors import SymalgebraError
from ..layer import Id, Layer, Nest, Repeat, Series
from ..layer.compound import Compound
from ..layer.walk import traced
from ..shape import shape
from .network import Graph
from .wiring import INPUT, JUNCTIONS, Wiring, bounded

if TYPE_CHECKING:
    import networkx

Task = Callable[[], None]
KIND = {kind: name for name, kind in JUNCTIONS.items()}


class Spread:
    """Writes a term as the nodes of one graph; a loop over tasks, so that terms may be of any depth."""

    def __init__(self, unroll: bool) -> None:
        self.unroll = unroll
        self.wiring: list[Wiring] = []
        self.layers: list[Layer] = []
        self.here = 0
        self.tasks: list[Task] = []
        self.graphs = 0

    def run(self, term: Layer) -> Layer:
        """The graph of all nodes of a term; `Id` where it has none."""
        self.later(term)
        while self.tasks:
            self.tasks.pop()()
        return Graph.made((tuple(self.wiring),), tuple(self.layers)) if self.wiring else Id

    def later(self, term: Layer) -> None:
        """Write a term when its turn comes."""
        self.tasks.append(lambda: self.open(term))

    def open(self, term: Layer) -> None:
        """Write a leaf; put the parts of a term on the list."""
        if isinstance(term, Series):
            for part in reversed(list(term.parts())):
                self.later(part)
        elif isinstance(term, Compound):
            self.fork(list(term.parts()), KIND[type(term)])
        elif isinstance(term, Graph):
            self.graphs += 1
            self.inline(term, 0, [self.here], self.graphs)
        elif self.unroll and isinstance(term, Repeat | Nest) and unrollable(term):
            bounded(len(self.wiring) + term.times())
            self.later(term.unrolled())
        elif term is not Id:
            self.put("", term, (self.here,))

    def put(self, join: str, layer: Layer, sources: tuple[int, ...], shared: str | None = None) -> None:
        """One node, which is where the next layer reads."""
        bounded(len(self.wiring) + 1)
        self.wiring.append(Wiring(str(len(self.wiring) + 1), join, sources, shared))
        self.layers.append(layer)
        self.here = len(self.wiring)

    def fork(self, parts: Sequence[Layer], join: str) -> None:
        """Branches that read one node, and the junction of what they write."""
        start, ends = self.here, []

        def end() -> None:
            ends.append(self.here)
            self.here = start

        self.tasks.append(lambda: self.put(join, Id, tuple(ends)))
        for part in reversed(parts):
            self.tasks.append(end)
            self.later(part)

    def inline(self, graph: Graph, number: int, places: list[int], own: int) -> None:
        """The nodes of a graph from a number on; places are where those before it are written."""
        if number:
            places.append(self.here)
        if number == len(graph.layers):
            return
        self.tasks.append(lambda: self.inline(graph, number + 1, places, own))
        node, layer = graph.wiring[number], graph.layers[number]
        sources = tuple(places[source] for source in node.sources)
        self.here = sources[0]
        if node.join:
            self.put(node.join, Id, sources)
        elif node.shared is not None:
            self.put("", layer, sources, f"{node.shared}:{own}")
        else:
            self.later(layer)


def unrollable(loop: Repeat | Nest) -> bool:
    """Whether a loop is written copy by copy: its count is a number, and no weights are shared."""
    return isinstance(loop.count, int) and not getattr(loop, "shared", False)


def to_graph(net: Layer, x: Any, unroll: bool = True) -> networkx.DiGraph:
    """A network on an input as a `networkx.DiGraph`, one node for each layer and each junction.

    Nodes are numbered 0, 1, ... from the input to the output. Their attributes:

        layer           "input", a leaf, or "sum", "concat", "product" at a junction
        input_shape     what it reads; at a junction a tuple, one shape for each source
        output_shape    what it writes
        shared          where given: nodes of one value have one set of weights

    Edges into a junction carry `order` = 0, 1, ... . A loop with a number of copies is unrolled, unless
    `unroll=False`; a loop with a symbolic count, and one with shared weights, is one node whose layer is
    the loop. `Id` is no node, except where one source enters a junction twice. `from_graph` is the way
    back: from_graph(to_graph(net, x)) == net where no loop was unrolled.

    >>> from symalgebra import Conv, Id, ReLU
    >>> graph = to_graph(Conv(8, 3) >> (Id + ReLU()), (3, 9, 9))
    >>> list(graph.nodes(data="layer")), list(graph.edges)
    ([(0, 'input'), (1, Conv(8, 3)), (2, ReLU()), (3, 'sum')], [(0, 1), (1, 2), (1, 3), (2, 3)])
    >>> graph.nodes[3]["input_shape"], graph.nodes[3]["output_shape"]
    (((8, 7, 7), (8, 7, 7)), (8, 7, 7))
    """
    from networkx import DiGraph

    if not isinstance(net, Layer):
        raise SymalgebraError(f"to_graph({net!r}, ...): a layer is expected; {net!r} is none")
    graph, x = Spread(unroll).run(net), shape(x)
    found = DiGraph()
    found.add_node(0, layer=INPUT, input_shape=x, output_shape=x)
    if isinstance(graph, Graph):
        wired: Any = traced(graph, x).lines[-1]
        for number, step in enumerate(wired.nodes, 1):
            put_node(found, number, step, graph)
    return found


def put_node(found: networkx.DiGraph, number: int, step: Step, graph: Graph) -> None:
    """A node with its edges; a second edge from one source leads through an `Id`."""
    shared = {} if step.shared is None else {"shared": step.shared}
    read = tuple(step.outs) if step.join else step.read
    layer = step.join or graph.layers[number - 1]
    found.add_node(number, layer=layer, input_shape=read, output_shape=step.out, **shared)
    for order, (source, x) in enumerate(zip(step.sources, step.outs, strict=True)):
        place = {"order": order} if step.join else {}
        if not found.has_edge(source, number):
            found.add_edge(source, number, **place)
        else:
            between = f"{number}.{order}"
            found.add_node(between, layer=Id, input_shape=x, output_shape=x)
            found.add_edge(source, between)
            found.add_edge(between, number, **place)
