"""A network on an input, written out line by line: all that a measure needs to know of it.

Shapes are found once, by the walk. Each line is a leaf with what it reads and writes, or joins the lines
before it; a measure gives every line a value, in order, and that of the last one is the network's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from symalgebra.algebra import Step
from symalgebra.errors import SymalgebraError
from symalgebra.formula import Index, Size
from symalgebra.shape import Shape

from .branches import brief, note
from .compound import Compound
from .rules import Rules


class Line(Protocol):
    """One line: `parts` are the numbers of the lines that it joins."""

    @property
    def parts(self) -> Sequence[int]:
        """The lines that must come before."""

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """What the rules make of it, from the values of the lines before."""


class Single(NamedTuple):
    """A leaf, what it reads and what it writes."""

    layer: Any
    x: Shape
    y: Shape

    @property
    def parts(self) -> Sequence[int]:
        """None."""
        return ()

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """That of the leaf."""
        try:
            return rules.leaf(self.layer, self.x, self.y)
        except SymalgebraError as error:
            note(error, f"in {brief(self.layer)}, on input {self.x}")
            raise


class InSeries(NamedTuple):
    """One after another."""

    parts: Sequence[int]

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """That of a series."""
        return rules.series([values[part] for part in self.parts])


class Beside(NamedTuple):
    """Side by side, in a sum, a concat or a product, and what each writes."""

    parts: Sequence[int]
    kind: type[Compound]
    outs: Sequence[Shape]

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """That of branches."""
        return rules.branches(self.kind, [values[part] for part in self.parts], self.outs)


class Copies(NamedTuple):
    """The copies of a loop, from the one at the index."""

    parts: tuple[int]
    over: Index
    times: Size
    shared: bool

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """That of a repeat."""
        return rules.repeat(values[self.parts[0]], self.over, self.times, self.shared)


class Levels(NamedTuple):
    """The levels of a nest, from the four parts of the one at the index, and its core."""

    parts: tuple[int, int, int, int, int]
    over: Index
    times: Size

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """That of a nest."""
        *level, core = (values[part] for part in self.parts)
        return rules.nest(level, core, self.over, self.times)


class Recurring(NamedTuple):
    """The steps of a recurrence, from the one at the index."""

    parts: tuple[int]
    over: Index
    times: Size

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """That of a recurrence."""
        return rules.recurrence(values[self.parts[0]], self.over, self.times)


class Wired(NamedTuple):
    """The nodes of a graph; each has the number of a line for a value."""

    nodes: Sequence[Step]

    @property
    def parts(self) -> Sequence[int]:
        """The lines of the nodes."""
        return [node.value for node in self.nodes]

    def value(self, rules: Rules, values: Sequence[Any]) -> Any:
        """That of a graph."""
        return rules.graph([Step(values[value], *rest) for value, *rest in self.nodes])


@dataclass(frozen=True)
class Trace:
    """The lines of a network on an input x, with what it writes; what was tried in vain is None."""

    x: Shape
    y: Shape
    lines: Sequence[Line | None]

    @classmethod
    def of(cls, x: Shape, y: Shape, lines: Sequence[Line], last: int) -> Trace:
        """The lines that lead to the last one."""
        needed: list[Line | None] = [None] * last + [lines[last]]
        for number in range(last, -1, -1):
            line = needed[number]
            for part in line.parts if line else ():
                needed[part] = lines[part]
        return cls(x, y, needed)

    def value(self, rules: Rules) -> Any:
        """What the rules make of the network."""
        values: list[Any] = []
        for line in self.lines:
            values.append(line and line.value(rules, values))
        return values[-1]
