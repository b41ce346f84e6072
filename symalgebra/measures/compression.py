"""Net compression: what the sizes of the input and of the output alone say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..algebra import Algebra
from ..formula import Size, formula, log2, size
from ..measure import measure
from ..shape import Shape


def _nothing(*values: Any) -> None:
    """No value: the end points say all."""


def _all(values: Iterable[Any]) -> None:
    for _ in values:
        pass


ENDS = Algebra(
    "end points", _all, _nothing, _nothing, _nothing, _nothing, _nothing, graph=_nothing, recurrence=_nothing
)


def _ratio(value: None, x: Shape, y: Shape) -> Size:
    return size(formula(log2(x.numel)) - log2(y.numel))


@measure(ENDS, _ratio)
def compression(leaf: Any, x: Shape, y: Shape) -> None:
    """log2(N_in/N_out): the bits by which a network narrows its input, negative where it widens it.

    It telescopes: compression(f >> g, x) = compression(f, x) + compression(g, f.out(x)), so it depends on the
    end points alone and cannot tell two networks with the same ones apart. It is what intrinsic power has
    over complexity: log2_intrinsic_power - log2_layer_complexity. Unit: bits.

    >>> from symalgebra import Conv, GlobalAvgPool, Linear, dims
    >>> w, r = dims("w r")
    >>> compression(Conv(w, 3) >> GlobalAvgPool() >> Linear(8), (2, r, r))
    2*log2(r) - 2
    """
