"""A summary as plain text: one table, the layers set in below their stages."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ...shape import Shape
from ..columns import factored, fitted, labelled
from ..plain import listed_names
from .notes import Notes
from .rows import Row
from .summary import COLUMNS, NOTE, TITLES, Summary, cell

WIDEST = 44  # characters of a title
TIGHTER = ((48, 44), (32, 44), (24, 36), (16, 36), (12, 30), (8, 24))  # of a piece of a formula, of a title


def text(found: Summary, width: int) -> str:
    """The whole summary."""
    lines, notes = laid(found, width)
    return "\n".join(
        [
            f"{found.subject.title}",
            f"{found.subject.input} -> {found.total.out}",
            "",
            *lines,
            *(line for mark, formula, _ in notes for line in labelled(f"{mark} = ", formula, width)),
            *listed_names(found.shown, "where ", width),
            "",
            *wrap(NOTE, width),
        ]
    )


def laid(found: Summary, width: int) -> tuple[list[str], Notes]:
    """The table in lines that fit where they can: the longest formulas go below it, titles are cut."""
    for piece, title in TIGHTER:
        notes = Notes(found.shown, piece, factored)
        lines = fitted(list(table(found, notes, title)), width, right=numeric(found))
        if max(map(len, lines)) <= width:
            break
    return lines, notes


def table(found: Summary, notes: Notes, widest: int = WIDEST) -> Iterator[list[str]]:
    """Header and rows."""
    yield ["layer", "output", *(TITLES[name] for name in COLUMNS)]
    for deep, row in found.lines():
        title = "· " * deep + row.title
        short = title if len(title) <= widest else title[: widest - 3] + "..."
        yield [short, shape(row.out, found), *(value(row, name, notes) for name in COLUMNS)]


def shape(out: Shape | None, found: Summary) -> str:
    """What a row writes."""
    entries = (str(d) if isinstance(d, int) else found.shown.text(d) for d in out or ())
    return f"({', '.join(entries)})" if out is not None else ""


def value(row: Row, name: str, notes: Notes) -> str:
    """A number with separators, a formula, one for each dimension, or nothing."""
    return ", ".join(map(notes.cell, cell(row, name)))


def numeric(found: Summary) -> range:
    """The places of the columns that hold numbers alone: all or none."""
    free = any(f.free for _, row in found.lines() for name in COLUMNS for f in cell(row, name))
    return range(2, 2 if free else 2 + len(COLUMNS))
