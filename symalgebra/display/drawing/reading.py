"""The figure of a term, read from its input to its output.

It is bounded: what lies deeper, or comes later, is left out in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from ...errors import NoClosedForm
from ...formula import formula, names
from ...formula.nesting import LETTERS
from ...graph import Graph
from ...layer import Concat, Id, Layer, Nest, Product, Repeat, Series, Sum
from ...layer.branches import joined
from ...layer.loop import repeated
from ...layer.nesting import nested
from ...layer.scope import free_names
from ...layer.walk import Walk
from ...leaves import Leaf
from ...leaves.activation import Activation
from ...leaves.norm import Norm
from ...leaves.reshape import Dropout
from ...shape import Shape, shape
from .copies import counted, driven, named
from .figure import Card, Chain, Figure, Fork, Gap, Joint, Loop, Web, shapes

DEEPEST, MOST_PARTS, MOST_FIGURES = 16, 120, 400
BESIDE = (Activation, Norm, Dropout)  # leaves that stand on the card of the one before them


def figure(net: Layer, x: Any = None) -> Figure:
    """The figure of a term; with the shapes where the shape that it reads is given."""
    return Reading().read(net, None if x is None else shape(x))


class Reading:
    """The reading of one term; `left` figures may still be made."""

    def __init__(self) -> None:
        self.walk = Walk()
        self.left = MOST_FIGURES

    def out(self, term: Layer, x: Shape | None) -> Shape | None:
        """The shape that a term writes, where the one that it reads is known."""
        return None if x is None else self.walk.run(term, x)[0]

    def read(self, term: Layer, x: Shape | None, deep: int = DEEPEST) -> Figure:
        """The figure of a term."""
        self.left -= 1
        if term is Id:
            return Chain((), x, x)
        if not deep or self.left < 0:
            return Gap("...", self.out(term, x))
        if isinstance(term, Series):
            return self.chain(term, x, deep - 1)
        if isinstance(term, Sum | Concat | Product):
            return self.fork(term, x, deep - 1)
        if isinstance(term, Repeat):
            return self.loop(term, x, deep - 1)
        if isinstance(term, Nest):
            return self.nest(term, x, deep - 1)
        if isinstance(term, Graph):
            return self.web(term, x)
        return Card((term,), x, self.out(term, x))

    def chain(self, term: Series, x: Shape | None, deep: int) -> Chain:
        """The parts of a series, the first ones of a long one."""
        found: list[Figure] = []
        y, parts = x, term.parts()
        for part in islice(parts, MOST_PARTS):
            last = found[-1] if found else None
            if isinstance(part, BESIDE) and isinstance(last, Card):
                found[-1] = replace(last, leaves=(*last.leaves, part), out=self.out(part, y))
            else:
                found.append(self.read(part, y, deep))
            y = found[-1].out
        if more := sum(1 for _ in parts):
            y = self.out(term, x)
            found.append(Gap(f"... and {more:,} more", y))
        return Chain(tuple(found), x, y)

    def fork(self, term: Sum | Concat | Product, x: Shape | None, deep: int) -> Fork:
        """The branches, the first ones of many."""
        parts = list(islice(term.parts(), MOST_PARTS + 1))
        if len(parts) > MOST_PARTS:
            found = [*(self.read(part, x, deep) for part in parts[:8]), Gap("...", None)]
            return Fork(type(term), tuple(found), self.out(term, x))
        branches = tuple(self.read(part, x, deep) for part in parts)
        outs = [branch.out for branch in branches if branch.out is not None]
        out = joined(type(term), parts, x, outs) if x is not None and len(outs) == len(parts) else None
        return Fork(type(term), branches, out)

    def web(self, term: Graph, x: Shape | None) -> Figure:
        """The nodes of a graph, a term at a node as one card."""
        if len(term.wiring) > MOST_PARTS:
            return Gap(f"a graph of {len(term.wiring):,} nodes", self.out(term, x))
        outs, nodes = [x], []
        for node, layer in zip(term.wiring, term.layers, strict=True):
            read = [outs[source] for source in node.sources]
            known = [z for z in read if z is not None]
            out = None if x is None else self.node(term, node, layer, x, known)
            kind = node.join or "sum"
            nodes.append(Joint(kind, out) if layer is Id and node.join else Card(beads(layer), read[0], out))
            outs.append(out)
        return Web(tuple(nodes), tuple(node.sources for node in term.wiring), outs[-1])

    def node(self, term: Graph, node: Any, layer: Layer, x: Shape, read: Sequence[Shape]) -> Shape | None:
        """What a node writes."""
        return self.out(layer, term.joint(node, x, read) if node.join else read[0])

    def loop(self, term: Repeat, x: Shape | None, deep: int) -> Loop:
        """The body as the copy at the index reads it."""
        out, index, (state,) = self.state(term, x, (term.body,))
        body = self.read(term.body, state, deep)
        runs = f", {index} = 0, ..., {less(term.count)}" if depends(term, body, index) else ""
        title = f"× {term.count}{runs}" + (", one set of weights" if term.shared else "")
        return Loop(title, body, out)

    def nest(self, term: Nest, x: Shape | None, deep: int) -> Figure:
        """The level at the index, the next one within it."""
        if isinstance(term.count, int):
            return self.read(term.unrolled(), x, deep)
        parts = (term.before, term.enter, term.leave, term.after, term.core)
        out, index, states = self.state(term, x, parts)
        before, enter, leave, after, core = (
            self.read(*part, deep) for part in zip(parts, states, strict=True)
        )
        within = Loop("the next level; at the bottom", core, states[2])
        skip = before.out
        down = Chain((enter, within, leave), skip, leave.out)
        body = Chain(
            (before, Fork(Concat, (Chain((), skip, skip), down), states[3]), after), states[0], after.out
        )
        return Loop(f"level {index} = 0, ..., {less(term.count)}", body, out)

    def state(
        self, term: Any, x: Shape | None, parts: tuple[Layer, ...]
    ) -> tuple[Shape | None, str, list[Shape | None]]:
        """What a loop writes, the name of its index, and what its parts read there, where it is known."""
        taken = free_names(term) | {name for d in x or () for name in names(d)}
        index = term.index.name if term.index else next(i for i in LETTERS if i not in taken)
        unknown: list[Shape | None] = [None] * len(parts)
        if x is None:
            return None, index, unknown
        out = self.out(term, x)
        try:
            met = self.visits(counted(term), x)
        except NoClosedForm:
            return out, index, unknown
        return out, index, [named(met.get(id(part)), index) for part in parts]

    def visits(self, term: Any, x: Shape) -> dict[int, Shape]:
        """What each part of a loop reads at its index, as the walk finds it."""
        self.walk.level = 0
        rule = repeated if isinstance(term, Repeat) else nested
        return {id(part): read for part, read in driven(rule(self.walk, term, x), self.walk)}


def beads(term: Layer) -> tuple[Layer, ...]:
    """The leaves of a short chain, or the term as it is."""
    parts = tuple(islice(term.parts(), DEEPEST)) if isinstance(term, Series) else ()
    return parts if 0 < len(parts) < DEEPEST and all(isinstance(part, Leaf) for part in parts) else (term,)


def depends(term: Repeat, body: Figure, index: str) -> bool:
    """Whether copies differ in what they are, or in the shapes within."""
    return index in free_names(term.body) or any(index in names(d) for y in shapes(body) for d in y)


def less(count: Any) -> str:
    """A count less 1, as text."""
    return str(formula(count) - 1)
