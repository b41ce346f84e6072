"""Layer complexity and layer intrinsic power [ours], and their binary logarithms.

The definitions are this project's own; see `transfer` for the carrier and docs/complexity.md.
"""

from __future__ import annotations

from typing import Any

from ..formula import Size
from ..measure import measure
from ..shape import Shape
from .factors import Factors, bits, whole
from .transfer import TRANSFER, backward, forward, transfer


def _complexity(value: Factors, x: Shape, y: Shape) -> Size:
    return whole(forward(value, x, y))


def _power(value: Factors, x: Shape, y: Shape) -> Size:
    return whole(backward(value, x, y))


def _bits_of_complexity(value: Factors, x: Shape, y: Shape) -> Size:
    return bits(forward(value, x, y))


def _bits_of_power(value: Factors, x: Shape, y: Shape) -> Size:
    return bits(backward(value, x, y))


@measure(TRANSFER, _complexity)
def layer_complexity(leaf: Any, x: Shape, y: Shape) -> Factors:
    """C = T/N_in: over how many paths one input scalar spreads to the output, on the mean [ours].

    Leaf: E/N_in, E the pairs of an input and an output scalar that it joins, padding counted. Conv:
    (c_out/g)*k**d*(r_out/r_in)**d. Linear: c_out. Pool: k**d*(r_out/r_in)**d. GlobalAvgPool: 1. Pointwise
    layers, norms and softmax: 1. Nearest upsampling: the enlargement. Series multiplies; sum, concat and
    product (a gate) add. N_in * layer_complexity = N_out * intrinsic_power. Unit: output paths per input
    scalar. No theorem links it to the VC dimension.

    >>> from symalgebra import Conv, Id, dims
    >>> n, w, r = dims("n w r")
    >>> layer_complexity((Id + Conv(w, 3, padding=1)) ** n, (w, r, r))
    (9*w + 1)**n
    """
    return transfer(leaf, x, y)


@measure(TRANSFER, _power)
def intrinsic_power(leaf: Any, x: Shape, y: Shape) -> Factors:
    """P = T/N_out: over how many paths inputs are condensed into one output scalar, on the mean [ours].

    Leaf: E/N_out, the fan-in, padding counted. Conv: k**d*c_in/g. Linear: c_in. Pool: k**d. GlobalAvgPool:
    r**d. Pointwise layers, norms, softmax and nearest upsampling: 1. Series multiplies, sum and product
    (a gate) add, concat is the mean weighted by the outputs. Unit: input paths per output scalar.

    >>> from symalgebra import Conv, Id, dims
    >>> n, w, r = dims("n w r")
    >>> intrinsic_power(Conv(w, 3, stride=2) >> Conv(2 * w, 3), (3, r, r))
    243*w
    >>> intrinsic_power(Id | Conv(w, 1), (w, r))
    w/2 + 1/2
    """
    return transfer(leaf, x, y)


@measure(TRANSFER, _bits_of_complexity)
def log2_layer_complexity(leaf: Any, x: Shape, y: Shape) -> Factors:
    """log2 of layer_complexity [ours]: additive in series. Unit: bits.

    >>> from symalgebra import Conv, Id, dims
    >>> n, w, r = dims("n w r")
    >>> log2_layer_complexity((Id + Conv(w, 3, padding=1)) ** n, (w, r, r))
    n*log2(9*w + 1)
    """
    return transfer(leaf, x, y)


@measure(TRANSFER, _bits_of_power)
def log2_intrinsic_power(leaf: Any, x: Shape, y: Shape) -> Factors:
    """log2 of intrinsic_power [ours]: additive in series, log2_layer_complexity + compression. Unit: bits.

    >>> from symalgebra import GlobalAvgPool, Linear, dims
    >>> w, r = dims("w r")
    >>> log2_intrinsic_power(GlobalAvgPool() >> Linear(10), (w, r, r))
    2*log2(r) + log2(w)
    """
    return transfer(leaf, x, y)
