"""Linear maps on the channels, look-up tables and learnable factors."""

from __future__ import annotations

from ..errors import ShapeError
from ..formula import Size, size
from ..shape import POINT, Reach, Shape
from .leaf import Leaf
from .windowless import Windowless


class Linear(Leaf):
    """A linear map of the channels at every position, (c, *r) -> (out_features, *r).

        fan-in   c                                   weights  c*out_features, + out_features with bias
        macs     c * outputs                         flops    2*macs, + outputs with bias

    PyTorch's `Linear` on the last axis of a tensor whose channels come last. It reads pointwise.

    >>> Linear(10).out((512,)), Linear(10).out((512, 7, 7))
    ((10,), (10, 7, 7))
    """

    out_features: Size
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

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*macs, + numel(y) with bias."""
        return 2 * self.macs(x, y) + (y.numel if self.bias else 0)


class Embedding(Windowless):
    """A table of vectors, read by T integers: (T,) or (1, *r) -> (embedding_dim, T) or (embedding_dim, *r).

    weights  num_embeddings*embedding_dim            macs, flops  none: it is a look-up

    >>> Embedding(30000, 512).out((128,))
    (512, 128)
    """

    num_embeddings: Size
    embedding_dim: Size

    linear = True

    def channels(self, x: Shape) -> Size:
        """embedding_dim."""
        return self.embedding_dim

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """That of the integers."""
        if x.rank and x.channels != 1:
            raise ShapeError(f"it reads one channel of integers, and the input has {x.channels}")
        return x.resolution or x

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Pointwise."""
        return (POINT,) * max(x.rank, 1)

    def weights(self, x: Shape) -> Size:
        """num_embeddings*embedding_dim."""
        return size(self.num_embeddings * self.embedding_dim)


class Unembedding(Leaf):
    """The linear map by the table of an `Embedding`, (embedding_dim, *r) -> (num_embeddings, *r), no bias.

        fan-in   embedding_dim                       weights  none: the table counts at the `Embedding`
        macs     fan-in * outputs                    flops    2*macs

    >>> x = Unembedding(30000).out((512, 128))
    >>> x, Unembedding(30000).weights(x)
    ((30000, 128), 0)
    """

    num_embeddings: Size

    weighted = True
    linear = True

    def channels(self, x: Shape) -> Size:
        """num_embeddings."""
        return self.num_embeddings

    def fan_in(self, x: Shape) -> Size:
        """embedding_dim."""
        return x.channels


class Scale(Leaf):
    """A learnable factor for each channel (LayerScale), or one for all where it is shared.

    weights  c, or 1 if shared                       flops    1 for each output

    >>> Scale().weights(Scale().out((64, 7, 7)))
    64
    """

    shared: bool = False

    linear = True

    def weights(self, x: Shape) -> Size:
        """c, or 1 if shared."""
        return 1 if self.shared else x.channels

    def flops(self, x: Shape, y: Shape) -> Size:
        """A multiplication for each output."""
        return y.numel
