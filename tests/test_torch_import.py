"""Networks from PyTorch modules: parameters, statistics and shapes are those of the module on the meta device."""

import pytest

from symalgebra import (
    Attention,
    BatchNorm,
    ChannelShuffle,
    Conv,
    GlobalAvgPool,
    Id,
    Linear,
    ReLU,
    Sigmoid,
    buffers,
    depth,
    dims,
    from_torch,
    macs,
    params,
    parse,
)
from symalgebra.errors import ImportFailed, ShapeError, UnsupportedLayer
from symalgebra.shape import Bundle, shape

torch = pytest.importorskip("torch")
nn, F = torch.nn, torch.nn.functional
pytestmark = pytest.mark.needs("torch")
R, W = dims("r w")


def agree(module, *inputs):
    """The network of a module: both have one number of parameters and statistics, and one output shape."""
    x = inputs[0] if len(inputs) == 1 else inputs
    net = from_torch(module, x)
    with torch.no_grad():
        y = module.eval()(*(torch.empty(2, *s, device="meta") for s in inputs))
    several = y if isinstance(y, tuple) else (y,)
    expected = tuple(tuple(one.shape[1:]) for one in several)
    found = net.out(x)
    assert (found.parts if isinstance(found, Bundle) else (found,)) == expected
    assert params(net, x) == sum(p.numel() for p in module.parameters())
    assert buffers(net, x) == sum(b.numel() for b in module.buffers() if b.ndim)
    assert parse(str(net)) == net
    return net


class Block(nn.Module):
    def __init__(self, c, o, stride=1):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(c, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        self.relu = nn.ReLU(inplace=True)
        self.down = None
        if stride > 1 or c != o:
            self.down = nn.Sequential(nn.Conv2d(c, o, 1, stride, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        identity = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.down is not None:
            identity = self.down(x)
        out += identity
        return self.relu(out)


def resnet():
    stem = [nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    blocks = [Block(8, 8), Block(8, 8), Block(8, 16, 2), Block(16, 16)]
    return nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Linear(16, 10))


def meta(make, *arguments, **keywords):
    with torch.device("meta"):
        return make(*arguments, **keywords)


def test_a_residual_network_is_a_term():
    net = agree(meta(resnet), (3, 64, 64))
    assert "Graph" not in str(net)
    assert depth(net, (3, 64, 64)) == 10
    block = (
        Conv(8, 3, padding=1, bias=False)
        >> BatchNorm()
        >> ReLU()
        >> Conv(8, 3, padding=1, bias=False)
        >> BatchNorm()
    )
    assert block + Id in list(net.parts())


def test_the_resolution_may_be_a_symbol():
    net = from_torch(meta(resnet), (3, 32 * R, 32 * R))
    assert macs(net, (3, 32 * R, 32 * R)).at(r=2) == macs(from_torch(meta(resnet), (3, 64, 64)), (3, 64, 64))


class Gate(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(c, c // 4), nn.ReLU(), nn.Linear(c // 4, c), nn.Sigmoid())

    def forward(self, x):
        b, c, _, _ = x.size()
        return x * self.fc(F.adaptive_avg_pool2d(x, 1).view(b, c)).view(b, c, 1, 1)


def test_squeeze_and_excitation():
    net = agree(meta(Gate, 16), (16, 9, 9))
    assert net == Id * (GlobalAvgPool() >> Linear(4) >> ReLU() >> Linear(16) >> Sigmoid())


class Shuffled(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.branch = nn.Sequential(nn.Conv2d(c // 2, c // 2, 3, 1, 1, groups=c // 2), nn.BatchNorm2d(c // 2))

    def forward(self, x):
        one, two = x.chunk(2, dim=1)
        out = torch.cat((one, self.branch(two)), dim=1)
        b, c, h, w = out.size()
        return torch.transpose(out.view(b, 2, c // 2, h, w), 1, 2).contiguous().view(b, c, h, w)


def test_channels_are_split_and_shuffled():
    net = agree(meta(Shuffled, 12), (12, 7, 7))
    assert ChannelShuffle(2) in list(net.parts())


class ConvNeXt(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.dw, self.norm = nn.Conv2d(c, c, 7, padding=3, groups=c), nn.LayerNorm(c)
        self.up, self.act, self.down = nn.Linear(c, 4 * c), nn.GELU(), nn.Linear(4 * c, c)
        self.gamma = nn.Parameter(torch.ones(c))

    def forward(self, x):
        y = self.norm(self.dw(x).permute(0, 2, 3, 1))
        return x + (self.gamma * self.down(self.act(self.up(y)))).permute(0, 3, 1, 2)


def test_channels_at_the_end():
    agree(meta(ConvNeXt, 24), (24, 14, 14))


class Encoder(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.ln1, self.att = nn.LayerNorm(d), nn.MultiheadAttention(d, heads, batch_first=True)
        self.ln2, self.mlp = (
            nn.LayerNorm(d),
            nn.Sequential(nn.Linear(d, 2 * d), nn.GELU(), nn.Linear(2 * d, d)),
        )

    def forward(self, x):
        y = self.ln1(x)
        y, _ = self.att(y, y, y, need_weights=False)
        x = x + y
        return x + self.mlp(self.ln2(x))


class Transformer(nn.Module):
    def __init__(self, d=12, side=32, patch=8):
        super().__init__()
        self.patches = nn.Conv2d(3, d, patch, patch)
        self.token = nn.Parameter(torch.zeros(1, 1, d))
        self.places = nn.Parameter(torch.zeros(1, (side // patch) ** 2 + 1, d))
        self.layers = nn.Sequential(Encoder(d, 3), Encoder(d, 3))
        self.norm, self.head = nn.LayerNorm(d), nn.Linear(d, 10)

    def forward(self, x):
        n = x.shape[0]
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(n, -1, -1), x], dim=1) + self.places
        return self.head(self.norm(self.layers(x))[:, 0])


def test_a_vision_transformer():
    net = from_torch(meta(Transformer), (3, 32, 32))
    assert params(net, (3, 32, 32)) == sum(p.numel() for p in Transformer().parameters())
    assert net.out((3, 32, 32)) == (10,)
    assert str(net).count(str(Attention(3))) == 2


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1)
        self.other = nn.Conv2d(4, 4, 3, padding=1)
        self.other.weight, self.other.bias = self.conv.weight, self.conv.bias

    def forward(self, x):
        return self.other(F.relu(self.conv(self.conv(x))))


def test_weights_that_are_shared_count_once():
    net = agree(meta(Tied), (4, 6, 6))
    assert macs(net, (4, 6, 6)) == 3 * 9 * 16 * 36


class Half(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Linear(4, 4), nn.Linear(4, 4)
        self.two.weight = self.one.weight

    def forward(self, x):
        return self.two(self.one(x))


class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.image, self.text = nn.Conv2d(3, 8, 3), nn.Linear(5, 8)
        self.head = nn.Linear(8, 4)

    def forward(self, image, text, mask=None):
        seen = torch.mean(self.image(image), (2, 3))
        joint = seen * self.text(text)
        return self.head(joint), joint


def test_several_inputs_and_outputs():
    net = agree(meta(Two), (3, 8, 8), (5,))
    assert net.out(((3, R, R), (5,))) == ((4,), (8,))


MODULES = [
    (lambda: nn.ConvTranspose2d(4, 6, 3, 2, 1, output_padding=1, groups=2), (4, 5, 5)),
    (lambda: nn.Conv1d(4, 6, 3, padding="same", dilation=2), (4, 9)),
    (lambda: nn.Sequential(nn.Conv3d(2, 4, (1, 3, 3)), nn.InstanceNorm3d(4, affine=True), nn.AvgPool3d(2)), (2, 6, 7, 7)),
    (lambda: nn.Sequential(nn.GroupNorm(2, 4), nn.PReLU(4), nn.MaxPool2d(2, ceil_mode=True)), (4, 5, 5)),
    (lambda: nn.Sequential(nn.Upsample(scale_factor=2, mode="bilinear"), nn.PixelUnshuffle(2)), (4, 5, 5)),
    (lambda: nn.Sequential(nn.AdaptiveAvgPool2d((2, 3)), nn.Dropout2d(), nn.Softmax(dim=1), nn.Identity()), (4, 5, 5)),
    (lambda: nn.Sequential(nn.Flatten(), nn.Linear(36, 8), nn.BatchNorm1d(8), nn.Hardswish(), nn.Softplus()), (4, 3, 3)),
    (lambda: nn.Sequential(nn.ZeroPad2d((1, 2, 0, 1)), nn.LocalResponseNorm(3), nn.ELU(), nn.Hardsigmoid()), (4, 3, 3)),
    (lambda: nn.Sequential(nn.Linear(6, 8), nn.ReLU6(), nn.Linear(8, 3)), (6,)),
]  # fmt: skip


@pytest.mark.parametrize(("make", "x"), MODULES)
def test_modules(make, x):
    agree(meta(make), x)


class Functional(nn.Module):
    def forward(self, x):
        x = F.max_pool2d(F.leaky_relu(x, 0.2), 2, stride=1, padding=1)
        x = F.avg_pool2d(F.silu(x), 2) + F.interpolate(F.adaptive_avg_pool2d(x, 1), size=(3, 3))
        return torch.flatten(F.dropout(F.pixel_shuffle(x.sigmoid().tanh(), 2), 0.1), 1)


def test_functions():
    net = agree(Functional(), (4, 5, 5))
    assert "LeakyReLU(negative_slope=0.2)" in str(net)
    assert "Dropout(p=0.1)" in str(net)


class Branching(nn.Module):
    def forward(self, x):
        return x if x.sum() > 0 else -x


class Sorted(nn.Module):
    def forward(self, x):
        return torch.sort(x)


class Doubled(nn.Module):
    def forward(self, x):
        return 2 * x


@pytest.mark.parametrize(
    ("module", "x", "kind", "message"),
    [
        (Branching, (3,), ImportFailed, "Branching cannot be traced: .*; export it to ONNX"),
        (Sorted, (3,), UnsupportedLayer, "sort at 'sort'"),
        (Doubled, (3,), UnsupportedLayer, "mul at 'mul': mul of a tensor and a constant"),
        (Half, (4,), UnsupportedLayer, "Linear at 'two': it shares some of its weights"),
        (lambda: nn.Sequential(nn.LSTM(3, 4)), (3,), UnsupportedLayer, "LSTM at '0': no leaf here is this module"),
        (lambda: nn.Conv2d(3, 4, 3), (5, 8, 8), ShapeError, "weights for 3 channels, and the input has 5"),
        (lambda: nn.Linear(3, 4), (5,), ShapeError, "weights for 3 features"),
        (lambda: nn.Conv2d(3, 4, 9), (3, 8, 8), ShapeError, "does not fit"),
        (lambda: nn.Conv2d(3, 4, 3, padding=1, padding_mode="reflect"), (3, 8, 8), UnsupportedLayer, "padding_mode"),
        (lambda: nn.LayerNorm(8), (4, 8, 8), UnsupportedLayer, "only of channels at the end"),
        (lambda: 3, (3,), ImportFailed, "a torch.nn.Module is expected, not int"),
        (Tied, ((4, 6, 6), (4, 6, 6)), ImportFailed, "forward takes 1 tensors, and 2 shapes"),
    ],
)  # fmt: skip
def test_what_is_no_network(module, x, kind, message):
    with pytest.raises(kind, match=message):
        from_torch(module(), x)


def test_a_shape_that_is_none():
    assert shape((3, 8, 8)) == (3, 8, 8)
    with pytest.raises(ShapeError):
        from_torch(meta(nn.Linear, 3, 4), (0,))
