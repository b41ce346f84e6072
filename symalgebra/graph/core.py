"""What a reduction leaves: a series of terms and of graphs that are not series-parallel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from ..layer import Id, Layer, Series
from .network import Graph
from .reduction import Reduction
from .wiring import Wiring


def reduced(graph: Graph) -> Layer:
    """The term that a graph is; what is not series-parallel stays a `Graph` within it.

    >>> from symalgebra import Conv, ReLU
    >>> reduced(Graph(("a", Conv(8, 3), "input"), ("b", ReLU(), "a"), ("c", "sum", "a", "b")))
    Conv(8, 3) >> Id + ReLU()
    """
    reduction = Reduction(graph)
    reduction.run()
    return Series.of(segment(reduction, *ends) for ends in segments(reduction))


def segments(reduction: Reduction) -> Iterator[tuple[int, list[int]]]:
    """The vertices between those that every path goes through: the first, and the later ones.

    Weights that are shared may be shared across such a vertex, so then all is one segment.
    """
    vertices = reduction.vertices
    shares = any(edge.shared for vertex in vertices for edge in vertex.edges())
    start, within, farthest = 0, [], 0
    for number in range(reduction.end + 1):
        if number and not vertices[number].entering:
            continue
        if number:
            within.append(number)
        if number and farthest == number and (number == reduction.end or not shares):
            yield start, within
            start, within = number, []
        farthest = max([farthest, *(edge.target for edge in vertices[number].leaving)])


def segment(reduction: Reduction, start: int, within: Sequence[int]) -> Layer:
    """The layer between two vertices."""
    first = reduction.vertices[within[0]].first
    if len(within) == 1 and first and not first.after:
        return first.term
    wiring: list[Wiring] = []
    layers: list[Layer] = []
    place = {start: 0}
    names: set[str] = set()

    def put(name: str, join: str, layer: Layer, sources: tuple[int, ...], shared: str | None = None) -> int:
        wiring.append(Wiring(fresh(name, names), join, sources, shared))
        layers.append(layer)
        return len(wiring)

    for number in within:
        vertex = reduction.vertices[number]
        joint = (fresh(vertex.name, names),) if vertex.entering > 1 else ()
        ends = [
            place[e.source] if e.term is Id else put(e.name, "", e.term, (place[e.source],), e.shared)
            for e in vertex.edges()
        ]
        names.difference_update(joint)
        place[number] = put(*joint, vertex.join, Id, tuple(ends)) if joint else ends[0]
    return Graph.made((tuple(wiring),), tuple(layers))


def fresh(name: str, names: set[str]) -> str:
    """The name, with primes where it is taken; it is taken from now on."""
    found = next(tried for k in count() if (tried := name + "'" * k) not in names)
    names.add(found)
    return found
