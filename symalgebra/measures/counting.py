"""Parameters, buffers, multiply-accumulates, operations, activations and units: sums over the leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..algebra import COST, WEIGHTS
from ..formula import Size, add, multiply
from ..measure import measure
from ..shape import Shape, largest


@measure(WEIGHTS)
def params(leaf: Any, x: Shape, y: Shape) -> Size:
    """Trainable numbers: weights and biases, the scale and shift of norms. Running statistics are `buffers`.

    Conv: c_out*(c_in/g)*k**d + c_out. Linear: c_in*c_out + c_out. BatchNorm: 2*c. Unit: numbers.
    A layer repeated with `shared=True` counts once.

    >>> from symalgebra import Conv, dims
    >>> C, w, k, r = dims("C w k r")
    >>> params(Conv(w, k), (C, r, r))
    C*k**2*w + w
    """
    return leaf.weights(x)


@measure(WEIGHTS)
def buffers(leaf: Any, x: Shape, y: Shape) -> Size:
    """Running statistics: 2 for each channel of a BatchNorm, PyTorch's step counter left out. Unit: numbers.

    >>> from symalgebra import BatchNorm, dims
    >>> C, r = dims("C r")
    >>> buffers(BatchNorm(), (C, r, r))
    2*C
    """
    return leaf.buffers(x)


@measure(COST)
def macs(leaf: Any, x: Shape, y: Shape) -> Size:
    """Multiply-accumulates of convolutions, linear layers and the two products of attention; nothing else.

    fan-in times output elements: Conv k**d*(c_in/g) * c_out*r_out**d. Unit: one multiply with its add, for
    one input (batch 1). Biases, norms, activations, pooling and elementwise operations count 0.

    >>> from symalgebra import Conv, dims
    >>> w, r = dims("w r")
    >>> macs(Conv(w, 3, stride=2, padding=1), (3, r, r))
    27*w*ceiling(r/2)**2
    """
    return leaf.macs(x, y)


@measure(COST)
def activations(leaf: Any, x: Shape, y: Shape) -> Size:
    """Output elements of convolutions, linear layers and the two products of attention.

    The convention of pycls and of "activation counts" in design-space papers (Radosavovic et al. 2020).

    >>> from symalgebra import Conv, ReLU, dims
    >>> w, r = dims("w r")
    >>> activations(Conv(w, 3, padding=1) >> ReLU(), (3, r, r))
    r**2*w
    """
    return leaf.outputs(x, y)


@measure(COST)
def units(leaf: Any, x: Shape, y: Shape) -> Size:
    """Non-linear positions: output elements of activation layers. What the capacity bounds count as units.

    >>> from symalgebra import Conv, ReLU, dims
    >>> w, r = dims("w r")
    >>> units(Conv(w, 3, padding=1) >> ReLU(), (3, r, r))
    r**2*w
    """
    return y.numel if leaf.nonlinear else 0


def merged(values: Sequence[Size], outs: Sequence[Shape]) -> Size:
    """A sum or product of k branches takes k - 1 operations for each output element."""
    return add((*values, multiply((len(outs) - 1, largest(outs).numel))))


@measure(COST.with_rules(name="cost of operations", sum=merged, product=merged))
def flops(leaf: Any, x: Shape, y: Shape) -> Size:
    """Floating-point operations: 2*macs plus every other addition, comparison and function evaluation.

    Item by item: a bias adds 1 for each output element; what norms, activations and pooling cost is in the
    docstring of each leaf; a sum or a product of k branches costs k - 1 for each output element.

    >>> from symalgebra import Conv, Id, ReLU, dims
    >>> w, r = dims("w r")
    >>> flops(Id + Conv(w, 1, bias=False), (w, r, r))
    2*r**2*w**2 + r**2*w
    """
    return leaf.flops(x, y)
