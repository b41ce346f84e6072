"""Layer complexity, intrinsic power and what belongs to them: definitions, laws, exact counts of paths."""

from contextlib import suppress
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import log2, prod
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra import (
    AdaptiveAvgPool,
    Attention,
    AvgPool,
    BatchNorm,
    ChannelShuffle,
    Conv,
    ConvTranspose,
    Crop,
    Dropout,
    Embedding,
    Flatten,
    GlobalAvgPool,
    GlobalMaxPool,
    Id,
    LayerNorm,
    Leaf,
    Linear,
    MaxPool,
    Nest,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    ReLU,
    Repeat,
    Scale,
    Softmax,
    Upsample,
    baldi_vershynin_capacity,
    bottleneck,
    compression,
    compression_profile,
    depth,
    dims,
    intrinsic_power,
    layer_complexity,
    leaves,
    log2_intrinsic_power,
    log2_layer_complexity,
    measure,
    memory_equivalent_capacity,
    paths,
    zoo,
)  # fmt: skip
from symalgebra.algebra import COST
from symalgebra.errors import NoClosedForm, NoRule, ShapeError
from symalgebra.formula import formula, multiply, product_over
from symalgebra.formula.clearing import cleared
from symalgebra.graph import Graph
from symalgebra.graph.network import JUNCTIONS
from symalgebra.layer import Concat, Product, Series, Sum
from symalgebra.measures.neurons import neuron_paths
from symalgebra.shape import Shape, Window
from symalgebra.strategies.anywhere import I, blocks, networks

M = dims("m", min=0)
N, C, K, R, W, Q, S, T, H = dims("n C k r w q s t h")
LOGS = {layer_complexity: log2_layer_complexity, intrinsic_power: log2_intrinsic_power}
POINT = {"w": 3, "r": 23, "C": 2}


class Blur(Leaf):
    """A leaf of a user's: only its window is stated."""

    def windows(self, x):
        return (Window(3, stride=2, left=1, right=1),) * x.rank

    def fan_in(self, x):
        return 3**x.rank


# Leaves, by their definitions.

DENSE = [
    # leaf, input, intrinsic power, layer complexity
    (Conv(W, K), (C, R), K * C, W * K * (R - K + 1) / R),
    (Conv(W, 3, padding=1), (C, R, R), 9 * C, 9 * W),
    (Conv(W, 3, stride=2, padding=1), (C, 2 * R, 2 * R), 9 * C, 9 * W / 4),
    (Conv(C, 5, padding=2, groups=C), (C, R, R), 25, 25),
    (Conv(8 * W, 3, padding=1, groups=4), (4 * C, R, R, R), 27 * C, 27 * 2 * W),
    (ConvTranspose(W, 2, stride=2), (C, R, R), C, 4 * W),
    (ConvTranspose(W, 3, stride=2), (C, R), 3 * C * R / (2 * R + 1), 3 * W),
    (Linear(W), (C,), C, W),
    (Linear(W), (C, R, R), C, W),
    (MaxPool(2), (C, 2 * R, 2 * R), 4, 1),
    (MaxPool(3, stride=2, padding=1), (C, 2 * R, 2 * R), 9, Fraction(9, 4)),
    (AvgPool(3, stride=1, padding=1), (C, R), 3, 3),
    (GlobalAvgPool(), (C, R, S), R * S, 1),
    (GlobalMaxPool(), (C, R), R, 1),
    (AdaptiveAvgPool(7), (C, 7 * R, 7 * R), R**2, 1),
    (Upsample(2), (C, R, R), 1, 4),
    (Upsample(3, mode="bilinear"), (C, R, R), 4, 36),
    (Pad(1), (C, R), 1, (R + 2) / R),
    (Crop(1), (C, R + 2), 1, R / (R + 2)),
    (Embedding(1000, W), (R,), 1, W),
    (Attention(2), (6 * H, T), T + 2 * H * T, (T + 2 * H * T) / 3),
    (Attention(1), (3 * H, R, S), R * S * (2 * H + 1), R * S * (2 * H + 1) / 3),
    (Blur(), (C, 2 * R, 2 * R), 9, Fraction(9, 4)),
]  # fmt: skip
POINTWISE = [
    BatchNorm(), LayerNorm(), ReLU(), Softmax(), Dropout(), Scale(), Flatten(), ChannelShuffle(2),
    PixelShuffle(2), PixelUnshuffle(2), Id,
]  # fmt: skip


@pytest.mark.parametrize(("leaf", "x", "power", "complexity"), DENSE)
def test_leaves(leaf, x, power, complexity):
    assert intrinsic_power(leaf, x) == power
    assert layer_complexity(leaf, x) == complexity


@pytest.mark.parametrize("leaf", POINTWISE, ids=str)
def test_pointwise_leaves_and_reshapes_pass_what_they_read(leaf):
    x = (4 * C, 2 * R, 2 * R)
    assert intrinsic_power(leaf, x) == layer_complexity(leaf, x) == 1
    assert log2_layer_complexity(leaf, x) == log2_intrinsic_power(leaf, x) == 0


# The rules, each measure by itself, on numbers: no carrier, no projection.


def textbook(series, beside, concat):
    return COST.with_rules(
        series=multiply,
        sum=beside,
        concat=concat,
        product=series,
        repeat=product_over,
        nest=None,
    )


def widened(values, outs):
    """C of a gate: what leaves its 1x1 output reaches every position."""
    largest = next((y for y in outs if any(d != 1 for d in y.resolution)), outs[0]).numel
    parts = [formula(v) * largest / y.numel for v, y in zip(values, outs, strict=True)]
    return sum(parts, formula(0)).size()


def added(values, outs):
    return sum(map(formula, values), formula(0)).size()


def weighted(values, outs):
    """P of a concat: the mean, weighted by the outputs."""
    parts = [formula(v) * y.numel for v, y in zip(values, outs, strict=True)]
    return (sum(parts, formula(0)) / sum(y.numel for y in outs)).size()


@measure(textbook(widened, added, added))
def complexity_by_the_book(leaf, x, y):
    return (formula(leaf.fan_in(x)) * y.numel / x.numel).size()


@measure(textbook(added, added, weighted))
def power_by_the_book(leaf, x, y):
    return leaf.fan_in(x)


def unfolded(net):
    """The network without graphs: what several nodes read is written out for each, as routes are counted."""
    if isinstance(net, Graph):
        terms = [Id]
        for node, layer in zip(net.wiring, net.layers, strict=True):
            read = [terms[source] for source in node.sources]
            terms.append(JUNCTIONS[node.join].of(read) if node.join else read[0] >> unfolded(layer))
        return terms[-1]
    children = net.children()
    return type(net).made(net.label(), tuple(map(unfolded, children))) if children else net


def numeric(net):
    return net.subs(w=POINT["w"])


def number(f, /, **point):
    f = formula(f)
    return f.at({name: value for name, value in {**POINT, **point}.items() if name in f.names})


@settings(max_examples=60)
@given(net=networks(), r=st.integers(4, 24))
def test_the_rules_of_theory(net, r):
    net, x = numeric(net), (2, r, r + 1)
    try:
        net.out(x)
    except ShapeError:
        return
    assert layer_complexity(net, x) == complexity_by_the_book(net, x)
    assert intrinsic_power(net, x) == power_by_the_book(net, x)


# Laws


@settings(max_examples=60)
@given(net=networks())
def test_conservation(net):
    """N_in * C = N_out * P, for all values of the symbols."""
    x = Shape((2, formula(R), 19))
    try:
        y = net.out(x)
        c, p = layer_complexity(net, x), intrinsic_power(net, x)
    except (ShapeError, NoClosedForm):
        return
    assert number(x.numel * c) == number(y.numel * p)
    with suppress(NoClosedForm):  # the sign of a size is not known
        left, right = cleared(x.numel * c, y.numel * p)
        assert left == right


@settings(max_examples=40)
@given(net=networks())
def test_net_compression_is_power_less_complexity(net):
    """In bits, and the logarithms are those of the values."""
    x = (2, R, 19)
    try:
        bits = compression(net, x)
        found = {m: (number(m(net, x)), number(of(net, x))) for m, of in LOGS.items()}
    except (ShapeError, NoClosedForm):
        return
    for value, logarithm in found.values():
        assert logarithm == pytest.approx(log2(value.numerator) - log2(value.denominator), abs=1e-9)
    difference = found[intrinsic_power][1] - found[layer_complexity][1]
    assert difference == pytest.approx(number(bits), abs=1e-9)


@settings(max_examples=40)
@given(f=networks(), g=networks())
def test_homomorphism(f, g):
    """C and P multiply in series, and their logarithms and the compression add up (it telescopes)."""
    x = (2, R, 19)
    try:
        middle = f.out(x)
        g.out(middle)
        for m, of in LOGS.items():
            whole, parts = m(f >> g, x), m(f, x) * m(g, middle)
            assert cleared(whole)[0] == cleared(parts)[0] or number(whole) == number(parts)
            assert number(of(f >> g, x)) == pytest.approx(number(of(f, x)) + number(of(g, middle)), abs=1e-9)
        assert compression(f >> g, x) == compression(f, x) + compression(g, middle)
    except (ShapeError, NoClosedForm):
        return


@settings(max_examples=40)
@given(body=blocks(index=True))
def test_a_repeat_is_its_unrolling(body):
    """From n = 1 on, where that is the least value of n, and from n = 0 on where it is 0."""
    for count in (N, M):
        unrolls(Repeat(I, count, body), body, count)


def unrolls(net, body, count):
    for x in ((C, R), (2, R, 40)):
        for m in (*LOGS, *LOGS.values(), compression, bottleneck):
            try:
                closed = m(net, x)
            except (ShapeError, NoClosedForm):
                continue
            for n in range(count is N, 5):
                there = tuple(POINT.get(str(d), d) for d in x)
                try:
                    unrolled = m(numeric(Repeat(I, n, body).unrolled()), there).at()
                except ShapeError:
                    break
                assert number(closed, n=n, m=n) == pytest.approx(unrolled, rel=1e-12, abs=1e-9), (m, n)


@settings(max_examples=40)
@given(net=networks(), w=st.integers(1, 4), r=st.integers(4, 40))
def test_substitution_commutes(net, w, r):
    for m in (*LOGS, *LOGS.values(), compression, bottleneck):
        try:
            direct = m(net.subs(w=w), (2, r, r + 1)).at()
            symbolic = m(net, (2, R, R + 1))
        except (ShapeError, NoClosedForm):
            continue
        assert number(symbolic, w=w, r=r) == pytest.approx(direct, rel=1e-12, abs=1e-9)


@settings(max_examples=30)
@given(f=blocks(), g=blocks(), h=blocks())
def test_branches_are_associative_and_commutative(f, g, h):
    x = (2, R, 19)
    for join in (lambda a, b: a + b, lambda a, b: a | b, lambda a, b: a * b):
        orders = (join(join(f, g), h), join(f, join(g, h)), join(h, join(g, f)))
        for m in (*LOGS, bottleneck):
            try:
                found = [m(net, x) for net in orders]
            except (ShapeError, NoClosedForm):
                continue
            assert found[0] == found[1] == found[2]


def test_identity_and_branches():
    f, x = Conv(W, 3, padding=1) >> ReLU() >> Conv(W, 3, padding=1), (W, R, R)
    for m in (layer_complexity, intrinsic_power):
        assert m(Id, x) == 1
        assert m(Id + f, x) == 1 + m(f, x) == 1 + 81 * W**2
        assert m((Id + f) ** N, x) == (1 + m(f, x)) ** N
        assert m(f.repeat(N, shared=True), x) == m(f**N, x)
        assert m(Id * (GlobalAvgPool() >> Linear(W) >> ReLU() >> Linear(W)), x) == 1 + R**2 * W**2
    assert layer_complexity(Id | f, x) == 1 + 81 * W**2
    assert intrinsic_power(Conv(W, 1) | Conv(3 * W, 3, padding=1), (C, R, R)) == (C + 27 * C) / 4
    assert log2_layer_complexity((Id + f) ** 50, x) == log2_layer_complexity((Id + f) ** N, x).subs(n=50)


def test_the_weights_do_not_matter_but_the_routes_do():
    x = (W, R, R)
    assert layer_complexity(Id + Id, x) == paths(Id + Id, x) == 2
    assert layer_complexity((Id + ReLU()) ** N, x) == paths((Id + ReLU()) ** N, x) == 2**N


# Families


def test_dense_connectivity_telescopes():
    net = (Id | Conv(K, 3, padding=1)) ** N
    assert layer_complexity(net, (C, R, R)) == (1 + 9 * K) ** N
    assert intrinsic_power(net, (C, R, R)) == C * formula(1 + 9 * K) ** N / (C + N * K)
    assert layer_complexity(ConvTranspose(W, 3, stride=2) ** N, (C, R, R)) == (9 * W) ** N


def unet(count):
    width = W * 2**I
    pair = Conv(width, 3, padding=1) >> Conv(width, 3, padding=1)
    up = ConvTranspose(width, 2, stride=2)
    return Nest(I, count, pair, MaxPool(2), up, pair, Conv(W * 2**count, 3, padding=1))


@pytest.mark.parametrize("m", [*LOGS, *LOGS.values(), compression, bottleneck, paths, depth])
def test_a_nest_is_its_unrolling(m):
    closed = m(unet(N), (3, Q * 2**N, Q * 2**N))
    for n in range(1, 5):
        there = m(unet(n).subs(w=3), (3, 2 * 2**n, 2 * 2**n)).at()
        assert number(closed, n=n, w=3, q=2) == pytest.approx(there, rel=1e-12)


def test_like_levels_have_a_closed_form():
    level = Conv(W, 1)
    net = Nest(None, N, level, MaxPool(2), Upsample(2), level, level)
    found = layer_complexity(net, (W, Q * 2**N, Q * 2**N))
    for n in range(5):
        assert number(found, n=n, w=3, q=1) == layer_complexity(net.subs(n=n, w=3), (3, 2**n, 2**n))


ALEXNET = (
    Conv(64, 11, stride=4, padding=2) >> MaxPool(3, 2) >> Conv(192, 5, padding=2) >> MaxPool(3, 2)
    >> Conv(384, 3, padding=1) >> Conv(256, 3, padding=1) >> Conv(256, 3, padding=1) >> MaxPool(3, 2)
    >> Flatten() >> Linear(4096) >> ReLU() >> Linear(4096) >> ReLU() >> Linear(1000)
)  # fmt: skip


MEMBERS = [(family, values) for family in zoo.FAMILIES.values() for values in family.members.values()]


@cache
def closed(m, name):
    """A measure of a family with all its symbols."""
    family = zoo.FAMILIES[name]
    return m(family.build(), family.shape())


@pytest.mark.parametrize(("family", "values"), MEMBERS, ids=lambda v: getattr(v, "title", ""))
def test_members_of_the_zoo(family, values):
    net, x = family.build(**values), family.shape(**values)
    c, p = layer_complexity(net, x), intrinsic_power(net, x)
    plain = unfolded(net)
    assert (c, p) == (complexity_by_the_book(plain, x), power_by_the_book(plain, x))
    assert x.numel * c == net.out(x).numel * p
    for m, found in ((layer_complexity, c), (intrinsic_power, p)):
        assert number(closed(m, family.name), **values) == found


def test_the_net_ratio_tells_no_networks_apart():
    x = (3, 224, 224)
    ratio = compression(zoo.vgg16(), x)
    assert ratio == compression(ALEXNET, x)
    assert ratio.at() == pytest.approx(log2(150528 / 1000))
    assert log2_layer_complexity(zoo.vgg16(), x).at() > log2_layer_complexity(ALEXNET, x).at() + 80
    assert int(intrinsic_power(ALEXNET, x)) == (
        3 * 11**2 * 9 * 64 * 5**2 * 9 * 192 * 9 * 384 * 9 * 256 * 9 * 9 * 256 * 36 * 4096 * 4096
    )


# Exact paths between neurons

EXACT = {
    "dense": (Linear(5) >> ReLU() >> Linear(4) >> Linear(3), (6,)),
    "1x1": (Conv(4, 1) >> Conv(6, 1, groups=2) >> BatchNorm(), (3, 5, 4)),
    "unpadded, apart": (Conv(4, 2, stride=2) >> MaxPool(3, 3) >> Conv(2, 2, stride=2), (3, 24, 24)),
    "unpadded, overlapping": (Conv(4, 3) >> MaxPool(3, 2) >> Conv(5, 2, dilation=2), (3, 17, 15)),
    "residual": ((Id + (Conv(3, 1) >> ReLU() >> Conv(3, 1))) ** 3 >> Linear(2), (3, 4, 4)),
    "dense blocks": (
        (Id | Conv(2, 1)) ** 3 >> Conv(4, 3) >> GlobalAvgPool() >> Flatten() >> Linear(7),
        (3, 6, 6),
    ),
    "gate": (Id * (GlobalAvgPool() >> Linear(2) >> Linear(4)) >> Linear(3), (4, 5, 6)),
    "shuffles": (
        PixelUnshuffle(2) >> ChannelShuffle(2) >> Conv(8, 1, groups=4) >> PixelShuffle(2),
        (2, 4, 6),
    ),
    "upsampling": (Upsample(2) >> Conv(3, 2, stride=2) >> ConvTranspose(2, 3, stride=2), (2, 4, 5)),
    "attention": (Linear(12) >> Attention(2) >> Linear(5), (4, 3, 2)),
    "embedding": (Embedding(100, 6) >> Linear(18) >> Attention(3), (5,)),
    "cropped": (Conv(3, 3) >> Crop(((1, 0), (0, 2))) >> MaxPool(2), (2, 9, 9)),
}


@pytest.mark.parametrize("name", EXACT)
def test_the_mean_transfer_is_exact_without_padding(name):
    net, x = EXACT[name]
    assert neuron_paths(net, x) == prod(x) * layer_complexity(net, x)


DEVIATION = {  # T of the mean transfer over the exact number of paths
    Conv(1, 3, padding=1): Fraction(24, 22),
    Conv(1, 3, stride=2, padding=1): Fraction(12, 11),
    Conv(1, 5, padding=2): Fraction(40, 34),
    MaxPool(3, stride=2, padding=1): Fraction(12, 11),
    MaxPool(3, ceil_mode=True): Fraction(9, 8),
    Pad(1): Fraction(10, 8),
    Upsample(2, mode="linear"): Fraction(32, 30),
    AdaptiveAvgPool(3): 1,
    ConvTranspose(1, 3, stride=2): 1,
    ConvTranspose(1, 3, stride=2, padding=1): Fraction(24, 22),
}


@pytest.mark.parametrize("leaf", DEVIATION, ids=str)
def test_padding_makes_the_mean_transfer_too_large(leaf):
    assert 8 * layer_complexity(leaf, (1, 8)) / neuron_paths(leaf, (1, 8)) == DEVIATION[leaf]


def test_uneven_fan_ins_make_it_err_either_way():
    """The outputs of the transposed convolution that are read join two inputs, 1.5 is the mean; or one."""
    found = []
    for cropped in (1, 2):
        net = ConvTranspose(1, 3, stride=2) >> Crop(cropped) >> Conv(1, 1, stride=2)
        found.append((8 * layer_complexity(net, (1, 8)) / neuron_paths(net, (1, 8))).plain())
    assert found[0] > 1 > found[1]


@settings(max_examples=60)
@given(net=networks(), r=st.integers(4, 9))
def test_the_mean_transfer_of_windows_is_never_too_small(net, r):
    """Padding only takes away paths of a single leaf; the test is of leaves that the terms are made of."""
    for leaf in (
        {part for part in numeric(net).parts() if isinstance(part, Leaf)} if isinstance(net, Series) else ()
    ):
        try:
            exact = neuron_paths(leaf, (2, r, r + 1))
        except (ShapeError, NoClosedForm):
            continue
        assert exact <= 2 * r * (r + 1) * layer_complexity(leaf, (2, r, r + 1))


@pytest.mark.needs("torch")
@settings(max_examples=40)
@given(st.data())
def test_the_counter_agrees_with_networks_of_ones(data):
    """A linear network whose weights are 1 adds up, from inputs that are 1, the paths to its outputs."""
    import torch

    def ones(layer):
        for weights in layer.parameters():
            torch.nn.init.ones_(weights)
        return layer.double()

    x, parts, y = (2, 7, 9), [], torch.ones(1, 2, 7, 9, dtype=torch.float64)
    for _ in range(data.draw(st.integers(1, 3))):
        k, s, p, d, g = (data.draw(st.integers(1, 3)) for _ in range(5))
        inner, width = y.shape[1], 2 * data.draw(st.integers(1, 2)) * g
        if data.draw(st.booleans()):
            part = Conv(width, k, stride=s, padding=p, dilation=d, groups=g if inner % g == 0 else 1)
            kind = torch.nn.Conv2d
        else:
            part = ConvTranspose(width, k, stride=s, padding=min(p, k - 1), groups=g if inner % g == 0 else 1)
            kind = torch.nn.ConvTranspose2d
        options = {n: v for n, v in vars(part).items() if n in ("stride", "padding", "dilation", "groups")}
        try:
            part.out(tuple(y.shape[1:]))
        except ShapeError:
            continue
        y = ones(kind(inner, width, k, bias=False, **options))(y)
        parts.append(part)
    assert neuron_paths(Series.of(parts), x) == round(y.sum().item())


def test_the_page_has_every_leaf():
    """How good the mean is, is shown for each kind of leaf, by the counter; one has no count."""
    page = (Path(__file__).resolve().parents[1] / "docs" / "complexity.md").read_text(encoding="utf-8")
    shown = page.partition("## How good the mean is")[2].partition("In depth the excess grows")[0]
    named = (name for name, kind in vars(leaves).items() if isinstance(kind, type) and issubclass(kind, Leaf))
    kinds = [name for name in named if name != "Leaf"]
    assert len(kinds) > 45
    assert [kind for kind in kinds if f"{kind}(" not in shown] == ["WindowAttention"]
    assert "`WindowAttention` has no count" in shown


def test_neurons_are_counted_on_numbers_only():
    with pytest.raises(NoClosedForm, match="holds symbols"):
        neuron_paths(Conv(W, 3), (3, 8, 8))
    with pytest.raises(NoClosedForm, match="n copies"):
        neuron_paths(ReLU() ** N, (3, 8, 8))
    with pytest.raises(NoClosedForm, match="connections"):
        neuron_paths(Linear(4096), (25088,))


# Bottleneck


def graph_of(net, x):
    """The tensors of a numeric term as nodes, each split by an edge of its width."""
    graph, fresh = networkx.DiGraph(), iter(range(10**6))

    def tensor(shape, *sources):
        node = next(fresh)
        graph.add_edge((node, "in"), (node, "out"), capacity=int(shape.numel))
        for source in sources:
            graph.add_edge((source, "out"), (node, "in"))
        return node

    def build(term, source, shape):
        if isinstance(term, Series):
            for part in term.parts():
                source, shape = build(part, source, shape)
            return source, shape
        if isinstance(term, Repeat):
            return build(term.unrolled(), source, shape)
        y = term.out(shape)
        if isinstance(term, Sum | Concat | Product):
            return tensor(y, *(build(part, source, shape)[0] for part in term.parts())), y
        return (source, shape) if term is Id else (tensor(y, source), y)

    start = tensor(x)
    end, _ = build(net, start, x)
    return graph, (start, "in"), (end, "out")


@settings(max_examples=60)
@given(net=networks(), r=st.integers(4, 24))
def test_the_bottleneck_is_a_least_cut(net, r):
    net, x = numeric(net), Shape((2, r, r + 1))
    try:
        net.out(x)
    except ShapeError:
        return
    assert bottleneck(net, x) == networkx.minimum_cut_value(*graph_of(net, x))


def test_bottlenecks_of_families():
    assert bottleneck(zoo.vgg16(), (3, 224, 224)) == bottleneck(zoo.resnet50(), (3, 224, 224)) == 1000
    assert (
        bottleneck(zoo.resnet18(), (3, 224, 224))
        == bottleneck(zoo.resnet18(classes=600), (3, 224, 224))
        == 512
    )
    assert bottleneck(Linear(2 * W) >> ReLU() >> Linear(W) >> Linear(9 * W), (8 * W,)) == W
    assert bottleneck(Id + (Linear(1) >> Linear(W)), (W,)) == W
    halving = Repeat(I, N, Conv(W * 2**I, 3, padding=1) >> MaxPool(2))
    assert bottleneck(halving, (W, Q * 2**N, Q * 2**N)) == W * Q**2 * 2**N / 2
    assert bottleneck(Conv(W, 3) ** N, (W, R)) == W * (R - 2 * N)


def test_an_undecided_bottleneck_is_a_minimum_or_refused():
    assert str(bottleneck(Linear(W), (C,))) == "Min(C, w)"
    waist = Repeat(I, N, Conv(I**2 + W, 1) >> Conv(C, 1))
    assert bottleneck(waist, (C, R)) == bottleneck(Conv(W, 1), (C, R))
    with pytest.raises(NoClosedForm, match="give its count a number"):
        bottleneck(Repeat(I, N, Conv(I**2 + 9 - 6 * I + W, 1) >> Conv(C, 1)), (C, R))


# Profile


@settings(max_examples=40)
@given(net=networks(), r=st.integers(4, 16))
def test_a_profile_ends_with_the_measures(net, r):
    net, x = numeric(net), (2, r, r + 1)
    try:
        y = net.out(x)
    except ShapeError:
        return
    rows = compression_profile(net, x)
    assert rows[0].layer == "input"
    assert rows[0].bits[1:] == (0, 0)
    assert rows[-1].out == y
    assert rows[-1].bits[1:] == (log2_layer_complexity(net, x), log2_intrinsic_power(net, x))


@settings(max_examples=40)
@given(net=networks())
def test_conservation_holds_in_every_row(net):
    x = (2, R, 19)
    try:
        rows = compression_profile(net, x)
    except (ShapeError, NoClosedForm):
        return
    for size, complexity, power in rows.at(**POINT):
        assert power - complexity == pytest.approx(log2(2 * 23 * 19) - size, abs=1e-9)


def test_the_profile_of_a_graph():
    """Along the longest path, all paths counted: what a graph without this node's followers would say."""
    f = Conv(W, 3, padding=1)
    nodes = [
        ("a", f, "input"), ("b", f, "a"), ("c", "sum", "input", "b"), ("d", f, "c"),
        ("e", "concat", "b", "d"), ("g", MaxPool(2), "e"), ("h", "sum", "g", "g"),
    ]  # fmt: skip
    x = (W, 2 * N, 2 * N)
    rows = compression_profile(Conv(W, 1) >> Graph(*nodes) >> Conv(3, 1), x)
    titles = ["input", str(Conv(W, 1)), *[str(f)] * 2, "sum of 2", str(f), "concat of 2", "MaxPool(2)"]
    assert [row.layer for row in rows] == [*titles, "sum of 2", "Conv(3, 1)"]
    prefixes = [Graph(*nodes[:k]) for k in range(1, 8)]
    for row, prefix in zip(rows[2:-1], prefixes, strict=True):
        whole = Conv(W, 1) >> prefix
        assert row.complexity == log2_layer_complexity(whole, x)
        assert row.power == log2_intrinsic_power(whole, x)
        assert row.out == whole.out(x)
    assert rows[-1].complexity == log2_layer_complexity(Conv(W, 1) >> Graph(*nodes) >> Conv(3, 1), x)
    for row in rows:
        assert row.power - row.complexity == rows[0].size - row.size


def test_a_profile_follows_the_longest_branch():
    net = (
        Conv(W, 3, padding=1) >> (Id + (Conv(W, 1) >> ReLU())) >> (Conv(2, 1) | Conv(2, 1) ** 2) >> MaxPool(2)
    )
    rows = compression_profile(net, (3, 8, 8))
    assert [row.layer for row in rows] == [
        "input", "Conv(w, 3, padding=1)", "Conv(w, 1)", "ReLU()", "sum of 2", "Conv(2, 1)", "Conv(2, 1)",
        "concat of 2", "MaxPool(2)",
    ]  # fmt: skip
    assert rows[4].complexity - rows[1].complexity == log2_layer_complexity(Id + Conv(W, 1), (W, 1))


def test_a_symbolic_loop_has_one_row():
    block = Id + Conv(W, 3, padding=1)
    rows = compression_profile(block**N >> block**2, (W, R, R))
    assert [row.layer for row in rows][1] == "(Id + Conv(w, 3, padding=1))**n"
    assert len(rows) == 1 + 1 + 2 * 2
    assert rows[1].complexity == N * log2_layer_complexity(block, (W, R, R))
    assert len(compression_profile(ReLU() ** 1000, (3, R))) == 2
    assert len(compression_profile(Repeat(I, 3, Conv(I + 1, 1)), (3, R))) == 4
    assert "log2 C" in str(rows)


# Published capacities

PYRAMID = Linear(256) >> ReLU() >> Linear(128) >> Dropout() >> Linear(128) >> Linear(10)


def test_published_capacities():
    assert memory_equivalent_capacity(PYRAMID, (784,)) == 201472
    assert baldi_vershynin_capacity(PYRAMID, (784,)) == 168001536
    assert memory_equivalent_capacity(Id, (3,)) == baldi_vershynin_capacity(ReLU(), (3,)) == 0


@given(widths=st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_capacities_are_functions_of_the_layer_sizes(widths):
    net = Series.of(Linear(width) for width in widths[1:])
    pairs = list(pairwise(widths))
    weights = [(a + 1) * b for a, b in pairs]
    later = sum(min(weight, a) for weight, (a, _) in zip(weights[1:], pairs[1:], strict=True))
    assert memory_equivalent_capacity(net, (widths[0],)) == weights[0] + later
    cubic = sum(min(widths[: k + 1]) * a * b for k, (a, b) in enumerate(pairs))
    assert baldi_vershynin_capacity(net, (widths[0],)) == cubic


@pytest.mark.parametrize("m", [memory_equivalent_capacity, baldi_vershynin_capacity])
def test_capacities_of_loops(m):
    body = ReLU() >> Linear(2 * W) >> Linear(W)
    closed = m(Linear(W) >> body**N >> Linear(10), (7,))
    for n in range(1, 5):
        for w in (2, 9):
            assert closed.at(n=n, w=w) == m((Linear(W) >> body**n >> Linear(10)).subs(w=w), (7,))


@pytest.mark.parametrize("m", [memory_equivalent_capacity, baldi_vershynin_capacity])
def test_capacities_are_refused_where_their_sources_end(m):
    for net, x in (
        (Conv(3, 3), (3, 8, 8)),
        (Linear(3), (3, 8, 8)),
        (Id + Linear(3), (3,)),
        (BatchNorm(), (3,)),
    ):
        with pytest.raises(NoRule):
            m(net, x)
    with pytest.raises(NoClosedForm):
        m(Linear(3) ** M, (3,))
    with pytest.raises(NoClosedForm):
        baldi_vershynin_capacity(Repeat(I, N, Linear(W * 2**I)), (W,))
