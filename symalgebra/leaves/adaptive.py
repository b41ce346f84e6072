"""Adaptive pooling: to an output of a given size, under windows that differ by one where it must be."""

from __future__ import annotations

from math import gcd

from ..formula import Formula, Size, add, ceildiv, floordiv, formula, index_over, multiply, size, total
from ..shape import Shape
from .pool import comparisons, means
from .sliding import spatial, spread
from .windowless import Windowless


class AdaptivePool(Windowless):
    """Output i of t along a line of r reads the inputs floor(i*r/t), ..., ceil((i + 1)*r/t) - 1. Abstract.

    The windows of a line are r long in all where t divides r, and r + t - gcd(r, t) in general, since windows
    that meet inside a position share it.
    """

    output_size: Size | tuple[Size | None, ...]

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """The output size, that of the input where it is None."""
        given = spread("output_size", self.output_size, spatial(x))
        return tuple(r if t is None else t for t, r in zip(given, x.resolution, strict=True))

    def fan_in(self, x: Shape) -> Size:
        """The mean size of the windows: r1/t1 * ... * rd/td where the output divides the input."""
        return multiply(self.spans(x))

    def spans(self, x: Shape) -> tuple[Size, ...]:
        """The mean length of the windows along each dimension."""
        sides = zip(x.resolution, self.resolution(x), strict=True)
        return tuple(size(formula(covered(r, t)) / t) for r, t in sides)


def covered(r: Size, t: Size) -> Size:
    """The length of all windows together: r, and 1 more wherever two windows share a position.

    The border i*r/t of window i, 0 < i < t, lies inside a position where d = t/gcd(i, t) does not divide r;
    phi(d) of them have that d.
    """
    if r == t:
        return r
    if isinstance(t, int):
        divisors = (d for d in range(2, t + 1) if t % d == 0)
        return add((r, *(size(coprime(d) * _inside(r, d)) for d in divisors)))
    index = index_over(t, r)
    return size(r + total(_inside(size(index.formula() * r), t), index, t))


def coprime(d: int) -> int:
    """Euler's phi: how many of 1, ..., d have no divisor in common with d."""
    return sum(gcd(i, d) == 1 for i in range(1, d + 1))


def _inside(border: Size, t: Size) -> Formula:
    """1 where border/t lies inside a position, else 0."""
    return formula(ceildiv(border, t)) - floordiv(border, t)


class AdaptiveAvgPool(AdaptivePool):
    """The mean under windows that give an output of a fixed size; pointwise for the receptive field.

        fan-in   r1/t1*...*rd/td on the mean         flops    fan-in - 1 additions, 1 division for each output

    >>> AdaptiveAvgPool(7).out((512, 14, 9)), AdaptiveAvgPool((1, None)).out((512, 14, 9))
    ((512, 7, 7), (512, 1, 9))
    """

    linear = True

    def flops(self, x: Shape, y: Shape) -> Size:
        """fan_in - 1 additions and a division for each output."""
        return means(self, x, y)


class AdaptiveMaxPool(AdaptivePool):
    """The maximum under windows that give an output of a fixed size; pointwise for the receptive field.

    fan-in   r1/t1*...*rd/td on the mean             flops    fan-in - 1 comparisons for each output
    """

    def flops(self, x: Shape, y: Shape) -> Size:
        """fan_in - 1 comparisons for each output."""
        return comparisons(self, x, y)
