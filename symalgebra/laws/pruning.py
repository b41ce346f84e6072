"""Smaller networks on which a law fails: parts are left out, one after another, for as long as it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..errors import SymalgebraError
from ..layer import Id, Layer
from ..layer.node import Node
from ..strategies.sizes import lowest
from .small import Instance, length


def pruned(instance: Instance, kept: Callable[[Instance], bool]) -> Instance:
    """The instance without what its layers do not need for a law not to be kept."""
    best, found = instance, [instance]
    while found:
        best = found[0]
        shorter = sorted((one for one in _without(best) if length(one) < length(best)), key=length)
        found = next(([one] for one in shorter if not kept(one)), [])
    return best


def _without(instance: Instance) -> Iterator[Instance]:
    """The instances with one part less; values are for the symbols that are left."""
    for name, layer in instance.items():
        if isinstance(layer, Layer):
            for less in lesser(layer):
                left = {**instance, name: less}
                symbols = lowest(less, instance["x"])
                yield {n: _of(symbols, v) if isinstance(v, dict) else v for n, v in left.items()}


def _of(symbols: dict[str, int], values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in symbols}


def lesser(term: Layer) -> Iterator[Layer]:
    """A part in the place of the whole, and the whole with less in the place of a part."""
    parts = term.children()
    yield from parts
    for k, part in enumerate(parts):
        for less in (Id, *lesser(part)):
            try:
                yield _made(term, (*parts[:k], less, *parts[k + 1 :]))
            except SymalgebraError:
                continue


def _made(term: Layer, parts: tuple[Layer, ...]) -> Layer:
    assert isinstance(term, Node)
    return type(term).made(term.label(), parts)
