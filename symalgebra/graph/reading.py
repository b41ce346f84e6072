"""`from_graph`: a network from a networkx graph, with an error for whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import SymalgebraError
from ..layer import Id, Layer
from .core import reduced
from .network import Graph
from .ports import Input
from .wiring import BUNDLE, INPUT, Wiring, bounded, named, part, plain, weighted

if TYPE_CHECKING:
    import networkx

Node = Hashable
Sources = Mapping[Node, Sequence[Node]]


def from_graph(graph: networkx.DiGraph, output: Node | list[Node] = None, reduce: bool = True) -> Layer:
    """The network that a directed acyclic networkx graph describes; any measure reads it.

    Every node has an attribute `layer`: a leaf or a term, or "sum", "concat", "product" for a junction
    of all nodes before it, or "input". The edges into a junction may carry `order`, numbers in whose order
    it joins; without, the order in which they were added counts. A node without predecessors reads the
    network's input, which needs no node of its own. Nodes with equal `shared`, a key that hashes, have one
    layer and one set of weights. The output is the one node without successors, or `output`, which leaves out
    what does not lead to it.

    Several "input" nodes are several inputs, in the order in which they were added: see `Input`. A list as
    `output` names several outputs, whose shapes are then a tuple: see `Graph`.

    Where the graph is series-parallel, the result is a term. What is not is one `Graph` in it; see `Graph`
    for what measures do with that. `reduce=False` keeps every node.

    >>> import networkx as nx
    >>> from symalgebra import Conv, ReLU
    >>> graph = nx.DiGraph()
    >>> graph.add_node("stem", layer=Conv(8, 3))
    >>> graph.add_node("act", layer=ReLU())
    >>> graph.add_node("add", layer="sum")
    >>> graph.add_edges_from([("stem", "act"), ("stem", "add"), ("act", "add")])
    >>> from_graph(graph)
    Conv(8, 3) >> Id + ReLU()
    """
    sources = read(graph)
    order = sorted_nodes(graph, sources)
    ends = outputs(graph, order, output)
    kept = leading_to(ends, sources)
    inputs = [node for node in graph if graph.nodes[node]["layer"] == INPUT]
    built = wired(graph, [node for node in order if node in kept], sources, inputs, ends)
    return reduced(built) if reduce and isinstance(built, Graph) else built


def read(graph: Any) -> Sources:
    """What each node reads, in order."""
    if not (hasattr(graph, "is_directed") and graph.is_directed()):
        raise SymalgebraError(
            f"from_graph takes a directed graph of networkx, a DiGraph: not {type(graph).__name__}"
        )
    bounded(len(graph))
    if not len(graph):
        raise SymalgebraError("the graph has no nodes")
    return {node: entering(graph, node) for node in graph}


def entering(graph: networkx.DiGraph, node: Node) -> list[Node]:
    """The sources of a node, by the `order` of their edges where it is given."""
    if "layer" not in graph.nodes[node]:
        raise SymalgebraError(
            f"node {node!r} has no layer: add_node({node!r}, layer=...), a leaf, a term or a junction's name"
        )
    if graph.nodes[node].get("shared") is not None:
        weighted(node, graph.nodes[node]["layer"])
    edges = list(graph.in_edges(node, data="order"))
    if edges and graph.nodes[node]["layer"] == INPUT:
        raise SymalgebraError(f"node {node!r} is an input, and reads {edges[0][0]!r}")
    if any(source == node for source, *_ in edges):
        raise SymalgebraError(f"node {node!r} reads itself")
    orders = [order for *_, order in edges]
    if all(order is None for order in orders):
        return [source for source, *_ in edges]
    if not all(isinstance(order, int) for order in orders) or len(set(orders)) < len(orders):
        raise SymalgebraError(
            f"the edges into node {node!r} have the orders {orders}: number all of them, or none"
        )
    return [source for source, *_ in sorted(edges, key=lambda edge: edge[2])]


def sorted_nodes(graph: networkx.DiGraph, sources: Sources) -> list[Node]:
    """The nodes, each after those that it reads."""
    waiting = {node: len(before) for node, before in sources.items()}
    order = [node for node, before in waiting.items() if not before]
    for node in order:
        for _, after in graph.out_edges(node):
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
    if len(order) < len(sources):
        raise cyclic(sources, {node for node, left in waiting.items() if left})
    return order


def cyclic(sources: Sources, rest: set[Node]) -> SymalgebraError:
    """The error that shows one cycle: each node of the rest reads another one of it."""
    node = next(iter(rest))
    way: dict[Node, None] = {}
    while node not in way:
        way[node] = None
        node = next(source for source in sources[node] if source in rest)
    cycle = [*way][[*way].index(node) :][::-1]
    shown = " -> ".join(map(repr, [*cycle[:8], *(["..."] if len(cycle) > 8 else []), cycle[0]]))
    return SymalgebraError(
        f"the graph has a cycle, {shown}: a network reads its input once; "
        "unroll a loop by `Recurrence`, or see `closure` for path measures with feedback"
    )


def outputs(graph: networkx.DiGraph, order: Sequence[Node], output: Node | list[Node]) -> list[Node]:
    """The nodes that are outputs."""
    if output is None:
        ends = [node for node in order if not graph.out_degree(node)]
        if len(ends) > 1:
            raise SymalgebraError(
                f"the graph has {len(ends)} outputs, {named(ends)}: choose one by output=, keep several by "
                "output=[...], or join them"
            )
        return ends
    ends = output if isinstance(output, list) else [output]
    for end in ends:
        if end not in graph:
            raise SymalgebraError(f"output={end!r} is no node of the graph")
    if not ends:
        raise SymalgebraError("output=[] names no node")
    return ends


def leading_to(ends: Sequence[Node], sources: Sources) -> set[Node]:
    """The nodes from which a path leads to one of several, these included."""
    found, pending = set(ends), list(ends)
    while pending:
        for source in sources[pending.pop()]:
            if source not in found:
                found.add(source)
                pending.append(source)
    return found


def wired(
    graph: networkx.DiGraph, order: Sequence[Node], sources: Sources, inputs: list[Node], ends: list[Node]
) -> Layer:
    """The graph of the nodes in order, the output last; `Id` where there is no node but the input."""
    number: dict[Node, int] = dict.fromkeys(inputs[:1], 0) if len(inputs) == 1 else {}
    wiring: list[Wiring] = []
    layers: list[Layer] = []
    names: set[str] = set()
    alike: dict[Node, tuple[str, Layer]] = {}
    for node in sorted(order, key=lambda node: [node] == ends):
        if node in number:
            continue
        attributes = graph.nodes[node]
        written = Input(inputs.index(node)) if attributes["layer"] == INPUT else attributes["layer"]
        join, layer = part(node, written, len(sources[node]) or 1)
        if len(inputs) > 1 and not sources[node] and written is attributes["layer"]:
            raise SymalgebraError(f"node {node!r} reads nothing, and there are {len(inputs)} inputs: wire it")
        read = tuple(number[source] for source in sources[node]) or (0,)
        number[node] = len(wiring) + 1
        key = keyed(node, attributes.get("shared"), layer, alike)
        wiring.append(Wiring(unused(node, names), join, read, key))
        layers.append(layer)
    if len(ends) > 1:
        wiring.append(Wiring(unused("outputs", names), BUNDLE, tuple(number[end] for end in ends)))
        layers.append(Id)
    return Graph.made((tuple(wiring),), tuple(layers)) if wiring else Id


def keyed(node: Node, key: Any, layer: Layer, alike: dict[Node, tuple[str, Layer]]) -> str | None:
    """What a node shares its weights by: keys are the same where they are equal, as nodes of networkx are."""
    if key is None or key is False:
        return None
    try:
        text, other = alike.setdefault(key, (str(len(alike)), layer))
    except TypeError:
        raise SymalgebraError(f"node {node!r}: shared={key!r} does not hash; give a key, as 'w'") from None
    if other != layer:
        raise SymalgebraError(
            f"node {node!r}, {layer}, shares the weights {key!r} with another layer, {other}"
        )
    return text


def unused(node: Node, names: set[str]) -> str:
    """The name of a node for errors and texts, which read back."""
    name = plain(node if isinstance(node, str) and node != INPUT else repr(node))
    while name in names:
        name += "'"
    names.add(name)
    return name
