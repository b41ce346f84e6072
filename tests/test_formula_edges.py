"""Edges of formulas: the least cases, the order of equal factors, what is refused."""

from fractions import Fraction

import pytest

from symalgebra.errors import NoClosedForm, SymalgebraError
from symalgebra.formula import (
    Formula,
    binomial,
    ceildiv,
    enclosure,
    facts,
    floordiv,
    formula,
    log2,
    nonnegative,
    symbol,
    total,
)  # fmt: skip
from symalgebra.formula.enclosure import enclosure as between
from symalgebra.formula.evaluation.compilation import is_grid
from symalgebra.formula.evaluation.steps import rounded_down
from symalgebra.formula.matrix import matrix_power
from symalgebra.formula.power import factors, split_content
from symalgebra.formula.quotient import whole_numbers
from symalgebra.formula.reading.extent import degree, weight
from symalgebra.formula.sums import index_over

n, r, w = (symbol(name) for name in "nrw")


def test_binomials_of_few():
    assert [formula(binomial(r, k)) for k in (-1, 0, 1)] == [0, 1, r]
    assert formula(binomial(r, 2)) == (r**2 - r) / 2
    assert [binomial(5, k) for k in (-1, 0, 5, 6)] == [0, 1, 1, 0]


def test_a_matrix_is_square():
    for matrix in ([], [[1, 2]], [[1, 2], [3]], [[1], [2, 3]], [[1, 2, 3], [4, 5, 6]]):
        with pytest.raises(SymalgebraError, match="a square matrix"):
            matrix_power(matrix, n)
    assert matrix_power([[1, 1], [0, 1]], n) == [[1, n], [0, 1]]
    assert matrix_power([[2, 0], [0, 3]], n) == [[2**n, 0], [0, 3**n]]
    assert [[v for v in row] for row in matrix_power([[0, 1], [0, 0]], 1)] == [[0, 1], [0, 0]]


def test_factors_that_become_one():
    """Whichever of the two is met first."""
    f = n**2 * w**3
    assert f.subs(n=w) == w**5
    assert f.subs(w=n) == n**5
    assert (2**n * w).subs(n=w) == 2**w * w
    assert (n * w).subs(n=w + 1, w=n) == n * w + n
    assert (w ** (-1) * n).subs(n=w) == 1


def test_floats_are_rounded_where_that_is_sure():
    assert [rounded_down(top, 1) for top in (2.5, 2.999, -0.5, 1e6 + 0.5)] == [2, 2, -1, 1_000_000]
    for near in (3.0 - 1e-15, 3.0, 3.0 + 1e-15):
        with pytest.raises(NoClosedForm, match="too near to an integer"):
            rounded_down(near, 1)
    assert rounded_down(Fraction(7, 2), 1) == 3
    assert rounded_down(-7, 2) == -4
    with pytest.raises(SymalgebraError, match="division by zero"):
        rounded_down(1, 0)


def test_logarithms_of_what_is_at_least_one():
    assert nonnegative(log2(n))
    assert nonnegative(log2(n + 1))
    assert not nonnegative(log2(symbol("z", 2)) - 2)
    assert not nonnegative(formula(log2(n)) - 1)


def test_grids():
    assert all(map(is_grid, ([1, 2], range(3), (1,))))
    assert not any(map(is_grid, ("12", 3, None)))


def test_weights_and_degrees():
    assert [weight(v) for v in (3, n, n + w)] == [1, 2, 4]
    assert [degree(v) for v in (3, n, n**3 * w, n**-4, 2**n)] == [0, 1, 3, 4, 0]


def test_quotients_have_integers_without_common_factor():
    assert whole_numbers(4 * n, formula(6)) == (2 * n, 3)
    assert whole_numbers(3 * n, formula(2)) == (3 * n, 2)
    assert whole_numbers(n / 2 + Fraction(1, 3), w) == (3 * n + 2, 6 * w)


def test_numbers_are_factored():
    assert factors(1) == {}
    assert factors(360) == {2: 3, 3: 2, 5: 1}
    assert factors(49) == {7: 2}
    assert factors(Fraction(8, 9)) == {2: 3, 3: -2}
    assert factors(2 * 65537) == {2: 1, 65537: 1}


def test_what_a_sum_has_in_common():
    for f in (6 * n * w + 4 * n, n + 1, n**2 + n, 2**n + 4**n, 1 + formula(2) ** -n, n / 2 + Fraction(1, 3)):
        content, rest = split_content(f)
        assert content * rest == f
    assert split_content(6 * n * w + 4 * n) == (2 * n, 3 * w + 2)
    assert split_content(n + 1) == (1, n + 1)
    assert split_content(n / 2 + Fraction(1, 3)) == (Fraction(1, 6), 3 * n + 2)
    assert split_content(2**n + 4**n) == (2**n, 2**n + 1)


def test_fractions_are_written_without_brackets_that_nothing_needs():
    assert (1 / (n + 1)).latex() == r"\frac{1}{n + 1}"
    assert (n / (n + 1)).latex() == r"\frac{n}{n + 1}"
    assert formula(2) ** n * 3 == 3 * 2**n
    assert (3 * formula(2) ** n).latex() == r"3 \cdot 2^{n}"


def test_facts_are_read_from_both_sides():
    assert facts(["r = 2*n"]) == facts(["2*n = r"]) == {"r": 2 * n}
    assert facts(["n >= 5"])["n"] == facts(["n > 4"])["n"] == facts(["5 <= n"])["n"] == symbol("n", 5)
    for fact in ("n = n", "n = n + 1", "n + 1 = w + r"):
        with pytest.raises(SymalgebraError):
            facts([fact])


def test_enclosures_of_floors():
    for f in (ceildiv(r, 2**n), floordiv(r, 2**n), 3 * formula(ceildiv(r, w)) * w, -formula(floordiv(r, w))):
        low, high = between(formula(f))
        for point in ({"r": 7, "n": 2, "w": 3}, {"r": 64, "n": 3, "w": 8}, {"r": 1, "n": 5, "w": 2}):
            value, *ends = (
                g.at({k: v for k, v in point.items() if k in g.names}) for g in map(formula, (f, low, high))
            )
            assert ends[0] <= value <= ends[1]
    assert between(n + w) == (n + w, n + w)
    assert enclosure is between


def test_sums_of_powers():
    for k in range(5):
        i = index_over(n)
        found = formula(total(i.formula() ** k, i, n))
        assert [found.at(n=m) for m in range(1, 6)] == [sum(j**k for j in range(m)) for m in range(1, 6)]


def test_powers_by_squaring():
    f = n + 1
    product = formula(1)
    for k in range(1, 8):
        product = product * f
        assert f**k == product
    assert isinstance(f**0, Formula | int)
    assert f**0 == 1
