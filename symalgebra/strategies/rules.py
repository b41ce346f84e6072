"""One rule for each kind of leaf: which shapes it reads, and arguments with which it reads a given one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from .. import leaves as rooms
from ..formula import Size, size
from ..leaves import Leaf
from ..shape import Shape
from .sizes import V, W, dims, divides, least, part
from .windows import pools, transposed, windows

Reads = Callable[[Shape], bool]
flags = st.booleans()


class Rule(NamedTuple):
    """How a kind is drawn: on which shapes, and the leaves that read one."""

    reads: Reads
    draw: Callable[[Shape], SearchStrategy[Leaf]]


def any_shape(x: Shape) -> bool:
    """What reads every shape."""
    return True


def spatial(x: Shape) -> bool:
    """What needs a resolution."""
    return x.rank > 0


def groups(*several: Size) -> SearchStrategy[int]:
    """Numbers that divide all of several sizes."""
    return st.sampled_from([g for g in (1, 1, 2, 3, 4) if all(divides(g, c) for c in several)])


@st.composite
def convs(draw: DrawFn, x: Shape) -> Leaf:
    """Plain, grouped and depthwise convolutions."""
    c = x.channels
    g: Size = draw(st.sampled_from([1, 1, 2, 3, 4, c]))
    if isinstance(g, int) and not divides(g, c):
        g = 1
    width = size(g * draw(dims(most=6) if isinstance(g, int) else st.integers(1, 2)))
    return rooms.Conv(width, groups=g, bias=draw(flags), **draw(windows(x)))


@st.composite
def transposed_convs(draw: DrawFn, x: Shape) -> Leaf:
    """Plain and grouped."""
    g = draw(groups(x.channels))
    return rooms.ConvTranspose(
        size(g * draw(dims(most=6))), groups=g, bias=draw(flags), **draw(transposed(x))
    )


@st.composite
def upsamplings(draw: DrawFn, x: Shape) -> Leaf:
    """Nearest, or the linear mode of the rank."""
    linear = {1: "linear", 2: "bilinear", 3: "trilinear"}.get(x.rank, "nearest")
    each = st.tuples(*[st.integers(1, 3)] * x.rank)
    mode = draw(st.sampled_from(["nearest", linear]))
    aligned = mode != "nearest" and draw(flags)
    return rooms.Upsample(draw(st.integers(1, 3) | each), mode, aligned)


def shuffles(x: Shape) -> SearchStrategy[Leaf]:
    """Factors whose power divides the channels."""
    factors = [u for u in (1, 2, 3) if divides(u**x.rank, x.channels)]
    return st.builds(rooms.PixelShuffle, st.sampled_from(factors))


@st.composite
def crops(draw: DrawFn, x: Shape) -> Leaf:
    """What leaves a position."""
    most = max(0, min(2, (min(map(least, x.resolution)) - 1) // 2))
    pair = st.tuples(st.integers(0, most), st.integers(0, most))
    return rooms.Crop(draw(st.integers(0, most) | st.tuples(*[pair] * x.rank)))


def pads(x: Shape) -> SearchStrategy[Leaf]:
    """Numbers, a symbol, pairs."""
    pair = st.tuples(st.integers(0, 3), st.integers(0, 3) | st.just(V))
    return st.builds(rooms.Pad, st.integers(0, 3) | st.just(W) | st.tuples(*[pair] * x.rank))


def adaptive(kind: type[Leaf]) -> Rule:
    """To a few positions."""

    def draw(x: Shape) -> SearchStrategy[Leaf]:
        each = st.tuples(*[st.none() | st.integers(1, 4)] * x.rank)
        return st.builds(kind, st.integers(1, 4) | each)

    return Rule(spatial, draw)


def pool(kind: type[Leaf], dilated: bool) -> Rule:
    """Under a window that slides."""
    return Rule(spatial, lambda x: pools(x, dilated).map(lambda window: kind(**window)))


def instance_norms(x: Shape) -> SearchStrategy[Leaf]:
    """Any, where there is more than one position for a variance."""
    track = flags if min(map(least, x.resolution), default=1) > 1 else st.just(True)
    return st.builds(rooms.InstanceNorm, affine=flags, track_running_stats=track)


def grouped(kind: type[Leaf]) -> Rule:
    """Groups of channels."""
    return Rule(any_shape, lambda x: st.builds(kind, groups(x.channels)))


def sequence(x: Shape) -> bool:
    """What reads a sequence of tokens."""
    return x.rank == 1


@st.composite
def chunks(draw: DrawFn, x: Shape) -> Leaf:
    """One of the groups into which the channels fall."""
    number = draw(groups(x.channels))
    return rooms.Chunk(number, draw(st.integers(0, number - 1)))


@st.composite
def window_attentions(draw: DrawFn, x: Shape) -> Leaf:
    """With biases that are learned, or found by a network."""
    heads = draw(groups(part(x.channels, 3)))
    return rooms.WindowAttention(heads, draw(st.integers(1, 4)), draw(st.none() | st.just(W)))


def plain(
    kind: type[Leaf], reads: Callable[[Shape], bool] = any_shape, **choices: SearchStrategy[object]
) -> Rule:
    """What has one set of arguments for all shapes."""
    return Rule(reads, lambda x: st.builds(kind, **choices))


RULES: dict[type[Leaf], Rule] = {
    rooms.Conv: Rule(spatial, convs),
    rooms.ConvTranspose: Rule(spatial, transposed_convs),
    rooms.Linear: plain(rooms.Linear, out_features=dims(), bias=flags),
    rooms.Embedding: plain(
        rooms.Embedding, lambda x: x.rank == 0 or x.channels == 1, num_embeddings=dims(), embedding_dim=dims()
    ),
    rooms.Scale: plain(rooms.Scale, shared=flags),
    rooms.Attention: Rule(
        lambda x: divides(3, x.channels), lambda x: st.builds(rooms.Attention, groups(part(x.channels, 3)))
    ),
    rooms.Softmax: plain(rooms.Softmax),
    rooms.Unembedding: plain(rooms.Unembedding, num_embeddings=dims()),
    rooms.PositionalEmbedding: plain(rooms.PositionalEmbedding),
    **{kind: plain(kind, sequence) for kind in (rooms.ClassToken, rooms.FirstToken, rooms.Transpose)},
    rooms.WindowLinear: plain(
        rooms.WindowLinear, spatial, out_features=dims(), window_size=st.integers(1, 4), bias=flags
    ),
    rooms.WindowAttention: Rule(lambda x: spatial(x) and divides(3, x.channels), window_attentions),
    rooms.PatchMerging: plain(rooms.PatchMerging, spatial, factor=st.integers(1, 3)),
    rooms.BatchNorm: plain(rooms.BatchNorm, affine=flags, track_running_stats=flags),
    rooms.LayerNorm: plain(rooms.LayerNorm, elementwise_affine=flags, bias=flags),
    rooms.GroupNorm: grouped(rooms.GroupNorm),
    rooms.InstanceNorm: Rule(any_shape, instance_norms),
    rooms.LocalResponseNorm: plain(rooms.LocalResponseNorm, size=st.integers(1, 5)),
    rooms.MaxPool: pool(rooms.MaxPool, True),
    rooms.AvgPool: pool(rooms.AvgPool, False),
    rooms.AdaptiveAvgPool: adaptive(rooms.AdaptiveAvgPool),
    rooms.AdaptiveMaxPool: adaptive(rooms.AdaptiveMaxPool),
    rooms.GlobalAvgPool: plain(rooms.GlobalAvgPool, spatial),
    rooms.GlobalMaxPool: plain(rooms.GlobalMaxPool, spatial),
    rooms.Dropout: plain(rooms.Dropout, p=st.sampled_from([0.5, 0.25])),
    rooms.Flatten: Rule(any_shape, lambda x: st.builds(rooms.Flatten, st.integers(1, len(x)))),
    rooms.ChannelShuffle: grouped(rooms.ChannelShuffle),
    rooms.Chunk: Rule(any_shape, chunks),
    rooms.Upsample: Rule(spatial, upsamplings),
    rooms.PixelShuffle: Rule(spatial, shuffles),
    rooms.PixelUnshuffle: Rule(spatial, lambda x: st.builds(rooms.PixelUnshuffle, groups(*x.resolution))),
    rooms.Pad: Rule(spatial, pads),
    rooms.Crop: Rule(spatial, crops),
    rooms.PReLU: Rule(any_shape, lambda x: st.builds(rooms.PReLU, st.sampled_from([1, x.channels]))),
    **{kind: plain(kind) for kind in (
        rooms.ReLU, rooms.ReLU6, rooms.LeakyReLU, rooms.ELU, rooms.Sigmoid, rooms.HardSigmoid, rooms.Tanh,
        rooms.SiLU, rooms.HardSwish, rooms.GELU, rooms.Softplus, rooms.Mish,
        rooms.Heaviside,
    )},
}  # fmt: skip
