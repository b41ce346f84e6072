"""Check a certificate of a rank. This file stands alone: it imports the standard library, nothing else.

    {"format": "symalgebra-rank/1", "claim": "VC >= 4", "network": "Linear(3) >> ReLU() >> Linear(1)",
     "input": [2], "weights": [[kernel, bias], ...], "inputs": [[x, ...], ...]}

A network is a chain of layers, written in Python: `a >> b`, `(a >> b)**n`. The last one is a map of all
features to one output, whose weights are free. `weights` has the kernel, written channels outermost, and the
bias of each layer before it that has any; every number is a text "p/q". The features of each input, and 1
where the last map has a bias, are worked out in rational numbers. If these rows are linearly independent, as
many as inputs, any values at the inputs are values of the last map: its signs shatter the inputs.

The rank is taken modulo the prime 2**61 - 1: a minor that is not 0 there is not 0. `python rank_checker.py
FILE` prints what is proved; exit status 1 where it is rejected.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

FORMAT = "symalgebra-rank/1"
PRIME = (1 << 61) - 1
MOST = {"text": 20_000, "layers": 500, "points": 65, "bits": 2_000, "work": 4_000_000}
WORK = [0]  # products of a weight and an input in the last check

Values = list[Any]  # integers and fractions
Weights = Sequence[Sequence[Any]]
Shape = tuple[int, ...]  # channels, and positions in each spatial dimension
Taps = list[list[tuple[int, int]]]  # for each output position (tap, input position), padding left out
SLIDING = {"stride": 1, "padding": 0, "dilation": 1}
POOL = {"kernel_size": ..., "stride": None, "padding": 0}
FIELDS: dict[str, dict[str, Any]] = {  # arguments in their order with their defaults
    "Conv": {"out_channels": ..., "kernel_size": ..., **SLIDING, "groups": 1, "bias": True},
    "Linear": {"out_features": ..., "bias": True},
    "BatchNorm": {"eps": 1e-5, "momentum": 0.1, "affine": True, "track_running_stats": True},
    "MaxPool": {**POOL, "dilation": 1, "ceil_mode": False},
    "AvgPool": {**POOL, "ceil_mode": False, "count_include_pad": True},
    "GlobalAvgPool": {}, "GlobalMaxPool": {}, "ReLU": {}, "ReLU6": {}, "PReLU": {"num_parameters": 1},
    "LeakyReLU": {"negative_slope": 0.01}, "Dropout": {"p": 0.5}, "Flatten": {"start_dim": 1},
}  # fmt: skip


class Rejected(Exception):
    """The certificate does not prove its claim."""


def need(fact: Any, why: str) -> None:
    """Reject where a condition is not met."""
    if not fact:
        raise Rejected(why)


class Layer:
    """A layer that was read: its kind, and its arguments by name."""

    def __init__(self, kind: str, given: dict[str, Any]) -> None:
        self.kind, self.given = kind, given

    def __getattr__(self, name: str) -> Any:
        return self.given.get(name)

    @property
    def shifts(self) -> bool:
        """Whether it adds a constant of choice to each channel; a norm does nothing else here."""
        return bool(self.affine if self.kind == "BatchNorm" else self.bias)


# Reading a chain of layers


def chain(text: str) -> list[Layer]:
    """The layers of a network in their order."""
    found: list[Layer] = []
    pending = [expression(text)]
    for _ in range(MOST["text"]):
        if not pending:
            return found
        node = pending.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.RShift):
            pending += [node.right, node.left]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            count = literal(node.right)
            need(type(count) is int and 0 < count <= MOST["layers"], f"{count} copies are not written out")
            pending += [node.left] * count
        elif not (isinstance(node, ast.Name) and node.id == "Id"):
            found.append(layer(node))
            need(len(found) <= MOST["layers"], f"more than {MOST['layers']} layers")
    raise Rejected("more layers than are read")


def expression(text: str) -> ast.expr:
    """A single line of text, read as Python."""
    fits = isinstance(text, str) and len(text) <= MOST["text"] and text.isprintable() and "#" not in text
    need(fits, "the network is no single line of text")
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        raise Rejected("the network is no expression") from None


def literal(node: ast.expr) -> Any:
    """A number, a text or a tuple of such."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        raise Rejected(f"{ast.unparse(node)} is no number") from None


def layer(node: ast.expr) -> Layer:
    """A layer, by a call with numbers."""
    kind = getattr(getattr(node, "func", None), "id", "")
    need(kind, "it is no chain of layers")
    need(isinstance(node, ast.Call) and kind in FIELDS, f"{kind} is not evaluated")
    assert isinstance(node, ast.Call)
    fields = FIELDS[kind]
    words = [*zip(fields, node.args, strict=False), *((word.arg, word.value) for word in node.keywords)]
    given = {str(name): literal(value) for name, value in words}
    need(len(given) == len(node.args) + len(node.keywords) and given.keys() <= fields.keys(), "arguments")
    found = Layer(kind, {**fields, **given})
    need(all(value is not ... for value in found.given.values()), "an argument is missing")
    return found


# Shapes


def windows(leaf: Layer, x: Shape) -> list[tuple[int, int, int, int, int]]:
    """For each spatial dimension the kernel, stride, padding at the left, dilation and number of outputs."""
    if leaf.kind.startswith("Global"):
        return [(r, 1, 0, 1, 1) for r in x[1:]]
    rank = len(x) - 1
    stride = leaf.kernel_size if leaf.stride is None else leaf.stride
    sides = [spread(v, rank) for v in (leaf.kernel_size, stride, leaf.dilation or 1, padding(leaf, rank))]
    several = zip(x[1:], *sides, strict=True)
    return [window(r, k, s, d, ends, bool(leaf.ceil_mode)) for r, k, s, d, ends in several]


def spread(value: Any, rank: int) -> list[Any]:
    """One value for each dimension."""
    return list(value) if isinstance(value, tuple) else [value] * rank


def padding(leaf: Layer, rank: int) -> Any:
    """(left, right) for each dimension, or "same"."""
    several = spread(0 if leaf.padding == "valid" else leaf.padding, rank)
    return tuple(p if isinstance(p, tuple | str) else (p, p) for p in several)


def window(r: int, k: int, s: int, d: int, ends: Any, ceil: bool) -> tuple[int, int, int, int, int]:
    """The window of one dimension of r positions."""
    need(all(type(v) is int and 0 < v <= MOST["work"] for v in (k, s, d)), "a window that is no number")
    reach = d * (k - 1) + 1
    if ends == "same":
        outputs = -(-r // s)
        left = max(0, (outputs - 1) * s + reach - r) // 2 if s > 1 else (reach - 1) // 2
        return k, s, left, d, outputs
    numbers = isinstance(ends, tuple) and len(ends) == 2 and all(type(p) is int and p >= 0 for p in ends)
    need(numbers, "padding that is no number")
    left, right = ends
    outputs = (r + left + right - reach) // s + 1
    if ceil:
        outputs = min(-(-(r + left + right - reach) // s) + 1, -(-(r + left) // s))
    need(outputs > 0, "a window larger than what it reads")
    return k, s, left, d, outputs


def written(leaf: Layer, x: Shape) -> Shape:
    """The shape of the output."""
    if leaf.kind in ("Conv", "MaxPool", "AvgPool", "GlobalAvgPool", "GlobalMaxPool"):
        return (leaf.out_channels or x[0], *(outputs for *_, outputs in windows(leaf, x)))
    if leaf.kind == "Flatten":
        need(leaf.start_dim == 1, "channels that stay behind Flatten")
        return (prod(x),)
    if leaf.kind == "Linear":
        need(prod(x[1:]) == 1, "Linear on an image is not evaluated")
        return (leaf.out_features, *x[1:])
    return x


def fan_in(leaf: Layer, x: Shape) -> int:
    """How many inputs one output reads, padding counted."""
    if leaf.kind == "Linear":
        return x[0]
    taps = prod(k for k, *_ in windows(leaf, x)) if leaf.kind not in POINTWISE else 1
    return taps * x[0] // leaf.groups if leaf.kind == "Conv" else taps


def counts(leaf: Layer, x: Shape) -> list[int]:
    """How many numbers the kernel and the bias of a layer have."""
    channels = written(leaf, x)[0]
    kernel = [channels * fan_in(leaf, x)] if leaf.kind in ("Conv", "Linear") else []
    return [*kernel, *([channels] if leaf.shifts else [])]


def sized(leaf: Layer, x: Shape) -> Shape:
    """The shape of the output, once the layer is known to have one."""
    y = written(leaf, x)
    need(all(type(d) is int and d > 0 for d in y) and prod(y) <= MOST["work"], "a shape that is no number")
    if leaf.kind == "Conv":
        g = leaf.groups
        need(type(g) is int and g > 0 and x[0] % g == y[0] % g == 0, "groups that do not divide the channels")
    need(leaf.kind != "BatchNorm" or leaf.track_running_stats, "a norm by the statistics of a batch")
    means = leaf.kind != "AvgPool" or (leaf.count_include_pad and not leaf.ceil_mode)
    need(means, "means of fewer numbers at a border")
    return y


# Values


def apply(leaf: Layer, x: Shape, values: Values, weights: Weights) -> Values:
    """What a layer writes."""
    return RULES[leaf.kind](leaf, x, sized(leaf, x), values, weights)


def places(leaf: Layer, x: Shape) -> Taps:
    """For each output position the taps inside, each with its number and that of its position."""
    sides = list(zip(windows(leaf, x), x[1:], strict=True))
    lines = [
        [[(tap, p * s - left + tap * d) for tap in range(k)] for p in range(outputs)]
        for (k, s, left, d, outputs), _ in sides
    ]
    inside = [
        [[(tap, at) for tap, at in line if 0 <= at < r] for line in several]
        for several, (_, r) in zip(lines, sides, strict=True)
    ]
    kernels = [k for (k, *_), _ in sides]
    return [
        [
            (numbered([t for t, _ in at], kernels), numbered([p for _, p in at], x[1:]))
            for at in product(*reads)
        ]
        for reads in product(*inside)
    ]


def numbered(place: Sequence[int], sizes: Sequence[int]) -> int:
    """The number of a place among all, the last index fastest."""
    found = 0
    for at, many in zip(place, sizes, strict=True):
        found = found * many + at
    return found


def dot(pairs: Iterable[tuple[Any, Any]], start: Any) -> Any:
    """start + the sum of products."""
    for w, v in pairs:
        start = short(start + w * v)
    return start


def short(value: Any) -> Any:
    """A number that is not too long to go on with."""
    digits = max(value.numerator.bit_length(), value.denominator.bit_length())
    need(digits <= MOST["bits"], "numbers that are too long")
    return value


def conv(leaf: Layer, x: Shape, y: Shape, values: Values, weights: Weights) -> Values:
    """out[o, p] = bias[o] + sum of kernel[o, i, k]*in[i, p*stride + k*dilation - padding], i in o's group."""
    width, positions, taps = x[0] // leaf.groups, prod(x[1:]), prod(k for k, *_ in windows(leaf, x))
    kernel, bias = weights[0], weights[1] if leaf.bias else [0] * y[0]
    found, several = [], places(leaf, x)
    for o in range(y[0]):
        first = o * leaf.groups // y[0] * width
        ends = [((o * width + i) * taps, (first + i) * positions) for i in range(width)]
        found += [
            dot(((kernel[w + k], values[v + p]) for w, v in ends for k, p in place), bias[o])
            for place in several
        ]
    return found


def linear(leaf: Layer, x: Shape, y: Shape, values: Values, weights: Weights) -> Values:
    """out[o] = bias[o] + sum of kernel[o, i]*in[i]."""
    n, bias = x[0], weights[1] if leaf.bias else [0] * y[0]
    return [dot(zip(weights[0][o * n : o * n + n], values, strict=True), bias[o]) for o in range(y[0])]


def pooled(fold: Callable[[Any, int], Any]) -> Any:
    """One value for each window of each channel."""

    def rule(leaf: Layer, x: Shape, y: Shape, values: Values, weights: Weights) -> Values:
        positions, several, k = prod(x[1:]), places(leaf, x), fan_in(leaf, x)
        channels = (values[c * positions : (c + 1) * positions] for c in range(x[0]))
        return [fold([channel[p] for _, p in place], k) for channel in channels for place in several]

    return rule


def mean(several: Values, k: int) -> Any:
    """The mean of k numbers, of which those on padding are 0."""
    return exact(dot(((1, v) for v in several), 0) / Fraction(k))


def most(several: Values, k: int) -> Any:
    """The greatest of several numbers; padding is less than any."""
    return max(several)


def pointwise(function: Callable[[Layer, Any], Any]) -> Any:
    """A function of each value."""
    return lambda leaf, x, y, values, weights: [function(leaf, v) for v in values]


def norm(leaf: Layer, x: Shape, y: Shape, values: Values, weights: Weights) -> Values:
    """A norm at inference whose statistics and scale change nothing."""
    bias, positions = weights[0] if leaf.affine else [0] * x[0], prod(x[1:])
    return [v + bias[place // positions] for place, v in enumerate(values)]


def exact(number: Fraction) -> Any:
    """An integer where it is one: products of these are quicker."""
    return number.numerator if number.denominator == 1 else number


POINTWISE: dict[str, Any] = {
    "BatchNorm": norm, "ReLU": pointwise(lambda leaf, v: max(v, 0)),
    "ReLU6": pointwise(lambda leaf, v: min(max(v, 0), 6)),
    "PReLU": pointwise(lambda leaf, v: max(v, 0)),  # with slopes 0
    "LeakyReLU": pointwise(lambda leaf, v: v if v >= 0 else v * Fraction(str(leaf.negative_slope))),
    "Dropout": pointwise(lambda leaf, v: v), "Flatten": pointwise(lambda leaf, v: v),
}  # fmt: skip
RULES: dict[str, Any] = {
    **POINTWISE, "Conv": conv, "Linear": linear, "AvgPool": pooled(mean), "GlobalAvgPool": pooled(mean),
    "MaxPool": pooled(most), "GlobalMaxPool": pooled(most),
}  # fmt: skip


# What a certificate proves


def shapes(leaves: Sequence[Layer], x: Shape) -> list[Shape]:
    """What each layer reads, and what the last one writes."""
    found = [x]
    for leaf in leaves:
        found.append(sized(leaf, found[-1]))
    return found


def opened(text: str, x: Shape, points: int) -> tuple[list[Layer], list[Shape]]:
    """The layers and what they read; the last is a map of all features to one output, whose bias counts."""
    *leaves, last = chain(text)
    read = shapes([*leaves, last], x)
    many = prod(read[-2])
    need(prod(read[-1]) == 1 and whole(last, read[-2]), "it ends in no map of all features to one output")
    need(many < MOST["points"], f"{many} features, {MOST['points'] - 1} at most are worked out")
    products = sum(prod(y) * fan_in(leaf, x) for leaf, x, y in zip(leaves, read, read[1:], strict=False))
    WORK[0] = products * points
    need(WORK[0] <= MOST["work"], "more work than is done")
    return [*leaves, last], read


def whole(last: Layer, x: Shape) -> bool:
    """Whether one output of a map reads all of its input: no padding in the place of a feature, no gap."""
    if last.kind != "Conv":
        return last.kind == "Linear"
    sides = zip(windows(last, x), x[1:], strict=True)
    covered = all(k == r and left == 0 and d * (k - 1) < r for (k, _, left, d, _), r in sides)
    return last.groups == 1 and covered


def features(
    leaves: Sequence[Layer], read: Sequence[Shape], weights: Weights, inputs: Sequence[Values]
) -> Any:
    """What the last map reads for each input, and 1 where it has a bias."""
    rows, given = list(inputs), iter(weights)
    for leaf, x in zip(leaves[:-1], read, strict=False):
        several = next(given) if counts(leaf, x) else []
        rows = [[short(v) for v in apply(leaf, x, values, several)] for values in rows]
    return [[*row, 1] if leaves[-1].bias else row for row in rows]


def rank(rows: Sequence[Values]) -> int:
    """The rank modulo a prime of rational numbers, which is at most their rank."""
    left = [[v.numerator * pow(v.denominator, -1, PRIME) % PRIME for v in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        found, unit = found + 1, pow(pivot[column], -1, PRIME)
        for row in left:
            factor = row[column] * unit % PRIME
            row[:] = [(a - factor * b) % PRIME for a, b in zip(row, pivot, strict=True)] if factor else row
    return found


def number(text: Any) -> Any:
    """A rational number."""
    need(isinstance(text, str) and len(text) <= MOST["bits"] // 4, "a number that is no short text")
    return exact(Fraction(text))


def check(certificate: Any) -> None:
    """Reject a certificate that does not prove its claim."""
    WORK[0] = 0
    need(isinstance(certificate, dict) and certificate.get("format") == FORMAT, f"no {FORMAT}")
    x, points = tuple(certificate["input"]), len(certificate["inputs"])
    need(x and all(type(d) is int and 0 < d <= MOST["work"] for d in x), "an input that is no shape")
    need(certificate["claim"] == f"VC >= {points}", "a claim of other points than there are")
    need(0 < points <= MOST["points"], "too many points, or none")
    leaves, read = opened(certificate["network"], x, points)
    weights = [[list(map(number, part)) for part in several] for several in certificate["weights"]]
    inputs = [list(map(number, values)) for values in certificate["inputs"]]
    asked = [several for leaf, s in zip(leaves[:-1], read, strict=False) if (several := counts(leaf, s))]
    need([[len(part) for part in several] for several in weights] == asked, "weights of other sizes")
    need(all(len(values) == prod(x) for values in inputs), "inputs of another shape")
    found = rank(features(leaves, read, weights, inputs))
    need(found == points, f"{points} points whose features have the rank {found}")


def main(arguments: list[str]) -> int:
    """Check the file that is named; say what it proves."""
    with open(arguments[0], "rb") as file:
        data = file.read(4 << 20)
    try:
        certificate = json.loads(data)
        check(certificate)
    except Exception as error:  # whatever a stranger's data may cause, it is no proof
        print(f"rejected: {error}", file=sys.stderr)
        return 1
    print(f"proved: {certificate['claim']} for {certificate['network']} on {tuple(certificate['input'])}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
