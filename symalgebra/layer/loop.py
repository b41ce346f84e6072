"""Loops: the shape that each copy reads, in closed form, then one visit of the body for all copies."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symalgebra.errors import ShapeError, SymalgebraError
from symalgebra.formula import Index, Size, formula
from symalgebra.shape import Bundle, Shape

from .node import several_parents
from .states import at, solved, stepper
from .term import Layer

if TYPE_CHECKING:
    from .repeat import Repeat
    from .walk import Rules, Visit, Walk

UNROLLED = 64  # copies that are visited one by one where no fixed shape is found


@dataclass(frozen=True)
class Solution:
    """What a repeat does to an input: the body at the index, what each copy reads, what the last writes."""

    x: tuple[Any, ...]
    index: Index
    body: Layer
    state: Shape
    out: Shape


def repeated(walk: Walk, term: Repeat, x: Shape, rules: Rules) -> Visit:
    """A repeat: the value of the body at the index, combined over all copies."""
    single(x)
    index = enter(walk, term.count)
    try:
        found = term.solution
        if found and found.index is index and found.x == x.exact:
            walk.shared |= several_parents(found.body)
        else:
            found = yield from solution(walk, term, x, index)
        if found is None:
            return (yield from unrolled(walk, term, x, rules))
        term.remember(found)
        _, value = yield found.body, found.state, rules
        return found.out, rules.repeat(value, index, term.count, term.shared)
    finally:
        walk.level -= 1


def single(x: Shape) -> None:
    """Refuse several inputs: the copies of a loop read and write one shape."""
    if isinstance(x, Bundle):
        raise ShapeError(f"a loop reads one input, and {len(x.parts)} are given")


def solution(walk: Walk, term: Repeat, x: Shape, index: Index) -> Generator[Any, Any, Solution | None]:
    """The solution on an input; None where no shape is fixed and the copies are few enough to be unrolled."""
    body = at_index(walk, term, term.body, index)
    step = stepper(body)
    numbered = isinstance(term.count, int) and term.count <= UNROLLED
    first: SymalgebraError | None = None
    if numbered or term.index is None:
        try:
            if (yield from step(x)) == x:
                return Solution(x.exact, index, body, x, x)
        except SymalgebraError as error:
            first = error
    if numbered:
        return None
    state = yield from solved(step, x, index, first)
    return Solution(x.exact, index, body, state, at(state, index, term.count))


def enter(walk: Walk, count: Size) -> Index:
    """The index of a loop within the loops that stand around it."""
    walk.level += 1
    return Index(walk.level, formula(count) - 1)


def at_index(walk: Walk, loop: Any, body: Layer, index: Index) -> Layer:
    """The body of a loop with the loop's index in place of the user's symbol."""
    key = (id(body), index)
    if key not in walk.bodies:
        new = body if loop.index is None else body.subs({loop.index.name: index.formula()})
        walk.shared |= several_parents(new)
        walk.bodies[key] = (body, new)
    return walk.bodies[key][1]


def unrolled(walk: Walk, term: Repeat, x: Shape, rules: Rules) -> Generator[Any, Any, tuple[Shape, Any]]:
    """A repeat of few copies, one after another."""
    values, variable = [], term.index
    for i in range(int(term.count)):
        body = term.body if variable is None else term.body.subs({variable.name: i})
        y, value = yield body, x, rules
        if term.shared and y != x and i + 1 < int(term.count):
            raise ShapeError(f"copies that share weights must keep the shape: {x} becomes {y}")
        x = y
        values.append(value)
    return x, rules.series(values)
