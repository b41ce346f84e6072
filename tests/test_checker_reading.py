"""What the checker reads: each expression keeps its value, and what has none is refused where it is read."""

from fractions import Fraction
from itertools import product

import mpmath
import pytest
from oracle import evaluate, real

from symalgebra.formula import formula, read
from symalgebra.order import checker
from symalgebra.order.checker import ONE, UNIT, Domain, Rejected, constant, single
from symalgebra.order.expression import expression

NAMES = "nmkr"
FREE = Domain({name: (1, None) for name in NAMES}, [])
I = ["sym", "#1"]


@pytest.fixture(autouse=True)
def no_work():
    checker.WORK[0] = 0


def e(text):
    return expression(formula(read(text))) if isinstance(text, str) else text


def over(a, b):
    return ["mul", e(a), ["pow", e(b), "-1"]]


def minus(a, b):
    return ["add", e(a), ["mul", "-1", e(b)]]


def domain(**lows):
    return Domain({name: (lows.get(name, 1), None) for name in NAMES}, [])


def polynomial(text, d=FREE):
    return checker.polynomial(e(text), d)


n, m, k, r = (["sym", name] for name in NAMES)
HALVES = ["add", ["mul", "1/2", n, n], ["mul", "1/2", n]]  # n*(n + 1)/2
SIXTHS = ["add", ["mul", "1/3", m, m, m], ["mul", "-1/3", m]]  # (m - 1)*m*(m + 1)/3
KEPT = {
    "a number": "-7",
    "a fraction": "-10/4",
    "a sum": ["add", n, "3", m, "-2"],
    "a product": ["mul", n, "3", m, "-2"],
    "a sum of quotients": ["add", over("n", "m"), over("k", "r"), "5"],
    "a sum of a quotient and another": ["add", over("n", "m"), k],
    "a sum over one denominator": ["add", over("n", "m"), over("k", "m"), over("r", "m")],
    "a sum over one denominator and another": ["add", over("n", "m"), over("k", "m"), over("r", "k")],
    "a product of quotients": ["mul", over("n", "m"), over("k", "r"), k],
    "a power of a sum": ["pow", e("n - m"), "3"],
    "a power of a quotient": ["pow", over("n - k", "m"), "3"],
    "a negative power of a quotient": ["pow", over("n", "m"), "-2"],
    "a power of 0": ["pow", e("n - 5"), "0"],
    "a power of 0 of a quotient": ["pow", over("n", "m"), "0"],
    "a power of a number": ["pow", "12", n],
    "a power of a fraction": ["pow", "12/5", n],
    "a power of 1": ["pow", "1", n],
    "a power of a product": ["pow", e("6*n**2*m"), k],
    "a power of a sum to a symbol": ["pow", e("n + m - 1"), k],
    "a power of a product of another kind": ["pow", e("2*floor(n/2) + 1"), k],
    "a power of a quotient to a symbol": ["pow", over("2*n", "3*m"), k],
    "a power to a difference": ["pow", "2", minus("m", "n")],
    "a power of a fraction to a difference": ["pow", "4/9", ["add", "1", ["mul", "-3", n], ["mul", "2", m]]],
    "a power of a quotient to a difference": ["pow", over("n", "m"), ["add", k, ["mul", "-2", r], "-1"]],
    "a power to a product": ["pow", "8", ["mul", "3", n, m]],
    "a power to a polynomial with halves": ["pow", "2", HALVES],
    "a power to halves and a symbol": ["pow", "3", ["add", HALVES, m, "1"]],
    "a power to halves and thirds": ["pow", "2", ["add", HALVES, SIXTHS]],
    "a floor": ["floor", n, m],
    "a floor of what is divided": ["floor", e("4*n + 6*m + 7"), "4"],
    "a floor of a number": ["floor", "-7", "2"],
    "a floor of a quotient": ["floor", over("n", "m"), over("k", "r")],
    "a floor by a product": ["floor", e("n*m*k + 2*m*r + 3"), e("2*m")],
    "a floor of what is a multiple": ["floor", e("n*m"), m],
    "a floor of a number by a symbol": ["floor", "7", n],
    "a floor by a fraction": ["floor", over("n", "2"), "3/4"],
    "a floor of logarithms": ["floor", ["add", ["mul", "2", ["log2", e("3*n")]], "2"], "2"],
    "a floor by a sum": ["floor", e("n*m + 5"), e("n + m")],
    "a floor of nothing": ["floor", minus("n", "n"), e("n + m")],
    "a maximum": ["max", e("n - 1"), m, "2"],
    "a maximum of quotients": ["max", over("n", "m"), over("k", "r"), over("3", "2*n")],
    "a minimum of quotients": ["min", over("n", "m"), over("k", "r"), "1"],
    "a logarithm": ["log2", e("n + m")],
    "a logarithm of half a symbol": ["log2", ["mul", "1/2", n]],
    "a logarithm of a product": ["log2", e("8*n**2*m")],
    "a logarithm of a power of 2": ["log2", e("2**n")],
    "a logarithm of a product of powers": [
        "log2",
        ["mul", "1/4", ["pow", "2", n], ["pow", m, ["mul", "3", k]], n],
    ],
    "a logarithm of a power of a sum": ["log2", ["pow", e("n + m"), ["mul", "2", k]]],
    "a binomial coefficient": ["binomial", e("n + m"), k],
    "a sum of terms": ["sum", ["mul", n, ["max", I, m]], "#1", e("n + 1")],
    "a sum of powers of the index": ["sum", ["add", ["mul", "3", m, I, I], I, "-2"], "#1", e("2*n")],
    "a sum of a product with its index": ["sum", ["mul", I, ["max", I, "1"], m], "#1", n],
    "half a sum": ["sum", ["mul", I, ["pow", "2", "-1"]], "#1", n],
    "a sum of half a count": ["sum", I, "#1", ["mul", e("2*n"), ["pow", "2", "-1"]]],
}
POINTS = [dict(zip(NAMES, values, strict=True)) for values in product((1, 2, 4), (1, 3), (2, 3), (1, 2))]


@pytest.mark.parametrize("name", KEPT)
def test_a_value_is_kept(name):
    top, bottom = checker.translate(KEPT[name], FREE)
    with mpmath.workdps(50):
        for at in POINTS:
            (low, high), (divisor, other) = checker.interval(top, at), checker.interval(bottom, at)
            assert 0 < divisor == other
            expected, margin = real(evaluate(KEPT[name], at)), 1e-9 if low < high else 1e-30
            for end in (low, high):
                assert abs(real(Fraction(end) / divisor) - expected) < margin


def test_an_expression_begins_at_its_depth():
    most = checker.MOST["depth"]
    deep = n
    for _ in range(most):
        deep = ["add", deep]
    assert checker.translate(deep, FREE) == (single(("sym", "n")), UNIT)
    checker.translate(n, FREE, most)
    for e_, depth in ((["add", deep], 0), (deep, 1), (n, most + 1)):
        with pytest.raises(Rejected, match="deep"):
            checker.translate(e_, FREE, depth)


# Equal expressions, of which the checker makes the same

SAME = {
    "what is divided comes out of a floor": (["floor", e("4*n + 6*m + 7"), "4"], ["add", n, ["floor", e("6*m + 7"), "4"]]),
    "a multiple and a number are divided": (["floor", e("4*n + 8*m - 7"), "4"], ["add", n, ["mul", "2", m], "-2"]),
    "a number is divided": (["floor", "-7", "2"], "-4"),
    "a number is divided by a fraction": (["floor", "7/3", "1/2"], "4"),
    "a multiple is divided": (["floor", e("3*n*m"), e("m")], ["mul", "3", n]),
    "a multiple and more is divided": (["floor", e("3*n*m + 2"), e("m")], ["add", ["mul", "3", n], ["floor", "2", m]]),
    "a floor of a quotient": (["floor", over("n", "m"), over("k", "r")], ["floor", e("n*r"), e("k*m")]),
    "a maximum of quotients": (["max", over("n", "m"), over("k", "r")], ["mul", ["max", e("n*r"), e("k*m")], ["pow", e("m*r"), "-1"]]),
    "a power of a power": (["pow", e("n**2*m"), k], ["mul", ["pow", n, k], ["pow", n, k], ["pow", m, k]]),
    "a power of a multiple": (["pow", e("6*n"), k], ["mul", ["pow", "2", k], ["pow", "3", k], ["pow", n, k]]),
    "a power to a multiple": (["pow", "8", ["mul", "3", n, m]], ["pow", ["pow", "2", ["mul", n, m]], "9"]),
    "a power to a sum": (["pow", n, ["add", m, k, "2"]], ["mul", n, n, ["pow", n, m], ["pow", n, k]]),
    "a power of 1": (["pow", "1", n], "1"),
    "a power of a quotient to a negative one": (["pow", over("n", "m"), "-3"], ["mul", ["pow", m, "3"], ["pow", n, "-3"]]),
    "halves in an exponent": (["pow", "2", HALVES], ["pow", "2", ["floor", e("n**2 + n"), "2"]]),
    "halves and thirds in an exponent": (["pow", "2", ["add", HALVES, SIXTHS]], ["pow", "2", ["floor", e("3*n**2 + 3*n + 2*m**3 - 2*m"), "6"]]),
    "a logarithm of a power of 2": (["log2", e("2**n")], n),
    "a logarithm of a product": (["log2", e("8*n**2*m")], ["add", "3", ["mul", "2", ["log2", n]], ["log2", m]]),
    "a logarithm of powers": (["log2", ["mul", "1/4", ["pow", m, ["mul", "3", k]]]], ["add", "-2", ["mul", "3", k, ["log2", m]]]),
    "a logarithm of a power of a sum": (["log2", ["pow", e("n + m"), ["mul", "2", k]]], ["mul", "2", k, ["log2", e("n + m")]]),
    "a sum over one denominator": (["add", over("n", "m"), over("k", "m")], over("n + k", "m")),
    "a sum over one denominator twice written": (["add", over("n", "m"), over("k", "r"), over("k", "m*r")], over("n*r + k*m + k", "m*r")),
    "a sum of what does not name the index": (["sum", ["max", n, m], "#1", k], ["mul", k, ["max", n, m]]),
    "a factor of a sum": (["sum", ["mul", m, ["max", I, "1"]], "#1", k], ["mul", m, ["sum", ["max", I, "1"], "#1", k]]),
    "a sum of the index": (["sum", I, "#1", k], ["add", ["mul", "1/2", k, k], ["mul", "-1/2", k]]),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_equal_expressions_are_read_as_the_same(name):
    one, other = SAME[name]
    assert checker.translate(one, FREE) == checker.translate(e(other), FREE)


def test_a_sum_of_powers_is_closed_where_its_count_is_not_negative():
    for count, low, closed in (("n", 0, True), ("n", -1, False), ("n + 1", -1, True)):
        checker.WORK[0] = 0
        found = polynomial(["sum", I, "#1", e(count)], domain(n=low))
        assert ({a[0] for monomial in found for a, _ in monomial} == {"sym"}) is closed


# What is no expression, and what has no value

NONE = {
    "nothing": [],
    "an operator alone": ["sym"],
    "no operator": [["sym", "n"], "1"],
    "an operator that is a number": [1, "2"],
    "a number that is no text": 5,
    "an object": {"sym": "n"},
    "none": None,
    "a symbol with two names": ["sym", "n", "m"],
    "a symbol that is no text": ["sym", ["n"]],
    "a symbol without a range": ["sym", "t"],
    "a power with one part": ["pow", n],
    "a power with three parts": ["pow", n, "1", "1"],
    "an exponent that is a quotient": ["pow", "2", over("n", "m")],
    "an exponent that is a half": ["pow", n, "1/2"],
    "an exponent with a half": ["pow", "2", ["mul", "1/2", n]],
    "an exponent with a half of another": ["pow", "2", ["add", HALVES, ["mul", "1/2", m]]],
    "an exponent with a logarithm": ["pow", "2", ["log2", n]],
    "an exponent with a logarithm as a factor": ["pow", "2", ["mul", n, ["log2", n]]],
    "a division by what may be 0": over("1", "n - 1"),
    "a division by what may be negative": over("1", "n - 5"),
    "a negative power of 0": ["pow", "0", "-1"],
    "a power of what is negative": ["pow", "-2", n],
    "a power of a negative multiple": ["pow", ["mul", "-1", n], m],
    "a power of a sum that is no integer": ["pow", ["add", ["mul", "1/2", n], m], k],
    "a power of a sum that may be 0": ["pow", e("n + m - 2"), k],
    "a power of a sum that may be negative": ["pow", e("n - m"), k],
    "a power of half a floor": ["pow", ["mul", "1/2", ["floor", e("n + 1"), "2"]], k],
    "a power of a floor that may be 0": ["pow", ["floor", n, "2"], k],
    "a floor with one part": ["floor", n],
    "a floor with three parts": ["floor", n, "2", "1"],
    "a floor by what may be 0": ["floor", n, e("m - 1")],
    "a floor by 0": ["floor", n, "0"],
    "a logarithm with two parts": ["log2", n, m],
    "a logarithm of what may be 0": ["log2", e("n - 1")],
    "a logarithm of 0": ["log2", "0"],
    "a logarithm of what is negative": ["log2", "-1"],
    "a logarithm of a quotient": ["log2", over("n", "m")],
    "a binomial coefficient with one part": ["binomial", n],
    "a binomial coefficient with three parts": ["binomial", n, k, m],
    "a binomial coefficient of a half": ["binomial", ["mul", "1/2", n], k],
    "a binomial coefficient by a half": ["binomial", n, ["mul", "1/2", k]],
    "a binomial coefficient of what may be negative": ["binomial", e("n - 2"), k],
    "a binomial coefficient by a quotient": ["binomial", n, over("k", "m")],
    "an operator that is none": ["sine", n],
    "an operator of two that is none": ["gcd", n, m],
    "a sum without a count": ["sum", I, "#1"],
    "a sum with a part more": ["sum", I, "#1", n, n],
    "a sum with an index that is no text": ["sum", n, 1, n],
    "a sum with an index that is a list": ["sum", n, ["#1"], n],
    "a sum with an index that is a symbol": ["sum", n, "n", m],
    "a sum whose count is a quotient": ["sum", I, "#1", over("n", "m")],
    "a sum whose count is a half": ["sum", I, "#1", ["mul", "1/2", n]],
    "a sum of quotients": ["sum", over("n", "m"), "#1", n],
    "a sum with its index in its count": ["sum", I, "#1", I],
}
NUMBERS = [("12", 12), ("-12", -12), ("4/6", Fraction(2, 3)), ("-6/3", -2), ("007", 7), ("0/5", 0)]
NO_NUMBERS = [5, None, ["1"], "", "-", "/", "1/", "1/0", "1/2/3", "1.5", "1e3", "+1", " 1", "1_0", "--1", "1-1", "٣", "n"]  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_expression(name):
    with pytest.raises(Rejected):
        checker.translate(NONE[name], FREE)


@pytest.mark.parametrize(("text", "number"), NUMBERS, ids=str)
def test_a_number(text, number):
    assert checker.rational(text) == number
    assert type(checker.rational(text)) is type(number)


@pytest.mark.parametrize("text", NO_NUMBERS, ids=str)
def test_what_is_no_number(text):
    with pytest.raises(Rejected):
        checker.rational(text)


def test_a_number_has_as_many_digits_as_may_be():
    half = checker.MOST["digits"] // 2
    assert checker.rational("1" * half + "/" + "1" * (half - 1)).denominator == int("1" * (half - 1))
    with pytest.raises(Rejected):
        checker.rational("1" * half + "/" + "1" * half)


# A least value at the end of what is granted: with 1 it is, with 0 it is not

LEAST = {
    "a division": over("1", "n"),
    "a division by a multiple": ["pow", ["mul", "1/2", n], "-1"],
    "a base": ["pow", n, k],
    "a base in a product": ["pow", e("2*m*n"), k],
    "a base in a sum": ["pow", e("n + k - 1"), r],
    "a divisor": ["floor", m, n],
    "a divisor in a product": ["floor", m, ["mul", "1/2", n, k]],
    "an argument": ["log2", n],
    "half an argument": ["log2", ["mul", "1/2", n]],
    "a set": ["binomial", e("n - 1"), k],
}


@pytest.mark.parametrize("name", LEAST)
def test_a_least_value_of_1_is_enough(name):
    checker.translate(LEAST[name], domain(n=1))
    with pytest.raises(Rejected):
        checker.translate(LEAST[name], domain(n=0))


@pytest.mark.parametrize("exponent", ["n", "n*m", "m*n**2"])
def test_a_factor_of_an_exponent_may_be_0(exponent):
    checker.translate(["pow", "2", e(exponent)], domain(n=0))
    with pytest.raises(Rejected):
        checker.translate(["pow", "2", e(exponent)], domain(n=-1))


# Integer values

INTEGERS = {
    "2*n*m - k": True, "floor(n/2)": True, "2**n": True, "n**k": True, "binomial(n, k)": True, "max(n, floor(m/2))": True, "min(n, max(m, k)) + 2": True,
    "n/2": False, "n + m/3": False, "max(n, m/2)": False, "min(n/2, m)": False, "max(n, min(m, k/2))": False, "log2(n + 1)": False, "n*log2(n)": False,
}  # fmt: skip


@pytest.mark.parametrize("text", INTEGERS)
def test_what_is_an_integer(text):
    assert checker.integral(polynomial(text)) is INTEGERS[text]


def test_a_quotient_of_symbols_is_no_integer():
    quotient = {frozenset({(("sym", "n"), 1), (("sym", "m"), -1)}): 1}
    assert not checker.integral(quotient)
    assert not checker.integral(single(("euler",)))
    assert checker.integral({})


# Products of atoms, atoms, and what is neither


@pytest.mark.parametrize("text", ["0", "2", "2*n", "n + m", "n/2", "n + 2*m"])
def test_what_is_no_product_of_atoms(text):
    with pytest.raises(Rejected):
        checker.monomial(e(text), FREE)


def test_products_of_atoms():
    assert checker.monomial("1", FREE) == ONE
    assert checker.monomial(e("n**2*m"), FREE) == frozenset({(("sym", "n"), 2), (("sym", "m"), 1)})
    assert checker.atom_of(n, FREE) == ("sym", "n")
    assert checker.atom_of(e("2**(n*m)"), FREE)[0] == "exp"


@pytest.mark.parametrize("text", ["0", "1", "2*n", "n**2", "n*m", "n + m"])
def test_what_is_no_atom(text):
    with pytest.raises(Rejected):
        checker.atom_of(e(text), FREE)


def test_a_denominator_that_is_a_number():
    assert polynomial(["mul", n, ["pow", "4", "-1"]]) == {frozenset({(("sym", "n"), 1)}): Fraction(1, 4)}
    assert polynomial("1") == UNIT == constant(1)
    with pytest.raises(Rejected):
        polynomial(over("n", "m"))


def test_lists_are_as_long_as_may_be():
    most = checker.MOST["nodes"]
    assert checker.items([0] * most) == [0] * most
    for value in ([0] * (most + 1), (0,), "ab", None, {}):
        with pytest.raises(Rejected):
            checker.items(value)


# Narrowed domains

RANGES = [
    ("2*n - 5", (1, None), (3, None)), ("2*n - 6", (1, None), (3, None)), ("n/3 - 1/2", (1, None), (2, None)), ("n", (-4, 9), (0, 9)), ("n - 3", (5, 9), (5, 9)), ("n - 3", (1, 2), (3, 2)),
    ("5 - 2*n", (1, None), (1, 2)), ("6 - 2*n", (1, None), (1, 3)), ("5 - 2*n", (1, 9), (1, 2)), ("5 - 2*n", (0, 1), (0, 1)), ("-5 - 2*n", (-9, None), (-9, -3)), ("-n", (-4, 9), (-4, 0)), ("n - m", (1, 9), (1, 9)), ("n**2 - 9", (1, 9), (1, 9)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "expected"), RANGES, ids=str)
def test_a_condition_narrows_a_range(text, span, expected):
    d = Domain({"n": span, "m": (7, 8)}, [constant(1)])
    p = polynomial(text, d)
    found = d.narrowed(p)
    assert found.ranges == {"n": expected, "m": (7, 8)}
    assert found.given == [constant(1), p]
    assert (d.ranges, d.given) == ({"n": span, "m": (7, 8)}, [constant(1)])
