"""Networks of given weights, evaluated in rational numbers: layers of vectors and images in a chain.

A value is a list of numbers, the channels outermost. It serves certificates: what is claimed of a network is
worked out here from its weights alone, by the definition of each layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from ..errors import NoRule
from ..layer import Id, Layer, Repeat, Series
from ..leaves import (
    AvgPool,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    GlobalAvgPool,
    GlobalMaxPool,
    LeakyReLU,
    Linear,
    MaxPool,
    PReLU,
    ReLU,
    ReLU6,
)
from ..shape import Shape

MOST = 1 << 18  # products of a weight and an input in one layer
Values = list[Any]  # integers and fractions
Taps = list[list[tuple[int, int]]]  # for each output position (tap, input position), padding left out


def chained(net: Layer) -> Iterator[Layer]:
    """The leaves of a series, loops of so many copies written out; `NoRule` for branches."""
    pending = [net]
    while pending:
        layer = pending.pop()
        if isinstance(layer, Repeat) and isinstance(layer.count, int) and not layer.shared:
            layer = layer.unrolled()
        if isinstance(layer, Series):
            pending.extend(reversed(layer.children()))
        elif layer.children() or isinstance(layer, Repeat):
            raise NoRule(f"{layer} is no chain of layers")
        elif layer is not Id:
            yield layer


def apply(leaf: Any, x: Shape, values: Values, weights: Sequence[Values]) -> Values:
    """What a leaf writes; `weights` are its kernel, written channels outermost, and its bias."""
    rule = RULES.get(type(leaf))
    y = leaf.out(x)
    if rule is None or not all(isinstance(d, int) for d in (*x, *y)) or y.numel * leaf.fan_in(x) > MOST:
        raise NoRule(f"{leaf} on {x} is not evaluated with given weights")
    return rule(leaf, x, y, values, weights)


def counts(leaf: Any, x: Shape) -> tuple[int, ...]:
    """How many numbers the kernel and the bias of a leaf have."""
    written: Any = leaf.out(x).channels
    kernel = [written * leaf.fan_in(x)] if type(leaf) in (Conv, Linear) else []
    return (*kernel, *([written] if shifts(leaf) else []))


def shifts(leaf: Any) -> bool:
    """Whether a leaf adds a constant of choice to each channel; a norm does nothing else here."""
    return bool(leaf.affine if type(leaf) is BatchNorm else type(leaf) in (Conv, Linear) and leaf.bias)


def _taps(window: Any, r: int, outputs: int) -> Taps:
    starts = (p * window.stride - window.left for p in range(outputs))
    reads = ([(k, start + k * window.dilation) for k in range(window.kernel)] for start in starts)
    return [[(k, at) for k, at in line if 0 <= at < r] for line in reads]


def _places(leaf: Any, x: Any, y: Any) -> Taps:
    """For each output position the taps inside, each with its number and the number of its position."""
    windows = leaf.windows(x)
    lines = [_taps(*side) for side in zip(windows, x.resolution, y.resolution, strict=True)]
    kernels, sizes = [w.kernel for w in windows], x.resolution
    return [
        [(_number([k for k, _ in at], kernels), _number([p for _, p in at], sizes)) for at in product(*reads)]
        for reads in product(*lines)
    ]


def _number(place: Sequence[int], sizes: Sequence[Any]) -> int:
    found = 0
    for at, size in zip(place, sizes, strict=True):
        found = found * size + at
    return found


def _conv(leaf: Any, x: Any, y: Any, values: Values, weights: Sequence[Values]) -> Values:
    """out[o, p] = bias[o] + sum of kernel[o, i, k]*in[i, p*stride + k*dilation - padding], i in o's group."""
    kernel, bias = weights[0], weights[1] if leaf.bias else [0] * y.channels
    places, positions = _places(leaf, x, y), prod(x.resolution)
    taps, width = prod(w.kernel for w in leaf.windows(x)), x.channels // leaf.groups
    found = []
    for o in range(y.channels):
        start = o * leaf.groups // y.channels * width
        ends = [((o * width + i) * taps, (start + i) * positions) for i in range(width)]
        found += [
            bias[o] + sum(kernel[w + k] * values[v + p] for w, v in ends for k, p in place)
            for place in places
        ]
    return found


def _linear(leaf: Any, x: Any, y: Any, values: Values, weights: Sequence[Values]) -> Values:
    if x.rank:
        raise NoRule(f"{leaf} on {x} is not evaluated with given weights")
    bias = weights[1] if leaf.bias else [0] * y.channels
    rows = (weights[0][o * x.channels : (o + 1) * x.channels] for o in range(y.channels))
    return [
        b + sum(w * v for w, v in zip(row, values, strict=True)) for row, b in zip(rows, bias, strict=True)
    ]


def _pooled(fold: Callable[[Any, int], Any]) -> Any:
    def rule(leaf: Any, x: Any, y: Any, values: Values, weights: Any) -> Values:
        positions, places = prod(x.resolution), _places(leaf, x, y)
        channels = (values[c * positions : (c + 1) * positions] for c in range(x.channels))
        return [fold([v[p] for _, p in place], leaf.fan_in(x)) for v in channels for place in places]

    return rule


def _pointwise(function: Callable[[Any, Any], Any]) -> Any:
    return lambda leaf, x, y, values, weights: [function(leaf, v) for v in values]


def _mean(several: Values, k: int) -> Any:
    whole, rest = divmod(sum(several), k)
    return (
        whole + Fraction(rest) / k if rest else whole
    )  # integers, whose products are quicker, while they are


def _averaged(leaf: Any, x: Any, y: Any, values: Values, weights: Any) -> Values:
    if leaf.ceil_mode or not leaf.count_include_pad:
        raise NoRule(f"{leaf}: means of fewer numbers at a border are not evaluated")
    found: Values = _pooled(_mean)(leaf, x, y, values, weights)
    return found


def _most(several: Values, k: int) -> Any:
    return max(several)


def _norm(leaf: Any, x: Any, y: Any, values: Values, weights: Sequence[Values]) -> Values:
    """A norm at inference whose statistics and scale change nothing."""
    if not leaf.track_running_stats:
        raise NoRule(f"{leaf} is not evaluated with given weights")
    bias, positions = weights[0] if leaf.affine else [0] * x.channels, prod(x.resolution)
    return [v + bias[place // positions] for place, v in enumerate(values)]


RULES: dict[type, Any] = {
    Conv: _conv, Linear: _linear, BatchNorm: _norm,
    AvgPool: _averaged, GlobalAvgPool: _pooled(_mean), MaxPool: _pooled(_most), GlobalMaxPool: _pooled(_most),
    ReLU: _pointwise(lambda leaf, v: max(v, 0)), ReLU6: _pointwise(lambda leaf, v: min(max(v, 0), 6)),
    PReLU: _pointwise(lambda leaf, v: max(v, 0)),  # with slopes 0
    LeakyReLU: _pointwise(lambda leaf, v: v if v >= 0 else v * Fraction(str(leaf.negative_slope))),
    Dropout: _pointwise(lambda leaf, v: v), Flatten: _pointwise(lambda leaf, v: v),
}  # fmt: skip
