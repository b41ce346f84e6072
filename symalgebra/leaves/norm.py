"""Normalisations. Their statistics are no signal paths: by convention they read pointwise.

What a statistic costs, for each element that it reads: an addition for the mean, a subtraction, a square and
an addition for the variance. For each group: two divisions, the addition of eps, and the inverse root.
"""

from __future__ import annotations

from ..errors import ShapeError
from ..formula import Size, multiply, size
from ..shape import Shape
from .leaf import Leaf
from .sliding import quotient

_ELEMENT = 4
_GROUP = 4


class Norm(Leaf):
    """A normalisation of (c, *r), which keeps the shape. Abstract."""

    def affine_flops(self, y: Shape, parts: int) -> Size:
        """One operation for each output and each of weight and bias."""
        return size(parts * y.numel)

    def statistics_flops(self, y: Shape, groups: Size) -> Size:
        """Mean and variance of each group, and the scaling of each output by them."""
        return size((_ELEMENT + 1) * y.numel + _GROUP * groups)


class ChannelNorm(Norm):
    """A normalisation of each channel by itself, (c, *r) -> (c, *r). Abstract.

    weights  2*c if affine                       buffers  2*c if track_running_stats
    flops    with running statistics 1 multiplication and 1 addition for each output: they and the affine
             map fold; without, 5 for each output and 4 for each channel, 2 for each output if affine
    """

    eps: float = 1e-5
    momentum: float | None = 0.1
    affine: bool = True
    track_running_stats: bool = True

    def weights(self, x: Shape) -> Size:
        """2*c if affine."""
        return 2 * x.channels if self.affine else 0

    def buffers(self, x: Shape) -> Size:
        """The running mean and variance of each channel."""
        return 2 * x.channels if self.track_running_stats else 0

    def flops(self, x: Shape, y: Shape) -> Size:
        """2 for each output, or statistics of each channel."""
        if self.track_running_stats:
            return size(2 * y.numel)
        return size(self.statistics_flops(y, y.channels) + self.affine_flops(y, 2 * self.affine))


class BatchNorm(ChannelNorm):
    """Batch normalisation, (c, *r) -> (c, *r), at inference.

        weights  2*c if affine                       buffers  2*c if track_running_stats
        flops    1 multiplication and 1 addition for each output: running statistics and the affine map fold

    Without running statistics it normalises as `InstanceNorm` does, and costs as much.

    >>> BatchNorm().weights(BatchNorm().out((64, 7, 7)))
    128
    """


class LayerNorm(Norm):
    """Layer normalisation over the channels at each position, (c, *r) -> (c, *r).

        weights  c, + c with bias, if elementwise_affine
        flops    5 for each output and 4 for each position, 1 for each of weight and bias and each output

    PyTorch's `LayerNorm(c)` on a tensor whose channels come last.
    """

    eps: float = 1e-5
    elementwise_affine: bool = True
    bias: bool = True

    @property
    def _parts(self) -> int:
        return self.elementwise_affine * (1 + int(self.bias))

    def weights(self, x: Shape) -> Size:
        """c, + c with bias, if elementwise_affine."""
        return self._parts * x.channels

    def flops(self, x: Shape, y: Shape) -> Size:
        """Statistics of each position."""
        return size(self.statistics_flops(y, multiply(y.resolution)) + self.affine_flops(y, self._parts))


class GroupNorm(Norm):
    """Normalisation over c/num_groups channels and all positions, (c, *r) -> (c, *r).

    weights  2*c if affine
    flops    5 for each output and 4 for each group, 2 for each output if affine
    """

    num_groups: Size
    eps: float = 1e-5
    affine: bool = True

    def channels(self, x: Shape) -> Size:
        """c, a multiple of num_groups."""
        quotient(x.channels, self.num_groups, "the channels")
        return x.channels

    def weights(self, x: Shape) -> Size:
        """2*c if affine."""
        return 2 * x.channels if self.affine else 0

    def flops(self, x: Shape, y: Shape) -> Size:
        """Statistics of each group."""
        return size(self.statistics_flops(y, self.num_groups) + self.affine_flops(y, 2 * self.affine))


class InstanceNorm(ChannelNorm):
    """Normalisation of each channel over its positions, (c, *r) -> (c, *r).

        weights  2*c if affine                       buffers  2*c if track_running_stats
        flops    5 for each output and 4 for each channel, 2 for each output if affine; with running
                 statistics 1 multiplication and 1 addition for each output

    A single position has no variance and is refused, as in PyTorch.
    """

    affine: bool = False
    track_running_stats: bool = False

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """That of the input, more than one position."""
        if not self.track_running_stats and multiply(x.resolution) == 1:
            raise ShapeError("it needs more than one position for a variance")
        return x.resolution

    def demands(self, x: Shape) -> tuple[Size, ...]:
        """A second position."""
        second = size(multiply(x.resolution) - 1)
        more = () if self.track_running_stats or isinstance(second, int) else (second,)
        return super().demands(x) + more


class LocalResponseNorm(Norm):
    """x/(k + alpha/size*sum of x**2 over `size` neighbouring channels)**beta, (c, *r) -> (c, *r).

    flops    size squares, size - 1 additions, and 4: a factor, the sum with k, a power, a division
    """

    size: Size
    alpha: float = 1e-4
    beta: float = 0.75
    k: float = 1.0

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*size + 3 for each output."""
        return size((2 * self.size + 3) * y.numel)
