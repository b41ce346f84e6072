"""All bounds of the catalogue on one network, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, Size, formula
from ..layer import Layer
from .best import admitted
from .choice import Choice, least
from .elsewhere import EXISTENTIAL, ORDERS
from .entry import Bound, Entry
from .lower import GIVEN
from .network import Network
from .point import point
from .regions.areas import REGIONS
from .upper import UPPER

CATALOGUE: tuple[Entry, ...] = (*UPPER, *GIVEN, *REGIONS, *EXISTENTIAL, *ORDERS)
HEAD = ("bound", "", "value", "formula", "provenance")
FACES = {
    ("vc", "upper"): "VC <=", ("vc", "lower"): "VC >=", ("pseudo", "upper"): "Pdim <=",
    ("pseudo", "lower"): "Pdim >=", ("regions", "upper"): "regions <=",
    ("regions", "lower"): "regions >=", ("regions", "exact"): "regions =",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A bound, and its value at the point where there is one."""

    bound: Bound
    value: Any = None

    @property
    def cells(self) -> tuple[str, ...]:
        """What a table shows of it."""
        entry, shown = self.bound.entry, shown_bound(self.bound, self.value)
        return entry.id, FACES[entry.quantity, entry.direction], shown, entry.statement, entry.provenance


@dataclass(frozen=True)
class Table:
    """The bounds that hold for the network, and those that do not with the reasons.

    `print` shows text; `markdown()` and `latex()` are for documents, Jupyter shows the first.
    """

    network: Network
    rows: tuple[Row, ...]
    others: tuple[Bound, ...]

    def __getitem__(self, id: str) -> Bound:
        """The bound with an id, valid or not."""
        for bound in (*(row.bound for row in self.rows), *self.others):
            if bound.id == id:
                return bound
        raise SymalgebraError(f"the catalogue has no bound {id!r}")

    def __iter__(self) -> Any:
        return iter(self.rows)

    @cached_property
    def choice(self) -> Choice | None:
        """The least of the upper bounds on the VC dimension, as `best_upper` finds it; None without any."""
        found = admitted((row.bound for row in self.rows), self.network.bits)
        return least(found, self.network.where) if found else None

    @property
    def best(self) -> Bound | None:
        """The bound that is chosen."""
        return self.choice.bound if self.choice else None

    @property
    def numbers(self) -> dict[str, Formula]:
        """The same as `parts`, as formulas, without what stands for itself."""
        return {name: formula(value) for name, value in self.parts.items() if str(value) != name}

    @property
    def parts(self) -> dict[str, Size]:
        """The numbers that the statements name."""
        return {name: value for row in self.rows for name, value in row.bound.parts.items()}

    def __str__(self) -> str:
        lines = [HEAD, *(row.cells for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        text = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
        text += ["where", *(f"  {name} = {value}" for name, value in self.numbers.items())]
        entries = (row.bound.entry for row in self.rows)
        text += ["sources", *(f"  {e.id}: {e.source} [{e.provenance}]" for e in entries)]
        text += ["not shown", *(f"  {bound.id}: {bound.reason}" for bound in self.others)]
        return "\n".join(text)

    __repr__ = __str__

    def markdown(self) -> str:
        """A table for a page, and two lists below it."""
        lines = [HEAD, ("---",) * len(HEAD), *(map(_cell, row.cells) for row in self.rows)]
        text = [f"| {' | '.join(line)} |" for line in lines]
        text += ["", *(f"- {row.bound.id}: {_cell(row.bound.entry.source)}" for row in self.rows)]
        text += ["", *(f"- `{name} = {value}`" for name, value in self.numbers.items())]
        text += ["", *(f"- not shown: {bound.id}: {_cell(bound.reason)}" for bound in self.others)]
        return "\n".join(text)

    _repr_markdown_ = markdown

    def latex(self) -> str:
        """The formulas, written out, as an aligned display."""
        lines = (
            rf"\mathrm{{VC}} &{RELATION[row.bound.entry.direction]} {formula(row.bound.formula).latex()}"
            rf" && \text{{{row.bound.id}}}".replace("_", r"\_")
            + r" \\"
            for row in self.rows
        )
        return "\\begin{align*}\n" + "\n".join(lines) + "\n\\end{align*}"


RELATION = {"upper": r"\le", "lower": r"\ge"}


def table(
    net: Layer,
    x: Any,
    at: Mapping[Any, Any] | None = None,
    outputs: int = 1,
    bits: Size | None = None,
    where: Iterable[Any] = (),
) -> Table:
    """Every bound of the catalogue on a network: the valid ones with their values, the others with reasons.

    `at` gives values to symbols for the column of values; one that the network cannot have is an error. b*W
    is about parameters of b bits; `bits` sets b.

    >>> from symalgebra import Linear, ReLU
    >>> found = table(Linear(3) >> ReLU() >> Linear(1), (2,))
    >>> found["vc.bmm98"].parts
    {'W': 13, 'L': 2, 'N': 4, 'breakpoints': 1, 'degree': 1}
    >>> found["vc.km97"].reason
    'fails: all units are standard sigmoids (there is ReLU())'
    """
    network = Network(net, x, where, outputs, bits)
    bounds = [entry.on(network) for entry in CATALOGUE]
    place = point(network, at or {})
    rows = tuple(Row(b, valued(b.formula, place)) for b in bounds if b.valid)
    return Table(network, rows, tuple(b for b in bounds if not b.valid))


def valued(f: Formula | None, point: Mapping[str, Any]) -> Any:
    """The value of a formula at a point, None where it has no value there."""
    if f is None or not f.names <= point.keys():
        return None
    try:
        return f.at({name: point[name] for name in f.names})
    except (SymalgebraError, OverflowError):
        return None


def shown_value(value: Any) -> str:
    """A value with separators; three decimals where it is no whole number."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{float(value):,.3f}"


def shown_bound(bound: Bound, value: Any) -> str:
    """The value of a bound; numbers of regions are powers of 2, whose exponent is the formula."""
    shown = shown_value(value)
    return f"2^{shown}" if shown and bound.entry.quantity == "regions" else shown


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("*", r"\*").replace("_", r"\_")
