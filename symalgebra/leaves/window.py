"""Leaves of networks that attend within windows: squares of M positions a side, which cover the resolution.

Windows at the border are filled with zeros, and what is computed there counts: P = M*ceil(r1/M) * ... *
M*ceil(rd/M) positions. What lies outside the resolution is cut off again. A cyclic shift of the windows
changes no number here.
"""

from __future__ import annotations

from ..errors import NoClosedForm
from ..formula import Size, ceildiv, multiply, size
from ..shape import Reach, Shape, Window
from .leaf import Leaf
from .sliding import quotient, spatial


def padded(x: Shape, window: Size) -> Size:
    """P, the positions of all windows."""
    spatial(x)
    return multiply(size(window * ceildiv(r, window)) for r in x.resolution)


class WindowLinear(Leaf):
    """A linear map of the channels at every position of the windows, (c, *r) -> (out_features, *r).

        fan-in   c                                   weights  c*out_features, + out_features with bias
        macs     c * outputs                         outputs  P*out_features
        flops    2*macs, + outputs with bias

    >>> x = WindowLinear(96, 7).out((96, 10, 10))
    >>> x, WindowLinear(96, 7).outputs(x, x)
    ((96, 10, 10), 18816)
    """

    out_features: Size
    window_size: Size
    bias: bool = True

    weighted = True
    linear = True

    def channels(self, x: Shape) -> Size:
        """out_features."""
        return self.out_features

    def fan_in(self, x: Shape) -> Size:
        """c."""
        return x.channels

    def weights(self, x: Shape) -> Size:
        """c*out_features, + out_features with bias."""
        return size((x.channels + int(self.bias)) * self.out_features)

    def outputs(self, x: Shape, y: Shape) -> Size:
        """P*out_features."""
        return size(padded(x, self.window_size) * self.out_features)

    def macs(self, x: Shape, y: Shape) -> Size:
        """c for each output."""
        return size(x.channels * self.outputs(x, y))

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*macs, + outputs with bias."""
        return size(2 * self.macs(x, y) + int(self.bias) * self.outputs(x, y))


class WindowAttention(Leaf):
    """`Attention` among the n = M**d positions of each window, (3*d, *r) -> (d, *r), plus position biases.

    There is a bias for each head and each of the m = (2*M - 1)**d relative positions. It is learned, or, with
    `hidden`, found by a network of one input for each dimension and `hidden` units, run at all m positions;
    attention is then a cosine times a learned factor for each head (Swin V2).

        weights  heads*m; with hidden: 3*hidden + hidden*heads + heads, for two dimensions
        macs     2*P*n*d, + m*hidden*(2 + heads)
        outputs  heads*P*n scores, P*d values, + m*(hidden + heads)
        fan-in   n on the value path, 2*h*n on the score path, h = d/heads
        flops    2*macs, for each score a division by sqrt(h) and a bias, a softmax of 3*n - 1 for each row
        paths    3: query, key, value

    Liu, Lin, Cao, Hu, Wei, Zhang, Lin, Guo, "Swin transformer", ICCV 2021; "Swin transformer V2", CVPR 2022.

    >>> x = WindowAttention(3, 7).out((288, 56, 56))
    >>> x, WindowAttention(3, 7).macs(x, x)
    ((96, 56, 56), 29503488)
    """

    heads: Size
    window_size: Size
    hidden: Size | None = None

    def channels(self, x: Shape) -> Size:
        """d = c/3, a multiple of heads."""
        d = quotient(x.channels, 3, "the channels")
        quotient(d, self.heads, "the width of the values")
        return d

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Windows that are shifted in every second layer."""
        raise NoClosedForm(f"{self} reads windows of other places in every second layer")

    def fan_in(self, x: Shape) -> Size:
        """n + 2*h*n."""
        h = quotient(self.channels(x), self.heads, "the width of the values")
        return size(self._within(x) * (2 * h + 1))

    def weights(self, x: Shape) -> Size:
        """The biases, or the network that finds them."""
        if self.hidden is None:
            return size(self.heads * self._relative(x))
        return size((x.rank + 1 + self.heads) * self.hidden + self.heads)

    def macs(self, x: Shape, y: Shape) -> Size:
        """2*P*n*d, + m*hidden*(2 + heads)."""
        products = 2 * padded(x, self.window_size) * self._within(x) * y.channels
        found = 0 if self.hidden is None else self._relative(x) * self.hidden * (x.rank + self.heads)
        return size(products + found)

    def outputs(self, x: Shape, y: Shape) -> Size:
        """heads*P*n + P*d, + m*(hidden + heads)."""
        found = 0 if self.hidden is None else self._relative(x) * (self.hidden + self.heads)
        return size(padded(x, self.window_size) * (self.heads * self._within(x) + y.channels) + found)

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*macs + heads*P*(2*n + 3*n - 1)."""
        rows = self.heads * padded(x, self.window_size)
        return size(2 * self.macs(x, y) + rows * (5 * self._within(x) - 1))

    def paths(self) -> Size:
        """Query, key and value."""
        return 3

    def _within(self, x: Shape) -> Size:
        return size(self.window_size ** spatial(x))

    def _relative(self, x: Shape) -> Size:
        return size((2 * self.window_size - 1) ** spatial(x))


class PatchMerging(Leaf):
    """Blocks of u positions a side to channels, (c, *r) -> (c*u**d, *ceil(r/u)), zeros at the border.

    `PixelUnshuffle`, of any resolution; the linear map that follows in Swin is a leaf of its own.

    >>> PatchMerging(2).out((96, 7, 8))
    (384, 4, 4)
    """

    factor: Size = 2

    linear = True

    def channels(self, x: Shape) -> Size:
        """c * u**d."""
        return size(x.channels * self.factor ** spatial(x))

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """Blocks of u, the last one padded."""
        return (Window(self.factor, self.factor, right=size(self.factor - 1)),) * x.rank
