"""What the words of an equation mean, beside the letters that a law introduces."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from .. import measures as room
from ..errors import NoRule, ParseError, SymalgebraError
from ..formula import formula
from ..layer import Id, Layer
from ..layer.repeat import Loop
from ..measure import Measure
from ..shape import Shape, SizeMap
from .carrier import carried
from .dimensions import each
from .equation import Known, Letters, evaluated, opened, sides, value
from .law import Law, arrow
from .relating import same

Two = tuple[ast.expr, ast.expr]  # the sides of a law
Through = Callable[[Measure], Measure | None]
NAMED = {name: m for name in room.__all__ if isinstance(m := getattr(room, name), Measure)}
SHORT = {"C": room.layer_complexity, "P": room.intrinsic_power}
REMEMBERED = 4096  # values of a measure: laws on the same letters ask for the same ones
WORDS: dict[str, Any] = {"Id": Id, "one": SizeMap()}


@lru_cache(maxsize=64)
def words(measure: Measure | None, through: Through) -> dict[str, Any]:
    """m the measure, v its value in the algebra, all measures by name, functions of layers and shapes.

    Measures are taken `through` what puts letters in the place of layers, or as they are.
    """
    several = {**NAMED, **SHORT, **({"m": measure} if measure else {})}
    found = {name: lru_cache(REMEMBERED)(valued(through(one))) for name, one in several.items()}
    inner = measure and through(measure)
    return {**WORDS, **found, **({"v": lru_cache(REMEMBERED)(carried(inner))} if inner else {})}


def valued(measure: Measure | None) -> Callable[[Layer, Any], Any]:
    """A measure, of which values by dimension can be added and multiplied."""

    def value_of(net: Layer, x: Any) -> Any:
        if measure is None:
            raise NoRule("this measure has no values on letters")
        return each(measure(net, x))

    return value_of


def as_it_is(measure: Measure) -> Measure:
    """The measure on layers."""
    return measure


def both(
    law: Law, letters: Letters, measure: Measure | None, through: Through = as_it_is
) -> tuple[Any, Any] | None:
    """The values of the two sides of a law; None where one of them is not defined."""
    return compared(law, letters, sides(law.equation)[::2], measure, through)


def compared(
    law: Law,
    letters: Letters,
    two: Two,
    measure: Measure | None,
    through: Through = as_it_is,
) -> tuple[Any, Any] | None:
    """The values of two sides, of which parts may be known.

    The constructors of terms forget brackets and `Id`, so a required law of terms is tried on the values of
    its letters too: the rules of the algebra must forget them by themselves.
    """
    try:
        known = {**words(measure, through), **letters}
        left, right = (value(side, known) for side in two)
        if not (isinstance(left, Layer) and isinstance(right, Layer)):
            return left, right
        left, right = (known["m"](side, letters["x"]) for side in (left, right))
        if not law.required or not same(left, right):
            return left, right
        return evaluated(law.equation, lifted(law, known))
    except ParseError:
        raise
    except SymalgebraError:
        return None


def opening(law: Law, letters: Letters) -> Two | None:
    """The two sides with all that is the same for every measure; None where that is not defined."""
    try:
        two = opened(law.equation, {**WORDS, **letters})
        for net, x in chain(*(reads(side, letters) for side in two)):
            net.out(x)
    except ParseError:
        raise
    except SymalgebraError:
        return None
    return two


def reads(side: ast.expr, letters: Letters) -> Iterator[tuple[Layer, Any]]:
    """The layers that a side asks values of, each with the shape that it reads."""
    match side:
        case Known(meaning=Layer() as net):
            yield net, letters["x"]
        case ast.Call(ast.Name(), [Known(meaning=Layer() as net), Known(meaning=x)]):
            yield net, x
        case ast.BinOp(left, _, right):
            yield from reads(left, letters)
            yield from reads(right, letters)


def lifted(law: Law, known: Letters) -> dict[str, Any]:
    """The letters as values of an algebra."""
    found: dict[str, Any] = {"Id": known["v"](Id, known["x"])}
    for name, sort in law.sorts.items():
        ends = arrow(sort)
        found[name] = known["v"](known[name], known[ends[0]]) if ends else known[name]
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


WORDS |= {"N": numel, "unrolled": unrolled, "wider": wider, "larger": larger}
