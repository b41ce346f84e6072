"""The shape that each copy of a loop reads, in closed form.

    x(0) = x,   x(i + 1) = body(i).out(x(i))

The body is tried on unknown sizes: a channel map c -> a*c + g(i) is an affine recurrence, a resolution map
r -> floor((r + B)/s) is a power of a size map. What is found is checked by induction before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any

from symalgebra.errors import NoClosedForm, ShapeError, SymalgebraError
from symalgebra.formula import Formula, Index, Size, affine, formula, size, split_affine
from symalgebra.formula.atom import Name
from symalgebra.formula.floor import Floor
from symalgebra.shape import Shape, SizeMap

from .term import Layer

if TYPE_CHECKING:
    from .scope import Values
    from .walk import Walk

Step = Callable[[Shape], Generator[Any, Any, Shape]]


def stepper(walk: Walk, indices: Values, body: Layer) -> Step:
    """The shape that a body writes under the indices of a loop, as a question to the walk."""

    def step(x: Shape) -> Generator[Any, Any, Shape]:
        y, _ = yield from walk.within(indices, body, x)
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
