"""A comparison as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap as fill

from ..columns import aligned, labelled
from ..plain import listed_names
from ..readable import SEVERAL, Readable
from . import told
from .answer import Answer
from .comparison import Comparison
from .crossing import Bound, Crossing


def text(found: Comparison, width: int, explained: bool = False) -> str:
    """The whole page, its sections apart by empty lines."""
    sections = [heading(found, width), domain(found, width)]
    sections += [section(answer, found, width, explained) for answer in found.answers]
    return "\n\n".join("\n".join(lines) for part in sections if (lines := list(part)))


def heading(found: Comparison, width: int) -> Iterator[str]:
    """What is compared."""
    yield told.reading(found)
    if found.networks:
        for letter, about in told.sides(found):
            yield from fill(f"{letter}  {about}", width, subsequent_indent="   ")


def domain(found: Comparison, width: int) -> Iterator[str]:
    """The symbols and the conditions."""
    rows = [(f"  {span}", meaning) for span, meaning in told.symbols(found)]
    yield from aligned(rows) if rows else ()
    for word, text in told.conditions(found):
        yield from fill(f"  {word} {text}", width, subsequent_indent="    ")


def section(answer: Answer, found: Comparison, width: int, explained: bool) -> Iterator[str]:
    """One measure: formulas, verdict, crossing, ratio, proofs."""
    shown = told.shown(answer, found.spans)
    if answer.topic.measure:
        yield answer.topic.measure
    for letter, f in zip("AB", (answer.topic.left, answer.topic.right), strict=True):
        yield from labelled(f"  {letter} = ", told.formula(f, shown), width)
    yield from listed_names(shown, "      where ", width)
    yield from verdict(answer, width)
    yield from crossing(answer, shown, width)
    yield from (f"  {label} {value}" for label, value in told.ratios(answer))
    if explained:
        yield from proofs(answer)


def verdict(answer: Answer, width: int) -> Iterator[str]:
    """The answer for the whole domain."""
    asked = f"  A {answer.asked.relation} B  "
    yield from fill(f"{asked}{told.decided(answer)}", width, subsequent_indent=" " * len(asked))
    if answer.instead:
        yield f"  A {answer.instead[0]} B  PROVED"


def crossing(answer: Answer, shown: Readable, width: int) -> Iterator[str]:
    """The bound and the intervals of the symbol that was asked for."""
    by, asked = answer.asked.by, f"A {answer.asked.relation} B"
    if by is None:
        return
    if answer.crossing is None:
        yield f"  by {by}: the formulas do not depend on it"
    elif answer.crossing.reason:
        yield from fill(f"  by {by}: UNDECIDED: {answer.crossing.reason}", width, subsequent_indent="    ")
    else:
        if answer.crossing.bound:
            yield from edge(f"  {asked}  exactly where {by}", answer.crossing.bound, shown, width)
        yield f"  by {by}, {asked} holds"
        yield from intervals(answer.crossing, answer.topic.conditions.ranges)


def intervals(found: Crossing, names: Iterable[str]) -> list[str]:
    """A line for each interval."""
    return aligned(
        [(f"    {told.interval(found.by, s)}", *told.status(found, s, names)) for s in found.spans]
    )


def edge(label: str, bound: Bound, shown: Readable, width: int) -> Iterator[str]:
    """The bound in one line, or its numerator and its denominator in lines of their own."""
    line = f"{label} {bound.sign} {quotient(bound, shown)}"
    if len(line) <= width:
        yield line
        return
    yield f"{label} {bound.sign} top/bottom"
    yield from labelled("          where top = ", shown.text(bound.top), width)
    yield from labelled("             bottom = ", shown.text(bound.bottom), width)


def quotient(bound: Bound, shown: Readable) -> str:
    """top/bottom."""
    top, bottom = shown.text(bound.top), shown.text(bound.bottom)
    above = f"({top})" if len(bound.top.terms) > 1 else top
    below = f"({bottom})" if SEVERAL.search(bottom) or len(bound.bottom.terms) > 1 else bottom
    return top if bottom == "1" else f"{above}/{below}"


def proofs(answer: Answer) -> Iterator[str]:
    """The proofs, step by step."""
    for proof in answer.proofs:
        yield ""
        yield from (f"  {line}" for line in proof.explain().splitlines())
