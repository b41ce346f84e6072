"""A comparison as Markdown: a heading and two tables for each measure."""

from __future__ import annotations

from collections.abc import Iterator

from ..markdown import code, escaped, grid
from ..readable import Readable
from . import told
from .answer import Answer
from .comparison import Comparison
from .plain import quotient


def markdown(found: Comparison, width: int = 0, explained: bool = False) -> str:
    """The whole page."""
    parts = [heading(found), *(section(answer, found, explained) for answer in found.answers)]
    return "\n\n".join("\n".join(part) for part in parts)


def heading(found: Comparison) -> Iterator[str]:
    """What is compared, and the domain."""
    yield f"## A {escaped(found.asked.relation)} B"
    yield ""
    yield escaped(told.reading(found))
    yield ""
    yield from (f"- {letter}: {escaped(about)}" for letter, about in told.sides(found))
    spans = [span for span, _ in told.symbols(found)]
    if spans:
        yield f"- for all integers {', '.join(map(code, spans))}"
    yield from (f"- {word} {code(text)}" for word, text in told.conditions(found))


def section(answer: Answer, found: Comparison, explained: bool) -> Iterator[str]:
    """One measure."""
    shown = told.shown(answer, found.spans)
    if answer.topic.measure:
        yield f"### {answer.topic.measure}"
        yield ""
    yield from grid(list(rows(answer, shown)))
    if shown.where:
        yield ""
        yield "where " + ", ".join(map(code, shown.where))
    if answer.crossing and answer.crossing.spans:
        yield ""
        yield from grid(list(spans(answer)))
    if explained:
        yield from ("", "```text", *(proof.explain() for proof in answer.proofs), "```")


def rows(answer: Answer, shown: Readable) -> Iterator[list[str]]:
    """Formulas, verdict, bound, ratio."""
    asked = f"A {answer.asked.relation} B"
    yield ["", ""]
    for letter, f in zip("AB", (answer.topic.left, answer.topic.right), strict=True):
        yield [letter, code(told.formula(f, shown))]
    yield [code(asked), escaped(told.decided(answer))]
    if answer.instead:
        yield [code(f"A {answer.instead[0]} B"), "PROVED"]
    if answer.crossing and answer.crossing.bound:
        edge = answer.crossing.bound
        place = f"{answer.crossing.by} {edge.sign} {quotient(edge, shown)}"
        yield [code(asked), f"exactly where {code(place)}"]
    yield from ([code(label), escaped(value)] for label, value in told.ratios(answer))


def spans(answer: Answer) -> Iterator[list[str]]:
    """The intervals."""
    if answer.crossing:
        names = answer.topic.conditions.ranges
        yield [f"by {answer.crossing.by}", escaped(f"A {answer.asked.relation} B"), "evidence"]
        for span in answer.crossing.spans:
            status = told.status(answer.crossing, span, names)
            yield [code(told.interval(answer.crossing.by, span)), *map(escaped, status)]
