"""Windows: what slides along one spatial dimension, and which inputs an output reads."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import NoClosedForm, ShapeError
from ..formula import Size, floordiv, minimum, size
from ..formula.lazy import lazy
from .maps import SizeMap


@dataclass(frozen=True)
class Window:
    """`kernel` taps, `dilation` apart, moved by `stride` along a line with `left` and `right` added.

    It reaches over K = dilation*(kernel - 1) + 1 positions and gives

        floor((r + left + right - K)/stride) + 1                          D(s, left + right + s - K)
        ceil: min(ceil((r + left + right - K)/s) + 1, ceil((r + left)/s))

    where the minimum is PyTorch's rule that the last window starts inside the input or its left padding.
    Negative `left` and `right` crop. Checked against PyTorch.

    >>> Window(3, stride=2, left=1, right=1).out(7), Window(3, 2, ceil=True).out(8)
    (4, 4)
    """

    kernel: Size = 1
    stride: Size = 1
    left: Size = 0
    right: Size = 0
    dilation: Size = 1
    ceil: bool = False

    def __post_init__(self) -> None:
        for name, value in list(vars(self).items()):
            if type(value) not in (int, bool):
                object.__setattr__(self, name, size(value))

    @lazy
    def reach(self) -> Size:
        """K = dilation*(kernel - 1) + 1, the positions from the first tap to the last."""
        return size(self.dilation * (self.kernel - 1) + 1)

    @lazy
    def size_map(self) -> SizeMap:
        """The map from the number of input positions to the number of output positions."""
        s, free = self.stride, self.left + self.right - self.reach
        if self.ceil:
            return SizeMap(s, minimum(size(free + 2 * s - 1), size(self.left + s - 1)))
        return SizeMap(s, size(free + s))

    @lazy
    def reads(self) -> Reach:
        """Output i reads the inputs i*stride - left, ..., i*stride - left + K - 1."""
        low = size(-self.left)
        return Reach(1, self.stride, (low,), (size(low + self.reach - 1),))

    def out(self, r: Size) -> Size:
        """The number of output positions for r input positions; a number below 1 is an error."""
        found = self.size_map(r)
        if type(found) is int and found < 1:
            wide = r if self.left == 0 == self.right else f"{r} with {self.left} and {self.right} at its ends"
            raise ShapeError(f"a window over {self.reach} does not fit into {wide}")
        return found


@dataclass(frozen=True)
class Reach:
    """Which inputs an output reads along one spatial dimension; a layer that enlarges has a period above 1.

        output period*q + t reads the inputs stride*q + low[t], ..., stride*q + high[t]     0 <= t < period

    with low[t] = high[t] + 1 where it reads none.

    >>> r = Reach(2, 1, (0, 0), (0, 1))
    >>> r.at(7)
    (3, 4)
    """

    period: int
    stride: Size
    low: tuple[Size, ...]
    high: tuple[Size, ...]

    def at(self, i: Size) -> tuple[Size, Size]:
        """The first and the last input that output i reads; `NoClosedForm` where its phase t is not known."""
        q = floordiv(i, self.period)
        t = size(i - self.period * q)
        if not isinstance(t, int):
            raise NoClosedForm(
                f"position {i} after upsampling by {self.period} has no closed form; give its symbols numbers"
            )
        return size(self.stride * q + self.low[t]), size(self.stride * q + self.high[t])


POINT = Reach(1, 1, (0,), (0,))  # output i reads input i
