"""Steps, which take the number of paths to each input neuron to that for each output neuron."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from typing import Any

Numbers = Any  # a shape of integers, and below a window and a leaf of such
Counts = list[int]
Step = Callable[[Counts], Counts]
Reads = list[list[int]]  # for each output position along one dimension the input positions


def wired(reads: Sequence[Reads], x: Numbers) -> Step:
    """The step of a leaf that reads along each dimension by itself."""
    strides = [prod(x[place + 1 :]) for place in range(len(x))]
    scaled = [[[i * s for i in line] for line in lines] for lines, s in zip(reads, strides, strict=True)]
    return gathered([[sum(at) for at in product(*lines)] for lines in product(*scaled)])


def gathered(inputs: Reads) -> Step:
    """The step of a leaf, from the inputs of each output."""
    return lambda counts: [sum(counts[i] for i in line) for line in inputs]


def grouped(joined: int, x: Numbers, y: Numbers) -> Reads:
    """Channels in groups of `joined`, each read by as many output channels in a row."""
    groups = x.channels // joined
    starts = (o * groups // y.channels * joined for o in range(y.channels))
    return [list(range(start, start + joined)) for start in starts]


def turned(reads: Reads, places: int) -> Reads:
    """For each place, who reads it."""
    return [[i for i, line in enumerate(reads) if place in line] for place in range(places)]
