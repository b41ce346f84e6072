"""`Recurrence`: feedback in time, unrolled for a number of steps that may be a symbol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, final

from ..errors import ShapeError, SymalgebraError
from ..formula import Size, names, size, substitute
from ..layer import Concat, Layer, Node
from ..layer.branches import brief, joined
from ..layer.loop import enter, single
from ..layer.repeat import counted
from ..layer.trace import Recurring
from ..layer.walk import Visit, Walk
from ..shape import Shape


@final
class Recurrence(Node):
    """h(t) = cell(x | h(t - 1)), t = 1, ..., count: a step reads the input and what the step before it wrote.

    The first step has no state; the output is h(count). All steps share one set of weights, which counts
    once, as the loop of a recurrent network does; everything else counts per step. For a sequence x is what
    one step reads: costs are those of the sequence, and N_in is one step's. Without an input at every step
    it is `f.repeat(count, shared=True)`.

    >>> from symalgebra import Linear, Tanh, depth, dims, macs, params, paths
    >>> T, c, h = dims("T c h")
    >>> net = Recurrence(T, Linear(h) >> Tanh())
    >>> params(net, (c,)), macs(net, (c,)) == T * h * (c + h), depth(net, (c,)), paths(net, (c,))
    (c*h + h**2 + h, True, T, T)
    """

    __slots__ = ("cell", "count")
    count: Size
    cell: Layer

    def __new__(cls, count: Any, cell: Layer) -> Self:
        """The recurrence of checked arguments: at least one step."""
        if not isinstance(cell, Layer):
            raise SymalgebraError(f"the cell of a recurrence is a layer, and {cell!r} is none")
        return cls.made((None, size(count)), (cell,))

    @classmethod
    def made(cls, label: tuple[Any, ...], children: tuple[Layer, ...]) -> Self:
        """The node."""
        count = counted(label[1])
        if not names(count) and count == 0:
            raise SymalgebraError("a recurrence of 0 steps has no output")
        self, put = object.__new__(cls), object.__setattr__
        put(self, "count", count)
        put(self, "cell", children[0])
        put(self, "_hash", hash((cls.__name__, count, children)))
        return self

    def label(self) -> tuple[None, Size]:
        """No index, and the count."""
        return None, self.count

    def children(self) -> tuple[Layer]:
        """The cell."""
        return (self.cell,)

    def pieces(self) -> Sequence[str | tuple[Layer, int]]:
        """The text of a call."""
        return [f"Recurrence({self.count}, ", (self.cell, 0), ")"]

    def visit(self, walk: Walk, x: Shape) -> Visit:
        """The state from the first step, then the line of a step that reads it."""
        single(x)
        state, _ = yield self.cell, x
        z = joined(Concat, ["the input", "the state"], x, [x, state])
        y, line = yield self.cell, z
        if y != state:
            raise ShapeError(f"the cell {brief(self.cell)} reads {z} and writes {y}; the first step, {state}")
        count = substitute(self.count, walk.indices)
        index = enter(walk, count)
        walk.level -= 1
        return state, walk.put(Recurring((line,), index, count))
