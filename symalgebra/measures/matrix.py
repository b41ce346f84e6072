"""The transfer matrix: a path measure between any two nodes of a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..algebra import Step, over_paths
from ..errors import NoRule, SymalgebraError
from ..formula import Formula, formula
from ..graph import Graph, Input
from ..graph.wiring import BUNDLE, INPUT
from ..graph.writing import Spread
from ..layer import Layer
from ..layer.walk import traced
from ..measure import Measure
from ..shape import Bundle, Shape, shape

Matrix = dict[str, dict[str, Any]]


def transfer_matrix(measure: Measure, net: Layer, x: Any) -> Matrix:
    """A path measure between any two nodes: `[u][v]` is that of all paths from u's output to v's output.

    On the diagonal is the semiring's one; there is no entry where no path leads. Nodes have the names that
    they have in a `Graph`, those of another term are numbered as by `to_graph`; "input" is the input. With
    several inputs rows begin at each `Input`, and columns end before a "bundle": so this is the table of
    receptive fields of all outputs in all inputs. Measures that are sums over nodes are refused: `NoRule`.

    >>> from symalgebra import Conv, Id, depth, dims, paths, receptive_field
    >>> r = dims("r")
    >>> f = Conv(4, 3, padding=1)
    >>> net = Graph(("a", f, "input"), ("b", "sum", "input", "a"), ("c", f, "b"), ("d", "sum", "a", "c"))
    >>> transfer_matrix(paths, net, (4, r, r))["input"]
    {'input': 1, 'a': 1, 'b': 2, 'c': 2, 'd': 3}
    >>> transfer_matrix(receptive_field, net, (4, r, r))["a"]
    {'a': 1, 'b': 1, 'c': 3, 'd': 3}
    """
    if not isinstance(measure, Measure) or not isinstance(net, Layer):
        raise SymalgebraError(f"transfer_matrix takes a measure and a network: not {measure!r} and {net!r}")
    if measure.algebra.graph is not over_paths:
        raise NoRule(f"{measure.__name__} is no path measure: it has no value between two nodes")
    graph = net if isinstance(net, Graph) else Spread(True).run(net)
    x = shape(x)
    if not isinstance(graph, Graph):
        return {INPUT: {INPUT: shown(measure, measure.algebra.series(()), x, x)}}
    steps = read(measure, graph, x)
    names, outs = [INPUT, *(node.name for node in graph.wiring)], [x, *(step.out for step in steps)]
    rows = range(int(isinstance(x, Bundle)), len(names) - (graph.wiring[-1].join == BUNDLE))
    return {
        names[u]: {names[v]: shown(measure, value, outs[u], outs[v]) for v, value in found.items()}
        for u in rows
        for found in [row(measure, steps, u, rows.stop)]
    }


def read(measure: Measure, graph: Graph, x: Shape) -> list[Step]:
    """The nodes with their values; paths begin behind an `Input`."""
    rules, outs, steps = measure.rules(), [x], []
    for node, layer in zip(graph.wiring, graph.layers, strict=True):
        several = tuple(outs[source] for source in node.sources)
        z = graph.joint(node, x, several) if node.join else several[0]
        y = layer.out(z)
        outs.append(y)
        starts = isinstance(layer, Input)
        value = measure.algebra.series(()) if starts else traced(layer, z).value(rules)
        steps.append(Step(value, node.join, node.sources, several, z, y, node.shared))
    return steps


def row(measure: Measure, steps: Sequence[Step], start: int, stop: int) -> dict[int, Any]:
    """The values of all paths from one node, in one pass over those behind it."""
    rules = measure.algebra
    found = {start: rules.series(())}
    for number in range(start + 1, stop):
        step = steps[number - 1]
        reached = [place for place, source in enumerate(step.sources) if source in found]
        if not reached:
            continue
        values, outs = ([found[step.sources[i]] for i in reached], [step.outs[i] for i in reached])
        found[number] = rules.series((rules.beside(step.join, values, outs), step.value))
    return found


def shown(measure: Measure, value: Any, x: Shape, y: Shape) -> Any:
    """A value as the measure shows it."""
    seen = measure.project(value, x, y) if measure.project else value
    return formula(seen) if isinstance(seen, int | Formula) else seen
