"""Sums and products over a symbolic count, against sums that are written out and against SymPy."""

from fractions import Fraction
from math import ceil, prod

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra.errors import NoClosedForm
from symalgebra.formula import ceildiv, formula, index_over, product_over, symbol, total
from symalgebra.formula.unevaluated import Geometric, Product, Sum
from symalgebra.strategies.expressions import pairs
from symalgebra.strategies.pairs import at, n, r, w, z

J = index_over(z)
j = J.formula()
BASES = [1, 2, 3, Fraction(1, 2), Fraction(3, 4), w, 2 * w, w / 2, 1 + w, w**2, 0]


def written_out(body, count, **point):
    return sum(at(formula(body).substitute({J: formula(k)}), point) for k in range(count))


def kinds(f):
    return {type(a) for m in formula(f).terms for a in m.atoms}


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.sampled_from(BASES), st.integers(0, 4), st.integers(-3, 3)), min_size=1, max_size=3)
)
def test_polynomials_times_exponentials(parts):
    body = sum((c * j**a * formula(b) ** j for b, a, c in parts), formula(0))
    closed = total(body, J, z)
    for count in range(7):
        for width in (1, 2, 5):
            assert at(closed, {"z": count, "w": width}) == written_out(body, count, w=width)
    assert not kinds(closed) & {Sum, Product}


@settings(max_examples=200)
@given(pairs, st.sampled_from([1, 2, w]), st.integers(0, 2))
def test_coefficients_without_the_index(pair, base, degree):
    index = index_over(z, pair.formula)
    i = index.formula()
    closed = total(pair.formula * i**degree * formula(base) ** i, index, z)
    for point, value in pair.values():
        powers = sum(k**degree * at(base, point) ** k for k in range(point["z"]))
        assert at(closed, point) == value * powers


@settings(max_examples=200)
@given(pairs, pairs)
def test_bodies_without_a_closed_form(a, b):
    """The sum of ceil((a + i*b)/3) stays exact."""
    i = index_over(z, a.formula, b.formula)
    closed = total(ceildiv(a.formula + i.formula() * b.formula, 3), i, z)
    slopes = {tuple(point.values()): value for point, value in b.values()}
    for point, start in a.values():
        if (slope := slopes.get(tuple(point.values()))) is not None:
            steps = range(point["z"])
            assert at(closed, point) == sum(ceil(Fraction(start + k * slope) / 3) for k in steps)


@pytest.mark.parametrize(("degree", "base"), [(0, 2), (3, 1), (2, 3), (1, sympy.S.Half), (4, 2), (5, 1)])
def test_sympy_sums_to_the_same(degree, base):
    k, m = sympy.Symbol("k", integer=True), z.expr
    expected = sympy.summation(k**degree * base**k, (k, 0, m - 1))
    assert formula(sympy.expand(sympy.powsimp(expected))) == total(j**degree * formula(base) ** j, J, z)


def test_a_symbolic_ratio():
    powers = formula(total(w**j, J, z))
    assert kinds(powers) == {Geometric}
    assert [powers.at(w=1, z=k) for k in range(4)] == [0, 1, 2, 3]
    assert [powers.at(w=3, z=k) for k in range(4)] == [0, 1, 4, 13]
    assert powers.subs(w=1) == z
    assert powers.subs(w=2) == 2**z - 1
    assert powers.subs(z=3) == w**2 + w + 1
    assert powers.subs(z=z + 1) == powers + w**z
    assert powers * (w - 1) != w**z - 1  # equal, but the geometric sum is an atom


def test_loops_that_run_no_times():
    first = formula(total(0**j, J, z))
    assert [first.at(z=k) for k in range(3)] == [0, 1, 1]
    assert total(j, J, 0) == 0
    assert product_over(j, J, 0) == 1
    assert formula(total(0**j * w + 5, J, n)).at(n=0, w=3) == 0


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (w * 2**j, lambda k: 3 * 2**k), (j + 1, lambda k: k + 1), (w + j, lambda k: 3 + k),
        (2**j, lambda k: 2**k), (w**j, lambda k: 3**k), (formula(7), lambda k: 7),
        (ceildiv(r, 2**j), lambda k: -(-9 // 2**k)),
        ((j + 1) * w**j * ceildiv(r, 2**j), lambda k: (k + 1) * 3**k * -(-9 // 2**k)),
    ],
    ids=lambda part: getattr(part, "__name__", str(part)),
)  # fmt: skip
def test_products(body, value):
    closed = product_over(body, J, z)
    for count in range(6):
        assert at(closed, {"z": count, "w": 3, "r": 9}) == prod(map(value, range(count)))


def test_loops_within_loops():
    inner = index_over(j, j)
    triangle = total(inner.formula() + w, inner, j)
    assert total(triangle, J, z) == total(j * (j - 1) / 2 + w * j, J, z)
    deep = formula(total(total(ceildiv(r, 2 ** (inner.formula() + j)), inner, j + 1), J, z))
    assert deep.at(r=33, z=3) == sum(-(-33 // 2 ** (a + b)) for a in range(3) for b in range(a + 1))
    assert formula(deep.expr) == deep
    assert "j" in str(deep)


def test_equal_sums_are_equal_wherever_they_arise():
    other = index_over(z, index_over(n).formula())
    body = lambda index: ceildiv(r, 2 ** index.formula())  # noqa: E731
    assert other is not J
    assert total(body(other), other, z) == total(body(J), J, z)
    assert hash(total(body(other), other, z)) == hash(total(body(J), J, z))


def test_substitution_in_sums():
    f = formula(total(ceildiv(r, 2**j), J, z))
    assert f.subs(z=2) == r + ceildiv(r, 2)
    assert f.subs(r=symbol("q") * 2**z).at(q=3, z=3) == 24 + 12 + 6
    assert f.subs(z=n + 1).at(r=9, n=1) == 9 + 5
    assert f.subs(r=5).at(z=3) == 5 + 3 + 2


def test_what_has_no_sum():
    with pytest.raises(NoClosedForm, match="no power with a symbolic exponent"):
        total(formula(-2) ** j, J, z)
    with pytest.raises(NoClosedForm, match="at most"):
        formula(total(ceildiv(r, 2**j), J, z)).at(r=3, z=10**9)
