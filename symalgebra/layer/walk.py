"""The one traversal: a term is read from its input to its output, and written out as a trace.

    walk(f >> g, x) = walk(f, x), then walk(g, f.out(x)), then a line that joins the two in series

Every rule below is a generator that hands its sub-terms out and gets their shapes and lines back; a loop
drives the generators, so the depth of a term costs memory and no recursion. What is met twice with one input
is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Size
from symalgebra.formula.monomial import index_level
from symalgebra.shape import Shape, shape

from .branches import brief, joined, note
from .compound import Concat, Product, Series, Sum
from .nest import Nest
from .node import Node, several_parents
from .repeat import Repeat
from .scope import Values, resized
from .term import Id, Layer
from .trace import Beside, InSeries, Line, Single, Trace

Found = tuple[Shape, int]  # the shape that a term writes, and the number of its line
Visit = Generator[tuple[Layer, Shape], Found, Found]


def shape_of(term: Layer, x: Any) -> Shape:
    """The shape of a term's output."""
    return traced(term, shape(x)).y


def traced(term: Layer, x: Shape) -> Trace:
    """A term on an input, written out; a term remembers the last input, which its measures share."""
    found = term.trace
    if found is None or found.x.exact != x.exact:
        walk = Walk()
        y, last = walk.run(term, x)
        found = Trace.of(x, y, walk.lines, last)
        term.remember(found)
    return found


class Walk:
    """One traversal with its memory.

    `level` counts the loops around the place where it is, `indices` has what stands for their index symbols.
    """

    def __init__(self) -> None:
        self.level = 0
        self.indices: Values = {}
        self.lines: list[Line] = []
        self.met: dict[tuple[int, Any, int], tuple[Any, Found]] = {}
        self.shared: set[int] = set()
        self.shapes: dict[Any, Shape] = {}
        self.known: dict[Any, Any] = {}  # indices, leaves and sizes that were met before

    def run(self, term: Layer, x: Shape) -> Found:
        """The output's shape and the line of a term on an input."""
        self.level = index_level(s for d in x for s in getattr(d, "free", ()))
        self.shared |= several_parents(term)
        stack = [(self.open(term, x), (term, x))]
        result: Any = None
        failure: SymalgebraError | None = None
        while stack:
            visit, here = stack[-1]
            try:
                term, x = visit.throw(failure) if failure else visit.send(result)
                failure, result = None, None
            except StopIteration as stop:
                stack.pop()
                failure, result = None, stop.value
                self.keep(*here, result)
            except SymalgebraError as error:
                stack.pop()
                failure = error
            else:
                found = self.met.get((id(term), x.exact, id(self.indices)))
                result = found[1] if found else None
                if not found:
                    stack.append((self.open(term, x), (term, x)))
        if failure:
            raise failure
        return result

    def open(self, term: Layer, x: Shape) -> Visit:
        """The generator that reads a term."""
        rule = RULES.get(type(term))
        if rule is not None:
            return rule(self, term, x)
        return term.visit(self, x) if isinstance(term, Node) else self.single(term, x)

    def keep(self, term: Layer, x: Shape, found: Found) -> None:
        """Remember what may be met again: loops and their bodies, and what occurs in several places."""
        if type(term) in LOOPS or id(term) in self.shared:
            self.met[id(term), x.exact, id(self.indices)] = term, found

    def under(self, index: Any, value: Size) -> Values:
        """What stands for indices in the body of a loop: for those around it, and a value for its own."""
        if index is None:
            return self.indices
        key = id(self.indices), index.name, value if type(value) is int else value.key  # type: ignore[union-attr]
        if key not in self.known:
            self.known[key] = {**self.indices, index.name: value}
        return self.known[key]

    def within(self, indices: Values, term: Layer, x: Shape) -> Visit:
        """A term under the indices of a loop."""
        around, self.indices = self.indices, indices
        try:
            return (yield term, x)
        finally:
            self.indices = around

    def here(self, leaf: Layer) -> Layer:
        """A leaf with what stands for indices."""
        key = id(leaf), id(self.indices)
        if key not in self.known:
            self.known[key] = leaf, resized(leaf, self.indices, self.known)
        return self.known[key][1]

    def one(self, x: Shape) -> Shape:
        """A shape as the first of its kind, which knows what it was asked before."""
        return self.shapes.setdefault(x.exact, x)

    def put(self, line: Line) -> int:
        """Write a line."""
        self.lines.append(line)
        return len(self.lines) - 1

    def single(self, term: Layer, x: Shape) -> Visit:
        """A term that is one leaf, or `Id`."""
        return self.leaf(term, x)
        yield

    def leaf(self, leaf: Any, x: Shape) -> Found:
        """A leaf on an input."""
        if self.indices and leaf.formulas():
            leaf = self.here(leaf)
        key = (id(leaf), x.exact, 0)
        found = self.met.get(key)
        if found is None:
            y = x if leaf is Id else self.one(leaf.out(x))
            line = InSeries(()) if leaf is Id else Single(leaf, x, y)
            found = self.met[key] = leaf, (y, self.put(line))
        return found[1]

    def series(self, term: Layer, x: Shape) -> Visit:
        """Each part reads what the one before it writes."""
        lines: list[int] = []
        for part in self.parts(term):
            try:
                x, line = (yield part, x) if part.children() else self.leaf(part, x)
            except SymalgebraError as error:
                note(error, f"in layer {len(lines) + 1} of a series, {brief(part)}, on input {x}")
                raise
            lines.append(line)
        return x, self.put(InSeries(lines))

    def branches(self, term: Any, x: Shape) -> Visit:
        """All parts read one input."""
        parts, lines, outs = self.parts(term), [], []
        for part in parts:
            y, line = (yield part, x) if part.children() else self.leaf(part, x)
            lines.append(line)
            outs.append(y)
        return joined(type(term), parts, x, outs), self.put(Beside(lines, type(term), outs))

    def parts(self, term: Any) -> Sequence[Layer]:
        """The flattened parts of a compound; one that occurs in several places stays whole."""
        kind, pending, found = type(term), [term.right, term.left], []
        while pending:
            node = pending.pop()
            while type(node) is kind and id(node) not in self.shared:
                pending.append(node.right)
                node = node.left
            found.append(node)
        return found


# Below, because loops are walked by the rules above.
from .loop import repeated  # noqa: E402
from .nesting import nested  # noqa: E402

LOOPS = (Repeat, Nest)
RULES: dict[type[Layer], Callable[[Walk, Any, Shape], Visit]] = {
    Series: Walk.series,
    Sum: Walk.branches,
    Concat: Walk.branches,
    Product: Walk.branches,
    Repeat: repeated,
    Nest: nested,
}
