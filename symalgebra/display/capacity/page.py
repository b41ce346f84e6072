"""The table of all bounds on one network in HTML: bounds with sources, their numbers, what is refused."""

from __future__ import annotations

from html import escape

from ...bounds import Bound, Table
from ...bounds.entry import PROVENANCE, QUANTIFIERS
from ..claims import told
from ..formulas import inline
from ..readable import Readable

CELL = ' style="text-align:left"'


def catalogue(table: Table) -> str:
    """The whole table; sources stand in the last column, reasons fold out below."""
    head = ("bound", "", "value", "formula", "source")
    rows = [f"<tr>{''.join(f'<th{CELL}>{word}</th>' for word in head)}</tr>"]
    for row in table:
        cells = (told(cell) for cell in row.cells[:4])
        body = "".join(f"<td{CELL}>{cell}</td>" for cell in (*cells, source(row.bound)))
        rows.append(f"<tr>{body}</tr>")
    return f"<table>{''.join(rows)}</table>{numbers(table)}{refused(table)}"


def source(bound: Bound) -> str:
    """Where a bound comes from, with what its letters and its quantifier mean as a title."""
    letters = "; ".join(PROVENANCE[letter] for letter in bound.entry.provenance)
    about = escape(f"{QUANTIFIERS[bound.entry.quantifier]}; {letters}", quote=True)
    return f'<span title="{about}">{escape(bound.entry.source)} [{bound.entry.provenance}]</span>'


def numbers(table: Table) -> str:
    """The numbers that the statements name, typeset."""
    taken = {name for f in table.numbers.values() for name in f.names}
    shown = Readable(table.numbers.values(), taken)
    items = (f"<li>{escape(name)} = {inline(f, shown)}</li>" for name, f in table.numbers.items())
    where = f"<p>where {escape(', '.join(shown.where))}</p>" if shown.where else ""
    return f'<ul style="line-height:2">{"".join(items)}</ul>{where}'


def refused(table: Table) -> str:
    """What is not shown, and why."""
    items = (f"<li>{escape(bound.id)}: {escape(bound.reason)}</li>" for bound in table.others)
    return f"<details><summary>not shown</summary><ul>{''.join(items)}</ul></details>"
