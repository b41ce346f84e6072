"""The rows of a network as a table of texts, for every format."""

from __future__ import annotations

from ..formula import Formula
from ..layer.branches import brief as clipped
from .brief import brief
from .derivation import Derivation, Row
from .figures import exact
from .readable import Readable


def header(found: Derivation) -> list[str]:
    """The titles of the columns."""
    kind = found.subject.kind
    layers = ["layers"] if kind == "stage" else []
    return [kind, "output", *layers, *columns(found)]


def columns(found: Derivation) -> list[str]:
    """The measures that have a column."""
    return list(found.rows[0].shares) if found.rows else []


def cells(found: Derivation, row: Row, shown: Readable) -> list[str]:
    """One row: its title, what it writes, its layers in brief, its share of each measure."""
    if found.subject.kind == "stage":
        first = [row.title, shape(row, shown), brief(row.term, max(row.out.rank, 2))]
    else:
        first = [clipped(row.term), shape(row, shown)]
    return [*first, *(value(f, shown) for f in row.shares.values())]


def shape(row: Row, shown: Readable) -> str:
    """The shape that a row writes."""
    entries = ", ".join(str(d) if isinstance(d, int) else shown.text(d) for d in row.out)
    return f"({entries})"


def value(f: Formula | None, shown: Readable) -> str:
    """A share: a number with separators, a formula, or nothing where there is none."""
    if f is None:
        return ""
    number = f.plain()
    return shown.text(f) if isinstance(number, Formula) else exact(number)


def table(found: Derivation, shown: Readable) -> list[list[str]]:
    """Header and rows."""
    return [header(found), *(cells(found, row, shown) for row in found.rows)]


def numeric(found: Derivation) -> range:
    """The places of the columns that hold numbers alone."""
    first = len(header(found)) - len(columns(found))
    shares = [f for row in found.rows for f in row.shares.values() if f is not None]
    return range(first, first + len(columns(found)) if not any(f.free for f in shares) else first)
