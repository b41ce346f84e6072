"""Series-parallel reduction: the term that a graph is, where it is one.

Every node becomes a vertex, every layer an edge into it, and two rules are used for as long as they apply:

    series      u -f-> v -g-> w, v of no other edges     becomes   u -(f >> g)-> w
    parallel    u -f-> v, u -g-> v                       becomes   u -(f + g)-> v        (| and * likewise)

What is left between two vertices that every path goes through is one layer: a term, or a `Graph` that is not
series-parallel. Valdes, Tarjan, Lawler, "The recognition of series parallel digraphs", SIAM J. Comput. 1982.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..layer import Id, Layer, Series
from .network import Graph
from .wiring import INPUT, JUNCTIONS


@dataclass(eq=False)
class Edge:
    """A term between two vertices, and its neighbours among the edges into the same junction."""

    source: int
    target: int
    term: Layer
    name: str
    shared: str | None  # weights that other nodes have too: such an edge stays by itself
    before: Edge | None = None
    after: Edge | None = None


@dataclass(eq=False)
class Vertex:
    """A place between layers: the edges that leave it, and those that come together in it, in order."""

    name: str
    join: str = ""
    first: Edge | None = None
    read: Counter[int] = field(default_factory=Counter)  # how many edges come from a vertex
    entering: int = 0
    leaving: set[Edge] = field(default_factory=set)

    def edges(self) -> Iterator[Edge]:
        """Those that enter, in order."""
        edge = self.first
        while edge:
            yield edge
            edge = edge.after


class Reduction:
    """A graph while it is reduced. Each rule takes one edge away, so that all take linear time."""

    def __init__(self, graph: Graph) -> None:
        self.vertices = [Vertex(INPUT)]
        self.mates: dict[tuple[int, int], Edge] | None = None  # edges into sums, once their order may change
        same = [0]  # the vertex that each node is: that of its source, where the node is `Id`
        for number, (node, layer) in enumerate(zip(graph.wiring, graph.layers, strict=True), 1):
            self.vertices.append(Vertex(node.name, node.join))
            last = None
            for source in node.sources if node.join or layer is not Id else ():
                last = self.enter(Edge(same[source], number, layer, node.name, node.shared, last))
            same.append(number if last else same[node.sources[0]])
        self.end = same[-1]
        self.pending = list(range(len(self.vertices)))

    def enter(self, edge: Edge) -> Edge:
        """Put an edge in its place."""
        target = self.vertices[edge.target]
        if edge.before:
            edge.before.after = edge
        else:
            target.first = edge
        target.entering += 1
        target.read[edge.source] += 1
        self.vertices[edge.source].leaving.add(edge)
        return edge

    def run(self) -> None:
        """Use both rules for as long as they apply: in order, then to the parts of a sum in any order."""
        for self.mates in (None, {}):
            for vertex in self.vertices:
                for edge in list(vertex.edges()):
                    if edge in self.vertices[edge.source].leaving:  # not merged into an earlier one
                        self.parallel(edge)
            while self.pending:
                self.series(self.pending.pop())

    def series(self, number: int) -> None:
        """The series rule at a vertex."""
        vertex = self.vertices[number]
        if number in (0, self.end) or vertex.entering != 1 or len(vertex.leaving) != 1:
            return
        ((behind,), front) = vertex.leaving, vertex.first
        assert front
        if front.shared or behind.shared:
            return
        source = self.vertices[front.source]
        source.leaving.discard(front)
        source.leaving.add(behind)
        read = self.vertices[behind.target].read
        read[number] -= 1
        read[front.source] += 1
        vertex.entering, vertex.first = 0, None
        behind.name = front.name if behind.term is Id else behind.name
        behind.source, behind.term = front.source, Series(front.term, behind.term)
        self.parallel(behind)

    def parallel(self, edge: Edge | None) -> None:
        """The parallel rule at an edge, again and again."""
        while edge and (pair := self.pair(edge)):
            edge = self.merged(*pair)

    def pair(self, edge: Edge) -> tuple[Edge, Edge] | None:
        """Two edges that may become one; those of a product all at once, since a gate alone is cheaper."""
        vertex = self.vertices[edge.target]
        if edge.shared or edge.source not in vertex.read or vertex.join not in JUNCTIONS:
            return None
        if vertex.join == "product" and vertex.read[edge.source] < vertex.entering:
            return None
        for first, second in ((edge.before, edge), (edge, edge.after)):
            if first and second and first.source == second.source and not (first.shared or second.shared):
                return first, second
        if self.mates is None or vertex.join != "sum":
            return None
        other = self.mates.setdefault((edge.source, edge.target), edge)
        return (other, edge) if other is not edge else None

    def merged(self, first: Edge, second: Edge) -> Edge:
        """The parallel rule on two edges: the first one stands for both."""
        source, target = self.vertices[first.source], self.vertices[first.target]
        first.name = second.name if first.term is Id else first.name
        first.term = JUNCTIONS[target.join](first.term, second.term)
        if second.before:
            second.before.after = second.after
        else:
            target.first = second.after
        if second.after:
            second.after.before = second.before
        target.entering -= 1
        target.read[first.source] -= 1
        source.leaving.discard(second)
        if self.mates is not None:
            self.mates[first.source, first.target] = first
        self.pending += (first.source, first.target)
        return first
