"""What the families share: normalised convolutions, first and last layers, gates, exact multipliers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from operator import rshift
from typing import Any

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Formula, Size, ceildiv, floordiv, formula, maximum, names, size
from symalgebra.layer import Id, Layer
from symalgebra.leaves import BatchNorm, Conv, Flatten, GlobalAvgPool, Linear, MaxPool, ReLU, Sigmoid
from symalgebra.shape import dims, same

# An argument of a family: a number, a SymPy symbol or expression, or a formula.
Value = Any
# A network in rows: what each part is called, and its term. The network is their series.
Stages = list[tuple[str, Layer]]

# One object each: what occurs several times with one input is read once.
NORM, RELU = BatchNorm(), ReLU()


def series(stages: Stages) -> Layer:
    """The network of the rows."""
    return reduce(rshift, (term for _, term in stages), Id)


def conv(width: Size, kernel: int = 1, stride: Size = 1, groups: Size = 1, dilation: int = 1) -> Layer:
    """A convolution without bias, which keeps the resolution at stride 1, and its normalisation."""
    padding = kernel // 2 * dilation
    layer = Conv(width, kernel, stride=stride, padding=padding, dilation=dilation, groups=groups, bias=False)
    return layer >> NORM


def normed(width: Size, kernel: int = 1, stride: Size = 1) -> Layer:
    """A convolution with its normalisation and ReLU before it."""
    ready = NORM >> RELU
    return ready >> Conv(width, kernel, stride=stride, padding=kernel // 2, bias=False)


def run(first: Layer, later: Layer, count: Value) -> Layer:
    """`count` layers in series, the first of them unlike the others."""
    return first >> later ** (counted(count) - 1)


def counted(count: Value) -> Size:
    """How many layers a stage has: one or more, or a formula."""
    number = size(count)
    if isinstance(number, int) and number < 1:
        raise SymalgebraError(f"a stage has one layer or more, not {count}")
    return number


def matched(what: str, values: Sequence[Value], stages: Sequence[Value]) -> Sequence[Value]:
    """The values, where there is one for each stage."""
    if len(values) != len(stages):
        raise SymalgebraError(f"{len(values)} {what} for {len(stages)} stages: give one for each")
    return values


def entry(width: Size, kind: str) -> Layer:
    """The first layers of a residual network: for ImageNet they quarter the resolution, for CIFAR keep it."""
    if kind == "imagenet":
        return conv(width, 7, stride=2) >> RELU >> MaxPool(3, stride=2, padding=1)
    if kind == "cifar":
        return conv(width, 3) >> RELU
    raise unknown("stem", kind, ("imagenet", "cifar"))


def shortcut(before: Size, width: Size, stride: Size, branch: Layer) -> Layer:
    """The branch, with `Id` beside it where it keeps the shape."""
    return Id + branch if stride == 1 and same(before, width) else branch


def squeeze(inner: Size, width: Size, act: Layer = RELU, gate: Layer = Sigmoid()) -> Layer:  # noqa: B008
    """Squeeze and excitation: each of `width` channels times a gate, found from the means of all channels.

    Hu, Shen, Sun, "Squeeze-and-excitation networks", CVPR 2018; the gate's two layers are 1x1 convolutions.
    """
    return Id * (GlobalAvgPool() >> Conv(inner, 1) >> act >> Conv(width, 1) >> gate)


def rounded(channels: Value, divisor: int = 8) -> Size:
    """The multiple of the divisor nearest to `channels`, the greater of two, at least the divisor itself."""
    v = exact(channels)
    return divisor * maximum(1, floordiv(2 * v + divisor, 2 * divisor))


def divisible(channels: Value, divisor: int = 8) -> Size:
    """The multiple of the divisor nearest to `channels`, but not below nine tenths of it (`make_divisible`).

    With d the divisor and v the channels, k = max(1, floor(v/d + 1/2)) multiples are made k + 1 where
    d*k < 9*v/10. As v/d < k + 1/2, ceil(9*v/(10*d)) is k + 1 there, elsewhere at most k, and at least 1.

    >>> [divisible(v) for v in (3, 11, 12, 19, 20, 44)]
    [8, 16, 16, 24, 24, 48]
    """
    v = exact(channels)
    return divisor * maximum(floordiv(2 * v + divisor, 2 * divisor), ceildiv(9 * v, 10 * divisor))


def head(classes: Value, before: Layer = Id) -> Stages:
    """The row of a pooled linear classifier; none where `classes` is None."""
    return [] if classes is None else [("head", GlobalAvgPool() >> Flatten() >> before >> Linear(classes))]


def exact(value: Value) -> Formula:
    """The exact value; a float is the decimal that it prints as, 0.35 is 7/20."""
    return formula(Fraction(str(value)) if isinstance(value, float) else value)


def floor(value: Formula) -> Size:
    """The greatest integer that is not above the value."""
    return floordiv(value, 1)


def nearest(value: Value) -> Size:
    """The nearest integer; of two the even one, as Python's `round` has it.

    floor(x + 1/2) is one too many where x = 2*m + 1/2, that is where x/2 + 3/4 is whole.

    >>> [nearest(Fraction(k, 4)) for k in range(12)]
    [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 3]
    """
    x = exact(value)
    place = x / 2 + Fraction(3, 4)
    return size(floor(x + Fraction(1, 2)) - 1 + ceildiv(place, 1) - floor(place))


def fresh(*values: Value) -> Any:
    """A symbol for the index of a loop, from 0: i, or the next name that does not occur in the values."""
    taken = set().union(*(names(size(value)) for value in values if not isinstance(value, bool)))
    name = "i"
    while name in taken:
        name += "_"
    return dims(name, min=0)


def unknown(what: str, given: object, choices: Iterable[str]) -> SymalgebraError:
    """The error for a name that is none of the choices."""
    return SymalgebraError(f"{given!r} is no {what}: choose one of {', '.join(map(repr, choices))}")
