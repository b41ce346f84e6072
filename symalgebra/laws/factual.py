"""What the words of the laws of a leaf mean."""

from __future__ import annotations

from typing import Any

from ..errors import NoRule, SymalgebraError
from ..formula import Formula, formula, multiply
from ..leaves import Leaf
from ..shape import Shape
from ..strategies.sizes import least
from .dimensions import each
from .relating import same

MOST_LITTLE = 32
STRETCH = 2520  # a multiple of the strides from 1 to 10


def _smallest(x: Shape) -> Any:
    return min(map(least, x))


def _tiny(x: Shape) -> Shape:
    """The shape with one position."""
    return Shape((x.channels, *(1 for _ in x.resolution)))


def _little(leaf: Leaf, x: Shape) -> Shape:
    """The least resolution that the leaf reads, of equal sides."""
    for r in range(1, MOST_LITTLE):
        found = Shape((x.channels, *(r for _ in x.resolution)))
        try:
            leaf.out(found)
        except SymalgebraError:
            continue
        return found
    return x


def _stretched(x: Shape) -> Shape:
    return Shape((x.channels, *(r + STRETCH for r in x.resolution)))


def _longer(leaf: Leaf, x: Shape) -> Any:
    """By how much the output is longer on an input that is longer by STRETCH."""
    y, z = leaf.out(x), leaf.out(_stretched(x))
    if y.rank != x.rank or any(map(same, y.resolution, z.resolution)) or not x.rank:
        raise NoRule("the output does not follow the resolution")
    return _dimensions(formula(b) - a for a, b in zip(y.resolution, z.resolution, strict=True))


def _step(leaf: Leaf, x: Shape) -> Any:
    return _dimensions(STRETCH for _ in x.resolution)


def _dimensions(values: Any) -> Any:
    found = tuple(values)
    return each(found) if len(set(found)) > 1 else found[0]


def _connections(leaf: Leaf, x: Shape) -> Formula:
    return formula(leaf.fan_in(x)) * leaf.out(x).numel


def _held(leaf: Leaf, x: Shape) -> Formula:
    kernels = [window.kernel for window in leaf.windows(x)]
    if all(k == 1 for k in kernels):
        raise NoRule("no window is stated")
    return formula(multiply((x.channels, *kernels)))


def _spread(leaf: Leaf, x: Shape) -> Formula:
    fan_out = leaf.fan_out(x)
    if fan_out is None:
        raise NoRule("the leaf states no fan-out")
    return formula(fan_out) * x.numel


def _again(leaf: Leaf) -> Leaf:
    return leaf.map_sizes(lambda size: size)


FACTUAL = {
    "smallest": _smallest, "tiny": _tiny, "little": _little, "longer": _longer, "step": _step,
    "connections": _connections, "held": _held, "spread": _spread, "again": _again,
    "weighted": lambda leaf: int(leaf.weighted),
}  # fmt: skip
