"""What the bounds count besides parameters: steps of a program, pooled scalars, the order of layers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..algebra import COST, LONGEST, Algebra, Outs, Step
from ..errors import NoClosedForm, NoRule
from ..formula import Index, Size, add, formula, multiply, size
from ..formula import total as summed
from ..leaves import (
    ELU,
    Attention,
    AvgPool,
    Embedding,
    GlobalAvgPool,
    HardSigmoid,
    HardSwish,
    Heaviside,
    LeakyReLU,
    PReLU,
    ReLU,
    ReLU6,
    Sigmoid,
    SiLU,
    Softmax,
    Tanh,
)
from ..leaves.norm import Norm
from ..measure import measure
from ..measures.counting import merged
from ..shape import Shape
from .theorem.pieces import PLAIN, POOLS, comparisons, folding, window

# Comparisons, sums, products, quotients and exponentials of each output: max(0, x) is one jump.
STEPS: dict[type, int] = {
    ReLU: 1, Heaviside: 1, ReLU6: 2, LeakyReLU: 2, PReLU: 2, HardSigmoid: 4, HardSwish: 5,
    Sigmoid: 4, Tanh: 5, SiLU: 5, ELU: 4,
}  # fmt: skip
EXPONENTIALS = (Sigmoid, Tanh, SiLU, ELU)
MEANS = (AvgPool, GlobalAvgPool)


class Steps(NamedTuple):
    """Steps; `last` of them are divisions at the end, which weights that follow (`head`) take over."""

    total: Size = 0
    last: Size = 0
    head: bool = False
    plain: bool = True


def _then(a: Steps, b: Steps) -> Steps:
    if a.plain or b.plain:
        return b if a.plain else a
    saved = a.last if b.head else 0
    return Steps(size(formula(a.total) + b.total - saved), b.last, a.head, False)


def _in_series(values: Iterable[Steps]) -> Steps:
    found = Steps()
    for value in values:
        found = _then(found, value)
    return found


def _side_by_side(values: Sequence[Steps], outs: Outs) -> Steps:
    return Steps(add(v.total for v in values), 0, all(v.head for v in values), False)


def _merged(values: Sequence[Steps], outs: Outs) -> Steps:
    found = _side_by_side(values, outs)
    return found._replace(total=merged([found.total], outs))


def _copies(value: Steps, index: Index, count: Size) -> Steps:
    return value._replace(total=summed(value.total, index, count), last=0, head=False)


def _levels(values: Sequence[Steps], core: Steps, index: Index, count: Size) -> Steps:
    each = add(v.total for v in values)
    return Steps(add((summed(each, index, count), core.total)), 0, False, False)


def _wired(algebra: Algebra, steps: Sequence[Step]) -> Steps:
    joints = (algebra.beside(s.join, [Steps()] * len(s.sources), s.outs).total for s in steps if s.join)
    return Steps(add((*joints, *(step.value.total for step in steps))), 0, False, False)


PROGRAM = Algebra("steps", _in_series, _merged, _side_by_side, _merged, _copies, _levels, graph=_wired)


@measure(PROGRAM, lambda value, x, y: size(formula(value.total) - value.last))
def steps(leaf: Any, x: Shape, y: Shape) -> Steps:
    """Steps of a program with + - * /, exponentials and jumps that computes the sign of the output, less 2.

    2*MACs, biases included; a comparison at each breakpoint; q - 1 for a maximum of q; q - 1 additions for a
    mean, whose division weights behind it take over.

    >>> from symalgebra import Linear, ReLU
    >>> steps(Linear(3) >> ReLU() >> Linear(1), (2,))
    21
    """
    if isinstance(leaf, PLAIN):
        return Steps()
    if isinstance(leaf, MEANS):
        return Steps(size(leaf.fan_in(x) * y.numel), y.numel, False, False)
    return Steps(_steps(leaf, x, y), 0, leaf.weighted, False)


def _steps(leaf: Any, x: Shape, y: Shape) -> Size:
    if type(leaf) in STEPS:
        return size(STEPS[type(leaf)] * y.numel)
    if isinstance(leaf, POOLS):
        return size((formula(window(leaf, x, y)) - 1) * y.numel)
    if folding(leaf):
        return size(2 * y.numel)
    if leaf.weighted and leaf.linear:
        return 2 * leaf.macs(x, y)
    if isinstance(leaf, Norm | Embedding) or not (leaf.linear or isinstance(leaf, Softmax | Attention)):
        raise NoRule(f"{leaf} is no program of sums, products, quotients, comparisons and exponentials")
    return leaf.flops(x, y)


@measure(COST)
def exponentials(leaf: Any, x: Shape, y: Shape) -> Size:
    """Exponentials: one for each output of a sigmoid, tanh, SiLU, ELU or softmax, one for each score."""
    if isinstance(leaf, Attention):
        return size(leaf.heads * multiply(x.resolution) ** 2)
    return y.numel if isinstance(leaf, (*EXPONENTIALS, Softmax)) else 0


@measure(COST)
def pooled(leaf: Any, x: Shape, y: Shape) -> Size:
    """Outputs of max-pools."""
    return y.numel if isinstance(leaf, POOLS) else 0


@measure(COST)
def compared(leaf: Any, x: Shape, y: Shape) -> Size:
    """q*(q - 1)/2 comparisons for each output of a max-pool."""
    return comparisons(window(leaf, x, y), y) if isinstance(leaf, POOLS) else 0


def _steady(value: Size, index: Index, count: Size) -> Size:
    if index in formula(value).free:
        raise NoClosedForm("the largest of windows that change from copy to copy; give the count a number")
    return value


def _of_levels(values: Sequence[Size], core: Size, index: Index, count: Size) -> Size:
    return _steady(LONGEST.plus(*values, core), index, count)


WIDEST = LONGEST.algebra(_steady, _of_levels).with_rules(
    name="greatest", series=lambda values: LONGEST.plus(*values, 0)
)


@measure(WIDEST)
def widest(leaf: Any, x: Shape, y: Shape) -> Size:
    """The most inputs that one output of a max-pool compares, 0 without one."""
    return window(leaf, x, y) if isinstance(leaf, POOLS) else 0
