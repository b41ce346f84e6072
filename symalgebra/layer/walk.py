"""The one traversal: a term is read from its input to its output, and values are combined on the way.

    walk(f >> g, x) = (g.out(f.out(x)), series of the value of f on x and that of g on f.out(x))

Every rule below is a generator that hands its sub-terms out and gets their shapes and values back; a loop
drives the generators, so the depth of a term costs memory and no recursion. What is met twice with one input
is computed once.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from symalgebra.errors import ShapeError, SymalgebraError
from symalgebra.formula import Index, Size, add
from symalgebra.shape import Shape, shape

from .compound import Compound, Concat, Product, Series, Sum
from .repeat import Nest, Repeat
from .term import Identity, Layer

Visit = Generator[tuple[Layer, Shape, "Rules"], tuple[Shape, Any], tuple[Shape, Any]]


class Rules(Protocol):
    """How values combine: what a fold of terms knows besides shapes."""

    def leaf(self, layer: Any, x: Shape, y: Shape) -> Any:
        """The value of a leaf that reads x and writes y."""

    def series(self, values: Iterable[Any]) -> Any:
        """The value of layers one after another."""

    def branches(self, kind: type[Compound], values: Sequence[Any], outs: Sequence[Shape]) -> Any:
        """The value of layers side by side, of a sum, a concat or a product, from their outputs' shapes too."""

    def repeat(self, value: Any, index: Index, count: Size, shared: bool) -> Any:
        """The value of `count` layers in series, from that of the one at the index."""

    def nest(self, values: Sequence[Any], core: Any, index: Index, count: Size) -> Any:
        """The value of a nest, from those of before, enter, leave and after at the index, and of the core."""


class Shapes:
    """The rules of a walk that asks for shapes alone."""

    def leaf(self, layer: Any, x: Shape, y: Shape) -> None:
        """Nothing."""

    def series(self, values: Iterable[Any]) -> None:
        """Nothing."""

    def branches(self, kind: type[Compound], values: Sequence[Any], outs: Sequence[Shape]) -> None:
        """Nothing."""

    def repeat(self, value: Any, index: Index, count: Size, shared: bool) -> None:
        """Nothing."""

    def nest(self, values: Sequence[Any], core: Any, index: Index, count: Size) -> None:
        """Nothing."""


SHAPES = Shapes()


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

    def run(self, term: Layer, x: Shape) -> tuple[Shape, Any]:
        """The output's shape and the value of a term on an input."""
        self.level = max(
            (s.level for d in x for s in getattr(d, "free", ()) if isinstance(s, Index)), default=0
        )
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
        return result  # type: ignore[no-any-return]

    def open(self, term: Layer, x: Shape, rules: Rules) -> tuple[Visit, Any]:
        """The generator that reads a term, and the key under which its result is kept, if it may be met again."""
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
        return self.single(term, x, rules), key

    def single(self, term: Layer, x: Shape, rules: Rules) -> Visit:
        """A term that is one leaf, or `Id`."""
        return self.leaf(term, x, rules)
        yield

    def leaf(self, leaf: Any, x: Shape, rules: Rules) -> tuple[Shape, Any]:
        """A leaf on an input."""
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
        values = []
        for place, part in enumerate(self.parts(term)):
            try:
                x, value = (yield part, x, rules) if part.children() else self.leaf(part, x, rules)
            except SymalgebraError as error:
                note(error, f"in layer {place + 1} of a series, {brief(part)}, on input {x}")
                raise
            values.append(value)
        return x, rules.series(values)

    def branches(self, term: Any, x: Shape, rules: Rules) -> Visit:
        """All parts read one input."""
        parts, values, outs = [], [], []
        for part in self.parts(term):
            y, value = (yield part, x, rules) if part.children() else self.leaf(part, x, rules)
            parts.append(part)
            values.append(value)
            outs.append(y)
        return joined(type(term), parts, x, outs), rules.branches(type(term), values, outs)

    def parts(self, term: Any) -> Iterable[Layer]:
        """The flattened parts of a compound; one that occurs in several places stays whole."""
        kind, pending = type(term), [term.right, term.left]
        while pending:
            node = pending.pop()
            while type(node) is kind and id(node) not in self.shared:
                pending.append(node.right)
                node = node.left
            yield node


def several_parents(term: Layer) -> set[int]:
    """The compounds that occur in several places of a term as one object."""
    met: set[int] = set()
    shared: set[int] = set()
    pending = [term]
    while pending:
        node = pending.pop()
        if isinstance(node, Compound):
            if id(node) in met:
                shared.add(id(node))
            else:
                met.add(id(node))
                pending += node.children()
    return shared


def joined(kind: type[Compound], parts: Sequence[Layer], x: Shape, outs: Sequence[Shape]) -> Shape:
    """The shape of branches side by side: of their sum, their concat or their product."""
    first = outs[0]
    if kind is Sum:
        if all(y == first for y in outs):
            return first
        raise mismatch("add branches of different shapes", parts, x, outs)
    if kind is Concat:
        if all(y.resolution == first.resolution for y in outs):
            return Shape((add(y.channels for y in outs), *first.resolution))
        raise mismatch("concatenate branches of different resolutions", parts, x, outs)
    largest = next((y for y in outs if any(d != 1 for d in y.resolution)), first)
    if all(y.channels == first.channels and broadcasts(y, largest) for y in outs):
        return largest
    raise mismatch("multiply branches of different shapes", parts, x, outs)


def broadcasts(y: Shape, largest: Shape) -> bool:
    """Whether a shape is the largest, or a gate of one value for each channel."""
    return y == largest or all(d == 1 for d in y.resolution)


def mismatch(what: str, parts: Sequence[Layer], x: Shape, outs: Sequence[Shape]) -> ShapeError:
    """The error that names every side."""
    lines = [f"  {brief(part)} gives {y}" for part, y in zip(parts, outs, strict=True)]
    shown = lines if len(lines) <= 8 else [*lines[:7], f"  ... and {len(lines) - 7} more"]
    return ShapeError(f"cannot {what} on input {x}:\n" + "\n".join(shown))


def brief(term: Layer) -> str:
    """A term in at most 80 characters."""
    if len(several := list(zip(range(12), leaves_of(term), strict=False))) == 12:
        return f"{several[0][1]} ... ({type(term).__name__.lower()} of many layers)"
    text = str(term)
    return text if len(text) <= 80 else text[:77] + "..."


def leaves_of(term: Layer) -> Iterable[Layer]:
    """The leaves of a term, one after another."""
    pending = [term]
    while pending:
        node = pending.pop()
        children = node.children()
        if children:
            pending.extend(reversed(children))
        else:
            yield node


MOST_NOTES = 6


def note(error: Exception, text: str) -> None:
    """Say where an error arose, for the innermost places."""
    if len(getattr(error, "__notes__", ())) < MOST_NOTES:
        error.add_note(text)


# Below, because loops are walked by the rules above.
from .loop import nested, repeated  # noqa: E402
