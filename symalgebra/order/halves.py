"""Where f <= g for a symbol that stands alone: far out first, then by halves towards the crossings."""

from __future__ import annotations

from heapq import heappop, heappush
from math import isqrt

from .clock import over
from .intervals import Interval, merged
from .question import LITTLE, STEPS, Steps
from .spans import Spans, Status
from .verdict import Proved, Refuted

DISTANCES = (*((1 << k) - 1 for k in range(1, 18)), *(1 << (17 << k) for k in range(1, 7)), 1 << 1_300)
MOST_INTERVALS = 1_000
FEW, AROUND = 8, 4  # values that cannot be told: more are left open, with what is so many times as near
DEEP, CLOSE = 3, -1  # cuts of a range until it is asked about with all the work; too close to be told
NEAR = 64  # values looked at one by one where no side is proved far out
Part = tuple[int, int, int, int]


def exact(task: Spans, low: int, high: int | None) -> list[Interval]:
    """All intervals, for a symbol that stands alone."""
    if high is not None:
        return merged(halved(task, low, high))
    end, last = tail(task, low)
    return merged([*halved(task, low, end), last])


def tail(task: Spans, low: int) -> tuple[int, Interval]:
    """An interval without end on which one side is proved, and the last value before it.

    It may begin at the least value that was found to refute the other side, or where no other status is
    seen any more.
    """
    onward = low
    for step in (0, *DISTANCES):
        start = max(low + step, onward)
        first = task.at(start)
        holds, proof = (None, ()) if first is None else task.status(start, None, first)
        if holds is not None:
            return start - 1, Interval(start, None, holds, proof)
        if over():
            break
        onward = start if first is None else other(task, start, first)
        onward = onward if onward > start else settled(task, low)
    return low + NEAR - 1, Interval(low + NEAR, None, None)


def other(task: Spans, start: int, holds: bool) -> int:
    """A value from a start on at which the status is known to be another one, else the start."""
    found = task.verdict(start, None, holds, STEPS)
    return found.witness[task.name] if isinstance(found, Refuted) else start


def settled(task: Spans, low: int) -> int:
    """The least of some values, farther and farther away, from which on no other status is seen."""
    found, last = low, task.at(low)
    for step in DISTANCES:
        holds = None if over() else task.at(low + step)
        if holds is not None and holds != last:
            found, last = low + step, holds
    return found


def halved(task: Spans, low: int, high: int) -> list[Interval]:
    """The intervals of a bounded range, by halves; what is too much, or too close to tell, is left open.

    Parts that are wide for their place come first, so that short ones are left open where the time is over.
    """
    found: list[Interval] = []
    pending = [part(low, high, 0)] if low <= high else []
    while pending:
        _, a, b, cuts = heappop(pending)
        left = cuts == CLOSE or over() or len(found) > MOST_INTERVALS
        holds, proof = (None, ()) if left else between(task, a, b, LITTLE if cuts % DEEP else STEPS)
        if left or holds is not None or a == b:
            found.append(Interval(a, b, holds, proof))
        else:
            for one in parts(task, a, b, cuts + 1):
                heappush(pending, one)
    return sorted(found, key=lambda i: i.low)


def between(task: Spans, a: int, b: int, work: Steps) -> Status:
    """The status of a range; none where its ends differ."""
    first, proof = task.status(a, a, work=LITTLE)
    if a == b or first is None:
        return first, proof
    found = task.verdict(a, b, first, work) if task.at(b) == first else None
    return (first, (found,)) if isinstance(found, Proved) else (None, ())


def parts(task: Spans, a: int, b: int, cuts: int) -> list[Part]:
    """The parts in which a range is looked at, so many cuts deep; one may be too close to be told."""
    first, last, middle = task.at(a) is not None, task.at(b) is not None, halfway(a, b)
    if first is last:
        close = not first and task.at(middle) is None
        return [part(a, b, CLOSE)] if close else [part(a, middle, cuts), part(middle + 1, b, cuts)]
    there, gone = (a, b) if first else (b, a)
    told = edge(task, there, gone)
    gap = abs(told - gone)
    strip, room = (CLOSE, AROUND * gap) if gap > FEW else (cuts, 0)
    if first:
        cut = max(a, told - room)
        return [part(a, cut, cuts), part(cut + 1, b, strip)]
    cut = min(b, told + room)
    return [part(a, cut - 1, strip), part(cut, b, cuts)]


def edge(task: Spans, known: int, other: int) -> int:
    """The last value that can be told on the way from one that can to another that cannot."""
    while abs(known - other) > 1:
        middle = (known + other) // 2
        known, other = (known, middle) if task.at(middle) is None else (middle, other)
    return known


def part(a: int, b: int, cuts: int) -> Part:
    """A part of a range; those with ends of a greater ratio come first, of others the lower ones."""
    return a.bit_length() - b.bit_length(), a, b, cuts


def halfway(a: int, b: int) -> int:
    """The value that cuts a range in halves, or one whose ends are far from one another in equal ratios."""
    return isqrt(a * b) if a > 0 and 4 * a < b else (a + b) // 2
