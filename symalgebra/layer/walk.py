"""The one traversal: a term is read from its input to its output, and values are combined on the way.

    walk(f >> g, x) = (g.out(f.out(x)), series of the value of f on x and that of g on f.out(x))

Every rule below is a generator that hands its sub-terms out and gets their shapes and values back; a loop
drives the generators, so the depth of a term costs memory and no recursion. What is met twice with one input
is computed once.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Index
from symalgebra.formula.monomial import index_level
from symalgebra.shape import Shape, shape

from .branches import brief, joined, note
from .compound import Concat, Product, Series, Sum
from .nest import Nest
from .node import Node, several_parents
from .repeat import Repeat
from .rules import SHAPES, Rules
from .term import Identity, Layer

Visit = Generator[tuple[Layer, Shape, Rules], tuple[Shape, Any], tuple[Shape, Any]]


def shape_of(term: Layer, x: Any) -> Shape:
    """The shape of a term's output."""
    return Walk(SHAPES).run(term, shape(x))[0]


class Walk:
    """One traversal with its memory; `level` counts the loops around the place where it is."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.level = 0
        self.met: dict[tuple[int, Shape, int], tuple[Layer, tuple[Shape, Any]]] = {}
        self.shared: set[int] = set()
        self.bodies: dict[tuple[int, Index], tuple[Layer, Layer]] = {}  # of loops, at their indices

    def run(self, term: Layer, x: Shape) -> tuple[Shape, Any]:
        """The output's shape and the value of a term on an input."""
        self.level = index_level(s for d in x for s in getattr(d, "free", ()))
        self.shared |= several_parents(term)
        stack: list[tuple[Visit, Any]] = [self.open(term, x, self.rules)]
        result: Any = None
        failure: SymalgebraError | None = None
        while stack:
            visit, key = stack[-1]
            try:
                asked = visit.throw(failure) if failure else visit.send(result)
                failure, result = None, None
            except StopIteration as stop:
                stack.pop()
                failure, result = None, stop.value
                if key is not None:
                    self.met[key[0]] = (key[1], result)
            except SymalgebraError as error:
                stack.pop()
                failure = error
            else:
                key = (id(asked[0]), asked[1], id(asked[2]))
                found = self.met.get(key)
                result = found[1] if found else None
                if not found:
                    stack.append(self.open(*asked))
        if failure:
            raise failure
        return result

    def open(self, term: Layer, x: Shape, rules: Rules) -> tuple[Visit, Any]:
        """The generator that reads a term, and where its result is kept if it may be met again."""
        kind = type(term)
        kept = kind is Repeat or kind is Nest or id(term) in self.shared
        key = ((id(term), x, id(rules)), term) if kept else None
        if kind is Series:
            return self.series(term, x, rules), key
        if kind in (Sum, Concat, Product):
            return self.branches(term, x, rules), key
        if kind is Repeat:
            return repeated(self, term, x, rules), key
        if kind is Nest:
            return nested(self, term, x, rules), key
        if isinstance(term, Node):
            return term.visit(self, x, rules), key
        return self.single(term, x, rules), key

    def single(self, term: Layer, x: Shape, rules: Rules) -> Visit:
        """A term that is one leaf, or `Id`."""
        return self.leaf(term, x, rules)
        yield

    def leaf(self, leaf: Any, x: Shape, rules: Rules) -> tuple[Shape, Any]:
        """A leaf on an input."""
        if rules is SHAPES and type(leaf) is not Identity:
            return leaf.out(x), None
        key = (id(leaf), x, id(rules))
        found = self.met.get(key)
        if found is None:
            if type(leaf) is Identity:
                return x, rules.series(())
            y = leaf.out(x)
            found = self.met[key] = (leaf, (y, rules.leaf(leaf, x, y)))
        return found[1]

    def series(self, term: Layer, x: Shape, rules: Rules) -> Visit:
        """Each part reads what the one before it writes."""
        values: list[Any] = []
        for part in self.parts(term):
            try:
                x, value = (yield part, x, rules) if part.children() else self.leaf(part, x, rules)
            except SymalgebraError as error:
                note(error, f"in layer {len(values) + 1} of a series, {brief(part)}, on input {x}")
                raise
            values.append(value)
        return x, rules.series(values)

    def branches(self, term: Any, x: Shape, rules: Rules) -> Visit:
        """All parts read one input."""
        parts, values, outs = self.parts(term), [], []
        for part in parts:
            y, value = (yield part, x, rules) if part.children() else self.leaf(part, x, rules)
            values.append(value)
            outs.append(y)
        return joined(type(term), parts, x, outs), rules.branches(type(term), values, outs)

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
