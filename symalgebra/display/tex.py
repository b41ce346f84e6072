r"""A derivation as LaTeX: a table of the rows and the aligned formulas; for amsmath and booktabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..formula import Formula
from ..formula.writing.tex import letter
from .brief import brief
from .columns import wrapped
from .derivation import Derivation, Result, Row
from .readable import Readable, readable
from .rows import header

WIDTH = 110
SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def latex(found: Derivation) -> str:
    """The whole snippet."""
    shown = readable(found)
    parts = (remarks(found), rows(found, shown), equations(found, shown))
    return "\n".join(line for part in parts for line in part)


def remarks(found: Derivation) -> Iterator[str]:
    """What it is, as comments."""
    yield r"% needs \usepackage{amsmath, booktabs}"
    yield f"% {found.subject.title}, input {found.subject.input}"
    if found.domain:
        yield f"% valid where {' and '.join(found.domain)}"


def rows(found: Derivation, shown: Readable) -> Iterator[str]:
    """The table of the rows."""
    if len(found.rows) < 2:
        return
    titles = header(found)
    yield rf"\begin{{tabular}}{{{'l' * len(titles)}}}"
    yield r"\toprule"
    yield line(map(escaped, titles))
    yield r"\midrule"
    yield from (line(cells(found, row, shown)) for row in found.rows)
    if found.left_out:
        yield rf"\multicolumn{{{len(titles)}}}{{l}}{{\dots{{}} and {found.left_out} more}} \\"
    yield r"\bottomrule"
    yield r"\end{tabular}"


def line(cells: Iterable[str]) -> str:
    """One line of a table."""
    return " & ".join(cells) + r" \\"


def cells(found: Derivation, row: Row, shown: Readable) -> Iterator[str]:
    """The cells of one row."""
    staged = found.subject.kind == "stage"
    yield escaped(row.title if staged else str(brief(row.term)))
    yield "$" + r" \times ".join(str(d) if isinstance(d, int) else shown.latex(d) for d in row.out) + "$"
    if staged:
        yield rf"\texttt{{{escaped(brief(row.term, max(row.out.rank, 2)))}}}"
    for share in row.shares.values():
        yield f"${shown.latex(share)}$" if share is not None else ""


def equations(found: Derivation, shown: Readable) -> Iterator[str]:
    """The measures and the sizes that have names, one under another."""
    told = [r for r in found.results if r.formulas]
    lines = [*(part for r in told for part in equation(r, shown)), *named(shown)]
    if lines:
        yield r"\begin{align*}"
        yield from (f"{text} \\\\" for text in lines[:-1])
        yield lines[-1]
        yield r"\end{align*}"
    for r in found.results:
        if not r.formulas:
            yield f"% {r.name}: no closed form here: {r.reason}"


def equation(r: Result, shown: Readable) -> Iterator[str]:
    """One measure, broken before a sign where it is long."""
    texts = [shown.latex(f) for f in r.formulas]
    whole = texts[0] if len(texts) == 1 else rf"({', '.join(texts)})"
    first, *rest = wrapped(whole, WIDTH)
    yield rf"\text{{{escaped(r.name)}}} &= {first}"
    yield from (rf"&\quad {more}" for more in rest)
    if any(isinstance(v, Formula) for v in r.values) or r.values == r.formulas or not r.values:
        return
    yield rf"&= {', '.join(str(v) for v in r.values)} \quad\text{{at the point}}"


def named(shown: Readable) -> Iterator[str]:
    """The sizes that have names."""
    for name, size in shown.names.items():
        yield f"{letter(name)} &= {size.latex()}"


def escaped(text: str) -> str:
    """A text that LaTeX prints as it is."""
    return "".join(SPECIAL.get(mark) or (f"\\{mark}" if mark in "&%$#_{}" else mark) for mark in text)
