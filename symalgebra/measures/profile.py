"""The compression profile: how sizes and transfers develop along a network [ours]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..formula import Formula, formula, log2, positive, size
from ..graph import Graph
from ..graph.wiring import BUNDLE
from ..layer import Id, Layer, Nest, Repeat, Series
from ..layer.branches import brief
from ..layer.compound import Compound
from ..shape import Shape, shape
from .factors import Factors, bits, product
from .matrix import read, row
from .routes import depth
from .transfer import backward, forward, mean_transfer

UNROLLED = 64  # copies that have rows of their own
TITLE = 48  # characters
HEAD = ("layer", "output", "log2 N", "log2 C", "log2 P")


@dataclass(frozen=True)
class Row:
    """What there is after a layer: its output, and log2 of its size, of C and of P of all up to it."""

    layer: str
    out: Shape
    size: Formula
    complexity: Formula
    power: Formula

    @property
    def bits(self) -> tuple[Formula, Formula, Formula]:
        """The three logarithms."""
        return self.size, self.complexity, self.power


class Profile(tuple[Row, ...]):
    """The rows of a profile, the first for the input; `print` shows them as a table."""

    __slots__ = ()

    def at(self, **values: Any) -> list[tuple[Any, ...]]:
        """The three logarithms of each row at a point."""
        return [tuple(_value(f, values) for f in row.bits) for row in self]

    def __str__(self) -> str:
        rows = [HEAD, *((row.layer, str(row.out), *map(_shown, row.bits)) for row in self)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ("  ".join(map(str.ljust, row, widths)) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    __repr__ = __str__


def _value(f: Formula, values: Mapping[str, Any]) -> Any:
    return f.at({name: values[name] for name in f.names & values.keys()})


def _shown(f: Formula) -> str:
    return str(f) if f.free else f"{float(f.at()):.2f}"


def compression_profile(net: Layer, x: Any) -> Profile:
    """log2 of the size, of layer_complexity and of intrinsic_power along the longest path [ours].

    Each row is about the network from the input to the place behind the layer, all its paths counted. Of
    branches the one with most weight layers is followed, the first of those where that is not decided, and
    the row of their sum, concat or product counts all; so it is at the nodes of a graph. A loop with a
    symbolic count has one row, in closed form; one with a number of copies has a row for each layer of each
    copy. In each row
    log2 P - log2 C = log2 N_in - log2 N. Unit: bits.

    >>> from symalgebra import Conv, GlobalAvgPool, Id, Linear, MaxPool, dims
    >>> n, w = dims("n w")
    >>> compression_profile(Conv(w, 1) >> (Id + Conv(w, 3, padding=1)) ** n >> MaxPool(2), (4, 8, 8))
    layer                  output     log2 N       log2 C                         log2 P
    input                  (4, 8, 8)  8.00         0.00                           0.00
    Conv(w, 1)             (w, 8, 8)  log2(w) + 6  log2(w)                        2.00
    (Id + Conv(w, 3, padding=1))**n  (w, 8, 8)  log2(w) + 6  n*log2(9*w + 1) + log2(w)  n*log2(9*w + 1) + 2
    MaxPool(2)                       (w, 4, 4)  log2(w) + 4  n*log2(9*w + 1) + log2(w)  n*log2(9*w + 1) + 4
    """
    x = shape(x)
    return Profile(_row(place, x) for place in places(net, x))


class Place(NamedTuple):
    """A place behind a layer: the layer's title, what it writes, the transfer from the input to here."""

    title: str
    out: Shape
    value: Factors


def _row(place: Place, x: Shape) -> Row:
    y, value = place.out, place.value
    found = (log2(y.numel), bits(forward(value, x, y)), bits(backward(value, x, y)))
    return Row(place.title, y, *map(formula, found))


def places(net: Layer, x: Any) -> Iterator[Place]:
    """The places of the longest path, from the input on; a profile has a row for each."""
    here = Place("input", shape(x), {})
    yield here
    pending: list[Layer | Place] = [net]
    while pending:
        part = pending.pop()
        if isinstance(part, Place):
            here = part
            yield here
        else:
            pending += reversed(_opened(part, here))


def _opened(part: Layer, here: Place) -> list[Layer | Place]:
    """The layers and places that a part of the path consists of."""
    if part is Id:
        return []
    if isinstance(part, Series):
        return list(part.parts())
    if isinstance(part, Repeat | Nest) and isinstance(part.count, int) and part.count <= UNROLLED:
        return [copies(part)]
    if isinstance(part, Graph) and len(part.wiring) <= UNROLLED and part.wiring[-1].join != BUNDLE:
        return list(routed(part, here))
    value: Any = mean_transfer(part, here.out)
    after = part.out(here.out), product((here.value, value))
    if isinstance(part, Compound):
        branches = list(part.parts())
        joint = f"{type(part).__name__.lower()} of {len(branches)}"
        return [longest(branches, here.out), Place(joint, *after)]
    return [Place(clipped(brief(part)), *after)]


def routed(graph: Graph, here: Place) -> Iterator[Place]:
    """The places behind the nodes of a graph on its longest path, with all paths that lead to each."""
    steps = read(mean_transfer, graph, here.out)
    before = row(depth, read(depth, graph, here.out), 0, len(steps) + 1)
    values, route = row(mean_transfer, steps, 0, len(steps) + 1), [len(steps)]
    while route[-1]:
        first, *others = steps[route[-1] - 1].sources
        for source in others:
            first = source if positive(size(formula(before[source]) - before[first])) else first
        route.append(first)
    for number in reversed(route[:-1]):
        step, layer = steps[number - 1], graph.layers[number - 1]
        title = f"{step.join} of {len(step.sources)}" if step.join else clipped(brief(layer))
        yield Place(title, step.out, product((here.value, values[number])))


def copies(loop: Repeat | Nest) -> Layer:
    """The layers that a loop stands for, whether they share weights or not."""
    if isinstance(loop, Repeat):
        return Series.of(loop.numbered(loop.body, number) for number in range(loop.times()))
    return loop.unrolled()


def longest(branches: Sequence[Layer], x: Shape) -> Layer:
    """The branch with most weight layers, the first of those where that is not decided; `Id` last of all."""
    found, *others = sorted(branches, key=lambda branch: branch is Id)
    for branch in others:
        if positive(size(depth(branch, x) - depth(found, x))):
            found = branch
    return found


def clipped(text: str) -> str:
    """A title that leaves room for formulas."""
    return text if len(text) <= TITLE else f"{text[: TITLE - 3]}..."
