"""A derivation as plain text: the network, its rows, the formulas, and the figures at points."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap as fill

from .checks import Check, Figure
from .columns import aligned, fitted, labelled
from .derivation import TABLED, Derivation, Result
from .figures import exact, short
from .readable import Readable, readable
from .rows import numeric, table

YES, NO = "✓", "MISMATCH"


def text(found: Derivation, width: int = 100) -> str:
    """The whole page, its sections apart by empty lines."""
    shown = readable(found)
    sections = (
        heading(found),
        meanings(found),
        rows(found, shown, width),
        formulas(found, shown, width),
        at_point(found, shown, width),
        members(found),
        conventions(found, width),
    )
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))


def heading(found: Derivation) -> Iterator[str]:
    """What it is."""
    yield found.subject.title
    if found.subject.source:
        yield found.subject.source
    yield f"{found.subject.input} -> {found.out}"


def meanings(found: Derivation) -> Iterator[str]:
    """The symbols, those with like meanings in one line."""
    if found.symbols:
        lines = [(f"  {names} >= {low}", meaning) for names, low, meaning in symbols(found)]
        yield from aligned(lines)


def symbols(found: Derivation) -> Iterator[tuple[str, int, str]]:
    """Names, least value and meaning: n1, ..., n4 of one kind together."""
    told = found.subject.meaning

    def kind(name: str) -> tuple[str, int]:
        return told.get(name, "").rstrip("0123456789"), found.symbols[name]

    for (meaning, low), group in groupby(found.symbols, kind):
        names = list(group)
        numbers = [told[n][len(meaning) :] for n in names] if meaning else []
        if numbers and all(numbers):
            yield listed(names), low, meaning + listed(numbers)
        elif meaning:
            yield from ((name, low, told[name]) for name in names)
        else:
            yield ", ".join(names), low, ""


def listed(words: list[str]) -> str:
    """All words of a short list, the ends of a long one."""
    return ", ".join(words if len(words) < 4 else [words[0], "...", words[-1]])


def rows(found: Derivation, shown: Readable, width: int) -> Iterator[str]:
    """The table of the rows."""
    if len(found.subject.rows) > 1:
        yield from fitted(table(found, shown), width, right=numeric(found))
    if found.left_out:
        yield f"... and {found.left_out:,} more"


def formulas(found: Derivation, shown: Readable, width: int) -> Iterator[str]:
    """The measures, each a line or several; numbers alone in columns."""
    margin = max(len(r.name) for r in found.results)
    if all(r.constant is not None for r in found.results):
        rows = [(f"{r.name:{margin}} =", exact(r.constant), short(r.constant)) for r in found.results]
        yield from aligned(rows, right=(1, 2))
        return
    for r in found.results:
        yield from formula_lines(r, shown, f"{r.name:{margin}} = ", width)
    yield from listed_names(shown, " " * margin + "   where ", width)


def listed_names(shown: Readable, lead: str, width: int) -> Iterator[str]:
    """The names with what they stand for, as many in a line as fit."""
    line = lead
    for definition in shown.where:
        if line.strip() not in ("", "where") and len(line) + len(definition) > width:
            yield line.rstrip()
            line = " " * len(lead)
        *full, last = labelled(line, f"{definition},", width)
        yield from full
        line = f"{last} "
    if shown.where:
        yield line.rstrip(", ")


def formula_lines(r: Result, shown: Readable, label: str, width: int) -> Iterator[str]:
    """A formula, or why there is none; its bounds in closed form where it is no closed form itself."""
    if not r.formulas:
        yield from fill(
            f"{label[:-2]}: no closed form here: {r.reason}", width, subsequent_indent=" " * len(label)
        )
        return
    number = r.constant
    text = alone([shown.text(f) for f in r.formulas])
    yield from labelled(
        label, text if number is None else f"{exact(number)}  {short(number)}".rstrip(), width
    )
    if r.status == "partial":
        for sign, end in zip((">=", "<="), r.formulas[0].enclosure(), strict=True):
            yield from labelled(f"{'':{len(label) - 3}}{sign} ", shown.text(end), width)


def alone(texts: list[str]) -> str:
    """The one text, or a tuple of several."""
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def at_point(found: Derivation, shown: Readable, width: int) -> Iterator[str]:
    """The values at the point that the user gave."""
    if not found.point:
        return
    yield f"at {found.point}"
    results = [r for r in found.results if r.formulas]
    numeric = [(f"  {r.name}", exact(r.numbers[0]), short(r.numbers[0])) for r in results if r.numbers]
    yield from aligned(numeric, right=(1, 2)) if numeric else ()
    for r in results:
        if not r.numbers:
            values = ", ".join(shown.text(v) for v in r.values) or f"no value: {r.reason}"
            yield from labelled(f"  {r.name} = ", values, width)


def members(found: Derivation) -> Iterator[str]:
    """The known members, each figure marked where a published one agrees or does not."""
    if found.checks:
        yield from aligned(list(checks(found)), right=range(1, 99))


def checks(found: Derivation) -> Iterator[list[str]]:
    """The table of the members."""
    names = list(found.checks[0].values)
    figures = list(found.checks[0].figures)
    yield ["member", *names, *(cell for name in figures for cell in ("", name, ""))]
    for check in found.checks:
        yield [check.member, *map(str, check.values.values()), *marked(check)]


def marked(check: Check) -> Iterator[str]:
    """Short, exact, and a mark for each figure."""
    for figure in check.figures.values():
        yield from (short(figure.found), exact(figure.found), mark(figure))


def mark(figure: Figure) -> str:
    """A check mark where the published figure is met; the published figure where not."""
    if figure.published is None:
        return ""
    return YES if figure.agrees else f"{NO} {figure.published:,}"


def conventions(found: Derivation, width: int) -> Iterator[str]:
    """Where the formulas hold, and what is counted."""
    if found.domain:
        yield f"valid where {' and '.join(found.domain)}"
    if found.domain is None:
        yield "where these formulas are valid has no closed form here"
    for r in found.results:
        if r.name in TABLED:
            yield from fill(f"{r.name}: {r.convention}", width, subsequent_indent="  ")
    if any(figure.published for check in found.checks for figure in check.figures.values()):
        yield f"{YES} equal to the published figure"
