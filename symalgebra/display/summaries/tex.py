r"""A summary in LaTeX: one table for booktabs, a stage apart from the next by a little space."""

from __future__ import annotations

from collections.abc import Iterator

from ...formula import Formula
from ...formula.writing.tex import letter
from ...shape import Shape
from ..tex import escaped
from .notes import Notes
from .rows import Row
from .summary import COLUMNS, TITLES, Summary, cell


def latex(found: Summary) -> str:
    """The whole table."""
    return "\n".join(lines(found))


def lines(found: Summary) -> Iterator[str]:
    """Its lines."""
    notes = Notes(found.shown)
    yield r"% needs \usepackage{amsmath, booktabs}"
    yield f"% {found.subject.title}, input {found.subject.input}"
    yield rf"\begin{{tabular}}{{{'l' * (2 + len(COLUMNS))}}}"
    yield r"\toprule"
    yield " & ".join(["layer", "output", *TITLES.values()]) + r" \\"
    yield r"\midrule"
    for number, row in enumerate(found.rows):
        if number:
            yield r"\addlinespace"
        yield from (line(deep, inner, found, notes) for deep, inner in row.flat())
    yield r"\midrule"
    yield line(0, found.total, found, notes)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    for mark, _, f in notes:
        yield "\n" + rf"\noindent {mark} ${found.shown.latex(f)}$"
    if found.shown.names:
        yield "\n" + r"\noindent where " + ", ".join(sizes(found))


def line(deep: int, row: Row, found: Summary, notes: Notes) -> str:
    """One row."""
    title = rf"\hspace{{{deep}em}}\texttt{{{escaped(row.title)}}}" if deep else escaped(row.title)
    cells = [title, shape(row.out, found)]
    for name in COLUMNS:
        cells.append(", ".join(value(f, notes) for f in cell(row, name)))
    return " & ".join(cells).replace("×", r"$\times$") + r" \\"


def value(f: Formula, notes: Notes) -> str:
    """A value, or the mark of its note."""
    return notes.mark(f) or f"${notes.shown.latex(f)}$"


def shape(out: Shape | None, found: Summary) -> str:
    """What a row writes."""
    entries = (str(d) if isinstance(d, int) else found.shown.latex(d) for d in out or ())
    return f"${times}$" if (times := r" \times ".join(entries)) else ""


def sizes(found: Summary) -> Iterator[str]:
    """The sizes that have names."""
    for name, size in found.shown.names.items():
        yield f"${letter(name)} = {size.latex()}$"
