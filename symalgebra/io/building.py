"""A network while it is read from another framework: its nodes, and what each of them writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import ImportFailed, UnsupportedLayer
from ..formula import Size, formula, size
from ..graph import from_graph
from ..graph.wiring import JUNCTIONS
from ..layer import Id, Layer
from ..layer.branches import joined
from ..leaves import Flatten
from ..shape import Bundle, Shape

ODD = re.compile(r"[^\w.:/-]", re.ASCII)  # characters that no text of a term has in a name
LONGEST_NAME = 60
MOST_NODES = 100_000


@dataclass(frozen=True)
class Tensor:
    """What a node writes, and how the other framework sees it, the batch left out.

    last     the channels are the last dimension
    flat     (c,) where the node writes (c, 1, ..., 1)
    split    (g, c/g, *r) where the node writes (c, *r); with the two exchanged where the number is negative
    """

    node: str
    x: Shape
    last: bool = False
    flat: bool = False
    split: int = 0

    @property
    def dims(self) -> tuple[Size, ...]:
        """The shape that the other framework sees."""
        if self.flat:
            return (self.x.channels,)
        if self.split:
            groups = (abs(self.split), size(formula(self.x.channels) / abs(self.split)))
            return (*(groups if self.split > 0 else groups[::-1]), *self.x.resolution)
        return (*self.x.resolution, self.x.channels) if self.last else tuple(self.x)

    @property
    def axis(self) -> int:
        """Where the channels are, the batch being 0."""
        return len(self.dims) if self.last else 1

    @property
    def images(self) -> Tensor:
        """The same, for a layer that reads (c, *r) as it is."""
        if self.last or self.flat or self.split:
            raise UnsupportedLayer(f"it reads the channels first, and is given {self.dims}")
        return self


class Building:
    """Nodes in the format of `from_graph`, put down one after another."""

    def __init__(self, x: Shape, names: Sequence[str], gates: bool = False) -> None:
        from networkx import DiGraph

        self.graph = DiGraph()
        self.gates = gates  # whether (c, 1, ..., 1), seen as (c,), stays as it is
        self.names: Counter[str] = Counter()  # how often a name was found taken
        self.ties: dict[str, str] = {}  # by the name of a weight, that of all weights of its layer
        self.inputs: list[Tensor] = []
        for name, part in zip(names, x.parts if isinstance(x, Bundle) else (x,), strict=True):
            self.inputs.append(Tensor(self.named(name), part))
            self.graph.add_node(self.inputs[-1].node, layer="input")

    def named(self, name: str) -> str:
        """A name that is free, and that a text can quote."""
        if len(self.graph) >= MOST_NODES:
            raise ImportFailed(f"a network of more than {MOST_NODES:,} layers is not read")
        plain = found = ODD.sub("_", name)[:LONGEST_NAME] or "node"
        while found in self.graph:
            self.names[plain] += 1
            found = f"{plain}.{self.names[plain]}"
        return found

    def put(self, layer: Layer, read: Tensor, name: str, shared: str | None = None) -> Tensor:
        """A layer behind what it reads, which is (c, *r) wherever the channels are."""
        if read.split:
            raise UnsupportedLayer(f"{layer} reads groups of channels, {read.dims}: join them first")
        node, y = self.named(name), layer.out(read.x)
        self.graph.add_node(node, layer=layer, shared=shared)
        self.graph.add_edge(read.node, node)
        return replace(read, node=node, x=y)

    def join(self, kind: str, several: Sequence[Tensor], name: str) -> Tensor:
        """The sum, concat or product of several."""
        first = several[0]
        if any((t.last, t.flat, t.split) != (first.last, first.flat, 0) for t in several):
            raise UnsupportedLayer(f"a {kind} of {' and '.join(str(t.dims) for t in several)}: permute them")
        titles = [f"{tensor.node!r}" for tensor in several]
        x = joined(JUNCTIONS[kind], titles, first.x, [tensor.x for tensor in several])
        node = self.named(name)
        self.graph.add_node(node, layer=kind)
        for order, tensor in enumerate(several):
            self.graph.add_edge(self.once(tensor.node, node), node, order=order)
        return replace(first, node=node, x=x)

    def tied(self, weights: Sequence[str]) -> str | None:
        """What a node shares its weights by, from the names of all; None where it shares none."""
        key = " ".join(weights)
        if any(self.ties.setdefault(name, key) != key for name in weights):
            raise UnsupportedLayer("it shares some of its weights with another layer, but not all")
        return key or None

    def once(self, source: str, node: str) -> str:
        """A source; by way of an `Id` where the node reads it already, since a graph has no double edges."""
        if not self.graph.has_edge(source, node):
            return source
        between = self.named(f"{source}.again")
        self.graph.add_node(between, layer=Id)
        self.graph.add_edge(source, between)
        return between

    def net(self, outputs: Sequence[Tensor]) -> Layer:
        """The network: a term where it is series-parallel."""
        ends = [self.put(Flatten(), end, "flat") if end.flat else end for end in outputs]
        return from_graph(self.graph, [end.node for end in ends] if len(ends) > 1 else ends[0].node)


def even(values: Any) -> Any:
    """One number where all are equal."""
    several = isinstance(values, tuple | list) and len(values) > 0
    return values[0] if several and all(v == values[0] for v in values) else values
