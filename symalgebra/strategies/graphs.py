"""Random directed acyclic graphs of layers, series-parallel or not, as networkx graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from ..leaves import Conv, Linear
from ..shape import Shape, shape
from .parallel import keeping
from .sizes import shapes

if TYPE_CHECKING:
    import networkx

JUNCTIONS = ("sum", "sum", "product", "concat")


class Wired(NamedTuple):
    """A graph and the input that it reads."""

    graph: networkx.DiGraph
    x: Shape

    def __repr__(self) -> str:
        from ..graph import from_graph

        return f"({from_graph(self.graph, reduce=False)}, {self.x})"


@st.composite
def dags(draw: DrawFn, x: Any = None, *, most: int = 5) -> Wired:
    """Graphs in the node format of `from_graph`, each with an input that it reads: pairs (graph, x).

    A node has a layer that keeps x, behind a junction where it reads several nodes; a concat is projected
    back. One output, up to `most` layers, and all skips are possible, so most are not series-parallel.
    """
    import networkx

    x = draw(shapes()) if x is None else shape(x)
    graph = networkx.DiGraph()
    graph.add_node("input", layer="input")
    for number in range(1, draw(st.integers(1, most)) + 1):
        earlier = list(range(number))
        several = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=3, unique=True))
        _grow(graph, number, several, draw(st.sampled_from(JUNCTIONS)), draw(keeping(x, 1)), x)
    ends = [node for node in graph if graph.out_degree(node) == 0]
    if len(ends) > 1:
        graph.add_node("output", layer="sum")
        graph.add_edges_from((end, "output") for end in ends)
    return Wired(graph, x)


def _grow(graph: Any, number: int, several: list[int], join: str, layer: Any, x: Shape) -> None:
    """Add a layer that reads some of the earlier ones."""
    sources = [f"n{source}" if source else "input" for source in several]
    if len(sources) > 1:
        graph.add_node(f"j{number}", layer=join)
        graph.add_edges_from((source, f"j{number}") for source in sources)
        sources = [f"j{number}"]
        if join == "concat":
            layer = (Conv(x.channels, 1) if x.rank else Linear(x.channels)) >> layer
    graph.add_node(f"n{number}", layer=layer)
    graph.add_edges_from((source, f"n{number}") for source in sources)
