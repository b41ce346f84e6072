"""The integers at which a plot evaluates."""

from __future__ import annotations

MOST = 120


def sampled(low: int, high: int, ratios: bool, most: int = MOST) -> list[int]:
    """At most `most` + 1 integers from low to high, evenly or by even ratios.

    >>> sampled(1, 5, False), sampled(1, 1000, True, 3)
    ([1, 2, 3, 4, 5], [1, 10, 100, 1000])
    """
    if high - low <= most and not ratios:
        return list(range(low, high + 1))
    if ratios and low > 0:
        return sorted({round(low * (high / low) ** (k / most)) for k in range(most + 1)})
    return sorted({low + (high - low) * k // most for k in range(most + 1)})
