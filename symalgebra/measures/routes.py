"""Depth and the number of routes: semiring values of the layer graph."""

from __future__ import annotations

from typing import Any

from ..algebra import DEPTH, PATHS
from ..formula import Size
from ..measure import measure
from ..shape import Shape


@measure(DEPTH)
def depth(leaf: Any, x: Shape, y: Shape) -> Size:
    """The most weight layers (convolutions and linear layers) on a route from input to output.

    >>> from symalgebra import Conv, Id, dims
    >>> n, w, r = dims("n w r")
    >>> depth((Id + (Conv(w, 1) >> Conv(w, 1))) ** n, (w, r, r))
    2*n
    """
    return 1 if leaf.weighted else 0


@measure(PATHS)
def paths(leaf: Any, x: Shape, y: Shape) -> Size:
    """The number of routes from input to output in the layer graph: a skip doubles it, a gate adds a route.

    >>> from symalgebra import Conv, Id, dims
    >>> n, w, r = dims("n w r")
    >>> paths((Id + Conv(w, 1)) ** n, (w, r, r))
    2**n
    """
    return leaf.paths()
