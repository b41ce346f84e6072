"""Layout of a graph that is no term: nodes in rows by their distance from the input, wires between the rows.

A wire that passes a row has a place of its own in it, so no wire crosses a box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .boxes import Box, Layout
from .figure import Card, Joint, Web
from .marks import RADIUS, arrow, joint

GAP, BAND, STUB, PASS = 24.0, 40.0, 9.0, 8.0  # between boxes, between rows, straight ends, room for a wire
SWEEPS = 6
SIGNS = {"sum": "+", "product": "×", "concat": "|", "bundle": "…"}


@dataclass
class Slot:
    """A place in a row: a node, or the passing of a wire; `sources` are the slots above that lead here."""

    box: Box
    level: int
    sources: list[Slot]
    x: float = 0.0

    @property
    def axis(self) -> float:
        """Where its wires arrive and leave."""
        return self.x + self.box.axis


def web(found: Web, layout: Layout) -> Box:
    """The box of a graph."""
    rows = slotted(found, layout)
    for sweep in range(SWEEPS):
        for row in rows if sweep else ():
            row.sort(key=lambda slot: mean([s.axis for s in slot.sources]) if slot.sources else slot.axis)
        for row in rows:
            placed(row)
    left = min(slot.x for row in rows for slot in row)
    right = max(slot.x + slot.box.width for row in rows for slot in row)
    marks, y, tops = "", 0.0, []
    for row in rows:
        tops.append(y)
        y += max(slot.box.height for slot in row) + BAND
    for row, top in zip(rows, tops, strict=True):
        for slot in row:
            marks += "".join(wire(source, slot, tops, -left) for source in slot.sources)
            marks += slot.box.moved(slot.x - left, top)
            marks += passing(slot, row, top, -left)
    return Box(right - left, y - BAND, rows[-1][0].axis - left, marks)


def slotted(found: Web, layout: Layout) -> list[list[Slot]]:
    """The rows; a wire over several rows becomes a chain of passings."""
    slots = [Slot(Box(0, 0, 0, ""), 0, [])]
    rows = [[slots[0]]]
    for node, sources in zip(found.nodes, found.sources, strict=True):
        level = 1 + max(slots[source].level for source in sources)
        slot = Slot(boxed(node, layout), level, [])
        rows += [[] for _ in range(level + 1 - len(rows))]
        for source in sources:
            before = slots[source]
            for between in range(before.level + 1, level):
                before = Slot(Box(PASS, 0, PASS / 2, ""), between, [before])
                rows[between].append(before)
            slot.sources.append(before)
        rows[level].append(slot)
        slots.append(slot)
    return rows


def boxed(node: Card | Joint, layout: Layout) -> Box:
    """A layer with what it writes, or a sign where wires meet."""
    if isinstance(node, Joint):
        mark = joint(RADIUS, RADIUS, SIGNS[node.kind], node.kind)
        return Box(2 * RADIUS, 2 * RADIUS, RADIUS, mark)
    return layout.card(node)


def mean(values: Sequence[float]) -> float:
    """The mean."""
    return sum(values) / len(values)


def placed(row: Sequence[Slot]) -> None:
    """Boxes side by side, the middle of the row at 0."""
    x = -(sum(slot.box.width for slot in row) + GAP * (len(row) - 1)) / 2
    for slot in row:
        slot.x = x
        x += slot.box.width + GAP


def wire(source: Slot, slot: Slot, tops: Sequence[float], shift: float) -> str:
    """A wire from the row above: straight at both ends, with a head where it meets a box."""
    height = source.box.height if source.box.marks else tops[source.level + 1] - BAND - tops[source.level]
    top, end = tops[source.level] + height, tops[slot.level]
    a, b = source.axis + shift, slot.axis + shift
    band = tops[slot.level] - BAND
    bend = f"V{band + STUB:g}L{b:g} {end - STUB:g}V{end:g}"
    head = arrow(b, end) if slot.box.marks else ""
    return f'<path d="M{a:g} {top:g}{bend}"/>{head}'


def passing(slot: Slot, row: Sequence[Slot], top: float, shift: float) -> str:
    """The part of a wire within a row that it passes."""
    if slot.box.marks or not slot.sources:
        return ""
    height = max(other.box.height for other in row)
    return f'<path d="M{slot.axis + shift:g} {top:g}V{top + height:g}"/>'
