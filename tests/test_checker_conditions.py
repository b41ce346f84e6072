"""Every condition of the checker's rules at its limit: what just holds is granted, what just fails is not."""

from fractions import Fraction
from random import Random

import pytest
from oracle import claim_points, claimed

from symalgebra.formula import formula, read
from symalgebra.order import checker
from symalgebra.order.checker import Domain, Rejected, log2_above, log2_below
from symalgebra.order.expression import expression

I = ["sym", "#1"]
POINTS = {"rule": "points"}
FREE = Domain({name: (1, None) for name in "nmkrsxy"}, [])


def e(text):
    return expression(formula(read(text))) if isinstance(text, str) else text


def domain(*given, **spans):
    """The named ranges, a number being the least value; other symbols are at least 1."""
    ranges = FREE.ranges | {k: v if isinstance(v, tuple) else (v, None) for k, v in spans.items()}
    d = Domain(ranges, [])
    for text in given:
        d = d.narrowed(polynomial(text, d))
    return d


def polynomial(text, d=FREE):
    checker.WORK[0] = 0
    return checker.polynomial(e(text), d)


def atom(text, d=FREE):
    return checker.atom_of(e(text), d)


def total(body, count="n", index="#1"):
    return ["sum", body, index, e(count)]


def by(*terms, **more):
    """A combination: each term is a coefficient and its hypotheses."""
    return {"rule": "combination", "terms": [[c, list(refs)] for c, *refs in terms], **more}


def given(i=0):
    return by(["1", ["given", i]])


def fact(*entry, then=None):
    return {"rule": "fact", "facts": [list(entry)], "then": then or given()}


def certificate(goal, proof, *conditions, relation="<=", more=None, **spans):
    spans = {k: list(v) if isinstance(v, tuple) else [v, None] for k, v in spans.items()}
    claim = {
        "left": "0",
        "relation": relation,
        "right": e(goal),
        "domain": spans,
        "given": [e(c) for c in conditions],
    }
    return {"format": checker.FORMAT, "claim": claim, "proof": proof, **(more or {})}


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


# Facts


P2, P3 = e("2**n"), e("3**n")
LOG = ["log2", ["sym", "n"]]
LOG_M = ["log2", ["sym", "m"]]
ORDERED = domain("k - m*r", n=0)
TIMES_R = domain("k - m", n=0)
PRODUCT = by(["1", ["given", 0], ["low", e("r")]], ["1", ["given", 0]])  # k*r - m*r
LN2 = checker.LN2
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
    kind, arguments, d, expected = FACTS[name]
    checker.WORK[0] = 0
    found = checker.FACTS[kind](arguments, d, 0)
    assert found
    assert expected is None or found == [polynomial(text, d) for text in expected]


@pytest.mark.parametrize("name", NO_FACTS)
def test_a_fact_past_its_limit(name):
    kind, arguments, d = NO_FACTS[name]
    checker.WORK[0] = 0
    with pytest.raises(Rejected):
        checker.FACTS[kind](arguments, d, 0)


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


# Rules: certificates of 0 <= goal


def cases(*branches, of):
    return {"rule": "case", "atom": e(of), "cases": [{"is": e(a), "then": then} for a, then in branches]}


def split(on, yes, no):
    return {"rule": "split", "on": e(on), "yes": yes, "no": no}


def divide(by_, then):
    return {"rule": "divide", "by": e(by_), "then": then}


def residue(modulus, then=POINTS, of="n"):
    return {"rule": "residue", "symbol": of, "quotient": "q", "modulus": modulus, "cases": [then] * modulus}


BOX = {"n": (1, 3), "m": (1, 3), "k": (1, 3)}
MONOTONE = ["log-order", "1", [[1, LOG]], [[1, LOG_M]], given()]
LOW_N = by(["1", ["low", e("n")]])
PROVED = {
    "a maximum beside a binomial": certificate(
        ["add", e("max(n, m) - n"), ["binomial", e("k"), "2"], ["sum", ["max", I, "1"], "#1", e("k")]],
        cases(("n", POINTS), ("m", POINTS), of="max(n, m)"), **BOX,
    ),
    "more than 0": certificate("n", LOW_N, relation="<", n=1),
    "more than a half": certificate("n - 1/2", LOW_N, relation="<", more={"margin": "1/2"}, n=1),
    "a maximum": certificate("max(n, m) - n", cases(("n", by()), ("m", given()), of="max(n, m)"), n=1, m=1),
    "a minimum": certificate("n - min(n, m)", cases(("n", by()), ("m", given()), of="min(n, m)"), n=1, m=1),
    "a maximum of three": certificate("3*max(n, m, k) - n - m - k", cases(*[(a, POINTS) for a in "nmk"], of="max(n, m, k)"), **BOX),
    "a minimum of three": certificate("n + m + k - 3*min(n, m, k)", cases(*[(a, POINTS) for a in "nmk"], of="min(n, m, k)"), **BOX),
    "a maximum within a floor": certificate("floor(max(n, m)/2) - floor(n/2)", cases(("n", by()), ("m", fact("floor-order", e("floor(m/2)"), e("floor(n/2)"), 0, by(["2", ["given", 0]]), then=given(1))), of="max(n, m)"), n=1, m=1),
    "a maximum within an exponent": certificate("2**max(n, m) - 2**n", cases(("n", by()), ("m", fact("exponent", e("2**m"), P2, given(), then=given(1))), of="max(n, m)"), n=1, m=1),
    "a maximum within a logarithm": certificate(["add", ["log2", e("max(n, m)")], ["mul", "-1", LOG]], cases(("n", by()), ("m", fact(*MONOTONE, then=given(1))), of="max(n, m)"), n=1, m=1),
    "a factor that may be 0": certificate("n*m", divide("n", by(["1", ["low", e("m")]])), n=0, m=0),
    "a factor with a coefficient": certificate("4*n*m - 2*n", divide("2*n", by(["2", ["low", e("m")]], ["1"])), n=0, m=1),
    "residues from the least to the greatest": certificate("(n - 3)*(10 - n)", residue(4), n=(3, 10)),
    "residues of negative numbers": certificate("(n + 3)*(-1 - n)", residue(4), n=(-3, -1)),
    "both sides of a split": certificate("(n - 2)*(n - 3)", split("n - 3", by(["1", ["given", 0], ["given", 0]], ["1", ["given", 0]]), by(["1", ["given", 0], ["given", 0]], ["1", ["given", 0]])), n=(-9, 9)),
    "a condition of a floor": certificate("n - 2", POINTS, "floor(n/2) - 1", n=(0, 9)),
    "a condition at equality": certificate("n*m - 3", POINTS, "n + m - 4", n=(1, 4), m=(1, 4)),
    "points at equality": certificate("(n - 1)*(n - 2)", POINTS, n=(0, 4)),
    "one point": certificate("n - 3", POINTS, n=(3, 3)),
    "as many points as may be": certificate("n", POINTS, n=(1, 20_000)),
    "an equation both ways": certificate("n - 1", {"rule": "both", "up": POINTS, "down": POINTS}, relation="==", n=(1, 1)),
    "a coefficient of 0": certificate("n", by(["1", ["low", e("n")]], ["0", ["low", e("n")]]), n=0),
    "a base of 1": certificate("(n + m - 1)**k - 1", by(["1", ["low", e("(n + m - 1)**k")]]), n=1, m=1, k=1),
}  # fmt: skip
# 1 where log2(3) + log2(5) = log2(15), of which rounded logarithms do not tell whether it is 0 or 1
ONE_TERM = ["floor", ["add", LOG, LOG_M, ["mul", "-1", ["log2", e("k")]], "1"], "1"]
FALSE = {
    "what is not absurd": certificate("n - 2", {"rule": "absurd", "then": by()}, n=1),
    "what is just not absurd": certificate("n - 2", {"rule": "absurd", "then": by(["1", ["given", 0]], ["1", ["low", e("n")]])}, n=1),
    "no more than 0": certificate("n - 1", LOW_N, relation="<", n=1),
    "a margin below 0": certificate("n - 1", LOW_N, relation="<", more={"margin": "-1/2"}, n=1),
    "a maximum below": certificate("n - max(n, m)", cases(("n", by()), ("m", given()), of="max(n, m)"), n=1, m=1),
    "a minimum above": certificate("min(n, m) - n", cases(("n", by()), ("m", given()), of="min(n, m)"), n=1, m=1),
    "a maximum of three too low": certificate("n + m + k - 3*max(n, m, k)", cases(*[(a, POINTS) for a in "nmk"], of="max(n, m, k)"), **BOX),
    "a negative factor": certificate("-n", divide("-1", by(["1", ["low", e("n")]])), n=0),
    "a factor of one term only": certificate("n*m - m", divide("n", by()), n=0, m=1),
    "a factor of two terms": certificate("n*m - m**2", divide("n - m", by(["1", ["low", e("m")]])), n=0, m=0),
    "residues below the least": certificate("(n - 4)*(10 - n)", residue(4), n=(3, 10)),
    "residues above the greatest": certificate("(n - 3)*(9 - n)", residue(4), n=(3, 10)),
    "a split between integers": certificate("(2*n - 5)*(n - 3)*(n - 4)", split("n - 3", POINTS, POINTS), n=(2, 3), relation="<"),
    "a condition that is met with equality": certificate("n + m - 5", POINTS, "n + m - 4", n=(0, 4), m=(0, 4)),
    "a condition that is met within a margin": certificate("n - 4", POINTS, ["add", LOG, ["mul", "-1", ["log2", "3"]]], n=(1, 5)),
    "one point that is false": certificate("n - 4", POINTS, n=(3, 3)),
    "an equation one way up": certificate("n - 1", {"rule": "both", "up": POINTS, "down": POINTS}, relation="==", n=(1, 2)),
    "an equation one way down": certificate("n - 2", {"rule": "both", "up": POINTS, "down": POINTS}, relation="==", n=(1, 2)),
}  # fmt: skip
REFUSED = {
    "an exponent with a half": certificate(["pow", "2", ["add", ["mul", "1/2", ["sym", "n"]], ["sym", "m"]]], by(), n=1, m=1),
    "a sum of so many terms or one more": certificate(
        ["mul", "-1", total(["max", I, "1"], ONE_TERM)], POINTS, n=(3, 3), m=(5, 5), k=(15, 15)
    ),
    "a fact that is none": certificate("n", fact("because"), n=0),
    "an equation by another rule": certificate("n - 1", {"rule": "either", "up": POINTS, "down": POINTS}, relation="==", n=(1, 1)),
    "a rule that is none": certificate("n", {"rule": "because"}, n=0),
    "a proof that is none": certificate("n", ["points"], n=0),
    "a point too many": certificate("n", POINTS, n=(1, 20_001)),
    "a base that may be 0": certificate("(n + m - 2)**k", by(), n=1, m=1, k=1),
}  # fmt: skip


def holds(claim):
    """Whether a claim holds at all points that are tried."""
    return all(claimed(claim, p) is not False for p in claim_points(claim, 60, Random(1)))


@pytest.mark.parametrize("name", PROVED)
def test_a_rule_proves(name):
    checker.check(PROVED[name])
    assert holds(PROVED[name]["claim"])


@pytest.mark.parametrize("name", FALSE)
def test_a_rule_proves_nothing_false(name):
    assert not holds(FALSE[name]["claim"])
    assert not checker.accepted(FALSE[name])


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_refuses(name):
    with pytest.raises(Rejected):
        checker.check(REFUSED[name])


# Logarithms of both sides


def exactly(*terms):
    return ["add", *[["mul", *map(str, factors[:-1]), factors[-1]] for factors in terms]]


SIDES = [
    ("4*m - 2*n", False, exactly((1, "1"), (1, LOG_M), (-1, LOG))),
    ("8*3**n - 2*5**n", False, exactly((2, "1"), (log2_below(3), e("n")), (-log2_above(5), e("n")))),
    (
        "8*3**n - 2*5**n",
        True,
        ["add", "2", ["mul", e("n"), ["log2", "3"]], ["mul", "-1", e("n"), ["log2", "5"]]],
    ),
    (
        "k**n - 3*m**2",
        False,
        ["add", str(-log2_above(3)), ["mul", e("n"), ["log2", e("k")]], ["mul", "-2", LOG_M]],
    ),
    ("m**2*9**n - m*n", False, ["add", LOG_M, ["mul", str(2 * log2_below(3)), e("n")], ["mul", "-1", LOG]]),
]


@pytest.mark.parametrize(("goal", "exact", "expected"), SIDES, ids=str)
def test_logarithms_of_both_sides(goal, exact, expected):
    assert checker.logarithm_of(polynomial(goal), FREE, exact) == polynomial(expected)


@pytest.mark.parametrize(
    ("goal", "spans"), [("n - m", {"m": 0}), ("n + m", {}), ("n - m - 1", {}), ("n", {}), ("-n - m", {})]
)
def test_no_logarithms_of_both_sides(goal, spans):
    d = domain(**spans)
    with pytest.raises(Rejected):
        checker.logarithm_of(polynomial(goal, d), d, False)


# Values at points


# at n = 3 this is between 1 and 2, since log2(3) is known within 2**-40
UNSURE = ["add", ["mul", str(2**40), LOG], str(1 - int(log2_below(3) * 2**40))]


def test_a_logarithm_of_what_is_enclosed():
    assert checker.interval(polynomial(UNSURE), {"n": 3}) == (1, 2)
    assert checker.interval(polynomial(["log2", ["max", UNSURE, "1"]]), {"n": 3}) == (0, 1)
    third = Fraction(2, 3)
    expected = log2_below(third), log2_above(third)
    assert checker.interval(polynomial(["log2", e("(n + 1)/3")]), {"n": 1}) == expected


FINE = ["floor", ["mul", str(2**60), LOG], "1"]
VALUES = [
    ("floor(binomial(n, k)/2)", {"n": 5, "k": 1}, 2), ("floor(n**2/2)", {"n": 3}, 4), ("max(n, floor(m/2))", {"n": 1, "m": 6}, 3),
    ("binomial(n, k)", {"n": 5, "k": 0}, 1), ("binomial(n, k)", {"n": 0, "k": 0}, 1), ("binomial(n, k)", {"n": 2000, "k": 1}, 2000),
    ("floor(n/m)", {"n": -1, "m": 2}, -1), (["floor", LOG, "1"], {"n": 3}, 1), (total(["max", I, "1"]), {"n": 1000}, 499501),
    (total(["max", I, "1"]), {"n": -1}, 0), (FINE, {"n": 4}, 2**61), (["pow", "2", ["floor", LOG, "1"]], {"n": 5}, 4),
]  # fmt: skip
NO_VALUES = [
    (total(["max", I, "1"], ["max", "1", ["floor", UNSURE, "1"]]), {"n": 3}),
    (["binomial", ["max", "1", ["floor", UNSURE, "1"]], "1"], {"n": 3}),
    ("binomial(n, k)", {"n": 2001, "k": 1}), ("binomial(n, k)", {"n": 3, "k": -1}), ("binomial(n, k)", {"n": -1, "k": 0}),
    ("floor(n/m)", {"n": 1, "m": 0}), ("floor(n/m)", {"n": 1, "m": -1}), (total(["max", I, "1"]), {"n": 1001}),
    (["pow", "2", ["max", "0", ["floor", UNSURE, "1"]]], {"n": 3}), (["pow", ["max", "1", ["floor", UNSURE, "1"]], ["sym", "m"]], {"n": 3, "m": 1}), (["binomial", FINE, "1"], {"n": 3}), (["floor", "1", ["add", LOG, "1"]], {"n": 3}),
    (["log2", e("n")], {"n": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "value"), VALUES, ids=str)
def test_a_value_at_a_limit(text, at, value):
    low, high = checker.interval(polynomial(text), at)
    assert low == high == value


@pytest.mark.parametrize(("text", "at"), NO_VALUES, ids=str)
def test_what_has_no_value(text, at):
    p = polynomial(text)
    with pytest.raises(Rejected):
        checker.interval(p, at)


def test_values_are_as_long_as_may_be():
    half = checker.MOST["bits"] // 2
    assert checker.interval(polynomial("n**2"), {"n": 1 << half - 1}) == (1 << 2 * half - 2,) * 2
    for text in ("n**2", "n*m"):
        with pytest.raises(Rejected):
            checker.interval(polynomial(text), {"n": 1 << half, "m": 1 << half})


@pytest.mark.parametrize("span", [[1], [1, None, 3], ["1", None], [1, "3"], [None, 3], 1])
def test_what_is_no_range(span):
    assert not checker.accepted(
        certificate("n", LOW_N) | {"claim": certificate("n", LOW_N)["claim"] | {"domain": {"n": span}}}
    )


# Depths


def nested(times, wrap, core="1"):
    for i in range(times):
        core = wrap(core, i)
    return core


WRAPS = {
    "add": lambda x, _: ["add", x], "base": lambda x, _: ["pow", x, "1"], "exponent": lambda x, _: ["pow", "1", x],
    "floor": lambda x, _: ["floor", x, "1"], "body": lambda x, i: ["sum", x, f"#{i}", "1"], "count": lambda x, i: ["sum", "1", f"#{i}", x],
}  # fmt: skip


@pytest.mark.parametrize("kind", WRAPS)
def test_expressions_are_as_deep_as_may_be(kind):
    most = checker.MOST["depth"]
    assert polynomial(nested(most, WRAPS[kind])) == checker.constant(1)
    with pytest.raises(Rejected, match="deep"):
        polynomial(nested(most + 1, WRAPS[kind]))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda proof, _: split("n - 2", proof, POINTS),
        lambda proof, _: fact("floor", e("floor(n/2)"), then=proof),
        lambda proof, _: fact("lemma", e("n"), proof, 0),
    ],
)
def test_proofs_are_as_deep_as_may_be(wrap):
    most = checker.MOST["depth"]
    core = by(["1", ["low", e("n")]])
    assert checker.accepted(certificate("n", nested(most, wrap, core), n=(0, 3)))
    assert not checker.accepted(certificate("n", nested(most + 1, wrap, core), n=(0, 3)))


def test_what_is_put_in_is_as_deep_as_may_be():
    most = checker.MOST["depth"]
    deep = nested(most, WRAPS["add"])
    assert checker.substituted(deep, {}) == deep
    with pytest.raises(Rejected):
        checker.substituted(["add", deep], {})


# Numbers, powers and sums


def test_numbers_are_as_long_as_may_be():
    bits, one = checker.MOST["bits"], checker.ONE
    for number, longer in ((1 << bits - 1, 1 << bits), (Fraction(1, 1 << bits - 1), Fraction(1, 1 << bits))):
        assert checker.added({}, {one: number}) == {one: number}
        assert checker.longest([1, number, 2]) == bits
        with pytest.raises(Rejected):
            checker.added({}, {one: longer})
        with pytest.raises(Rejected):
            checker.longest([1, longer, 2])
    assert checker.number_power(2, checker.MOST["bits"] // 2) == 1 << checker.MOST["bits"] // 2
    for base, exponent in ((2, checker.MOST["bits"] // 2 + 1), (2, -1)):
        with pytest.raises(Rejected):
            checker.number_power(base, exponent)


def test_powers_are_as_high_as_may_be():
    most, n, m = checker.MOST["power"], polynomial("n"), polynomial("n + m")
    half = checker.power(n, most // 2)
    assert checker.times(half, half) == checker.power(n, most) == checker.single(("sym", "n"), most)
    assert checker.power(m, 0) == checker.power(n, 0) == {checker.ONE: 1}
    for refused in (
        lambda: checker.power(n, most + 1),
        lambda: checker.power(half, 3),
        lambda: checker.power(m, -1),
        lambda: checker.single(("sym", "n"), most + 1),
        lambda: checker.times(checker.power(n, most), n),
    ):
        with pytest.raises(Rejected):
            refused()


@pytest.mark.parametrize(("one", "other"), [
    (["pow", "4", e("n")], "2**(2*n)"), (["pow", "9", e("n")], "3**(2*n)"), (["pow", "15", e("n")], "3**n*5**n"),
    (["pow", "49", e("n")], "7**n*7**n"), (["pow", "5/4", ["mul", "2", e("n")]], ["mul", ["pow", "25", e("n")], ["pow", "16", ["mul", "-1", e("n")]]]),
])  # fmt: skip
def test_bases_are_primes(one, other):
    (p, q), (a, b) = checker.translate(one, FREE), checker.translate(e(other), FREE)
    assert (p, q) == (a, b)


def test_sums_of_powers_end_at_a_degree():
    closed, kept = (polynomial(total(["pow", I, str(degree)])) for degree in (24, 25))
    assert checker.interval(closed, {"n": 3}) == checker.interval(polynomial("1 + 2**24 + 0*n"), {"n": 3})
    assert {a[0] for m in closed for a, _ in m} == {"sym"}
    assert {a[0] for m in kept for a, _ in m} == {"sum"}


@pytest.mark.parametrize(("goal", "by_"), [("n*m - m", "n"), ("n*m", "n**2"), ("n - 1", "n - 1"), ("n", "0")])
def test_what_is_no_factor(goal, by_):
    with pytest.raises((Rejected, ValueError)):
        list(checker.RULES["divide"](divide(by_, by()), polynomial(goal), FREE, 0))
