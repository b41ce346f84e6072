"""The questions about one symbol that a search asks: does f <= g, or its opposite, hold on an interval?"""

from __future__ import annotations

from typing import Any

from ..formula import Formula
from .intervals import Interval
from .question import LITTLE, STEPS, Steps, Verdict, asked
from .verdict import Proved, Refuted

Status = tuple[bool | None, tuple[Verdict, ...]]


class Spans:
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

    def at(self, n: int) -> bool | None:
        """The status of one value."""
        return self.status(n, n, work=LITTLE)[0]
