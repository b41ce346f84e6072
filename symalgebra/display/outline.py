"""A term written back, with what can be said of it without a measure."""

from __future__ import annotations

from ..layer import Id, Layer
from ..layer.branches import leaves_of
from ..shape import Shape
from .columns import aligned


def outline(net: Layer, x: Shape | None = None) -> str:
    """The term, its symbols, how many leaves are written in it, and its output on x.

    >>> from symalgebra import parse
    >>> print(outline(parse("Conv(w,3)>>(Id+Conv(w,1))**n")))
    Conv(w, 3) >> (Id + Conv(w, 1))**n
    symbols  n, w
    leaves   2
    """
    names = sorted(symbol.name for symbol in net.free_symbols)
    facts = [("symbols", ", ".join(names) or "none"), ("leaves", str(leaves(net)))]
    if x is not None:
        facts += [("input", str(x)), ("output", str(net.out(x)))]
    return "\n".join([str(net), *aligned(facts)])


def leaves(net: Layer) -> int:
    """The leaves as written: the body of a loop counts once, `Id` not at all."""
    return sum(leaf is not Id for leaf in leaves_of(net))
