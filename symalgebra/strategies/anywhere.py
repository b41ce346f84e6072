"""Terms that read any shape with a resolution, whatever its sizes: for terms that stand in several places.

Each strategy is one object: Hypothesis validates what is made anew at every draw.
"""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from ..layer import Id, Repeat
from ..leaves import (
    GELU,
    AvgPool,
    BatchNorm,
    Conv,
    ConvTranspose,
    GlobalAvgPool,
    LayerNorm,
    Linear,
    MaxPool,
    ReLU,
    Scale,
    Upsample,
)  # fmt: skip
from ..shape import dims

I, W = dims("i w")


@cache
def widths(index=False):
    """Numbers, a symbol, and where a loop's index is about, sizes that grow with it."""
    plain = [st.integers(1, 5), st.sampled_from([W, 2 * W, W + 1])]
    linear = st.builds(lambda a, b: a * I + b, st.integers(1, 3), st.integers(1, 3))
    growing = [linear, st.sampled_from([2**I, W * 2**I])]
    return st.one_of(*plain, *(growing if index else []))


@cache
def convs(index=False):
    """Convolutions of all strides and paddings that keep or shrink the resolution."""
    return st.builds(
        Conv,
        widths(index),
        st.integers(1, 3),
        stride=st.integers(1, 3),
        padding=st.one_of(st.integers(0, 1), st.just("same")),
        dilation=st.integers(1, 2),
        bias=st.booleans(),
    )


@cache
def keeping():
    """Layers that keep any shape."""
    return st.one_of(
        st.sampled_from([BatchNorm(), ReLU(), GELU(), LayerNorm(), Scale(), Id]),
        st.builds(AvgPool, st.just(3), stride=st.just(1), padding=st.just(1)),
    )


@cache
def shrinking():
    """Pooling."""
    return st.builds(
        lambda pool, k, s, c: pool(k, stride=s, padding=k // 2, ceil_mode=c),
        st.sampled_from([MaxPool, AvgPool]),
        st.integers(1, 3),
        st.integers(1, 2),
        st.booleans(),
    )


@cache
def enlarging():
    """Upsampling and transposed convolutions."""
    return st.one_of(
        st.builds(Upsample, st.integers(2, 3)),
        st.builds(ConvTranspose, st.integers(1, 4), st.integers(2, 3), stride=st.just(2)),
    )


@cache
def same_shape(width=None):
    """Convolutions that keep the resolution and give one width."""
    chosen = widths() if width is None else st.just(width)
    return st.builds(lambda k, w: Conv(w, k, padding="same", bias=False), st.integers(1, 3), chosen)


@cache
def joined(width):
    """A sum, a residual block or a gate, of one width."""
    inner = st.lists(same_shape(width), min_size=1, max_size=2).map(chain)
    return st.one_of(
        st.tuples(inner, inner).map(lambda f: f[0] + f[1]),
        inner.map(lambda f: f >> (Id + Conv(width, 3, padding=1))),
        inner.map(lambda f: f >> Id * (GlobalAvgPool() >> Linear(width))),
    )


@cache
def residuals(index=False):
    """Blocks with a sum, a concat or a gate, that read any shape."""
    return st.one_of(
        widths(index).flatmap(joined),
        st.tuples(same_shape(), same_shape()).map(lambda f: f[0] | f[1]),
        same_shape().map(lambda f: Id | f),
    )


@cache
def blocks(index=False):
    """Short series that read any shape."""
    parts = st.one_of(convs(index), keeping(), shrinking(), residuals(index))
    return st.lists(parts, min_size=1, max_size=3).map(chain)


@cache
def networks():
    """Series of blocks and repeats."""
    repeats = st.one_of(
        st.builds(lambda f, n: f**n, blocks(), st.integers(0, 3)),
        st.builds(lambda f, n: Repeat(I, n, f), blocks(index=True), st.integers(0, 3)),
    )
    return st.lists(st.one_of(blocks(), repeats, enlarging()), min_size=1, max_size=3).map(chain)


def chain(parts):
    """Layers in series."""
    result = Id
    for part in parts:
        result = result >> part
    return result
