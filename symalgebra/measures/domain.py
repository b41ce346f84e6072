"""Where a formula holds: the smallest sizes on which every layer has at least one output position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from ..algebra import Algebra, Outs, in_steps, over_nodes
from ..formula import Formula, Index, Size, formula, nonnegative, size, split_affine
from ..formula.atom import Name
from ..formula.floor import Floor
from ..layer import Layer
from ..measure import Measure
from ..shape import Shape

Demands = frozenset[Size]  # sizes that must be at least 1


def _all(values: Iterable[Demands]) -> Demands:
    return frozenset().union(*values)


def _beside(values: Sequence[Demands], outs: Outs) -> Demands:
    return _all(values)


def _repeat(value: Demands, index: Index, count: Size) -> Demands:
    """The demands of the first and of the last copy: sizes change in one direction from copy to copy."""
    return _kept(formula(d).substitute({index: formula(i)}) for d in value for i in (0, formula(count) - 1))


def _nest(values: Sequence[Demands], core: Demands, index: Index, count: Size) -> Demands:
    return _repeat(_all(values), index, count) | core


def _kept(demands: Iterable[Any]) -> Demands:
    return frozenset(d for d in map(size, demands) if not nonnegative(without_floor(formula(d))))


def _demands(leaf: Any, x: Shape, y: Shape) -> Demands:
    return _kept(leaf.demands(x))


DEMANDS = Algebra(
    "demands", _all, _beside, _beside, _beside, _repeat, _nest, graph=over_nodes, recurrence=in_steps
)
_DEMANDS = Measure(_demands, DEMANDS, lambda v, x, y: v)


def domain(net: Layer, x: Any) -> tuple[str, ...]:
    """What must hold for a network to read x, as conditions on its symbols; empty where nothing need hold.

    A formula of a measure on (net, x) is meant for this domain: elsewhere a layer has no output position.

    >>> from symalgebra import Conv, MaxPool, dims
    >>> r, k = dims("r k")
    >>> domain(Conv(8, 7, stride=2, padding=3) >> MaxPool(3, 2), (3, r, r))
    ('r >= 5',)
    >>> domain(Conv(8, k, padding=1), (3, r, r))
    ('-k + r + 3 >= 1',)
    """
    least: dict[str, int] = {}
    others = []
    for demand in _DEMANDS(net, x):  # type: ignore[attr-defined]
        bound = lower_bound(formula(demand))
        if bound is None:
            others.append(f"{demand} >= 1")
        else:
            least[bound[0]] = max(least.get(bound[0], 1), bound[1])
    return tuple(f"{name} >= {low}" for name, low in sorted(least.items()) if low > 1) + tuple(sorted(others))


def lower_bound(demand: Formula) -> tuple[str, int] | None:
    """(name, low) where demand >= 1 says that one symbol is at least low; None where it is no such condition.

    floor(P/D) + c >= 1   exactly where   P >= D*(1 - c)
    """
    if len(demand.free) != 1:
        return None
    (symbol,) = demand.free
    if not isinstance(symbol, Name):
        return None
    line = split_affine(without_floor(demand), symbol)
    if line is None or not all(isinstance(v.plain(), int | Fraction) for v in line):
        return None
    slope, offset = (Fraction(v.plain()) for v in line)  # type: ignore[arg-type]
    return (symbol.name, ceil(-offset / slope)) if slope > 0 else None


def without_floor(demand: Formula) -> Formula:
    """A formula that is >= 0 exactly where demand >= 1."""
    floors = [a for m in demand.terms for a in m.atoms if isinstance(a, Floor)]
    if len(floors) != 1:
        return demand - 1
    outside = demand - floors[0].formula()
    if floors[0] in {a for m in outside.terms for a in m.atoms}:
        return demand - 1
    return floors[0].numerator - floors[0].denominator * (1 - outside)
