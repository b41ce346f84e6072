"""The intervals of one symbol on which one formula is at most another, found by halves and by steps."""

from __future__ import annotations

from typing import Any

from ..formula import Formula
from .clock import over
from .intervals import Interval, merged
from .question import LITTLE, STEPS, Steps, Verdict, asked
from .verdict import Proved, Refuted

FARTHEST = 1 << 64
MOST_INTERVALS = 1_000
SHORT = 32  # values up to which a range in which the other symbols matter is looked at one by one
MOST_SHORT = 10  # a range is cut short by 1, 2, 4, ..., so many times
NEAR = 64  # values looked at one by one where no side is proved far out
Status = tuple[bool | None, tuple[Verdict, ...]]


class Search:
    """The comparison of two formulas over intervals of one symbol."""

    def __init__(self, f: Formula, g: Formula, name: str, where: list[Any]) -> None:
        self.f, self.g, self.name, self.where = f, g, name, where
        self.met: dict[Any, Verdict] = {}  # the ends of ranges are asked about again and again

    def within(self, low: int, high: int | None) -> list[Any]:
        """The conditions, and the interval."""
        if low == high:
            return [*self.where, f"{self.name} = {low}"]
        span = [f"{self.name} >= {low}"] + ([] if high is None else [f"{self.name} <= {high}"])
        return [*self.where, *span]

    def verdict(self, low: int, high: int | None, holds: bool, work: Steps) -> Verdict:
        """Whether f <= g on an interval, or else its opposite."""
        key = low, high, holds, work
        if key not in self.met:
            f, g = (self.f, self.g) if holds else (self.g, self.f)
            self.met[key] = asked(f, g, self.within(low, high), "<=" if holds else "<", work)
        return self.met[key]

    def status(self, low: int, high: int | None, first: bool = True, work: Steps = STEPS) -> Status:
        """True or False with the proof for the whole interval; None where neither is proved.

        Then with the points that refute both, if there are two.
        """
        met: dict[bool, Verdict] = {}
        for holds in (first, not first):
            met[holds] = self.verdict(low, high, holds, work)
            if isinstance(met[holds], Proved):
                return holds, (met[holds],)
        both = all(isinstance(verdict, Refuted) for verdict in met.values())
        return None, (met[True], met[False]) if both else ()

    def interval(self, low: int, high: int | None, work: Steps = STEPS) -> Interval:
        """An interval with what is known of all of it."""
        return Interval(low, high, *self.status(low, high, work=work))

    def exact(self, low: int, high: int | None) -> list[Interval]:
        """All intervals, for a symbol that stands alone."""
        if high is not None:
            return merged(self.halved(low, high))
        end, tail = self.tail(low)
        return merged([*self.halved(low, end), tail])

    def tail(self, low: int) -> tuple[int, Interval]:
        """An interval without end on which one side is proved, and the last value before it.

        It may begin at the least value that was found to refute the other side.
        """
        start, step = low, 0
        while step <= FARTHEST and not over():
            first, _ = self.status(start, start)
            holds, proof = (None, ()) if first is None else self.status(start, None, first)
            if holds is not None:
                return start - 1, Interval(start, None, holds, proof)
            step = 2 * step + 1
            start = max(low + step, start if first is None else self.other(start, first))
        return low + NEAR - 1, Interval(low + NEAR, None, None)

    def other(self, start: int, holds: bool) -> int:
        """A value from a start on at which the status is known to be another one, else the start."""
        found = self.verdict(start, None, holds, STEPS)
        return found.witness[self.name] if isinstance(found, Refuted) else start

    def halved(self, low: int, high: int) -> list[Interval]:
        """The intervals of a bounded range, by halves; what is too much is left open.

        Where a range and its upper half are not proved, it may end just before a crossing: then what is short
        of that by a little is tried.
        """
        found: list[Interval] = []
        pending = [(low, high, -1)] if low <= high else []
        while pending:
            a, b, short = pending.pop()
            much, work = len(found) > MOST_INTERVALS, LITTLE if short > 0 else STEPS
            same, holds, proof = (False, None, ()) if much else self.between(a, b, work)
            if holds is not None or a == b or over() or much:
                found.append(Interval(a, b, holds, proof))
                continue
            near = same and 0 <= short < MOST_SHORT and 2 << short < b - a
            cut = b - (1 << short) if near else (a + b) // 2
            pending += [(cut + 1, b, -1 if near else 0), (a, cut, short + 1 if near else -1)]
        return found

    def between(self, a: int, b: int, work: Steps) -> tuple[bool, bool | None, tuple[Verdict, ...]]:
        """Whether the ends of a range have one status, and that of the range; none where they differ."""
        first, proof = self.status(a, a)
        if a == b or first is None:
            return False, first, proof
        if self.status(b, b)[0] != first:
            return False, None, ()
        return True, *self.status(a, b, first, work)

    def ends(self, low: int, high: int | None) -> list[Interval]:
        """The intervals at both ends where the other symbols do not matter, and what is between."""
        first, _ = self.status(low, low)
        whole, proof = (None, ()) if first is None else self.status(low, high, first)
        if whole is not None:
            return [Interval(low, high, whole, proof)]
        start = low if first is None else self.reach(low, high, first)
        found = [] if first is None else [Interval(low, start, *self.status(low, start, first))]
        if found and start == high:
            return found
        begin = low if first is None else start + 1
        holds, tail = self.last(begin, high)
        if holds is None:
            return [*found, self.interval(begin, high)]
        last = Interval(tail, high, *self.status(tail, high, holds))
        return merged([*found, *self.middle(begin, tail - 1), last])

    def middle(self, low: int, high: int) -> list[Interval]:
        """The intervals of a range where the other symbols matter somewhere: value by value if short."""
        if high - low < SHORT:
            return [self.interval(n, n, LITTLE) for n in range(low, high + 1)]
        return [self.interval(low, high)]

    def reach(self, low: int, high: int | None, holds: bool) -> int:
        """The greatest value found up to which the status stays."""
        good, step = low, 1
        while step and (high is None or good < high) and good + step <= FARTHEST:
            end = good + step if high is None else min(good + step, high)
            if self.status(low, end, holds)[0] is holds:
                good, step = end, step * 2
            else:
                step //= 2
                while step and self.status(low, good + step, holds)[0] is not holds:
                    step //= 2
        return good

    def last(self, low: int, high: int | None) -> tuple[bool | None, int]:
        """The status of the far end and the least value found from which it stays."""
        bad = low - 1
        for step in (0, 1, 3, 7, 15, 31, 63, 127, 255, 1023):
            good = low + step
            if high is not None and good > high:
                break
            holds, _ = self.status(good, high)
            if holds is not None:
                while good - bad > 1:
                    middle = (good + bad) // 2
                    bad, good = (
                        (bad, middle) if self.status(middle, high, holds)[0] is holds else (middle, good)
                    )
                return holds, good
            bad = good
        return None, low
