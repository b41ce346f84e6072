"""The bends of a term, each behind the least cut of scalars that separates what it reads from the input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from ...algebra import Algebra, Outs, Step, no_nest
from ...formula import Index, Size, formula, minimum, size
from ...measures.bottleneck import CUTS, Cut
from ...shape import Shape
from ..theorem.pieces import POOLS, comparisons, window
from .bends import Bend, Run
from .kinds import RECTIFIERS, NotPiecewiseLinear, breakpoints


@dataclass(frozen=True)
class Bent:
    """A part of a network: its cut, its bends, and whether a pool opens it or rectifiers close it."""

    cut: Cut
    bends: tuple[Bend, ...] = ()
    opens: bool = False
    closes: bool = False


def _series(values: Iterable[Bent]) -> Bent:
    cut: Cut = None
    bends: list[Bend] = []
    opens = closes = False
    for value in values:
        more = [bend.behind(cut and cut[1]) for bend in value.bends]
        if more:
            opens = value.opens if not bends else opens
            if closes and value.opens:
                more[0] = _fused(bends.pop(), more[0])
            closes = value.closes
        bends += more
        cut = CUTS.series((cut, value.cut))
    return Bent(cut, tuple(bends), opens, closes)


def _fused(rectified: Bend, pooled: Bend) -> Bend:
    """max(0, x1, ..., xq) has q + 1 pieces: rectifiers and the pool behind them are one bend."""
    predicates = size(formula(rectified.predicates) + pooled.predicates)
    letters = size(formula(pooled.letters) + rectified.letters - 1)
    return replace(rectified, predicates=predicates, letters=letters, units=pooled.units)


def _beside(kind: str) -> Any:
    def rule(values: Sequence[Bent], outs: Outs) -> Bent:
        cut = getattr(CUTS, kind)([value.cut for value in values], outs)
        return Bent(cut, tuple(chain.from_iterable(value.bends for value in values)))

    return rule


def _product(values: Sequence[Bent], outs: Outs) -> Bent:
    raise NotPiecewiseLinear("a product of branches is not piecewise linear")


def _repeat(value: Bent, index: Index, count: Size) -> Bent:
    """Copies behind the first one are behind its cut too. What fuses at either end stands apart."""
    cut = CUTS.repeat(value.cut, index, count)
    runs = [Run(bend, value.cut, index, count) for bend in value.bends]
    if count == 0:
        return Bent(cut)
    if not runs or not all(run.ends for run in (runs[0], runs[-1])):
        return Bent(cut, tuple(chain.from_iterable(run.all() for run in runs)))
    bends = [run.all() for run in runs]
    if value.closes:
        bends[-1] = [*runs[-1].but_last(), runs[-1].last()]
    if value.opens:
        bends[0] = [runs[0].first(), *runs[0].but_first()]
    if value.opens and value.closes:
        pools = runs[0].but_first() if runs[-1].alike else runs[0].second_and_on()
        fused = [_fused(*both) for both in zip(runs[-1].but_last(), pools, strict=True)]
        bends = [[runs[0].first()], *bends[1:-1], fused, [runs[-1].last()]]
    return Bent(cut, tuple(chain.from_iterable(bends)), value.opens, value.closes)


def _graph(algebra: Algebra, steps: Sequence[Step]) -> Bent:
    """Each node behind the least cut between the input and what it reads."""
    bends: list[Bend] = []
    for number, step in enumerate(steps, 1):
        if step.join == "product":
            _product((), step.outs)
        if step.value.bends:
            _, least = CUTS.graph(CUTS, _leading_to(steps, number))
            bends += (bend.behind(least) for bend in step.value.bends)
    cut = CUTS.graph(CUTS, [step._replace(value=step.value.cut) for step in steps])
    return Bent(cut, tuple(bends))


def _leading_to(steps: Sequence[Step], end: int) -> list[Step]:
    """The nodes on paths from the input to what a node reads, numbered anew."""
    needed = {end}
    for number in range(end, 0, -1):
        if number in needed:
            needed.update(steps[number - 1].sources)
    place = {number: i for i, number in enumerate(sorted(needed | {0}))}
    found = [steps[number - 1] for number in sorted(needed - {0})]
    renumbered = [
        step._replace(value=step.value.cut, sources=tuple(place[source] for source in step.sources))
        for step in found
    ]
    return [*renumbered[:-1], renumbered[-1]._replace(value=None)]


BENDS = Algebra("bends", _series, _beside("sum"), _beside("concat"), _product, _repeat, no_nest, graph=_graph)


def bent(leaf: Any, x: Shape, y: Shape) -> Bent:
    """The bend of one leaf: breakpoints, or the comparisons of a max-pool; none where it is affine."""
    cut = x.numel, minimum(x.numel, y.numel)
    if isinstance(leaf, POOLS):
        q = window(leaf, x, y)
        return Bent(cut, (Bend(comparisons(q, y), x.numel, q, y.numel),), opens=True)
    p = breakpoints(leaf, x)
    if not p:
        return Bent(cut)
    bend = Bend(size(formula(y.numel) * p), x.numel, p + 1, y.numel)
    return Bent(cut, (bend,), closes=type(leaf) in RECTIFIERS)
