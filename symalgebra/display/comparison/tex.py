r"""A comparison as LaTeX: the formulas aligned, the verdicts below them; for amsmath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..columns import wrapped
from ..readable import Readable
from ..tex import WIDTH, escaped, named
from . import told
from .answer import Answer
from .comparison import Comparison
from .crossing import Bound, Crossing

SIGNS = {"<=": r"\le", ">=": r"\ge", "==": "=", "<": "<", ">": ">"}


def latex(found: Comparison, width: int = 0, explained: bool = False) -> str:
    """The whole snippet."""
    parts = [heading(found), *(section(answer, found, explained) for answer in found.answers)]
    return "\n".join(line for part in parts for line in part)


def heading(found: Comparison) -> Iterator[str]:
    """What it is, as comments."""
    yield r"% needs \usepackage{amsmath}"
    yield f"% {told.reading(found)}"
    yield from (f"% {letter}: {about}" for letter, about in told.sides(found))
    yield f"% for all integers {', '.join(span for span, _ in told.symbols(found))}"
    yield from (f"% {word} {text}" for word, text in told.conditions(found))


def section(answer: Answer, found: Comparison, explained: bool) -> Iterator[str]:
    """One measure."""
    shown = told.shown(answer, found.spans)
    yield rf"\paragraph{{{escaped(answer.topic.measure)}}}" if answer.topic.measure else r"\medskip"
    yield r"\begin{align*}"
    lines = list(equations(answer, shown))
    yield from (rf"{line} \\" for line in lines[:-1])
    yield lines[-1]
    yield r"\end{align*}"
    yield from verdict(answer)
    if answer.crossing and answer.crossing.spans:
        yield from crossing(answer, answer.crossing)
    if explained:
        for proof in answer.proofs:
            yield from ("", *(rf"{spoken(line)} \\" for line in proof.explain(latex=True).splitlines()))


def equations(answer: Answer, shown: Readable) -> Iterator[str]:
    """The formulas, the bound, and the sizes that have names."""
    for letter, f in zip("AB", (answer.topic.left, answer.topic.right), strict=True):
        first, *rest = wrapped(r"\text{no closed form}" if f is None else shown.latex(f), WIDTH)
        yield f"{letter} &= {first}"
        yield from (rf"&\quad {more}" for more in rest)
    yield from named(shown)
    if answer.crossing and answer.crossing.bound:
        edge = answer.crossing.bound
        place = f"{answer.crossing.by} {SIGNS[edge.sign]} {quotient(edge, shown)}"
        yield rf"A {SIGNS[answer.asked.relation]} B &\iff {place}"


def quotient(edge: Bound, shown: Readable) -> str:
    """top/bottom."""
    top, bottom = shown.latex(edge.top), shown.latex(edge.bottom)
    return top if bottom == "1" else rf"\frac{{{top}}}{{{bottom}}}"


def spoken(text: str) -> str:
    """A text with its signs as formulas, those between dollars left alone.

    >>> print(spoken("n <= 2 and $w < 3$"))
    n $\\le$ 2 and $w < 3$
    """
    parts = text.split("$")
    parts[::2] = [re.sub(r"[<>]=?", lambda sign: f"${SIGNS[sign[0]]}$", part) for part in parts[::2]]
    return "$".join(parts)


def verdict(answer: Answer) -> Iterator[str]:
    """The answer for the whole domain, and the ratio."""
    yield rf"$A {SIGNS[answer.asked.relation]} B$: {spoken(escaped(told.decided(answer)))}."
    if answer.instead:
        yield rf"$A {SIGNS[answer.instead[0]]} B$: PROVED."
    for label, value in told.ratios(answer):
        yield rf"${label.replace('>=', SIGNS['>=']).replace('<=', SIGNS['<='])}$ {spoken(escaped(value))}."


def crossing(answer: Answer, found: Crossing) -> Iterator[str]:
    """The intervals."""
    names = answer.topic.conditions.ranges
    yield r"\begin{tabular}{lll}"
    for span in found.spans:
        place = told.interval(found.by, span).replace("<=", r"\le")
        status = " & ".join(map(escaped, told.status(found, span, names)))
        yield rf"${place}$ & {status} \\"
    yield r"\end{tabular}"
