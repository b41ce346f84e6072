"""What a network is measured by, by name: a measure, or a bound on its capacity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .. import measures
from ..errors import NoRule, UnknownSymbol
from ..formula import Formula
from ..formula.reading.source import nearest
from ..layer import Layer
from ..measure import Measure
from ..shape import Shape

MEASURES = {n: m for n in measures.__all__ if isinstance(m := getattr(measures, n), Measure)}
BEST = "vc_upper"


class BoundMeasure:
    """A bound as a function of a network and its input; an error says which assumption fails there."""

    def __init__(self, name: str, doc: str, bound: Callable[[Layer, Shape], Formula]) -> None:
        self.__name__, self.__doc__ = name, doc
        self.bound = bound

    def __call__(self, net: Layer, x: Shape) -> Formula:
        """The bound on a network that reads the shape x."""
        return self.bound(net, x)


def chosen_measure(name: str) -> Measure | BoundMeasure:
    """The measure of a name; or the bound of the catalogue with that id, `vc_upper` the best upper one.

    >>> from symalgebra import Linear
    >>> [chosen_measure(name)(Linear(1), (7,)) for name in ("params", "vc.linear", "vc_upper")]
    [8, 8, 8]
    """
    if name in MEASURES:
        return MEASURES[name]
    bounds = {bound.__name__: bound for bound in bound_measures()}
    if name not in bounds:
        known = f"; the measures are {', '.join(MEASURES)}; or the id of a bound, as vc.master, or {BEST}"
        raise UnknownSymbol(f"no measure {name!r}{nearest(name, [*MEASURES, *bounds]) or known}")
    return bounds[name]


def bound_measures() -> Iterator[BoundMeasure]:
    """The bounds of the catalogue, loaded when one is asked for."""
    from ..bounds import CATALOGUE, vc_upper

    yield BoundMeasure(BEST, "The best valid upper bound on the VC dimension.", vc_upper)
    for entry in CATALOGUE:
        yield BoundMeasure(entry.id, f"{entry.statement}. {entry.source}.", valid(entry))


def valid(entry: Any) -> Callable[[Layer, Shape], Formula]:
    """An entry of the catalogue on a network where it holds."""
    from ..bounds import Network

    def bound(net: Layer, x: Shape) -> Formula:
        found = entry.on(Network(net, x))
        if not found.valid:
            raise NoRule(f"{entry.id} says nothing about this network: {found.reason}")
        return found.formula

    return bound
