"""Leaves of tokens, windows and chunks against PyTorch: shapes, parameters, multiply-accumulates, places.

The modules are written here, each from PyTorch's own operations; PyTorch's FlopCounterMode counts them on the
meta device. What moves scalars about is run on numbered scalars, which arrive where its step says.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra import (
    ChannelShuffle,
    Chunk,
    ClassToken,
    FirstToken,
    Flatten,
    LocalResponseNorm,
    PatchMerging,
    PixelShuffle,
    PixelUnshuffle,
    PositionalEmbedding,
    Transpose,
    WindowAttention,
    WindowLinear,
)
from symalgebra.measures.wiring import wiring
from symalgebra.shape import Shape

pytestmark = pytest.mark.needs("torch")
torch = pytest.importorskip("torch")
few = settings(max_examples=12)
sides = st.integers(1, 12)


def windows(x, size):
    """(B, c, h, w) as (B*windows, size**2, c), the border filled with zeros."""
    h, w = x.shape[2:]
    x = torch.nn.functional.pad(x, (0, -w % size, 0, -h % size))
    b, c, h, w = x.shape
    split = x.reshape(b, c, h // size, size, w // size, size)
    return split.permute(0, 2, 4, 3, 5, 1).reshape(-1, size * size, c)


def joined(rows, x, size):
    """Windows as an image again, the border cut off."""
    h, w = (side + -side % size for side in x.shape[2:])
    split = rows.reshape(x.shape[0], h // size, w // size, size, size, -1)
    whole = split.permute(0, 5, 1, 3, 2, 4).reshape(x.shape[0], -1, h, w)
    return whole[:, :, : x.shape[2], : x.shape[3]]


class Attending(torch.nn.Module):
    """Attention within windows, as in Swin; with `hidden` as in its second version."""

    def __init__(self, heads, size, hidden=None):
        super().__init__()
        self.heads, self.size, self.hidden = heads, size, hidden
        positions = (2 * size - 1) ** 2
        if hidden is None:
            self.table = torch.nn.Parameter(torch.empty(positions, heads))
        else:
            layers = (torch.nn.Linear(2, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, heads, bias=False))
            self.network, self.scale = torch.nn.Sequential(*layers), torch.nn.Parameter(torch.empty(heads))
            self.places = torch.empty(positions, 2)

    def forward(self, x):
        table = self.table if self.hidden is None else self.network(self.places)
        rows = windows(x, self.size)
        b, n, c = rows.shape
        q, k, v = rows.reshape(b, n, 3, self.heads, c // 3 // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-2, -1)
        assert table.shape[1] == scores.shape[1]
        return joined((scores.softmax(-1) @ v).transpose(1, 2).reshape(b, n, c // 3), x, self.size)


def counted(module, x):
    """Output shape, parameters and multiply-accumulates of a module, on the meta device."""
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter:
        y = module(torch.empty(1, *x, device="meta"))
    return tuple(y.shape[1:]), sum(p.numel() for p in module.parameters()), counter.get_total_flops() // 2


@few
@given(st.integers(1, 3), st.integers(1, 4), st.integers(1, 5), st.none() | st.integers(1, 9), sides, sides)
def test_window_attention(heads, width, size, hidden, h, w):
    leaf, x = WindowAttention(heads, size, hidden), Shape((3 * heads * width, h, w))
    with torch.device("meta"):
        found = counted(Attending(heads, size, hidden), x)
    assert found == (leaf.out(x), leaf.weights(x), leaf.macs(x, leaf.out(x)))


@few
@given(st.integers(1, 8), st.integers(1, 8), st.integers(1, 5), st.booleans(), sides, sides)
def test_window_linear(c, width, size, bias, h, w):
    leaf, x = WindowLinear(width, size, bias), Shape((c, h, w))
    with torch.device("meta"):
        linear = torch.nn.Linear(c, width, bias)
    y, weights, macs = counted(linear_in(linear, size), x)
    assert (y, weights, macs) == (leaf.out(x), leaf.weights(x), leaf.macs(x, leaf.out(x)))


def linear_in(linear, size):
    class Within(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = linear

        def forward(self, x):
            return joined(self.linear(windows(x, size)), x, size)

    return Within()


@few
@given(st.integers(1, 8), st.integers(1, 9))
def test_tokens(c, t):
    x = Shape((c, t))
    token, places = ClassToken(), PositionalEmbedding()
    values = torch.empty(c, t, device="meta")
    with_token = torch.cat([torch.nn.Parameter(torch.empty(c, 1, device="meta")), values], 1)
    assert token.out(x) == tuple(with_token.shape)
    assert (token.weights(x), places.weights(x)) == (c, values.numel())
    assert places.out(x) == tuple((values + torch.nn.Parameter(values)).shape)
    assert FirstToken().out(token.out(x)) == tuple(with_token[:, 0].shape)
    assert Transpose().out(x) == tuple(values.T.shape)


@few
@given(st.integers(1, 9), st.integers(1, 7), sides)
def test_local_response_norm_reads_neighbouring_channels(c, size, r):
    """As many outputs change with one input as the fan-in says, in the middle of the channels."""
    leaf, x = LocalResponseNorm(size), Shape((c, r))
    layer, values = torch.nn.LocalResponseNorm(size, alpha=1.0), torch.ones(1, c, r, dtype=torch.float64)
    moved = values.clone()
    moved[0, c // 2, 0] = 2
    changed = (layer(values) != layer(moved)).nonzero()
    assert leaf.out(x) == tuple(layer(values).shape[1:])
    assert (leaf.weights(x), leaf.buffers(x)) == (0, 0)
    assert {place for _, _, place in changed.tolist()} == {0}
    assert len(changed) <= min(size, c)
    if size % 2 and c // 2 >= size // 2 and c - c // 2 > size // 2:
        assert len(changed) == size


# What moves scalars about: each output scalar is one input scalar, or none.


def arrives(leaf, x, operation):
    """The step of a leaf moves numbered scalars as PyTorch does."""
    x = Shape(x)
    numbers = torch.arange(1, x.numel + 1)
    expected = operation(numbers.reshape(1, *x))[0]
    assert leaf.out(x) == tuple(expected.shape)
    assert wiring(leaf, x, leaf.out(x))(numbers.tolist()) == expected.flatten().tolist()


@few
@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
def test_moves_of_channels(g, c, h, w):
    arrives(ChannelShuffle(g), (g * c, h, w), torch.nn.ChannelShuffle(g))
    for index in range(g):
        arrives(Chunk(g, index), (g * c, h, w), lambda v, index=index: v.chunk(g, 1)[index])


@few
@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_moves_between_channels_and_places(u, c, h, w):
    arrives(PixelShuffle(u), (c * u * u, h, w), torch.nn.PixelShuffle(u))
    arrives(PixelUnshuffle(u), (c, h * u, w * u), torch.nn.PixelUnshuffle(u))
    arrives(PatchMerging(u), (c, h * u, w * u), torch.nn.PixelUnshuffle(u))


@few
@given(st.integers(1, 5), st.integers(1, 6))
def test_moves_of_tokens(c, t):
    arrives(ClassToken(), (c, t), lambda v: torch.nn.functional.pad(v, (1, 0)))
    arrives(FirstToken(), (c, t), lambda v: v[:, :, 0])
    arrives(Transpose(), (c, t), lambda v: v.transpose(1, 2))
    arrives(Flatten(), (c, t), torch.nn.Flatten())
    arrives(Flatten(2), (c, t, 2), torch.nn.Flatten(2))


def test_patches_are_those_of_swin():
    """The four neighbours that torchvision joins, in another order of the channels."""
    x = torch.arange(2 * 4 * 6).reshape(2, 4, 6)
    swin = torch.cat([x[:, a::2, b::2] for b in (0, 1) for a in (0, 1)])
    ours = torch.nn.functional.pixel_unshuffle(x, 2)
    assert torch.equal(swin.sort(0).values, ours.sort(0).values)
