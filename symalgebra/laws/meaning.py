"""What the words of an equation mean, beside the letters that a law introduces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ParseError, SymalgebraError
from ..formula import formula
from ..layer import Id, Layer
from ..layer.repeat import Loop
from ..measure import Measure
from ..shape import Shape
from .carrier import carried, unit
from .dimensions import each
from .equation import Letters, sides, value
from .law import Law, arrow
from .relating import same

Measured = Callable[..., Any]  # measure(net, x): a Measure, or a function like one


def words(measure: Measured) -> dict[str, Any]:
    """m the measure, v its value in the algebra, and functions of layers and shapes."""
    found: dict[str, Any] = {
        "Id": Id, "m": lambda net, x: each(measure(net, x)), "N": numel,
        "unrolled": unrolled, "wider": wider, "larger": larger,
    }  # fmt: skip
    return {**found, "v": carried(measure)} if isinstance(measure, Measure) else found


def both(law: Law, letters: Letters, measure: Measured) -> tuple[Any, Any] | None:
    """The values of the two sides of a law; None where one of them is not defined.

    The constructors of terms forget brackets and `Id`, so a required law of terms is tried on the values of
    its letters too: the rules of the algebra must forget them by themselves.
    """
    try:
        found = evaluated(law, {**words(measure), **letters})
        if not all(isinstance(side, Layer) for side in found):
            return found
        left, right = (each(measure(side, letters["x"])) for side in found)
        if not law.required or not isinstance(measure, Measure) or not same(left, right):
            return left, right
        return evaluated(law, lifted(law, letters, measure))
    except ParseError:
        raise
    except SymalgebraError:
        return None


def evaluated(law: Law, known: Letters) -> tuple[Any, Any]:
    """What the two sides mean."""
    left, _, right = sides(law.equation)
    return value(left, known), value(right, known)


def lifted(law: Law, letters: Letters, measure: Measure) -> dict[str, Any]:
    """The letters as values of an algebra."""
    v, x = carried(measure), letters["x"]
    found: dict[str, Any] = {"Id": unit(measure, x)}
    for name, sort in law.sorts.items():
        ends = arrow(sort)
        found[name] = v(letters[name], letters[ends[0]]) if ends else letters[name]
    return found


def numel(x: Shape) -> Any:
    """The number of scalars of a shape, as a formula."""
    return formula(x.numel)


def unrolled(net: Layer) -> Layer:
    """A loop as its copies one after another."""
    return net.unrolled() if isinstance(net, Loop) else net  # type: ignore[attr-defined]


def wider(x: Shape) -> Shape:
    """The shape with one channel more."""
    return Shape((x.channels + 1, *x.resolution))


def larger(x: Shape) -> Shape:
    """The shape with one position more along each spatial dimension."""
    return Shape((x.channels, *(r + 1 for r in x.resolution)))
