"""What each leaf is in the master theorem: a linear map, a stage of predicates, or none of these.

    conv, linear        all weights, degree + 1             mean pools, padding, upsampling   nothing
    p breakpoints       a stage of p*numel(y) predicates    BatchNorm   folds, else 2*c weights, degree + 1
    max-pool, window q  a stage of q*(q - 1)/2*numel(y)     reshapes, dropout   nothing, and see through
    learned slope       a stage, then its weights           threshold   a stage that resets degree and weights

Sigmoids, exponentials, statistics of the input (layer norm) and softmax are refused.
"""

from __future__ import annotations

from typing import Any

from ...errors import NoRule
from ...formula import Size, ceildiv, formula, multiply, size
from ...leaves import (
    AdaptiveMaxPool,
    BatchNorm,
    ChannelShuffle,
    Crop,
    Dropout,
    Flatten,
    GlobalMaxPool,
    InstanceNorm,
    MaxPool,
    PixelShuffle,
    PixelUnshuffle,
    PReLU,
    Softmax,
)
from ...shape import Shape
from .block import Block, Carrier, Tail

PLAIN = (ChannelShuffle, Crop, Dropout, Flatten, PixelShuffle, PixelUnshuffle)  # they hand scalars on
POOLS = (AdaptiveMaxPool, GlobalMaxPool, MaxPool)


def piece(kind: type[Carrier], leaf: Any, x: Shape, y: Shape) -> Block:
    """The block of a leaf, over one kind of carrier; a `NoRule` error where it is no piecewise polynomial."""
    if isinstance(leaf, PLAIN):
        return Block(kind(), plain=True)
    if isinstance(leaf, POOLS):
        return pooled(kind, window(leaf, x, y), y)
    if folding(leaf):
        return Block(kind(), norm=x.channels, tail=Tail("linear", x.channels))
    if leaf.linear:
        return linear(kind, leaf, x, y)
    if piecewise(leaf):
        return activation(kind, leaf, x, y)
    raise NoRule(outside(leaf))


def linear(kind: type[Carrier], leaf: Any, x: Shape, y: Shape) -> Block:
    """An affine map with its weights, of degree 1 in them; without weights nothing."""
    weights = leaf.weights(x)
    if isinstance(weights, int) and weights == 0:
        return Block(kind())
    tail = Tail("linear", y.channels, 0 if leaf.bias else y.channels) if leaf.weighted else None
    return Block(kind.linear(weights), tail=tail)


def activation(kind: type[Carrier], leaf: Any, x: Shape, y: Shape) -> Block:
    """Each breakpoint is a predicate on each scalar; learned slopes are weights of the pieces."""
    body = kind.stage(size(leaf.breakpoints * y.numel), leaf.degree, y.channels)
    if isinstance(leaf, PReLU):
        return Block(body.then(kind.linear(leaf.weights(x))))
    return Block(body, tail=Tail("activation", y.channels) if leaf.monotone else None)


def pooled(kind: type[Carrier], taps: Size, y: Shape) -> Block:
    """The comparisons of all pairs under each window."""
    if isinstance(taps, int) and taps == 1:
        return Block(kind())
    return Block(kind.stage(comparisons(taps, y), 1, pool=True))


def comparisons(q: Size, y: Shape) -> Size:
    """q*(q - 1)/2 for each output: what tells which of q inputs is the greatest."""
    return size(formula(q) * (formula(q) - 1) / 2 * y.numel)


def window(leaf: Any, x: Shape, y: Shape) -> Size:
    """The most inputs under a window."""
    if not isinstance(leaf, AdaptiveMaxPool):
        return size(leaf.fan_in(x))
    sides = zip(x.resolution, y.resolution, strict=True)
    return multiply(_longest(r, t) for r, t in sides)


def _longest(r: Size, t: Size) -> Size:
    """ceil(r/t), and where t does not divide r at most one more, since windows share a position."""
    part = ceildiv(r, t)
    return part if size(formula(part) * t) == r else size(part + 1)


def folding(leaf: Any) -> bool:
    """Whether a norm is, at inference, an affine map of each channel."""
    return isinstance(leaf, BatchNorm | InstanceNorm) and leaf.track_running_stats


def piecewise(leaf: Any) -> bool:
    """Whether an activation is a piecewise polynomial."""
    return getattr(leaf, "breakpoints", None) is not None


def outside(leaf: Any) -> str:
    """Why a leaf has no place among piecewise polynomials."""
    if isinstance(leaf, Softmax):
        return f"{leaf} is no piecewise polynomial; at the end of a network leave it out: argmax is the same"
    if leaf.nonlinear or type(leaf).__module__.startswith(__package__.partition(".")[0]):
        return (
            f"{leaf} is no piecewise polynomial: bounds that rest on counting polynomial pieces leave it out"
        )
    name = type(leaf).__name__
    return f"nothing says what {leaf} computes: set {name}.linear = True, or {name}.breakpoints and .degree"
