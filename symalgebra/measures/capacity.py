"""Published capacities of dense networks, beside our own metrics: functions of the layer sizes n1, ..., nL.

Both are about linear layers in series with functions of one scalar between them, and are refused elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any, NoReturn

from ..algebra import Algebra, Outs, no_nest
from ..errors import NoClosedForm, NoRule
from ..formula import Index, Size, add, formula, minimum, multiply, positive, size, total
from ..leaves import Dropout, Flatten, Linear
from ..measure import measure
from ..shape import Shape
from .factors import at


def dense(of: str, leaf: Any, x: Shape, y: Shape) -> bool:
    """Whether a leaf is a linear layer of a dense network; an error where it has no place in one."""
    if isinstance(leaf, Linear) and x.rank == 0:
        return True
    if leaf.weighted or not (leaf.nonlinear or isinstance(leaf, Dropout | Flatten)):
        raise NoRule(f"{of} is about linear layers of vectors and activations; {leaf} on {x} is none of them")
    return False


def _branches(values: Sequence[Any], outs: Outs) -> NoReturn:
    raise NoRule("this capacity is about linear layers in series; branches are not covered by its source")


def _several(count: Size) -> None:
    if not positive(count):
        raise NoClosedForm(f"with {count} copies, perhaps none, this capacity has no closed form")


Memory = (
    tuple[Size, Size, Size] | None
)  # the first layer's weights, what later ones add, the last one's outputs


def _memories(values: Iterable[Memory]) -> Memory:
    return reduce(_then, values, None)


def _then(a: Memory, b: Memory) -> Memory:
    if a is None or b is None:
        return a or b
    return a[0], add((a[1], minimum(b[0], a[2]), b[1])), b[2]


def _memory_over(value: Memory, index: Index, count: Size) -> Memory:
    if value is None:
        return None
    _several(count)
    first, more, last = value
    later = minimum(at(first, index, index.formula() + 1), last)
    added = add((total(more, index, count), total(later, index, size(formula(count) - 1))))
    return at(first, index, 0), added, at(last, index, formula(count) - 1)


def _memory(value: Memory, x: Shape, y: Shape) -> Size:
    return add(value[:2]) if value else 0


MEMORY = Algebra("memory", _memories, _branches, _branches, _branches, _memory_over, no_nest)


@measure(MEMORY, _memory)
def memory_equivalent_capacity(leaf: Any, x: Shape, y: Shape) -> Memory:
    """The weights of the first layer, and of each later one the least of its weights and of what it reads.

    W1 + min(W2, n2) + ... + min(WL, nL), W with biases, one bit for each unit that is read. Unit: bits.
    Friedland, Krell, "A capacity scaling law for artificial neural networks", arXiv:1708.06019, for
    perceptrons: an upper bound on the memory of a dense network by their four engineering rules.

    >>> from symalgebra import Linear
    >>> memory_equivalent_capacity(Linear(256) >> Linear(128) >> Linear(128) >> Linear(10), (784,))
    201472
    """
    wide = dense("memory_equivalent_capacity", leaf, x, y)
    return (leaf.weights(x), 0, y.numel) if wide else None


Cubic = (
    tuple[tuple[tuple[Size, Size], ...], Size] | None
)  # (least width so far, weights) by layer; least width


def _cubics(values: Iterable[Cubic]) -> Cubic:
    return reduce(_after, values, None)


def _after(a: Cubic, b: Cubic) -> Cubic:
    if a is None or b is None:
        return a or b
    narrowed = ((minimum(a[1], least), weights) for least, weights in b[0])
    return (*a[0], *narrowed), minimum(a[1], b[1])


def _cubic_over(value: Cubic, index: Index, count: Size) -> Cubic:
    """The first copy, and the others, which are all behind the least width of one."""
    if value is None:
        return None
    _several(count)
    layers, narrowest = value
    if any(index in formula(v).free for v in (narrowest, *(least for least, _ in layers))):
        raise NoClosedForm(
            "this capacity of layers whose widths change has no closed form; give the count a number"
        )
    first = tuple((least, at(weights, index, 0)) for least, weights in layers)
    rest = size(formula(count) - 1)
    later = tuple(
        (minimum(least, narrowest), total(at(weights, index, index.formula() + 1), index, rest))
        for least, weights in layers
    )
    return (*first, *later), narrowest


def _cubic(value: Cubic, x: Shape, y: Shape) -> Size:
    return add(multiply(layer) for layer in value[0]) if value else 0


CUBIC = Algebra("threshold functions", _cubics, _branches, _branches, _branches, _cubic_over, no_nest)


@measure(CUBIC, _cubic)
def baldi_vershynin_capacity(leaf: Any, x: Shape, y: Shape) -> Cubic:
    """The sum of min(n1, ..., nk)*nk*n(k + 1) over the layers: log2 of the functions that a network computes.

    Baldi, Vershynin, "The capacity of feedforward neural networks", Neural Networks 2019, arXiv:1901.00434:
    for layered, fully connected networks of linear threshold neurons the capacity is "in essence" this
    cubic polynomial, that is up to constant factors and under conditions on the widths, which are not checked
    here. A figure for other activations, and no theorem. Unit: bits.

    >>> from symalgebra import Linear
    >>> baldi_vershynin_capacity(Linear(256) >> Linear(128) >> Linear(128) >> Linear(10), (784,))
    168001536
    """
    wide = dense("baldi_vershynin_capacity", leaf, x, y)
    return (((x.numel, size(x.numel * y.numel)),), x.numel) if wide else None
