"""Leaves that enlarge the resolution, and the shuffles that trade channels for it."""

from __future__ import annotations

from ..errors import NoClosedForm, ShapeError, SymalgebraError
from ..formula import Size, size
from ..shape import Reach, Shape, Window
from .leaf import Leaf
from .sliding import quotient, spatial, spread
from .windowless import Windowless

_LINEAR = {"linear": 1, "bilinear": 2, "trilinear": 3}


class Upsample(Windowless):
    """Interpolation, (c, *r) -> (c, *scale_factor*r), by "nearest", "linear", "bilinear" or "trilinear".

        fan-in   1 for nearest, 2**d for linear      flops    2*fan-in - 1 for each output, none for nearest

    The linear modes are for 1, 2 and 3 spatial dimensions. With `align_corners` the taps have no period.

    >>> Upsample(2).out((64, 7, 7))
    (64, 14, 14)
    """

    scale_factor: Size | tuple[Size, ...]
    mode: str = "nearest"
    align_corners: bool = False

    linear = True

    def check(self) -> None:
        """The mode is known, and corners are aligned in linear modes only."""
        if self.mode != "nearest" and self.mode not in _LINEAR:
            raise SymalgebraError(f"mode is one of {', '.join(map(repr, ('nearest', *_LINEAR)))}")
        if self.align_corners and self.mode == "nearest":
            raise SymalgebraError("align_corners goes with the linear modes")

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """scale_factor*r."""
        if _LINEAR.get(self.mode, spatial(x)) != x.rank:
            raise ShapeError(f"{self.mode!r} is for {_LINEAR[self.mode]} spatial dimensions, not {x.rank}")
        factors = spread("scale_factor", self.scale_factor, x.rank)
        return tuple(size(u * r) for u, r in zip(factors, x.resolution, strict=True))

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Output u*q + t reads input q, or the one or two inputs around q + (2*t + 1 - u)/(2*u)."""
        if self.align_corners:
            raise NoClosedForm(f"{self} has taps without a period, since its corners are aligned")
        pattern = repeated if self.mode == "nearest" else interpolated
        return tuple(pattern(u) for u in spread("scale_factor", self.scale_factor, x.rank))

    def fan_in(self, x: Shape) -> Size:
        """The taps: 1, or 2 for each dimension."""
        return 1 if self.mode == "nearest" else 2**x.rank

    def flops(self, x: Shape, y: Shape) -> Size:
        """fan_in multiplications and fan_in - 1 additions for each output of a linear mode."""
        return 0 if self.mode == "nearest" else size((2 * self.fan_in(x) - 1) * y.numel)


def period(u: Size) -> int:
    """An enlargement as the period of what its outputs read."""
    if type(u) is not int:
        raise NoClosedForm(f"an enlargement by {u} reads a pattern of that period; give it a number")
    return u


def repeated(u: Size) -> Reach:
    """Output u*q + t reads input q."""
    return Reach(period(u), 1, (0,) * period(u), (0,) * period(u))


def interpolated(u: Size) -> Reach:
    """Output u*q + t lies at q + (2*t + 1 - u)/(2*u) and reads the inputs beside it, or the one there."""
    n = period(u)
    places = [divmod(2 * t + 1 - n, 2 * n) for t in range(n)]
    return Reach(n, 1, tuple(low for low, _ in places), tuple(low + (rest > 0) for low, rest in places))


class PixelShuffle(Windowless):
    """Channels to resolution, (c*u**d, *r) -> (c, *u*r) for u = upscale_factor.

    >>> PixelShuffle(2).out((64, 7, 7))
    (16, 14, 14)
    """

    upscale_factor: Size

    linear = True

    def channels(self, x: Shape) -> Size:
        """c / u**d, valid where it is whole."""
        return quotient(x.channels, size(self.upscale_factor ** spatial(x)), "the channels")

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """u*r."""
        return tuple(size(self.upscale_factor * r) for r in x.resolution)

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Output u*q + t reads input q."""
        return (repeated(self.upscale_factor),) * x.rank


class PixelUnshuffle(Leaf):
    """Resolution to channels, (c, *r) -> (c*u**d, *r/u) for u = downscale_factor, which divides r.

    >>> PixelUnshuffle(2).out((16, 14, 14))
    (64, 7, 7)
    """

    downscale_factor: Size

    linear = True

    def channels(self, x: Shape) -> Size:
        """c * u**d."""
        for r in x.resolution:
            quotient(r, self.downscale_factor, "the resolution")
        return size(x.channels * self.downscale_factor ** spatial(x))

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """Blocks of u."""
        return (Window(self.downscale_factor, self.downscale_factor),) * x.rank
