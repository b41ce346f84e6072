"""Formulas and SymPy: out and back, operators between the two, and questions about polynomials."""

import pickle

import pytest
import sympy
from hypothesis import given, settings
from polynomials import polynomials

from symalgebra.errors import NoClosedForm, SymalgebraError
from symalgebra.formula import Formula, ceildiv, floordiv, formula, index_over, log2, symbol, total
from symalgebra.formula.inspection import coefficient, coefficients, degree, is_polynomial
from symalgebra.formula.sums import power_sum
from symalgebra.strategies.expressions import pairs
from symalgebra.strategies.pairs import n, r, w

MANY = settings(max_examples=300)


@MANY
@given(pairs)
def test_sympy_and_back(pair):
    assert formula(pair.formula.expr) == pair.formula or "0**" in pair.made
    assert pair.formula.free_symbols == {formula(s).expr for s in pair.formula.free_symbols}


@given(polynomials())
def test_sympy_agrees(f):
    expression = f.expr
    assert f == expression
    assert expression == f
    values = {s: k + 2 for k, s in enumerate(sorted(f.free_symbols, key=str))}
    assert expression.subs(values) == f.at(values)
    assert f.subs(n=3) == expression.subs(n.expr, 3) if "n" in f.names else True


@pytest.mark.parametrize("degree", [0, 1, 2])
def test_geometric_sums_in_sympy(degree):
    f = power_sum(w, degree, n)
    assert (
        f.expr.subs({w.expr: 3, n.expr: 4}).doit()
        == f.at(w=3, n=4)
        == sum(i**degree * 3**i for i in range(4))
    )
    assert formula(f.expr) == f


def test_symbols_with_a_range_survive_a_pickle():
    (s,) = symbol("m", 5).expr.free_symbols
    assert pickle.loads(pickle.dumps(s)) == s != symbol("m", 6).expr
    assert formula(pickle.loads(pickle.dumps(s))) == symbol("m", 5)


def test_sympy_operators():
    s = w.expr
    for f in (n + s, s + n, sympy.Integer(3) * n, n * sympy.Rational(1, 2), s**n, n**s, s / n, n / s, s - n):
        assert isinstance(f, Formula)
    assert sympy.diff(n**2 * w, n) == 2 * (n * w).expr
    assert sympy.diff(n**2 * w, n.expr) == 2 * n * w
    assert sympy.sympify(n + 1) == n.expr + 1
    assert sympy.latex([n**2 / 2]) == r"\left[ \frac{n^{2}}{2}\right]"
    assert sympy.Eq(n, 3).lhs == n.expr
    assert formula(sympy.log(s, 2)) == log2(w)
    assert formula(sympy.log(8 * s)) == log2(8 * w) * formula(sympy.log(2))


def test_what_sympy_gets_wrong_is_kept_from_it():
    """SymPy 1.14 takes 2**n/6 for an integer, so that floor(2**n/6) would lose its floor."""
    f = formula(floordiv(2**n, 6))
    assert f.expr.has(sympy.floor)
    assert formula(f.expr) == f


def test_inspection():
    f = 17 * n * w**2 + 9 * w**2 + w * 2**n + ceildiv(r, 2)
    assert degree(f, w) == f.degree("w") == 2
    assert degree(f, "q") == 0
    assert degree(formula(0), n) == 0
    assert coefficients(f, w.expr) == {2: 17 * n + 9, 1: 2**n, 0: formula(ceildiv(r, 2))}
    assert coefficient(f, w, 2) == 17 * n + 9
    assert coefficient(f, w, 5) == 0
    assert is_polynomial(f, w)
    assert not is_polynomial(f, n)
    assert not is_polynomial(1 / w, w)
    with pytest.raises(NoClosedForm, match="not a polynomial in r"):
        degree(f, r)


@given(polynomials("nwr"))
def test_coefficients_make_the_formula(f):
    assert sum((c * w**e for e, c in coefficients(f, w).items()), formula(0)) == f


def test_sums_of_sympy():
    k, m = sympy.symbols("k m")
    assert formula(sympy.Sum(k, (k, 1, m))) == formula((m**2 + m) / 2)
    assert formula(sympy.Sum(k * m, (k, 0, m - 1), (m, 0, 3))) == 0 + 1 * 2 + 3 * 3
    assert formula(sympy.Product(2 * m, (k, 1, 3))) == 8 * formula(m) ** 3
    i = index_over(n)
    f = formula(total(ceildiv(r, 2 ** i.formula()), i, n))
    assert formula(sympy.Sum(sympy.ceiling(r.expr / 2**k), (k, 0, n.expr - 1))) == f
    with pytest.raises(SymalgebraError, match="starts at m here"):
        formula(sympy.Sum(k, (k, m, 2 * m)))
