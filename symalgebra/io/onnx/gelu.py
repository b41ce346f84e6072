"""GELU in five nodes, as it is written for files without the operator: x*(1 + erf(x/sqrt(2)))*0.5."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, sqrt
from typing import Any, NamedTuple

from ...errors import UnsupportedLayer
from ...leaves import GELU
from ..building import Building, Tensor
from ..constants import Weights
from .values import Known, Node

STEPS: list[tuple[str, float | None]] = [
    ("Div", sqrt(2)),
    ("Erf", None),
    ("Add", 1),
    ("Mul", None),
    ("Mul", 0.5),
]


class Partial(NamedTuple):
    """The first few of the five nodes, on what the first one reads."""

    x: Tensor
    done: int


def begins(node: Node) -> bool:
    """Whether a node is one of the five: the first, or one behind another."""
    values = list(node.all())
    return any(isinstance(v, Partial) for v in values) or (
        node.op == "Div" and len(values) == 2 and isinstance(values[0], Tensor) and fits(node, 1, sqrt(2))
    )


def advanced(to: Building, node: Node) -> Partial | Tensor:
    """One node more; the layer after the last one."""
    before = next((v for v in node.all() if isinstance(v, Partial)), None) or Partial(node.read(0), 0)
    op, constant = STEPS[before.done]
    others = [place for place in range(node.count) if not isinstance(node.read(place), Partial)]
    if before.done == 3:
        known = [node.read(place) for place in others] == [before.x]
    else:
        known = constant is None or any(fits(node, place, constant) for place in others)
    if node.op != op or not known:
        raise UnsupportedLayer("it begins as a GELU does, and does not go on as one")
    if before.done + 1 < len(STEPS):
        return Partial(before.x, before.done + 1)
    return to.put(GELU(), before.x, node.name)


def fits(node: Node, place: int, constant: float) -> bool:
    """Whether an input is one number, close to a constant."""
    value = node.read(place)
    if isinstance(value, Weights) and value.size != 1:
        return False
    numbers = list(values(node, place)) if isinstance(value, Weights | Known) else []
    return len(numbers) == 1 and isclose(numbers[0], constant, rel_tol=1e-4)


def values(node: Node, place: int) -> Iterator[Any]:
    """The numbers of an input."""
    return (v for v in node.of(Known, place).values if isinstance(v, int | float))
