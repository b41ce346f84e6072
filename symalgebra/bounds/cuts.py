"""Linear regions of any term, skips and convolutions included, by minimum vertex cuts.

    regions <= product over the bends of S(N_i, d_i),     d_i = min(n0, N_i, cut_i)

A bend is a layer of activations or a max-pool, N_i the number of its predicates, cut_i the least number of
scalars that separate it from the input. Within one region of all earlier bends, what a bend reads is an
affine function of the input that factors through every cut; so its rank is at most cut_i, and N_i hyperplanes
meet a space of that dimension in at most S(N_i, d_i) cells (R; with Serra et al. 2018, Lemma 2). On a dense
network without skips the cut is the least width so far: the bound of Montúfar 2017.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..algebra import Algebra, Outs, no_nest
from ..formula import Index, Size, add, formula, log2, minimum, multiply, product_over, size, total
from ..measure import measure
from ..measures.bottleneck import CUTS, Cut
from ..shape import Shape
from .bends import Bend, Run
from .cells import cells, log2_cells, log2_cells_closed
from .kinds import MAXIMA, RECTIFIERS, NotPiecewiseLinear, breakpoints, candidates, comparisons


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
    return Bend(predicates, rectified.cut, letters, pooled.units)


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


BENDS = Algebra("bends", _series, _beside("sum"), _beside("concat"), _product, _repeat, no_nest)


def bent(leaf: Any, x: Shape, y: Shape) -> Bent:
    """The bend of one leaf: breakpoints, or the comparisons of a max-pool; none where it is affine."""
    cut = x.numel, minimum(x.numel, y.numel)
    if type(leaf) in MAXIMA:
        q = candidates(leaf, x, y)
        return Bent(cut, (Bend(comparisons(q, y), x.numel, q, y.numel),), opens=True)
    p = breakpoints(leaf, x)
    if not p:
        return Bent(cut)
    bend = Bend(size(formula(y.numel) * p), x.numel, p + 1, y.numel)
    return Bent(cut, (bend,), closes=type(leaf) in RECTIFIERS)


def _regions(value: Bent, x: Shape, y: Shape) -> Size:
    return multiply(_over(product_over, _count(bend), bend) for bend in value.bends)


def _bits(value: Bent, x: Shape, y: Shape) -> Size:
    return add(_over(total, _log2(bend), bend) for bend in value.bends)


def _closed(value: Bent, x: Shape, y: Shape) -> Size:
    return add(_over(total, _log2_closed(bend), bend) for bend in value.bends)


def _over(fold: Any, value: Size, bend: Bend) -> Size:
    for index, count in bend.loops:
        value = fold(value, index, count)
    return value


def _count(bend: Bend) -> Size:
    """min(S(N, d), letters**units); letters**units is the greater one for activations of one breakpoint."""
    by_cells = cells(bend.predicates, bend.cut)
    if bend.letters == 2:
        return by_cells
    return minimum(by_cells, size(formula(bend.letters) ** bend.units))


def _log2(bend: Bend) -> Size:
    if bend.letters == 2:
        return log2_cells(bend.predicates, bend.cut)
    return log2(_count(bend))


def _log2_closed(bend: Bend) -> Size:
    by_cells = log2_cells_closed(bend.predicates, minimum(bend.predicates, bend.cut))
    if bend.letters == 2:
        return by_cells
    return minimum(by_cells, size(formula(log2(bend.letters)) * bend.units))


@measure(BENDS, _regions)
def regions(leaf: Any, x: Shape, y: Shape) -> Bent:
    """At most this many linear regions: the product over the bends of S(N_i, d_i).

    d_i = min(n0, N_i, least cut of scalars between the input and bend i), S(n, d) = binomial(n, 0) + ... +
    binomial(n, d). Bends are ReLU, LeakyReLU, PReLU (N predicates for N units), ReLU6, HardSigmoid (2*N)
    and max-pools (q*(q - 1)/2 comparisons for each output of q inputs); a max-pool right after a ReLU is one
    bend with it, of at most (q + 1)**outputs patterns. Other layers are affine, or there are no linear
    regions at all. The maximum over the weights, at inference; R.

    >>> from symalgebra import Conv, Id, Linear, ReLU, dims
    >>> regions(Linear(4) >> ReLU() >> Linear(4) >> ReLU() >> Linear(1), (2,))
    121
    >>> regions((Id | Linear(1) >> ReLU()) >> Linear(3) >> ReLU(), (2,))
    14
    """
    return bent(leaf, x, y)


@measure(BENDS, _bits)
def log2_regions(leaf: Any, x: Shape, y: Shape) -> Bent:
    """log2 of `regions`, exactly. Unit: bits.

    >>> from symalgebra import Linear, ReLU, dims
    >>> n, w = dims("n w", min=2)
    >>> log2_regions((Linear(w) >> ReLU()) ** n >> Linear(1), (2,))
    n*log2(w**2 + w + 2) - n
    """
    return bent(leaf, x, y)


@measure(BENDS, _closed)
def log2_regions_closed(leaf: Any, x: Shape, y: Shape) -> Bent:
    """At least log2 of `regions`, without a sum: d*log2(e*N/d) in the place of log2 of S(N, d). Unit: bits.

    >>> from symalgebra import Conv, ReLU, dims
    >>> n, c, r = dims("n c r", min=3)
    >>> log2_regions_closed((Conv(c, 3, padding=1) >> ReLU()) ** n, (3, r, r))
    3*n*r**2/log(2) - 3*n*r**2*log2(3) + 3*n*r**2*log2(c)
    """
    return bent(leaf, x, y)
