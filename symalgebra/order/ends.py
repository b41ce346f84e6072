"""Where f <= g for one symbol among others: near its ends, where the others may not matter."""

from __future__ import annotations

from .intervals import Interval, merged
from .question import LITTLE
from .spans import Spans

FARTHEST = 1 << 64
DISTANCES = tuple((1 << k) - 1 for k in (*range(11), 12, 14, 17, 20))
SHORT = 32  # values up to which a range in which the other symbols matter is looked at one by one


def ends(task: Spans, low: int, high: int | None) -> list[Interval]:
    """The intervals at both ends where the other symbols do not matter, and what is between."""
    first, _ = task.status(low, low)
    if first is None:
        return merged(beyond(task, low, high))
    whole, proof = task.status(low, high, first)
    if whole is not None:
        return [Interval(low, high, whole, proof)]
    start = reach(task, low, high, first)
    near = Interval(low, start, *task.status(low, start, first))
    return merged([near, *beyond(task, start + 1, high)])


def beyond(task: Spans, low: int, high: int | None) -> list[Interval]:
    """The interval at the far end where the other symbols do not matter, and what is before it."""
    holds, tail = last(task, low, high)
    if holds is None:
        return [task.interval(low, high)]
    return [*middle(task, low, tail - 1), Interval(tail, high, *task.status(tail, high, holds))]


def middle(task: Spans, low: int, high: int) -> list[Interval]:
    """The intervals of a range where the other symbols matter somewhere: value by value if short."""
    if high - low < SHORT:
        return [task.interval(n, n, LITTLE) for n in range(low, high + 1)]
    return [task.interval(low, high)]


def reach(task: Spans, low: int, high: int | None, holds: bool) -> int:
    """The greatest value found up to which the status stays."""
    good, step = low, 1
    while step and (high is None or good < high) and good + step <= FARTHEST:
        end = good + step if high is None else min(good + step, high)
        if task.status(low, end, holds)[0] is holds:
            good, step = end, step * 2
        else:
            step //= 2
            while step and task.status(low, good + step, holds)[0] is not holds:
                step //= 2
    return good


def last(task: Spans, low: int, high: int | None) -> tuple[bool | None, int]:
    """The status of the far end and the least value found from which it stays.

    Where neither side holds from the farthest of the values tried on, none does from a nearer one.
    """
    steps = [step for step in DISTANCES if high is None or low + step <= high]
    holds, refuted = task.status(low + steps[-1], high)
    if holds is None and refuted:
        return None, low
    first = low  # from which on it may stay
    for good in (low + step for step in steps):
        holds, _ = task.status(good, high)
        if holds is not None:
            return holds, least(task, first, good, high, holds)
        first = good + 1
    return None, low


def least(task: Spans, low: int, good: int, high: int | None, holds: bool) -> int:
    """The least value found from which the status stays, given one."""
    while low < good:
        middle = (low + good) // 2
        low, good = (low, middle) if task.status(middle, high, holds)[0] is holds else (middle + 1, good)
    return good
