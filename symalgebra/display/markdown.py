"""A derivation as Markdown: two tables, one of the rows and one of the measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .derivation import Derivation, Result
from .figures import exact
from .plain import YES, checks
from .readable import Readable, readable
from .rows import header, table


def markdown(found: Derivation) -> str:
    """The whole page."""
    shown = readable(found)
    parts = [
        heading(found),
        rows(found, shown),
        measured(found, shown),
        where(shown),
        domain(found),
        members(found),
    ]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def heading(found: Derivation) -> Iterator[str]:
    """The title, the source and the shapes."""
    yield f"## {escaped(found.subject.title)}"
    yield ""
    if found.subject.source:
        yield f"{escaped(found.subject.source)}  "
    yield f"`{found.subject.input}` to `{found.out}`"


def rows(found: Derivation, shown: Readable) -> Iterator[str]:
    """The rows of the network, formulas and terms as code."""
    if len(found.rows) > 1:
        first, *rest = table(found, shown)
        plain = found.subject.kind == "stage"
        coded = ([line[0] if plain else code(line[0]), *map(code, line[1:])] for line in rest)
        yield from grid([first, *coded], numbers=len(header(found)) - (3 if plain else 2))
    if found.left_out:
        yield f"\n... and {found.left_out:,} more"


def measured(found: Derivation, shown: Readable) -> Iterator[str]:
    """The measures: formula, value where there is a point, convention."""
    at = [f"at {found.point}"] if found.point else []
    lines = [["measure", "formula", *at, "convention"]]
    for r in found.results:
        value = [valued(r, shown)] if found.point else []
        lines.append([r.name, formula(r, shown), *value, escaped(r.convention)])
    yield from grid(lines)


def formula(r: Result, shown: Readable) -> str:
    """A formula as code, or why there is none."""
    return code(", ".join(map(shown.text, r.formulas))) if r.formulas else escaped(f"none: {r.reason}")


def valued(r: Result, shown: Readable) -> str:
    """The value at the point."""
    if r.numbers:
        return ", ".join(map(exact, r.numbers))
    return code(", ".join(shown.text(v) for v in r.values)) if r.values else ""


def where(shown: Readable) -> Iterator[str]:
    """The sizes that have names."""
    if shown.where:
        yield "where " + ", ".join(map(code, shown.where))


def domain(found: Derivation) -> Iterator[str]:
    """What must hold."""
    if found.domain:
        yield "valid where " + " and ".join(map(code, found.domain))


def members(found: Derivation) -> Iterator[str]:
    """The known members."""
    if found.checks:
        lines = [[cell or " " for cell in line] for line in checks(found)]
        yield from grid(lines, numbers=len(lines[0]) - 1)
        yield f"\n{YES}: the published figure"


def grid(lines: Sequence[Sequence[str]], numbers: int = 0) -> Iterator[str]:
    """A pipe table, its last columns flush right."""
    columns = len(lines[0])
    rule = ["---" if place < columns - numbers else "--:" for place in range(columns)]
    for line in [lines[0], rule, *lines[1:]]:
        yield f"| {' | '.join(line)} |"


def code(text: str) -> str:
    """A text as code within a table."""
    return "`" + text.replace("|", "\\|") + "`" if text else ""


def escaped(text: str) -> str:
    """A text without markup of its own."""
    for mark in "\\*_|<>[]`#":
        text = text.replace(mark, "\\" + mark) if mark != "`" else text
    return text
