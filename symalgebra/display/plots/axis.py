"""An axis: where a value stands between its ends, evenly or by powers of ten, and where its ticks are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf, isfinite, log10
from typing import Any

from ..figures import PREFIXES

STEPS = 6  # about how many ticks an axis has


def level(value: Any, log: bool) -> float:
    """The height of an exact value, or its decimal logarithm, which exists where no float is so large."""
    if log:
        if value <= 0:
            return -inf
        exact = Fraction(value)
        return log10(exact.numerator) - log10(exact.denominator)
    try:
        return float(value)
    except OverflowError:
        return inf


@dataclass(frozen=True)
class Axis:
    """From low to high in levels; `log` for powers of ten."""

    low: float
    high: float
    log: bool = False

    @classmethod
    def around(cls, values: Iterable[Any], log: bool = False, zero: bool = False) -> Axis:
        """The axis that holds some values; with `zero` an even one begins at 0 or below."""
        levels = [h for h in (level(value, log) for value in values) if isfinite(h)] or [0.0]
        low, high = min(levels), max(levels)
        low = min(low, 0.0) if zero and not log else low
        return cls(low, high if high > low else low + 1, log)

    def share(self, value: Any) -> float:
        """Where a value is: 0 at the low end, 1 at the high one."""
        return (level(value, self.log) - self.low) / (self.high - self.low)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Shares and labels: powers of ten, or round numbers."""
        span = self.high - self.low
        if self.log:
            step = max(1, ceil(span / STEPS))
            found = list(range(ceil(self.low - 1e-9), floor(self.high + 1e-9) + 1, step))
            if len(found) > 1:
                yield from (((e - self.low) / span, power(e)) for e in found)
                return
            yield from ((share, power(self.low + share * span)) for share in (0, 0.5, 1))
            return
        unit = 10 ** floor(log10(span / STEPS))
        step = next(k * unit for k in (1, 2, 5, 10) if k * unit * STEPS >= span * 0.999)
        first = ceil(self.low / step - 1e-9)
        yield from (
            ((k * step - self.low) / span, number(k * step))
            for k in range(first, floor(self.high / step + 1e-9) + 1)
        )


def number(value: float) -> str:
    """A round number with a prefix: 1.5 M."""
    group = min(max(0, int(log10(abs(value)) / 3 + 1e-9)), len(PREFIXES) - 1) if value else 0
    text = f"{value / 1000**group:.4g}"
    return f"{text} {PREFIXES[group]}".strip()


def power(e: float) -> str:
    """10**e with a prefix where there is one."""
    return number(10**e) if 0 <= e < 3 * len(PREFIXES) else f"1e{e:.0f}"
