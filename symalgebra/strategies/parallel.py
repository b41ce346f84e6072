"""Layers between given shapes: those that keep one, and branches that can be added, joined or multiplied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..formula import Size
from ..layer import Concat, Id, Layer, Product, Sum
from ..leaves import (
    GELU,
    AvgPool,
    BatchNorm,
    ChannelShuffle,
    Conv,
    Dropout,
    GlobalAvgPool,
    GlobalMaxPool,
    LayerNorm,
    Linear,
    MaxPool,
    PReLU,
    ReLU,
    Scale,
    Sigmoid,
    Softmax,
)  # fmt: skip
from ..shape import Shape
from .sizes import MOST, dims, divides


@dataclass(frozen=True)
class Target:
    """What several branches write: a number of channels, on every `stride`-th position."""

    width: Size
    stride: int

    def reached(self, x: Shape) -> Shape:
        """The shape on an input."""
        return (Conv(self.width, 1, stride=self.stride) if x.rank else Linear(self.width)).out(x)


@st.composite
def targets(draw: DrawFn, x: Shape, most: int = MOST) -> Target:
    """Where branches from x may lead; often back to x."""
    if not draw(st.booleans()):
        return Target(x.channels, 1)
    return Target(draw(dims(most=most)), draw(st.sampled_from([1, 1, 2])) if x.rank else 1)


@st.composite
def between(draw: DrawFn, x: Shape, target: Target) -> Layer:
    """Layers from x to a target."""
    if target == Target(x.channels, 1) and not draw(st.booleans()):
        return draw(keeping(x))
    net = draw(keeping(x, most=1)) >> draw(projections(x, target))
    return net >> draw(keeping(target.reached(x), most=1))


@st.composite
def projections(draw: DrawFn, x: Shape, target: Target) -> Layer:
    """One weighted layer to a target: a window of odd size, padded by half of it."""
    bias = draw(st.booleans())
    if not x.rank:
        return Linear(target.width, bias)
    h, d = draw(st.integers(0, 2)), draw(st.sampled_from([1, 1, 2]))
    g = draw(st.sampled_from([g for g in (1, 2, 3) if divides(g, x.channels) and divides(g, target.width)]))
    return Conv(target.width, 2 * h + 1, target.stride, d * h, d, g, bias)


@st.composite
def keeping(draw: DrawFn, x: Shape, most: int = 2) -> Layer:
    """Layers that write the shape that they read."""
    net: Layer = Id
    for _ in range(draw(st.integers(0, most))):
        net = net >> draw(draw(st.sampled_from([still, back, mixed]))(x))
    return net


def back(x: Shape) -> SearchStrategy[Layer]:
    """One weighted layer that keeps x."""
    return projections(x, Target(x.channels, 1))


def still(x: Shape) -> SearchStrategy[Layer]:
    """Leaves without a projection."""
    found = [ReLU(), GELU(), Sigmoid(), BatchNorm(), LayerNorm(), Scale(), Dropout(), Softmax(), PReLU()]
    if divides(2, x.channels):
        found.append(ChannelShuffle(2))
    if x.rank:
        found += [MaxPool(3, stride=1, padding=1), AvgPool(3, stride=1, padding=1)]
    return st.sampled_from(found)


@st.composite
def mixed(draw: DrawFn, x: Shape) -> Layer:
    """A residual block or a gate, on x itself."""
    f = draw(projections(x, Target(x.channels, 1)))
    if not x.rank or draw(st.booleans()):
        return Id + f
    pooled = draw(st.sampled_from([GlobalAvgPool(), GlobalMaxPool()]))
    return draw(st.sampled_from([f, Id])) * (pooled >> Linear(x.channels) >> Sigmoid())


@st.composite
def branches(draw: DrawFn, x: Shape) -> Layer:
    """A sum, a product, a concat, a skip that is joined, a residual or a gate."""
    form: Any = draw(st.sampled_from([Sum, Product, Concat, "skip", "mixed"]))
    if form == "mixed":
        return draw(mixed(x))
    if form == "skip":
        return Id | draw(keeping(x))
    target = draw(targets(x, 4))
    number = draw(st.integers(2, 3))
    if form is Concat:
        wide = [Target(draw(dims(most=4)), target.stride) for _ in range(number)]
        return Concat.of([draw(between(x, one)) for one in wide])
    return form.of([draw(between(x, target)) for _ in range(number)])
