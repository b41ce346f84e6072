"""Size maps: how a window changes the number of positions along one spatial dimension.

    D(s, B): r -> floor((r + B)/s)        integers s >= 1 and B
    D(s, B) >> D(t, C) = D(s*t, B + s*C)  the identity is D(1, 0)

The maps are a monoid, since floor((floor(x/s) + C)/t) = floor((x + s*C)/(s*t)), and different pairs are
different maps. So a chain of windows of any length is one map, and equality of chains is equality of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import SymalgebraError
from ..formula import Formula, Size, floordiv, formula, index_over, size, total


@dataclass(frozen=True)
class SizeMap:
    """D(stride, offset): r -> floor((r + offset)/stride).

    >>> halve = SizeMap(2, 1)
    >>> halve(7), (halve >> halve)(7), halve.power(3)(7)
    (4, 2, 1)
    >>> from symalgebra import dims
    >>> r, n = dims("r n")
    >>> (halve >> halve)(size(r)), SizeMap(1, -2).power(size(n))(size(r))
    (ceiling(r/4), -2*n + r)
    """

    stride: Size = 1
    offset: Size = 0

    def __call__(self, r: Size) -> Size:
        """floor((r + offset)/stride)."""
        moved = r if type(self.offset) is int and self.offset == 0 else size(r + self.offset)
        return moved if type(self.stride) is int and self.stride == 1 else floordiv(moved, self.stride)

    def __rshift__(self, after: SizeMap) -> SizeMap:
        """First this map, then the other."""
        if not isinstance(after, SizeMap):
            return NotImplemented
        return SizeMap(size(self.stride * after.stride), size(self.offset + self.stride * after.offset))

    def power(self, n: Size) -> SizeMap:
        """The n-fold map D(s**n, B*(1 + s + ... + s**(n-1))), for a number or a symbol n >= 0."""
        if isinstance(n, int) and n < 0:
            raise SymalgebraError(f"a size map has no power {n}: it is no bijection")
        return SizeMap(size(self.stride**n), size(self.offset * _geometric(self.stride, n)))

    def least(self, m: Size) -> Size:
        """The least input that gives at least m: s*m - B, for D(s, B)(r) >= m exactly where r >= s*m - B.

        The lower adjoint; it is the size map of the transposed convolution with the same window.
        """
        return size(self.stride * m - self.offset)


def _geometric(s: Size, n: Size) -> Size:
    """1 + s + ... + s**(n-1), which is n for s = 1."""
    if isinstance(s, int):
        return n if s == 1 else size((formula(s) ** n - 1) / (s - 1))
    index = index_over(n, s)
    power: Formula = formula(s) ** index.formula()
    return total(power, index, n)
