"""Formulas on a page: over names for the sizes in them, a long sum one term a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from ..formula import Formula
from .letters import letter
from .mathml import element, group, mathml, row, sign, summed
from .readable import Readable, written

SCROLL = '<div style="overflow-x:auto;overflow-y:hidden">{}</div>'
WIDE, FEW, MOST = 100, 4, 60  # characters of a line, terms that stand in one, terms that are shown


def lines(f: Formula) -> list[str]:
    """The text of a formula: one line, or a line for each term and one for the sizes.

    >>> from symalgebra import dims
    >>> from symalgebra.formula import ceildiv, formula
    >>> H, w = map(formula, dims("H w"))
    >>> lines(w * ceildiv(H, 8) ** 2 + ceildiv(H, 8))
    ['h8**2*w + h8', 'where h8 = ceil(H/8)']
    """
    shown = named(f)
    where = [f"where {', '.join(shown.where)}"] if shown.where else []
    parts = [f"{'-' if minus else '+'} {text}" for minus, text in map(written, shown.groups(f))]
    if len(parts) > MOST:
        parts[MOST:] = [f"... and {len(parts) - MOST:,} more terms"]
    whole = " ".join(parts).removeprefix("+ ") or "0"
    return [*([whole] if len(whole) <= WIDE else parts), *where] if len(parts) <= MOST else [*parts, *where]


def typeset(f: Formula) -> str:
    """The formula in MathML for a page: as it is where it is short, else in groups, many in a column."""
    if len(f.terms) < FEW:
        return SCROLL.format(mathml(f))
    shown = named(f)
    found = shown.groups(f)
    terms = [group(part) for part in islice(found, MOST)]
    short = len(terms) == len(found) and len(shown.text(f)) <= WIDE
    whole = element(summed(terms)) if short else stacked(terms, len(found) - len(terms))
    return SCROLL.format(whole) + where(shown)


def named(f: Formula) -> Readable:
    """Names for all the sizes in one formula, also for those that are met once."""
    return Readable([f, f], f.names)


def stacked(terms: Sequence[tuple[bool, str]], more: int) -> str:
    """A sum in a column, and how many terms are left out below it."""
    rows = [f"{spaced(minus) if place or minus else ''}{text}" for place, (minus, text) in enumerate(terms)]
    rows += [f"<mtext>... and {more:,} more terms</mtext>"] if more else []
    cells = "".join(f'<mtr><mtd style="text-align:left">{line}</mtd></mtr>' for line in rows)
    return element(f'<mtable displaystyle="true">{cells}</mtable>')


def spaced(minus: bool) -> str:
    """An operator at the beginning of an expression that goes on from another, with the space behind it."""
    return sign(minus).replace("<mo>", '<mo form="infix" lspace="0" rspace=".25em">')


def where(shown: Readable) -> str:
    """The sizes that have names, in lines that break between them."""
    if not shown.names:
        return ""
    names = shown.names.items()
    told = (element(f"{letter(name)}<mo>=</mo>{row(size)}", block=False) for name, size in names)
    whole = '<span style="white-space:nowrap">'
    return f'<div style="line-height:2">where {whole}{f",</span> {whole}".join(told)}</span></div>'


def inline(f: Formula, shown: Readable) -> str:
    """One formula over names that a whole page shares, within a line of it.

    Each term is an expression of its own, as a line of text breaks between expressions alone.
    """
    groups = shown.groups(f)
    terms = [group(part) for part in islice(groups, MOST)] or [(False, "<mn>0</mn>")]
    signs = [spaced(minus) if place else sign(minus) * minus for place, (minus, _) in enumerate(terms)]
    parts = [element(before + text, block=False) for before, (_, text) in zip(signs, terms, strict=True)]
    more = len(groups) - len(terms)
    return " ".join([*parts, *([f"... and {more:,} more terms"] if more > 0 else [])])
