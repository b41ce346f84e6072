"""The rows of a summary: stages, and in each its layers as they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ... import measures
from ...errors import SymalgebraError
from ...formula import Formula, formula
from ...layer import Layer, Series
from ...layer.branches import brief, note
from ...measure import Measure
from ...shape import Shape
from ..brief import brief as outlined
from ..drawing.boxes import SAID
from ..drawing.figure import Card, Chain, Figure, Fork, Gap, Loop
from ..drawing.reading import figure

Value = tuple[Formula, ...]  # several where the spatial dimensions differ, none where there is no closed form
OWN = (measures.params, measures.macs, measures.layer_complexity, measures.intrinsic_power)
MOST_LAYERS, MOST_STAGES = 2000, 60


@dataclass(frozen=True)
class Row:
    """A stage, a layer, or what holds layers: what it writes, and its values by measure."""

    title: str
    out: Shape | None
    values: dict[str, Value]
    inner: tuple[Row, ...] = ()

    def flat(self, deep: int = 0) -> Iterator[tuple[int, Row]]:
        """This row and all within it, each with its depth."""
        yield deep, self
        for row in self.inner:
            yield from row.flat(deep + 1)


def staged(net: Layer, x: Shape) -> list[tuple[str, Layer]]:
    """The layers of a series by what they write: a stage is a run of one resolution.

    Where all is one stage, each layer is a row of its own.
    """
    parts = net.parts() if isinstance(net, Series) else iter([net])
    groups: list[tuple[Shape, list[Layer]]] = []
    first = list(islice(parts, MOST_LAYERS))
    for part in first:
        x = part.out(x)
        if not groups or groups[-1][0].resolution != x.resolution:
            groups.append((x, []))
        groups[-1][1].append(part)
    rest = Series.of(parts)
    more = [(f"... from layer {MOST_LAYERS + 1:,} on", rest)] if len(first) == MOST_LAYERS else []
    if len(groups) == 1 and len(first) <= MOST_STAGES:
        return [(brief(part), part) for part in first] + more
    stages = [(f"stage {number}", Series.of(group)) for number, (_, group) in enumerate(groups, 1)]
    late = [("later stages", Series.of(part for _, part in stages[MOST_STAGES:]))]
    return stages[:MOST_STAGES] + (late if len(stages) > MOST_STAGES else []) + more


def rows(stages: Sequence[tuple[str, Layer]], x: Shape) -> Iterator[Row]:
    """A row for each stage; its receptive field is that of all up to there."""
    start, read, before = x, x, []
    for title, term in stages:
        before.append(term)
        try:
            out = term.out(read)
        except SymalgebraError as error:
            note(error, f"in {title}")
            raise
        yield row(title, term, read, out, field(Series.of(before), start))
        read = out


def row(title: str, term: Layer, x: Shape, out: Shape, field: Value) -> Row:
    """A stage with its layers; a stage that is one layer is that layer."""
    found = tuple(inner(figure(term, x)))
    values = own(term, x) | {"receptive_field": field}
    within = found if len(found) != 1 or found[0].inner else ()
    return Row(title if within else told(title, term), out, values, within)


def told(title: str, term: Layer) -> str:
    """The title of a stage of one layer, with the layer."""
    return title if title == brief(term) else f"{title}: {outlined(term)}"


def field(net: Layer, x: Shape) -> Value:
    """The receptive field of a network."""
    return value(measures.receptive_field, net, x)


def own(term: Layer, x: Shape) -> dict[str, Value]:
    """What a term has by itself."""
    return {m.__name__: value(m, term, x) for m in OWN}


def value(measure: Measure, term: Layer, x: Shape) -> Value:
    """A measure as a tuple of formulas."""
    try:
        found: Any = measure(term, x)
    except SymalgebraError:
        return ()
    return tuple(map(formula, found)) if isinstance(found, tuple) else (formula(found),)


def inner(found: Figure) -> Iterator[Row]:
    """The rows within a figure: leaves with their values, what holds them without."""
    if isinstance(found, Card):
        x = found.x
        for leaf in found.leaves:
            y = None if x is None else leaf.out(x)
            yield Row(brief(leaf), y, own(leaf, x) if x is not None else {})
            x = y
    elif isinstance(found, Chain):
        for part in found.parts:
            yield from inner(part)
    elif isinstance(found, Fork):
        branches = (branch(number, part) for number, part in enumerate(found.branches, 1))
        yield Row(f"{SAID[found.kind]} of {len(found.branches)} branches", found.out, {}, tuple(branches))
    elif isinstance(found, Loop):
        yield Row(found.title, found.out, {}, tuple(inner(found.body)))
    elif isinstance(found, Gap):
        yield Row(found.text, found.out, {})


def branch(number: int, found: Figure) -> Row:
    """One branch; of one leaf it is that leaf."""
    within = tuple(inner(found))
    if len(within) == 1 and not within[0].inner:
        return replace(within[0], title=f"{number}. {within[0].title}")
    return Row(f"{number}." if within else f"{number}. Id", found.out, {}, within)
