r"""The capacity of a network as LaTeX: tables of bounds, orders and verdicts; for amsmath and booktabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...order.asymptotics.rate import Rate
from ..tex import escaped
from . import told
from .capacity import Capacity


def latex(found: Capacity, width: int = 0, explained: bool = False) -> str:
    """The whole snippet."""
    parts = (remarks(found), bounds(found), numbers(found), orders(found), verdicts(found), proofs(found))
    return "\n".join(line for part in parts[: None if explained else -1] for line in part)


def remarks(found: Capacity) -> Iterator[str]:
    """What it is, as comments."""
    yield r"% needs \usepackage{amsmath, booktabs}"
    yield f"% {found.subject.title}, input {found.subject.input}; bounds are about {told.about(found)}"
    yield from (f"% valid where {condition}" for condition in found.domain)
    yield f"% {told.choice(found)}"
    yield from (f"% not shown: {ids}: {reason}" for ids, reason in told.refused(found))


def bounds(found: Capacity) -> Iterator[str]:
    """The bounds: values, sources."""
    head, *rows = told.valued(found)
    cells = (
        (name, face, *values, f"{source} [{letters}]")
        for (name, face, _, *values), (_, source, _, letters) in zip(rows, told.sources(found), strict=True)
    )
    yield from tabular([(*head[:2], *head[3:], "source"), *cells])


def numbers(found: Capacity) -> Iterator[str]:
    """The bounds as they are stated, and the numbers that they name."""
    shown = told.readable(found)
    named = ((rf"\text{{{escaped(n)}}}", shown.latex(f)) for n, f in found.table.numbers.items())
    lines = [rf"{name} &= {f}" for name, f in named]
    lines += [
        rf"\text{{{escaped(b.id)}}} &\colon \text{{{escaped(b.entry.statement)}}}" for b in found.bounds
    ]
    yield r"\begin{align*}"
    yield from (line + r" \\" for line in lines)
    yield r"\end{align*}"


def orders(found: Capacity) -> Iterator[str]:
    """The scaling exponents."""
    names = list(found.subject.symbols)
    rows = [(q.name, [theta(q.rates.get(x)) for x in names]) for q in found.rated if q.rates is not None]
    if names and rows:
        yield from tabular([("order", *names)], [[escaped(name), *classes] for name, classes in rows])


def theta(rate: Rate | None) -> str:
    """A class."""
    if rate is None:
        return "$1$"
    return "open" if rate.term is None else f"${rate.term.latex()}${told.MARK if rate.reason else ''}"


def verdicts(found: Capacity) -> Iterator[str]:
    """The measures beside the best bound."""
    rows = list(told.verdicts(found))
    if rows:
        yield from tabular([("claim", "verdict", "evidence"), *rows])


def proofs(found: Capacity) -> Iterator[str]:
    """The proofs, one after another."""
    for _, one in found.verdicts:
        yield from (proof.explain(latex=True) for proof in one.proofs)


def tabular(rows: Sequence[Sequence[str]], typeset: Sequence[Sequence[str]] = ()) -> Iterator[str]:
    """A table of texts below a head, then rows that are LaTeX already."""
    head, *texts = ([escaped(cell) for cell in row] for row in rows)
    yield rf"\begin{{tabular}}{{{'l' * len(head)}}}"
    yield r"\toprule"
    yield " & ".join(head) + r" \\"
    yield r"\midrule"
    yield from (" & ".join(row) + r" \\" for row in [*texts, *typeset])
    yield r"\bottomrule"
    yield r"\end{tabular}"
