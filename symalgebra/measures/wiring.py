"""Which neurons a leaf joins, one by one; on numbers only, padding left out.

A step takes the number of paths to each input neuron to that for each output neuron: what reaches an output
is the sum of what reaches its inputs. Neurons of a shape are in one list, the channels outermost.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import chain
from math import ceil, floor, prod
from typing import Any

from ..errors import NoClosedForm
from ..leaves import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    Attention,
    ChannelShuffle,
    Chunk,
    ClassToken,
    ConvTranspose,
    Embedding,
    FirstToken,
    Flatten,
    PatchMerging,
    PixelShuffle,
    PixelUnshuffle,
    Transpose,
    Upsample,
    WindowAttention,
)
from ..leaves.sliding import spread
from ..shape import Shape
from .moves import chunked, first, flattened, merged, packed, prefixed, shuffled, swapped, unpacked
from .steps import Counts, Numbers, Reads, Step, grouped, turned, wired

MOST_CONNECTIONS = 1 << 22


def windowed(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """A leaf with windows, each output of which reads one of several equal groups of channels."""
    windows = leaf.windows(x)
    joined = int(leaf.fan_in(x)) // prod(window.kernel for window in windows)
    sides = zip(windows, x.resolution, y.resolution, strict=True)
    return wired([grouped(joined, x, y), *(slid(*side) for side in sides)], x)


def slid(window: Any, r: int, outputs: int) -> Reads:
    """The positions under a window that lie inside the input."""
    taps = range(0, window.dilation * window.kernel, window.dilation)
    starts = (i * window.stride - window.left for i in range(outputs))
    return [[start + tap for tap in taps if 0 <= start + tap < r] for start in starts]


def transposed(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output p reads every input whose window, in the convolution that leads back, holds p."""
    sides = zip(leaf.adjoint(x), x.resolution, y.resolution, strict=True)
    lines = (turned(slid(window, t, r), t) for window, r, t in sides)
    return wired([grouped(x.channels // leaf.groups, x, y), *lines], x)


def adaptive(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output i of t reads floor(i*r/t), ..., ceil((i + 1)*r/t) - 1."""
    sides = zip(x.resolution, y.resolution, strict=True)
    lines = ([list(range(i * r // t, -(-(i + 1) * r // t))) for i in range(t)] for r, t in sides)
    return wired([grouped(1, x, y), *lines], x)


def upsampled(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Nearest: output p reads p/u. Linear: the one or two inputs beside its own place among them."""
    factors = spread("scale_factor", leaf.scale_factor, x.rank)
    sides = zip(factors, x.resolution, y.resolution, strict=True)
    lines = ([beside(leaf, p, *side) for p in range(side[2])] for side in sides)
    return wired([grouped(1, x, y), *lines], x)


def beside(leaf: Any, p: int, u: int, r: int, t: int) -> list[int]:
    """The inputs that output p of t reads."""
    if leaf.mode == "nearest":
        return [p // u]
    corners = Fraction(p * (r - 1), max(t - 1, 1))
    place = corners if leaf.align_corners else max(Fraction(0), Fraction(2 * p + 1, 2 * u) - Fraction(1, 2))
    return sorted({floor(place), min(ceil(place), r - 1)})


def embedded(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Every entry of a vector reads its integer."""
    return lambda counts: counts * y.channels


def attended(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output (a, t) reads for each s the value (a, s), and of its head the queries of t and the keys of s."""

    def step(counts: Counts) -> Counts:
        d, t = y.channels, prod(y.resolution)
        rows = [counts[i * t : (i + 1) * t] for i in range(3 * d)]
        width = d // leaf.heads
        found = []
        for a in range(d):
            head = range(a // width * width, (a // width + 1) * width)
            keys = sum(sum(rows[d + b]) for b in head) + sum(rows[2 * d + a])
            found.append([t * sum(rows[b][s] for b in head) + keys for s in range(t)])
        return list(chain.from_iterable(found))

    return step


def shifting(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Windows whose places differ from layer to layer."""
    raise NoClosedForm(f"{leaf} does not say where its windows are; their places shift from layer to layer")


WIRING: dict[type, Callable[[Any, Numbers, Numbers], Step]] = {
    AdaptiveAvgPool: adaptive, AdaptiveMaxPool: adaptive, Attention: attended, ChannelShuffle: shuffled,
    ConvTranspose: transposed, Embedding: embedded, Flatten: flattened, PixelShuffle: unpacked,
    PixelUnshuffle: packed, Upsample: upsampled, Chunk: chunked, ClassToken: prefixed, FirstToken: first,
    Transpose: swapped, WindowAttention: shifting, PatchMerging: merged,
}  # fmt: skip


def wiring(leaf: Any, x: Shape, y: Shape) -> Step:
    """The step of a leaf, where its sizes are numbers and not too large."""
    if not all(isinstance(value, int) for value in (*x, *y, *leaf.sizes())):
        raise NoClosedForm(f"{leaf} on {x} holds symbols; neurons are joined one by one, on numbers only")
    if int(leaf.macs(x, y) if leaf.weighted else y.numel * leaf.fan_in(x)) > MOST_CONNECTIONS:
        raise NoClosedForm(f"{leaf} on {x} has more than {MOST_CONNECTIONS:,} connections; make it smaller")
    return WIRING.get(type(leaf), windowed)(leaf, x, y)
