"""Loops: the shape that each copy reads, in closed form, then one visit of the body for all copies.

    x(0) = x,   x(i + 1) = body(i).out(x(i))

An input that the body maps to itself is x(i) for all i. Otherwise the body is tried on unknown sizes: a
channel map c -> a*c + g(i) is an affine recurrence, a resolution map r -> floor((r + B)/s) is a power of a
size map. What is found is checked by induction, x(i + 1) = body(i).out(x(i)), before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symalgebra.errors import NoClosedForm, ShapeError, SymalgebraError
from symalgebra.formula import Formula, Index, Size, affine, formula, size, split_affine
from symalgebra.formula.atom import Name
from symalgebra.formula.floor import Floor
from symalgebra.shape import Shape, SizeMap

from .term import Layer

if TYPE_CHECKING:
    from .repeat import Repeat
    from .walk import Rules, Visit, Walk

UNROLLED = 64  # copies that are visited one by one where no fixed shape is found
Step = Callable[[Shape], Generator[Any, Any, Shape]]


@dataclass(frozen=True)
class Solution:
    """What a repeat does to an input: the body at the index, what each copy reads, what the last one writes."""

    x: tuple[Any, ...]
    index: Index
    body: Layer
    state: Shape
    out: Shape


def repeated(walk: Walk, term: Repeat, x: Shape, rules: Rules) -> Visit:
    """A repeat: the value of the body at the index, combined over all copies."""
    index = enter(walk, term.count)
    try:
        found = term.solution
        if found is None or found.index is not index or found.x != x.exact:
            found = yield from solution(walk, term, x, index)
        if found is None:
            return (yield from unrolled(walk, term, x, rules))
        term.remember(found)
        _, value = yield found.body, found.state, rules
        return found.out, rules.repeat(value, index, term.count, term.shared)
    finally:
        walk.level -= 1


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
    from .walk import several_parents

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


def stepper(body: Layer) -> Step:
    """The shape that a body writes, as a question to the walk."""
    from .rules import SHAPES

    def step(x: Shape) -> Generator[Any, Any, Shape]:
        y, _ = yield body, x, SHAPES
        return y

    return step


def solved(
    step: Step, x: Shape, index: Index, first: SymalgebraError | None = None
) -> Generator[Any, Any, Shape]:
    """The state x(i) of a loop at its index, in closed form and checked."""
    probe = unknowns(x)
    error = first
    for known in (False, True):
        moving = (yield from changing(step, x)) if known else range(len(x))
        try:
            y = yield from step(Shape(probe[j].formula() if j in moving else x[j] for j in range(len(x))))
            if len(y) != len(x):
                break
            state = states(y, [probe[j] if j in moving else None for j in range(len(x))], x, index)
            if (yield from step(state)) == at(state, index, index.formula() + 1):
                return state
        except SymalgebraError as failure:
            error = error or failure
    if isinstance(error, ShapeError):
        raise error
    raise NoClosedForm(
        f"no closed form is known for the shapes of this loop on input {x}; give its count a number"
    ) from error


def unknowns(x: Shape) -> list[Name]:
    """An unknown for each place of a shape; dimensions that are one object have one unknown."""
    place = {id(d): j for j, d in reversed(list(enumerate(x)))}
    return [Name(f"?{place[id(d)] if j else 0}", 1) for j, d in enumerate(x)]


def changing(step: Step, x: Shape) -> Generator[Any, Any, list[int]]:
    """The places of a shape that one step changes; all, where the step cannot be taken."""
    try:
        y = yield from step(x)
    except SymalgebraError:
        return list(range(len(x)))
    return [j for j in range(len(x)) if len(y) != len(x) or y[j] != x[j]]


def at(state: Shape, index: Index, place: Size) -> Shape:
    """The state at another place than the index."""
    return state.each(lambda d: size(formula(d).substitute({index: formula(place)})))


def states(y: Shape, unknown: Sequence[Name | None], x: Shape, index: Index) -> Shape:
    """x(i) from what the body makes of unknown sizes; a size without an unknown stays as it is."""
    found: dict[tuple[int, Name], Size] = {}
    for image, own, start in zip(y, unknown, x, strict=True):
        if own and (id(image), own) not in found:
            found[id(image), own] = solve(image, own, start, index)
    return Shape(
        found[id(image), own] if own else start for image, own, start in zip(y, unknown, x, strict=True)
    )


def solve(image: Size, unknown: Name, start: Size, index: Index) -> Size:
    """x(i) for one size whose next value is `image`, a formula in its unknown."""
    value = formula(image)
    foreign = [s for s in value.free if isinstance(s, Name) and s.name.startswith("?") and s is not unknown]
    if foreign:
        raise NoClosedForm("a size that depends on the others from one copy to the next")
    linear = split_affine(value, unknown)
    if linear is not None:
        slope, offset = linear
        if index in slope.free:
            raise NoClosedForm("a size that is multiplied by a changing factor")
        return affine(slope, offset, start, index, index.formula())
    stride, padding = size_map(value, unknown)
    if index in (formula(stride) + formula(padding)).free:
        raise NoClosedForm("a stride or padding that changes from one copy to the next")
    return SizeMap(stride, padding).power(size(index.formula()))(start)


def size_map(value: Formula, unknown: Name) -> tuple[Size, Size]:
    """(s, B) where the value is floor((unknown + B)/s)."""
    floors = [a for m in value.terms for a in m.atoms if isinstance(a, Floor) and unknown in a.free]
    if len(floors) == 1:
        atom = floors[0]
        outside = value - atom.formula()
        inside = split_affine(atom.numerator, unknown)
        if unknown not in outside.free | atom.denominator.free and inside and inside[0] == 1:
            return size(atom.denominator), size(inside[1] + outside * atom.denominator)
    raise NoClosedForm(f"{value} is no size map of one window")
