"""Layers of which nothing is known but a letter: what holds for them holds for all layers.

A letter reads one shape and writes another one, both symbols; its value under an algebra is a symbol too, or
a carrier made of symbols. An equation whose sides have one normal form on letters is a theorem of algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..algebra import Algebra
from ..errors import ShapeError, SymalgebraError
from ..formula import Formula, Size, minimum, symbol
from ..layer import Layer
from ..leaves import ReLU
from ..measure import Measure
from ..measures.bottleneck import CUTS
from ..measures.capacity import CUBIC, MEMORY
from ..measures.compression import ENDS
from ..measures.field import FIELD
from ..measures.mean_depth import LEVERS, Lever
from ..measures.transfer import TRANSFER
from ..shape import Reach, Shape, SizeMap
from .law import Law, arrow

Symbolic = Callable[[str, Shape, Shape], Any]


class Letter(Layer):
    """A layer x -> y that is a letter."""

    __slots__ = ("name", "x", "y")

    def __init__(self, name: str, x: Shape, y: Shape) -> None:
        self.name, self.x, self.y = name, x, y

    def text(self) -> str:
        """The letter."""
        return self.name

    def sizes(self) -> Iterator[Size]:
        """None: a letter has no arguments."""
        return iter(())

    def map_sizes(self, function: Callable[[Size], Size]) -> Layer:
        """Itself."""
        return self

    def out(self, x: Any) -> Shape:
        """Its one output."""
        if x != self.x:
            raise ShapeError(f"{self.name} reads {self.x} and is given {x}")
        return self.y


def letter(name: str, low: int = 0) -> Formula:
    """A symbol for a value."""
    return symbol(name, low)


def scalar(of: str) -> Symbolic:
    """Any value from 0 on, of a measure: two measures of one layer have two values."""
    return lambda name, x, y: letter(f"{of}_{name}")


def reach(name: str, x: Shape, y: Shape) -> tuple[Reach, ...]:
    """Any window that slides: from low to high, integers; branches between two shapes have one stride."""
    low, high = (letter(f"{name}_{a}") - letter(f"{name}_{b}") for a, b in ("ab", "cd"))
    stride = letter(f"s_{x.resolution[0]}_{y.resolution[0]}", 1)
    return (Reach(1, stride, (low,), (high,)),)


def cut(name: str, x: Shape, y: Shape) -> tuple[Size, Size]:
    """Any width that is no more than those of the ends."""
    return x.numel, minimum(x.numel, y.numel, letter(f"cut_{name}", 1))


def lever(name: str, x: Shape, y: Shape) -> Lever:
    """Any parameters, layers and moment."""
    return Lever(*(letter(f"{name}_{part}") for part in "wsm"))


SYMBOLIC: dict[Algebra, Symbolic] = {
    LEVERS: lever,
    TRANSFER: lambda name, x, y: {letter(f"paths_{name}", 1): 1},
    FIELD: reach,
    CUTS: cut,
    ENDS: lambda name, x, y: None,
    MEMORY: lambda name, x, y: (letter(f"{name}_a"), letter(f"{name}_b"), letter(f"{name}_c")),
    CUBIC: lambda name, x, y: (((letter(f"{name}_a"), letter(f"{name}_b")),), letter(f"{name}_c")),
}


def on_letters(measure: Measure) -> Measure | None:
    """The measure of terms over letters; None where it is not known what its values look like."""
    values = SYMBOLIC.get(measure.algebra) or (scalar(measure.__name__) if _scalar(measure) else None)
    if values is None:
        return None
    return Measure(_named(measure, values), measure.algebra, measure.project)


def _named(measure: Measure, values: Symbolic) -> Any:
    def rule(leaf: Letter, x: Shape, y: Shape) -> Any:
        return values(leaf.name, x, y)

    rule.__name__ = measure.__name__
    return rule


def _scalar(measure: Measure) -> bool:
    """Whether the values are numbers and formulas: what the rule gives for a leaf that any measure reads."""
    try:
        return isinstance(measure.rule(ReLU(), Shape((1,)), Shape((1,))), int | Formula)
    except (AttributeError, SymalgebraError):
        return False


def generic(law: Law) -> dict[str, Any] | None:
    """The letters of a law as letters; None where a sort does not allow that.

    None too for a homomorphism: letters are leaves, and it is about what is made of them.
    """
    if "v(" in law.equation:
        return None
    found: dict[str, Any] = {"x": _shape("x")}
    for name, sort in law.sorts.items():
        ends = arrow(sort)
        if ends and "*" not in ends:
            found |= {end: _shape(end) for end in ends}
            found[name] = Letter(name, *map(_shape, ends))
        elif sort in ("count", "size"):
            found[name] = symbol(name, 0)
        elif sort == "size map":
            found[name] = SizeMap(letter(f"s_{name}", 1), letter(f"b_{name}") - letter(f"c_{name}"))
        else:
            return None
    return found


def _shape(name: str) -> Shape:
    """(c, r) with symbols; y, y' and y'' have one resolution."""
    return Shape((symbol(f"c_{name.replace(chr(39), '_')}"), symbol(f"r_{name.rstrip(chr(39))}")))
