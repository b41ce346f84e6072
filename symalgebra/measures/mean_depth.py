"""Effective depth: how far parameters are from the output, on the mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..algebra import COST, Algebra, Outs, Step
from ..formula import Index, Size, add, formula, index_over, maximum, multiply, size, total
from ..measure import measure
from ..shape import Shape
from .factors import at


@dataclass(frozen=True)
class Lever:
    """Parameters W, weight layers S on the longest route, and M, the sum over parameters of their arms.

    The arm of a parameter is the number of weight layers at it or behind it on the longest route to the end.
    A >> B has M_A + M_B + S_B*W_A, as the arms of A are longer by S_B; branches have the sum of their M.
    """

    W: Size = 0
    S: Size = 0
    M: Size = 0

    def behind(self, arm: Size) -> Size:
        """M, with so many weight layers more behind all."""
        return add((self.M, multiply((arm, self.W))))

    def at(self, index: Index, place: Any) -> Lever:
        """At a place of the index."""
        return Lever(*(at(value, index, place) for value in (self.W, self.S, self.M)))


def series(values: Iterable[Lever]) -> Lever:
    """One after another."""
    found = Lever()
    for b in values:
        found = Lever(add((found.W, b.W)), add((found.S, b.S)), add((found.behind(b.S), b.M)))
    return found


def beside(values: Sequence[Lever], outs: Outs) -> Lever:
    """Branches."""
    return Lever(add(v.W for v in values), maximum(0, *(v.S for v in values)), add(v.M for v in values))


def before(value: Lever, index: Index) -> Size:
    """The weight layers of the copies at 0, ..., index - 1."""
    if isinstance(value.S, int):
        return size(value.S * index.formula())
    j = index_over(index.formula(), value.S)
    return total(at(value.S, index, j.formula()), j, index.formula().size())


def repeat(value: Lever, index: Index, count: Size) -> Lever:
    """Copy i has those at i + 1, ..., count - 1 behind it."""
    whole = total(value.S, index, count)
    behind = size(formula(whole) - before(value, index) - formula(value.S))
    return Lever(total(value.W, index, count), whole, total(value.behind(behind), index, count))


def returning(value: Lever, index: Index, count: Size) -> Lever:
    """Copies in the opposite order, from count - 1 to 0."""
    moment = value.behind(before(value, index))
    return Lever(*(total(v, index, count) for v in (value.W, value.S, moment)))


def nest(values: Sequence[Lever], core: Lever, index: Index, count: Size) -> Lever:
    """Down, through the core, and up: the longest route, for skips have no layers."""
    enter, leave = series(values[:2]), series(values[2:])
    return series((repeat(enter, index, count), core, returning(leave, index, count)))


def tied(value: Lever, index: Index, count: Size) -> Lever:
    """Copies that share their parameters, which are where the first copy is."""
    later = multiply((value.S, size(formula(count) - 1)))
    return Lever(value.W, add((later, value.S)), value.behind(later))


def wired(algebra: Algebra, steps: Sequence[Step]) -> Lever:
    """On a graph: the arms of a node are longer by the longest route from it to the end."""
    behind: list[list[Size]] = [[] for _ in range(len(steps) + 1)]
    found: dict[Any, list[Size]] = {}
    weights: dict[Any, Size] = {}
    for number in range(len(steps), 0, -1):
        step = steps[number - 1]
        arm = maximum(0, *behind[number])
        key = number if step.shared is None else ("shared", step.shared)
        found.setdefault(key, []).append(step.value.behind(arm))
        weights[key] = step.value.W
        for source in step.sources:
            behind[source].append(add((arm, step.value.S)))
    return Lever(add(weights.values()), maximum(0, *behind[0]), add(maximum(*v) for v in found.values()))


def mean(value: Lever, x: Shape, y: Shape) -> Size:
    """M/W; 0 without parameters, as where a count is 0: there M is 0, and W is an integer."""
    return size(formula(value.M) / maximum(1, value.W))


LEVERS = COST.with_rules(
    name="levers",
    series=series,
    sum=beside,
    concat=beside,
    product=beside,
    repeat=repeat,
    nest=nest,
    graph=wired,
    shared=tied,
)


@measure(LEVERS, mean)
def effective_depth(leaf: Any, x: Shape, y: Shape) -> Lever:
    """The number of weight layers from a parameter to the output, its own one counted, on the mean.

    The mean over all parameters of the weight layers at or behind them on the longest route: 1 where all are
    in the last layer, (L + 1)/2 in a chain of L equal layers, `depth` where all are in the first. Norms have
    parameters and are no layers. Of parameters that are used more than once the first use counts. Unit:
    layers; 0 where there are no parameters.

    For layered networks it is the effective depth of Bartlett, Harvey, Liaw, Mehrabian, JMLR 20(63), 2019,
    Theorem 6: the sum over layers of the parameters up to it, over all parameters. For branches the longest
    route is [ours].

    >>> from symalgebra import Conv, Linear, dims
    >>> n, w, r = dims("n w r")
    >>> effective_depth(Conv(w, 3, padding=1) ** n, (w, r, r))
    n/2 + 1/2
    >>> effective_depth(Linear(9, bias=False) >> Linear(1, bias=False), (9,))
    19/10
    """
    own = leaf.weights(x)
    layers = 1 if leaf.weighted else 0
    return Lever(own, layers, multiply((layers, own)))
