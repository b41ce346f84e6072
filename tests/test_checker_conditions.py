"""Every condition of references, facts and bounds at its limit: what just holds is granted, what just fails is not."""

from fractions import Fraction

import pytest
from certified import (
    FREE,
    LN2,
    LOG,
    LOG_M,
    P2,
    P3,
    PRODUCT,
    TIMES_R,
    I,
    by,
    domain,
    e,
    given,
    grants,
    polynomial,
    refuses,
    total,
)

from symalgebra.order import checker
from symalgebra.order.checker import Rejected, log2_below


def atom(text, d=FREE):
    return checker.atom_of(e(text), d)


# Hypotheses: what each reference stands for, and the references that stand for nothing


def mean(target, *weights):
    return ["mean", e(target), [[w, e(m)] for w, m in weights]]


LOG_QUARTER = ["log2", ["add", ["sym", "n"], "1/4"]]
QUOTIENT = ["mul", ["sym", "n"], ["pow", e("m + 1"), "-1"]]
REFERENCES = {
    "the next integer of a half twice": (["consecutive", ["mul", e("2*n"), ["pow", "2", "-1"]]], FREE, "n*(n - 1)"),
    "the square of a half": (["square", ["mul", ["sym", "n"], ["pow", "2", "-1"]]], FREE, "n**2/4"),
    "a mean with one factor to spare": (mean("x", (1, "x**2"), (1, "y")), domain(x=0), "x**2 + y - 2*x"),
    "the mean of two squares": (mean("x*y", (1, "x**2"), (1, "y**2")), domain(x=0, y=0), "x**2 + y**2 - 2*x*y"),
    "a mean with weights": (mean("x**2*y", (2, "x**3"), (1, "y**3")), domain(x=0, y=0), "2*x**3 + y**3 - 3*x**2*y"),
    "a mean with a factor to spare": (mean("x", (1, "x**2"), (1, "y**2")), domain(x=0), "x**2 + y**2 - 2*x"),
    "a sum of what is not negative": (mean("0", (1, "x"), (2, "y")), domain(x=0, y=0), "x + 2*y"),
    "the greatest weight": (mean("0", (1 << 20, "x")), FREE, "1048576*x"),
    "a greatest value": (["high", "n"], domain(n=(-3, 9)), "9 - n"),
    "a greatest value of 0": (["high", "n"], domain(n=(-3, 0)), "-n"),
    "a least value": (["low", e("n")], domain(n=-3), "n + 3"),
    "a least value of 0": (["low", e("floor(r/2)")], FREE, "floor(r/2)"),
    "no factors": (["choose", "n", 0], domain(n=3), "1"),
    "two factors": (["choose", "n", 2], domain(n=3), "(n - 3)*(n - 4)"),
    "three factors": (["choose", "n", 3], domain(n=-1), "(n + 1)*n*(n - 1)"),
    "the next integer": (["consecutive", e("n - k")], FREE, "(n - k)*(n - k - 1)"),
    "the last condition": (["given", 1], domain("n - k*m", "m - k*n"), "m - k*n"),
}  # fmt: skip
NO_REFERENCES = {
    "a minimum without a least value": (["low", e("min(m, 0 - n)")], FREE),
    "the square of a quotient": (["square", QUOTIENT], FREE),
    "a sum of quotients": (["square", total(["mul", I, QUOTIENT])], FREE),
    "one factor to spare that may be 0": (mean("x", (1, "x**2"), (1, "y")), domain(y=0)),
    "a factor to spare that may be 0": (mean("x", (1, "x**2"), (1, "y**2")), domain(y=0)),
    "a mean above the greatest": (mean("x*y", (1, "x"), (1, "y")), FREE),
    "a mean with another weight": (mean("x**2*y", (1, "x**3"), (1, "y**3")), FREE),
    "a sum of what may be negative": (mean("0", (1, "x")), domain(x=-1)),
    "a weight of 0": (mean("0", (0, "x")), FREE),
    "a negative weight": (mean("0", (-1, "x")), FREE),
    "a weight too great": (mean("0", ((1 << 20) + 1, "x")), FREE),
    "the mean of a multiple": (mean("0", (1, "2*x")), FREE),
    "the mean of a sum": (mean("0", (1, "x + y")), FREE),
    "a product is no atom": (["low", e("x*y")], FREE),
    "a square is no atom": (["low", e("x**2")], FREE),
    "a sum is no atom": (["low", e("x + y")], FREE),
    "a multiple is no atom": (["low", e("2*x")], FREE),
    "an atom without a least value": (["low", e("floor(r/2)")], domain(r=-1)),
    "a reference without an argument": (["given"], domain("n - k*m")),
    "a condition past the last": (["given", 1], domain("n - k*m")),
    "too many factors": (["choose", "n", 41], FREE),
    "a number of factors is missing": (["choose", "n"], FREE),
    "another kind": (["lower", e("n")], FREE),
}  # fmt: skip


@pytest.mark.parametrize("name", REFERENCES)
def test_what_a_reference_stands_for(name):
    reference, d, expected = REFERENCES[name]
    checker.WORK[0] = 0
    assert checker.hypothesis(reference, d) == polynomial(expected, d)


@pytest.mark.parametrize("name", NO_REFERENCES)
def test_a_reference_that_stands_for_nothing(name):
    reference, d = NO_REFERENCES[name]
    checker.WORK[0] = 0
    with pytest.raises(Rejected):
        checker.hypothesis(reference, d)


ORDERED = domain("k - m*r", n=0)
FACTS = {
    "an order from 0 on": ("order", [P3, P2], domain(n=0), ["3**n - 2**n"]),
    "a power against 1": ("powers", [[[1, P2]], []], domain(n=0), ["2**n - 1 - n"]),
    "powers in order by a proof": ("powers", [[[1, e("k**n")], [1, e("r**n")]], [[1, e("m**n")], [1, e("r**n")]], PRODUCT], TIMES_R, ["k**n*r**n - m**n*r**n - n*(k*r - m*r)"]),
    "an exponent by a proof": ("exponent", [e("2**(k*r)"), e("2**(m*r)"), PRODUCT], TIMES_R, ["2**(k*r) - 2**(m*r)"]),
    "an exponent": ("exponent", [e("3**(n*m)"), P3], FREE, None),
    "an order at the greatest exponent": ("order", [P3, P2], domain(n=512), None),
    "a ratio of 1": ("ratio", [[[1, P2]], [[1, P2]], 2], FREE, ["0"]),
    "as many terms as may be": ("bernoulli", [P2, 24, 0], FREE, None),
    "no terms but the first": ("bernoulli", [P2, 0, 0], domain(n=0), ["2**n - 1"]),
    "floors in order by a proof": ("floor-order", [e("floor(k*r/2)"), e("floor(m*r/2)"), 0, by(["2", ["given", 0], ["low", e("r")]], ["2", ["given", 0]])], TIMES_R, ["floor(k*r/2) - floor(m*r/2)"]),
    "a chord that touches both ends": ("log-chord", [LOG, "-2/3", "2/3"], domain(n=(1, 4)), ["log2(n) + 2/3 - 2*n/3"]),
    "a cube where it is concave": ("log-power", [LOG, 3, "100", "9", 9], domain(n=9), ["100 + 9*n - log2(n)**3"]),
    "a line that touches at the last point": ("log-power", [LOG, 2, "-4", "2", 4], domain(n=4), ["2*n - 4 - log2(n)**2"]),
    "a line just above the first point": ("log-power", [LOG, 2, "-17/5", "2", 4], domain(n=3), ["2*n - 17/5 - log2(n)**2"]),
    "as many points as may be": ("log-power", [LOG, 2, "9", "9", 301], FREE, ["9 + 9*n - log2(n)**2"]),
    "logarithms in order by a proof": ("log-order", ["1", [[1, ["log2", e("m")]], [1, ["log2", e("r")]]], [[1, ["log2", e("k")]], [1, ["log2", e("r")]]], PRODUCT], TIMES_R, ["log2(k) - log2(m)"]),
    "logarithms in order by a half": ("log-order", ["1/2", [[1, ["log2", e("m")]]], [[1, ["log2", e("k")]]]], domain("k - m/2"), ["log2(k) + 1 - log2(m)"]),
    "a gap of logarithms": ("log-gap", [["log2", e("n + 1")], LOG, "e"], FREE, [["add", ["mul", ["sym", "n"], ["add", LOG, ["mul", "-1", ["log2", e("n + 1")]]]], ["log2", "e"]]]),
    "a gap that is rounded down": ("log-gap", [LOG, ["log2", e("n + 1")], True], FREE, [["add", ["mul", e("n + 1"), ["add", ["log2", e("n + 1")], ["mul", "-1", LOG]]], str(-1 / LN2[1])]]),
    "a gap that is rounded up": ("log-gap", [["log2", e("n + 1")], LOG, False], FREE, [["add", ["mul", ["sym", "n"], ["add", LOG, ["mul", "-1", ["log2", e("n + 1")]]]], str(1 / LN2[0])]]),
    "a gap by a proof": ("log-gap", [["log2", e("m*r")], ["log2", e("k*r")], True, PRODUCT], TIMES_R, None),
    "the logarithm of e": ("euler", [], FREE, [["add", str(1 / LN2[0]), ["mul", "-1", ["log2", "e"]]]]),
    "a sum to its last term": ("sum", [total(["add", ["sym", "n"], "-1", ["mul", "-1", I]]), given()], FREE, ["n*(n - 1)/2"]),
    "a telescope of nothing": ("telescope", [["pow", "3", I], "#1", e("n")], domain(n=0), None),
    "a series of quarters": ("geometric", [total(["floor", ["sym", "r"], ["pow", "4", I]])], domain(r=0), [["add", ["mul", "4/3", ["sym", "r"]], ["mul", "-1", total(["floor", ["sym", "r"], ["pow", "4", I]])]]]),
    "a series of squares of quarters": ("geometric", [total(["pow", ["floor", ["sym", "r"], ["pow", "4", I]], "2"])], domain(r=0), [["add", ["mul", "16/15", ["pow", ["sym", "r"], "2"]], ["mul", "-1", total(["pow", ["floor", ["sym", "r"], ["pow", "4", I]], "2"])]]]),
    "one subset by a proof": ("subsets", [["binomial", e("k*r"), e("m*r")], 0, None, PRODUCT], TIMES_R, ["binomial(k*r, m*r) - 1"]),
    "one subset by a proof of its size": ("subsets", [["binomial", e("2*k*r"), e("k*r - m*r")], 0, PRODUCT], TIMES_R, ["binomial(2*k*r, k*r - m*r) - 1"]),
    "a subset of nothing": ("subsets", [["binomial", e("n + k"), e("k")], 0], domain(n=0, k=0), ["binomial(n + k, k) - 1"]),
    "lists of no elements": ("selections", [["binomial", e("n"), e("k")]], domain(k=0), ["n**k - binomial(n, k)"]),
    "a lemma by a condition": ("lemma", [e("k - m*r"), given(), 1], ORDERED, ["k - m*r"]),
    "residues as many as may be": ("residues", [e("17*n - 17*m + 17*k + 8"), 17], FREE, ["(17*n - 17*m + 17*k + 8)**2 - 64"]),
    "a root of the least symbols": ("irrational", [e("2*n**2 - m**2"), 2], FREE, ["(2*n**2 - m**2)**2 - 1"]),
}  # fmt: skip
NO_FACTS = {
    "residues of a logarithm": ("residues", [["add", ["mul", "3", ["sym", "n"], LOG_M], "-5"], 3], FREE),
    "a line below the last point": ("log-power", [LOG, 2, "-5", "2", 4], domain(n=4)),
    "a line below the first point": ("log-power", [LOG, 2, "-7/2", "2", 4], domain(n=3)),
    "a cube where it is not concave": ("log-power", [LOG, 3, "100", "9", 8], domain(n=8)),
    "a chord above the greatest end": ("log-chord", [LOG, "-1", "1"], domain(n=(1, 4))),
    "a chord above the least end": ("log-chord", [LOG, "1", "0"], domain(n=(1, 4))),
    "a gap of what is no logarithm": ("log-gap", [["max", e("n + 1"), "1"], LOG, "e"], FREE),
    "a gap below what is no logarithm": ("log-gap", [LOG, ["max", e("n + 1"), "1"], "e"], FREE),
    "an extremum written with more": ("extremum", [["add", ["max", ["sym", "n"], ["sym", "m"]], ["sym", "n"], "9", e("-9 - n")]], FREE),
    "a sum past its last term": ("sum", [total(["add", ["sym", "n"], "-2", ["mul", "-1", I]]), given()], FREE),
    "exponents by a proof of another": ("exponent", [e("2**m"), e("2**k"), given()], ORDERED),
    "powers by a proof of another": ("powers", [[[1, e("m**n")]], [[1, e("k**n")]], given()], ORDERED),
    "a lemma by a condition too many": ("lemma", [e("k - m*r"), given(), 0], ORDERED),
    "a series of what is multiplied": ("geometric", [total(["mul", "2", ["floor", ["sym", "r"], ["pow", "2", I]]])], FREE),
    "a logarithm to a negative power": ("log-order", ["1", [[-1, LOG]], [[-1, LOG_M]]], FREE),
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_at_its_limit(name):
    grants(*FACTS[name])


@pytest.mark.parametrize("name", NO_FACTS)
def test_a_fact_past_its_limit(name):
    refuses(*NO_FACTS[name])


# Bounds

BOUNDS = [
    ("2**n", domain(n=512), 2**512), ("2**n", domain(n=513), 1),
    (["log2", e("(n + m)/4")], FREE, -1), (LOG_QUARTER, FREE, log2_below(Fraction(5, 4))),
    ("binomial(n + k, k)", domain(n=0, k=0), 1), ("binomial(n + k, k - 1)", domain(k=0), 0), ("binomial(n + k, k + 1)", domain(n=0), 0),
    (total(["floor", I, "2"]), FREE, 0), (total(["floor", ["add", I, "-1"], "2"]), FREE, None),
    ("n**24 - n", domain(n=0), 0), ("n**25 - n", domain(n=0), None), ("n**2 - n - 1", domain(n=0), -1),
    (["add", ["pow", LOG_QUARTER, "2"], ["mul", "-1", LOG_QUARTER]], FREE, None),
    ("k - m*r", ORDERED, 0), ("k - m*r", domain("s - m*r", "k - m*r", "x - m*r"), 0), ("k - m*r", domain("s - m*r"), None), ("n/2 + 3", domain(n=-3), Fraction(3, 2)), ("k - m*r + 3", ORDERED, 3), ("2*k - m*r", ORDERED, 1), ("m*r - k", ORDERED, None),
    ("n - 2*floor(n/2)", FREE, 0), ("n - 3*floor(n/2)", FREE, None), ("min(n, m)", domain(n=4, m=-2), -2), ("max(n, m)", domain(n=4, m=-2), 4),
    (["log2", "e"], FREE, 1 / LN2[1]), (["floor", ["sym", "r"], ["sym", "s"]], domain(r=3, s=(1, 3)), 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "d", "bound"), BOUNDS, ids=[str(case[0]) for case in BOUNDS])
def test_a_bound_at_its_limit(text, d, bound):
    found = checker.bounded_below(polynomial(text, d), d)
    assert found == (checker.MINUS if bound is None else bound)
