"""A summary as plain text: one table, the layers set in below their stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap

from ...formula import Formula
from ...shape import Shape
from ..columns import broken, factored, fitted
from ..figures import exact
from ..plain import listed_names
from .rows import Row
from .summary import COLUMNS, NOTE, TITLES, Summary, cell

WIDEST, LONGEST, MOST_TERMS = 44, 300, 60  # characters of a title and of a cell, terms of a formula
UNBROKEN, TYPESET = 48, 64  # characters of a formula between two places where a line may break
Cut = Callable[[str], Iterator[str]]


def text(found: Summary, width: int) -> str:
    """The whole summary."""
    return "\n".join(
        [
            f"{found.subject.title}",
            f"{found.subject.input} -> {found.total.out}",
            "",
            *fitted(list(table(found)), width, right=numeric(found)),
            *listed_names(found.shown, "where ", width),
            "",
            *wrap(NOTE, width),
        ]
    )


def table(found: Summary) -> Iterator[list[str]]:
    """Header and rows."""
    yield ["layer", "output", *(TITLES[name] for name in COLUMNS)]
    for deep, row in found.lines():
        title = "· " * deep + row.title
        short = title if len(title) <= WIDEST else title[: WIDEST - 3] + "..."
        yield [short, shape(row.out, found), *(value(row, name, found) for name in COLUMNS)]


def shape(out: Shape | None, found: Summary) -> str:
    """What a row writes."""
    entries = (str(d) if isinstance(d, int) else found.shown.text(d) for d in out or ())
    return f"({', '.join(entries)})" if out is not None else ""


def value(row: Row, name: str, found: Summary) -> str:
    """A number with separators, a formula, one for each dimension, or nothing."""
    return ", ".join(one(f, found) for f in cell(row, name))


def one(f: Formula, found: Summary) -> str:
    """One value; of a formula that no cell can hold, how long it is."""
    number = f.plain()
    if not isinstance(number, Formula):
        return exact(number)
    return found.shown.text(f) if fits(f, found, factored, UNBROKEN) else told(f)


def fits(f: Formula, found: Summary, cut: Cut = broken, most: int = TYPESET) -> bool:
    """Whether a cell can hold a formula, which is cut into pieces of so many characters at most."""
    if len(f.terms) > MOST_TERMS:
        return False
    text = found.shown.text(f)
    return len(text) <= LONGEST and max(map(len, cut(text))) <= most


def told(f: Formula) -> str:
    """What stands for a formula that no cell can hold."""
    return f"[{len(f.terms)} terms]" if len(f.terms) > 1 else "[one long term]"


def numeric(found: Summary) -> range:
    """The places of the columns that hold numbers alone: all or none."""
    free = any(f.free for _, row in found.lines() for name in COLUMNS for f in cell(row, name))
    return range(2, 2 if free else 2 + len(COLUMNS))
