"""Steps of the leaves that move scalars about: each output reads one input, or none."""

from __future__ import annotations

from itertools import chain, product
from typing import Any

from ..errors import NoClosedForm
from .steps import Numbers, Reads, Step, gathered, turned, wired


def shuffled(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output channel j*g + i is input channel i*(c/g) + j."""
    g, width = leaf.groups, x.channels // leaf.groups
    channels = [[o % g * width + o // g] for o in range(x.channels)]
    return wired([channels, *([[i] for i in range(r)] for r in x.resolution)], x)


def unpacked(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output (c, u*i + a, u*j + b) is input ((c*u + a)*u + b, i, j)."""
    return gathered(packing(leaf.upscale_factor, y, x))


def packed(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """The way back."""
    return gathered(turned(packing(leaf.downscale_factor, x, y), y.numel))


def packing(u: int, large: Numbers, small: Numbers) -> Reads:
    """For each scalar of the large shape, the one in the small shape."""
    lines = []
    for c, *places in product(*map(range, large)):
        digits = [(place % u, u) for place in places]
        at = [(c, 1), *digits, *((place // u, r) for place, r in zip(places, small.resolution, strict=True))]
        number = 0
        for digit, base in at:
            number = number * base + digit
        lines.append([number])
    return lines


def flattened(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Nothing moves."""
    return list


def merged(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """As `packed`, of a resolution that the factor divides."""
    if any(r % leaf.factor for r in x.resolution):
        raise NoClosedForm(f"{leaf} on {x} pads its border; give a resolution that {leaf.factor} divides")
    return gathered(turned(packing(leaf.factor, x, y), y.numel))


def chunked(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output channel o of chunk i is input channel i*(c/chunks) + o."""
    start = leaf.index * y.numel
    return lambda counts: counts[start : start + y.numel]


def prefixed(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """The first position of each channel reads nothing."""
    t = x.resolution[0]
    return lambda counts: list(chain.from_iterable((0, *counts[i : i + t]) for i in range(0, len(counts), t)))


def first(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """The first position of each channel."""
    return lambda counts: counts[:: x.resolution[0]]


def swapped(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output (t, c) is input (c, t)."""
    return gathered([[c * y.channels + t] for t in range(y.channels) for c in range(x.channels)])
