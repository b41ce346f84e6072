"""The capacity of a network as Markdown: a table each of bounds, measures, orders and verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from ..markdown import code, escaped, grid
from ..readable import Readable
from . import told
from .capacity import Capacity


def markdown(found: Capacity, width: int = 0, explained: bool = False) -> str:
    """The whole page."""
    shown = told.readable(found)
    parts = (
        heading(found), bounds(found), numbers(found, shown), measures(found, shown), orders(found),
        verdicts(found, explained), sources(found), refused(found),
    )  # fmt: skip
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def heading(found: Capacity) -> Iterator[str]:
    """What it is, its symbols, and where it can be read."""
    yield f"## {escaped(found.subject.title)}"
    yield ""
    yield f"Reads `{found.subject.input}`; bounds are about {told.about(found)}."
    yield ""
    yield from (f"- {code(span)} {escaped(meaning)}".rstrip() for span, meaning in told.symbols(found))
    yield from (f"- valid where {code(condition)}" for condition in found.domain)


def bounds(found: Capacity) -> Iterator[str]:
    """The bounds with their values."""
    head, *rows = told.valued(found)
    coded = ([name, escaped(face), code(f), *values] for name, face, f, *values in rows)
    yield from grid([head, *coded], numbers=len(found.points))
    yield ""
    yield escaped(told.choice(found))


def numbers(found: Capacity, shown: Readable) -> Iterator[str]:
    """The numbers that the statements name."""
    yield from (f"- {code(f'{name} = {shown.text(f)}')}" for name, f in found.table.numbers.items())
    yield from (f"- where {code(definition)}" for definition in shown.where)


def measures(found: Capacity, shown: Readable) -> Iterator[str]:
    """The measures with their values."""
    head, *rows = told.counted(found, shown)
    if rows:
        coded = ([name, code(f), *values] for name, f, *values in rows)
        yield from grid([head, *coded], numbers=len(found.points))


def orders(found: Capacity) -> Iterator[str]:
    """The scaling exponents."""
    head, *rows = told.orders(found)
    if found.subject.symbols:
        yield from grid([head, *([name, *map(code, classes)] for name, *classes in rows)])
        yield from (f"\n{escaped(doubt)}" for doubt in told.doubts(found))


def verdicts(found: Capacity, explained: bool) -> Iterator[str]:
    """The measures beside the best bound."""
    rows = [(code(claim), word, escaped(evidence)) for claim, word, evidence in told.verdicts(found)]
    if rows:
        yield from grid([("claim", "verdict", "evidence"), *rows])
    proofs = (proof for _, one in found.verdicts for proof in one.proofs) if explained else ()
    yield from (f"\n```\n{proof.explain()}\n```" for proof in proofs)


def sources(found: Capacity) -> Iterator[str]:
    """Where the bounds come from."""
    yield from (
        f"- {name} \\[{letters}\\]: {escaped(source)}; {quantifier}"
        for name, source, quantifier, letters in told.sources(found)
    )
    yield f"\n{told.provenance(found)}"


def refused(found: Capacity) -> Iterator[str]:
    """What is not shown, and why."""
    yield from (f"- not shown: {ids}: {escaped(reason)}" for ids, reason in told.refused(found))
