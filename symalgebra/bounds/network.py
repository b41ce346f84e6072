"""A network on an input, and the facts about it that assumptions and formulas of the catalogue ask for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ..formula import facts, substitute
from ..layer import Layer
from ..layer.scope import substituted
from ..shape import Shape, shape


class Network:
    """A term on an input shape; each fact is worked out when it is first asked for.

    >>> from symalgebra import Linear, ReLU
    >>> Network(Linear(3) >> ReLU() >> Linear(1), (2,)).y
    (1,)
    """

    def __init__(self, net: Layer, x: Any, where: Iterable[Any] = ()) -> None:
        known = facts(where) if where else {}
        self.net = substituted(net, known)
        self.x = Shape(substitute(d, known) for d in shape(x))

    @cached_property
    def y(self) -> Shape:
        """The shape of the output."""
        return self.net.out(self.x)
