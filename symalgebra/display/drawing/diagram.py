"""`diagram(net, x)`: the picture of a term, in every form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...layer import Layer
from ...shape import Shape, shape
from ..formulas import SCROLL
from .figure import Figure, leaves, shapes
from .reading import figure
from .sizes import Sizes
from .sketch import Dot, Mermaid
from .svg import svg
from .tree import tree


@dataclass(frozen=True)
class Diagram:
    """The picture of a term; with `x`, the shapes beside the wires. In Jupyter it shows itself."""

    net: Layer
    x: Shape | None = None

    @cached_property
    def figure(self) -> Figure:
        """What is drawn."""
        return figure(self.net, self.x)

    @cached_property
    def sizes(self) -> Sizes:
        """How the shapes are written."""
        return Sizes([*([] if self.x is None else [self.x]), *shapes(self.figure)], leaves(self.figure))

    def svg(self, ground: bool = False) -> str:
        """SVG that takes the ink of the page around it; `ground=True` for a file that stands alone."""
        return svg(self.figure, self.x, self.sizes, ground)

    def mermaid(self) -> str:
        """A Mermaid flowchart, which GitHub and JupyterLab render.

        >>> from symalgebra import Conv, Id, dims
        >>> n, w, r = dims("n w r")
        >>> print(diagram((Id + Conv(w, 3, padding=1)) ** n, (w, r, r)).mermaid())
        flowchart TD
          n1(["input"])
          subgraph f1 ["× n"]
            n2["Conv(w, 3)"]
            n1 -->|"w × r × r"| n2
            n3(("+"))
            n1 -->|"w × r × r"| n3
            n2 -->|"w × r × r"| n3
          end
          n4(["output"])
          n3 -->|"w × r × r"| n4
        """
        return Mermaid(self.sizes).text(self.figure, self.x)

    def dot(self) -> str:
        """A digraph for Graphviz."""
        return Dot(self.sizes).text(self.figure, self.x)

    def __str__(self) -> str:
        return tree(self.figure, self.x, self.sizes)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return SCROLL.format(self.svg())


def diagram(net: Any, x: Any = None) -> Diagram:
    """The picture of a term; given the shape that it reads, with the shapes of all that runs through it.

    A family of the zoo is drawn with the shape that it reads, unless another one is given.

    >>> from symalgebra import BatchNorm, Conv, Id, ReLU, dims
    >>> n, w, r = dims("n w r")
    >>> net = Conv(w, 3, padding=1) >> (Id + (BatchNorm() >> ReLU() >> Conv(w, 3, padding=1))) ** n
    >>> print(diagram(net, (3, r, r)))
    input                        3 × r × r
    Conv(w, 3, padding=1)        w × r × r
    × n                          w × r × r
      sum of                     w × r × r
        1. Id                    w × r × r
        2.
          BatchNorm() >> ReLU()  w × r × r
          Conv(w, 3, padding=1)  w × r × r
    >>> diagram(net, (3, r, r)).svg()[:4]
    '<svg'
    """
    if not isinstance(net, Layer):
        net, x = net.build(), net.shape() if x is None else x
    return Diagram(net, None if x is None else shape(x))
