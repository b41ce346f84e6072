"""How reaches combine: which inputs an output of several layers reads, along one spatial dimension.

Output p*q + t reads the inputs s*q + low[t], ..., s*q + high[t]. In series reaches compose; side by side they
unite, low by low and high by high, provided that the branches are aligned, that is p and s agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import gcd, lcm

from ..errors import NoClosedForm, ShapeError
from ..formula import Size, floordiv, formula, maximum, minimum, size
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
    times = _rounds(before.period, after.stride)
    stride = before.at(size(after.stride * times))[0] - formula(before.low[0])
    reads = [
        before_of(before, size(lo + after.stride * m), size(hi + after.stride * m))
        for m in range(times)
        for lo, hi in zip(after.low, after.high, strict=True)
    ]
    return Reach(after.period * times, size(stride), tuple(r[0] for r in reads), tuple(r[1] for r in reads))


def _rounds(period: int, stride: Size) -> int:
    """The least number of strides that is a whole number of periods."""
    if isinstance(stride, int):
        return period // gcd(period, stride)
    if formula(floordiv(stride, period)) * period == stride:
        return 1
    raise NoClosedForm(
        f"a stride of {stride} after upsampling by {period} has no closed form; give it a number"
    )


def _sides(before: Reach, after: Reach) -> Iterable[tuple[tuple[Size, ...], Size]]:
    return (after.low, before.low[0]), (after.high, before.high[0])


def _none(low: Size, high: Size) -> bool:
    """Whether an interval is empty; one of unknown width is not."""
    width = size(high - low)
    return isinstance(width, int) and width < 0


def _emptied(reach: Reach, after: Reach) -> Reach:
    """The reach with those places empty that read nothing in `after`."""
    empty = list(map(_none, after.low, after.high))
    if not any(empty):
        return reach
    low = tuple(
        size(hi + 1) if none else lo for lo, hi, none in zip(reach.low, reach.high, empty, strict=True)
    )
    return Reach(reach.period, reach.stride, low, reach.high)


def before_of(before: Reach, low: Size, high: Size) -> tuple[Size, Size]:
    """The inputs behind an interval of places of a layer that enlarges."""
    if _none(low, high):
        first = before.at(low)[0]
        return first, size(first - 1)
    if _rising(before):
        return before.at(low)[0], before.at(high)[1]
    width = size(high - low)
    if not isinstance(width, int):
        raise NoClosedForm(f"a window over {width + 1} after upsampling has no closed form; give it a number")
    places = {*range(min(before.period, width + 1)), *range(max(0, width - before.period), width + 1)}
    ends = [before.at(size(low + place)) for place in sorted(places)]
    filled = [e for e in ends if not _none(*e)] or ends[:1]
    return minimum(*(e[0] for e in filled)), maximum(*(e[1] for e in filled))


def _rising(before: Reach) -> bool:
    """Whether each output is known to read something, and never further left than the one before it."""
    if not all(isinstance(v, int) for v in (before.stride, *before.low, *before.high)):
        return False
    ends = [before.at(i) for i in range(before.period + 1)]
    return all(lo <= hi for lo, hi in ends) and all(a <= c and b <= d for (a, b), (c, d) in pairwise(ends))


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
