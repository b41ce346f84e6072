"""The laws of measures, on random terms: homomorphism, unrolling, substitution, branches."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra import (
    Id,
    Repeat,
    activations,
    buffers,
    depth,
    dims,
    effective_padding,
    effective_stride,
    flops,
    macs,
    params,
    paths,
    receptive_field,
    units,
)  # fmt: skip
from symalgebra.errors import NoClosedForm, ShapeError
from symalgebra.formula import Formula, formula
from symalgebra.strategies.anywhere import I, blocks, networks

MEASURES = [
    params, buffers, macs, flops, activations, units, depth, paths, receptive_field, effective_stride,
    effective_padding,
]  # fmt: skip
R, N, C = dims("r n C")
POINT = {"w": 3, "r": 23, "C": 2}


def value(measure, net, x, **point):
    """The number that a measure gives at a point; the kind of error where it refuses."""
    try:
        found = measure(net, x)
    except (ShapeError, NoClosedForm) as error:
        return type(error).__name__
    parts = found if isinstance(found, tuple) else (found,)
    return tuple(f.at({k: v for k, v in point.items() if k in f.names}) for f in map(formula, parts))


def numeric(net):
    return net.subs(w=POINT["w"])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.__name__)
@settings(max_examples=60)
@given(f=networks(), g=networks())
def test_series_is_a_homomorphism(measure, f, g):
    """m(f >> g, x) is the algebra's series of m(f, x) and m(g, f.out(x))."""
    x = (2, R, 19)
    try:
        middle = f.out(x)
        whole, first, second = measure(f >> g, x), measure(f, x), measure(g, middle)
    except (ShapeError, NoClosedForm):
        return
    if measure in (params, buffers, macs, flops, activations, units, depth):
        assert whole == first + second
    elif measure in (paths, effective_stride):
        assert whole == pair(first, second, lambda a, b: a * b)


def pair(first, second, join):
    """Combine what is one formula, or a tuple with one for each dimension."""
    if isinstance(first, Formula) and isinstance(second, Formula):
        return join(first, second)
    a, b = (v if isinstance(v, tuple) else (v, v) for v in (first, second))
    joined = tuple(map(join, a, b))
    return joined[0] if all(v == joined[0] for v in joined) else joined


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.__name__)
@settings(max_examples=60)
@given(body=blocks(index=True))
def test_a_repeat_is_its_unrolling(measure, body):
    """The closed form of Repeat(i, n, f) at n = 0, ..., 6 is the value of f(0) >> ... >> f(n - 1)."""
    net = Repeat(I, N, body)
    for x in ((C, R), (2, R, 40)):
        try:
            closed = measure(net, x)
        except (ShapeError, NoClosedForm):
            continue
        for n in range(7):
            there = tuple(POINT.get(str(d), d) for d in x)
            unrolled = value(measure, numeric(Repeat(I, n, body).unrolled()), there)
            if isinstance(unrolled, str):
                break
            parts = closed if isinstance(closed, tuple) else (closed,)
            point = {**POINT, "n": n}
            found = tuple(f.at({k: v for k, v in point.items() if k in f.names}) for f in parts)
            assert set(found) == set(unrolled), (n, closed)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.__name__)
@settings(max_examples=60)
@given(net=networks(), w=st.integers(1, 4), r=st.integers(4, 40))
def test_substitution_commutes(measure, net, w, r):
    """m(f, x).subs(s) = m(f.subs(s), x.subs(s)) wherever the numbers are valid."""
    direct = value(measure, net.subs(w=w), (2, r, r + 1))
    if not isinstance(direct, str):
        symbolic = value(measure, net, (2, R, R + 1), w=w, r=r)
        assert isinstance(symbolic, str) or set(symbolic) == set(direct)


@settings(max_examples=60)
@given(f=blocks(), g=blocks(), h=blocks())
def test_sums_and_concats_are_associative_and_commutative(f, g, h):
    x = (2, R, 19)
    for join in (lambda a, b: a + b, lambda a, b: a | b, lambda a, b: a * b):
        for measure in (params, macs, depth, paths, receptive_field):
            try:
                orders = (join(join(f, g), h), join(f, join(g, h)), join(h, join(g, f)))
                found = [measure(net, x) for net in orders]
            except (ShapeError, NoClosedForm):
                continue
            assert found[0] == found[1] == found[2]


def test_empty_series_is_neutral():
    for measure in MEASURES:
        assert measure(Id, (3, R)) == (1 if measure in (paths, receptive_field, effective_stride) else 0)
