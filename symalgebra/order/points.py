"""Points at which an inequality is tried before it is proved; the smallest that refutes it is reported."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from random import Random
from typing import Any

Ranges = dict[str, tuple[int, int | None]]
NEAR = (0, 1, 2, 3, 4, 5, 6, 7)
FAR = (15, 31, 63, 100, 223, 511, 1000, 4096, 10**5, 10**7, 10**10, 10**13, 10**19)
BESIDE = 3  # of another symbol where one is large: its half, third and quarter have positive floors there
FARTHEST = 2**1100  # where a logarithm exceeds what powers of the other symbols reach
DRAWN = 240  # points drawn at random, the same on every run
MOST = 3_000
REPEATED = 8  # how often one step towards the least value is taken
EXACT = 64  # the leading bits of a coordinate that are made as small as they can be
WORK = 60_000  # values of symbols in all points together


def first(ranges: Ranges) -> Iterator[dict[str, int]]:
    """A few points of a domain: the corner, its neighbours, one symbol or all of them large."""
    names = sorted(ranges)
    yield moved(names, ranges, [0] * len(names))
    for step in (1, 2, 63):
        for name in names[:8] if len(names) > 1 else ():
            yield moved(names, ranges, [step if n == name else 0 for n in names])
        yield moved(names, ranges, [step] * len(names))


def candidates(ranges: Ranges, farthest: bool = False) -> Iterator[dict[str, int]]:
    """Points of a domain, small ones first: all near the corner, then axes, then all symbols large."""
    return islice(_candidates(ranges, farthest), WORK // max(1, len(ranges)))


def _candidates(ranges: Ranges, farthest: bool) -> Iterator[dict[str, int]]:
    names = sorted(ranges)
    steps = NEAR if len(names) <= 2 else NEAR[: 4 if len(names) <= 4 else 2]
    near = sorted(islice(product(steps, repeat=len(names)), MOST), key=lambda s: (sum(s), s))
    yield from (moved(names, ranges, step) for step in near)
    for far in (*FAR, FARTHEST) if farthest else FAR:
        for name in names:
            yield moved(names, ranges, [far if n == name else 0 for n in names])
            for other in names if len(names) <= 4 else ():
                if other == name:
                    continue
                yield moved(names, ranges, [far if n == name else BESIDE * (n == other) for n in names])
            yield moved(names, ranges, [0 if n == name else far for n in names])
        yield moved(names, ranges, [far] * len(names))
    draw = Random(0)
    for _ in range(DRAWN if len(names) > 1 else 0):
        yield moved(names, ranges, [int(2 ** draw.uniform(0, draw.choice((4, 10)))) - 1 for _ in names])


def dense(ranges: Ranges) -> Iterator[dict[str, int]]:
    """All points of a box at the corner, of as many as are looked at where a proof is not found soon."""
    side = next((k for k in (256, 50, 14, 7) if k ** len(ranges) <= MOST), 0)
    ends = ((low, low + side if high is None else min(high + 1, low + side)) for low, high in ranges.values())
    spans = [range(low, end) for low, end in ends]
    return (dict(zip(ranges, values, strict=True)) for values in product(*spans))


def moved(names: list[str], ranges: Ranges, step: Any) -> dict[str, int]:
    """The point so many steps from the corner, within the ranges."""
    point = {}
    for name, by in zip(names, step, strict=True):
        low, high = ranges[name]
        point[name] = low + by if high is None else min(low + by, high)
    return point


def descended(point: dict[str, int], ranges: Ranges, refutes: Any) -> dict[str, int]:
    """A smaller point that refutes too: coordinates move towards their least values as far as that works."""
    for _ in range(4):
        before = point
        for name in sorted(point):
            point = lowered(shortened(point, name, ranges[name][0], refutes), name, ranges[name][0], refutes)
        if point == before:
            break
    return point


def shortened(point: dict[str, int], name: str, low: int, refutes: Any) -> dict[str, int]:
    """A coordinate with fewer bits above its least value, by bisection, where it has very many."""
    step = point[name] - low
    keeps, fails = 0, step.bit_length()
    while step >> EXACT and fails - keeps > 1:
        middle = (keeps + fails) // 2
        shorter = refutes({**point, name: low + (step >> middle)})
        keeps, fails = (middle, fails) if shorter else (keeps, middle)
    return {**point, name: low + (step >> keeps)}


def lowered(point: dict[str, int], name: str, low: int, refutes: Any) -> dict[str, int]:
    """A coordinate made less by steps, the last of them as short as its leading bits call for.

    Where the claim is false at each of two points, it is so between them too but for floors and the like: a
    step is taken twice, and then a few more times at most.
    """
    step = point[name] - low
    short, times = max(0, step.bit_length() - EXACT), 0
    while step >> short:
        less = point[name] - step
        if times < REPEATED and less >= low and refutes({**point, name: less}):
            point, times = {**point, name: less}, times + 1
        else:
            step, times = step // 2, 0
    return point
