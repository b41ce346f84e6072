"""Loops: the shape that each copy reads, in closed form, and one visit of the body for all copies."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from symalgebra.errors import ShapeError, SymalgebraError
from symalgebra.formula import Index, Size, formula, substitute
from symalgebra.shape import Bundle, Shape

from .states import Step, at, solved, stepper
from .trace import Copies, InSeries

if TYPE_CHECKING:
    from .repeat import Repeat
    from .walk import Visit, Walk

UNROLLED = 64  # copies that are visited one by one where no fixed shape is found


def repeated(walk: Walk, term: Repeat, x: Shape) -> Visit:
    """A repeat: the line of the body at the index, for all copies."""
    single(x)
    count = substitute(term.count, walk.indices)
    index = enter(walk, count)
    try:
        indices = walk.under(term.index, index.formula())
        walk.shared.add(id(term.body))
        state = yield from read(stepper(walk, indices, term.body), term, x, index, count)
        if state is None:
            return (yield from unrolled(walk, term, x, int(count)))
        y, line = yield from walk.within(indices, term.body, state)
        copies = Copies((line,), index, count, term.shared)
        return (y if y is state else at(state, index, count)), walk.put(copies)
    finally:
        walk.level -= 1


def single(x: Shape) -> None:
    """Refuse several inputs: the copies of a loop read and write one shape."""
    if isinstance(x, Bundle):
        raise ShapeError(f"a loop reads one input, and {len(x.parts)} are given")


def read(step: Step, term: Repeat, x: Shape, index: Index, count: Size) -> Generator[Any, Any, Shape | None]:
    """What the copy at the index reads; None where nothing is fixed and the copies can be unrolled."""
    numbered = isinstance(count, int) and count <= UNROLLED
    first: SymalgebraError | None = None
    if numbered or term.index is None:
        try:
            if (yield from step(x)) == x:
                return x
        except SymalgebraError as error:
            first = error
    return None if numbered else (yield from solved(step, x, index, first))


def enter(walk: Walk, count: Size) -> Index:
    """The index of a loop within the loops that stand around it."""
    walk.level += 1
    return Index(walk.level, formula(count) - 1)


def unrolled(walk: Walk, term: Repeat, x: Shape, count: int) -> Visit:
    """A repeat of few copies, one after another."""
    lines = []
    for i in range(count):
        y, line = yield from walk.within(walk.under(term.index, i), term.body, x)
        if term.shared and y != x and i + 1 < count:
            raise ShapeError(f"copies that share weights must keep the shape: {x} becomes {y}")
        x = y
        lines.append(line)
    return x, walk.put(InSeries(lines))
