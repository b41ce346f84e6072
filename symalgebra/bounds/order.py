"""Whether weights and activations take turns, as published bounds for layered networks assume."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..algebra import Algebra, Outs, Step
from ..errors import NoRule
from ..formula import Index, Size, positive
from ..layer import Layer
from ..leaves import Flatten
from ..leaves.norm import Norm
from ..measure import Measure
from ..shape import Shape
from .theorem.pieces import PLAIN, POOLS, folding


class Order(NamedTuple):
    """What may come first and last, and whether so far no weights follow weights directly.

    "w" weights, "n" a norm that folds into weights right before it, "a" an activation or a pool, "m" another
    layer that mixes scalars, which is no layer with weights, but parts a norm from what is before it.
    """

    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    plain: bool = True
    holds: bool = True


def _next(a: Order, b: Order) -> Order:
    clash = "w" in a.last and "w" in b.first
    unfolded = "n" in b.first and bool(a.last - {"w"})
    return Order(
        a.first | (b.first if a.plain else frozenset()),
        b.last | (a.last if b.plain else frozenset()),
        a.plain and b.plain,
        a.holds and b.holds and not clash and not unfolded,
    )


def _ordered(values: Iterable[Order]) -> Order:
    found = Order()
    for value in values:
        found = _next(found, value)
    return found


def _joint(values: Sequence[Order], outs: Outs) -> Order:
    first = frozenset().union(*(v.first for v in values))
    last = frozenset().union(*(v.last for v in values))
    norm = "n" in first and len(values) > 1
    return Order(first, last, any(v.plain for v in values), all(v.holds for v in values) and not norm)


def _no_gate(values: Sequence[Order], outs: Outs) -> Order:
    return _joint(values, outs)._replace(holds=False)


def _loop(value: Order, index: Index, count: Size) -> Order:
    """Two copies are as many; without one what is before the loop meets what is behind."""
    copies = _next(value, value)
    return copies if positive(count) else _either(copies, Order())


def _nest(values: Sequence[Order], core: Order, index: Index, count: Size) -> Order:
    """X = before >> (Id | enter >> X >> leave) >> after, X within as at any depth, the core among them."""
    before, enter, leave, after = values

    def level(inner: Order) -> Order:
        return _ordered((before, _joint((Order(), _ordered((enter, inner, leave))), ()), after))

    inner, wider = core, _either(core, level(core))
    while wider != inner:
        inner, wider = wider, _either(wider, level(wider))
    return level(inner) if positive(count) else inner


def _either(a: Order, b: Order) -> Order:
    """What may come first and last in one or the other."""
    return Order(a.first | b.first, a.last | b.last, a.plain or b.plain, a.holds and b.holds)


def _wired(algebra: Algebra, steps: Sequence[Step]) -> Order:
    """What comes before each node, from what comes before its sources; a norm folds if it alone reads one."""
    found = [Order()]
    readers = Counter(source for step in steps for source in step.sources)
    for step in steps:
        before = algebra.beside(step.join, [found[source] for source in step.sources], step.outs)
        parted = "n" in step.value.first and any(readers[source] > 1 for source in step.sources)
        found.append(_next(before._replace(holds=before.holds and not parted), step.value))
    return found[-1]


ORDER = Algebra("order", _ordered, _joint, _joint, _no_gate, _loop, _nest, graph=_wired)


def _kind(leaf: Any, x: Shape, y: Shape) -> Order:
    if folding(leaf):
        return Order(frozenset("n"), frozenset("w"), False)
    weights = leaf.weights(x)
    mark = "" if isinstance(weights, int) and weights == 0 else "w"
    if isinstance(leaf, Norm) or (mark and not leaf.linear):
        return Order(frozenset("w"), frozenset("w"), False, False)
    if mark or leaf.nonlinear or isinstance(leaf, POOLS):
        return Order(frozenset(mark or "a"), frozenset(mark or "a"), False)
    handed_on = isinstance(leaf, PLAIN) and not isinstance(leaf, Flatten)
    return Order(last=frozenset("" if handed_on else "m"))


_ORDER: Any = Measure(_kind, ORDER, lambda value, x, y: frozenset({value}))


def alternates(net: Layer, x: Any) -> bool:
    """Whether an activation or a pool stands between any two layers with weights, and there is no gate.

    Published bounds speak of such networks: layer i is a polynomial of degree i in the weights.

    >>> from symalgebra import Linear, ReLU
    >>> alternates(Linear(3) >> ReLU() >> Linear(1), (2,)), alternates(Linear(3) >> Linear(1), (2,))
    (True, False)
    """
    try:
        (found,) = _ORDER(net, x)
    except NoRule:
        return False
    return bool(found.holds and "n" not in found.first)
