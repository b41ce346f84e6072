"""What bounds count besides parameters, on small networks by hand; and the limits of the checker of ranks."""

from math import e, log2

import pytest

from symalgebra import (
    ELU,
    GELU,
    AdaptiveMaxPool,
    Attention,
    AvgPool,
    BatchNorm,
    Conv,
    Embedding,
    Flatten,
    GlobalAvgPool,
    Graph,
    HardSigmoid,
    HardSwish,
    Heaviside,
    Id,
    LayerNorm,
    Leaf,
    LeakyReLU,
    Linear,
    MaxPool,
    Nest,
    PReLU,
    ReLU,
    ReLU6,
    Repeat,
    Scale,
    Sigmoid,
    SiLU,
    Softmax,
    Tanh,
    Upsample,
    dims,
)
from symalgebra.bounds.counting import compared, exponentials, pooled, steps, widest
from symalgebra.bounds.formulas import ab8_8, bmm98
from symalgebra.bounds.rank_checker import MOST, Rejected, dot, numbered, short
from symalgebra.errors import NoClosedForm, NoRule

i, n = dims("i n")
BRIDGE = Graph(
    ("a", Conv(1, 1), "input"), ("b", ReLU(), "a"), ("c", "sum", "a", "b"), ("d", Conv(1, 1), "c"),
    ("e", "sum", "b", "d"),
)  # fmt: skip
SUMS = 2 * 4 + 4 + 4 + 2 * 4 + 4  # of its nodes, on 4 positions


@pytest.mark.parametrize(
    ("leaf", "each"),
    [
        (ReLU(), 1), (Heaviside(), 1),  # one jump
        (ReLU6(), 2), (LeakyReLU(), 2), (PReLU(), 2),  # two jumps; a jump and a product
        (HardSigmoid(), 4), (HardSwish(), 5),  # x/6 + 1/2 and two jumps; and a product
        (Sigmoid(), 4), (SiLU(), 5),  # 1/(1 + exp(-x)); and a product
        (Tanh(), 5), (ELU(), 4),  # (e - 1)/(e + 1) of e = exp(2*x); a jump, alpha*(exp(x) - 1)
        (BatchNorm(), 2), (Id, 0), (Flatten(), 0),
    ],
    ids=str,
)  # fmt: skip
def test_steps_of_each_output(leaf, each):
    assert steps(leaf, (7,)) == 7 * each


@pytest.mark.parametrize(
    ("net", "x", "count"),
    [
        (Linear(3) >> ReLU() >> Linear(1), (2,), 2 * 6 + 3 + 2 * 3),
        ((Linear(3) >> ReLU()) ** n, (3,), 21 * n),
        (Linear(3) + Linear(3), (2,), 12 + 12 + 3),
        (Linear(3) | Linear(3), (2,), 12 + 12),
        (Linear(3) * Linear(3), (2,), 12 + 12 + 3),
        (MaxPool(2), (1, 4), 2),
        (MaxPool(3, stride=1), (1, 5), 3 * 2),
        (AvgPool(2), (1, 4), 2),  # at the end the sign needs no division
        (AvgPool(2) >> ReLU(), (1, 4), 2 + 2 + 2),
        (AvgPool(2) >> Conv(1, 1), (1, 4), 2 + 2 * 2),  # the weights take the division over
        (AvgPool(2) >> (Conv(1, 1) | Conv(1, 1)), (1, 4), 2 + 2 * 4),
        (AvgPool(2) >> (Conv(1, 1) + Id), (1, 4), 2 + 2 + 2 * 2 + 2),
        (GlobalAvgPool() >> Linear(1), (2, 5), 2 * 4 + 2 * 2),
        (AvgPool(2) >> Conv(1, 1) >> ReLU(), (1, 4), 2 + 4 + 2),
        (AvgPool(2) >> AvgPool(2), (1, 4), 2 + 2 + 1),  # a mean takes no division over
        (AvgPool(2) >> Flatten() >> Linear(1), (1, 4), 2 + 2 * 2),  # a reshape hands it on
        (AvgPool(2) >> (Flatten() >> Linear(1) | Flatten() >> Linear(1)), (1, 2), 1 + 2 * 2),
        (AvgPool(2) >> (Conv(1, 1) >> ReLU() | Conv(1, 1)), (1, 4), 2 + 2 * 4 + 2),
        (AvgPool(2) >> (ReLU() >> Conv(1, 1)) ** n, (1, 4), 2 + 2 + (2 + 2 * 2) * n),
        (AvgPool(2) >> (Conv(1, 1) >> ReLU()) ** n, (1, 4), 2 + 2 + (2 * 2 + 2) * n),  # n may be 0
        (Softmax(), (3, 2), 2 * (3 * 3 - 1)),
        (Attention(2), (6, 3), 2 * 2 * 9 * 2 + 2 * 9 + 6 * (3 * 3 - 1)),  # scores, values, roots, softmax
        (Scale(), (2, 3), 6),
        (Upsample(2, mode="bilinear"), (1, 2, 2), 16 * (4 + 3)),
        (BRIDGE, (1, 4), SUMS),
        (AvgPool(2) >> BRIDGE >> ReLU(), (1, 8), 4 + 4 + SUMS + 4),
    ],
    ids=str,
)
def test_steps_by_hand(net, x, count):
    assert steps(net, x) == count


class Crossed(Leaf):
    """Weighted, and nothing says what it computes."""

    weighted = True


@pytest.mark.parametrize("leaf", [GELU(), LayerNorm(), Embedding(5, 2), Crossed()], ids=str)
def test_what_is_no_program(leaf):
    with pytest.raises(NoRule, match="is no program"):
        steps(leaf, (4,))


def test_layered_bounds_of_three_layers():
    """13 parameters, 4 units, 2 breakpoints, degree 3."""
    inner, degrees = log2(13 * 3 * 2 * 4), 2 * 13 * 9 * 2 + 2 * 3
    assert bmm98(13, 3, 4, 2, 3).at() == pytest.approx(2 * 13 * 3 * (1 + log2(e) + inner) + degrees)
    assert ab8_8(13, 3, 4, 2, 3).at() == pytest.approx(2 * 13 * 3 * (2 + log2(log2(e)) + inner) + degrees)


def test_exponentials():
    for leaf in (Sigmoid(), Tanh(), SiLU(), ELU(), Softmax()):
        assert exponentials(leaf, (7,)) == 7
    for leaf in (ReLU(), HardSwish(), Linear(3)):
        assert exponentials(leaf, (7,)) == 0
    assert exponentials(Attention(2), (6, 2, 3)) == 2 * 6**2
    assert exponentials(Linear(3) >> Tanh() >> Linear(2) >> Sigmoid(), (7,)) == 5


def test_pools():
    net = MaxPool(2) >> ReLU() >> MaxPool(3)
    assert (pooled(net, (2, 12)), compared(net, (2, 12)), widest(net, (2, 12))) == (12 + 4, 12 + 4 * 3, 3)
    assert pooled(AvgPool(2), (2, 12)) == compared(Conv(3, 3), (2, 12)) == 0
    assert widest(ReLU() >> AvgPool(2), (2, 12)) == 0
    assert widest(MaxPool(3) | MaxPool(3), (2, 12)) == widest(MaxPool(3) >> MaxPool(2), (2, 12)) == 3
    assert widest(MaxPool(2), (2, 12, 12)) == 4


NEST = Nest(
    i, n, Conv(8 * 2**i, 3, padding="same") >> ReLU(), MaxPool(2), Conv(8 * 2**i, 1) >> Upsample(2),
    Conv(8 * 2**i, 1) >> Sigmoid(), Conv(8 * 2**n, 3, padding="same") >> Tanh(),
)  # fmt: skip


@pytest.mark.parametrize("count", [steps, exponentials, pooled, compared, widest], ids=str)
def test_a_nest_counts_what_its_levels_do(count):
    whole = count(NEST, (3, 8 * 2**n, 8 * 2**n))
    for depth in (1, 2, 3):
        levels = NEST.subs(n=depth).unrolled()
        assert whole.at(n=depth) == count(levels, (3, 8 * 2**depth, 8 * 2**depth))


def test_a_mean_before_a_nest_divides():
    whole = steps(AvgPool(2) >> NEST >> ReLU(), (3, 16 * 2**n, 16 * 2**n))
    for depth in (1, 2):
        x = (3, 16 * 2**depth, 16 * 2**depth)
        saved = 3 * (8 * 2**depth) ** 2  # by the convolution that comes first in a copy
        assert whole.at(n=depth) == steps(AvgPool(2) >> NEST.subs(n=depth).unrolled() >> ReLU(), x) + saved


def test_a_nest_of_windows_that_change():
    with pytest.raises(NoClosedForm, match="windows that change"):
        widest(Repeat(i, n, MaxPool(2 * i + 1, stride=1, padding=i)), (3, 9))


@pytest.mark.parametrize("read", range(1, 14))
def test_windows_of_adaptive_pools(read):
    """Position i reads floor(i*r/t) to ceil((i + 1)*r/t): at most one more than ceil(r/t)."""
    for t in range(1, read + 1):
        longest = max(-(-(i + 1) * read // t) - i * read // t for i in range(t))
        found = widest(AdaptiveMaxPool(t), (1, read))
        assert longest <= found == -(-read // t) + (read % t > 0)
    assert widest(AdaptiveMaxPool(2), (1, 4 * n)) == 2 * n


def test_the_longest_number_of_a_certificate():
    longest = 2 ** MOST["bits"] - 1
    for value in (longest, -longest):
        assert short(value) == value
        with pytest.raises(Rejected, match="too long"):
            short(2 * value)
    assert dot([(2, 3), (5, 7)], 1) == 1 + 6 + 35
    assert [numbered(place, (2, 3)) for place in ((0, 0), (0, 2), (1, 0), (1, 2))] == [0, 2, 3, 5]
