"""The capacity of a network as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap as fill

from ..columns import aligned, labelled
from ..plain import listed_names
from ..readable import Readable
from . import told
from .capacity import Capacity


def text(found: Capacity, width: int = 100, explained: bool = False) -> str:
    """The whole page, its sections apart by empty lines."""
    shown = told.readable(found)
    sections = (
        heading(found),
        bounds(found, shown, width),
        measures(found, shown, width),
        orders(found, width),
        verdicts(found, width, explained),
        sources(found, width),
        refused(found, width),
    )
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))


def heading(found: Capacity) -> Iterator[str]:
    """What it is, its symbols, and where it can be read."""
    yield found.subject.title
    yield f"reads {found.subject.input}, bounds are about {told.about(found)}"
    rows = told.symbols(found)
    yield from aligned([(f"  {span}", meaning) for span, meaning in rows]) if rows else ()
    if found.domain:
        yield f"  valid where {' and '.join(found.domain)}"


def bounds(found: Capacity, shown: Readable, width: int) -> Iterator[str]:
    """The bounds, and the numbers that they are stated in."""
    yield from aligned(told.valued(found), range(3, 3 + len(found.points)))
    yield from fill(told.choice(found), width)
    for name, f in found.table.numbers.items():
        yield from labelled(f"  {name} = ", shown.text(f), width)
    yield from listed_names(shown, "  where ", width)


def measures(found: Capacity, shown: Readable, width: int) -> Iterator[str]:
    """The measures, and their values in a table of their own."""
    _, *rows = told.counted(found, shown)
    for name, f, *_ in rows:
        yield from labelled(f"{name} = ", f, width)
    if found.points:
        table = [("", *found.points), *((name, *values) for name, _, *values in rows)]
        yield from aligned(table, range(1, 1 + len(found.points)))


def orders(found: Capacity, width: int) -> Iterator[str]:
    """The scaling exponents."""
    if found.subject.symbols:
        yield from aligned(told.orders(found))
        for doubt in told.doubts(found):
            yield from fill(f"  {doubt}", width, subsequent_indent="    ")


def verdicts(found: Capacity, width: int, explained: bool) -> Iterator[str]:
    """The measures beside the best bound."""
    for claim, word, evidence in told.verdicts(found):
        line = f"{claim}  {word}"
        yield from fill(f"{line}  {evidence}", width, subsequent_indent="    ") if evidence else (line,)
    if explained:
        proofs = (proof for _, one in found.verdicts for proof in one.proofs)
        yield from (f"  {line}" for proof in proofs for line in proof.explain().splitlines())


def sources(found: Capacity, width: int) -> Iterator[str]:
    """Where the bounds come from."""
    for name, source, quantifier, letters in told.sources(found):
        yield from fill(f"{name} [{letters}]  {source}; {quantifier}", width, subsequent_indent="    ")
    yield from fill(told.provenance(found), width)


def refused(found: Capacity, width: int) -> Iterator[str]:
    """What is not shown, and why."""
    rows = told.refused(found)
    if rows:
        yield "not shown"
    for ids, reason in rows:
        yield from fill(f"  {ids}: {reason}", width, subsequent_indent="    ")
