"""Paths between neurons, counted one by one: what the mean transfer approximates.

The paths to every neuron are followed layer by layer (dynamic programming), from one at each input neuron. So
the count is exact, on numbers only, and costs as many additions as there are connections.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain
from typing import Any

from ..algebra import Algebra, Outs, no_nest
from ..algebra import Step as Node
from ..errors import NoClosedForm
from ..formula import Index, Size
from ..measure import measure
from ..shape import Shape
from .wiring import Counts, Step, wiring


def _series(values: Iterable[Step]) -> Step:
    steps = list(values)
    return lambda counts: reduce(lambda found, step: step(found), steps, counts)


def _sum(values: Sequence[Step], outs: Outs) -> Step:
    return lambda counts: [sum(several) for several in zip(*(step(counts) for step in values), strict=True)]


def _concat(values: Sequence[Step], outs: Outs) -> Step:
    return lambda counts: list(chain.from_iterable(step(counts) for step in values))


def _product(values: Sequence[Step], outs: Outs) -> Step:
    """The paths of all factors; those of a gate reach every position."""
    largest = max(y.numel for y in outs)
    wide = (_wide(largest // y.numel) for y in outs)
    return _sum([_series(both) for both in zip(values, wide, strict=True)], outs)


def _wide(times: int) -> Step:
    return lambda counts: [count for count in counts for _ in range(times)]


def _repeat(value: Step, index: Index, count: Size) -> Step:
    if not isinstance(count, int):
        raise NoClosedForm(f"{count} copies have no neurons to be counted; give the count a number")
    return _series([value] * count)


def _graph(algebra: Algebra, nodes: Sequence[Node]) -> Step:
    """The counts at every node, from those at its sources."""

    def step(counts: Counts) -> Counts:
        found = [counts]
        for node in nodes:
            read = [_constant(found[source]) for source in node.sources]
            found.append(node.value(algebra.beside(node.join, read, node.outs)([])))
        return found[-1]

    return step


def _constant(counts: Counts) -> Step:
    return lambda _: counts


NEURONS = Algebra("paths between neurons", _series, _sum, _concat, _product, _repeat, no_nest, graph=_graph)


def _all(value: Step, x: Shape, y: Shape) -> int:
    return sum(value([1] * int(x.numel)))


@measure(NEURONS, _all)
def neuron_paths(leaf: Any, x: Shape, y: Shape) -> Step:
    """The paths from all input scalars to all output scalars, exactly; none leads through padding.

    The mean transfer's number of them is N_in*layer_complexity = N_out*intrinsic_power.

    >>> from symalgebra import Conv, Linear
    >>> neuron_paths(Conv(8, 3) >> Linear(2), (3, 6, 6)), neuron_paths(Conv(8, 3, padding=1), (3, 6, 6))
    (6912, 6144)
    """
    return wiring(leaf, x, y)
