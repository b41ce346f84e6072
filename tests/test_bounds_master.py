"""The master theorem: published and computed values to the last digit, and its laws on random terms."""

from functools import reduce
from math import comb

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sympy import E, Integer, log

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    GlobalAvgPool,
    GlobalMaxPool,
    HardSigmoid,
    HardSwish,
    Heaviside,
    Id,
    Leaf,
    LeakyReLU,
    Linear,
    MaxPool,
    Nest,
    PReLU,
    ReLU,
    ReLU6,
    Repeat,
    bounds,
    dims,
    macs,
    params,
    parse,
    units,
    zoo,
)  # fmt: skip
from symalgebra.bounds.theorem.implicit import stages
from symalgebra.bounds.theorem.master import summary
from symalgebra.bounds.theorem.stages import Stages
from symalgebra.bounds.theorem.summary import Summary
from symalgebra.errors import NoClosedForm, NoRule, SymalgebraError
from symalgebra.formula import formula, index_over

n, k, c, c0, r, w = dims("n k c c0 r w")
MLP = Linear(3) >> ReLU() >> Linear(1)
RELU = ReLU()
IMAGE = (1, 32, 32)


def chain(act=RELU):
    """n x [conv k x k 'same', bias, ReLU], the first from c0 channels, global pooling, one output."""
    layer = Conv(c, k, padding="same") >> act
    return layer >> layer ** (n - 1) >> GlobalAvgPool() >> Linear(1)


def lenet(pool=MaxPool, outputs=10, act=RELU):
    first = Conv(6, 5) >> act >> pool(2) >> Conv(16, 5) >> act >> pool(2) >> Flatten()
    return first >> Linear(120) >> act >> Linear(84) >> act >> Linear(outputs)


def near(value, digits):
    """The value, as it was printed."""
    return pytest.approx(value, abs=0.51 * 10**-digits, rel=0)


# Golden values

CHAIN = [  # (n, k, c, r, c0), W, w, R, explicit, its digits, implicit
    ((1, 1, 1, 1, 1), 4, 6, 3, 44.2256, 4, 43),
    ((1, 3, 2, 4, 1), 23, 43, 34, 494.042, 3, 413),
    ((2, 3, 2, 4, 1), 61, 139, 99, 1845.234, 3, 1575),
    ((3, 3, 4, 8, 3), 413, 1193, 1540, 21162.250, 3, 17755),
    ((5, 3, 16, 32, 3), 9745, 35185, 245766, 904139.142, 3, 750807),
    ((10, 3, 64, 32, 3), 334209, 2013889, 3604491, 60059070.472, 3, 53444682),
    ((16, 3, 64, 224, 3), 555777, 5015809, 436731921, 186115574.065, 3, 170514298),
]


@pytest.mark.parametrize(("point", "W", "wbar", "R", "explicit", "digits", "implicit"), CHAIN)
def test_conv_chain(point, W, wbar, R, explicit, digits, implicit):
    values = dict(zip(["n", "k", "c", "r", "c0"], point, strict=True))
    found = summary(chain().subs(values), (values["c0"], values["r"], values["r"]))
    assert (found.S, found.W, found.w, found.R) == (values["n"] + 1, W, wbar, R)
    assert bounds.master(chain(), (c0, r, r)).at(**values) == near(explicit, digits)
    assert bounds.master_implicit(chain(), (c0, r, r), at=values) == implicit


def test_the_chain_in_closed_form():
    found = summary(chain(), (c0, r, r))
    wbar = (
        k**2 * c**2 * n * (n + 1) / 2 - k**2 * c**2 + k**2 * c * c0 * (n + 1) + c * n**2 / 2 + 3 * c * n / 2
    )
    R = c * r**2 * n * (n + 1) / 2 + n + 1
    assert formula(k**2 * c * c0 + c + (n - 1) * (k**2 * c**2 + c) + c + 1) == found.W
    assert found.w == wbar + c + 1
    assert found.R == R
    point = {n: 7, k: 3, c: 5, r: 11, c0: 2}
    rho = 2 * E * R
    whole = (n + 1 + (wbar + c + 1) * log(2 * rho * log(rho, 2), 2)).subs(point)
    given = bounds.master(chain(), (c0, r, r)).at(n=7, k=3, c=5, r=11, c0=2)
    assert given == pytest.approx(float(whole), rel=1e-14)


def test_uniform_chain():
    """With c0 = c, w = k**2*c**2 + c: wbar = w*n*(n + 3)/2 + c + 1."""
    found = summary((Conv(c, k, padding="same") >> ReLU()) ** n >> GlobalAvgPool() >> Linear(1), (c, r, r))
    assert found.w == (k**2 * c**2 + c) * n * (n + 3) / 2 + c + 1


LENET = [
    (MaxPool, 10, 3844731.894, 2894418),
    (AvgPool, 10, 3609206.691, 2890465),
    (MaxPool, 1, 3825082.695, 2513025),
]


@pytest.mark.parametrize(("pool", "outputs", "explicit", "implicit"), LENET)
def test_lenet(pool, outputs, explicit, implicit):
    net = lenet(pool, outputs)
    assert bounds.master(net, IMAGE, outputs).at() == near(explicit, 3)
    assert bounds.master_implicit(net, IMAGE, outputs) == implicit


def test_stages_of_lenet():
    found = summary(lenet(), IMAGE, 10)
    assert (found.S, found.W, found.w, found.R) == (5, 61706, 175982, 20681)
    assert (params(lenet(), IMAGE), macs(lenet(), IMAGE), units(lenet(AvgPool), IMAGE)) == (
        61706,
        416520,
        6508,
    )
    listed = [(11760, 1, 156), (4000, 2, 2572), (120, 3, 50692), (84, 4, 60856), (45, 5, 61706)]
    assert stages(lenet(), IMAGE, 10) == listed


def test_unfused_pooling():
    """A gap between the activation and the pool keeps the stages apart: Pad(0) pads nothing."""

    class Gap(Leaf):
        linear = True

    net = (
        Conv(6, 5)
        >> ReLU()
        >> Gap()
        >> MaxPool(2)
        >> Conv(16, 5)
        >> ReLU()
        >> Gap()
        >> MaxPool(2)
        >> Flatten()
    )
    net = net >> Linear(120) >> ReLU() >> Linear(84) >> ReLU() >> Linear(10)
    assert summary(net, IMAGE, 10).w == 178710
    assert bounds.master(net, IMAGE, 10).at() == near(3904333.257, 3)
    assert bounds.master_implicit(net, IMAGE, 10) == 2965458


def test_vgg_and_resnet():
    x = (3, 224, 224)
    found = summary(zoo.vgg16(), x, 1000)
    assert (found.S, found.W, found.w, found.R) == (16, 138357544, 446837800, 93560512)
    assert bounds.master(zoo.vgg16(), x, 1000).at() == near(1.5539317e10, -3)
    found = summary(zoo.resnet18(), x, 1000)
    assert (found.S, found.W, found.w, found.R) == (18, 11684712, 51881064, 26703128)
    assert bounds.master(zoo.resnet18(), x, 1000).at() == near(1.7055445e9, -2)


def test_perceptrons():
    assert bounds.master(MLP, (2,)).at() == pytest.approx(178.37367533577398, rel=1e-14)
    assert bounds.master_implicit(MLP, (2,)) == 169
    for hidden, value in ((1, 44.23), (2, 85.54), (3, 130.27)):
        assert bounds.master(Linear(hidden) >> ReLU() >> Linear(1), (1,)).at() == near(value, 2)
    for (p, taps, channels), value in (((3, 2, 1), 62.75), ((4, 2, 1), 66.14), ((4, 2, 2), 135.31)):
        net = Conv(channels, taps) >> ReLU() >> GlobalAvgPool() >> Linear(1)
        assert bounds.master(net, (1, p)).at() == near(value, 2)


def test_the_lemma():
    """2**m <= 2**t*(m*r/w)**w, m >= w >= t implies m <= t + w*log2(2*r*log2(r)), from r = 16 on."""
    for size in (*range(16, 30), 64, 1000, 10**6):
        for width in range(1, 12):
            for t in range(width + 1):
                bound = t + width * log(2 * size * log(Integer(size), 2), 2).evalf(30)
                m = int(bound) + 1
                assert 2 ** (m - t) * width**width > (m * size) ** width
    for width in (100, 1000):  # at 15, and t = w, it fails by a little
        m = int((width + width * log(30 * log(Integer(15), 2), 2)).evalf(30)) + 1
        assert 2 ** (m - width) * width**width <= (m * 15) ** width


# What leaves do

X = (4, 8, 8)


def fields(net, x=X):
    found = summary(net, x)
    return found.S - found.idle, found.W, found.w, found.R


def test_batch_norm_folds():
    plain = Conv(5, 3) >> ReLU() >> GlobalAvgPool() >> Linear(1)
    for bias in (True, False):
        assert fields(
            Conv(5, 3, bias=bias) >> BatchNorm() >> ReLU() >> GlobalAvgPool() >> Linear(1)
        ) == fields(plain)
    twice = (
        Conv(5, 3, bias=False)
        >> Dropout()
        >> BatchNorm()
        >> BatchNorm()
        >> ReLU()
        >> GlobalAvgPool()
        >> Linear(1)
    )
    assert fields(twice) == fields(plain)
    joined = (Conv(2, 3, bias=False) | Conv(3, 3)) >> BatchNorm() >> ReLU()
    assert fields(joined) == fields((Conv(2, 3) | Conv(3, 3)) >> ReLU())
    added = (Conv(5, 3, bias=False) + Conv(5, 3, bias=False)) >> BatchNorm() >> ReLU()
    assert fields(added) == fields((Conv(5, 3) + Conv(5, 3, bias=False)) >> ReLU())


def test_norms_that_do_not_fold():
    first = BatchNorm() >> ReLU() >> Conv(4, 1)
    assert summary(first, X).W == 8 + 20
    residual = Conv(4, 1) >> (Id + (BatchNorm() >> ReLU() >> Conv(4, 1)))
    assert summary(residual, X).W == 20 + 8 + 20
    flat = Conv(4, 1, bias=False) >> Flatten() >> BatchNorm() >> ReLU()
    assert summary(flat, X).W == 16 + 2 * 256
    for pair in ((3, 7), (5, 5)):
        loop = (BatchNorm() >> ReLU() >> Conv(4, 1, bias=False)) ** pair[0]
        assert 8 + 16 * pair[0] + 4 * (pair[0] - 1) == summary(loop, X).W
        assert 20 + 16 * pair[0] + 4 * (pair[0] - 1) == summary(Conv(4, 1) >> loop, X).W


def test_pools_fuse():
    act = Conv(4, 1) >> ReLU()
    assert fields(act >> MaxPool(2))[0] == 2
    assert fields(act >> Dropout() >> MaxPool(2))[0] == 2
    assert fields(act >> AvgPool(1) >> MaxPool(2))[0] == 3
    assert fields(Conv(4, 1) >> LeakyReLU() >> MaxPool(2))[0] == 2
    assert fields(Conv(4, 1) >> LeakyReLU(-0.5) >> MaxPool(2))[0] == 3
    assert fields(Conv(4, 1) >> HardSwish() >> MaxPool(2))[0] == 3
    assert fields(act >> (MaxPool(2) | Conv(3, 2, stride=2)))[0] == 2
    assert fields(act >> GlobalMaxPool())[3] == 4 * 64 + 4 * comb(64, 2) + 1
    for count in (1, 2, 5):
        loop = (MaxPool(3, 1, 1) >> Conv(4, 1) >> ReLU()) ** count
        assert fields(loop) == fields(
            reduce(lambda a, b: a >> b, [MaxPool(3, 1, 1) >> Conv(4, 1) >> ReLU()] * count)
        )


def test_stages_without_parameters_do_not_count():
    assert fields(MaxPool(2) >> ReLU() >> Linear(1)) == fields(AvgPool(2) >> Linear(1))
    assert fields(ReLU()) == (0, 0, 0, 0)
    assert bounds.master(ReLU(), X) == 0 == bounds.master_implicit(ReLU(), X)


def test_degrees():
    assert summary(Linear(3) >> HardSwish() >> Linear(1), (2,)).R == 2 * 3 * 1 + (2 + 1)
    gate = Id * (GlobalAvgPool() >> Linear(4) >> ReLU() >> Linear(4) >> HardSigmoid())
    found = summary(Conv(4, 1) >> gate, X)
    assert (found.lam, found.delta) == (2, 1 + 1 + 2)
    assert summary(Linear(3) >> PReLU() >> Linear(1), (2,)).R == 3 * 1 + 3


def test_thresholds_reset():
    net = Linear(3) >> Heaviside() >> Linear(4) >> Heaviside() >> Linear(1)
    assert stages(net, (2,)) == [(3, 1, 9), (4, 1, 16), (1, 1, 5)]
    shallow = bounds.master(Linear(3) >> Heaviside() >> Linear(1), (2,))
    assert shallow.at() == near(100.7236920, 7)  # JMLR Theorem 6 with d = 0


def test_outside_of_the_class():
    for text in ("Sigmoid()", "Tanh()", "SiLU()", "GELU()", "LayerNorm()", "GroupNorm(2)", "ELU()", "Mish()"):
        with pytest.raises(NoRule, match="piecewise polynomial"):
            bounds.master(parse(f"Conv(4, 1) >> {text} >> Linear(1)"), X)
    with pytest.raises(NoRule, match="leave it out"):
        bounds.master(parse("Linear(4) >> Softmax()"), X)
    with pytest.raises(NoRule, match="piecewise polynomial"):
        bounds.master(parse("Linear(12) >> Attention(2)"), X)
    with pytest.raises(NoRule, match="piecewise polynomial"):
        bounds.master(parse("BatchNorm(track_running_stats=False)"), X)


def test_a_leaf_of_ones_own():
    class Median(Leaf):
        pass

    with pytest.raises(NoRule, match=r"Median\.linear = True"):
        bounds.master(Median(), X)


def test_outputs():
    with pytest.raises(SymalgebraError, match="outputs=11, but the network has 10"):
        bounds.master(lenet(), IMAGE, 11)
    with pytest.raises(SymalgebraError, match="outputs=0"):
        bounds.master(lenet(), IMAGE, 0)


# Weight sharing


def test_shared_copies_count_once():
    body = Conv(4, 3, padding=1) >> ReLU()
    shared, own = Repeat(None, n, body, shared=True), body**n
    assert summary(shared, X).W == 148
    assert summary(shared, X).w == 148 * (n + 1)
    assert summary(shared, X).R == summary(own, X).R
    for count in (1, 2, 7):
        assert summary(Repeat(None, count, body, shared=True), X).w == 148 * (count + 1)
        assert sum(s[2] for s in stages(Repeat(None, count, body, shared=True), X)) == 148 * (count + 1)


# Random terms: closed forms, lists of stages, and copies written out agree


def activations():
    return st.sampled_from([ReLU(), ReLU6(), HardSwish(), Heaviside(), LeakyReLU(), PReLU(), HardSigmoid()])


def keeping():
    """Layers of four channels that keep the shape."""
    conv = st.builds(lambda b: Conv(4, 3, padding=1, bias=b), st.booleans())
    pool = st.sampled_from([MaxPool(3, 1, 1), AvgPool(3, 1, 1)])
    return st.one_of(
        conv, conv, activations(), activations(), pool, st.sampled_from([BatchNorm(), Dropout(), Id])
    )


def terms(parts=None):
    def grown(inner):
        pair = st.tuples(inner, inner)
        return st.one_of(
            pair.map(lambda p: p[0] >> p[1]),
            pair.map(lambda p: p[0] >> p[1]),
            pair.map(lambda p: p[0] + p[1]),
            pair.map(lambda p: p[0] * p[1]),
            pair.map(lambda p: (p[0] | p[1]) >> Conv(4, 1)),
            st.tuples(inner, st.integers(1, 4)).map(lambda p: p[0] ** p[1]),
            st.tuples(inner, st.integers(1, 4)).map(lambda p: Repeat(None, p[1], p[0], shared=True)),
        )

    return st.recursive(parts or keeping(), grown, max_leaves=8)


def sums(net):
    listed = stages(net, X)
    return len(listed), sum(v[2] for v in listed), sum(v[0] * v[1] for v in listed)


@settings(max_examples=150, deadline=None)
@given(terms())
@example(Conv(4, 3, padding=1) >> Heaviside() >> MaxPool(3, 1, 1))
def test_the_summary_is_the_sum_of_the_stages(net):
    found = summary(net, X)
    count, weights, degrees = sums(net)
    assert (found.S - found.idle, found.w) == (count, weights)
    assert degrees <= found.R  # equal but where pools join stages of another degree


def unrolled(net):
    """The copies of loops without sharing, written out."""
    if isinstance(net, Repeat) and not net.shared:
        return unrolled(net.unrolled())
    children = net.children()
    return net.made(net.label(), tuple(map(unrolled, children))) if children else net


@settings(max_examples=100, deadline=None)
@given(terms())
def test_loops_are_their_copies(net):
    a, b = summary(net, X), summary(unrolled(net), X)
    assert a == b


@settings(max_examples=60, deadline=None)
@given(terms(), terms(), terms())
def test_brackets_do_not_matter(f, g, h):
    from symalgebra.layer import Series

    assert summary(Series(Series(f, g), h), X) == summary(Series(f, Series(g, h)), X)


@settings(max_examples=60, deadline=None)
@given(terms())
def test_a_symbolic_count_is_every_number(net):
    for wrap in (lambda m: net**m >> Linear(1), lambda m: Conv(4, 1) >> (Id + net) ** m):
        found = bounds.master(wrap(n), X)
        for number in (1, 2, 3):
            at = {"n": number} if "n" in found.names else {}
            assert found.at(at) == pytest.approx(bounds.master(wrap(number), X).at(), rel=1e-13)


@settings(max_examples=60, deadline=None)
@given(terms())
def test_the_explicit_form_is_above_the_implicit_one(net):
    net = net >> Linear(1)
    assert bounds.master_implicit(net, X) <= bounds.master(net, X).at() * (1 + 1e-12)


def numbers():
    """Carriers with any values: the laws of the algebra, not of layers."""
    size = st.integers(0, 9)
    pair = st.sampled_from([(0, 0), (1, 1), (2, 1), (3, 1)])
    return st.builds(
        lambda S, W, w, Lam, R, d, p, dep, act: Summary(S, W, w, Lam, R, d, p[0], dep, act, p[1]),
        size, size, size, size, size, size, pair, size, st.integers(1, 9),
    )  # fmt: skip


@given(numbers(), numbers(), numbers())
def test_the_algebra(a, b, c):
    unit = Summary()
    assert unit.then(a) == a == a.then(unit)
    assert a.then(b).then(c) == a.then(b.then(c))
    for gate in (False, True):
        assert Summary.beside([a, b], gate) == Summary.beside([b, a], gate)
        joint = Summary.beside([a, Summary.beside([b, c], gate)], gate)
        assert (
            joint
            == Summary.beside([Summary.beside([a, b], gate), c], gate)
            == Summary.beside([a, b, c], gate)
        )


def test_a_nest_is_its_levels():
    i = dims("i")
    block = Conv(8 * 2**i, 3, padding="same") >> BatchNorm() >> ReLU()
    up = Conv(8 * 2**i, 1) >> parse("Upsample(2)")
    nest = Nest(i, n, block, MaxPool(2), up, block, Conv(8 * 2**n, 3, padding="same") >> ReLU())
    closed = bounds.master(nest, (3, 8 * 2**n, 8 * 2**n))
    for depth in (1, 2, 3):
        at = bounds.master(nest.subs(n=depth).unrolled(), (3, 8 * 2**depth, 8 * 2**depth)).at()
        assert closed.at(n=depth) == pytest.approx(at, rel=1e-12)
        symbolic = summary(nest, (3, 8 * 2**n, 8 * 2**n), where=[f"n = {depth}"])
        written = summary(nest.subs(n=depth).unrolled(), (3, 8 * 2**depth, 8 * 2**depth))
        assert symbolic == written


def test_an_index_in_the_body():
    i = dims("i")
    net = Repeat(i, n, Conv(w * 2**i, 3, padding="same") >> ReLU()) >> GlobalAvgPool() >> Linear(1)
    found = bounds.master(net, (3, r, r))
    for depth in (1, 2, 4):
        written = bounds.master(net.subs(n=depth), (3, r, r))
        assert found.subs(n=depth) == written


def test_a_degree_that_changes_with_the_index():
    """i hard swishes in copy i: the degree 2**i of a copy is no number, and the sum has no closed form."""
    i = dims("i")
    with pytest.raises(NoClosedForm, match="the degree changes"):
        bounds.master(Repeat(i, n, Linear(w) >> HardSwish() ** i), (w,))
    assert bounds.master(Repeat(i, 2, Linear(w) >> HardSwish() ** i), (w,)) == bounds.master(
        Linear(w) >> Linear(w) >> HardSwish(), (w,)
    )


def test_how_many_stages_are_listed(monkeypatch):
    """Up to the limit, for copies without a stage too, each of which is one step of work."""
    monkeypatch.setattr("symalgebra.bounds.theorem.stages.MOST_STAGES", 6)
    i, stage = index_over(7), Stages.stage(1, 1)
    for block, most in ((stage, 6), (stage.then(stage), 3), (Stages.linear(5), 6)):
        assert block.copies(i, most) == [block] * most
        for count in (most + 1, formula(n)):
            with pytest.raises(NoClosedForm, match="one by one"):
                block.copies(i, count)
    assert len(stage.repeated(i, 6).stages) == 6
    with pytest.raises(NoClosedForm, match="more than 6 stages"):
        stage.repeated(i, 6).then(stage)


def test_monotone():
    f = bounds.master(chain(), (c0, r, r))
    base = {"n": 2, "k": 3, "c": 4, "c0": 3, "r": 8}
    for name in base:
        assert f.at(**{**base, name: base[name] + 1}) > f.at(**base)
