"""What reading a formula costs: sizes are known before the work, and each limit holds to the unit."""

from fractions import Fraction
from math import comb

import pytest

from symalgebra.errors import ParseError, SymalgebraError
from symalgebra.formula import binomial, ceildiv, floordiv, formula, log2, maximum, minimum, read, symbol
from symalgebra.formula.reading.budget import STEPS, Budget, TooLarge, checked, invertible
from symalgebra.formula.reading.extent import (
    MOST_WEIGHT,
    bits,
    coefficients,
    count,
    degree,
    weight,
    wholes,
    width,
)
from symalgebra.formula.reading.source import clipped, nearest, numeral

n, w, r, z = symbol("n"), symbol("w"), symbol("r"), symbol("z", 0)


def cost(work):
    """The steps that a piece of work takes from a budget."""
    budget = Budget()
    work(budget)
    return STEPS - budget.left


def test_the_length_of_numbers():
    assert [bits(v) for v in (0, 1, -1, 2, -3, 255, 256)] == [0, 0, 0, 2, 2, 8, 9]
    assert [bits(formula(v)) for v in (0, n, n - w, 255 * n + w, n / 256, n / 3 - 7)] == [0, 0, 0, 8, 9, 3]
    assert bits(1 / (w + 300)) == 9


def test_the_number_of_terms():
    assert [count(v) for v in (7, formula(0), n, n + w, (n + w) ** 2)] == [1, 0, 1, 2, 3]
    assert sorted(coefficients(2 * n - 3 * w + 5)) == [-3, 2, 5]
    assert coefficients(4) == [4]
    assert [width(v) for v in (7, formula(0), n, n + w, 1 / (w + 1), 1 / (w + n + 1) ** 2)] == [
        1,
        1,
        1,
        2,
        2,
        6,
    ]
    assert wholes(1 / (w + 1) + n) == [w + 1]
    assert wholes(n + w) == wholes(7) == []


def test_the_highest_exponent():
    assert [degree(v) for v in (7, n, n**3 * w**2, n**-4 + w, 2**n, (w + 1) ** n)] == [0, 1, 3, 4, 0, 0]


def test_the_weight_of_a_polynomial_is_the_number_of_its_terms_around_the_least_values():
    """(1 + t)**3*(1 + u) has 4*2 terms."""
    for powers in ([(3, 0)], [(1, 1)], [(3, 1), (2, 0)], [(0, 0), (5, 2), (1, 4)]):
        f = sum((n**a * w**b for a, b in powers), formula(0))
        assert weight(f) == sum((a + 1) * (b + 1) for a, b in powers)
    assert weight(9) == 1
    assert weight(n ** (MOST_WEIGHT - 1)) == MOST_WEIGHT
    assert weight(n**MOST_WEIGHT) == weight(n ** (9 * MOST_WEIGHT)) == MOST_WEIGHT + 1


def test_intricate_parts_weigh_more():
    assert weight(n / w) > weight(n)
    assert weight(2**n) > weight(n)
    assert weight(2 ** (3 * n)) > weight(2**n)
    assert weight(formula(ceildiv(n + w + r, 7))) > weight(formula(ceildiv(n, 7)))
    assert weight((n + w) ** z) > weight(n**z)


def test_a_budget_is_spent_to_the_last_step():
    budget = Budget(7)
    assert budget.left == STEPS + 7
    budget.spend(STEPS + 7)
    assert budget.left == 0
    budget.spend(0)
    with pytest.raises(TooLarge, match="too long"):
        budget.spend(1)


def test_a_product_costs_the_products_of_its_terms():
    a, b = n + w + 1, n - w
    assert cost(lambda budget: budget.times(a, b)) == 6
    assert cost(lambda budget: budget.plus(a, b)) == cost(lambda budget: budget.minus(a, b)) == 1
    many = (n + w + r) ** 15  # C(17, 2) = 136 terms
    assert cost(lambda budget: budget.plus(many, many)) == 1 + 272 // 100
    budget = Budget()
    assert (budget.plus(a, b), budget.minus(a, b), budget.times(a, b)) == (2 * n + 1, 2 * w + 1, a * b)


def test_a_power_costs_the_square_of_its_terms():
    """C(k + t - 1, k) terms has a sum of t terms to the power of k."""
    for f, t in ((n, 1), (n + w, 2), (n + w + 1, 3)):
        for k in (1, 2, 5):
            assert cost(lambda budget, f=f, k=k: budget.power(f, k)) == comb(k + t - 1, k) ** 2
    assert cost(lambda budget: budget.power(2, n)) == 1
    assert cost(lambda budget: budget.power(n + w, n)) == 2
    assert cost(lambda budget: budget.power(2, 9)) == 0
    budget = Budget()
    assert [budget.power(*pair) for pair in ((2, -3), (n, 2), (2, n))] == [Fraction(1, 8), n**2, 2**n]
    assert budget.power(0, 0) == budget.power(0**z, 0) == 1


def test_a_division_costs_what_a_long_one_leaves():
    """Terms of both, and as many steps as there are monomials of the degree of both."""
    assert cost(lambda budget: budget.over(n + w, n)) == 2
    assert cost(lambda budget: budget.over(n, n + w)) == 2
    assert cost(lambda budget: budget.over(n**2 - w**2, n + w)) == 2 * 2 * comb(2 + 1 + 2, 2)
    assert cost(lambda budget: budget.divide(n**2 - w**2, n + w)) == 2 * 2 * comb(2 + 1 + 2, 2)
    assert Budget().over(n**2 - w**2, n + w) == n - w
    assert Budget().over(7, 2) == Fraction(7, 2)
    assert Budget().over(n, 2) == n / 2


def test_a_division_that_is_too_long_is_left_as_it_is_written():
    budget = Budget()
    budget.left = 30
    found = budget.over(n**2 - w**2, n + w)
    assert budget.left == 30 - 4
    assert len(found.terms) == 2
    assert found == n - w
    budget.left = 40
    assert len(budget.over(n**2 - w**2, n + w).terms) == 2
    assert budget.left == 0


def test_rounding():
    budget = Budget()
    assert budget.down(7, 2) == 3
    assert budget.up(7, 2) == 4
    assert budget.down(n, 2) == floordiv(n, 2)
    assert budget.up(n, 2) == ceildiv(n, 2)
    assert budget.down(n / 2) == floordiv(n, 2)
    assert cost(lambda budget: budget.down(n, 2)) == 1 + (2 + 1) * 2**2
    assert cost(lambda budget: budget.up(n + w, 2)) == 2 + (4 + 1) * 2**2
    with pytest.raises(TooLarge, match="too intricate"):
        budget.down(n**99, 2)
    assert budget.down(n**98, 2) == floordiv(n**98, 2)


def test_extrema():
    budget = Budget()
    assert budget.greatest(n, n + 1) == n + 1
    assert budget.least(n, n + 1) == n
    assert budget.greatest(n, w, 0) == maximum(n, w)
    assert budget.least(n, w) == minimum(n, w)
    assert cost(lambda budget: budget.greatest(n, w, 1)) == 3 * (2 + 2 + 1)
    assert cost(lambda budget: budget.least(maximum(n, w), r)) == 2 * (weight(formula(maximum(n, w))) + 2)
    budget.left = 14
    assert str(budget.greatest(n, n + w, 1)) == "Max(1, n, n + w)"  # to compare takes 3*(2 + 4 + 1) steps
    assert budget.left == 14 - 3
    assert len(str(budget.greatest(n**99, n**99 + 1)).split(",")) == 2  # too intricate to be compared


def test_loops():
    i = symbol("i", 0)
    budget = Budget()
    assert budget.loop("Sum", i**2, i, 1, 4) == 30
    assert budget.loop("Product", i, i, 1, 4) == 24
    assert budget.loop("Sum", i, i, 0, n) == n * (n + 1) / 2
    for kind, body in (("Product", i), ("Sum", 2**i)):  # written out
        steps = cost(lambda budget, b=body, k=kind: budget.loop(k, b, i, 1, 10))
        assert cost(lambda budget, b=body, k=kind: budget.loop(k, b, i, 1, 20)) - steps == 20**2 - 10**2
        assert cost(lambda budget, b=body, k=kind: budget.loop(k, b, i, 11, 20)) == steps
    closed = cost(lambda budget: budget.loop("Sum", i, i, 1, 10))
    assert cost(lambda budget: budget.loop("Sum", i, i, 1, 10**9)) == closed


def test_logarithms():
    budget = Budget()
    assert budget.logarithm(8 * n) == 3 + log2(n)
    assert budget.natural(n, 4) == formula(log2(n)) / 2
    assert budget.natural(n) / budget.natural(2) == log2(n)
    assert cost(lambda budget: budget.logarithm(n + w)) == 2


@pytest.mark.parametrize(
    ("work", "largest", "one_more"),
    [
        (lambda k: Budget().power(2, k), 2048, 2049),  # 2 bits a factor
        (lambda k: Budget().power(2, -k), 2048, 2049),
        (lambda k: Budget().power(n, k), 1000, 1001),
        (lambda k: Budget().power(n, -k), 1000, 1001),
        (lambda k: Budget().power(2, k * n), 1000, 1001),
        (lambda k: Budget().choose(k, k // 2), 4096, 4098),
        (lambda k: Budget().choose(10**9, k), 136, 137),  # 30 bits a factor
        (lambda k: Budget().choose(10**9, 10**9 - k), 136, 137),
        (lambda k: checked(2**k), 4095, 4096),
        (lambda k: checked(-(2**k) * n), 4095, 4096),
        (lambda k: checked(n**k), 1000, 1001),
        (lambda k: checked(sum((n**j for j in range(k)), formula(0))), 1000, 1001),
    ],
)
def test_limits(work, largest, one_more):
    work(largest)
    with pytest.raises(TooLarge):
        work(one_more)


def test_binomials():
    assert Budget().choose(5, 2) == 10
    assert Budget().choose(n, 2) == binomial(n, 2)
    assert Budget().choose(n, z) == binomial(n, z)
    for k in (1, 2, 5):
        assert cost(lambda budget, k=k: budget.choose(n, k)) == comb(1 + k, k) ** 2
    assert cost(lambda budget: budget.choose(n, z)) == cost(lambda budget: budget.choose(n, 0)) == 0


def test_divisors():
    for f in (1, -2, n, n - w):
        invertible(f)
    for f in (0, formula(0), n - n, 0**z, 0**z + 1):
        with pytest.raises(SymalgebraError, match="division by zero"):
            invertible(f)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("n + )", 5),
        ("n^2 + @", 7),
        ("  n + w.x", 7),
        ("n^w^2 + foo(n)", 9),
        ("ceil(n, w)", 1),
        ("n + 1/0", 5),
    ],
)
def test_an_error_names_the_column_that_the_user_wrote(text, column):
    with pytest.raises(ParseError, match=rf"\(column {column}\b"):
        read(text)


def test_what_is_no_number_is_told():
    assert numeral("2w") == "2w is neither a number nor a name: write 2*w"
    assert numeral("1.2.3") == "1.2.3 is neither a number nor a name"
    assert numeral("9" * 401) == "a number of 401 characters, 400 at most"
    assert clipped("abc", 3) == "abc"
    assert clipped("abcd", 3) == "abc..."
    assert nearest("SUM", ["Sum", "Product"]) == ", did you mean 'Sum'?"
    assert nearest("xyz", ["Sum", "Product"]) == ""
