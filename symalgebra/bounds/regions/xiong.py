"""Linear regions of convolutional networks: Xiong, Huang, Yu, Liu, Zhu, Shao, ICML 2020, PMLR 119 (S, R).

One layer of d1 filters with biases over P positions, position p reading the input scalars S_p: at most

    R = sum over t in K of the product over p of binomial(d1, t_p)
    K = {t: for every set J of positions, sum of t over J <= number of scalars in the union of S_p over J}

regions (Theorem 2), and exactly so many for almost all weights: which of the d1*P hyperplanes meet depends,
for shared weights too, on the windows alone (checked against exact counts in the tests).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from itertools import product
from math import prod
from operator import or_
from typing import Any

from ...errors import NoClosedForm
from ...formula import Size, binomial, floordiv, formula, multiply, nonnegative, size
from ...leaves import Conv
from ...measures.wiring import slid
from ...shape import Shape
from ..abilities import inner
from .cells import cells

MOST_POSITIONS = 256
MOST_STEPS = 20_000  # of the sum over K, a tenth of a second

# For sets J: what their union shares with later windows, and what is left.
Slack = tuple[tuple[int, int], ...]


def xiong20(windows: Sequence[int], d0: int, d1: Size) -> Size:
    """R for windows given as sets of bits, one for each pixel of d0 scalars.

    The positions are taken one after another. All that matters of the sets J so far is which pixels later
    windows share with their union, and how many scalars they have left; equal cases are added up.

    >>> xiong20([0b011, 0b110], 1, 3), xiong20([0b01, 0b10], 1, 3)
    (40, 16)
    """
    if len(windows) > MOST_POSITIONS:
        raise NoClosedForm(f"{len(windows)} positions, {MOST_POSITIONS} at most, for this exact count")
    found: dict[Slack, Size] = {((0, 0),): 1}
    steps = 0
    for place, window in enumerate(windows):
        later = windows[place + 1 :]
        shared = reduce(or_, later, 0)
        enough = sum(_most(w, d0, d1) for w in later)
        following: dict[Slack, Size] = defaultdict(int)
        for slack, many in found.items():
            for t in range(_most(window, d0, d1) + 1):
                steps += len(slack)
                after = _placed(slack, window, t, d0, shared, enough)
                if after is None:
                    break
                following[after] = size(following[after] + formula(many) * binomial(d1, t))
            if steps > MOST_STEPS:
                raise NoClosedForm(f"more than {MOST_STEPS:,} steps for this exact count")
        found = following
    return found[(0, 0),]  # behind the last window nothing is shared, and all that is left is enough


def _most(window: int, d0: int, d1: Size) -> int:
    """The most hyperplanes of one position that meet."""
    scalars = d0 * window.bit_count()
    return min(scalars, d1) if isinstance(d1, int) else scalars


def _placed(slack: Slack, window: int, t: int, d0: int, shared: int, enough: int) -> Slack | None:
    """The sets J with and without one more position of t hyperplanes; None where they are too many."""
    least: dict[int, int] = {}
    for union, left in slack:
        more = left + d0 * (window & ~union).bit_count() - t
        if more < 0:
            return None
        for key, value in ((union & shared, left), ((union | window) & shared, more)):
            least[key] = min(least.get(key, value), value, enough)
    return tuple(sorted(least.items()))


def pixels(leaf: Conv, x: Shape, y: Shape) -> list[int]:
    """The pixels under each window, as bits; padding is none."""
    read, written = ([d for d in side if isinstance(d, int)] for side in (x.resolution, y.resolution))
    if len(read) < x.rank or len(written) < x.rank:
        raise NoClosedForm(f"{leaf} on {x} has no windows to be counted; give its resolution numbers")
    if prod(written) > MOST_POSITIONS:
        raise NoClosedForm(f"{leaf} on {x} has more than {MOST_POSITIONS} positions for this exact count")
    sides: Any = zip(leaf.windows(x), read, written, strict=True)
    lines = [slid(*side) for side in sides]
    strides = [prod(read[i + 1 :]) for i in range(x.rank)]
    return [sum(1 << at for at in _places(reads, strides)) for reads in product(*lines)]


def _places(reads: Sequence[Sequence[int]], strides: Sequence[int]) -> list[int]:
    """The pixels of a box, each with its number."""
    return [sum(p * s for p, s in zip(at, strides, strict=True)) for at in product(*reads)]


def disjoint(leaf: Conv, x: Shape) -> bool:
    """Whether no two windows share a pixel, and none reads padding."""
    windows = leaf.windows(x)
    unpadded = all(w.left == 0 and w.right == 0 for w in windows)
    return unpadded and all(nonnegative(formula(w.stride) - w.reach) for w in windows)


def one_layer(leaf: Conv, x: Shape, y: Shape) -> Size:
    """R of one convolution: S(d1, f*d0)**P where windows of f pixels are disjoint, else the sum over K.

    >>> from symalgebra import dims
    >>> c, r = dims("c r")
    >>> conv = Conv(c, 1)
    >>> one_layer(conv, Shape((2, r)), conv.out((2, r)))
    (c**2 + c + 2)**r/2**r
    """
    d1 = y.channels
    if disjoint(leaf, x):
        return size(formula(cells(d1, leaf.fan_in(x))) ** multiply(y.resolution))
    if not isinstance(x.channels, int):
        raise NoClosedForm(f"windows of {leaf} that overlap are counted for a number of channels, not {x}")
    return xiong20(pixels(leaf, x, y), x.channels, d1)


Layer = tuple[Conv, Shape, Shape]


def above(layers: Sequence[Layer]) -> Size:
    """R of the first layer, times S(h_l*w_l*d_l, h_0*w_0*d_0) for each later one (Theorem 5, S)."""
    first, *later = layers
    inputs = first[1].numel
    return multiply((one_layer(*first), *(cells(y.numel, inputs) for _, _, y in later)))


def below(layers: Sequence[Layer]) -> Size:
    """R of the last layer on d0 channels, times floor(d_l/d0)**(h_l*w_l*d0) for each before (Theorem 5, S).

    For d_l >= d0. Each layer but the last folds d0 channels at each of its positions; that its windows may
    have padding, if one tap lies inside the input everywhere, is ours (R).
    """
    *others, (leaf, x, y) = layers
    d0 = layers[0][1].channels
    folds = []
    for conv, read, written in others:
        if not nonnegative(formula(written.channels) - d0) or not inner(conv, read):
            raise NoClosedForm(f"{conv} on {read} does not fold {d0} channels at each position")
        each = size(formula(multiply(written.resolution)) * d0)
        folds.append(size(formula(floordiv(written.channels, d0)) ** formula(each)))
    narrow = Shape((d0, *x.resolution))
    return multiply((one_layer(leaf, narrow, y), *folds))
