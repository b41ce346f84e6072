"""Nodes of a graph as they are wired: what a user writes for one, checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..errors import SymalgebraError
from ..layer import Concat, Id, Layer, Product, Sum
from ..layer.branches import brief
from ..layer.compound import Compound

JUNCTIONS: dict[str, type[Compound]] = {"sum": Sum, "concat": Concat, "product": Product}
BUNDLE = "bundle"  # the junction of several outputs, which stay apart
INPUT = "input"
MOST_NODES = 1_000_000
FOREIGN = re.compile(r"[^ -~]|[\\#;^\"]")  # what no name in a text has


class Wiring(NamedTuple):
    """How a node stands in a graph, its layer apart; nodes are numbered from 1, the input is 0."""

    name: str
    join: str  # "sum", "concat", "product", "bundle"; "" where one source is read
    sources: tuple[int, ...]
    shared: str | None = None  # the same for nodes that share their weights


def plain(name: str) -> str:
    """The name as a text that `parse` reads back."""
    return FOREIGN.sub("_", name)


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
    if name != plain(name):
        raise SymalgebraError(
            f'node {name!r}: a name is of printable ASCII characters but \\ # ; ^ ", as {plain(name)!r}'
        )
    return part(name, layer, len(sources))


def part(name: Any, layer: Any, sources: int) -> tuple[str, Layer]:
    """The junction and the layer of a node with so many sources; an error where they do not fit."""
    if isinstance(layer, str):
        if layer not in (*JUNCTIONS, BUNDLE):
            raise SymalgebraError(
                f"node {name!r}: unknown junction {layer!r}; there are {', '.join((*JUNCTIONS, BUNDLE))}"
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


def weighted(name: Any, layer: Any) -> None:
    """Refuse a junction, or an input, that is said to share its weights."""
    if isinstance(layer, str) and layer in (*JUNCTIONS, BUNDLE, INPUT):
        raise SymalgebraError(f"node {name!r}, {layer!r}, has no weights to share")


def grouped(shared: Any) -> dict[str, str]:
    """The nodes that share their weights, each with the first of its group."""
    groups = shared if isinstance(shared, list | tuple) else [shared]
    found: dict[str, str] = {}
    for group in groups:
        if not isinstance(group, list | tuple) or not all(isinstance(name, str) for name in group):
            raise SymalgebraError(f"shared lists groups of names, as [('a', 'b')]: not {shared!r}")
        for name in group:
            if name in found:
                raise SymalgebraError(f"shared names {name!r} twice: a node has one set of weights")
            found[name] = group[0]
    return found


def tied(wiring: tuple[Wiring, ...]) -> tuple[Wiring, ...]:
    """The same wiring, in which nodes that share their weights do so under the name of the first of them."""
    groups: dict[str, list[str]] = {}
    for node in wiring:
        if node.shared is not None:
            groups.setdefault(node.shared, []).append(node.name)
    if all(len(names) > 1 and names[0] == key for key, names in groups.items()):
        return wiring
    keys: dict[str | None, str | None] = {
        k: names[0] if len(names) > 1 else None for k, names in groups.items()
    }
    return tuple(node._replace(shared=keys.get(node.shared)) for node in wiring)


def bounded(nodes: int) -> None:
    """Refuse a graph that is too large to be held."""
    if nodes > MOST_NODES:
        raise SymalgebraError(
            f"a graph of more than {MOST_NODES:,} nodes is not built; keep its loops as nodes"
        )


def flowing(wiring: Sequence[Wiring]) -> None:
    """Refuse a graph of which a node does not lead to the output, or that is too large."""
    bounded(len(wiring))
    inner = [node.name for node in wiring[:-1] if node.join == BUNDLE]
    if inner:
        raise SymalgebraError(f"node {inner[0]!r} is a {BUNDLE}, which joins outputs; only the last node may")
    if not wiring:
        raise SymalgebraError("a graph of no nodes has no output; it would be Id")
    read = {source for node in wiring for source in node.sources}
    idle = [node.name for number, node in enumerate(wiring, 1) if number not in read][:-1]
    if idle:
        raise SymalgebraError(f"nothing reads {named(idle)}, and the output of the graph is its last node")


def named(names: Sequence[Any]) -> str:
    """Names for an error, the first few of many."""
    shown = ", ".join(map(repr, names[:6]))
    return shown if len(names) <= 6 else f"{shown} and {len(names) - 6} more"
