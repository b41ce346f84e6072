"""Nests: levels that are left in the order opposite to that in which they were entered, as in a U-Net.

X(i) = before(i) >> (Id | enter(i) >> X(i + 1) >> leave(i)) >> after(i),    X(count) = core
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from symalgebra.errors import NoClosedForm, ShapeError
from symalgebra.formula import Index, Size, formula, size, substitute
from symalgebra.formula.atom import Name
from symalgebra.formula.floor import Floor
from symalgebra.shape import Shape

from .compound import Series
from .loop import enter, single
from .states import Step, at, solved, stepper
from .trace import Levels

if TYPE_CHECKING:
    from .nest import Nest
    from .walk import Visit, Walk


def nested(walk: Walk, term: Nest, x: Shape) -> Visit:
    """A nest: downwards a loop of shapes, upwards the same resolutions, then one visit of each part."""
    count = substitute(term.count, walk.indices)
    if isinstance(count, int):
        return (yield term.of(count).unrolled(), x)
    single(x)
    index = enter(walk, count)
    try:
        indices = walk.under(term.index, index.formula())
        down = stepper(walk, indices, Series.of((term.before, term.enter)))
        state = yield from solved(down, x, index)
        bottom, core = yield term.core, at(state, index, count)
        skip, first = yield from walk.within(indices, term.before, state)
        _, second = yield from walk.within(indices, term.enter, skip)
        leave, after = (stepper(walk, indices, part) for part in (term.leave, term.after))
        up = yield from rising(leave, after, skip, state, bottom, index, count)
        raised, third = yield from walk.within(indices, term.leave, up)
        merged = both(skip, raised, at(state, index, count))
        y, fourth = yield from walk.within(indices, term.after, merged)
        levels = Levels((first, second, third, fourth, core), index, count)
        return at(y, index, 0), walk.put(levels)
    finally:
        walk.level -= 1


def rising(
    leave: Step, after: Step, skip: Shape, state: Shape, bottom: Shape, index: Index, count: Size
) -> Generator[Any, Any, Shape]:
    """What the network within writes: the resolution that it reads, and the channels that `after` gives."""
    unknown = Name("?0", 1).formula()
    inner = at(state, index, index.formula() + 1)
    raised = yield from leave(Shape((unknown, *inner.resolution)))
    y = yield from after(both(skip, raised, at(state, index, count)))
    if y.resolution != state.resolution:
        raise ShapeError(f"a level of a nest reads {state} and writes {y}: its resolution must stay")
    if any(s.name == "?0" for s in formula(y.channels).free if isinstance(s, Name)):
        raise NoClosedForm("the channels that a level writes depend on those of the level within; fix them")
    if at(y, index, count) != bottom:
        raise NoClosedForm(
            f"the core writes {bottom}; continuing the levels' pattern it would be {at(y, index, count)}"
        )
    return at(y, index, index.formula() + 1)


def both(skip: Shape, raised: Shape, lowest: Shape) -> Shape:
    """The concat of a skip and of what comes back from within; `lowest` is what the core reads."""
    if skip.resolution != raised.resolution:
        raise ShapeError(
            f"a level of a nest holds {skip} and gets {raised} back from within: the resolution does not "
            f"come out even{divisibility(lowest)}"
        )
    return Shape((size(skip.channels + raised.channels), *skip.resolution))


def divisibility(lowest: Shape) -> str:
    """What the levels together divide a size by, as far as it is left in floors of what the core reads."""
    floors = (a for r in lowest.resolution for m in formula(r).terms for a in m.atoms if isinstance(a, Floor))
    needed = set()
    for atom in floors:
        names = sorted(s.name for s in atom.numerator.free - atom.denominator.free if isinstance(s, Name))
        needed.add(f"{' and '.join(names)} must be a multiple of {atom.denominator}")
    return f"; {', '.join(sorted(needed))}, which is written as r = 2**N*q" if needed else ""
