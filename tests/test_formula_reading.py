"""The limits of reading, each to the unit: budgets, weights, nesting, columns, and what comes from SymPy."""

from fractions import Fraction

import pytest
import sympy

from symalgebra.errors import ParseError, SymalgebraError
from symalgebra.formula import binomial, ceildiv, formula, log2, read, symbol
from symalgebra.formula.matrix import cfinite
from symalgebra.formula.reading import budget as budget_module
from symalgebra.formula.reading import inward as inward_module
from symalgebra.formula.reading.budget import STEPS, Budget, TooLarge, checked, invertible
from symalgebra.formula.reading.extent import weight
from symalgebra.formula.reading.inward import inward
from symalgebra.formula.reading.ranged import start
from symalgebra.formula.reading.source import LONGEST_NUMBER, Bounds, Source, numeral, source

n, w, r = (symbol(name) for name in "nwr")
i, z = symbol("i", 0), symbol("z", 0)
k, m, a, b = sympy.symbols("k m a b")


@pytest.mark.parametrize(
    ("f", "expected"),
    [
        (n / w, 2 * 2 * 2),  # two terms of each, times the divisor
        (n / w + r / w, 2 * (2 * 2) * 2),
        (n ** Fraction(1, 2), 2 * 2),
        (2**n, (2 + 2) ** 2),  # the weight of the exponent, and 1 + 1 for its coefficient
        (2 ** (3 * n), (2 + 4) ** 2),
        (w ** (2 * z + n), (4 + 3 * 2) ** 2),
        (formula(ceildiv(n, 7)), 1 + (3 + 1)),
        (formula(ceildiv(n + w, 9)) ** 2, 1 + (5 + 1) * 2),
    ],
    ids=str,
)
def test_weights(f, expected):
    assert weight(f) == expected


def test_powers_and_quotients_of_numbers_and_formulas():
    assert Budget().over(7, n) == 7 / n
    assert Budget().up(n / 2) == ceildiv(n, 2)
    assert Budget().power(2, n - 5) == 2**n / 32
    with pytest.raises(TooLarge, match="exponent above"):
        Budget().power(2, 1001 * n + w)
    with pytest.raises(SymalgebraError, match="division by zero"):
        invertible(0**z + n)


def test_binomials_up_to_the_last_bit():
    """128 factors of 32 bits."""
    assert Budget().choose(2**31, 128) == binomial(2**31, 128)
    with pytest.raises(TooLarge):
        Budget().choose(2**31, 129)
    assert Budget().choose(5000, n) == binomial(5000, n)


@pytest.mark.parametrize(
    ("values", "greatest"),
    [((n**49, 2 * n**49), "2*n**49"), ((n**49, n**49 + n**50), "Max(n**49, n**50 + n**49)")],
    ids=["weights of 100", "weights of 151"],
)
def test_what_is_light_enough_is_compared(values, greatest):
    assert str(formula(Budget().greatest(*values))) == greatest


def test_the_last_steps_are_spent_on_comparing():
    budget = Budget()
    budget.left = 3 * (2 + 4 + 1)
    assert budget.greatest(n, n + w, 1) == n + w
    assert budget.left == 0


def test_a_loop_without_an_end_is_one_step():
    budget = Budget()
    budget.loop("Sum", 3, i, 0, n)
    assert STEPS - budget.left == 1 + (1 + 2 + 1 + 2) * 4**2
    assert budget.loop("Sum", 2**i, i, 0, n) == 2 * 2**n - 1


@pytest.mark.parametrize("low", [-1, n, Fraction(1, 2)], ids=str)
def test_where_no_loop_starts(low):
    with pytest.raises(SymalgebraError, match="starts at"):
        start(low)
    assert [start(0), start(1)] == [0, 1]


@pytest.mark.parametrize(
    ("text", "parts", "depth"),
    [
        ("a", 1, 1),
        ("a + b", 3, 2),
        ("a + b + c", 5, 2),  # a chain is one level
        ("a + (b + c)", 5, 3),
        ("f(a)", 3, 2),
        ("f(k=a)", 4, 3),
        ("-(-a)", 3, 3),
    ],
)
def test_parts_and_depths_are_counted(text, parts, depth):
    piece = Source(text)
    piece.tree(Bounds(len(text), parts, depth))
    for bounds in (Bounds(len(text) - 1, 99, 99), Bounds(99, parts - 1, 99), Bounds(99, 99, depth - 1)):
        with pytest.raises(ParseError, match=r"characters|parts|deep"):
            piece.tree(bounds)


@pytest.mark.parametrize(
    ("text", "column"),
    [("w.x", 1), ("a^a^a^a^f.x^2", 9), ("Sum(i, (i, n, 9))", 12)],
)
def test_columns(text, column):
    with pytest.raises(ParseError, match=rf"\(column {column}\b"):
        read(text)
    assert str(Source("w").refuse(0, "no")) == "no (column 1: w)"


def test_the_longest_text_and_the_longest_sum(monkeypatch):
    assert source("abc", 3).text == "abc"
    with pytest.raises(ParseError, match="3 at most"):
        source("abcd", 3)
    monkeypatch.setattr(budget_module, "MOST_TERMS", 3)
    assert checked(n + w + 1) == n + w + 1
    with pytest.raises(TooLarge, match="more than 3 terms"):
        checked(n + w + r + 1)


def test_the_longest_number():
    assert read("9" * LONGEST_NUMBER) == 10**LONGEST_NUMBER - 1
    assert "neither a number nor a name" in numeral("9" * (LONGEST_NUMBER - 1) + "w")


def test_only_what_is_rounded_is_taken_apart():
    assert read("max(n/2)") == n / 2
    assert read("log2(n/2)") == log2(n) - 1
    assert read("ceil(n/2)") == ceildiv(n, 2)


def test_what_is_no_formula():
    assert [inward(value) for value in (True, "n", 1.5, None)] == [None] * 4
    for expression in (sympy.sin(k), sympy.Function("f")(k), sympy.Function("g")(k, m, a)):
        with pytest.raises(SymalgebraError, match="outside the class of formulas"):
            formula(expression)


@pytest.mark.parametrize(("expression", "nodes"), [(k, 1), (k + m, 4), (k * m + 2, 7)], ids=str)
def test_how_many_nodes_are_visited(expression, nodes, monkeypatch):
    monkeypatch.setattr(inward_module, "MOST_NODES", nodes)
    assert inward_module._convert.__wrapped__(expression) == expression
    monkeypatch.setattr(inward_module, "MOST_NODES", nodes - 1)
    with pytest.raises(SymalgebraError, match="nodes"):
        inward_module._convert.__wrapped__(expression)


def test_loops_of_sympy():
    assert formula(sympy.Sum(sympy.Max(k, 1), (k, 0, m))).at(m=2) == 1 + 1 + 2  # an index may be 0
    assert formula(sympy.Sum(1, (k, 0, m - 1), (m, 0, a - 1), (a, 0, 3))) == 0 + 0 + 1 + 3
    assert formula(sympy.Sum(k + m, (k, 1, 2), (m, 1, 3))) == 2 * 6 + 3 * 3
    assert formula(sympy.Product(k, (k, 1, 4))) == 24


def test_sequences_and_logarithms_of_sympy():
    fibonacci = formula(cfinite((1, 1), (0, Fraction(1, 2)), n))
    assert formula(fibonacci.expr) == fibonacci
    assert inward(sympy.log(w.expr, 2, evaluate=False)) == log2(w)
    assert inward(sympy.log(8 * w.expr, 4, evaluate=False)) == formula(log2(8 * w)) / 2
    assert formula(sympy.log(w.expr)) * formula(log2(3)) == formula(sympy.log(3)) * formula(log2(w))
