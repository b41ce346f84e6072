"""What every leaf must do, and what each says about itself."""

# ruff: noqa: F403, F405 (the whole vocabulary is under test)

import pickle
from copy import deepcopy
from importlib import import_module
from inspect import getmembers, isclass
from math import ceil, floor, prod
from pathlib import Path

import pytest

import symalgebra.leaves
from symalgebra.errors import NoClosedForm, ShapeError, SymalgebraError
from symalgebra.formula import Formula, formula, log2, size, substitute
from symalgebra.layer import Id, Layer
from symalgebra.leaves import *
from symalgebra.leaves import KINDS, Leaf
from symalgebra.leaves.windowless import Windowless
from symalgebra.measures import log2_intrinsic_power
from symalgebra.shape import POINT, Shape, Window, dims, shape

k, r, u, w = dims("k r u w")

# Every leaf with the channels and the rank that it reads: symbols w, k (even or odd) and r are at least 3.
SAMPLES = [
    (Conv(w, 3), 4 * w, 2),
    (Conv(w, (3, k), stride=(2, 1), padding="same"), 4 * w, 2),
    (Conv(2 * w, k, stride=2, padding=((1, 2), (0, k)), dilation=2, groups=2, bias=False), 4 * w, 2),
    (ConvTranspose(w, 3, stride=2, padding=1, output_padding=1), 4 * w, 2),
    (ConvTranspose(2 * w, k, stride=u, groups=2, bias=False, dilation=2), 4 * w, 1),
    (Linear(k), w, 2),
    (Linear(k, bias=False), w, 0),
    (Embedding(k, w), 1, 1),
    (Scale(), w, 2),
    (Scale(shared=True), w, 2),
    (Attention(2), 12 * w, 2),
    (Softmax(), w, 1),
    (Unembedding(k), w, 1),
    (PositionalEmbedding(), w, 1),
    (ClassToken(), w, 1),
    (FirstToken(), w, 1),
    (Transpose(), w, 1),
    (WindowLinear(k, u), w, 2),
    (WindowAttention(2, 4), 6 * w, 2),
    (WindowAttention(2, u, hidden=8), 6 * w, 2),
    (PatchMerging(2), w, 2),
    (LocalResponseNorm(5), w, 2),
    (Chunk(2, 1), 4 * w, 2),
    (MaxPool(3, stride=2, padding=1), w, 2),
    (MaxPool(2, ceil_mode=True), w, 2),
    (MaxPool(k, stride=u, padding="same"), w, 1),
    (AvgPool(2), w, 3),
    (AdaptiveAvgPool(3), w, 2),
    (AdaptiveAvgPool((k, None)), w, 2),
    (AdaptiveMaxPool(2), w, 2),
    (GlobalAvgPool(), w, 2),
    (GlobalMaxPool(), w, 2),
    (BatchNorm(), w, 2),
    (BatchNorm(affine=False, track_running_stats=False), w, 2),
    (LayerNorm(bias=False), w, 2),
    (GroupNorm(2), 2 * w, 2),
    (InstanceNorm(affine=True), w, 2),
    (InstanceNorm(track_running_stats=True), w, 2),
    (Dropout(p=0.25), w, 2),
    (Flatten(), w, 2),
    (Flatten(start_dim=2), w, 2),
    (ChannelShuffle(2), 4 * w, 2),
    (Upsample(2), w, 2),
    (Upsample(u, mode="trilinear"), w, 3),
    (PixelShuffle(u), u**2 * w, 2),
    (PixelUnshuffle(2), w, 2),
    (Pad(((1, 2), (k, 0))), w, 2),
    (Crop(1), w, 2),
    *((kind(), w, 1) for kind in (ReLU, ReLU6, LeakyReLU, ELU, Sigmoid, HardSigmoid, Tanh, SiLU)),
    *((kind(), w, 1) for kind in (HardSwish, GELU, Softplus, Mish, PReLU, Heaviside)),
    (PReLU(num_parameters=w), w, 1),
]
LEAVES = [leaf for leaf, _, _ in SAMPLES]
each_leaf = pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: type(leaf).__name__)
each_sample = pytest.mark.parametrize(("leaf", "c", "rank"), SAMPLES)
FACTS = ("fan_in", "weights", "buffers")
COUNTS = ("macs", "outputs", "flops")


def kinds():
    """Every class of the room."""
    for path in Path(symalgebra.leaves.__file__).parent.glob("*.py"):
        module = import_module(f"symalgebra.leaves.{path.stem}")
        for _, kind in getmembers(module, isclass):
            if issubclass(kind, Leaf) and kind.__module__ == module.__name__:
                yield kind


def test_every_final_leaf_is_sampled_named_and_exported():
    classes = set(kinds())
    abstract = {base for kind in classes for base in kind.__mro__[1:]}
    final = classes - abstract
    assert {type(leaf) for leaf in LEAVES} == final == set(KINDS.values())
    assert set(KINDS) | {"KINDS", "Leaf"} == set(symalgebra.leaves.__all__)
    assert all("Abstract" in kind.__doc__ for kind in classes & abstract)
    assert Windowless in abstract


@each_leaf
def test_text_reads_back(leaf):
    names = {name: dims(name) for name in "kruw"}
    assert eval(str(leaf), {**KINDS, **names}) == leaf


def test_text_is_what_was_written():
    assert str(Conv(w, 3, padding="same", bias=False)) == "Conv(w, 3, padding='same', bias=False)"
    assert str(Conv(2 * w, (3, 1), stride=1)) == "Conv(2*w, (3, 1))"
    assert str(Pad(((1, 2),))) == "Pad(((1, 2),))"
    assert str(MaxPool(3, 2, 1)) == repr(MaxPool(3, 2, 1)) == "MaxPool(3, stride=2, padding=1)"
    assert str(Conv(w, 1) >> ReLU()) == "Conv(w, 1) >> ReLU()"


@each_leaf
def test_a_leaf_is_a_value(leaf):
    assert leaf != Id
    assert pickle.loads(pickle.dumps(leaf)) == leaf
    assert hash(pickle.loads(pickle.dumps(leaf))) == hash(leaf)
    assert deepcopy(leaf) is leaf
    assert isinstance(leaf, Layer)
    with pytest.raises(AttributeError):
        leaf.stride = 2


def test_equal_leaves():
    assert Conv(w, 3) == Conv(formula(w), 3, padding=0)
    assert len({Conv(w, 3), Conv(formula(w), 3), Conv(w, 3, bias=False), ReLU(), ReLU(), ReLU6()}) == 4
    assert Conv(w, 3) != ConvTranspose(w, 3)
    assert Conv(w, 3).__eq__(3) is False


@each_leaf
def test_sizes_can_be_replaced(leaf):
    assert leaf.map_sizes(lambda value: value) == leaf
    numeric = leaf.map_sizes(lambda value: substitute(value, {"k": 3, "u": 2, "w": 5}))
    assert all(type(value) is int for value in numeric.sizes())
    assert numeric == leaf.subs(k=3, u=2, w=5)
    assert type(numeric) is type(leaf)


def test_a_replacement_must_be_valid():
    with pytest.raises(SymalgebraError, match="stride=0, but it must be at least 1"):
        Conv(8, 3, stride=u - 1).subs(u=1)
    assert set(Conv(w, (k, 3), padding=((1, u), (0, 0))).sizes()) == {0, 1, 3, size(w), size(k), size(u)}


@each_sample
@pytest.mark.parametrize("point", [{"k": 3, "u": 2, "w": 4, "r": 12}, {"k": 4, "u": 3, "w": 2, "r": 18}])
def test_a_formula_gives_the_numbers(leaf, c, rank, point):
    """m(f, x).subs(s) = m(f.subs(s), x.subs(s)) for every fact of every leaf."""
    x = shape((c, *[r] * rank))
    numeric, there = leaf.subs(**point), Shape(substitute(entry, point) for entry in x)
    y, z = leaf.out(x), numeric.out(there)
    assert tuple(value(entry, point) for entry in y) == z
    for fact in FACTS:
        assert value(getattr(leaf, fact)(x), point) == getattr(numeric, fact)(there), fact
    for fact in COUNTS:
        assert value(getattr(leaf, fact)(x, y), point) == getattr(numeric, fact)(there, z), fact
    assert all(value(demand, point) >= 1 for demand in leaf.demands(x))
    assert leaf.paths() == numeric.paths()


def value(f, point):
    return f.at({name: point[name] for name in f.names}) if isinstance(f, Formula) else f


class Blur(Leaf):
    kernel_size: int = 3

    def windows(self, x):
        return (Window(self.kernel_size, stride=2, left=1, right=1),) * x.rank


def test_a_leaf_of_the_user():
    blur = Blur(k)
    assert str(blur) == "Blur(kernel_size=k)"
    assert Blur().out((8, 7, 2 * r)) == (8, 4, r)
    assert Blur().demands(shape((8, 7, 2 * r))) == (r,)
    assert blur.subs(k=3) == Blur(3)
    assert Blur().weights(shape((8, 7, 7))) == 0
    assert "Blur" not in KINDS
    assert str(Blur() >> Conv(8, 1)) == "Blur() >> Conv(8, 1)"


def test_an_argument_cannot_be_named_as_a_fact():
    with pytest.raises(TypeError, match="every leaf has 'weights'"):

        class Heavy(Leaf):
            weights: int = 3


def test_a_leaf_has_no_constructor_of_its_own():
    with pytest.raises(TypeError, match="Own: arguments of a leaf are annotations"):

        class Own(Leaf):
            def __init__(self, width):
                self.width = width


@pytest.mark.parametrize(("given", "message"), [
    (None, r"Stating\(\) states the shape \(None, 8\): None is no exact value"),
    (2.5, r"states the shape \(2.5, 8\): 2.5 is no exact value"),
])  # fmt: skip
def test_a_fact_that_is_no_size(given, message):
    class Stating(Leaf):
        def channels(self, x):
            return given

    with pytest.raises(TypeError, match=message):
        Stating().out((3, 8))


def test_a_fact_may_be_an_expression_of_sympy():
    class Twice(Leaf):
        def channels(self, x):
            return 2 * dims("w")

    assert Twice().out((3, 8)) == (2 * dims("w"), 8)
    assert type(Twice().out((3, 8))[0]) is Formula


def test_a_demand_of_its_own():
    assert InstanceNorm().demands(shape((3, r, r))) == (r, r, r**2 - 1)
    assert InstanceNorm(track_running_stats=True).demands(shape((3, r, 4))) == (r,)
    assert InstanceNorm().demands(shape((3, 5, 4))) == ()


def test_windows_of_the_wrong_number():
    class Odd(Leaf):
        def windows(self, x):
            return (Window(3),)

    with pytest.raises(ShapeError, match="windows for 1 spatial dimensions, the input has 2"):
        Odd().out((3, 9, 9))


def test_annotations_say_what_an_argument_may_be():
    class Any_(Leaf, least={"shift": -2}):
        shift: "int" = 0
        mode: str | None = None
        both: "bool | int" = False
        rate: "float | None" = None

    assert str(Any_(-2, "x", True, 1)) == "Any_(shift=-2, mode='x', both=True, rate=1.0)"
    assert Any_(both=3).both == 3
    for bad in (
        {"shift": -3},
        {"shift": "x"},
        {"shift": None},
        {"mode": 1.5},
        {"rate": "x"},
        {"shift": (1, 2)},
    ):
        with pytest.raises(SymalgebraError, match=rf"Any_: {next(iter(bad))}="):
            Any_(**bad)


BAD = [
    (lambda: Conv(0, 3), "Conv: out_channels=0, but it must be at least 1"),
    (lambda: Conv(8, 0), "Conv: kernel_size=0, but it must be at least 1"),
    (lambda: Conv(8, (3, 0)), r"Conv: kernel_size=\(3, 0\), but it must be at least 1"),
    (lambda: Conv(8, 3, stride=0), "Conv: stride=0, but"),
    (lambda: Conv(8, 3, stride=-2), "Conv: stride=-2, but"),
    (lambda: Conv(8, 3, padding=-1), "Conv: padding=-1, but it must be at least 0"),
    (lambda: Conv(8, 3, dilation=0), "Conv: dilation=0, but"),
    (lambda: Conv(8, 3, groups=0), "Conv: groups=0, but"),
    (lambda: Conv(-w, 3), "Conv: out_channels=-w, but it must be at least 1"),
    (lambda: Conv(8.0, 3), "Conv: out_channels=8.0, but it must be an integer, a symbol or a formula"),
    (lambda: Conv(8, 2.5), "Conv: kernel_size=2.5, but"),
    (lambda: Conv(w / w / 2, 3), "Conv: out_channels=1/2, but it must be an integer"),
    (lambda: Conv(True, 3), "Conv: out_channels=True, but"),
    (lambda: Conv("8", 3), "Conv: out_channels='8', but"),
    (lambda: Conv((8, 8), 3), r"Conv: out_channels=\(8, 8\), but"),
    (lambda: Conv(8, None), "Conv: kernel_size=None, but"),
    (lambda: Conv(8, 3, bias=1), "Conv: bias=1, but it must be True or False"),
    (lambda: Conv(8, 3, padding="some"), "padding='some' is unknown: 'same' or 'valid'"),
    (lambda: Conv(8, 3, padding=("same", 1)), "'same' is no size or pair"),
    (lambda: Conv(8, 3, padding=((1, 2, 3),)), r"\(1, 2, 3\) is no size or pair"),
    (lambda: Conv(8, 3, groups=3), r"Conv\(8, 3, groups=3\): 3 does not divide the output channels 8"),
    (lambda: Conv(2 * w + 1, 3, groups=2), r"2 does not divide the output channels 2\*w \+ 1"),
    (lambda: ConvTranspose(8, 3, padding="same"), "ConvTranspose: padding='same', but"),
    (lambda: MaxPool(3, padding=2), r"MaxPool\(3, padding=2\): padding 2 is more than half of the kernel 3"),
    (lambda: AvgPool((3, 5), padding=((1, 1), (2, 3))), "padding 3 is more than half of the kernel 5"),
    (lambda: Upsample(2, mode="cubic"), "mode is one of 'nearest', 'linear', 'bilinear', 'trilinear'"),
    (lambda: Upsample(2, align_corners=True), "align_corners goes with the linear modes"),
    (lambda: Flatten(w), "start_dim is a number"),
    (lambda: Chunk(2, 2), "index 2 is beyond the last of 2 chunks"),
    (lambda: Dropout(1.5), "p is a probability"),
    (lambda: Dropout("x"), "Dropout: p='x', but it must be a number"),
    (lambda: GELU("erf"), "approximate is 'none' or 'tanh'"),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=[message for _, message in BAD])
def test_bad_arguments(make, message):
    with pytest.raises(SymalgebraError, match=message):
        make()


UNREADABLE = [
    (Conv(8, 3), (3, 2, 9), r"Conv\(8, 3\) cannot read \(3, 2, 9\): a window over 3 does not fit into 2"),
    (
        Conv(8, 3, dilation=2, padding=1),
        (3, 2),
        "a window over 5 does not fit into 2 with 1 and 1 at its ends",
    ),
    (Conv(8, 3), (3,), "at least one spatial dimension"),
    (Conv(8, (3, 3)), (3, r), "is for 2 spatial dimensions, the input has 1 spatial dimension"),
    (Conv(8, 3, groups=4), (6, 9), "4 does not divide the channels 6"),
    (Conv(8, 3, groups=4), (4 * w + 2, 9), r"4 does not divide the channels 4\*w \+ 2"),
    (ConvTranspose(8, 1, padding=1), (3, 2), r"padding 1 \+ 1 leaves nothing of 2"),
    (ConvTranspose(8, 3, 2, 0, 2), (3, 4), "output_padding 2 is not less than stride or dilation"),
    (MaxPool(2), (3, 1), "a window over 2 does not fit into 1"),
    (GlobalAvgPool(), (3,), "at least one spatial dimension"),
    (AdaptiveAvgPool((1, 1)), (3, r), "is for 2 spatial dimensions"),
    (InstanceNorm(), (3, 1, 1), "more than one position"),
    (GroupNorm(4), (6, r), "4 does not divide the channels 6"),
    (PReLU(3), (4, r), "3 parameters are neither 1 nor the channels 4"),
    (PixelShuffle(2), (6, r, r), "4 does not divide the channels 6"),
    (PixelUnshuffle(2), (6, 4, 5), "2 does not divide the resolution 5"),
    (Upsample(2, mode="bilinear"), (3, r), "'bilinear' is for 2 spatial dimensions, not 1"),
    (ChannelShuffle(4), (6, r), "4 does not divide the channels 6"),
    (Flatten(start_dim=3), (6, r), "beyond its last dimension 2"),
    (Attention(2), (8, r), "3 does not divide the channels 8"),
    (Attention(5), (12, r), "5 does not divide the width of the values 4"),
    (Embedding(9, 8), (2, r), "one channel of integers, and the input has 2"),
    (Chunk(2, 0), (5, r), "2 does not divide the channels 5"),
    (ClassToken(), (4, r, r), "reads a sequence"),
    (WindowAttention(5, 7), (12, r, r), "5 does not divide the width of the values 4"),
    (Crop(2), (3, 4), "does not fit into 4 with -2 and -2 at its ends"),
    (ReLU(), (0, 4), "no shape"),
]


@pytest.mark.parametrize(
    ("leaf", "x", "message"), UNREADABLE, ids=[f"{leaf} {x}" for leaf, x, _ in UNREADABLE]
)
def test_unreadable_shapes(leaf, x, message):
    with pytest.raises(ShapeError, match=message):
        leaf.out(x)


@pytest.mark.parametrize("r", range(1, 12))
@pytest.mark.parametrize("kernel", range(1, 5))
@pytest.mark.parametrize("stride", range(1, 5))
def test_same_padding(r, kernel, stride):
    """TensorFlow's rule, from its documentation of `tf.nn.convolution`."""
    (window,) = Conv(1, kernel, stride=stride, padding="same").windows(shape((1, r)))
    assert window.out(r) == ceil(r / stride)
    assert window.left == max(0, (ceil(r / stride) - 1) * stride + kernel - r) // 2


def test_same_padding_of_symbols():
    (window,) = Conv(w, k, stride=u, padding="same").windows(shape((3, r)))
    for numbers in ({"k": 5, "u": 2}, {"k": 2, "u": 3}, {"k": 3, "u": 1}, {"k": 7, "u": 3}):
        for size_ in (11, 12, 13):
            (there,) = Conv(1, numbers["k"], stride=numbers["u"], padding="same").windows(shape((3, size_)))
            assert value(window.left, {**numbers, "r": size_}) == there.left
    assert Conv(w, 3, padding="same").out((3, r, r)) == (w, r, r)


def test_convolutions_count():
    x = shape((6, 8, 8))
    conv = Conv(4, 3, padding=1, groups=2)
    y = conv.out(x)
    assert (conv.fan_in(x), conv.weights(x), conv.macs(x, y)) == (27, 4 * 27 + 4, 27 * 256)
    assert (conv.outputs(x, y), conv.flops(x, y)) == (256, 2 * 27 * 256 + 256)
    up = ConvTranspose(4, 2, stride=2, groups=2)
    y = up.out(x)
    assert (up.weights(x), up.macs(x, y)) == (6 * 2 * 4 + 4, 384 * 2 * 4)
    assert up.fan_in(x) == 3  # each output reads one tap of 3 channels
    assert up.flops(x, y) == 2 * up.macs(x, y) + 4 * 16 * 16


def test_attention_counts():
    x = shape((12, 5))
    attention = Attention(2)
    y = attention.out(x)
    assert y == (4, 5)
    assert attention.macs(x, y) == 2 * 25 * 4
    assert attention.outputs(x, y) == 2 * 25 + 20
    assert attention.flops(x, y) == 2 * 200 + 50 + 2 * 5 * 14
    assert attention.fan_in(x) == 5 + 2 * 2 * 5
    assert attention.paths() == 3


@pytest.mark.parametrize("t", range(1, 8))
@pytest.mark.parametrize("r", range(1, 15))
def test_adaptive_windows(r, t):
    covered = [ceil((i + 1) * r / t) - floor(i * r / t) for i in range(t)]
    x = shape((3, r, 2 * t))
    mean, greatest = AdaptiveAvgPool(t), AdaptiveMaxPool(t)
    y = mean.out(x)
    assert mean.flops(x, y) == sum(covered) * 2 * t * 3
    assert greatest.flops(x, y) == sum(covered) * 2 * t * 3 - 3 * t * t
    assert mean.fan_in(x) == formula(sum(covered)) * 2 / t


@pytest.mark.parametrize("t", [2, 7, 12])
def test_adaptive_windows_of_a_symbolic_line(t):
    """Their length has a term for each divisor of t and not for each window, and its logarithm is one."""
    mean = AdaptiveAvgPool(t)
    side = formula(mean.spans(shape((3, r)))[0])
    assert len(side.terms) == 2 * sum(t % d == 0 for d in range(2, t + 1)) + 1
    for v in range(1, 40):
        assert side.at(r=v) * t == sum(ceil((i + 1) * v / t) - floor(i * v / t) for i in range(t))
    assert log2_intrinsic_power(mean, (3, r, r)) == 2 * formula(log2(side))


def test_other_counts():
    x = shape((4, 6, 6))
    y = MaxPool(2).out(x)
    assert (MaxPool(2).flops(x, y), AvgPool(2).flops(x, y)) == (3 * 36, 4 * 36)
    assert GlobalAvgPool().flops(x, GlobalAvgPool().out(x)) == x.numel
    assert GlobalMaxPool().flops(x, GlobalMaxPool().out(x)) == x.numel - 4
    assert BatchNorm().flops(x, x) == 2 * x.numel
    assert LayerNorm().flops(x, x) == 7 * x.numel + 4 * 36
    assert GroupNorm(2).flops(x, x) == 7 * x.numel + 4 * 2
    assert Softmax().flops(x, x) == 36 * (4 + 3 + 4)
    assert Upsample(2, mode="bilinear").flops(x, shape((4, 12, 12))) == 7 * 4 * 144
    assert [leaf.flops(x, x) for leaf in (ReLU(), GELU(), Scale(), Dropout())] == [144, 144, 144, 0]
    assert Embedding(10, 8).out((7,)) == Embedding(10, 8).out((1, 7)) == (8, 7)


def test_what_a_receptive_field_passes_over():
    for leaf in (
        GlobalAvgPool(),
        AdaptiveAvgPool(2),
        Linear(3),
        Flatten(),
        BatchNorm(),
        LayerNorm(),
        Softmax(),
    ):
        assert leaf.reach(shape((4, r, r))) == (POINT, POINT)


BOUNDLESS = [
    Upsample(u),
    PixelShuffle(u),
    ConvTranspose(4, 3, u),
    Attention(2),
    ConvTranspose(4, k, 2, dilation=2),
]


@pytest.mark.parametrize("leaf", [*BOUNDLESS, Upsample(2, mode="linear", align_corners=True)], ids=str)
def test_reaches_without_a_closed_form(leaf):
    with pytest.raises(NoClosedForm):
        leaf.reach(shape((12 * w, r)))


def test_reach_of_a_symbolic_kernel():
    (reach,) = ConvTranspose(w, k, stride=2, padding=1).reach(shape((3, r)))
    for kernel in range(2, 7):
        (there,) = ConvTranspose(1, kernel, stride=2, padding=1).reach(shape((3, 9)))
        assert tuple(value(low, {"k": kernel}) for low in reach.low) == there.low
        assert reach.high == there.high


def test_enlarging_leaves_slide_no_window():
    with pytest.raises(NoClosedForm, match="slides no window"):
        Upsample(2).windows(shape((3, r)))


def test_weighted_and_nonlinear():
    assert {name for name, kind in KINDS.items() if kind.weighted} == {
        "Conv",
        "ConvTranspose",
        "Linear",
        "Unembedding",
        "WindowLinear",
    }
    assert {kind.__module__.rpartition(".")[2] for kind in KINDS.values() if kind.nonlinear} == {
        "activation",
        "attention",
    }
    assert prod(ReLU().out((3, 4, 4))) == 48
