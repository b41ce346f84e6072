"""What a measure knows of layers: how their values combine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from symalgebra.algebra import Step
from symalgebra.formula import Index, Size
from symalgebra.shape import Shape

from .compound import Compound


class Rules(Protocol):
    """How values combine."""

    def leaf(self, layer: Any, x: Shape, y: Shape) -> Any:
        """The value of a leaf that reads x and writes y."""

    def series(self, values: Iterable[Any]) -> Any:
        """The value of layers one after another."""

    def branches(self, kind: type[Compound], values: Sequence[Any], outs: Sequence[Shape]) -> Any:
        """The value of layers side by side, in a sum, a concat or a product, from what they write too."""

    def repeat(self, value: Any, index: Index, count: Size, shared: bool) -> Any:
        """The value of `count` layers in series, from that of the one at the index."""

    def nest(self, values: Sequence[Any], core: Any, index: Index, count: Size) -> Any:
        """The value of a nest, from those of before, enter, leave and after at the index, and of the core."""

    def recurrence(self, value: Any, index: Index, count: Size) -> Any:
        """The value of `count` steps of one layer that reads the input and its own last output."""

    def graph(self, steps: Sequence[Step]) -> Any:
        """The value of layers wired as a directed acyclic graph; the last node is the output."""
