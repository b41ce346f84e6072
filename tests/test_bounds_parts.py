"""Parts of bounds, one by one: which inputs windows read, what blocks hand on, what loops sum up to."""

from dataclasses import astuple
from functools import reduce
from itertools import product as all_of
from operator import or_, rshift

import pytest

from symalgebra import (
    AvgPool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Flatten,
    GlobalMaxPool,
    Graph,
    HardSwish,
    Heaviside,
    Id,
    Linear,
    MaxPool,
    ReLU,
    Scale,
    Tanh,
    dims,
)
from symalgebra.bounds.abilities import Can, _covers, _inner_tap, _visible, can, covered, inner, meets, seen
from symalgebra.bounds.parts import parts
from symalgebra.bounds.regions.layers import every, inputs, narrowest, product, split
from symalgebra.bounds.regions.xiong import disjoint, pixels
from symalgebra.bounds.theorem.block import Tail, joined, summed
from symalgebra.bounds.theorem.master import summary
from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, minimum, substitute
from symalgebra.shape import Window, shape

r, p, n = dims("r p n")


def reads(window, size):
    """The inputs that each output reads, one by one."""
    for i in range(window.out(size)):
        yield {
            place
            for tap in range(window.kernel)
            if 0 <= (place := i * window.stride - window.left + tap * window.dilation) < size
        }


WINDOWS = [
    Window(k, s, left, right, d)
    for k in (1, 2, 3)
    for s in (1, 2, 3)
    for left in (-1, 0, 1, 2)
    for right in (0, 1, 2)
    for d in (1, 2)
]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_windows_by_their_places(window):
    """What is said of a window holds place by place."""
    for size in range(max(window.reach - window.left - window.right, 1), 9):
        places = list(reads(window, size))
        if _covers(window, size, window.out(size)):
            assert set().union(*places) == set(range(size))
        if window.left >= 0 and _inner_tap(window):
            taps = [t * window.dilation - window.left for t in range(window.kernel)]
            ends = (window.out(size) - 1) * window.stride
            assert any(tap >= 0 and tap + ends < size for tap in taps)
        if 0 <= window.left <= window.right:
            assert _visible(window, size) <= max(max(map(len, places)), 1)


def test_windows_that_cover():
    for window, size in ((Window(2, 2), 6), (Window(3, 1, 1, 1), 5), (Window(3, 2, 1, 1), 5)):
        assert _covers(window, size, window.out(size))
    for window, size, outputs in (
        (Window(2, 3), 5, 2),  # a gap
        (Window(2, 2), 7, 3),  # the last one is left
        (Window(2, 1, dilation=2), 6, 4),
        (Window(2, 1, left=-1), 6, 4),  # the first one is cut off
    ):
        assert not _covers(window, size, outputs)


def test_what_one_output_reads():
    assert _visible(Window(3), 5) == 3
    assert _visible(Window(3, 1, 1, 1), 5) == 3
    assert _visible(Window(3, 1, 1, 1), 2) == 2
    assert _visible(Window(3, 1, 1, 1), 1) == 1
    assert _visible(Window(5, 2, 2, 2), 4) == 4
    assert _visible(Window(5, 3, 2, 2), 4) == 3
    assert _visible(Window(5, 1, 2, 2, dilation=2), 3) == 1
    assert seen(Linear(7), shape(5)) == 5
    assert seen(Conv(7, 3), shape((2, 9, 9))) == 18
    assert seen(Conv(7, 3, padding=1), shape((2, 2, 9))) == 12
    assert inner(Linear(7), shape(5))
    assert inner(Conv(7, 3, padding=1), shape((2, 9)))
    assert not inner(Conv(7, 1, padding=1), shape((2, 9)))


ABLE = {
    "vanish positive covers mixes shifts": [Linear(4), Conv(4, 3, padding=1)],
    "vanish positive covers mixes": [Linear(4, bias=False), Conv(4, 3, padding=1, bias=False)],
    "vanish positive covers separate shifts": [Conv(4, 3, padding=1, groups=4), BatchNorm()],
    "vanish positive covers shifts": [Conv(4, 3, padding=1, groups=2)],
    "vanish positive shifts": [Conv(4, 1, stride=2)],
    "vanish shifts": [Conv(4, 1, padding=1)],
    "vanish positive covers separate": [Scale()],
    "positive covers separate": [ReLU(), AvgPool(2), Flatten(), BatchNorm(affine=False)],
    "positive covers": [MaxPool(3, 1, 1), GlobalMaxPool()],
    "positive": [AvgPool(4), MaxPool(4)],
    "": [Tanh(), BatchNorm(track_running_stats=False)],
}


@pytest.mark.parametrize("words", ABLE)
def test_what_leaves_can_do(words):
    x = shape((4, 6, 6))
    for leaf in ABLE[words]:
        y = shape(4) if isinstance(leaf, Linear) else x
        assert can(leaf, y, leaf.out(y)) == Can(**dict.fromkeys(words.split(), True)), leaf


def test_leaves_that_read_everything():
    x = shape((4, 6, 6))
    for leaf in (
        Conv(5, 2, stride=2),
        Conv(5, 3, padding=1),
        AvgPool(2),
        MaxPool(3, 1, 1),
        ConvTranspose(5, 2, 2),
    ):
        assert covered(leaf, x, leaf.out(x)), leaf
    for leaf in (Conv(5, 1, stride=2), AvgPool(4), ConvTranspose(5, 3, padding=1)):
        assert not covered(leaf, x, leaf.out(x)), leaf
    assert meets(Conv(5, 3, padding=1), x)
    assert meets(Conv(5, 3, padding=2), x)
    assert not meets(Conv(5, 1, padding=1), x)
    assert not meets(Conv(5, 3, padding=p), x)


@pytest.mark.parametrize(
    ("join", "leaf", "positive"),
    [
        ("sum", ReLU(), True), ("concat", ReLU(), True), ("product", ReLU(), False), ("sum", Tanh(), False),
    ],
)  # fmt: skip
def test_a_graph_hands_on_what_all_of_its_nodes_do(join, leaf, positive):
    net = Graph(
        ("a", ReLU(), "input"),
        ("b", join, "input", "a"),
        ("c", leaf >> Linear(4), "b"),
        ("d", "sum", "input", "a", "c"),
    )
    (part,) = parts(net, shape(4))
    assert part.can.positive is positive
    assert not part.can.covers
    assert part.y == (4,)


def test_tails_of_branches():
    """A norm folds into a linear map of all its channels; a pool joins what is an activation everywhere."""
    bare, biased, bent = Tail("linear", 3, 3), Tail("linear", 3, 0), Tail("activation", 3)
    assert joined([bare, biased]) == Tail("linear", 6, 3)
    assert joined([bent, bent]) == Tail("activation", 6)
    assert summed([bare, bare]) == bare
    assert summed([bare, biased]) == summed([biased, bare]) == biased
    assert summed([bent, bent]) is None
    for tails in ([bent, bare], [bare, bent], [None, bent], [bare, None]):
        assert joined(tails) is summed(tails) is None


@pytest.mark.parametrize(
    "body",
    [
        Linear(3) >> ReLU(),
        Linear(3) >> Heaviside(),
        Linear(3) >> HardSwish(),
        ReLU() >> Linear(3),
        Heaviside() >> Linear(3) >> Heaviside(),
        Linear(3) >> Heaviside() >> Linear(3),
        Id + (Linear(3) >> ReLU()),
        Linear(3) * (Linear(3) >> ReLU()),
        Linear(3) >> BatchNorm() >> ReLU(),
        BatchNorm() >> ReLU() >> Linear(3),
    ],
    ids=str,
)
def test_a_loop_sums_up_to_its_copies(body):
    ends = Linear(3), Linear(3) >> ReLU() >> Linear(1)
    loop = summary(ends[0] >> body**n >> ends[1], shape(3))
    for copies in (1, 2, 4):
        written = summary(reduce(rshift, [ends[0], *[body] * copies, ends[1]]), shape(3))
        assert tuple(substitute(value, {"n": copies}) for value in astuple(loop)) == astuple(written)


def test_widths_of_layers():
    """2 inputs, three layers of 5, one of 3."""
    widths, many, wide = [2, (5, 3), 3], formula(n), formula(p)
    assert inputs(widths) == 2
    assert split(widths) == ([(5, 3), (3, 0)], 3)
    assert list(narrowest([4, (5, 3), 3, 7])) == [4, 3, 3]
    assert list(narrowest([many, (wide, 3)])) == [minimum(many, wide)]
    assert product(iter([2, 7]), [(5, 3), (3, 1)]) == 8 * 7
    assert [every(widths, least) for least in (2, 3, 4, 5)] == [True, True, False, False]
    assert every([2, (many, 3)], 1)
    assert every([2, (many, 3)], 2) is None
    with pytest.raises(NoClosedForm, match="no run"):
        inputs([(2, 3), 5])
    with pytest.raises(NoClosedForm, match="may be none"):
        split([2, (5, many - 1)])


@pytest.mark.parametrize(
    ("leaf", "sizes"),
    [
        (Conv(1, 2), (3, 4)),
        (Conv(1, 3, padding=1), (3, 4)),
        (Conv(1, 2, stride=2), (4, 6)),
        (Conv(1, 2), (2, 3, 4)),
        (Conv(1, 2, dilation=2), (3, 5)),
    ],
    ids=str,
)
def test_pixels_under_windows(leaf, sizes):
    """A pixel is the bit of its place in a list of all, row by row."""
    x = shape((1, *sizes))
    y = leaf.out(x)
    numbers = {place: k for k, place in enumerate(all_of(*map(range, sizes)))}
    taps = [t * leaf.dilation - leaf.padding for t in range(leaf.kernel_size)]
    expected = [
        sum(
            1 << numbers[place]
            for tap in all_of(taps, repeat=len(sizes))
            if (place := tuple(i * leaf.stride + t for i, t in zip(start, tap, strict=True))) in numbers
        )
        for start in all_of(*map(range, y.resolution))
    ]
    assert pixels(leaf, x, y) == expected
    apart = sum(bits.bit_count() for bits in expected) == reduce(or_, expected).bit_count()
    assert disjoint(leaf, x) == (apart and leaf.padding == 0)
