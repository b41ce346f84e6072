"""Linear regions of any term, skips and convolutions included, by minimum vertex cuts.

    regions <= product over the bends of S(N_i, d_i),     d_i = min(n0, N_i, cut_i)

A bend is a layer of activations or a max-pool, N_i the number of its predicates, cut_i the least number of
scalars that separate it from the input. Within one region of all earlier bends, what a bend reads is an
affine function of the input that factors through every cut; so its rank is at most cut_i, and N_i hyperplanes
meet a space of that dimension in at most S(N_i, d_i) cells (R; with Serra et al. 2018, Lemma 2). On a dense
network without skips the cut is the least width so far: the bound of Montúfar 2017.
"""

from __future__ import annotations

from typing import Any

from ...formula import Size, add, formula, log2, minimum, multiply, nonnegative, product_over, size, total
from ...measure import Measure, measure
from ...shape import Shape
from .bends import Bend
from .cells import MOST_DIMENSIONS, cells, log2_cells, log2_cells_closed
from .cuts import BENDS, Bent, bent


def _regions(value: Bent, x: Shape, y: Shape) -> Size:
    return multiply(_over(product_over, _count(bend), bend) for bend in value.bends)


def bits(value: Bent, x: Any = None, y: Any = None) -> Size:
    """log2 of the product over the bends, exactly."""
    return add(_over(total, _log2(bend), bend) for bend in value.bends)


def bits_closed(value: Bent, x: Any = None, y: Any = None) -> Size:
    """The same with the closed bound of each sum of binomials."""
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


def closed(bend: Bend) -> bool:
    """Whether S(N, d) of a bend has a closed form, that no minimum is taken of."""
    n, d = bend.predicates, bend.cut
    if isinstance(n, int) and isinstance(d, int):
        return True
    return bend.letters == 2 and (
        nonnegative(formula(d) - n) or (isinstance(d, int) and d <= MOST_DIMENSIONS)
    )


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


@measure(BENDS, bits)
def log2_regions(leaf: Any, x: Shape, y: Shape) -> Bent:
    """log2 of `regions`, exactly. Unit: bits.

    >>> from symalgebra import Linear, ReLU, dims
    >>> n, w = dims("n w", min=2)
    >>> log2_regions((Linear(w) >> ReLU()) ** n >> Linear(1), (2,))
    n*log2(w**2 + w + 2) - n
    """
    return bent(leaf, x, y)


@measure(BENDS, bits_closed)
def log2_regions_closed(leaf: Any, x: Shape, y: Shape) -> Bent:
    """At least log2 of `regions`, without a sum: d*log2(e*N/d) in the place of log2 of S(N, d). Unit: bits.

    >>> from symalgebra import Conv, ReLU, dims
    >>> n, c, r = dims("n c r", min=3)
    >>> log2_regions_closed((Conv(c, 3, padding=1) >> ReLU()) ** n, (3, r, r))
    3*n*r**2/log(2) - 3*n*r**2*log2(3) + 3*n*r**2*log2(c)
    """
    return bent(leaf, x, y)


READ: Any = Measure(bent, BENDS, lambda value, x, y: value)  # the bends themselves
READ.__name__ = "bounds.bends"
