"""Algebras: how the values of layers combine. They know no layer.

An `Algebra` has one rule for each combinator. A *cost* is a sum over the nodes of a network; it is no
semiring value, since series does not distribute over branches (a shared tail would be paid twice). A *path
measure* is a semiring value: series multiplies, branches add, and both distribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..errors import NoRule
from ..formula import Index, Size, formula, size

Outs = Sequence[Any]  # the shapes that branches write, for the rules that weigh by them


class Step(NamedTuple):
    """A node of a directed acyclic graph, as an algebra sees it; they are numbered from 1, the input is 0."""

    value: Any  # of the layer at the node
    join: str  # how the sources come together: "sum", "concat", "product", "bundle"; "" for one source
    sources: tuple[int, ...]  # the nodes that are read, in order
    outs: Outs  # what these write
    read: Any  # the shape that the layer reads, after the junction
    out: Any  # the shape that the node writes
    shared: Any = None  # the same for nodes with the same weights; None for weights of its own


def no_graph(algebra: Algebra, steps: Sequence[Step]) -> Any:
    """The rule of an algebra that is about terms alone."""
    raise NoRule(
        f"{algebra.name} has no rule for a graph that is not series-parallel; an Algebra may state one, "
        "as graph=over_nodes for a cost, graph=over_paths for a semiring"
    )


def no_recurrence(algebra: Algebra, value: Any, index: Index, count: Size) -> Any:
    """The rule of an algebra that is about networks without feedback."""
    raise NoRule(f"{algebra.name} has no rule for a recurrence; an Algebra may state one, as in_steps")


def in_steps(algebra: Algebra, value: Any, index: Index, count: Size) -> Any:
    """A recurrence as a nest: h(t) = (x | h(t - 1)) >> cell, the innermost step without a state."""
    one = algebra.series(())
    return algebra.nest((one, one, one, value), value, index, size(formula(count) - 1))


@dataclass(frozen=True)
class Algebra:
    """The rules that combine the values of a measure.

    series(values)                  one after another; the value of `Id` is series of nothing
    sum, concat, product (values, outs)    side by side, with the shapes that the branches write
    repeat(value, index, count)     count layers in series, the value of each given at the index
    nest(values, core, index, count)    levels of (before, enter, leave, after) around a core
    once                            whether copies that share their weights count once
    graph(algebra, steps)           layers wired as a directed acyclic graph, see `over_nodes`, `over_paths`
    bundle(values, outs)            the outputs of a network that has several; as a concat unless given
    recurrence(algebra, value, index, count)    count steps of a `Recurrence`, see `in_steps`
    shared(value, index, count)     the rule for such copies where they count neither once nor as any others
    """

    name: str
    series: Callable[[Iterable[Any]], Any]
    sum: Callable[[Sequence[Any], Outs], Any]
    concat: Callable[[Sequence[Any], Outs], Any]
    product: Callable[[Sequence[Any], Outs], Any]
    repeat: Callable[[Any, Index, Size], Any]
    nest: Callable[[Sequence[Any], Any, Index, Size], Any]
    once: bool = False
    graph: Callable[[Any, Sequence[Step]], Any] = no_graph
    shared: Callable[[Any, Index, Size], Any] | None = None
    bundle: Callable[[Sequence[Any], Outs], Any] | None = None
    recurrence: Callable[[Any, Any, Index, Size], Any] = no_recurrence

    def beside(self, join: str, values: Sequence[Any], outs: Outs) -> Any:
        """The value of branches that a junction joins, as "sum" or "concat"; of one branch, its own."""
        return (getattr(self, join) or self.concat)(values, outs) if join else values[0]

    def with_rules(self, **rules: Any) -> Algebra:
        """The same algebra with some rules replaced."""
        return replace(self, **rules)
