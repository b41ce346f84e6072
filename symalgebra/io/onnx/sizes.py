"""Arithmetic of sizes: operators all inputs of which are known numbers."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from ...errors import ImportFailed, UnsupportedLayer
from ...formula import floordiv
from ..building import Building
from .values import Known, Node, few, integers


def gather(to: Building, node: Node) -> Known:
    """Gather: some of known numbers."""
    values, places = node.of(Known, 0).values, node.of(Known, 1)
    return Known([values[i] for i in within(places.values, len(values))], places.scalar)


def within(places: list[Any], length: int) -> list[int]:
    """Places in a list of known numbers."""
    if not all(type(i) is int and -length <= i < length for i in places):
        raise ImportFailed(f"the places {places} of {length} numbers")
    return places


def sliced(to: Building, node: Node) -> Known:
    """Slice of known numbers."""
    values = node.of(Known, 0).values
    start, stop = (integers(node.numbers(i, name)) for i, name in ((1, "starts"), (2, "ends")))
    if len(start) != 1 or len(stop) != 1 or node.count > 4:
        raise UnsupportedLayer("a slice of numbers other than from one place to another")
    return Known(values[start[0] : stop[0]])


def arithmetic(rule: Callable[[Any, Any], Any]) -> Callable[[Building, Node], Known]:
    """An operation on known numbers."""

    def apply(to: Building, node: Node) -> Known:
        a, b = node.of(Known, 0), node.of(Known, 1)
        length = max(len(a.values), len(b.values))
        left, right = (v.values * length if len(v.values) == 1 else v.values for v in (a, b))
        if len(left) != len(right):
            raise ImportFailed(f"{len(left)} numbers and {len(right)} in one operation")
        return Known(few([rule(*pair) for pair in zip(left, right, strict=True)]), a.scalar and b.scalar)

    return apply


def product(to: Building, node: Node) -> Known:
    """ReduceProd of known numbers."""
    return Known(few([prod(node.of(Known, 0).values)]), True)


def listed(to: Building, node: Node) -> Known:
    """Concat of known numbers."""
    return Known(few([v for place in range(node.count) for v in node.of(Known, place).values]))


RULES: dict[str, Any] = {
    "Gather": gather, "Slice": sliced, "Concat": listed, "ReduceProd": product,
    "Add": arithmetic(lambda a, b: a + b), "Sub": arithmetic(lambda a, b: a - b),
    "Mul": arithmetic(lambda a, b: a * b), "Div": arithmetic(floordiv),
}  # fmt: skip
