"""Leaves that slide no window."""

from __future__ import annotations

from ..errors import NoClosedForm
from ..shape import POINT, Reach, Shape, Window
from .leaf import Leaf


class Windowless(Leaf):
    """A leaf whose resolution is not that of a sliding window: it states `resolution` instead. Abstract.

    By convention it reads pointwise, so that a receptive field is that of the last spatial feature map; one
    that enlarges states its `reach`.
    """

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """None that would tell the resolution."""
        raise NoClosedForm(f"{self} slides no window; see its resolution and reach")

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Pointwise."""
        return (POINT,) * x.rank
