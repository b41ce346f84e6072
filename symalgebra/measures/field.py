"""Receptive field, effective stride and effective padding: which inputs an output reads.

The value of a network along one spatial dimension is a `Reach`: output p*q + t reads the inputs
s*q + low[t], ..., s*q + high[t]. In series reaches compose; side by side they unite, low by low and high by
high, provided that the branches are aligned, that is p and s agree.
Source: Araujo, Norris, Sim, "Computing receptive fields of convolutional neural networks", Distill 2019,
for one path and period 1; the union is of the reaches, not of the field's widths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd, lcm
from typing import Any

from ..algebra import Algebra, Outs, no_nest
from ..errors import NoClosedForm, ShapeError
from ..formula import Index, Size, formula, index_over, maximum, minimum, product_over, size, total
from ..measure import measure
from ..shape import POINT, Reach, Shape

Reaches = tuple[Reach, ...]


def then(before: Reach, after: Reach) -> Reach:
    """The reach of two layers in series, back to the input of the first."""
    if before.period == 1:
        stride = size(before.stride * after.stride)
        lows, highs = (tuple(size(before.stride * v + e) for v in side) for side, e in _sides(before, after))
        return _emptied(Reach(after.period, stride, lows, highs), after)
    if not isinstance(after.stride, int):
        raise NoClosedForm(
            f"a stride of {after.stride} after upsampling has no closed form; give it a number"
        )
    times = before.period // gcd(before.period, after.stride)
    stride = size(before.stride * (after.stride * times // before.period))
    reads = [
        before_of(before, after.stride * m, v)
        for m in range(times)
        for v in zip(after.low, after.high, strict=True)
    ]
    return Reach(after.period * times, stride, tuple(r[0] for r in reads), tuple(r[1] for r in reads))


def _sides(before: Reach, after: Reach) -> Iterable[tuple[tuple[Size, ...], Size]]:
    return (after.low, before.low[0]), (after.high, before.high[0])


def _emptied(reach: Reach, after: Reach) -> Reach:
    """The reach with those places empty that read nothing in `after`."""
    empty = [
        isinstance(lo, int) and isinstance(hi, int) and lo > hi
        for lo, hi in zip(after.low, after.high, strict=True)
    ]
    if not any(empty):
        return reach
    low = tuple(
        size(hi + 1) if none else lo for lo, hi, none in zip(reach.low, reach.high, empty, strict=True)
    )
    return Reach(reach.period, reach.stride, low, reach.high)


def before_of(before: Reach, moved: int, reads: tuple[Size, Size]) -> tuple[Size, Size]:
    """The inputs behind an interval of places of a layer that enlarges."""
    low, high = (v + moved if isinstance(v, int) else None for v in reads)
    if low is None or high is None:
        raise NoClosedForm(
            "a symbolic kernel or padding after upsampling has no closed form; give it a number"
        )
    if low > high:
        first = before.at(low)[0]
        return first, size(first - 1)
    ends = [
        before.at(i)
        for i in (
            *range(low, min(low + before.period, high + 1)),
            *range(max(low, high - before.period), high + 1),
        )
    ]
    filled = [
        e for e in ends if not (isinstance(e[0], int) and isinstance(e[1], int) and e[0] > e[1])
    ] or ends[:1]
    return minimum(*(e[0] for e in filled)), maximum(*(e[1] for e in filled))


def together(several: Sequence[Reach]) -> Reach:
    """The union of the reaches of aligned branches."""
    period = lcm(*(r.period for r in several))
    wide = [widened(r, period) for r in several]
    if any(r.stride != wide[0].stride for r in wide):
        steps = " and ".join(str(size(formula(r.stride) / r.period)) for r in several)
        raise ShapeError(
            f"the branches are not aligned: their effective strides are {steps}, so no one field serves both"
        )
    lows = tuple(minimum(*side) for side in zip(*(r.low for r in wide), strict=True))
    highs = tuple(maximum(*side) for side in zip(*(r.high for r in wide), strict=True))
    return Reach(period, wide[0].stride, lows, highs)


def widened(reach: Reach, period: int) -> Reach:
    """The same reach written with a multiple of its period."""
    times = period // reach.period
    shift = [size(reach.stride * m) for m in range(times)]
    lows, highs = (tuple(size(s + v) for s in shift for v in side) for side in (reach.low, reach.high))
    return Reach(period, size(reach.stride * times), lows, highs)


def _series(values: Iterable[Reaches]) -> Reaches:
    result: Reaches = ()
    for value in values:
        if not result:
            result = value
        elif len(value) == len(result):
            result = tuple(map(then, result, value))
    return result


def _beside(values: Sequence[Reaches], outs: Outs) -> Reaches:
    rank = max(len(v) for v in values)
    full = [v or (POINT,) * rank for v in values]
    return tuple(map(together, zip(*full, strict=True)))


def _repeat(value: Reaches, index: Index, count: Size) -> Reaches:
    return tuple(_power(reach, index, count) for reach in value)


def _power(reach: Reach, index: Index, count: Size) -> Reach:
    """The reach of n layers in series: strides multiply, ends add up, each times the stride before it."""
    if reach == POINT:
        return reach
    if reach.period != 1:
        raise NoClosedForm("upsampling a symbolic number of times has no receptive field in closed form")
    inner = index_over(index.formula(), reach.stride)
    jump = product_over(formula(reach.stride).substitute({index: inner.formula()}), inner, index.formula())
    low, high = (total(formula(jump) * v, index, count) for v in (reach.low[0], reach.high[0]))
    return Reach(1, product_over(reach.stride, index, count), (low,), (high,))


FIELD = Algebra("receptive field", _series, _beside, _beside, _beside, _repeat, no_nest)


def _by_dimension(values: list[Any]) -> Any:
    """One formula where all spatial dimensions agree, else one for each."""
    found = tuple(map(formula, values)) or (formula(1),)
    return found[0] if all(v == found[0] for v in found) else found


def _width(value: Reaches, x: Shape, y: Shape) -> Any:
    return _by_dimension(
        [
            maximum(*(size(hi - lo + 1) for lo, hi in zip(r.low, r.high, strict=True)))
            for r in _whole(value, x)
        ]
    )


def _stride(value: Reaches, x: Shape, y: Shape) -> Any:
    return _by_dimension([formula(r.stride) / r.period for r in _whole(value, x)])


def _padding(value: Reaches, x: Shape, y: Shape) -> Any:
    return _by_dimension([-formula(r.low[0]) for r in _whole(value, x)])


def _whole(value: Reaches, x: Shape) -> Reaches:
    return value or (POINT,) * x.rank


@measure(FIELD, _width)
def receptive_field(leaf: Any, x: Shape, y: Shape) -> Reaches:
    """The width of the input window that one output position can depend on, for the position that sees most.

    In series 1 + (k - 1)*s with s the effective stride before the layer; through branches the union. Unit:
    input positions along one spatial dimension; a tuple where the dimensions differ. Global pooling, Flatten
    and Linear layers leave it alone, so it is the field of the last feature map. It may exceed the input.

    >>> from symalgebra import Conv, Id, dims
    >>> n, w, r, k = dims("n w r k")
    >>> receptive_field((Id + (Conv(w, 3, padding=1) >> Conv(w, 3, padding=1))) ** n, (w, r, r))
    4*n + 1
    >>> receptive_field(Conv(w, k, stride=2) >> Conv(w, k), (3, 32, 32))
    3*k - 2
    """
    return leaf.reach(x)  # type: ignore[no-any-return]


@measure(FIELD, _stride)
def effective_stride(leaf: Any, x: Shape, y: Shape) -> Reaches:
    """Input positions between neighbouring outputs: the product of strides, divided by upsampling factors.

    >>> from symalgebra import Conv, dims
    >>> n, w = dims("n w")
    >>> effective_stride(Conv(w, 3, stride=2, padding=1) ** n, (w, 64 * 2**n, 64 * 2**n))
    2**n
    """
    return leaf.reach(x)  # type: ignore[no-any-return]


@measure(FIELD, _padding)
def effective_padding(leaf: Any, x: Shape, y: Shape) -> Reaches:
    """How far the receptive field of the first output reaches before the input begins.

    >>> from symalgebra import Conv, dims
    >>> effective_padding(Conv(8, 7, stride=2, padding=3) >> Conv(8, 3, padding=1), (3, 32, 32))
    5
    """
    return leaf.reach(x)  # type: ignore[no-any-return]
