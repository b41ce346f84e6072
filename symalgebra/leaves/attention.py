"""Attention and the softmax. T is the number of positions, the product of the resolution."""

from __future__ import annotations

from ..errors import NoClosedForm
from ..formula import Size, multiply, size
from ..shape import Reach, Shape
from .leaf import Leaf
from .sliding import quotient


class Softmax(Leaf):
    """exp(x)/sum(exp(x)) over the channels at each position, which keeps the shape.

    Its statistics are no signal paths: by convention it reads pointwise, with fan-in 1.

    flops    an exponential and a division for each output, c - 1 additions for each position
    """

    nonlinear = True

    def flops(self, x: Shape, y: Shape) -> Size:
        """(3*c - 1) for each position."""
        return size((3 * y.channels - 1) * multiply(y.resolution))


class Attention(Leaf):
    """softmax(Q K^T / sqrt(h)) V in `heads` heads of width h = d/heads, (3*d, *r) -> (d, *r).

    Queries, keys and values are read stacked along the channels; the projections are `Linear` leaves.

        macs     T*T*d for Q K^T, T*T*d for the product with V
        outputs  heads*T*T scores, T*d values
        fan-in   T on the value path, 2*h*T on the score path
        flops    2*macs, a division by sqrt(h) for each score, a softmax of 3*T - 1 for each row of scores
        paths    3: query, key, value

    >>> x = Attention(12).out((2304, 14, 14))
    >>> x, Attention(12).macs(x, x)
    ((768, 14, 14), 59006976)
    """

    heads: Size

    def channels(self, x: Shape) -> Size:
        """d = c/3, a multiple of heads."""
        d = quotient(x.channels, 3, "the channels")
        quotient(d, self.heads, "the width of the values")
        return d

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Every position, which is no window."""
        raise NoClosedForm(f"{self} reads every position: the receptive field is the whole input")

    def fan_in(self, x: Shape) -> Size:
        """T + 2*h*T."""
        h = quotient(self.channels(x), self.heads, "the width of the values")
        return size(multiply(x.resolution) * (2 * h + 1))

    def macs(self, x: Shape, y: Shape) -> Size:
        """2*T*T*d."""
        return size(2 * multiply(y.resolution) * y.numel)

    def outputs(self, x: Shape, y: Shape) -> Size:
        """heads*T*T + T*d."""
        return size(self.heads * multiply(y.resolution) ** 2 + y.numel)

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*macs + heads*T*(T + 3*T - 1)."""
        t = multiply(y.resolution)
        return size(2 * self.macs(x, y) + self.heads * t * (4 * t - 1))

    def paths(self) -> Size:
        """Query, key and value."""
        return 3
