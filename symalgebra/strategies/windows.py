"""Arguments of what slides a window: kernel, stride, padding and dilation that fit into a resolution."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..formula import Size
from ..shape import Shape
from .sizes import K, least, symbol

STRIDE = symbol("s")


def one_or_each(values: SearchStrategy[Any], rank: int) -> SearchStrategy[Any]:
    """One value for every dimension, or a tuple with one for each."""
    return values | st.tuples(*[values] * rank)


def strides(rank: int) -> SearchStrategy[Any]:
    """Mostly small numbers."""
    return one_or_each(st.sampled_from([1, 1, 2, 2, 3]), rank) | st.just(STRIDE)


@st.composite
def windows(draw: DrawFn, x: Shape) -> dict[str, Any]:
    """kernel_size, stride, padding and dilation of a convolution that reads x."""
    form = draw(st.sampled_from(["number", "number", "same", "valid", "pairs", "symbol"]))
    if form == "symbol":
        return {"kernel_size": K, "padding": K, "stride": draw(strides(x.rank))}
    dilation = draw(st.sampled_from([1, 1, 2, 3]))
    if form == "same":
        kernel: Any = draw(one_or_each(st.integers(1, 5), x.rank) | st.just(K))
        return {
            "kernel_size": kernel,
            "stride": draw(strides(x.rank)),
            "padding": "same",
            "dilation": dilation,
        }
    pairs = [(draw(st.integers(0, 2)), draw(st.integers(0, 2))) for _ in x.resolution]
    p = draw(st.integers(0, 2))
    added = {"valid": [0] * x.rank, "number": [2 * p] * x.rank, "pairs": [sum(pair) for pair in pairs]}[form]
    kernels = tuple(draw(fitting(r, more, dilation)) for r, more in zip(x.resolution, added, strict=True))
    return {
        "kernel_size": kernels if draw(st.booleans()) else min(kernels),
        "stride": draw(strides(x.rank)),
        "padding": {"valid": "valid", "number": p, "pairs": tuple(pairs)}[form],
        "dilation": dilation,
    }


def fitting(r: Size, padding: int, dilation: int) -> SearchStrategy[int]:
    """Kernels with dilation*(k - 1) + 1 <= r + padding."""
    return st.integers(1, max(1, min(7, (least(r) + padding - 1) // dilation + 1)))


@st.composite
def pools(draw: DrawFn, x: Shape, dilated: bool) -> dict[str, Any]:
    """The same of a pooling, whose padding is at most half of its kernel."""
    if draw(st.booleans()):
        dilation = draw(st.sampled_from([1, 1, 2])) if dilated else 1
        kernel = min(draw(fitting(r, 0, dilation)) for r in x.resolution)
        padding: Any = draw(st.integers(0, kernel // 2))
    else:
        dilation, kernel, padding = 1, draw(st.integers(1, 4)), "same"
    stride = draw(st.none() | strides(x.rank))
    found = {"kernel_size": kernel, "stride": stride, "padding": padding, "ceil_mode": draw(st.booleans())}
    return {**found, "dilation": dilation} if dilated else found


@st.composite
def transposed(draw: DrawFn, x: Shape) -> dict[str, Any]:
    """kernel_size, stride, padding, output_padding and dilation of a transposed convolution."""
    stride, dilation = draw(st.integers(1, 3)), draw(st.sampled_from([1, 1, 2]))
    kernel = draw(st.integers(1, 4))
    extra = draw(st.integers(0, max(stride, dilation) - 1))
    lost = stride * (min(map(least, x.resolution)) - 1) + dilation * (kernel - 1) + extra
    return {
        "kernel_size": kernel,
        "stride": stride,
        "padding": draw(st.integers(0, min(2, lost // 2))),
        "output_padding": extra,
        "dilation": dilation,
    }
