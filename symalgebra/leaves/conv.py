"""Convolutions and transposed convolutions of any number of spatial dimensions."""

from __future__ import annotations

from typing import Any

from ..errors import NoClosedForm, ShapeError
from ..formula import Size, ceildiv, floordiv, formula, multiply, size
from ..shape import Reach, Shape, Window
from .leaf import Leaf
from .sliding import check_ends, framed, is_number, quotient, same, spatial, spread
from .windowless import Windowless


class Conv(Leaf, least={"padding": 0}):
    """A convolution, (c, *r) -> (out_channels, *(floor((r + 2*padding - K)/stride) + 1)).

        K        dilation*(k - 1) + 1 along each dimension
        fan-in   k1*...*kd * c/groups                weights  out_channels*fan-in, + out_channels with bias
        macs     fan-in * outputs                    flops    2*macs, + outputs with bias

    One value stands for every spatial dimension, a tuple has one for each. `padding` is also "valid" (none),
    "same" (ceil(r/stride) outputs, see `sliding.same`), or a pair (left, right) for each dimension.

    >>> Conv(64, 7, stride=2, padding=3).out((3, 224, 224))
    (64, 112, 112)
    """

    out_channels: Size
    kernel_size: Size | tuple[Size, ...]
    stride: Size | tuple[Size, ...] = 1
    padding: Size | str | tuple[Any, ...] = 0
    dilation: Size | tuple[Size, ...] = 1
    groups: Size = 1
    bias: bool = True

    weighted = True
    linear = True

    def check(self) -> None:
        """The padding is of a known form, and the groups divide the output channels."""
        check_ends("padding", self.padding, ("same", "valid"))
        quotient(self.out_channels, self.groups, "the output channels")

    def channels(self, x: Shape) -> Size:
        """out_channels."""
        quotient(x.channels, self.groups, "the channels")
        return self.out_channels

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """The kernel."""
        if self.padding == "same":
            spatial(x)
            return same(x.resolution, self.kernel_size, self.stride, self.dilation)
        padding = 0 if self.padding == "valid" else self.padding
        return framed(spatial(x), self.kernel_size, self.stride, padding, self.dilation)

    def fan_in(self, x: Shape) -> Size:
        """k1*...*kd * c/groups."""
        return taps(self.kernel_size, x) * quotient(x.channels, self.groups, "the channels")

    def weights(self, x: Shape) -> Size:
        """out_channels*fan_in, + out_channels with bias."""
        return size(self.out_channels * (self.fan_in(x) + int(self.bias)))

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*macs, + numel(y) with bias."""
        return 2 * self.macs(x, y) + (y.numel if self.bias else 0)


def taps(kernel: Any, x: Shape) -> Size:
    """k1*...*kd, the taps of a kernel in all dimensions."""
    return kernel**x.rank if type(kernel) is int else multiply(spread("kernel_size", kernel, x.rank))


class ConvTranspose(Windowless, least={"padding": 0, "output_padding": 0}):
    """A transposed convolution, r -> stride*(r - 1) + K - 2*padding + output_padding.

        fan-out  k1*...*kd * out_channels/groups     macs     fan-out * inputs
        weights  c*fan-out, + out_channels with bias
        fan-in   macs / outputs: k1*...*kd * c/groups * inputs/outputs along space, on the mean
        flops    2*macs, + outputs with bias

    It is the lower adjoint of the convolution with the same window: `SizeMap.least`.

    >>> ConvTranspose(8, 2, stride=2).out((16, 7, 7))
    (8, 14, 14)
    """

    out_channels: Size
    kernel_size: Size | tuple[Size, ...]
    stride: Size | tuple[Size, ...] = 1
    padding: Size | tuple[Any, ...] = 0
    output_padding: Size | tuple[Size, ...] = 0
    groups: Size = 1
    bias: bool = True
    dilation: Size | tuple[Size, ...] = 1

    weighted = True
    linear = True

    def check(self) -> None:
        """The groups divide the output channels."""
        check_ends("padding", self.padding)
        quotient(self.out_channels, self.groups, "the output channels")

    def channels(self, x: Shape) -> Size:
        """out_channels."""
        quotient(x.channels, self.groups, "the channels")
        return self.out_channels

    def adjoint(self, x: Shape) -> tuple[Window, ...]:
        """The windows of the convolution that leads back from the output to the input."""
        return framed(spatial(x), self.kernel_size, self.stride, self.padding, self.dilation)

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """stride*(r - 1) + K - 2*padding + output_padding."""
        extra = spread("output_padding", self.output_padding, spatial(x))
        return tuple(_enlarged(*side) for side in zip(self.adjoint(x), extra, x.resolution, strict=True))

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Output stride*q + t reads the whole ones of q + (t + padding - j*dilation)/stride, j < k."""
        return tuple(map(_phases, self.adjoint(x)))

    def fan_in(self, x: Shape) -> Size:
        """macs / outputs, the mean over the positions."""
        y = self.out(x)
        return size(formula(self.macs(x, y)) / y.numel)

    def weights(self, x: Shape) -> Size:
        """c*fan-out, + out_channels with bias."""
        return size(x.channels * self.fan_out(x) + (self.out_channels if self.bias else 0))

    def macs(self, x: Shape, y: Shape) -> Size:
        """Each input scalar meets fan-out weights."""
        return size(x.numel * self.fan_out(x))

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*macs, + numel(y) with bias."""
        return 2 * self.macs(x, y) + (y.numel if self.bias else 0)

    def fan_out(self, x: Shape) -> Size:
        """k1*...*kd * out_channels/groups, the outputs that one input scalar reaches."""
        return taps(self.kernel_size, x) * quotient(self.out_channels, self.groups, "the output channels")


def _enlarged(window: Window, extra: Size, r: Size) -> Size:
    numbers = [n for n in (window.stride, window.dilation) if type(n) is int]
    if type(extra) is int and len(numbers) == 2 and extra >= max(numbers):
        raise ShapeError(f"output_padding {extra} is not less than stride or dilation, {max(numbers)}")
    found = size(window.size_map.least(r) + extra)
    if type(found) is int and found < 1:
        raise ShapeError(f"padding {window.left} + {window.right} leaves nothing of {r}")
    return found


def _phases(window: Window) -> Reach:
    """The inputs that each of the `stride` phases of a transposed convolution reads."""
    s, kernel = window.stride, window.kernel
    if type(s) is not int:
        raise NoClosedForm(
            f"a transposed convolution of stride {s} reads a pattern of that period; give it a number"
        )
    at = [size(t + window.left) for t in range(s)]
    if is_number(window.dilation, 1):
        low = tuple(ceildiv(size(p - kernel + 1), s) for p in at)
        return Reach(s, 1, low, tuple(floordiv(p, s) for p in at))
    if not all(type(n) is int for n in (kernel, window.dilation, window.left)):
        raise NoClosedForm(
            f"a transposed convolution of dilation {window.dilation} needs numbers for its taps"
        )
    taps = range(0, int(window.dilation * kernel), int(window.dilation))
    read = [[(int(p) - j) // s for j in taps if (int(p) - j) % s == 0] for p in at]
    return Reach(s, 1, tuple(min(i, default=0) for i in read), tuple(max(i, default=-1) for i in read))
