"""A table of exact values: the rows that no other beats, and the formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from ..display.columns import aligned
from ..display.figures import exact
from ..display.tex import escaped, line
from ..errors import SymalgebraError
from ..extras import extra

FORMAT = "symalgebra-sweep/1"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Sweep:
    """A table: in each row the values of the symbols, then of the measures; exact, None where there is none.

    `print` shows text, Jupyter HTML; `csv()`, `markdown()`, `latex()` and `json()` are for other programs,
    `to_pandas()` and `to_xarray("n", "w")` where these packages are installed.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> list[Any]:
        """A column."""
        return [row[self._place(name)] for row in self.rows]

    def _place(self, name: str) -> int:
        if name not in self.columns:
            raise SymalgebraError(f"no column {name!r}; there are {', '.join(self.columns)}")
        return self.columns.index(name)

    def pareto(self, *names: str) -> Sweep:
        """The rows that no other row beats: none is at most as large in these columns, and less in one."""
        places = [self._place(name) for name in names]
        found: list[Row] = []
        for row in sorted(filled(self.rows, places), key=lambda row: [row[k] for k in places]):
            if not any(beats(other, row, places) for other in found):
                found.append(row)
        return Sweep(self.columns, tuple(found))

    @cached_property
    def texts(self) -> list[list[str]]:
        """Header and rows as texts."""
        told = (
            [("" if v is None else v if isinstance(v, str) else exact(v)) for v in row] for row in self.rows
        )
        return [list(self.columns), *told]

    @property
    def numeric(self) -> list[int]:
        """The places of the columns that hold no text."""
        return [k for k, column in enumerate(zip(*self.rows, strict=True)) if not any_text(column)]

    def text(self) -> str:
        """Aligned columns."""
        return "\n".join(aligned(self.texts, right=self.numeric))

    __str__ = text
    __repr__ = text

    def csv(self) -> str:
        """Comma-separated values, exact and without separators."""
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows([self.columns, *self.rows])
        return stream.getvalue().rstrip("\n")

    def markdown(self) -> str:
        """A table in Markdown."""
        head, *rows = self.texts
        rule = ["---:" if place in self.numeric else "---" for place in range(len(head))]
        lines = [head, rule, *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def latex(self) -> str:
        """A table for booktabs."""
        sides = "".join("r" if place in self.numeric else "l" for place in range(len(self.columns)))
        head, *rows = (line(map(escaped, cells)) for cells in self.texts)
        return "\n".join([
            rf"\begin{{tabular}}{{{sides}}}", r"\toprule", head, r"\midrule", *rows, r"\bottomrule",
            r"\end{tabular}",
        ])  # fmt: skip

    def json(self) -> str:
        """One JSON object: "columns", and "rows" in which a fraction is a text."""
        return json.dumps({"format": FORMAT, "columns": self.columns, "rows": self.rows}, default=str)

    def to_pandas(self) -> Any:
        """The table as a DataFrame of pandas; integers beyond 64 bits stay exact, as objects."""
        return library("pandas").DataFrame([list(row) for row in self.rows], columns=list(self.columns))

    def to_xarray(self, *axes: str) -> Any:
        """A Dataset of xarray, with a dimension for each of the columns that are the axes.

        A point without a row is empty; two rows at one point are an error of xarray.
        """
        for name in axes:
            self._place(name)
        library("xarray")  # pandas calls it
        return self.to_pandas().set_index(list(axes)).to_xarray()

    def _repr_html_(self) -> str:
        head, *rows = self.texts
        lines = [marked("th", head), *(marked("td", row) for row in rows)]
        return f"<table>{''.join(lines)}</table>"


def library(name: str) -> Any:
    """A package that only some need."""
    return extra(f"a table for {name} needs that package", name, install=name)


def marked(kind: str, cells: Iterable[str]) -> str:
    """One row in HTML."""
    return f"<tr>{''.join(f'<{kind}>{escape(cell)}</{kind}>' for cell in cells)}</tr>"


FORMATS: dict[str, Callable[[Sweep], str]] = {
    "text": Sweep.text,
    "csv": Sweep.csv,
    "markdown": Sweep.markdown,
    "latex": Sweep.latex,
    "json": Sweep.json,
}


def any_text(column: Iterable[Any]) -> bool:
    """Whether a column holds a text."""
    return any(isinstance(value, str) for value in column)


def filled(rows: Iterable[Row], places: Sequence[int]) -> Iterator[Row]:
    """The rows with a value at some places."""
    return (row for row in rows if all(row[place] is not None for place in places))


def beats(a: Row, b: Row, places: Sequence[int]) -> bool:
    """Whether a row is at most as large as another at some places, and less at one."""
    pairs = [(a[place], b[place]) for place in places]
    return all(x <= y for x, y in pairs) and any(x < y for x, y in pairs)
