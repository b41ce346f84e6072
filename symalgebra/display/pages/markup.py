"""The body of a report: its sections as markup, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ...bounds import Bound
from ...formula import Formula, formula
from ..drawing import diagram
from ..faces import judged
from ..formulas import inline, where
from .contents import Contents, Line
from .controls import controls, plot

LETTERS = "AB"


def body(found: Contents) -> str:
    """A header, the sliders, and the sections."""
    parts = [
        ("Values and formulas", values(found)),
        ("Plot", plot(found)),
        ("Comparison", verdicts(found)),
        ("Bounds on the VC dimension", bounds(found)),
        ("Diagram", pictures(found)),
    ]
    shown = "".join(f"<section><h2>{title}</h2>{text}</section>" for title, text in parts if text)
    return f"<header>{heading(found)}</header><main>{controls(found)}<div>{shown}</div></main>{footer()}"


def heading(found: Contents) -> str:
    """What is reported on."""
    lines: list[str] = []
    for name, one in zip(LETTERS, found.found, strict=False):
        subject, side = one.subject, badge(name) if len(found.found) > 1 else ""
        level = "p" if lines else "h1"
        lines.append(f"<{level}>{side}{escape(subject.title)}</{level}>")
        lines.append(f"<p>{escape(f'{subject.input} → {one.out}')}</p>")
        lines.append(f'<p class="faint">{escape(subject.source)}</p>' if subject.source else "")
    return "".join(lines)


def badge(side: str) -> str:
    """The letter of a network in its colour; nothing for the only one."""
    return f'<b class="side-{side}">{side}</b> ' if side else ""


def values(found: Contents) -> str:
    """The measures."""
    lines = "".join(measure(line, found) for line in found.measures)
    return f'<p id="broken" role="alert"></p>{lines}{sizes(found)}'


def measure(line: Line, found: Contents) -> str:
    """A measure: its name, and for each network the value and the formula."""
    sides = zip(LETTERS, line.formulas, strict=False)
    several = len(line.formulas) > 1
    rows = "".join(valued(side if several else "", f, line, found) for side, f in sides)
    title = f'<h3 title="{escape(line.about)}">{escape(line.name)}</h3>'
    return f"<article>{title}{rows}{beside(line, found)}</article>"


def valued(name: str, f: Formula | None, line: Line, found: Contents) -> str:
    """The value and the formula of one network."""
    side = badge(name)
    if f is None:
        return f'<p class="faint">{side}no closed form here: {escape(line.reason)}</p>'
    typed = inline(f, found.shown) if f.free else ""
    return f'<div class="value">{side}{output(found.place(f))}</div><div class="formula">{typed}</div>'


def sizes(found: Contents) -> str:
    """What the names for sizes stand for."""
    return f'<div class="formula">{where(found.shown)}</div>'


def beside(line: Line, found: Contents) -> str:
    """The ratio of two values."""
    places = [found.place(f) for f in line.formulas if f is not None]
    if len(places) < 2 or None in places:
        return ""
    return f'<p class="faint" data-left="{places[0]}" data-right="{places[1]}"></p>'


def verdicts(found: Contents) -> str:
    """What is proved about A and B for all values of the symbols."""
    return "".join(f"<article>{judged(verdict, escape(name))}</article>" for name, verdict in found.verdicts)


def bounds(found: Contents) -> str:
    """The bounds that hold, each with its value, statement and source; the others with reasons."""
    if not found.bounds:
        return ""
    valid = "".join(limit(row, found) for row in found.bounds if any(bound.valid for bound in row))
    others = "".join(
        f"<li>{side}{escape(bound.id)}: {escape(bound.reason)}</li>"
        for row in found.bounds
        for side, bound in sided(row)
        if not bound.valid
    )
    more = f"<details><summary>bounds that are not shown, and why</summary><ul>{others}</ul></details>"
    return valid + (more if others else "")


def limit(row: Sequence[Bound], found: Contents) -> str:
    """One bound: an id, its value for each network, what it says, its source."""
    entry = row[0].entry
    sign = "≤" if entry.direction == "upper" else "≥"
    values = "".join(
        f'<div class="value">{side}VC {sign} {output(found.place(formula(bound.formula)))}</div>'
        for side, bound in sided(row)
        if bound.valid
    )
    return (
        f'<article><h3>{escape(entry.id)}</h3>{values}<div class="formula">{escape(entry.statement)}</div>'
        f'<p class="faint">{escape(entry.source)}</p></article>'
    )


def sided(row: Sequence[Bound]) -> Iterator[tuple[str, Bound]]:
    """The bounds of one entry, each with the letter of its network."""
    for side, bound in zip(LETTERS, row, strict=False):
        yield badge(side if len(row) > 1 else ""), bound


def output(place: int | None) -> str:
    """A value that the page fills in, exact and short; nothing where no page computes it."""
    return "" if place is None else f'<output data-place="{place}"></output><small></small>'


def pictures(found: Contents) -> str:
    """The diagrams."""
    subjects = [one.subject for one in found.found]
    return "".join(f'<div class="picture">{diagram(s.net, s.input).svg()}</div>' for s in subjects)


def footer() -> str:
    """The test of the page, and how to read its numbers."""
    return (
        '<footer><p>Test of this page: <b id="selftest">not run</b>, <span id="tested"></span> computed '
        "again and compared with Python's.</p><p>Integers and fractions are exact; ≈ marks values that come "
        "from a logarithm, in floating point.</p></footer>"
    )
