"""Pooling: the maximum or the mean under a sliding window, or over the whole resolution."""

from __future__ import annotations

from typing import Any

from ..errors import SymalgebraError
from ..formula import Size, multiply, size
from ..shape import POINT, Reach, Shape, Window
from .leaf import Leaf
from .sliding import check_ends, ends, framed, same, spatial, spread


class Pool(Leaf):
    """One value from the k1*...*kd values of a channel under a window. Abstract."""

    def fan_in(self, x: Shape) -> Size:
        """k1*...*kd, padding included."""
        return multiply(window.kernel for window in self.windows(x))


class SlidingPool(Pool, least={"padding": 0}):
    """Pooling under a window that slides. Abstract."""

    kernel_size: Size | tuple[Size, ...]
    stride: Size | tuple[Size, ...] | None = None
    padding: Size | str | tuple[Any, ...] = 0

    def check(self) -> None:
        """The padding is of a known form, and a number in it at most half of the kernel, as in PyTorch."""
        check_ends("padding", self.padding, ("same", "valid"))
        if isinstance(self.padding, str):
            return
        rank = max(len(value) if type(value) is tuple else 1 for value in (self.kernel_size, self.padding))
        kernels = spread("kernel_size", self.kernel_size, rank)
        for kernel, end in zip(kernels, ends("padding", self.padding, rank), strict=True):
            for p in end:
                if type(p) is int and type(kernel) is int and p > kernel // 2:
                    raise SymalgebraError(f"padding {p} is more than half of the kernel {kernel}")

    def slide(self, x: Shape, dilation: Any, ceil: bool) -> tuple[Window, ...]:
        """The kernel, moved by its own size where no stride is given."""
        rank = spatial(x)
        stride = self.kernel_size if self.stride is None else self.stride
        if self.padding == "same":
            return same(x.resolution, self.kernel_size, stride, dilation)
        padding = 0 if self.padding == "valid" else self.padding
        return framed(rank, self.kernel_size, stride, padding, dilation, ceil)


class MaxPool(SlidingPool):
    """The maximum under a window, r -> floor((r + 2*padding - K)/stride) + 1, K = dilation*(k - 1) + 1.

    `ceil_mode` rounds up, and the last window still starts inside the input or its left padding. The stride
    is the kernel size where none is given. `padding` is as that of `Conv`.

        fan-in   k1*...*kd                           flops    fan-in - 1 comparisons for each output

    >>> MaxPool(3, stride=2, padding=1).out((64, 112, 112)), MaxPool(2, ceil_mode=True).out((64, 7))
    ((64, 56, 56), (64, 4))
    """

    dilation: Size | tuple[Size, ...] = 1
    ceil_mode: bool = False

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """The kernel."""
        return self.slide(x, self.dilation, self.ceil_mode)

    def flops(self, x: Shape, y: Shape) -> Size:
        """fan_in - 1 comparisons for each output."""
        return comparisons(self, x, y)


class AvgPool(SlidingPool):
    """The mean under a window; the output is that of `MaxPool` without dilation.

        fan-in   k1*...*kd                           flops    fan-in - 1 additions, 1 division for each output

    >>> AvgPool(2).out((64, 7, 7))
    (64, 3, 3)
    """

    ceil_mode: bool = False
    count_include_pad: bool = True

    linear = True

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """The kernel."""
        return self.slide(x, 1, self.ceil_mode)

    def flops(self, x: Shape, y: Shape) -> Size:
        """fan_in - 1 additions and a division for each output."""
        return means(self, x, y)


class GlobalPool(Pool):
    """Pooling over the whole resolution, (c, *r) -> (c, 1, ..., 1). Abstract.

    It reads pointwise by convention: a receptive field is that of the last spatial feature map.
    """

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """The whole resolution."""
        return tuple(Window(r) for r in x.resolution)

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """One position."""
        return (1,) * spatial(x)

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Pointwise."""
        return (POINT,) * x.rank


class GlobalAvgPool(GlobalPool):
    """The mean of each channel, (c, *r) -> (c, 1, ..., 1); pointwise for the receptive field.

        fan-in   r1*...*rd                           flops    fan-in - 1 additions, 1 division for each output

    >>> GlobalAvgPool().out((512, 7, 7))
    (512, 1, 1)
    """

    linear = True

    def flops(self, x: Shape, y: Shape) -> Size:
        """fan_in - 1 additions and a division for each output."""
        return means(self, x, y)


class GlobalMaxPool(GlobalPool):
    """The maximum of each channel, (c, *r) -> (c, 1, ..., 1); pointwise for the receptive field.

    fan-in   r1*...*rd                           flops    fan-in - 1 comparisons for each output
    """

    def flops(self, x: Shape, y: Shape) -> Size:
        """fan_in - 1 comparisons for each output."""
        return comparisons(self, x, y)


def comparisons(leaf: Leaf, x: Shape, y: Shape) -> Size:
    """(fan_in - 1) * numel(y): a maximum of k numbers takes k - 1 comparisons."""
    return size((leaf.fan_in(x) - 1) * y.numel)


def means(leaf: Leaf, x: Shape, y: Shape) -> Size:
    """fan_in * numel(y): a mean of k numbers takes k - 1 additions and one division."""
    return size(leaf.fan_in(x) * y.numel)
