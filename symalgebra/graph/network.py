"""`Graph`: layers wired as a directed acyclic graph with one input and one output, itself a layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Self, final

from ..algebra import Step
from ..errors import SymalgebraError
from ..layer import Concat, Id, Layer, Node, Product, Sum
from ..layer.branches import brief, joined, note
from ..layer.compound import Compound
from ..layer.rules import Rules
from ..layer.walk import Visit, Walk
from ..shape import Shape

JUNCTIONS: dict[str, type[Compound]] = {"sum": Sum, "concat": Concat, "product": Product}
INPUT = "input"
MOST_NODES = 1_000_000


class Wiring(NamedTuple):
    """How a node stands in a graph, its layer apart; nodes are numbered from 1, the input is 0."""

    name: str
    join: str  # "sum", "concat", "product"; "" where one source is read
    sources: tuple[int, ...]
    shared: str | None = None  # the same for nodes that share their weights


@final
class Graph(Node):
    """Layers wired as a directed acyclic graph: what series, sum, concat and product alone cannot say.

    Each node is (name, layer, source) or (name, "sum" | "concat" | "product", *sources), where the sources
    are names of earlier nodes or "input". The last node is the output. `shared` lists groups of nodes that
    have one set of weights. A graph is a layer like any other: it stands in terms, and measures read it,
    costs as sums over its nodes, path measures in one pass.

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
        keys = {name: group[0] for group in shared for name in group}
        wiring, layers = [], []
        for node in nodes:
            join, layer, (name, _, *sources) = *opened(node), node
            for source in sources:
                if source not in number:
                    raise SymalgebraError(f"node {name!r} reads {source!r}, which is no earlier node")
            if name in number:
                raise SymalgebraError(f"two nodes have the name {name!r}")
            number[name] = len(number)
            wiring.append(Wiring(name, join, tuple(number[s] for s in sources), keys.pop(name, None)))
            layers.append(layer)
        if keys:
            raise SymalgebraError(f"shared names {', '.join(map(repr, keys))}, which are no nodes")
        return cls.made((tuple(wiring),), tuple(layers))

    @classmethod
    def made(cls, label: tuple[Any, ...], children: tuple[Layer, ...]) -> Self:
        """The node of this wiring over these layers, each of which leads to the output."""
        (wiring,) = label
        bounded(len(wiring))
        read = {source for node in wiring for source in node.sources}
        idle = [node.name for number, node in enumerate(wiring, 1) if number not in read][:-1]
        if not wiring or idle:
            raise SymalgebraError(
                f"nothing reads {named(idle)}, and the output of the graph is its last node"
                if idle
                else "a graph of no nodes has no output; it would be Id"
            )
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

    def visit(self, walk: Walk, x: Shape, rules: Rules) -> Visit:
        """Each node reads what its sources write; the rules combine the values of all."""
        outs = [x]
        steps = []
        for node, layer in zip(self.wiring, self.layers, strict=True):
            read = tuple(outs[source] for source in node.sources)
            try:
                z = joined(JUNCTIONS[node.join], self.titles(node), x, read) if node.join else read[0]
                y, value = (yield layer, z, rules) if layer.children() else walk.leaf(layer, z, rules)
            except SymalgebraError as error:
                note(error, f"at node {node.name!r} of a graph")
                raise
            outs.append(y)
            steps.append(Step(value, node.join, node.sources, read, z, y, node.shared))
        return outs[-1], rules.graph(steps)

    def titles(self, node: Wiring) -> list[str]:
        """The sources of a node as an error names them."""
        return [self.title(source) for source in node.sources]

    def title(self, number: int) -> str:
        """A node as an error names it."""
        if number == 0:
            return f"the {INPUT}"
        node, layer = self.wiring[number - 1], self.layers[number - 1]
        return f"{node.name!r}, " + (f"a {node.join}," if layer is Id and node.join else f"{brief(layer)},")


def opened(node: Any) -> tuple[str, Layer]:
    """The junction and the layer of a node that a user wrote."""
    if (
        not isinstance(node, tuple)
        or len(node) < 3
        or not all(isinstance(n, str) for n in (node[0], *node[2:]))
    ):
        raise SymalgebraError(
            f"a node of a graph is (name, layer, source) or (name, junction, *sources): not {node!r}"
        )
    name, layer, *sources = node
    return part(name, layer, len(sources))


def part(name: Any, layer: Any, sources: int) -> tuple[str, Layer]:
    """The junction and the layer of a node with so many sources; an error where they do not fit."""
    if isinstance(layer, str):
        if layer not in JUNCTIONS:
            raise SymalgebraError(
                f"node {name!r}: unknown junction {layer!r}; there are {', '.join(JUNCTIONS)}"
            )
        return (layer if sources > 1 else ""), Id
    if not isinstance(layer, Layer):
        raise SymalgebraError(
            f"node {name!r}: {layer!r} is neither a layer nor one of {', '.join(JUNCTIONS)}"
        )
    if sources != 1:
        raise SymalgebraError(
            f"node {name!r}, {brief(layer)}, reads {sources} nodes; put a sum, concat or product between"
        )
    return "", layer


def bounded(nodes: int) -> None:
    """Refuse a graph that is too large to be held."""
    if nodes > MOST_NODES:
        raise SymalgebraError(
            f"a graph of more than {MOST_NODES:,} nodes is not built; keep its loops as nodes"
        )


def named(names: Sequence[Any]) -> str:
    """Names for an error, the first few of many."""
    shown = ", ".join(map(repr, names[:6]))
    return shown if len(names) <= 6 else f"{shown} and {len(names) - 6} more"
