"""Where terms, factors and groups stand in writing, whatever the order of their creation."""

from fractions import Fraction

import pytest
import sympy

from symalgebra.formula import (
    binomial,
    ceildiv,
    floordiv,
    formula,
    index_over,
    log2,
    maximum,
    product_over,
    symbol,
    total,
)  # fmt: skip
from symalgebra.formula.matrix import cfinite
from symalgebra.formula.writing.arrangement import place, sign
from symalgebra.formula.writing.line import negative
from symalgebra.formula.writing.naming import collected, named, pretty, stage

n, w, H = (symbol(name) for name in ("n", "w", "H"))
a, b, c, d, e = (symbol(name) for name in "abcde")
HALF = Fraction(1, 2)
ROOT2, ROOT3 = formula(2) ** HALF, formula(3) ** HALF


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ((w, w**HALF), "w**(1/2) + w"),
        ((2**n, 2 ** (n / 2)), "2**(n/2) + 2**n"),
        ((2 ** (n / 3), 2 ** (2 * n / 3)), "2**(2*n/3) + 2**(n/3)"),
        ((1, n, 1 / n), "n + 1 + 1/n"),
        ((1 / n, 1 / w), "1/w + 1/n"),
        ((1, 1 / n, n**-2), "1 + 1/n + n**(-2)"),
        ((1, 1 / e, d, c, b, a), "a + b + c + d + 1 + 1/e"),
        ((3, n / 2), "n/2 + 3"),
        ((n, w * 0**n), "n"),
        ((1, 2 ** (n + w)), "2**(n + w) + 1"),
        ((2**n * 3**n * 8,), "8*6**n"),
        ((0 ** symbol("z", 0),), "0**z"),
        ((2**n * 3**w * a * b,), "2**n*3**w*a*b"),
        ((w ** (n**2),), "w**(n**2)"),
        ((floordiv(H, n * w),), "floor(H/(n*w))"),
        ((ROOT2 * n, ROOT3 * n), "2**(1/2)*n + 3**(1/2)*n"),
        ((3, -ROOT2), "3 - 2**(1/2)"),
        ((n, ROOT2, 1), "n + 2**(1/2) + 1"),
    ],
)
def test_sums(terms, text):
    assert str(sum(terms, formula(0))) == str(sum(reversed(terms), formula(0))) == text


def test_places():
    """Numbers, powers of numbers, symbols, products, sums, and functions."""
    numbers = [formula(-1), formula(0), formula(HALF), formula(1), formula(3)]
    symbols = [n, 2 * n, n**2, n**w, w]
    sums = [1 / (n + w), n + w, n + w + 1]
    powers = [formula(2) ** n, formula(2) ** w]
    functions = [formula(cfinite((1, 1), (0, k), n)) for k in (1, 2)] + [formula(floordiv(H, w))]
    ordered = [*numbers, *powers, *symbols, n * w, *sums, *functions]
    assert sorted(reversed(ordered), key=place) == ordered


def test_an_index_stands_among_the_symbols():
    i = index_over(n)
    early, same = symbol("a"), symbol("i", 0)
    assert str(product_over(early + i.formula(), i, n)) == "Product(a + i, (i, 0, n - 1))"
    assert str(product_over(same + i.formula(), i, n)) == "Product(j + i, (j, 0, n - 1))"


def test_the_sign_of_a_difference_of_roots():
    f = ROOT2 * n - ROOT3 * n
    assert {sign(f), sign(-f)} == {1, -1}
    assert 1 / f + 1 / (-f) == 0


def test_powers_above_a_line():
    assert not any(map(negative, (HALF, n / 2)))


@pytest.mark.parametrize(
    ("f", "latex"),
    [
        (1 / (n * (n + 1)), r"\frac{1}{n \left(n + 1\right)}"),
        (floordiv(n, 2), r"\left\lfloor \frac{n}{2} \right\rfloor"),
    ],
    ids=["product-below", "floor"],
)
def test_latex(f, latex):
    assert formula(f).latex() == latex


@pytest.mark.parametrize(
    ("f", "text"),
    [
        (n / log2(w) + w * log2(n), "n/log2(w) + w*log2(n)"),
        (2 * n * ceildiv(H, 2) + 2 * w * ceildiv(H, 2), "2*(n + w)*ceiling(H/2)"),
        (w**n + w + n, "n + w + w**n"),
        (formula(5), "5"),
        (3 * ceildiv(H, 2), "3*ceiling(H/2)"),
    ],
    ids=["log", "number-before", "exponent", "number", "no-symbol"],
)
def test_groups(f, text):
    assert collected(formula(f)) == text


def test_which_sizes_have_names():
    short, long = floordiv(H * n * w, 700), floordiv(H * n * w, 7000)
    assert len(str(formula(short))) == 16
    assert named(formula(short))[1] == []
    assert [name for name, _ in named(long + ceildiv(H, 8))[1]] == ["h8", "s1"]
    inner = ceildiv(H, 2 ** index_over(n).formula())
    assert named([formula(inner), inner * n])[1] == []
    (atom,) = (s for m in formula(floordiv(H + w, 8)).terms for s in m.atoms)
    assert stage(atom) is None


@pytest.mark.parametrize(("characters", "lines"), [(100, 1), (101, 2)])
def test_a_line_has_100_characters(characters, lines):
    f = symbol("a") ** 2 + symbol("b" * 50) * symbol("c" * (characters - len("a**2 + *") - 50))
    assert len(str(f)) == characters
    assert len(pretty(f).splitlines()) == lines


def test_functions_go_to_sympy_as_they_are():
    assert formula(ceildiv(2**n, 6)).expr.has(sympy.ceiling)
    assert formula(binomial(w, w - 1)).expr.has(sympy.binomial)
    assert formula(maximum(n, w)).expr == sympy.Max(n.expr, w.expr)
    i = index_over(n)
    f = formula(total(ceildiv(w, 2 ** i.formula()), i, n)).expr
    ((index, low, high),) = f.limits
    assert (low, high) == (0, n.expr - 1)
    assert index.is_nonnegative
    assert not index.is_positive
