"""Algebras: how the values of layers combine. They know no layer.

An `Algebra` has one rule for each combinator. A *cost* is a sum over the nodes of a network; it is no
semiring value, since series does not distribute over branches (a shared tail would be paid twice). A *path
measure* is a semiring value: series multiplies, branches add, and both distribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from .errors import NoClosedForm, NoRule, ShapeError
from .formula import Index, Size, add, affine, formula, index_over, maximum, multiply, product_over, total

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

    def beside(self, join: str, values: Sequence[Any], outs: Outs) -> Any:
        """The value of branches that a junction joins, as "sum" or "concat"; of one branch, its own."""
        return (getattr(self, join) or self.concat)(values, outs) if join else values[0]

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

        return Algebra(self.name, self.times, beside, beside, beside, repeat, nest, graph=over_paths)


def over_nodes(algebra: Algebra, steps: Sequence[Step]) -> Any:
    """A cost on a graph: the sum over its nodes and junctions, each once, however many paths lead through it.

    A junction costs what the algebra charges for branches that cost nothing themselves. Where weights count
    once, nodes that share theirs count once.
    """
    nothing = algebra.series(())
    values: list[Any] = []
    met: dict[Any, Any] = {}
    for step in steps:
        if step.join:
            values.append(algebra.beside(step.join, [nothing] * len(step.sources), step.outs))
        if not (algebra.once and step.shared in met):
            values.append(step.value)
        elif met[step.shared] != step.value:
            raise ShapeError(
                f"layers that share the weights {step.shared!r} must have the same number of them: "
                f"one has {met[step.shared]}, another {step.value}"
            )
        if step.shared is not None:
            met[step.shared] = step.value
    return algebra.series(values)


def over_paths(algebra: Algebra, steps: Sequence[Step]) -> Any:
    """A path measure on a graph, in one pass from the input: what leads to a node's sources, times its value.

    It is the sum over all paths, for series distributes over branches.
    """
    return algebra.series(_through(algebra, steps, *ends) for ends in stretches(steps))


def stretches(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """The nodes between which a graph is a series: every path leads through them. The input comes first."""
    last = {source: number for number, step in enumerate(steps, 1) for source in step.sources}
    start, farthest = 0, last[0]
    for number in range(1, len(steps) + 1):
        if farthest == number:
            yield start, number
            start = number
        farthest = max(farthest, last.get(number, 0))


def _through(algebra: Algebra, steps: Sequence[Step], start: int, end: int) -> Any:
    """The value from one node to another one that every path leads through."""
    reached = {start: algebra.series(())}
    for number in range(start + 1, end + 1):
        step = steps[number - 1]
        joined = algebra.beside(step.join, [reached[source] for source in step.sources], step.outs)
        reached[number] = (
            algebra.series((joined, step.value)) if number > start + 1 or step.join else step.value
        )
    return reached[end]


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


COST = Algebra("cost", add, _added, _added, _added, total, _nest_of_costs, graph=over_nodes)
COUNTING = Semiring("counting (+, x)", lambda *v: add(v), multiply, 0, 1)
LONGEST = Semiring("longest (max, +)", maximum, add, None, 0)

WEIGHTS = COST.with_rules(name="cost of weights", once=True)
PATHS = COUNTING.algebra(product_over, _nest_of_counts)
DEPTH = LONGEST.algebra(total, _nest_of_lengths)
