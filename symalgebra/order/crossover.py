"""Where one formula is at most another: the set of values of one symbol, as intervals with evidence.

With one symbol the set is exact: far out one side is proved, the rest is halved until each interval is proved
or is one point. With more symbols an interval is `always`, `never` or `open`: it depends on the others. Where
the difference is linear in the symbol, slope*n + offset, its sign gives a bound that is a formula:
n >= ceil(-offset/slope) for a slope that is proved positive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import SymalgebraError, Undecided
from ..formula import Formula, Size, ceildiv, floordiv, formula, split_affine, symbol
from ..formula.atom import Name
from .compare import Verdict, compare
from .domain import conditions
from .intervals import Crossover, Interval, cleared, merged
from .verdict import Proved

FARTHEST = 1 << 64
MOST_INTERVALS = 1_000


def crossover(
    f: Any, g: Any, by: Any = None, where: Iterable[Any] = (), limit: float | None = None
) -> Crossover:
    """The values of the symbol `by` for which f <= g, each interval with its evidence.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> print(crossover(n**2, 2**n, by=n))
    n**2 <= 2**n:
      1 <= n <= 2: always
      3 <= n <= 3: never
      4 <= n: always
    >>> crossover(10 * w, n * (w + 1), by=n).bound
    ('>=', floor(11*w/(w + 1)))
    """
    left, right = formula(f), formula(g)
    facts = [where] if isinstance(where, str) else list(where)
    known = conditions(facts, left, right)
    name = _chosen(by, known.ranges)
    task = _Search(left, right, name, facts, limit)
    low, high = known.ranges[name]
    alone = len(known.ranges) == 1
    found = task.exact(low, high) if alone else task.ends(low, high)
    return Crossover(f"{left} <= {right}", name, tuple(found), None if alone else task.bound())


def _chosen(by: Any, ranges: dict[str, Any]) -> str:
    if by is None and len(ranges) == 1:
        return next(iter(ranges))
    name = str(by)
    if name not in ranges:
        raise SymalgebraError(f"by={by!r} is none of the symbols {', '.join(ranges)}")
    return name


class _Search:
    """The comparison of two formulas over intervals of one symbol."""

    def __init__(self, f: Formula, g: Formula, name: str, where: list[Any], limit: float | None) -> None:
        self.f, self.g, self.name, self.where, self.limit = f, g, name, where, limit

    def within(self, low: int, high: int | None) -> list[Any]:
        """The conditions, and the interval."""
        if low == high:
            return [*self.where, f"{self.name} = {low}"]
        span = [f"{self.name} >= {low}"] + ([] if high is None else [f"{self.name} <= {high}"])
        return [*self.where, *span]

    def status(self, low: int, high: int | None, first: bool = True) -> tuple[bool | None, Verdict | None]:
        """True or False with the proof for the whole interval; None where neither is proved."""
        for holds in (first, not first):
            f, g = (self.f, self.g) if holds else (self.g, self.f)
            verdict = compare(f, g, self.within(low, high), "<=" if holds else "<", self.limit)
            if isinstance(verdict, Proved):
                return holds, verdict
        return None, None

    def sign(self, n: int) -> tuple[bool | None, Verdict | None]:
        """The status of one value."""
        return self.status(n, n)

    def exact(self, low: int, high: int | None) -> list[Interval]:
        """All intervals, for a symbol that stands alone."""
        end, tail = (high, []) if high is not None else self.tail(low)
        pieces = self.halved(low, end) if end is not None and end >= low else []
        return merged([*pieces, *tail])

    def tail(self, low: int) -> tuple[int, list[Interval]]:
        """The last value before an interval without end on which one side is proved."""
        step = 0
        while low + step <= FARTHEST:
            first, _ = self.sign(low + step)
            if first is not None:
                f, g = (self.f, self.g) if first else (self.g, self.f)
                verdict = compare(f, g, self.within(low + step, None), "<=" if first else "<", self.limit)
                if isinstance(verdict, Proved):
                    return low + step - 1, [Interval(low + step, None, first, verdict)]
            step = 2 * step + 1
        raise Undecided(f"{self.f} <= {self.g}: no side is proved for large {self.name}")

    def halved(self, low: int, high: int) -> list[Interval]:
        """The intervals of a bounded range, by halves."""
        found: list[Interval] = []
        pending = [(low, high)]
        while pending:
            a, b = pending.pop()
            holds, verdict = self.between(a, b)
            if holds is not None or a == b:
                found.append(Interval(a, b, holds, verdict))
            else:
                middle = (a + b) // 2
                pending += [(middle + 1, b), (a, middle)]
            if len(found) > MOST_INTERVALS:
                raise Undecided(f"{self.f} <= {self.g} changes more than {MOST_INTERVALS} times")
        return found

    def between(self, a: int, b: int) -> tuple[bool | None, Verdict | None]:
        """The status of a range; none where its ends differ."""
        first, verdict = self.sign(a)
        if a == b or first is None:
            return first, verdict
        last, _ = self.sign(b)
        return self.status(a, b, first) if first == last else (None, None)

    def ends(self, low: int, high: int | None) -> list[Interval]:
        """The intervals at both ends where the other symbols do not matter, and what is between."""
        first, _ = self.sign(low)
        whole, proof = (None, None) if first is None else self.status(low, high, first)
        if whole is not None:
            return [Interval(low, high, whole, proof)]
        start = low if first is None else self.reach(low, high, first)
        found = [] if first is None else [Interval(low, start, first, self.status(low, start, first)[1])]
        if found and start == high:
            return found
        begin = low if first is None else start + 1
        holds, tail = self.last(begin, high)
        if holds is None:
            return [*found, Interval(begin, high, None)]
        middle = [Interval(begin, tail - 1, None)] if tail > begin else []
        return [*found, *middle, Interval(tail, high, holds, self.status(tail, high, holds)[1])]

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
        for step in (0, 1, 3, 7, 15, 31, 63, 127, 255, 1023):
            if high is not None and low + step > high:
                break
            holds, _ = self.status(low + step, high)
            if holds is not None:
                bad, good = low + step // 2 - 1, low + step
                while good - bad > 1:
                    middle = (good + bad) // 2
                    bad, good = (
                        (bad, middle) if self.status(middle, high, holds)[0] is holds else (middle, good)
                    )
                return holds, max(good, low)
        return None, low

    def raised(self, f: Formula) -> Formula:
        """The formula over symbols that know their least values in the domain."""
        low = {name: span[0] for name, span in conditions(self.where, self.f, self.g).ranges.items()}
        return f.substitute(
            {s: symbol(s.name, low.get(s.name, s.low)) for s in f.free if isinstance(s, Name)}
        )

    def bound(self) -> tuple[str, Size] | None:
        """The bound as a formula, where the difference is linear in the symbol."""
        gap = self.raised(self.g - self.f)
        chosen = next((s for s in gap.free if isinstance(s, Name) and s.name == self.name), None)
        parts = split_affine(gap, chosen) if chosen else None
        if parts is None:
            return None
        slope, offset = parts
        if isinstance(compare(0, slope, self.where, "<", self.limit), Proved):
            return ">=", ceildiv(*cleared(-offset, slope))
        if isinstance(compare(slope, 0, self.where, "<", self.limit), Proved):
            return "<=", floordiv(*cleared(offset, -slope))
        return None
