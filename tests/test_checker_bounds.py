"""The lower bounds of the checker, and what its rules for combinations do with them: each at its ends."""

from fractions import Fraction

import pytest

from symalgebra.formula import formula, read
from symalgebra.order import checker
from symalgebra.order.checker import Domain, Rejected, log2_below, plus, single
from symalgebra.order.expression import expression

NAMES = "nmkrs"
FREE = Domain({name: (1, None) for name in NAMES}, [])
I = ["sym", "#1"]


@pytest.fixture(autouse=True)
def no_work():
    checker.WORK[0] = 0


def e(text):
    return expression(formula(read(text))) if isinstance(text, str) else text


def domain(*given, **spans):
    """The named ranges, a number being the least value; other symbols are at least 1."""
    d = Domain(FREE.ranges | {k: v if isinstance(v, tuple) else (v, None) for k, v in spans.items()}, [])
    for text in given:
        d = d.narrowed(polynomial(text, d))
    return d


def polynomial(text, d=FREE):
    return checker.polynomial(e(text), d)


def bound(text, d):
    """The bound on a domain of what was read on another, where all symbols are at least 1."""
    found = checker.bounded_below(polynomial(text), Domain(d.ranges, d.given))
    return None if found == checker.MINUS else found


def total(body):
    return ["sum", body, "#1", ["sym", "n"]]


def log2(text):
    return ["log2", e(text)]


# Atoms

ATOMS = {
    "a symbol": ("n", {"n": -3}, -3),
    "a power of a number": ("3**n", {"n": 2}, 9),
    "a power with an exponent of 0": ("3**n", {"n": 0}, 1),
    "a power whose exponent may be negative elsewhere": ("3**n", {"n": -2}, 1),
    "a power to a product": ("2**(n*m**2)", {"n": 2, "m": 3}, 2**18),
    "a power of a symbol": ("m**n", {"n": 2, "m": 5}, 25),
    "a power of a sum": ("(n + m)**k", {"n": 2, "m": 3, "k": 2}, 25),
    "a power of what may be negative elsewhere": ("(n + m)**k", {"n": -5, "k": 2}, 1),
    "a floor of 1": ("floor(n/3)", {"n": 3}, 1),
    "a floor of more": ("floor(n/3)", {"n": 9}, 1),
    "a floor of less": ("floor(n/3)", {"n": 2}, 0),
    "a floor of 0": ("floor(n/3)", {"n": 0}, 0),
    "a floor below 0": ("floor(n/3)", {"n": -1}, None),
    "a floor of a sum by its part": (["floor", e("n + m"), ["mul", "2", ["sym", "m"]]], {}, 0),
    "a floor of the sum by its double": (["floor", e("n*m"), e("m + 1")], {"n": 2}, 1),
    "a logarithm of 1": (log2("n"), {}, 0),
    "a logarithm of 5": (log2("n + m"), {"n": 4}, log2_below(5)),
    "a logarithm of less than 1": (log2("n + 1/2"), {"n": 0}, -1),
    "a logarithm of 0": (log2("n + m"), {"n": 0, "m": 0}, None),
    "a maximum": ("max(n, m)", {"n": -2, "m": 4}, 4),
    "a maximum with one bound": ("max(n, k - m)", {"n": -2}, -2),
    "a maximum without a bound": ("max(r - n, k - m)", {}, None),
    "a minimum": ("min(n, m)", {"n": -2, "m": 4}, -2),
    "a minimum with one bound": ("min(n, k - m)", {}, None),
    "the logarithm of e": (["log2", "e"], {}, 1 / checker.LN2[1]),
    "a binomial coefficient": ("binomial(n + m, m)", {"n": 0, "m": 0}, 1),
    "a binomial coefficient of too many": ("binomial(n + m, m)", {"n": -1, "m": 0}, 0),
    "a binomial coefficient of fewer than none": ("binomial(n + m, m)", {"n": 0, "m": -1}, 0),
    "a sum": (total(["max", I, "0"]), {}, 0),
    "a sum of what may be negative": (total(["floor", ["add", I, "-1"], "2"]), {}, None),
    "a sum of what is negative for other symbols": (total(["max", I, ["sym", "m"]]), {"m": -1}, 0),
}


@pytest.mark.parametrize("name", ATOMS)
def test_the_least_value_of_an_atom(name):
    text, spans, expected = ATOMS[name]
    atom, d = checker.atom_of(e(text), FREE), domain(**spans)
    assert checker.least(atom, d) == expected
    assert checker.positive_atom(atom, d) is (expected is not None and expected >= 0)
    assert checker.floor_of(atom, d) == max(expected or 0, 0)


def test_an_integer_is_at_least_the_next_integer():
    """Three halves squared are 9/4; a logarithm is no integer."""
    d = domain("n - m - 3/2", k=2)
    found = [checker.least(checker.atom_of(e(text), d), d) for text in ("(n - m)**k", "max(n - m, r - s)")]
    assert found == [3, 2]
    assert checker.least(checker.atom_of(log2("n - m"), d), d) == log2_below(Fraction(3, 2))


def test_the_least_value_of_the_rest_of_a_half():
    assert checker.least(("rest", ("sym", "n")), FREE) == 0


def test_another_atom_has_no_least_value():
    assert checker.least(("other",), FREE) is None


# Polynomials

POLYNOMIALS = {
    "nothing": (["add", "0"], {}, 0),
    "a number": ("-3", {}, -3),
    "what is positive": ("n*m/2 + 3", {"n": 2, "m": 5}, 8),
    "a square of what is positive": ("3*n**2", {"n": 2}, 12),
    "what is negative": ("n/2 + 3", {"n": -3}, Fraction(3, 2)),
    "a square of what is negative": ("n**2", {"n": -3}, None),
    "a product with what is negative": ("n*m", {"n": -3}, None),
    "a difference": ("n**2 - n", {"n": 0}, 0),
    "a difference from 2 on": ("n**2 - n - 2", {"n": 2}, 0),
    "the same from 1 on": ("n**2 - n - 2", {"n": 1}, -2),
    "a product and its factors": ("n*m - n - m", {"n": 2, "m": 2}, 0),
    "the same from 1 on of one": ("n*m - n - m", {"n": 2, "m": 1}, -1),
    "a cube": ("n**3 - 3*n**2 + 2*n", {"n": 0}, 0),
    "a cube between integers": ("2*n**3 - 7*n**2 + 6*n", {"n": 0}, None),
    "a quarter of a square": ("n**2/4 - n/4", {"n": 0}, 0),
    "a quarter of a square and more": ("n**2/4 - n/3", {"n": 0}, None),
    "a square of a logarithm": (["add", ["mul", log2("n"), log2("n")], ["mul", "-1", log2("n")]], {}, None),
    "a maximum without a bound": ("n + max(r - n, k - m)", {}, None),
    "without a bound and below": ("max(r - n, k - m) - n", {}, None),
    "half a symbol": ("n - 2*floor(n/2)", {}, 0),
    "half a symbol twice": ("n**2 - 4*floor(n/2)**2", {}, 0),
    "a multiple of a half": ("m*n - 2*m*floor(n/2) + 5", {}, 5),
    "halves of two symbols": ("n - 2*floor(n/2) + m - 2*floor(m/2)", {}, 0),
    "half of another symbol": ("n - 2*floor(m/2)", {}, None),
    "a third of a symbol": ("n - 3*floor(n/3)", {}, None),
    "half of what may be negative": ("n - 2*floor(n/2)", {"n": -1}, None),
    "more than a symbol": ("n - 3*floor(n/2)", {}, None),
}


@pytest.mark.parametrize("name", POLYNOMIALS)
def test_the_least_value_of_a_polynomial(name):
    text, spans, expected = POLYNOMIALS[name]
    assert bound(text, domain(**spans)) == expected


GIVEN = {
    "a condition": ("k - m*r", ["k - m*r"], 0),
    "a condition and a number": ("k - m*r + 3", ["k - m*r - 2"], 5),
    "a condition and a symbol": ("k + n - m*r", ["k - m*r"], 1),
    "one of two conditions": ("k - m*r", ["n - m*r", "k - m*r"], 0),
    "another of two conditions": ("k - m*r", ["k - m*r", "n - m*r"], 0),
    "the better of two conditions": ("k - m*r", ["k - m*r - 5", "k - m*r - 2"], 5),
    "a condition and what is positive": ("k - m*r + s*n - n", ["k - m*r"], 0),
    "another condition": ("k - m*r", ["n - m*r"], None),
    "a condition twice": ("2*k - 2*m*r", ["k - m*r"], None),
    "the contrary of a condition": ("m*r - k", ["k - m*r"], None),
}


@pytest.mark.parametrize("name", GIVEN)
def test_the_least_value_under_conditions(name):
    text, conditions, expected = GIVEN[name]
    assert bound(text, domain(*conditions)) == expected


def test_the_index_of_a_sum_is_another_symbol():
    """Of a symbol of the same name, neither the range nor a condition holds for the index."""
    d = domain("20 - n*k", "5 - m", n=(3, 9))
    inner = checker.within("n", d)
    assert (inner.ranges["n"], inner.ranges["k"]) == ((0, None), (1, None))
    assert inner.given == [polynomial("5 - m")]
    assert checker.within("#1", d).given == d.given


# Combinations

N, LOW = ["sym", "n"], ["low", ["sym", "n"]]
COMBINED = {
    "nothing for 0": ("0", [], {}),
    "a number is left over": ("n", [["1", [LOW]]], {}),
    "half a number is left over": ("n/2", [["1/2", [LOW]]], {}),
    "nothing is left over": ("n - 1", [["1", [LOW]]], {}),
    "a product of hypotheses": ("n**2 - 2*n + 1", [["1", [LOW, LOW]]], {}),
    "a number as a term": ("n + 4", [["1", [LOW]], ["5", []]], {}),
    "a coefficient of 0": ("n - 1", [["1", [LOW]], ["0", [LOW, LOW]]], {}),
    "a scale": ("n/3 - 1/3", [["1", [LOW]]], {"scale": "3"}),
    "a scale that is a symbol": ("n - 1", [["1", [LOW, LOW]], ["1", [LOW]]], {"scale": N}),
    "a scale above a half": ("n - 1", [["1", [LOW, LOW]], ["1/2", [LOW]]], {"scale": ["add", N, "-1/2"]}),
}  # fmt: skip
NOT_COMBINED = {
    "less than nothing is left over": ("n - 2", [["1", [LOW]]], {}),
    "half a number less": ("n - 3/2", [["1", [LOW]]], {}),
    "a symbol is left over": ("2*n", [["1", [LOW]]], {}),
    "a symbol and a number are left over": ("2*n + 5", [["1", [LOW]]], {}),
    "a negative coefficient": ("1 - n", [["-1", [LOW]]], {}),
    "a scale that may be 0": ("n - 1", [["1", [LOW, LOW]]], {"scale": ["add", N, "-1"]}),
    "a scale of 0": ("-1", [], {"scale": "0"}),
    "a negative scale": ("1 - n", [["1", [LOW]]], {"scale": "-1"}),
    "no terms": ("n", None, {}),
    "references that are no list": ("n", [["1", "n"]], {}),
    "a reference that is no list": ("n", [["1", ["low"]]], {}),
    "a reference that is an object": ("n", [["1", [{"low": N}]]], {}),
    "a coefficient that is no text": ("n", [[1, [LOW]]], {}),
}  # fmt: skip


def combine(goal, terms, more):
    node = {"rule": "combination", "terms": terms, **more}
    assert list(checker.combination(node, polynomial(goal), FREE, 0)) == []


@pytest.mark.parametrize("name", COMBINED)
def test_a_combination(name):
    combine(*COMBINED[name])


@pytest.mark.parametrize("name", NOT_COMBINED)
def test_what_is_no_combination(name):
    with pytest.raises(Rejected):
        combine(*NOT_COMBINED[name])


REFERENCES = [
    (["given", 0], "k - m*r"), (["given", 1], "r - 2"), (["square", e("n - m")], "(n - m)**2"), (["consecutive", e("n - m")], "(n - m)*(n - m - 1)"), (["square", e("n/2")], "n**2/4"),
    (["high", "s"], "9 - s"), (["low", e("s")], "s - 2"), (["choose", "s", 0], "1"), (["choose", "s", 1], "s - 2"), (["choose", "s", 3], "(s - 2)*(s - 3)*(s - 4)"),
]  # fmt: skip
NO_REFERENCES = [
    ["given", 2], ["given", -1], ["given", "0"], ["given", 0.0], ["given"], [], "given", None, ["consecutive", e("n/2")], ["high", "n"], ["high", "t"], ["low", e("max(r - n, k - m)")], ["low", e("2*n")],
    ["choose", "s"], ["choose", "s", "2"], ["choose", "s", -1], ["choose", "s", 41], ["choose", "s", 2, 2], ["choose", "t", 2], ["greatest", "s"], ["lower", e("s")],
    ["mean", e("s"), [[1, e("n")]]], ["mean", e("s"), [[2, e("n")]]], ["mean", "1", [[1, "1"], [2, "2"]]], ["mean", "2", []],
]  # fmt: skip
CONDITIONED = domain("k - m*r", "r - 2", s=(2, 9))


@pytest.mark.parametrize(("reference", "expected"), REFERENCES, ids=str)
def test_a_hypothesis(reference, expected):
    assert checker.hypothesis(reference, CONDITIONED) == polynomial(expected)


@pytest.mark.parametrize("reference", NO_REFERENCES, ids=str)
def test_what_is_no_hypothesis(reference):
    with pytest.raises(Rejected):
        checker.hypothesis(reference, CONDITIONED)


def test_as_many_factors_as_may_be():
    found = checker.hypothesis(["choose", "s", 40], CONDITIONED)
    for value in (2, 41, 42):
        expected = 1
        for i in range(40):
            expected *= value - 2 - i
        assert checker.interval(found, {"s": value}) == (expected, expected)


def test_a_mean_of_nothing_is_0():
    assert checker.mean("0", [], FREE) == {}
    n = single(("sym", "n"))
    assert checker.mean("0", [[2, N], [1, "1"]], FREE) == plus(checker.constant(1), n, 2)


# A proof as a whole


def prove(node, goal="n - 1", d=FREE, depth=0):
    checker.prove(node, polynomial(goal), d, depth)


ONE_STEP = {"rule": "combination", "terms": [["1", [LOW]]]}


@pytest.mark.parametrize("node", [None, [], "combination", {}, {"rule": "because"}, {"rule": None}], ids=str)
def test_what_is_no_node(node):
    with pytest.raises(Rejected):
        prove(node)


def test_a_proof_begins_at_its_depth():
    most = checker.MOST["depth"]
    prove(ONE_STEP)
    prove(ONE_STEP, depth=most)
    halves = {"rule": "split", "on": e("n - 5"), "yes": ONE_STEP, "no": ONE_STEP}
    prove(halves, depth=most - 1)
    for node, depth in ((ONE_STEP, most + 1), (halves, most)):
        with pytest.raises(Rejected, match="deep"):
            prove(node, depth=depth)


@pytest.mark.parametrize(
    "spans", [{"n": (1, 1)}, {"n": (1, 1), "m": (3, 3)}, {"n": (1, 2), "m": (2, None)}], ids=str
)
def test_points_that_are_left(spans):
    with pytest.raises(Rejected):
        prove(ONE_STEP, "n - 2", domain(**spans))


@pytest.mark.parametrize(
    "spans", [{"n": (1, 0)}, {"n": (1, 1), "m": (3, 2)}, {"m": (3, 2), "k": (1, 5)}], ids=str
)
def test_nothing_is_to_be_proved_where_no_point_is_left(spans):
    prove(ONE_STEP, "n - 2", domain(**spans))
