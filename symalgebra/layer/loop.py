"""Loops: the shape that each copy reads, in closed form, then one visit of the body for all copies.

    x(0) = x,   x(i + 1) = body(i).out(x(i))

An input that the body maps to itself is x(i) for all i. Otherwise the body is tried on unknown sizes: a
channel map c -> a*c + g(i) is an affine recurrence, a resolution map r -> floor((r + B)/s) is a power of a
size map. What is found is checked by induction, x(i + 1) = body(i).out(x(i)), before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
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


def repeated(walk: Walk, term: Repeat, x: Shape, rules: Rules) -> Visit:
    """A repeat: the value of the body at the index, combined over all copies."""
    index = enter(walk, term.count)
    try:
        body = at_index(walk, term, term.body, index)
        try:
            y, value = yield body, x, rules
            if y == x:
                return x, rules.repeat(value, index, term.count, term.shared)
        except SymalgebraError as error:
            first: SymalgebraError | None = error
        else:
            first = None
        if isinstance(term.count, int) and term.count <= UNROLLED:
            return (yield from unrolled(walk, term, x, rules))
        state = yield from solved(stepper(body), x, index, first)
        y, value = yield body, state, rules
        return at(state, index, term.count), rules.repeat(value, index, term.count, term.shared)
    finally:
        walk.level -= 1


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
    probe = Shape(Name(f"?{place}", 1).formula() for place in range(len(x)))
    error = first
    for unknown in ((yield from changing(step, x)), range(len(x))):
        mixed = Shape(probe[j] if j in unknown else x[j] for j in range(len(x)))
        try:
            y = yield from step(mixed)
            if len(y) != len(x):
                break
            state = Shape(solve(y[j], j, x[j], index) if j in unknown else x[j] for j in range(len(x)))
            if (yield from step(state)) == at(state, index, index.formula() + 1):
                return state
        except SymalgebraError as failure:
            error = error or failure
    if isinstance(error, ShapeError):
        raise error
    raise NoClosedForm(
        f"no closed form is known for the shapes of this loop on input {x}; give its count a number"
    ) from error


def changing(step: Step, x: Shape) -> Generator[Any, Any, list[int]]:
    """The places of a shape that one step changes; all, where the step cannot be taken."""
    try:
        y = yield from step(x)
    except SymalgebraError:
        return list(range(len(x)))
    return [j for j in range(len(x)) if len(y) != len(x) or y[j] != x[j]]


def at(state: Shape, index: Index, place: Size) -> Shape:
    """The state at another place than the index."""
    return Shape(size(formula(d).substitute({index: formula(place)})) for d in state)


def solve(image: Size, place: int, start: Size, index: Index) -> Size:
    """x(i) for one size whose next value is `image`, a formula in the unknown of its place."""
    unknown = Name(f"?{place}", 1)
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
