"""`plot(formulas, by)`: formulas against a symbol, side by side, with marks where two of them cross."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isfinite
from typing import Any

from ...errors import SymalgebraError, Undecided, UnknownSymbol
from ...formula import Formula, formula
from ...formula.reading.source import clipped
from ...order import crossover
from ...order.intervals import Interval
from ..columns import aligned
from ..figures import exact
from .axis import Axis
from .frame import COLOURS, Frame
from .samples import sampled

ROWS = 9  # of a plot as text
TITLE = 48  # characters of a formula that names itself
LIMIT = 2.0  # seconds for each inequality of a crossover


@dataclass(frozen=True)
class Plot:
    """Formulas of one symbol, exact at every point; in Jupyter it shows itself, `draw` is for matplotlib."""

    formulas: Mapping[str, Formula]
    by: str
    low: int
    high: int
    log: str = ""

    @cached_property
    def xs(self) -> list[int]:
        """The integers at which the formulas are evaluated."""
        return sampled(self.low, self.high, "x" in self.log)

    @cached_property
    def curves(self) -> dict[str, list[tuple[int, Any]]]:
        """The points of each formula that has a value."""
        return {name: list(points(f, self.by, self.xs)) for name, f in self.formulas.items()}

    @cached_property
    def crossings(self) -> list[tuple[int, bool]]:
        """Of two formulas: the integers from which the first is at most the second, or is no more; proved."""
        if len(self.formulas) != 2:
            return []
        try:
            first, second = self.formulas.values()
            intervals = crossover(first, second, self.by, limit=LIMIT).intervals
        except (SymalgebraError, Undecided):
            return []
        return list(turns(intervals, self.low, self.high))

    def svg(self) -> str:
        """The picture; it takes the ink of the page."""
        values = [v for curve in self.curves.values() for _, v in curve]
        frame = Frame(Axis.around(self.xs, "x" in self.log), Axis.around(values, "y" in self.log, zero=True))
        frame.axes(self.by)
        for colour, curve in zip(cycled(len(self.curves)), self.curves.values(), strict=True):
            places = [(frame.x.share(x), frame.y.share(v)) for x, v in curve]
            steps = [f"{frame.across(a):.1f} {frame.down(b):.1f}" for a, b in places if isfinite(b)]
            frame.path("M" + "L".join(steps), f'stroke="{colour}" stroke-width="2.2" stroke-linejoin="round"')
        for x, holds in self.crossings:
            self.cross(frame, x, holds)
        frame.legend(list(self.curves), cycled(len(self.curves)))
        return frame.svg(f"{', '.join(self.curves)} against {self.by}")

    def cross(self, frame: Frame, x: int, holds: bool) -> None:
        """A line where two formulas change places."""
        share = frame.x.share(x)
        place = frame.across(share)
        frame.path(
            f"M{place:.1f} {frame.down(0):.1f}V{frame.down(1):.1f}", 'stroke-dasharray="4 4" opacity=".7"'
        )
        side, end = (8, "start") if share < 0.5 else (-8, "end")
        frame.text(place + side, frame.down(0) - 10, self.told(x, holds), end)

    def told(self, x: int, holds: bool) -> str:
        """A crossing in words."""
        first, second = self.formulas
        return f"{first} {'≤' if holds else '>'} {second} from {self.by} = {x}"

    def draw(self, ax: Any = None) -> Any:
        """The plot on axes of matplotlib, new ones unless given."""
        from .paper import curves

        return curves(self, ax)

    def __str__(self) -> str:
        """Values at some integers, then the crossings."""
        places = sampled(self.low, self.high, "x" in self.log, ROWS - 1)
        known = {name: dict(points(f, self.by, places)) for name, f in self.formulas.items()}
        rows = [
            [str(x), *(exact(curve[x]) if x in curve else "" for curve in known.values())] for x in places
        ]
        table = aligned([[self.by, *known], *rows], right=range(1 + len(known)))
        return "\n".join([*table, *(self.told(*crossing) for crossing in self.crossings)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.svg()


def cycled(number: int) -> list[str]:
    """A colour for each of some curves."""
    return [COLOURS[k % len(COLOURS)] for k in range(number)]


def points(f: Formula, by: str, xs: Sequence[int]) -> Iterator[tuple[int, Any]]:
    """The values of a formula, those left out that do not exist."""
    for x in xs:
        try:
            value = f.at({by: x} if by in f.names else {})
        except SymalgebraError:
            continue
        yield x, value


def turns(intervals: Sequence[Interval], low: int, high: int) -> Iterator[tuple[int, bool]]:
    """Where neighbours differ, within the plot."""
    for before, after in pairwise(intervals):
        known = before.holds is not None and after.holds is not None
        if known and before.holds != after.holds and low < after.low <= high:
            yield after.low, bool(after.holds)


def plot(
    formulas: Any, by: Any, low: int = 1, high: int = 64, at: Mapping[Any, Any] | None = None, log: str = ""
) -> Plot:
    """Formulas against one symbol: in Jupyter a picture in SVG, by `draw(ax=None)` one of matplotlib's.

    `formulas` is one formula, several, or several by name; `by` a symbol, or (symbol, low, high); `at` gives
    values to the other symbols; `log` is "x", "y" or "xy" for axes by powers of ten. Where two formulas
    cross, the places are marked, as far as `crossover` proves them.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> found = plot({"square": n**2, "power": 2**n}, n, high=10)
    >>> found.crossings
    [(3, False), (4, True)]
    >>> found.curves["square"][:3]
    [(1, 1), (2, 4), (3, 9)]
    """
    named = formulas if isinstance(formulas, Mapping) else titled(formulas)
    name, low, high = (str(by[0]), *by[1:]) if isinstance(by, tuple) else (str(by), low, high)
    values = {str(symbol): value for symbol, value in (at or {}).items() if str(symbol) != name}
    fixed = {title: fix(formula(f), values) for title, f in named.items()}
    for title, f in fixed.items():
        if left := sorted(f.names - {name}):
            raise UnknownSymbol(f"no value for {', '.join(left)} in {title}: give it in at={{...}}")
    if set(log) - set("xy") or low > high:
        raise SymalgebraError(f"from {low} to {high}, log={log!r}: low <= high, and log is 'x', 'y' or 'xy'")
    return Plot(fixed, name, low, high, log)


def titled(formulas: Any) -> dict[str, Any]:
    """One formula or several by their texts, short ones."""
    found: dict[str, Any] = {}
    for f in formulas if isinstance(formulas, list | tuple) else [formulas]:
        title = clipped(str(f), TITLE)
        found[title if title not in found else f"{title} ({len(found) + 1})"] = f
    return found


def fix(f: Formula, values: Mapping[str, Any]) -> Formula:
    """A formula with values for some of its symbols."""
    known = {name: value for name, value in values.items() if name in f.names}
    return formula(f.subs(known)) if known else f
