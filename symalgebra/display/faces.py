"""What Jupyter shows of formulas, terms and verdicts. The front door hangs these on the classes."""

from __future__ import annotations

from functools import singledispatch
from html import escape
from typing import Any

from ..bounds import Table
from ..formula import Formula
from ..layer import Compound, Layer
from ..order import Crossover, Growth, Proved, RatioBounds, Refuted, Unknown
from ..order.intervals import Interval
from ..order.ratio import Bound
from .capacity.page import catalogue
from .claims import LANDAU, claimed, grown, ratio, told
from .drawing import diagram
from .formulas import lines, typeset
from .mapped import mapped
from .mathml import mathml

WIDE = 88
MOST_PROOFS = 8  # of one interval
COLOURS = {"Proved": "#2da44e", "Refuted": "#e5534b", "Unknown": "#bf8700"}  # read on light and on dark


# HTML


@singledispatch
def html(value: Any) -> str:
    """The value in HTML."""
    return f"<pre>{escape(str(value))}</pre>"


@html.register
def _(value: Formula) -> str:
    return typeset(value)


@html.register
def _(value: Layer) -> str:
    return diagram(value)._repr_html_()


@html.register
def _(value: Table) -> str:
    return catalogue(value)


@html.register(Proved)
@html.register(Refuted)
@html.register(Unknown)
def _(value: Proved | Refuted | Unknown) -> str:
    witness = value.witness if isinstance(value, Refuted) else {}
    return f"<div>{judged(value, claimed(value.claim))}{mapped(value.claim, witness)}</div>"


def judged(value: Proved | Refuted | Unknown, claim: str) -> str:
    """A verdict on a claim: the word, the claim as it is to be shown, and what shows it."""
    word = type(value).__name__
    return f'<b style="color:{COLOURS[word]}">{word}</b> {claim}<div style="opacity:.85">{shown(value)}</div>'


@singledispatch
def shown(value: Any) -> str:
    """What shows a verdict."""
    return told("; ".join(filter(None, [value.tried, value.known, value.hint])))


@shown.register
def _(value: Proved) -> str:
    claim, _, proof = value.explain().partition("\n")
    domain = claim.partition(" for all ")[2].removesuffix(".")
    about = f"for all {told(domain)}" if domain else "for all values of the symbols"
    return about + folded("certificate", proof)


@shown.register
def _(value: Refuted) -> str:
    point = ", ".join(f"{name} = {number}" for name, number in value.witness.items())
    at = f"at {escape(point)}: " if point else ""
    return f"{at}{escape(str(value.left))} against {escape(str(value.right))}"


@html.register
def _(value: Growth) -> str:
    claim, limit = told(str(value)), ""
    if value.relation in LANDAU:
        far = claim.rpartition(" as ")[2].partition(", limit")[0]
        claim = f"{grown(value.left, value.relation, value.right)} as {far}"
    if value.limit is not None:
        limit = f"limit {escape(str(value.limit))}"
    proof = folded("proof", value.explain())
    return f'<div>{claim}<div style="opacity:.85">{limit}{proof}</div></div>'


@html.register
def _(value: RatioBounds) -> str:
    ends = (bounded(sign, one) for sign, one in (("≥", value.lower), ("≤", value.upper)))
    return f"<div>{ratio(value.left, value.right)}<ul>{''.join(f'<li>{end}</li>' for end in ends)}</ul></div>"


def bounded(sign: str, bound: Bound | None) -> str:
    """One constant, with the proof that it bounds the ratio."""
    if bound is None:
        return f"{sign} no constant is proved"
    at = ", ".join(f"{name} = {number}" for name, number in (bound.attained or {}).items())
    about = f", attained at {escape(at)}" if at else ""
    return f"{sign} {mathml(bound.value, block=False)}{about}{folded('certificate', bound.proof.explain())}"


@html.register
def _(value: Crossover) -> str:
    rows = [told(interval.told(value.by)) + proofs(interval) for interval in value.intervals]
    if value.bounded:
        rows.insert(0, f"exactly where {claimed(value.bounded)}")
    listed = f"<ul>{''.join(f'<li>{line}</li>' for line in rows)}</ul>"
    turn = {value.by: max(interval.low for interval in value.intervals)}
    return f"<div>{claimed(value.claim)}{listed}{mapped(value.claim, turn, value.by)}</div>"


def proofs(interval: Interval) -> str:
    """What proves an interval, the first of many proofs."""
    found = [verdict.explain() for verdict in interval.evidence[:MOST_PROOFS] if isinstance(verdict, Proved)]
    more = len(interval.evidence) - MOST_PROOFS
    found += [f"... and {more:,} more"] if more > 0 else []
    return folded("certificate", "\n".join(found)) if found else ""


def folded(title: str, text: str) -> str:
    """A text that opens on a click."""
    return (
        f'<details><summary>{title}</summary><pre style="white-space:pre-wrap">{escape(text)}</pre></details>'
    )


# Plain text, for IPython and for failing property tests


@singledispatch
def pretty(value: Any, printer: Any, cycle: bool) -> None:
    """Print the value, in lines that a person can read."""
    printer.text(str(value))


@pretty.register
def _(value: Formula, printer: Any, cycle: bool) -> None:
    for place, line in enumerate([str(value)] if len(str(value)) <= WIDE else lines(value)):
        if place:
            printer.break_()
        printer.text(line)


@pretty.register
def _(value: Layer, printer: Any, cycle: bool) -> None:
    text = str(value)
    if len(text) <= WIDE or not isinstance(value, Compound):
        printer.text(text)
        return
    with printer.group(1, "(", ")"):
        for place, part in enumerate(value.parts()):
            if place:
                printer.breakable("")
                printer.text(value.symbol.lstrip())
            printer.text(enclosed(part, value.binding))


def enclosed(term: Layer, binding: int) -> str:
    """The text of a part, in brackets unless it binds tighter than the operator around it."""
    return str(term) if term.strength() > binding else f"({term})"
