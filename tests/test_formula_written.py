"""The order in which formulas are written, their signs, and the names of what stands in them."""

from fractions import Fraction
from string import ascii_lowercase

import pytest
import sympy

from symalgebra.errors import SymalgebraError
from symalgebra.formula import (
    add,
    ceildiv,
    facts,
    floordiv,
    formula,
    index_over,
    log2,
    maximum,
    minimum,
    product_over,
    read,
    symbol,
    total,
)  # fmt: skip
from symalgebra.formula.logarithm import LOG2_E
from symalgebra.formula.matrix import cfinite
from symalgebra.formula.writing.arrangement import sign
from symalgebra.formula.writing.line import negative, over
from symalgebra.formula.writing.naming import collected, named, pretty, stage
from symalgebra.formula.writing.tex import letter
from symalgebra.formula.writing.text import decimal

n, w, r, H = (symbol(name) for name in ("n", "w", "r", "H"))
z = symbol("z", 0)


@pytest.mark.parametrize(
    ("f", "text"),
    [
        (w + n, "n + w"),
        (n + n**2 + 1, "n**2 + n + 1"),
        (n * w + n**2 * w + n * w**2, "n**2*w + n*w**2 + n*w"),
        (w * n, "n*w"),
        (1 - n, "1 - n"),
        (-n - 1, "-n - 1"),
        (n - 1, "n - 1"),
        (-n + w, "-n + w"),
        (2 - n * w, "-n*w + 2"),
        (2 - 3 * n**2, "2 - 3*n**2"),
        (-3 * n, "-3*n"),
        (-n / 2, "-n/2"),
        (n / 2 - Fraction(2, 3), "n/2 - 2/3"),
        (1 / n, "1/n"),
        (2 / n, "2/n"),
        (1 / (2 * n), "1/(2*n)"),
        (w / (2 * n), "w/(2*n)"),
        (1 / (n * w), "1/(n*w)"),
        (n**-2, "n**(-2)"),
        (2 * n**-2, "2/n**2"),
        (1 / (n + 1) / (n + 1), "(n + 1)**(-2)"),
        (2 / (n + 1) / (n + 1), "2/(n + 1)**2"),
        (w ** Fraction(-1, 2), "w**(-1/2)"),
        (3 * w ** Fraction(-1, 2), "3/w**(1/2)"),
        (2**n + 3**n, "2**n + 3**n"),
        (2 ** (2 * n) + 2**n, "2**(2*n) + 2**n"),
        (2**-n, "2**(-n)"),
        (3 * 2**-n, "3/2**n"),
        (w ** (n / 3), "w**(n/3)"),
        (6**n * 5**w, "5**w*6**n"),
        (30**n, "30**n"),
        (formula(2) ** (w + n), "2**(n + w)"),
        (maximum(n, w) - minimum(n, w), "Max(n, w) - Min(n, w)"),
        (floordiv(r, 2**n), "floor(r/2**n)"),
        (floordiv(r + 1, w + n), "floor((r + 1)/(n + w))"),
        (floordiv(r * w + 1, 3 * n), "floor((r*w + 1)/(3*n))"),
        (ceildiv(r, w**2), "ceiling(r/w**2)"),
        (floordiv(log2(r), 1), "floor(log2(r))"),
        (LOG2_E, "1/log(2)"),
        (n / LOG2_E, "n*log(2)"),
        (n * LOG2_E, "n/log(2)"),
        (w**LOG2_E, "w**(1/log(2))"),
        (floordiv(n, LOG2_E), "floor(n/(1/log(2)))"),
        (w ** (1 / n), "w**(1/n)"),
        (w ** (0**z), "w**(0**z)"),
        (cfinite((1, 1), (0, Fraction(1, 2)), n), "CFinite((1, 1), (0, 1/2), n)"),
    ],
    ids=str,
)
def test_texts(f, text):
    assert str(formula(f)) == text


@pytest.mark.parametrize(
    ("f", "latex"),
    [
        (1 - n, "1 - n"),
        (-n - 1, "- n - 1"),
        (n - 3, "n - 3"),
        (-3 * n, "- 3 n"),
        (formula(Fraction(-3, 2)), r"- \frac{3}{2}"),
        (-n / 2, r"- \frac{n}{2}"),
        (2 * 3**n, r"2 \cdot 3^{n}"),
        (2**n * 5**w, r"2^{n} \cdot 5^{w}"),
        (w**-2, r"\frac{1}{w^{2}}"),
        ((w + 1) / (n + 1), r"\frac{w}{n + 1} + \frac{1}{n + 1}"),
        (2 / (n + 1) / (n + 1), r"\frac{2}{\left(n + 1\right)^{2}}"),
        (3 * (w + 1) ** n, r"3 \left(w + 1\right)^{n}"),
        (floordiv(r, 1), "r"),
        (floordiv(log2(r), 1), r"\left\lfloor \log_{2}\left(r\right) \right\rfloor"),
        (LOG2_E * n, r"\frac{n}{\log{\left(2 \right)}}"),
        (
            cfinite((1, 1), (0, 1), n),
            r"\operatorname{CFinite}\left(\left(1, 1\right), \left(0, 1\right), n\right)",
        ),
    ],
    ids=str,
)
def test_latex(f, latex):
    assert formula(f).latex() == latex


def test_latex_of_loops():
    i = index_over(n)
    k = i.formula()
    body = ceildiv(r, 2**k)
    one = r"\sum_{i=0}^{n - 1} \left\lceil \frac{r}{2^{i}} \right\rceil"
    assert formula(total(body, i, n)).latex() == one
    assert (formula(total(body, i, n)) ** 2).latex() == rf"\left({one}\right)^{{2}}"
    assert (formula(total(body, i, n)) + 1).latex() == rf"\left({one}\right) + 1"
    assert formula(product_over(k + w, i, n)).latex() == r"\prod_{i=0}^{n - 1} \left(i + w\right)"
    assert formula(total(w**k, i, n)).latex() == r"\sum_{i=0}^{n - 1} w^{i}"


def test_letters():
    assert [letter(name) for name in ("n", "n1", "n_1", "alpha", "beta_2")] == [
        "n",
        "n_{1}",
        "n_{1}",
        r"\alpha",
        r"\beta_{2}",
    ]
    assert letter("_x") == r"\mathrm{\_x}"
    assert letter("x_") == r"\mathrm{x\_}"


def test_signs():
    for f in (n - w, n**2 - 3 * n, 2**n - n, n / 2 - Fraction(1, 3)):
        assert {sign(f), sign(-f)} == {1, -1}
    assert sign(n - w) == 1
    assert sign(w - n) == -1
    assert sign(formula(0)) == 1


def test_what_stands_below_a_line():
    assert [negative(e) for e in (1, -1, Fraction(-1, 2), n, -n, n - w, -n - w)] == [
        False,
        True,
        True,
        False,
        True,
        False,
        False,
    ]
    ((m, _),) = (n**2 / w).items()
    assert [len(side) for side in over(Fraction(3, 2), m.powers)] == [2, 2]
    assert [len(side) for side in over(1, m.powers)] == [1, 1]


def test_digits():
    assert [decimal(k) for k in (0, 7, 10**4000, 10**4000 - 1, 5 * 10**8000 + 3)] == [
        "0",
        "7",
        "1" + "0" * 4000,
        "9" * 4000,
        "5" + "0" * 7999 + "3",
    ]


def test_relations():
    assert (n + 1 > n) is True
    assert (n > n) is False
    assert (n >= n) is (n <= n) is True
    assert (n < n + 1) is True
    assert (formula(3) < 2) is False
    assert (formula(2) <= 2) is True
    assert (n >= 8) == sympy.Ge(n.expr, 8)
    assert (n < w) == sympy.Lt(n.expr, w.expr)
    with pytest.raises(TypeError):
        n < "a"  # noqa: B015


def test_stages():
    atoms = {}
    stages = (ceildiv(H, 8), floordiv(H, 8), floordiv(H - 3, 8))
    for f in (*stages, floordiv(2 * H, 3), floordiv(H, w), floordiv(H**2, 3)):
        (atom,) = (a for m in formula(f).terms for a in m.atoms)
        atoms[str(f)] = stage(atom)
    assert list(atoms.values()) == [("H", 8), ("H", 8), ("H", 8), None, None, None]


def test_names():
    assert named(formula(ceildiv(H, 4)) + ceildiv(H, 2)) == (
        ["h2 + h4"],
        [("h2", "ceil(H/2)"), ("h4", "ceil(H/4)")],
    )
    assert named(floordiv(H, 4))[1] == [("h4", "floor(H/4)")]
    many = [name for name, _ in named(add(floordiv(H + k, 64) for k in range(1, 30)))[1]]
    assert many == ["h64", *(f"h64{letter}" for letter in ascii_lowercase), "h64_1", "h64_2"]
    assert named(floordiv(H * w, 7)) == (["floor(H*w/7)"], [])
    assert named(formula(floordiv(H * w, 7)) * n + floordiv(H * w, 7))[1] == [("s1", "floor(H*w/7)")]
    two = floordiv(H * w, 7) * n + floordiv(H * w, 7) + floordiv(H * n, 7) * n + floordiv(H * n, 7)
    assert [name for name, _ in named(two)[1]] == ["s1", "s2"]
    long = floordiv(H * w * n + r, 1000)
    assert named(long)[1] == [("s1", "floor((H*n*w + r)/1000)")]
    i = index_over(n)
    assert named(total(ceildiv(H, 2 ** i.formula()), i, n))[1] == []
    assert [name for name, _ in named(ceildiv(symbol("B"), 2) * ceildiv(H, 2) * ceildiv(H, 16))[1]] == [
        "b2",
        "h2",
        "h16",
    ]


@pytest.mark.parametrize(
    ("f", "text"),
    [
        (w**2 * n + w**2 + w, "w**2*(n + 1) + w"),
        (2 * w**2 * n + 4 * w**2 + 7, "2*w**2*(n + 2) + 7"),
        (w**2 * n / 2 + w**2 / 2, "w**2*(n + 1)/2"),
        (-(w**2) * n - w**2, "-w**2*(n + 1)"),
        (5 - w**2, "-w**2 + 5"),
        (n + w, "n + w"),
        (formula(0), "0"),
        (2 * n + 2 * w, "2*n + 2*w"),
        (n * ceildiv(H, 2) + w * ceildiv(H, 2), "(n + w)*ceiling(H/2)"),
        (n * ceildiv(H, 4) + w * ceildiv(H, 2) + 1, "w*ceiling(H/2) + n*ceiling(H/4) + 1"),
        (n**3 + w * n**2 + n**2, "n**3 + n**2*(w + 1)"),
    ],
    ids=str,
)
def test_collected(f, text):
    assert collected(f) == text
    assert read(text.replace("ceiling", "ceil")) == f


def test_lines_of_a_width():
    f = w**2 * n + w**2 + w
    line = "w**2*(n + 1) + w"
    assert pretty(f, len(line)) == line
    assert pretty(f, len(line) - 1) == "w**2*(n + 1)\n+ w"
    assert pretty(-(w**2) - w * n, 3) == "-w**2\n- n*w"


def test_a_text_of_no_relation():
    for fact in ("n", 7, sympy.Ne(n.expr, 3)):
        with pytest.raises(SymalgebraError, match="is no fact"):
            facts([fact])
