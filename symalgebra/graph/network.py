"""`Graph`: layers wired as a directed acyclic graph with one input and one output, itself a layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, final

from ..algebra import Step
from ..errors import SymalgebraError
from ..layer import Id, Layer, Node
from ..layer.branches import brief, joined, note
from ..layer.trace import Wired
from ..layer.walk import Visit, Walk
from ..shape import Bundle, Shape
from .wiring import BUNDLE, INPUT, JUNCTIONS, Wiring, flowing, grouped, opened, tied, weighted


@final
class Graph(Node):
    """Layers wired as a directed acyclic graph: what series, sum, concat and product alone cannot say.

    Each node is (name, layer, source) or (name, "sum" | "concat" | "product", *sources), where the sources
    are names of earlier nodes or "input". The last node is the output. `shared` lists groups of nodes that
    have one set of weights. A graph is a layer like any other: it stands in terms, and measures read it,
    costs as sums over its nodes, path measures in one pass.

    Of several inputs `Input(0)`, `Input(1)`, ... read one each; their shapes are given as a tuple. Several
    outputs are the sources of a last node (name, "bundle", *sources), and `out` gives a tuple of shapes.

    >>> from symalgebra import Conv, dims, depth, params, paths
    >>> w, r = dims("w r")
    >>> f = Conv(w, 3, padding=1, bias=False)
    >>> complete = Graph(
    ...     ("a", f, "input"),
    ...     ("b", "sum", "input", "a"),
    ...     ("c", f, "b"),
    ...     ("d", "sum", "input", "a", "c"),
    ... )
    >>> params(complete, (w, r, r)), depth(complete, (w, r, r)), paths(complete**2, (w, r, r))
    (18*w**2, 2, 16)
    """

    __slots__ = ("layers", "wiring")
    wiring: tuple[Wiring, ...]
    layers: tuple[Layer, ...]

    def __new__(cls, *nodes: tuple[Any, ...], shared: Sequence[Sequence[str]] = ()) -> Self:
        """The graph of checked nodes."""
        number = {INPUT: 0}
        keys = grouped(shared)
        wiring, layers = [], []
        for node in nodes:
            join, layer, (name, written, *sources) = *opened(node), node
            for source in sources:
                if source not in number:
                    raise SymalgebraError(f"node {name!r} reads {source!r}, which is no earlier node")
            if name in number:
                raise SymalgebraError(f"two nodes have the name {name!r}")
            if name in keys:
                weighted(name, written)
            number[name] = len(number)
            wiring.append(Wiring(name, join, tuple(number[s] for s in sources), keys.pop(name, None)))
            layers.append(layer)
        if keys:
            raise SymalgebraError(f"shared names {', '.join(map(repr, keys))}, which are no nodes")
        return cls.made((tuple(wiring),), tuple(layers))

    @classmethod
    def made(cls, label: tuple[Any, ...], children: tuple[Layer, ...]) -> Self:
        """The node of this wiring over these layers, each of which leads to the output."""
        wiring = tied(*label)
        flowing(wiring)
        self, put = object.__new__(cls), object.__setattr__
        put(self, "wiring", wiring)
        put(self, "layers", children)
        put(self, "_hash", hash((cls.__name__, wiring, children)))
        return self

    def label(self) -> tuple[tuple[Wiring, ...]]:
        """The wiring."""
        return (self.wiring,)

    def children(self) -> tuple[Layer, ...]:
        """The layers at the nodes; `Id` at junctions."""
        return self.layers

    def pieces(self) -> Sequence[str | tuple[Layer, int]]:
        """The text of a call."""
        names = [INPUT, *(node.name for node in self.wiring)]
        pieces: list[str | tuple[Layer, int]] = ["Graph("]
        for node, layer in zip(self.wiring, self.layers, strict=True):
            sources = "".join(f", {names[s]!r}" for s in node.sources)
            pieces += [f"({node.name!r}, ", repr(node.join) if node.join else (layer, 0), f"{sources})", ", "]
        groups = [list(group) for group in self.groups().values()]
        return [*pieces[:-1], f", shared={groups})" if groups else ")"]

    def groups(self) -> dict[str, list[str]]:
        """The names of the nodes that share their weights, by what they share."""
        found: dict[str, list[str]] = {}
        for node in self.wiring:
            if node.shared is not None:
                found.setdefault(node.shared, []).append(node.name)
        return found

    def visit(self, walk: Walk, x: Shape) -> Visit:
        """Each node reads what its sources write; one line joins all of them."""
        outs = [x]
        steps = []
        for node, layer in zip(self.wiring, self.layers, strict=True):
            read = tuple(outs[source] for source in node.sources)
            try:
                z = self.joint(node, x, read) if node.join else read[0]
                y, line = (yield layer, z) if layer.children() else walk.leaf(layer, z)
            except SymalgebraError as error:
                note(error, f"at node {node.name!r} of a graph")
                raise
            outs.append(y)
            steps.append(Step(line, node.join, node.sources, read, z, y, node.shared))
        return outs[-1], walk.put(Wired(steps))

    def joint(self, node: Wiring, x: Shape, read: Sequence[Shape]) -> Shape:
        """The shape behind a junction."""
        if node.join == BUNDLE:
            return Bundle(read, given=False)
        return joined(JUNCTIONS[node.join], self.titles(node), x, read)

    def titles(self, node: Wiring) -> list[str]:
        """The sources of a node as an error names them."""
        return [self.title(source) for source in node.sources]

    def title(self, number: int) -> str:
        """A node as an error names it."""
        if number == 0:
            return f"the {INPUT}"
        node, layer = self.wiring[number - 1], self.layers[number - 1]
        return f"{node.name!r}, " + (f"a {node.join}," if layer is Id and node.join else f"{brief(layer)},")
