"""`win_map(f, g, x, y)`: which of two formulas is smaller, over the values of two symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from ...errors import SymalgebraError, UnknownSymbol
from ...formula import Formula, formula
from .axis import Axis
from .curves import fix
from .frame import COLOURS, Frame
from .samples import sampled

COLUMNS, ROWS = 64, 40  # cells of a map at most
FIRST, SECOND, EQUAL = 0, 1, 2
Range = tuple[Any, int, int]


@dataclass(frozen=True)
class WinMap:
    """Two formulas over a grid of two symbols, compared exactly at each point."""

    names: tuple[str, str]
    formulas: tuple[Formula, Formula]
    x: tuple[str, int, int]
    y: tuple[str, int, int]
    log: str = ""

    @cached_property
    def xs(self) -> list[int]:
        """The values of the first symbol."""
        return sampled(*self.x[1:], "x" in self.log, COLUMNS - 1)

    @cached_property
    def ys(self) -> list[int]:
        """The values of the second."""
        return sampled(*self.y[1:], "y" in self.log, ROWS - 1)

    @cached_property
    def winners(self) -> list[list[int | None]]:
        """For each y a row: 0 where the first formula is smaller, 1 the second, 2 where they are equal.

        None where one of them has no value.
        """
        return [[self.winner({self.x[0]: a, self.y[0]: b}) for a in self.xs] for b in self.ys]

    def winner(self, point: Mapping[str, int]) -> int | None:
        """Which formula is smaller at a point."""
        try:
            left, right = (f.at({name: point[name] for name in f.names}) for f in self.formulas)
        except SymalgebraError:
            return None
        return EQUAL if left == right else FIRST if left < right else SECOND

    @property
    def legend(self) -> list[str]:
        """What the colours say."""
        first, second = self.names
        met = {winner for row in self.winners for winner in row}
        texts = (f"{first} is smaller", f"{second} is smaller", "equal")
        return [text for winner, text in enumerate(texts) if winner in met]

    def svg(self) -> str:
        """The picture; it takes the ink of the page."""
        frame = Frame(Axis.around(self.xs, "x" in self.log), Axis.around(self.ys, "y" in self.log))
        for left, top, right, bottom, winner in self.cells(frame):
            look = f'fill="{COLOURS[winner]}" fill-opacity=".55" stroke="none" shape-rendering="crispEdges"'
            frame.path(f"M{left:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}Z", look)
        frame.axes(self.x[0])
        frame.text(8, frame.down(0.5), self.y[0], "start", 'font-style="italic"')
        met = sorted({winner for row in self.winners for winner in row if winner is not None})
        frame.caption(self.legend, [COLOURS[winner] for winner in met])
        return frame.svg(f"{' against '.join(self.names)} over {self.x[0]} and {self.y[0]}")

    def cells(self, frame: Frame) -> Iterator[tuple[float, float, float, float, int]]:
        """Rectangles of one winner, each as wide as its run in a row."""
        across = edges([frame.across(frame.x.share(a)) for a in self.xs])
        down = edges([frame.down(frame.y.share(b)) for b in self.ys])
        for number, row in enumerate(self.winners):
            start = 0
            for end in range(1, len(row) + 1):
                if end == len(row) or row[end] != row[start]:
                    if (winner := row[start]) is not None:
                        yield across[start], down[number], across[end], down[number + 1], winner
                    start = end

    def draw(self, ax: Any = None) -> Any:
        """The map on axes of matplotlib, new ones unless given."""
        from .paper import winners

        return winners(self, ax)

    def __str__(self) -> str:
        """A letter for each cell, the second symbol upwards."""
        marks = {FIRST: "A", SECOND: "B", EQUAL: "=", None: " "}
        rows = ["".join(marks[winner] for winner in row) for row in reversed(self.winners)]
        ends = [str(self.ys[-1]), *[""] * (len(rows) - 2), str(self.ys[0])]
        width = max(map(len, ends))
        lines = [f"{end:>{width}} {row}" for end, row in zip(ends, rows, strict=True)]
        first, second = self.names
        foot = f"{'':{width}} {self.x[0]} = {self.xs[0]} ... {self.xs[-1]}, upwards {self.y[0]}"
        return "\n".join([*lines, f"{foot}; A: {first} is smaller, B: {second} is smaller, =: equal"])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.svg()


def edges(places: list[float]) -> list[float]:
    """The borders between neighbours, halfway; the outermost at the places themselves."""
    inner = [(a + b) / 2 for a, b in pairwise(places)]
    return [places[0], *inner, places[-1]]


def win_map(
    f: Any,
    g: Any,
    x: Range,
    y: Range,
    at: Mapping[Any, Any] | None = None,
    log: str = "",
    names: Any = ("A", "B"),
) -> WinMap:
    """Which of two formulas is smaller where: a picture over two symbols, x and y = (symbol, low, high).

    `at` gives values to the other symbols, `log` is "x", "y" or "xy". Each point is compared exactly; what
    lies between points is not proved: that is `compare`'s.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> win_map(n**2, 9 * w, (n, 1, 4), (w, 1, 3)).winners
    [[0, 0, 2, 1], [0, 0, 0, 0], [0, 0, 0, 0]]
    """
    first, second = ranges = (str(x[0]), *x[1:]), (str(y[0]), *y[1:])
    taken = {name for name, _, _ in ranges}
    values = {str(symbol): value for symbol, value in (at or {}).items() if str(symbol) not in taken}
    formulas = (fix(formula(f), values), fix(formula(g), values))
    if left := sorted(frozenset().union(*(h.names for h in formulas)) - taken):
        raise UnknownSymbol(f"no value for {', '.join(left)}: give it in at={{...}}")
    if any(low >= high for _, low, high in ranges) or set(log) - set("xy"):
        raise SymalgebraError("a map needs low < high on both axes, and log='x', 'y' or 'xy'")
    return WinMap((str(names[0]), str(names[1])), formulas, first, second, log)
