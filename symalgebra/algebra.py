"""Algebras: how the values of layers combine. They know no layer.

An `Algebra` has one rule for each combinator. A *cost* is a sum over the nodes of a network; it is no
semiring value, since series does not distribute over branches (a shared tail would be paid twice). A *path
measure* is a semiring value: series multiplies, branches add, and both distribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .errors import NoClosedForm
from .formula import Index, Size, add, affine, formula, index_over, maximum, multiply, product_over, total

Outs = Sequence[Any]  # the shapes that branches write, for the rules that weigh by them


@dataclass(frozen=True)
class Algebra:
    """The rules that combine the values of a measure.

    series(values)                  one after another; the value of `Id` is series of nothing
    sum, concat, product (values, outs)    side by side, with the shapes that the branches write
    repeat(value, index, count)     count layers in series, the value of each given at the index
    nest(values, core, index, count)    levels of (before, enter, leave, after) around a core
    once                            whether copies that share their weights count once
    """

    name: str
    series: Callable[[Iterable[Any]], Any]
    sum: Callable[[Sequence[Any], Outs], Any]
    concat: Callable[[Sequence[Any], Outs], Any]
    product: Callable[[Sequence[Any], Outs], Any]
    repeat: Callable[[Any, Index, Size], Any]
    nest: Callable[[Sequence[Any], Any, Index, Size], Any]
    once: bool = False

    def with_rules(self, **rules: Any) -> Algebra:
        """The same algebra with some rules replaced."""
        return replace(self, **rules)


@dataclass(frozen=True)
class Semiring:
    """Values that `plus` joins side by side and `times` in series, where series distributes over branches."""

    name: str
    plus: Callable[..., Any]
    times: Callable[[Iterable[Any]], Any]
    zero: Any
    one: Any

    def algebra(
        self,
        repeat: Callable[[Any, Index, Size], Any],
        nest: Callable[[Sequence[Any], Any, Index, Size], Any],
    ) -> Algebra:
        """The algebra of a path measure, with the power of a value and the value of a nest."""

        def beside(values: Sequence[Any], outs: Outs) -> Any:
            return self.plus(*values)

        return Algebra(self.name, self.times, beside, beside, beside, repeat, nest)


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


COST = Algebra("cost", add, _added, _added, _added, total, _nest_of_costs)
COUNTING = Semiring("counting (+, x)", lambda *v: add(v), multiply, 0, 1)
LONGEST = Semiring("longest (max, +)", maximum, add, None, 0)

WEIGHTS = COST.with_rules(name="cost of weights", once=True)
PATHS = COUNTING.algebra(product_over, _nest_of_counts)
DEPTH = LONGEST.algebra(total, _nest_of_lengths)
