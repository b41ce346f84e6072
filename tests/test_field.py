"""Receptive fields against dependency sets: which inputs each output reads, by brute force."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symalgebra import (
    Conv,
    ConvTranspose,
    Id,
    MaxPool,
    ReLU,
    Upsample,
    dims,
    effective_padding,
    effective_stride,
    receptive_field,
)  # fmt: skip
from symalgebra.errors import NoClosedForm, ShapeError
from symalgebra.shape import shape

SIZE = 60


def reads(layer, inputs, size):
    """For each output the set of inputs, from the sets of what the layer reads; padding reads nothing."""
    (reach,) = layer.reach(shape((1, size)))
    found = []
    for position in range(layer.out((1, size))[1]):
        low, high = reach.at(position)
        places = range(low, high + 1)
        if isinstance(layer, Conv):
            places = range(low, high + 1, layer.dilation)
        found.append(frozenset().union(*(inputs.get(p, {("pad", p)}) for p in places)))
    return dict(enumerate(found))


layers = st.one_of(
    st.builds(
        lambda k, s, p, d: Conv(1, k, stride=s, padding=p, dilation=d),
        st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(1, 2),
    ),
    st.builds(Upsample, st.integers(2, 3)),
    st.builds(lambda k: ConvTranspose(1, k, stride=2), st.integers(2, 4)),
    st.just(ReLU()),
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(layers, min_size=1, max_size=4))
def test_chains(chain):
    """The width is that of the widest interval of inputs, over all outputs that read no padding."""
    sets = {p: frozenset({p}) for p in range(SIZE)}
    size, net = SIZE, Id
    try:
        for layer in chain:
            sets = reads(layer, sets, size)
            size, net = len(sets), net >> layer
        field = receptive_field(net, (1, SIZE))
    except (ShapeError, NoClosedForm):
        return
    inner = [s for s in sets.values() if s and all(isinstance(p, int) for p in s)]
    assume(len(inner) > 12)
    widest = max(max(s) - min(s) + 1 for s in inner)
    assert widest <= field
    gaps = any(isinstance(a, Conv) and a.dilation > 1 for a in chain) or any(
        isinstance(a, Conv) and a.stride > a.kernel_size for a in chain
    )
    if not gaps:
        assert widest == field


def test_branches_unite_their_reaches():
    left = Conv(1, 3, padding=((2, 0),))
    right = Conv(1, 3, padding=((0, 2),))
    assert receptive_field(left, (1, 9)) == receptive_field(right, (1, 9)) == 3
    assert receptive_field(left + right, (1, 9)) == 5
    assert receptive_field(Id + Conv(1, 7, padding=3), (1, 9)) == 7


def test_branches_that_do_not_align_are_refused():
    up = Conv(1, 3, stride=2, padding=1) >> Upsample(2)
    assert receptive_field(Id + up, (1, 8)) == 3
    with pytest.raises(ShapeError, match="not aligned: their effective strides are 2 and 1"):
        receptive_field(MaxPool(2) | Conv(1, 5), (1, 7))


def test_symbols():
    n, w, k, s, r = dims("n w k s r")
    assert receptive_field(Conv(w, k, stride=s, padding=1) >> Conv(w, k), (w, r)) == (k - 1) * s + k
    net = Conv(w, 3, stride=s, padding=1) ** n
    assert [receptive_field(net, (w, r)).at(n=3, s=v) for v in (1, 2, 3)] == [7, 15, 27]
    assert effective_stride(net, (w, r)).at(n=4, s=3) == 81
    assert effective_padding(Conv(w, 7, stride=2, padding=3) >> Conv(w, 3, padding=1), (3, r)) == 5
    assert receptive_field(Conv(w, (3, 5)), (w, r, r)) == (3, 5)
    assert effective_stride(ConvTranspose(w, 2, stride=2), (w, r)) * 2 == 1
