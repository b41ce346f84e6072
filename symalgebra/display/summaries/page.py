"""A summary in HTML: the table of the stages, and below it for each stage one of its layers, which opens."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ...formula import Formula
from ...shape import Shape
from ..figures import exact, short
from ..formulas import SCROLL, inline, where
from ..mathml import element, row
from ..readable import Readable
from .notes import Notes
from .rows import Row
from .summary import COLUMNS, NOTE, TITLES, Summary, cell

TABLE = '<table style="border-collapse:collapse;text-align:left">{}</table>'
CELL = "padding:.35em .9em .35em 0;text-align:left;line-height:1.6;border-top:1px solid rgba(128,128,128,.35)"
NOTED = '<span style="white-space:nowrap;line-height:2">{} {}</span>'


def html(found: Summary) -> str:
    """The whole summary."""
    notes = Notes(found.shown)
    total = cells("td", texts(found.total, notes), bold=True)
    stages = table([*(cells("td", texts(stage, notes)) for stage in found.rows), total])
    layers = "".join(map(lambda stage: opened(stage, notes), found.rows))
    below = "".join(SCROLL.format(NOTED.format(mark, inline(f, found.shown))) for mark, _, f in notes)
    return f'{stages}{below}{where(found.shown)}{layers}<p style="opacity:.8">{escape(NOTE)}</p>'


def opened(stage: Row, notes: Notes) -> str:
    """The layers of a stage, shown on a click; nothing for a stage that is one layer."""
    if not stage.inner:
        return ""
    rows = table(cells("td", texts(inner, notes, deep)) for deep, inner in stage.flat() if deep)
    return f'<details><summary style="cursor:pointer">{escape(stage.title)}</summary>{rows}</details>'


def table(lines: Iterable[str]) -> str:
    """Rows below the titles of the columns."""
    return SCROLL.format(TABLE.format(cells("th", ["layer", "output", *TITLES.values()]) + "".join(lines)))


def cells(kind: str, texts: Iterable[str], bold: bool = False) -> str:
    """One row of a table."""
    begin = f'<{kind} style="{CELL}{";font-weight:bold" if bold else ""}">'
    return f"<tr>{''.join(f'{begin}{text}</{kind}>' for text in texts)}</tr>"


def texts(line: Row, notes: Notes, deep: int = 1) -> Iterable[str]:
    """The cells of one row, its title set in by depth."""
    yield f'<span style="padding-left:{1.2 * (deep - 1):g}em;white-space:nowrap">{escape(line.title)}</span>'
    yield shape(line.out, notes.shown)
    for name in COLUMNS:
        yield ", ".join(value(f, notes) for f in cell(line, name))


def value(f: Formula, notes: Notes) -> str:
    """A formula or the mark of its note, or a number with its size in short where one points at it."""
    number = f.plain()
    if isinstance(number, Formula):
        return notes.mark(f) or inline(f, notes.shown)
    return f'<span title="{short(number)}">{exact(number)}</span>'


def shape(out: Shape | None, shown: Readable) -> str:
    """What a row writes."""
    if out is None:
        return ""
    entries = (row(shown.named(d)) if isinstance(d, Formula) else f"<mn>{d}</mn>" for d in out)
    return element("<mo>×</mo>".join(entries), block=False)
