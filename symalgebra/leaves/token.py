"""Leaves of networks that read a sequence of tokens, (c, T): positions, a token of the class, a transpose."""

from __future__ import annotations

from ..errors import NoClosedForm, ShapeError
from ..formula import Size, size
from ..shape import Reach, Shape
from .leaf import Leaf
from .windowless import Windowless


class PositionalEmbedding(Leaf):
    """A learnable vector added at each position, (c, *r) -> (c, *r).

    weights  c*r1*...*rd                             flops    1 for each output

    >>> x = PositionalEmbedding().out((768, 197))
    >>> PositionalEmbedding().weights(x)
    151296
    """

    linear = True

    def weights(self, x: Shape) -> Size:
        """One for each scalar of the input."""
        return x.numel

    def flops(self, x: Shape, y: Shape) -> Size:
        """An addition for each output."""
        return y.numel


def tokens(x: Shape) -> tuple[Size, Size]:
    """The channels and the length of a sequence."""
    if x.rank != 1:
        raise ShapeError(f"it reads a sequence (c, T), and the input has {x.rank} spatial dimensions")
    return x.channels, x.resolution[0]


class OfSequence(Windowless):
    """A leaf of a sequence whose outputs are not at the places of its inputs. Abstract."""

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """No window."""
        raise NoClosedForm(f"{self} moves positions: it has no receptive field")


class ClassToken(OfSequence):
    """A learnable position before all others, (c, T) -> (c, T + 1).

    weights  c

    >>> ClassToken().out((768, 196))
    (768, 197)
    """

    linear = True

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """T + 1."""
        return (size(tokens(x)[1] + 1),)

    def weights(self, x: Shape) -> Size:
        """One for each channel."""
        return x.channels


class FirstToken(OfSequence):
    """The first position of a sequence, (c, T) -> (c,): that of the `ClassToken`.

    >>> FirstToken().out((768, 197))
    (768,)
    """

    linear = True

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """None."""
        tokens(x)
        return ()


class Transpose(OfSequence):
    """Positions for channels, (c, T) -> (T, c), so that a `Linear` reads along the sequence.

    >>> Transpose().out((768, 196))
    (196, 768)
    """

    linear = True

    def channels(self, x: Shape) -> Size:
        """T."""
        return tokens(x)[1]

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """c."""
        return (x.channels,)
