"""The loop over the nodes of an ONNX graph, each after what it reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from ...errors import ImportFailed, SymalgebraError, UnsupportedLayer
from ...layer import Layer
from ...shape import Bundle, Shape, shape
from ..building import Building, Tensor
from ..constants import Weights
from ..reshaping import twice
from . import dense, gelu, pointwise, shaping, sizes, windows
from .loading import declared, dimensions, loaded
from .values import Known, Node

RULES = {**windows.RULES, **dense.RULES, **shaping.RULES, **pointwise.RULES}


class Imported(NamedTuple):
    """A network from a file, and the shape that the file says it reads."""

    net: Layer
    x: Shape


def from_onnx(file: Any, x: Any = None) -> Layer:
    """The network of an ONNX file: a path, its bytes, or an `onnx.ModelProto`.

    A term where the network is series-parallel, else with a `Graph` in it. Only the structure is read: the
    dimensions of weights, no values of more than 64 numbers, no other file. Measures count parameters as they
    are stored, so a norm that was folded into a convolution when the file was written is gone. Nodes that
    read one initializer share their weights.

    `x` is the shape of the input without its batch, or a tuple of them; without it the shapes are those that
    the file declares, in which names of dimensions are symbols. See `imported` for these.

    `UnsupportedLayer` names an operator that no leaf here is, and its node; `ImportFailed` says what is
    broken in a file; `MissingExtra` that onnx is not installed.
    """
    return imported(file, x).net


def imported(file: Any, x: Any = None) -> Imported:
    """The network of an ONNX file, with the shape of its input."""
    graph = loaded(file)
    return twice(lambda gates: read(graph, x, gates))


def read(graph: Any, x: Any, gates: bool) -> Imported:
    """The network of a graph."""
    spelled(graph)
    table: dict[str, Any] = {tensor.name: weights(tensor) for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in table]
    found = shape(x) if x is not None else given([shape(declared(value)) for value in inputs])
    parts = found.parts if isinstance(found, Bundle) else (found,)
    if len(parts) != len(inputs):
        raise ImportFailed(f"the graph has {len(inputs)} inputs, and {len(parts)} shapes are given")
    to = Building(found, [value.name for value in inputs], gates)
    table |= dict(zip((value.name for value in inputs), to.inputs, strict=True))
    uses = Counter(name for node in graph.node if node.op_type != "Identity" for name in node.input)
    uses.update(value.name for value in graph.output)
    for number, proto in enumerate(graph.node, 1):
        node = Node(proto, number, table, uses)
        table.update(written(node, placed(to, node)))
    return Imported(to.net([output(value.name, table) for value in graph.output]), found)


def spelled(graph: Any) -> None:
    """Refuse names that are no text, which the format's library lets pass."""
    for value in (*graph.initializer, *graph.input, *graph.output):
        if not isinstance(value.name, str):
            raise ImportFailed(f"the name {value.name[:40]!r} is no text")


def weights(tensor: Any) -> Weights:
    """An initializer."""
    return Weights(tensor.name, dimensions(tensor), tensor)


def given(shapes: list[Shape]) -> Shape:
    """The shape of all inputs."""
    if not shapes:
        raise ImportFailed("the graph has no inputs")
    return shapes[0] if len(shapes) == 1 else Bundle(shapes)


def placed(to: Building, node: Node) -> Any:
    """What a node writes; errors name the operator and the node."""
    try:
        node.check()
        return rule(node)(to, node)
    except ImportFailed as error:
        raise ImportFailed(f"{node.title}: {error}") from error
    except UnsupportedLayer as error:
        raise UnsupportedLayer(f"{node.title}: {error}") from error
    except SymalgebraError as error:
        raise ImportFailed(f"{node.title} cannot be read: {error}") from error


def rule(node: Node) -> Any:
    """The rule of an operator."""
    if gelu.begins(node):
        return gelu.advanced
    if node.op in sizes.RULES and node.count and not any(isinstance(v, Tensor) for v in node.all()):
        return sizes.RULES[node.op]
    if node.proto.domain not in ("", "ai.onnx") or node.op not in RULES:
        raise UnsupportedLayer("no leaf here is this operator; write a term, with a Leaf of your own for it")
    return RULES[node.op]


def written(node: Node, value: Any) -> Mapping[str, Any]:
    """The outputs of a node: the first, which is the only one that is read."""
    names = list(node.proto.output)
    if not names or not names[0]:
        raise ImportFailed(f"{node.title} writes nothing")
    if names[0] in node.table:
        raise ImportFailed(f"{node.title} writes {names[0]!r}, which is written before")
    return {names[0]: named(value, names[0]) if node.op in ("Identity", "Constant") else value}


def named(value: Any, name: str) -> Any:
    """Weights under their own name: a copy of weights is not shared, since exporters merge equal ones."""
    return value._replace(name=name) if isinstance(value, Weights) else value


def output(name: str, table: Mapping[str, Any]) -> Tensor:
    """An output of the graph."""
    value = table.get(name)
    if not isinstance(value, Tensor):
        what = "is a constant" if isinstance(value, Known | Weights) else "is written by no node"
        raise ImportFailed(f"the output {name!r} {what}")
    return value
