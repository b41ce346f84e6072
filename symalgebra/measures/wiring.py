"""Which neurons a leaf joins, one by one; on numbers only, padding left out.

A step takes the number of paths to each input neuron to that for each output neuron: what reaches an output
is the sum of what reaches its inputs. Neurons of a shape are in one list, the channels outermost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import chain, product
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

Numbers = Any  # a shape of integers, and below a window and a leaf of such
Counts = list[int]
Step = Callable[[Counts], Counts]
Reads = list[list[int]]  # for each output position along one dimension the input positions

MOST_CONNECTIONS = 1 << 22


def windowed(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """A leaf with windows, each output of which reads one of several equal groups of channels."""
    windows = leaf.windows(x)
    joined = int(leaf.fan_in(x)) // prod(window.kernel for window in windows)
    sides = zip(windows, x.resolution, y.resolution, strict=True)
    return wired([grouped(joined, x, y), *(slid(*side) for side in sides)], x)


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


def turned(reads: Reads, places: int) -> Reads:
    """For each place, who reads it."""
    return [[i for i, line in enumerate(reads) if place in line] for place in range(places)]


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


def transposed_sequence(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Output (t, c) is input (c, t)."""
    return gathered([[c * y.channels + t] for t in range(y.channels) for c in range(x.channels)])


def shifting(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """Windows whose places differ from layer to layer."""
    raise NoClosedForm(f"{leaf} does not say where its windows are; their places shift from layer to layer")


def merged(leaf: Any, x: Numbers, y: Numbers) -> Step:
    """As `packed`, of a resolution that the factor divides."""
    if any(r % leaf.factor for r in x.resolution):
        raise NoClosedForm(f"{leaf} on {x} pads its border; give a resolution that {leaf.factor} divides")
    return gathered(turned(packing(leaf.factor, x, y), y.numel))


WIRING: dict[type, Callable[[Any, Numbers, Numbers], Step]] = {
    AdaptiveAvgPool: adaptive, AdaptiveMaxPool: adaptive, Attention: attended, ChannelShuffle: shuffled,
    ConvTranspose: transposed, Embedding: embedded, Flatten: flattened, PixelShuffle: unpacked,
    PixelUnshuffle: packed, Upsample: upsampled, Chunk: chunked, ClassToken: prefixed, FirstToken: first,
    Transpose: transposed_sequence, WindowAttention: shifting, PatchMerging: merged,
}  # fmt: skip


def wiring(leaf: Any, x: Shape, y: Shape) -> Step:
    """The step of a leaf, where its sizes are numbers and not too large."""
    if not all(isinstance(value, int) for value in (*x, *y, *leaf.sizes())):
        raise NoClosedForm(f"{leaf} on {x} holds symbols; neurons are joined one by one, on numbers only")
    if int(leaf.macs(x, y) if leaf.weighted else y.numel * leaf.fan_in(x)) > MOST_CONNECTIONS:
        raise NoClosedForm(f"{leaf} on {x} has more than {MOST_CONNECTIONS:,} connections; make it smaller")
    return WIRING.get(type(leaf), windowed)(leaf, x, y)
