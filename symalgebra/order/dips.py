"""Points where a difference of polynomials is least along a line: at a root of its derivative or an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, product
from math import lcm

from ..errors import SymalgebraError
from .checker import Number, Poly, Rejected, opened
from .domain import Conditions

MOST_LINES = 240
HIGHEST = 8  # the degree up to which a difference is looked at
Line = Sequence[int]  # the coefficients of a polynomial in one symbol, from the constant on


def dips(known: Conditions) -> Iterator[dict[str, int]]:
    """Around minima of right - left and ends of conditions, along each symbol for small values of others."""
    try:
        _, goal, d = opened(known.claim("<="))
    except (SymalgebraError, Rejected):
        return
    names = sorted(d.ranges)
    powers = [x for p in (goal, *d.given) for m in p for x in m]
    if not 1 <= len(names) <= 3 or not all(a[0] == "sym" and 0 < e <= HIGHEST for a, e in powers):
        return
    for name in names:
        others = [n for n in names if n != name]
        for values in islice(box(others, d.ranges), MOST_LINES):
            low, high = d.ranges[name]
            turns = [derivative(along(goal, name, values)), *(along(p, name, values) for p in d.given)]
            for x in sorted({x for line in turns for x in around(line, low, high)}):
                yield {**values, name: x}


def box(names: list[str], ranges: dict[str, tuple[int, int | None]]) -> Iterator[dict[str, int]]:
    """Small values of symbols, the smallest first."""
    side = MOST_LINES if len(names) <= 1 else 15
    ends = [ranges[name] for name in names]
    spans = [range(low, low + side if high is None else min(high + 1, low + side)) for low, high in ends]
    return (dict(zip(names, values, strict=True)) for values in product(*spans))


def along(goal: Poly, name: str, values: dict[str, int]) -> Line:
    """The goal as a polynomial in one symbol, scaled to integers."""
    line: list[Number] = [0] * (HIGHEST + 1)
    for m, c in goal.items():
        degree = 0
        for (_, other), e in m:
            if other == name:
                degree = e
            else:
                c *= values[other] ** e
        line[degree] += c
    scale = lcm(*(c.denominator for c in line))
    return trimmed([int(c * scale) for c in line])


def trimmed(line: Line) -> Line:
    """Without leading zeros."""
    while line and not line[-1]:
        line = line[:-1]
    return line


def around(line: Line, low: int, high: int | None) -> list[int]:
    """The integers next to the roots of a polynomial on a range; beyond `end` there is none (Lagrange)."""
    end = max(low, sum(map(abs, line))) if high is None else high
    return [x for t in changes(line, low, end) for x in (t, t + 1)]


def derivative(line: Line) -> Line:
    """The coefficients of the derivative."""
    return [k * c for k, c in enumerate(line)][1:]


def changes(line: Line, low: int, high: int) -> list[int]:
    """The t with line(t) and line(t + 1) of other signs, between the roots of the derivative."""
    if len(line) < 2:
        return []
    turns = changes(derivative(line), low, high)
    marks = sorted({low, high, *turns, *(t + 1 for t in turns)})
    return [found for a, b in pairwise(marks) if (found := crossing(line, a, b)) is not None]


def crossing(line: Line, a: int, b: int) -> int | None:
    """The place between a and b where a polynomial that is monotone there changes its sign."""
    start = value(line, a) > 0
    if (value(line, b) > 0) is start:
        return None
    while b - a > 1:
        middle = (a + b) // 2
        a, b = (middle, b) if (value(line, middle) > 0) is start else (a, middle)
    return a


def value(line: Line, x: int) -> int:
    """The value of a polynomial (Horner)."""
    result = 0
    for c in reversed(line):
        result = result * x + c
    return result
