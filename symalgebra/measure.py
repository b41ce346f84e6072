"""Measures: a rule for leaves and an algebra fold a term into a formula.

m(f >> g, x) = m(f, x) (x) m(g, f.out(x))          (x) the algebra's series
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .algebra import Algebra, Step
from .errors import NoRule, ShapeError, SymalgebraError
from .formula import Formula, Index, Size, facts, formula, names, substitute
from .layer import Layer
from .layer.compound import Compound, Concat, Product, Sum
from .layer.rules import Rules
from .layer.scope import free_names
from .layer.walk import traced
from .leaves import Leaf
from .shape import Shape, shape

LeafRule = Callable[[Any, Shape, Shape], Any]
Projection = Callable[[Any, Shape, Shape], Any]
EXACT = (
    "its rule (leaf, x, y) gives an exact value for every leaf, of formulas too: "
    "maximum(a, b), not max(a, b); floordiv(a, b), not a // b; Fraction(1, 2), not 0.5"
)


class Measure:
    """A function of a network and its input: `measure(net, x)` is an exact `Formula`.

    Made by the decorator `measure(algebra)` from a leaf rule (leaf, x, y) -> value, y the shape it writes.

    >>> from symalgebra import Conv, Measure, dims, measure
    >>> from symalgebra.algebra import COST
    >>> @measure(COST)
    ... def kernels(leaf, x, y):
    ...     return y.channels if leaf.weighted else 0
    >>> n, w = dims("n w")
    >>> kernels(Conv(w, 3, padding=1) ** n, (w, 32, 32))
    n*w
    """

    def __init__(self, rule: LeafRule, algebra: Algebra, project: Projection | None = None) -> None:
        self.rule = rule
        self.algebra = algebra
        self.project = project
        self.exceptions: dict[type, LeafRule] = {}
        self.__name__ = rule.__name__
        self.__doc__ = rule.__doc__
        self.__module__ = rule.__module__
        self.__wrapped__ = rule

    def __call__(self, net: Layer, x: Any, where: Iterable[Any] = ()) -> Formula:
        """The measure of a network on an input of shape x = (channels, *resolution).

        `where` states facts about symbols, as `["r = 32*q"]` or `[r >= 32]`; see `formula.facts`.
        """
        net, x = _input(self, net, x, facts(where) if where else {})
        trace = traced(net, x)
        try:
            value = trace.value(self.rules())
        except (TypeError, AttributeError) as error:  # what is no value to the algebra, as a float or None
            error.add_note(f"in the measure {self.__name__}: {EXACT}")
            raise
        if self.project:
            value = self.project(value, x, trace.y)
        if isinstance(value, tuple):
            return tuple(_derived(v, net, x) for v in value)  # type: ignore[return-value]
        return _derived(value, net, x) if isinstance(value, int | Formula) else value

    def rules(self) -> Rules:
        """How a walk of a term finds the value, before it is projected."""
        return _Fold(self)

    def on(self, kind: type[Leaf]) -> Callable[[LeafRule], LeafRule]:
        """Decorator: another rule for one kind of leaf."""

        def register(rule: LeafRule) -> LeafRule:
            self.exceptions[kind] = rule
            return rule

        return register

    def __repr__(self) -> str:
        return f"<measure {self.__name__}>"


def measure(algebra: Algebra, project: Projection | None = None) -> Callable[[LeafRule], Measure]:
    """Decorator: a leaf rule becomes a measure over an algebra.

    `project(value, x, y)` turns the carrier of the whole network into what the user sees.
    """
    if not isinstance(algebra, Algebra):
        raise SymalgebraError(f"@measure(algebra) takes an algebra, as COST, and {algebra!r} is none")
    return lambda rule: Measure(rule, algebra, project)


def _input(of: Measure, net: Any, x: Any, known: Mapping[str, Size]) -> tuple[Layer, Shape]:
    if not isinstance(net, Layer):
        raise SymalgebraError(f"{of.__name__}({net!r}, ...): a layer is expected; {net!r} is none")
    x = shape(x)
    return (net.subs(known), x.each(lambda d: substitute(d, known))) if known else (net, x)


def _derived(value: Any, net: Layer, x: Shape) -> Formula:
    """The formula, with the symbols of the network and its input as names that it may be given values for."""
    return formula(value).relating(lambda: free_names(net).union(*(names(d) for d in x)))


def _exact(value: Any, algebra: Algebra) -> Any:
    """The value of a leaf, refused where the algebra could not join it exactly: None is one that `Id` has."""
    if isinstance(value, float) or (value is None and algebra.series(()) is not None):
        raise TypeError(f"{value!r} is no exact value")
    return value


class _Fold:
    """The rules of one measure, as the traversal asks for them."""

    def __init__(self, of: Measure) -> None:
        self.of = of
        self.rules = of.algebra
        self.beside = {Sum: self.rules.sum, Concat: self.rules.concat, Product: self.rules.product}

    def leaf(self, layer: Any, x: Shape, y: Shape) -> Any:
        """The measure's rule for the kind of leaf."""
        rule = self.of.exceptions.get(type(layer), self.of.rule)
        try:
            return _exact(rule(layer, x, y), self.rules)
        except AttributeError as error:
            raise NoRule(
                f"{self.of.__name__} has no rule for {layer}: {error}; "
                f"add one with @{self.of.__name__}.on({type(layer).__name__})"
            ) from error
        except TypeError as error:
            error.add_note(f"at {layer} on {x}")
            raise

    def series(self, values: Iterable[Any]) -> Any:
        """The algebra's."""
        return self.rules.series(values)

    def branches(self, kind: type[Compound], values: Sequence[Any], outs: Sequence[Shape]) -> Any:
        """The algebra's rule for sum, concat or product."""
        return self.beside[kind](values, outs)

    def repeat(self, value: Any, index: Index, count: Size, shared: bool) -> Any:
        """The algebra's; shared weights count once."""
        if shared and self.rules.once:
            if index in getattr(value, "free", ()):
                raise ShapeError("copies that share weights must all have the same number of them")
            return value
        rule = (self.rules.shared if shared else None) or self.rules.repeat
        return rule(value, index, count)

    def nest(self, values: Sequence[Any], core: Any, index: Index, count: Size) -> Any:
        """The algebra's."""
        return self.rules.nest(values, core, index, count)

    def recurrence(self, value: Any, index: Index, count: Size) -> Any:
        """The algebra's; the weights of all steps are the same."""
        return value if self.rules.once else self.rules.recurrence(self.rules, value, index, count)

    def graph(self, steps: Sequence[Step]) -> Any:
        """The algebra's."""
        return self.rules.graph(self.rules, steps)
