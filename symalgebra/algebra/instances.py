"""The algebras that measures are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import NoClosedForm
from ..formula import (
    Index,
    Size,
    add,
    affine,
    formula,
    index_over,
    maximum,
    multiply,
    nonnegative,
    product_over,
    size,
    total,
)
from .paths import Semiring, over_nodes
from .rules import Algebra, Outs, in_steps


def _added(values: Sequence[Size], outs: Outs) -> Size:
    return add(values)


def _nest_of_costs(values: Sequence[Size], core: Size, index: Index, count: Size) -> Size:
    return add((total(add(values), index, count), core))


def _nest_of_counts(values: Sequence[Size], core: Size, index: Index, count: Size) -> Size:
    """X(i) = ends(i)*(1 + enter(i)*X(i + 1)*leave(i)), ends = before*after, slope = ends*enter*leave.

    X(0) = sum over i of slope(0)*...*slope(i - 1)*ends(i), and the product of all slopes times the core.
    """
    before, enter, leave, after = values
    ends = multiply((before, after))
    slope = multiply((ends, enter, leave))
    if not any(index in getattr(v, "free", ()) for v in values):
        return affine(slope, ends, core, index, count)
    inner = index_over(index.formula(), slope)
    above = product_over(formula(slope).substitute({index: inner.formula()}), inner, index.formula())
    turned = total(multiply((above, ends)), index, count)
    return add((turned, multiply((core, product_over(slope, index, count)))))


def _nest_of_lengths(values: Sequence[Size], core: Size, index: Index, count: Size) -> Size:
    """The longest way goes through the core: lengths are not negative."""
    return add((total(add(values), index, count), core))


def no_nest(values: Sequence[Any], core: Any, index: Index, count: Size) -> Any:
    """The rule of an algebra that has no closed form for a nest of symbolic depth."""
    raise NoClosedForm("this measure has no closed form on a nest of symbolic depth; give the depth a number")


def _formal(a: Size) -> Size:
    """1/(1 - a), the sum 1 + a + a**2 + ... as a formal series; the number itself where it converges."""
    rest = formula(1) - a
    if rest == 0:
        raise NoClosedForm("a cycle of gain 1 has no finite number of walks: 1 + 1 + 1 + ... has no sum")
    return size(formula(1) / rest)


def _longest(a: Size) -> Size:
    """max(0, a, 2*a, ...): 0 where a <= 0."""
    if nonnegative(-formula(a)):
        return 0
    raise NoClosedForm(
        f"a cycle of length {a} makes walks of any length, unless {a} <= 0: none is the longest"
    )


COST = Algebra(
    "cost", add, _added, _added, _added, total, _nest_of_costs, graph=over_nodes, recurrence=in_steps
)
COUNTING = Semiring("counting (+, x)", lambda *v: add(v), multiply, 0, 1, _formal)
LONGEST = Semiring("longest (max, +)", maximum, add, None, 0, _longest)

WEIGHTS = COST.with_rules(name="cost of weights", once=True)
PATHS = COUNTING.algebra(product_over, _nest_of_counts)
DEPTH = LONGEST.algebra(total, _nest_of_lengths)
