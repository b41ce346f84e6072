"""`summary(net, x)`: a network in one table, stage by stage and layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...formula import Formula
from ...layer import Layer
from ...layer.branches import brief
from ...shape import shape
from ..readable import Readable
from ..subject import Subject
from .notes import MOST_TERMS
from .rows import Row, Value, own, rows, staged

COLUMNS = ("params", "macs", "receptive_field", "layer_complexity", "intrinsic_power")
TITLES = {
    "params": "params", "macs": "MACs", "receptive_field": "field", "layer_complexity": "complexity",
    "intrinsic_power": "power",
}  # fmt: skip
NOTE = (
    "Each row by itself; within a loop one copy. field: the receptive field of the network up to the end of "
    "the stage. complexity, power: layer complexity and intrinsic power."
)


@dataclass(frozen=True)
class Summary:
    """A network in rows; in Jupyter it shows itself, `print` shows it as text."""

    subject: Subject

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The stages."""
        return tuple(rows(self.subject.rows, self.subject.input))

    @cached_property
    def total(self) -> Row:
        """The whole network."""
        net, x = self.subject.net, self.subject.input
        out, last = (self.rows[-1].out, self.rows[-1].values) if self.rows else (x, {})
        return Row("total", out, last | own(net, x))

    @cached_property
    def shown(self) -> Readable:
        """How the formulas are written: over shared names for sizes."""
        return Readable(self.formulas(), self.subject.symbols)

    def lines(self) -> Iterator[tuple[int, Row]]:
        """All rows with their depths, the total last."""
        for row in (*self.rows, self.total):
            yield from row.flat()

    def formulas(self) -> Iterator[Formula]:
        """All that is written out."""
        for _, row in self.lines():
            yield from (d for d in row.out or () if isinstance(d, Formula))
            yield from (f for name in COLUMNS for f in cell(row, name) if len(f.terms) <= MOST_TERMS)

    def text(self, width: int = 120) -> str:
        """A table as plain text."""
        from .plain import text

        return text(self, width)

    def markdown(self) -> str:
        """A table in Markdown."""
        from .markdown import markdown

        return markdown(self)

    def latex(self) -> str:
        """A table in LaTeX, for booktabs."""
        from .tex import latex

        return latex(self)

    def html(self) -> str:
        """A table in HTML; the layers of a stage open on a click."""
        from .page import html

        return html(self)

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_latex_(self) -> str:
        return self.latex()


def cell(row: Row, name: str) -> Value:
    """The value of a row in a column."""
    return row.values.get(name, ())


def summary(net: Any, x: Any = None) -> Summary:
    """A network in one table: what each stage and each layer writes, its parameters, multiply-accumulates,
    layer complexity and intrinsic power, and the receptive field after each stage.

    `net` is a term, with the shape x = (channels, *resolution) that it reads, or a family of the zoo. The
    stages of a term are its runs of one resolution.

    >>> from symalgebra import Conv, dims
    >>> n, w, r = dims("n w r")
    >>> net = Conv(w, 3, padding=1) >> Conv(w, 3, padding=1) ** n
    >>> print(summary(net, (3, r, r)).text(140).partition("Each")[0])
    Conv(w, 3, padding=1) >> Conv(w, 3, padding=1)**n
    (3, r, r) -> (w, r, r)
    <BLANKLINE>
    layer                      output     params                MACs ...
    Conv(w, 3, padding=1)      (w, r, r)  28*w                  27*r**2*w           3 ...
    Conv(w, 3, padding=1)**n   (w, r, r)  n*w*(9*w + 1)         9*n*r**2*w**2       2*n + 3 ...
    · × n                      (w, r, r)
    · · Conv(w, 3, padding=1)  (w, r, r)  w*(9*w + 1)           9*r**2*w**2 ...
    total                      (w, r, r)  n*w*(9*w + 1) + 28*w  9*r**2*w*(n*w + 3)  2*n + 3 ...
    <BLANKLINE>
    <BLANKLINE>
    """
    return Summary(net if isinstance(net, Subject) else known(net, x))


def known(net: Any, x: Any) -> Subject:
    """What is summed up: a family by its stages, a term by its resolutions."""
    if isinstance(net, Layer):
        read = shape(x)
        return Subject(brief(net), staged(net, read), read)
    members = (net.members, net.published) if x is None else ()
    read = net.shape() if x is None else shape(x)
    return Subject(net.title, net.stages(), read, "stage", net.source, net.symbols, *members)
