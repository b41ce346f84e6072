"""Receptive field, effective stride and effective padding: which inputs an output reads.

The value of a network along one spatial dimension is a `Reach`: in series reaches compose, side by side they
unite, and n of them in series have a closed form.
Source: Araujo, Norris, Sim, "Computing receptive fields of convolutional neural networks", Distill 2019,
for one path and period 1; the union is of the reaches, not of the field's widths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..algebra import Algebra, Outs, no_nest, over_paths
from ..errors import NoClosedForm
from ..formula import Index, Size, formula, index_over, maximum, product_over, size, total
from ..measure import measure
from ..shape import POINT, Reach, Shape
from .reach import along, then, together

Reaches = tuple[Reach, ...]


def _series(values: Iterable[Reaches]) -> Reaches:
    result: Reaches = ()
    for value in values:
        if not result:
            result = value
        elif len(value) == len(result):
            result = along(then, result, value)
    return result


def _beside(values: Sequence[Reaches], outs: Outs) -> Reaches:
    rank = max(len(v) for v in values)
    full = [v or (POINT,) * rank for v in values]
    return along(lambda *several: together(several), *full)


def _repeat(value: Reaches, index: Index, count: Size) -> Reaches:
    return along(lambda reach: _power(reach, index, count), value)


def _power(reach: Reach, index: Index, count: Size) -> Reach:
    """The reach of n layers in series: strides multiply, ends add up, each times the stride before it."""
    if reach == POINT:
        return reach
    if reach.period != 1:
        raise NoClosedForm("upsampling a symbolic number of times has no receptive field in closed form")
    inner = index_over(index.formula(), reach.stride)
    jump = product_over(formula(reach.stride).substitute({index: inner.formula()}), inner, index.formula())
    low, high = (total(formula(jump) * v, index, count) for v in (reach.low[0], reach.high[0]))
    return Reach(1, product_over(reach.stride, index, count), (low,), (high,))


def _bundle(values: Sequence[Reaches], outs: Outs) -> Reaches:
    raise NoClosedForm("each of several outputs has a receptive field of its own; see `transfer_matrix`")


def _recurrence(algebra: Algebra, value: Reaches, index: Index, count: Size) -> Reaches:
    """The union of the reaches of 1, ..., count layers in series: those of the first and the last."""
    return _beside((value, _repeat(value, index, count)), ())


FIELD = Algebra(
    "receptive field", _series, _beside, _beside, _beside, _repeat, no_nest,
    graph=over_paths, bundle=_bundle, recurrence=_recurrence,
)  # fmt: skip


def _by_dimension(values: list[Any]) -> Any:
    """One formula where all spatial dimensions agree, else one for each."""
    found = tuple(map(formula, values)) or (formula(1),)
    return found[0] if all(v == found[0] for v in found) else found


def _width(value: Reaches, x: Shape, y: Shape) -> Any:
    return _by_dimension(
        [
            maximum(*(size(hi - lo + 1) for lo, hi in zip(r.low, r.high, strict=True)))
            for r in _whole(value, x)
        ]
    )


def _stride(value: Reaches, x: Shape, y: Shape) -> Any:
    return _by_dimension([formula(r.stride) / r.period for r in _whole(value, x)])


def _padding(value: Reaches, x: Shape, y: Shape) -> Any:
    return _by_dimension([-formula(r.low[0]) for r in _whole(value, x)])


def _whole(value: Reaches, x: Shape) -> Reaches:
    return value or (POINT,) * x.rank


@measure(FIELD, _width)
def receptive_field(leaf: Any, x: Shape, y: Shape) -> Reaches:
    """The width of the input window that one output position can depend on, for the position that sees most.

    In series 1 + (k - 1)*s with s the effective stride before the layer; through branches the union. Unit:
    input positions along one spatial dimension; a tuple where the dimensions differ. Global pooling, Flatten
    and Linear layers leave it alone, so it is the field of the last feature map. It may exceed the input.

    >>> from symalgebra import Conv, Id, dims
    >>> n, w, r, k = dims("n w r k")
    >>> receptive_field((Id + (Conv(w, 3, padding=1) >> Conv(w, 3, padding=1))) ** n, (w, r, r))
    4*n + 1
    >>> receptive_field(Conv(w, k, stride=2) >> Conv(w, k), (3, 32, 32))
    3*k - 2
    """
    return leaf.reach(x)


@measure(FIELD, _stride)
def effective_stride(leaf: Any, x: Shape, y: Shape) -> Reaches:
    """Input positions between neighbouring outputs: the product of strides, divided by upsampling factors.

    >>> from symalgebra import Conv, dims
    >>> n, w = dims("n w")
    >>> effective_stride(Conv(w, 3, stride=2, padding=1) ** n, (w, 64 * 2**n, 64 * 2**n))
    2**n
    """
    return leaf.reach(x)


@measure(FIELD, _padding)
def effective_padding(leaf: Any, x: Shape, y: Shape) -> Reaches:
    """How far the receptive field of the first output reaches before the input begins.

    >>> from symalgebra import Conv, dims
    >>> effective_padding(Conv(8, 7, stride=2, padding=3) >> Conv(8, 3, padding=1), (3, 32, 32))
    5
    """
    return leaf.reach(x)
