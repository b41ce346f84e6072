"""How reaches combine: which inputs an output of several layers reads, along one spatial dimension.

Output p*q + t reads the inputs s*q + low[t], ..., s*q + high[t]. In series reaches compose; side by side they
unite, low by low and high by high, provided that the branches are aligned, that is p and s agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import gcd, lcm

from ..errors import NoClosedForm, ShapeError
from ..formula import Size, formula, maximum, minimum, size
from ..shape import POINT, Reach


def along(rule: Callable[..., Reach], *values: tuple[Reach, ...]) -> tuple[Reach, ...]:
    """A rule on the reaches along each dimension, asked once where they are the same objects."""
    found: dict[tuple[int, ...], Reach] = {}
    sides = [(tuple(map(id, side)), side) for side in zip(*values, strict=True)]
    for key, side in sides:
        if key not in found:
            found[key] = rule(*side)
    return tuple(found[key] for key, _ in sides)


def then(before: Reach, after: Reach) -> Reach:
    """The reach of two layers in series, back to the input of the first."""
    if POINT in (before, after):
        return after if before == POINT else before
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
