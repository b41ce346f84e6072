"""Leaves that add a border to the resolution, or cut one off."""

from __future__ import annotations

from typing import Any

from ..formula import Size, size
from ..shape import Shape, Window
from .leaf import Leaf
from .sliding import check_ends, ends, spatial


class Pad(Leaf, least={"padding": 0}):
    """Zeros around the resolution, r -> r + left + right; `padding` is p, (p, q) or ((left, right), ...).

    >>> Pad(1).out((3, 5, 5)), Pad(((0, 1), (0, 2))).out((3, 5, 5))
    ((3, 7, 7), (3, 6, 7))
    """

    padding: Size | tuple[Any, ...]

    linear = True

    def check(self) -> None:
        """The padding is of a known form."""
        check_ends("padding", self.padding)

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """One tap."""
        sides = ends("padding", self.padding, spatial(x))
        return tuple(Window(left=left, right=right) for left, right in sides)


class Crop(Leaf, least={"cropping": 0}):
    """Without a border, r -> r - left - right; `cropping` is c, (c, d) or ((left, right), ...).

    >>> Crop(2).out((3, 8, 8))
    (3, 4, 4)
    """

    cropping: Size | tuple[Any, ...]

    linear = True

    def check(self) -> None:
        """The cropping is of a known form."""
        check_ends("cropping", self.cropping)

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """One tap."""
        sides = ends("cropping", self.cropping, spatial(x))
        return tuple(Window(left=size(-left), right=size(-right)) for left, right in sides)
