"""Size maps, windows and symbols, against counting by hand."""

import pickle
from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symalgebra.errors import ShapeError, SymalgebraError
from symalgebra.formula import Formula, formula, size
from symalgebra.shape import POINT, Bundle, Reach, Shape, SizeMap, Window, dims, largest, same, shape

maps = st.builds(SizeMap, st.integers(1, 5), st.integers(-9, 9))
numbers = st.integers(-40, 40)
sizes = st.integers(1, 40)
windows = st.builds(
    Window,
    kernel=st.integers(1, 5),
    stride=st.integers(1, 4),
    left=st.integers(-2, 4),
    right=st.integers(-2, 4),
    dilation=st.integers(1, 3),
)


@given(maps, maps, numbers)
def test_size_maps_compose(f, g, r):
    assert (f >> g)(r) == g(f(r))


@given(maps, maps, maps)
def test_composition_is_associative_with_a_unit(f, g, h):
    assert (f >> g) >> h == f >> (g >> h)
    assert SizeMap() >> f == f == f >> SizeMap()


@given(maps, st.integers(0, 6), numbers)
def test_a_power_is_repeated_composition(f, n, r):
    repeated = SizeMap()
    for _ in range(n):
        repeated = repeated >> f
    assert f.power(n) == repeated
    m, q = dims("m q")
    symbolic = f.power(size(m))
    if n:
        assert value(symbolic(size(q)), m=n, q=abs(r) + 1) == repeated(abs(r) + 1)


@given(st.integers(1, 4), st.integers(-5, 5), st.integers(1, 5), sizes)
def test_a_power_of_a_symbolic_stride(s, b, n, r):
    t, m = dims("t m")
    assert value(SizeMap(size(t), b).power(size(m))(r), t=s, m=n) == SizeMap(s, b).power(n)(r)
    assert value(SizeMap(size(t), b).power(n)(r), t=s) == SizeMap(s, b).power(n)(r)


def test_a_negative_power_is_refused():
    with pytest.raises(SymalgebraError, match="no power -1"):
        SizeMap(2, 0).power(-1)


@given(maps, numbers, numbers)
def test_least_is_the_lower_adjoint(f, r, m):
    assert (f(r) >= m) == (r >= f.least(m))
    assert f(f.least(m)) == m


@given(maps, maps, numbers)
def test_the_adjoint_of_a_chain_is_the_reversed_chain_of_adjoints(f, g, m):
    assert (f >> g).least(m) == f.least(g.least(m))


@given(maps, sizes)
def test_a_size_map_on_a_symbol_agrees_with_numbers(f, r):
    assert value(f(size(dims("r"))), r=r) == f(r)


def test_strided_chains_are_one_floor():
    r, n = dims("r n")
    halve = SizeMap(2, 1)
    assert str((halve >> halve)(size(r))) == "ceiling(r/4)"
    assert halve.power(size(n))(size(r * 2**n)) == r


def slid(window, r):
    """The outputs counted by sliding the window."""
    length = r + window.left + window.right
    if window.ceil:
        starts = range(0, length + window.stride, window.stride)
        last = -(-(length - window.reach) // window.stride)
        return sum(1 for start in starts if start <= last * window.stride and start < r + window.left)
    return len(range(0, length - window.reach + 1, window.stride))


@pytest.mark.parametrize(("window", "into"), [
    (Window(9), "3$"),
    (Window(9, left=2), "3 with 2 and 0 at its ends"),
    (Window(9, right=2), "3 with 0 and 2 at its ends"),
])  # fmt: skip
def test_what_does_not_fit_is_told(window, into):
    with pytest.raises(ShapeError, match=f"a window over 9 does not fit into {into}"):
        window.out(3)


@given(windows, sizes)
def test_a_window_gives_as_many_outputs_as_it_has_places(window, r):
    count = slid(window, r)
    if count < 1:
        with pytest.raises(ShapeError, match="does not fit"):
            window.out(r)
    else:
        assert window.out(r) == count == window.size_map(r)


@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 2), st.integers(1, 3), sizes)
def test_ceil_mode_starts_no_window_outside(kernel, stride, padding, dilation, r):
    window = Window(kernel, stride, padding, padding, dilation, ceil=True)
    count = slid(window, r)
    if count < 1:
        with pytest.raises(ShapeError, match="does not fit"):
            window.out(r)
    else:
        assert window.out(r) == count


def test_ceil_mode_with_ends_that_differ():
    for kernel, stride, left, right, r in product((2, 3), (1, 2, 3), (0, 1), (0, 1, 2), (3, 4, 5, 6)):
        window = Window(kernel, stride, left, right, ceil=True)
        assert window.out(r) == slid(window, r)


@given(windows, sizes)
def test_a_window_of_symbols_agrees_with_numbers(window, r):
    k, s, a, d, q = dims("k s a d q")
    numbers = {"k": window.kernel, "s": window.stride, "a": window.left + 3, "d": window.dilation, "q": r}
    symbolic = Window(k, s, size(a) - 3, window.right, d)
    assert value(symbolic.size_map(size(q)), **numbers) == window.size_map(r)


@given(windows, st.integers(0, 20))
def test_reads(window, i):
    taps = [i * window.stride - window.left + j * window.dilation for j in range(window.kernel)]
    assert window.reads.at(i) == (taps[0], taps[-1])


def test_reach_of_a_period():
    double = Reach(2, 1, (0, 0), (0, 1))
    assert [double.at(i) for i in range(4)] == [(0, 0), (0, 1), (1, 1), (1, 2)]
    assert POINT.at(5) == (5, 5)


def test_shape():
    r = dims("r")
    x = shape((3, r, 2 * r))
    assert (x.channels, x.rank, x.resolution, x.numel) == (3, 2, (r, 2 * r), 6 * r**2)
    assert str(x) == "(3, r, 2*r)"
    assert shape(x) is x
    assert shape(512) == shape([512]) == Shape((512,))
    assert shape(r) == shape(formula(r)) == shape((r,))
    assert all(type(entry) is int for entry in shape((3, formula(7), 8 * r / r)))


def test_several_shapes():
    x = shape(((3, 8, 8), (10,)))
    assert (x.given, x.numel, len(x), str(x)) == (True, 202, 1, "((3, 8, 8), (10,))")
    assert not Bundle(x.parts, given=False).given
    with pytest.raises(ShapeError, match="no shape"):
        shape(((3, 8), 4))
    with pytest.raises(ShapeError, match="'hw' is no exact value"):
        shape("hw")


def test_bundles_are_values():
    x = shape([[3, 8, 8], [10]])
    apart = Bundle(x.parts, given=False)
    assert x == ((3, 8, 8), (10,)) == apart
    assert x != ((3, 8, 8), (11,))
    assert hash(x) == hash(apart) == hash(((3, 8, 8), (10,)))
    assert x.exact != apart.exact
    assert x.exact == shape(((3, 8, 8), (10,))).exact
    for bundle in (x, apart):
        assert pickle.loads(pickle.dumps(bundle)).exact == bundle.exact
        raised = bundle.each(lambda d: d + 1)
        assert (raised, raised.given) == (((4, 9, 9), (11,)), bundle.given)
    with pytest.raises(ShapeError, match="a bundle itself"):
        Bundle([x, shape(4)])


def test_shapes_that_differ_at_0_alone():
    n = formula(dims("n"))
    assert shape((n + 0**n, 7)) == shape((n, 7))
    assert shape((n + 0**n, 7)).exact != shape((n, 7)).exact
    assert shape((n, 7)).exact == shape((n, formula(7))).exact


def test_the_resolution_of_a_square_is_one_object():
    r = formula(dims("r"))
    for x in (shape((3, r, r)), shape((3, 2 * r, r + r)), shape((r, r + 1, 1 + r, r + 1))):
        assert all(d is x[1] for d in x.resolution)
        met = []
        x.each(lambda d, met=met: met.append(d) or d)
        assert met == [x.channels, x[1]]
    assert shape((r, r, r)).rank == 2
    assert shape((3, r, 2 * r)).resolution == (r, 2 * r)
    assert shape((3, r)).resolution == (r,)


def test_a_gate_is_no_size_of_a_product():
    gate, wide, thin = map(shape, ((4, 1, 1), (4, 7, 7), (4, 1, 2)))
    assert [largest(outs) for outs in ([gate, wide], [wide, gate], [gate, thin], [gate, gate])] == [
        wide, wide, thin, gate,
    ]  # fmt: skip


@given(st.lists(sizes, min_size=1, max_size=4))
def test_numel(entries):
    assert shape(entries).numel == prod(entries)


r = dims("r")
NO_SHAPES = [(3, 0), (3, -1), (), (3, 1.5), (3, True), "3", ("3",), (3, r / r / 2), (3, None), (3, r - r), {}]


@pytest.mark.parametrize("x", NO_SHAPES, ids=str)
def test_what_is_no_shape(x):
    with pytest.raises(ShapeError, match="no shape"):
        shape(x)


def test_same():
    r = formula(dims("r"))
    assert same((r + 1) ** 2, r**2 + 2 * r + 1)
    assert same(4, formula(4))
    assert not same(r, r + 1)


def test_dims():
    a, b, c = dims("a, b c")
    assert (a.name, b.is_integer, c.is_positive) == ("a", True, True)
    assert dims("a") == a
    assert dims("a,") == (a,)
    assert dims("p", min=0).is_positive is None
    assert dims("p", min=0).is_nonnegative
    assert formula(dims("q", min=32)) != formula(dims("q"))


@pytest.mark.parametrize("names", ["", " , ", "2n", "a-b", "lambda", "__import__('os')", None, 3, ["a"]])
def test_names_that_are_refused(names):
    with pytest.raises(SymalgebraError, match="name"):
        dims(names)


@pytest.mark.parametrize("low", [-1, 1.0, "1", True])
def test_lower_bounds_that_are_refused(low):
    with pytest.raises(SymalgebraError, match="least value"):
        dims("a", min=low)


def value(f, **values):
    """The number that a size is at a point; names that it does not hold are passed over."""
    if not isinstance(f, Formula):
        return f
    return f.at({name: number for name, number in values.items() if name in f.names})
