"""Leaves that move scalars about, or let them pass."""

from __future__ import annotations

from ..errors import ShapeError, SymalgebraError
from ..formula import Size, multiply
from ..shape import Shape
from .leaf import Leaf
from .sliding import quotient
from .windowless import Windowless


class Flatten(Windowless):
    """All scalars in one dimension, (c, *r) -> (c*r1*...*rd,); with start_dim=2, (c, *r) -> (c, r1*...*rd).

    Dimensions are counted as in PyTorch, 0 being the batch. Pointwise for the receptive field.

    >>> Flatten().out((512, 7, 7)), Flatten(start_dim=2).out((512, 7, 7))
    ((25088,), (512, 49))
    """

    start_dim: int = 1

    linear = True

    def check(self) -> None:
        """start_dim is a number."""
        if not isinstance(self.start_dim, int):
            raise SymalgebraError("start_dim is a number")

    def channels(self, x: Shape) -> Size:
        """c, or all scalars."""
        return self._flat(x)[0]

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """What is left of it."""
        return self._flat(x)[1:]

    def _flat(self, x: Shape) -> tuple[Size, ...]:
        first = self.start_dim - 1
        if first >= len(x):
            raise ShapeError(f"start_dim {self.start_dim} is beyond its last dimension {len(x)}")
        return (*x[:first], multiply(x[first:]))


class ChannelShuffle(Leaf):
    """The channels of `groups` groups, interleaved. It keeps the shape.

    >>> ChannelShuffle(4).out((64, 7, 7))
    (64, 7, 7)
    """

    groups: Size

    linear = True

    def channels(self, x: Shape) -> Size:
        """c, a multiple of groups."""
        quotient(x.channels, self.groups, "the channels")
        return x.channels


class Chunk(Leaf, least={"index": 0}):
    """One of `chunks` equal groups of channels, (c, *r) -> (c/chunks, *r); they are counted from 0.

    PyTorch's `torch.chunk(x, chunks, 1)[index]`, for as many channels as `chunks` divides.

    >>> Chunk(2, 0).out((64, 7, 7))
    (32, 7, 7)
    """

    chunks: Size
    index: Size = 0

    linear = True

    def check(self) -> None:
        """The index is that of a chunk."""
        if isinstance(self.chunks, int) and isinstance(self.index, int) and self.index >= self.chunks:
            raise SymalgebraError(f"index {self.index} is beyond the last of {self.chunks} chunks")

    def channels(self, x: Shape) -> Size:
        """c/chunks."""
        return quotient(x.channels, self.chunks, "the channels")


class Dropout(Leaf):
    """The identity at inference; in training each scalar is zeroed with probability p."""

    p: float = 0.5

    linear = True

    def check(self) -> None:
        """p is a probability."""
        if not 0 <= self.p <= 1:
            raise SymalgebraError("p is a probability")
