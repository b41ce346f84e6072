"""Each rule of the checker: exactly what it grants, and its refusal with one number wrong."""

from fractions import Fraction
from itertools import product
from math import floor as down

import mpmath
import pytest

from symalgebra.formula import formula, read
from symalgebra.order import checker
from symalgebra.order.checker import Domain, Rejected
from symalgebra.order.expression import expression

P2, P3, P5 = (["pow", b, ["sym", "n"]] for b in "235")
N, M, K = (["sym", name] for name in "nmk")


def e(text):
    """The expression of a text."""
    return expression(formula(read(text)))


def domain(**spans):
    """A domain: the symbols that are not named are at least 1."""
    free = {name: (1, None) for name in "nmkrswxy" if name not in spans}
    return Domain(
        free | {name: span if isinstance(span, tuple) else (span, None) for name, span in spans.items()}, []
    )


def polynomial(text, d):
    checker.WORK[0] = 0
    return checker.polynomial(e(text) if isinstance(text, str) else text, d)


def total(body, count="n"):
    return ["sum", body, "#1", e(count)]


I = ["sym", "#1"]
FREE = domain()


def total_of(*refs):
    """The proof that the goal is a product of hypotheses."""
    return {"rule": "combination", "terms": [["1", list(refs)]]}


GIVEN = Domain(
    FREE.ranges, [{frozenset({(("sym", "n"), 1)}): Fraction(1), frozenset({(("sym", "k"), 1)}): Fraction(-1)}]
)
Y = ["sym", "y"]
LOW_N, LOW_Y, CHOICE = total_of(["low", N]), total_of(["low", Y]), total_of(["choose", "y", 2])
PRODUCT = total_of(["low", N], ["low", K])
PRODUCT["terms"].append(["1", [["low", K]]])
PAIRS = {"left": Y, "relation": "<=", "right": ["pow", Y, "2"], "domain": {"y": [0, None]}}
THREE = {"left": "3", "relation": "<=", "right": Y, "domain": {"y": [3, None]}}
SWAPPED = {"left": "3", "relation": "<=", "right": e("n + 2*m"), "domain": {"n": [1, None], "m": [1, None]}}
SWAPS = {"rule": "combination", "terms": [["1", [["low", N]]], ["2", [["low", M]]]]}
GRANTED = {
    "a floor": ("floor", [e("floor(r/2)")], FREE, ["r - 2*floor(r/2)", "2*floor(r/2) + 1 - r"]),
    "a floor by a symbol": ("floor", [e("floor(r/s)")], FREE, ["r - s*floor(r/s)", "s*floor(r/s) + s - 1 - r"]),
    "a floor of a fraction": (
        "floor", [["floor", ["mul", "1/2", N], "3"]], FREE,
        [["add", ["mul", "1/2", N], ["mul", "-3", ["floor", ["mul", "1/2", N], "3"]]],
         ["add", "3", ["mul", "-1/2", N], ["mul", "3", ["floor", ["mul", "1/2", N], "3"]]]],
    ),
    "floors in order": ("floor-order", [e("floor((r + 2)/3)"), e("floor(r/3)"), 0], FREE, ["floor((r + 2)/3) - floor(r/3)"]),
    "floors one apart": ("floor-order", [e("floor(r/3)"), e("floor((r + 2)/3)"), 1], FREE, ["floor(r/3) + 1 - floor((r + 2)/3)"]),
    "floors by other divisors": ("floor-order", [e("floor(r/2)"), e("floor(r/3)"), 0], FREE, ["floor(r/2) - floor(r/3)"]),
    "a power of a logarithm of a sum": ("log-power", [["log2", e("n + m")], 2, "9", "9", 3], domain(n=2), ["9 + 9*(n + m) - log2(n + m)**2"]),
    "bernoulli": ("bernoulli", [P2, 3, 0], FREE, ["2**n - 1 - n - n*(n - 1)/2 - n*(n - 1)*(n - 2)/6"]),
    "bernoulli from a power on": ("bernoulli", [P3, 1, 1], FREE, ["3**n - 3 - 6*(n - 1)"]),
    "bernoulli of a symbol": ("bernoulli", [e("k**n"), 1, 0], FREE, ["k**n - 1 - n*(k - 1)"]),
    "bernoulli of a sum": ("bernoulli", [e("(k + 1)**n"), 1, 1], FREE, ["(k + 1)**n - (k + 1)*(1 + (n - 1)*k)"]),
    "order": ("order", [P3, P2], FREE, ["3**n - 3*2**n/2"]),
    "order from a power on": ("order", [P3, P2], domain(n=3), ["3**n - 27*2**n/8"]),
    "powers": ("powers", [[[1, e("7**n")]], [[1, P2], [1, P3]]], FREE, ["7**n - 6**n - n"]),
    "powers of squares": ("powers", [[[2, P3]], [[3, P2]]], FREE, ["9**n - 8**n - n"]),
    "powers of symbols": ("powers", [[[1, e("(k + 2)**n")]], [[1, e("k**n")]]], FREE, ["(k + 2)**n - k**n - 2*n"]),
    "a ratio": ("ratio", [[[2, P2]], [[1, P3]], 2], FREE, ["4**n - 3**n*(1 + n/3 + n*(n - 1)/18)"]),
    "a ratio of products": ("ratio", [[[1, P2], [1, P5]], [[1, P3]], 1], FREE, ["10**n - 3**n*(1 + 7*n/3)"]),
    "an exponent": ("exponent", [e("2**n"), e("2**m")], domain(n=(4, 4), m=(1, 3)), None),
    "an extremum": ("extremum", [["max", N, M]], FREE, ["max(n, m) - n", "max(n, m) - m"]),
    "a minimum": ("extremum", [["min", N, M]], FREE, ["n - min(n, m)", "m - min(n, m)"]),
    "a sum": ("sum", [total(["max", I, "1"]), {"rule": "combination", "terms": [["1", [["low", ["max", I, "1"]]]], ["1", []]]}], FREE, [total(["max", I, "1"])]),
    "a telescope": ("telescope", [["pow", "3", I], "#1", N], FREE, [["add", ["mul", "2", total(["pow", "3", I])], ["mul", "-1", P3], "1"], ["add", ["mul", "-2", total(["pow", "3", I])], P3, "-1"]]),
    "a geometric sum": ("geometric", [total(["floor", ["sym", "r"], ["pow", "2", I]])], FREE, [["add", ["mul", "2", ["sym", "r"]], ["mul", "-1", total(["floor", ["sym", "r"], ["pow", "2", I]])]]]),
    "a geometric sum of squares": ("geometric", [total(["pow", ["floor", ["sym", "r"], ["pow", "3", I]], "2"])], FREE, [["add", ["mul", "9/8", ["pow", ["sym", "r"], "2"]], ["mul", "-1", total(["pow", ["floor", ["sym", "r"], ["pow", "3", I]], "2"])]]]),
    "subsets": ("binomial", [["binomial", N, K]], FREE, ["2**n - 2*binomial(n, k)"]),
    "subsets of what may be empty": ("binomial", [["binomial", N, K]], domain(n=0), ["2**n - binomial(n, k)"]),
    "one subset": ("subsets", [["binomial", e("n + k"), K], 0], domain(n=0), ["binomial(n + k, k) - 1"]),
    "as many subsets as elements": ("subsets", [["binomial", e("n + k"), K], 1], FREE, ["binomial(n + k, k) - n - k"]),
    "lists": ("selections", [["binomial", N, K]], FREE, ["n**k - binomial(n, k)"]),
    "the middle of a row": ("central", [["binomial", e("2*n"), N]], FREE, ["binomial(2*n, n) - 2**n", "2*n*binomial(2*n, n) - 4**n"]),
    "a row read backwards": ("pascal", [["binomial", N, K], ["binomial", N, e("n - k")]], FREE, ["binomial(n, k) - binomial(n, n - k)", "binomial(n, n - k) - binomial(n, k)"]),
    "the entry above": ("pascal", [["binomial", e("n + 1"), K], ["binomial", N, K]], FREE, ["binomial(n + 1, k) - binomial(n, k)"]),
    "the other entry above": ("pascal", [["binomial", e("n + 1"), e("k + 1")], ["binomial", N, K]], FREE, ["binomial(n + 1, k + 1) - binomial(n, k)"]),
    "residues": ("residues", [e("3*n - 6*m + 1"), 3], FREE, ["(3*n - 6*m + 1)**2 - 1"]),
    "residues far from 0": ("residues", [e("8*n - 8*m + 13"), 8], FREE, ["(8*n - 8*m + 13)**2 - 9"]),
    "residues of squares": ("residues", [e("n**2 - 3*m**2 + 1"), 3], FREE, ["(n**2 - 3*m**2 + 1)**2 - 1"]),
    "residues that meet 0": ("residues", [e("n + 1"), 2], FREE, ["(n + 1)**2"]),
    "an irrational root": ("irrational", [e("n**2 - 2*m**2"), 2], FREE, ["(n**2 - 2*m**2)**2 - 1"]),
    "an irrational cube root": ("irrational", [e("4*n**3*k**6 - 9*m**3"), 3], FREE, ["(4*n**3*k**6 - 9*m**3)**2 - 1"]),
    "logarithms in order": ("log-order", ["1", [[1, ["log2", N]]], [[1, ["log2", e("n + m")]]]], FREE, ["log2(n + m) - log2(n)"]),
    "logarithms with a factor": ("log-order", ["4", [[2, ["log2", N]]], [[1, ["log2", e("4*n**2 + 1")]]]], FREE, ["log2(4*n**2 + 1) - 2*log2(n) - 2"]),
    "means of logarithms": ("log-mean", [e("n + m"), [e("2*n"), e("2*m")]], FREE, ["2*n*(1 + log2(n) - log2(n + m)) + 2*m*(1 + log2(m) - log2(n + m))"]),
    "one part as the whole": ("log-mean", [N, [N]], FREE, ["0"]),
    "a lemma": ("lemma", [e("n - 1"), LOW_N, 0], FREE, ["n - 1"]),
    "an instance": ("instance", [PAIRS, CHOICE, {"y": [e("n*(n + 1)/2"), None]}], FREE, ["(n**2 + n)**2/4 - (n**2 + n)/2"]),
    "an instance at its own symbol": ("instance", [PAIRS, CHOICE, {"y": [["add", ["sym", "y"], N], None]}], FREE, ["(y + n)**2 - y - n"]),
    "an instance that is large enough by a proof": ("instance", [THREE, LOW_Y, {"y": [e("n*k + 3 - n"), PRODUCT]}], FREE, ["n*k - n"]),
    "an instance of two symbols that change places": ("instance", [SWAPPED, SWAPS, {"n": [M, None], "m": [N, None]}], FREE, ["m + 2*n - 3"]),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, case in GRANTED.items() if case[3] is not None])
def test_what_a_fact_grants(name):
    kind, arguments, d, expected = GRANTED[name]
    checker.WORK[0] = 0
    assert checker.FACTS[kind](arguments, d, 0) == [polynomial(text, d) for text in expected]


LINE = ["log2", N]
REFUSED = {
    "a floor that is none": ("floor", [N], FREE, "no floor"),
    "an order of what is no floor": ("floor-order", [N, e("floor(r/2)"), 0], FREE, "no floors"),
    "an order by a fraction": ("floor-order", [e("floor(r/2)"), e("floor(r/3)"), 0.0], FREE, "no floors"),
    "floors out of order": ("floor-order", [e("floor(r/3)"), e("floor((r + 2)/3)"), 0], FREE, "not proved"),
    "floors by smaller divisors": ("floor-order", [e("floor(r/3)"), e("floor(r/2)"), 1], FREE, "not proved"),
    "two terms for a symbol": ("bernoulli", [e("k**n"), 2, 0], FREE, "no base"),
    "a power beyond the exponent": ("bernoulli", [P2, 1, 2], FREE, "may be less"),
    "too many terms": ("bernoulli", [P2, 25, 0], FREE, "no power"),
    "a negative number of terms": ("bernoulli", [P2, -1, 0], FREE, "no power"),
    "bernoulli of no power": ("bernoulli", [N, 1, 0], FREE, "no power"),
    "an order the other way": ("order", [P2, P3], FREE, "no order"),
    "an order of other exponents": ("order", [P3, ["pow", "2", M]], FREE, "no two powers"),
    "an order from too far": ("order", [P3, P2], domain(n=513), "out of bounds"),
    "smaller powers": ("powers", [[[1, P5]], [[1, P2], [1, P3]]], FREE, "not proved"),
    "powers of other exponents": ("powers", [[[1, P5]], [[1, ["pow", "2", M]]]], FREE, "not one exponent"),
    "powers of what may be more": ("powers", [[[1, P5]], [[1, ["pow", K, N]]]], domain(k=(1, 4), n=0), "not proved"),
    "a power that is none": ("powers", [[[1, N]], [[1, P2]]], FREE, "no power"),
    "a negative power": ("powers", [[[-1, P2]], [[1, P2]]], FREE, "no power"),
    "a ratio below 1": ("ratio", [[[1, P2]], [[1, P3]], 1], FREE, "not in order"),
    "a ratio of symbols": ("ratio", [[[1, e("(k + 1)**n")]], [[1, e("k**n")]], 1], FREE, "no numbers"),
    "a ratio of other exponents": ("ratio", [[[1, P3]], [[1, ["pow", "2", M]]], 1], FREE, "not one exponent"),
    "a ratio with too many terms": ("ratio", [[[1, P3]], [[1, P2]], 25], FREE, "no number of terms"),
    "exponents out of order": ("exponent", [e("2**n"), e("2**m")], FREE, "not proved"),
    "exponents of other bases": ("exponent", [P3, P2], FREE, "no two powers of one base"),
    "a logarithm below a line that falls": ("log-line", [LINE, "0", "-1"], FREE, "not positive"),
    "a line that just cuts": ("log-line", [LINE, "0", "1/2"], FREE, "cuts"),
    "a line below a power": ("log-power", [LINE, 2, "0", "1", 3], FREE, "cuts"),
    "a line from where the square is not concave": ("log-power", [LINE, 2, "9", "9", 2], FREE, "too small"),
    "a line with too small a slope": ("log-power", [LINE, 2, "5", "1/2", 4], FREE, "cuts"),
    "a power of a logarithm of a sum": ("log-power", [["log2", e("n + m")], 2, "9", "9", 3], FREE, "too small"),
    "the first power": ("log-power", [LINE, 1, "9", "9", 3], FREE, "no power"),
    "the thirtieth power": ("log-power", [LINE, 30, "9", "9", 3], FREE, "no power"),
    "points before the least value": ("log-power", [LINE, 2, "9", "9", 3], domain(n=4), "too small"),
    "too many points": ("log-power", [LINE, 2, "9", "9", 302], FREE, "too small"),
    "a chord above": ("log-chord", [LINE, "0", "1/2"], domain(n=(1, 4)), "above"),
    "a chord without an end": ("log-chord", [LINE, "0", "0"], FREE, "no greatest value"),
    "a chord of a sum": ("log-chord", [["log2", e("n + m")], "0", "0"], FREE, "no logarithm of a symbol"),
    "logarithms out of order": ("log-order", ["1", [[1, ["log2", e("n + m")]]], [[1, LINE]]], FREE, "not proved"),
    "logarithms with too great a factor": ("log-order", ["5", [[2, LINE]], [[1, ["log2", e("4*n**2 + 1")]]]], FREE, "not proved"),
    "a factor that is 0": ("log-order", ["0", [[1, LINE]], [[1, LINE]]], FREE, "no positive factor"),
    "an order of no logarithms": ("log-order", ["1", [[1, N]], [[1, LINE]]], FREE, "no logarithm"),
    "parts that are too large": ("log-mean", [e("n + m"), [e("2*n"), e("3*m")]], FREE, "do not sum up"),
    "a part that may be 0": ("log-mean", [N, [e("n - 1"), e("n + 1")]], FREE, "may be 0"),
    "no parts": ("log-mean", ["0", []], FREE, "may be 0"),
    "an extremum of other parts": ("extremum", [N], FREE, None),
    "a sum of negative terms": ("sum", [total(["max", I, "1"]), {"rule": "combination", "terms": []}], FREE, "not equal"),
    "a telescope of a negative count": ("telescope", [["pow", "3", I], "#1", e("n - 2")], FREE, "may be negative"),
    "a telescope around a sum": ("telescope", [total(I), "#2", N], FREE, "another kind"),
    "a geometric sum of what rises": ("geometric", [total(["floor", ["add", ["sym", "r"], I], ["pow", "2", I]])], FREE, "rise"),
    "a geometric sum of what may be negative": ("geometric", [total(["floor", ["add", ["sym", "r"], "-2"], ["pow", "2", I]])], FREE, "rise"),
    "a sum over another exponent": ("geometric", [total(["floor", ["sym", "r"], ["pow", "2", ["mul", I, N]]])], FREE, "of the index"),
    "a sum over no power": ("geometric", [total(["floor", ["sym", "r"], ["add", I, "1"]])], FREE, None),
    "a sum of no floors": ("geometric", [total(["max", I, "1"])], FREE, "no power of a floor"),
    "no subset": ("subsets", [["binomial", N, K], 0], FREE, "not proved"),
    "all elements": ("subsets", [["binomial", N, ["add", N, "-1"]], 1], FREE, "not proved"),
    "two subsets": ("subsets", [["binomial", e("n + k"), K], 2], FREE, "no binomial"),
    "lists from nothing": ("selections", [["binomial", N, K]], domain(n=0), None),
    "lists of a negative length": ("selections", [["binomial", N, e("k - 2")]], FREE, "no binomial"),
    "beside the middle": ("central", [["binomial", e("2*n + 1"), N]], FREE, "not the middle"),
    "the middle of nothing": ("central", [["binomial", e("2*n"), N]], domain(n=0), "not the middle"),
    "two rows above": ("pascal", [["binomial", e("n + 2"), K], ["binomial", N, K]], FREE, "no neighbours"),
    "an entry beside": ("pascal", [["binomial", N, K], ["binomial", N, e("k + 1")]], FREE, "no neighbours"),
    "an entry too far to the left": ("pascal", [["binomial", e("n + 1"), e("k + 2")], ["binomial", N, K]], FREE, "no neighbours"),
    "an entry to the right": ("pascal", [["binomial", e("n + 1"), K], ["binomial", N, e("k + 1")]], FREE, "no neighbours"),
    "a modulus of 1": ("residues", [e("n + 1"), 1], FREE, "no modulus"),
    "residues of fractions": ("residues", [["mul", "1/2", N], 3], FREE, "no integer polynomial"),
    "residues of a power": ("residues", [P2, 3], FREE, "no integer polynomial"),
    "too many residues": ("residues", [e("n + m + k"), 18], FREE, "too many"),
    "a rational root": ("irrational", [e("4*n**2 - 9*m**2"), 2], FREE, "quotient of powers"),
    "a root of other powers": ("irrational", [e("n**3 - 2*m**2"), 2], FREE, "no powers"),
    "a first root": ("irrational", [e("n - 2*m"), 1], FREE, "no difference"),
    "a sum of powers": ("irrational", [e("n**2 + 2*m**2"), 2], FREE, "no difference"),
    "a lemma without its proof": ("lemma", [e("n - 2"), LOW_N, 0], FREE, "not equal"),
    "a lemma by what is not given": ("lemma", [e("n - k"), {"rule": "combination", "terms": [["1", [["given", 0]]]]}, 0], GIVEN, "no such hypothesis"),
    "a lemma by less than nothing": ("lemma", [e("n - 1"), LOW_N, -1], FREE, "no number"),
    "an instance of half a number": ("instance", [PAIRS, CHOICE, {"y": [e("n/2"), None]}], FREE, "no integer"),
    "an instance of a third": ("instance", [PAIRS, CHOICE, {"y": [e("n*(n + 1)/3"), None]}], FREE, "no integer"),
    "an instance of a logarithm": ("instance", [PAIRS, CHOICE, {"y": [["log2", N], None]}], FREE, "no integer"),
    "an instance that is too small": ("instance", [THREE, LOW_Y, {"y": [e("n + 1"), None]}], FREE, "not proved"),
    "an instance of nothing": ("instance", [PAIRS, CHOICE, {}], FREE, "stands for nothing"),
    "an instance of what is not proved": ("instance", [THREE, CHOICE, {"y": [e("n + 3"), None]}], FREE, "not equal"),
    "an instance within bounds": ("instance", [{**THREE, "domain": {"y": [3, 9]}}, LOW_Y, {"y": [e("n + 3"), None]}], FREE, "no integer of its range"),
    "an instance of a strict inequality": ("instance", [{**THREE, "relation": "<"}, LOW_Y, {"y": [e("n + 3"), None]}], FREE, "no inequality"),
    "an instance under a condition": ("instance", [{**THREE, "given": [["add", ["sym", "y"], "-5"]]}, LOW_Y, {"y": [e("n + 3"), None]}], FREE, "free domain"),
    "three terms": ("irrational", [e("n**2 - 2*m**2 + 1"), 2], FREE, "no difference"),
    "a root of what may be 0": ("irrational", [e("n**2 - 2*m**2"), 2], domain(n=0, m=0), "no powers"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_fact_refuses(name):
    kind, arguments, d, why = REFUSED[name]
    checker.WORK[0] = 0
    with pytest.raises((Rejected, ValueError, TypeError), match=why):
        checker.FACTS[kind](arguments, d, 0)


# Bounds of atoms and polynomials


LOWS = [
    ("n", {}, 1), ("n", {"n": -3}, -3), ("2**n", {}, 2), ("2**n", {"n": 3}, 8), ("3**(n*m)", {"n": 2, "m": 2}, 81),
    ("k**n", {}, 1), ("k**n", {"k": 3, "n": 2}, 9), ("(k + 1)**n", {"n": 3}, 8), ("2**n", {"n": 513}, 1),
    ("floor(r/2)", {}, 0), ("floor(r/2)", {"r": 2}, 1), ("floor(r/s)", {}, 0), ("floor(r/2)", {"r": -1}, None),
    ("log2(n)", {"n": 8}, 3), ("log2(n + m)", {}, 1), ("max(n, m)", {"n": 4, "m": 2}, 4), ("min(n, m)", {"n": 4, "m": 2}, 2),
    ("binomial(n, k)", {}, 0), ("2**(2**n)", {}, 4), ("2**(2**n)", {"n": 4}, 65536), ("2**floor(r/2)", {"r": 6}, 2),
    ("3**max(n, m)", {"n": 2}, 9), ("2**(n*3**m)", {"n": 2}, 64),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans", "low"), LOWS, ids=str)
def test_the_least_value_of_an_atom(text, spans, low):
    d = domain(**spans)
    ((m, c),) = polynomial(text, d).items()
    ((atom, power),) = m
    assert (c, power) == (1, 1)
    assert checker.least(atom, d) == low


BELOW = [
    ("n*m + 3", {}, 4), ("n**2 - n", {"n": 2}, 2), ("n**2 - 2*n", {}, -1), ("n - m", {}, None), ("5 - n", {}, None),
    ("n**3 - 3*n**2 + 2*n + 6", {}, 6), ("2**n - n", {}, None), ("2*n - n/2 - 1", {"n": 4}, 5), ("7", {}, 7),
    ("n**2*m - n*m", {}, 0), ("-n*m", {"n": 0, "m": 0}, None), ("n*(n - 1)*(n - 2)", {}, 0), ("n**2 - 3*n", {}, -2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans", "bound"), BELOW, ids=str)
def test_a_lower_bound(text, spans, bound):
    d = domain(**spans)
    found = checker.bounded_below(polynomial(text, d), d)
    assert found == (checker.MINUS if bound is None else bound)


VALUES = [
    ("n**2 - 3*m", {"n": 4, "m": 5}, 1), ("2**n*3", {"n": 5}, 96), ("floor(r/3)", {"r": 11}, 3), ("k**n", {"k": 3, "n": 4}, 81),
    ("max(n, m) - min(n, m)", {"n": 4, "m": 9}, 5), ("binomial(n, k)", {"n": 6, "k": 2}, 15), ("(k + 1)**n", {"k": 2, "n": 3}, 27),
    ("floor(n**2/(m + 1))", {"n": 5, "m": 3}, 6), ("2**(n*m)", {"n": 2, "m": 3}, 64),
    ("2**(2**n)", {"n": 4}, 65536), ("k**floor(n/2)", {"k": 3, "n": 5}, 9), ("2**max(n, m)", {"n": 2, "m": 5}, 32),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "value"), VALUES, ids=str)
def test_a_value_at_a_point(text, at, value):
    assert checker.interval(polynomial(text, FREE), at) == (value, value)


def test_the_value_of_a_sum():
    d = domain()
    assert checker.interval(polynomial(total(["max", I, "2"]), d), {"n": 5}) == (13, 13)
    with pytest.raises(Rejected, match="too long"):
        checker.interval(polynomial(total(["max", I, "2"]), d), {"n": 1001})


@pytest.mark.parametrize(
    "x", [Fraction(3), Fraction(5, 3), Fraction(1, 7), Fraction(10**30), Fraction(2**40 + 1), Fraction(1)]
)
def test_logarithms_are_enclosed(x):
    with mpmath.workdps(60):
        exact = mpmath.log(mpmath.mpf(x.numerator) / x.denominator, 2)
        scaled = down(exact * 2**40)
    assert checker.log2_below(x) == Fraction(scaled, 2**40)
    assert checker.log2_above(x) == -checker.log2_below(1 / x)
    assert 0 <= checker.log2_above(x) - checker.log2_below(x) <= Fraction(1, 2**40)


def test_logarithms_that_are_numbers():
    """Those of the powers of 2, and no others."""
    powers = {Fraction(2) ** k: k for k in range(-5, 6)}
    for p, q in product(range(1, 33), repeat=2):
        number = checker.number_of(checker.log2_of_number(checker.exact(Fraction(p, q))))
        assert number == powers.get(Fraction(p, q)), (p, q)


def test_a_logarithm_at_a_point_lies_between():
    low, high = checker.interval(polynomial("log2(n + 1)", FREE), {"n": 2})
    assert (low, high) == (checker.log2_below(Fraction(3)), checker.log2_above(Fraction(3)))


# Domains


NARROWED = [
    ("n - 4", (4, None)), ("2*n - 7", (4, None)), ("9 - n", (1, 9)), ("19 - 2*n", (1, 9)), ("n - 1/2", (1, None)),
    ("n*m - 9", (1, None)), ("n**2 - 9", (1, None)), ("n - m", (1, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span"), NARROWED, ids=str)
def test_a_bound_narrows_a_range(text, span):
    d = domain()
    inner = d.narrowed(polynomial(text, d))
    assert inner.ranges["n"] == span
    assert inner.given == [polynomial(text, d)]
    assert d.ranges["n"] == (1, None)
    assert d.given == []


def test_two_bounds_keep_the_closer_one():
    d = domain(n=(3, 7))
    assert d.narrowed(polynomial("n - 2", d)).ranges["n"] == (3, 7)
    assert d.narrowed(polynomial("9 - n", d)).ranges["n"] == (3, 7)
    assert d.narrowed(polynomial("n - 5", d)).narrowed(polynomial("6 - n", d)).ranges["n"] == (5, 6)


@pytest.mark.parametrize("x", [0, -1, Fraction(-1, 3)])
def test_what_is_not_positive_has_no_logarithm(x):
    for bound in (checker.log2_below, checker.log2_above):
        with pytest.raises((Rejected, ZeroDivisionError)):
            bound(Fraction(x))


# Cases, and what a certificate may hold


def proved(node, text, d):
    checker.WORK[0] = 0
    checker.prove(node, polynomial(text, d), d)


@pytest.mark.parametrize("bad", range(3, 8))
def test_points_are_all_points(bad):
    d = domain(n=(3, 7))
    proved({"rule": "points"}, "(n - 5)**2", d)
    with pytest.raises(Rejected):
        proved({"rule": "points"}, f"2*(n - {bad})**2 - 1", d)
    given = d.narrowed(polynomial(f"(n - {bad})**2 - 1", d))
    proved({"rule": "points"}, f"2*(n - {bad})**2 - 1", given)


def test_points_of_two_symbols():
    d = domain(n=(1, 3), m=(2, 4))
    for n, m in product(range(1, 4), range(2, 5)):
        with pytest.raises(Rejected):
            proved({"rule": "points"}, f"2*(n - {n})**2 + 2*(m - {m})**2 - 1", d)
    with pytest.raises(Rejected, match="no greatest value"):
        proved({"rule": "points"}, "n", domain(n=1))


RESIDUE = {"rule": "residue", "symbol": "r", "quotient": "r'", "modulus": 2}
EVEN = {"rule": "combination", "terms": []}
ODD = {"rule": "combination", "terms": [["1", []]]}


def test_residues_are_all_residues():
    """r - 2*floor(r/2) is 0 or 1."""
    proved({**RESIDUE, "cases": [EVEN, ODD]}, "r - 2*floor(r/2)", FREE)
    for cases in ([ODD, EVEN], [ODD, ODD], [EVEN], [EVEN, ODD, ODD], "xy", {0: EVEN, 1: ODD}):
        with pytest.raises(Rejected):
            proved({**RESIDUE, "cases": cases}, "r - 2*floor(r/2)", FREE)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        *(({"modulus": k}, "no modulus") for k in (1, 0, -2, 4097, "2", 2.0, None)), ({"quotient": 3}, "no modulus"),
        ({"quotient": "n"}, "the name of another"), ({"symbol": "t"}, "no symbol"), ({"symbol": None}, "no symbol"),
    ],
)  # fmt: skip
def test_residues_that_are_refused(change, why):
    with pytest.raises(Rejected, match=why):
        proved({**RESIDUE, "cases": [EVEN, ODD], **change}, "r - 2*floor(r/2)", FREE)


@pytest.mark.parametrize(("n", "m"), [(6, 3), (12, 3), (3, 5), (5, 3), (40, 5), (7, 7)])
def test_a_floor_of_what_is_enclosed_is_enclosed(n, m):
    """log2(n) - log2(m) may be an integer, which its enclosure has on both sides."""
    low, high = checker.interval(polynomial("floor(log2(n) - log2(m))", FREE), {"n": n, "m": m})
    whole = n % m == 0
    assert low <= down(mpmath.log(mpmath.mpf(n) / m, 2)) <= high
    assert (high - low) == (1 if whole else 0)


def test_parts_of_a_certificate():
    assert checker.items([1, 2]) == [1, 2]
    for value in ("ab", {"a": 1}, (1, 2), None, [0] * (checker.MOST["nodes"] + 1)):
        with pytest.raises(Rejected, match="no list"):
            checker.items(value)
    assert checker.monomial(e("n*m"), FREE) == frozenset({(("sym", "n"), 1), (("sym", "m"), 1)})
    for text in ("2*n", "n + m", "n - 1", "0*n", "-n"):
        with pytest.raises(Rejected, match="no product of atoms"):
            checker.monomial(e(text), FREE)


def test_work_ends():
    checker.WORK[0] = 0
    checker.spend(checker.MOST["work"])
    with pytest.raises(Rejected, match="too much work"):
        checker.spend(64)
    checker.WORK[0] = checker.MOST["work"] - 1
    with pytest.raises(Rejected, match="too much work"):
        checker.spend(128)
    checker.WORK[0] = 0


# Expressions


SAME = [
    (["floor", e("6*n + 5"), "2"], e("3*n + 2")), (["floor", e("n + 7"), "1"], e("n + 7")),
    (["floor", ["add", ["mul", P2, M], K], P2], ["add", M, ["floor", K, P2]]), (["floor", e("4*n*m + n"), N], e("4*m + 1")),
    (["floor", "7", "2"], "3"), (["floor", "-7", "2"], "-4"), (["pow", e("2*n"), K], ["mul", ["pow", "2", K], ["pow", N, K]]),
    (["pow", "6", N], ["mul", P2, P3]), (["pow", "2", e("n + 3")], ["mul", "8", P2]), (["pow", "2", e("2*n")], ["pow", P2, "2"]),
    (["pow", N, e("k + 2")], ["mul", ["pow", N, "2"], ["pow", N, K]]), (["log2", "8"], "3"), (["log2", "1/4"], "-2"),
    (["log2", ["mul", "4", N, ["pow", M, "3"]]], ["add", "2", ["log2", N], ["mul", "3", ["log2", M]]]),
    (["log2", ["pow", "2", N]], N), (["log2", ["pow", "8", N]], e("3*n")), (["log2", ["pow", K, N]], ["mul", N, ["log2", K]]),
    (total(I), e("n*(n - 1)/2")), (total(["pow", I, "2"]), e("n*(n - 1)*(2*n - 1)/6")), (total("5"), e("5*n")),
    (total(["mul", M, ["pow", I, "3"]]), e("m*n**2*(n - 1)**2/4")),
    (total(["mul", M, ["max", I, "1"]]), ["mul", M, total(["max", I, "1"])]),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME, ids=str)
def test_expressions_of_one_value_are_one(one, other):
    assert polynomial(one, FREE) == polynomial(other, FREE)


def test_quotients_have_one_denominator():
    top, bottom = checker.translate(["add", ["pow", N, "-1"], ["pow", M, "-1"]], FREE)
    assert (top, bottom) == (polynomial("n + m", FREE), polynomial("n*m", FREE))
    top, bottom = checker.translate(["pow", ["mul", N, ["pow", M, "-1"]], K], FREE)
    assert (top, bottom) == (polynomial("n**k", FREE), polynomial("m**k", FREE))
    top, bottom = checker.translate(["max", ["mul", N, ["pow", M, "-1"]], K], FREE)
    assert (top, bottom) == (polynomial(["max", N, ["mul", K, M]], FREE), polynomial("m", FREE))


NOT_READ = [
    (["pow", ["add", N, "-1"], K], "no integer >= 1"), (["pow", N, K], "may be 0", {"n": 0}), (["pow", "-2", N], "not positive"),
    (["pow", N, ["mul", "1/2", K]], "has a fraction"), (["pow", "2", ["mul", N, M]], "may be negative", {"n": -1}),
    (["pow", N, "1/2"], "no integer"), (["pow", ["add", N, "-1"], "-1"], "not proved positive"), (["floor", N, ["add", M, "-1"]], "may be 0"),
    (["log2", ["add", N, "-1"]], "may be 0"), (["binomial", ["add", N, "-2"], K], "no set"), (["binomial", ["mul", "1/2", N], K], "no set"),
    (["sym", "t"], "no range"), (["sum", I, "n", M], "no sum"), (["sum", I, "#1", ["mul", "1/2", N]], "an integer"), (["log2", N, M], "may be 0|no"),
    (["sin", N], "unknown expression"), (["add"], "no expression"), ("1/0", "no number"), ("", "no number"), ("2" * 6001, "no number"),
    (["pow", N, "401"], "out of bounds"), (["pow", N], "two parts"), (["floor", N], "two parts"), (["sym", "n", "m"], "no symbol"),
    (["pow", "2", ["floor", ["add", N, "-2"], "2"]], "may be negative"), (["pow", "2", ["log2", N]], "may be no integer"),
    (["pow", "2", ["max", N, ["log2", M]]], "may be no integer"),
    (["max", N, ["pow", M, "-1"], ["pow", ["add", K, "-1"], "-1"]], "not proved positive"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_READ, ids=str)
def test_expressions_that_are_refused(case):
    text, why, *spans = case
    with pytest.raises(Rejected, match=why):
        checker.translate(text, domain(**(spans[0] if spans else {})))
