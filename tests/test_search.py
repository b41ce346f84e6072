"""The parts of the search for a proof or a counterexample, each by what it returns."""

from fractions import Fraction
from itertools import islice, pairwise
from random import Random

import pytest
from test_rules import FREE, domain, polynomial

from symalgebra.formula import read
from symalgebra.order import checker
from symalgebra.order.ceilings import greatest, most
from symalgebra.order.convergents import convergents, vanishing
from symalgebra.order.dips import along, around, changes, dips
from symalgebra.order.domain import conditions
from symalgebra.order.points import candidates, descended, first
from symalgebra.order.proof.budget import Budget, Exhausted, Share
from symalgebra.order.proof.chains import by_order
from symalgebra.order.proof.congruent import congruent
from symalgebra.order.proof.falling import falling, newton, positive
from symalgebra.order.proof.homogeneous import homogeneous
from symalgebra.order.proof.hypotheses import ends
from symalgebra.order.proof.leaf import prove_leaf
from symalgebra.order.proof.linear import prove_linear
from symalgebra.order.proof.logs import exponentiated, logarithm
from symalgebra.order.proof.quadratic import completed, neighbours
from symalgebra.order.proof.replacing import below, doomed
from symalgebra.order.proof.residues import Counterexample, residues
from symalgebra.order.proof.samples import samples
from symalgebra.order.proof.search import chained, common, extremum, finite, probe, search, squared
from symalgebra.order.proof.splits import halves, ordered, tail
from symalgebra.order.proof.squares import candidates as candidates_of_squares
from symalgebra.order.proof.squares import factored, prove_squares
from symalgebra.order.proof.summands import summed
from symalgebra.order.proof.weighted import weighted
from symalgebra.order.simplex import separate, solve


def goal(text, d=FREE):
    return polynomial(text, d)


def valid(node, p, d=FREE):
    """The rule of a node that the checker takes."""
    checker.WORK[0] = 0
    assert node is not None
    checker.prove(node, p, d)
    return node["rule"]


def work():
    return Budget(20_000, 700)


# Points


@pytest.mark.parametrize(("a", "b"), [(1, 2), (1, 61), (2, 31), (5, 3), (7, 4)])
def test_convergents(a, b):
    """Each is nearer to sqrt(b/a) than 1/q**2, on the other side than the one before."""
    found = list(islice(convergents(a, b), 30))
    gaps = [Fraction(p * p, q * q) - Fraction(b, a) for p, q in found]
    assert all(s * t < 0 for s, t in pairwise(gaps))
    assert all(abs(gap) * q * q <= 2 * Fraction(p, q) + 1 for gap, (p, q) in zip(gaps, found, strict=True))


def test_points_where_a_square_vanishes():
    assert {"n": 1766319049, "m": 226153980} in vanishing(goal("(n**2 - 61*m**2 - 1)**2 - 1"))
    assert {"m": 35, "n": 33} in vanishing(goal("3*(4*m**2 - 9*n**2/2 - 18)**2 - 1"))
    for text in (
        "(n**2 - 4*m**2 - 1)**2 - 1",
        "(n**2 + m**2)**2 - 1",
        "(n**2 - 2*m**2)**2 + 1",
        "n**2 - 2*m",
        "2**n - 1",
    ):
        assert not list(vanishing(goal(text)))


def test_long_points_are_shortened():
    ranges = {"x": (1, None), "y": (3, None)}
    asked = []

    def refutes(point):
        asked.append(point)
        return point["x"] >= 5 and point["y"] >= 2**900 + 12345

    point = descended({"x": 2**1100, "y": 2**1100}, ranges, refutes)
    assert point["x"] == 5
    assert 0 <= point["y"] - (2**900 + 12345) <= 2**840
    assert len(asked) < 600


def test_the_first_points():
    ranges = {"n": (1, None), "m": (3, 5)}
    assert list(first(ranges)) == [
        {"m": 3, "n": 1}, {"m": 4, "n": 1}, {"m": 3, "n": 2}, {"m": 4, "n": 2}, {"m": 5, "n": 1}, {"m": 3, "n": 3},
        {"m": 5, "n": 3}, {"m": 5, "n": 1}, {"m": 3, "n": 64}, {"m": 5, "n": 64},
    ]  # fmt: skip
    assert list(first({"n": (2, None)})) == [{"n": 2}, {"n": 3}, {"n": 4}, {"n": 65}]


def test_the_candidates():
    one = [p["n"] for p in candidates({"n": (1, None)})]
    assert one[:8] == [1, 2, 3, 4, 5, 6, 7, 8]
    far = (15, 31, 63, 100, 223, 511, 1000, 4096, 10**5, 10**7, 10**10, 10**13, 10**19)
    assert one[8:] == [place for k in far for place in (k + 1, 1, k + 1)]
    two = list(candidates({"n": (1, None), "m": (1, 4)}))
    assert two[:4] == [{"m": 1, "n": 1}, {"m": 1, "n": 2}, {"m": 2, "n": 1}, {"m": 1, "n": 3}]
    assert two[64:67] == [{"m": 4, "n": 1}, {"m": 4, "n": 4}, {"m": 1, "n": 16}]
    assert len(two) == 64 + 7 * 13 + 240
    assert max(p["m"] for p in two) == 4
    assert {"n": 1 + 2**1100} in list(candidates({"n": (1, None)}, farthest=True))
    assert len(list(islice(candidates(dict.fromkeys("abcdef", (1, None))), 64))) == 64


def test_a_point_descends():
    ranges = {"n": (1, None), "m": (2, None)}
    assert descended({"n": 900, "m": 77}, ranges, lambda p: p["n"] * p["m"] > 100) == {"m": 2, "n": 51}
    assert descended({"n": 5, "m": 2}, ranges, lambda p: p["n"] == 5) == {"n": 5, "m": 2}


def test_minima_along_lines():
    line = along(goal("(n - 7)**2*m + n/2"), "n", {"m": 3})
    assert line == [294, -83, 6]
    assert around([-83, 12], 1, None) == [6, 7]
    assert around([1, 1], 1, None) == []
    assert changes([6, -5, 1], 0, 10) == [1, 3]
    assert changes([-(10**12), 0, 1], 0, 10**9) == [10**6]
    found = list(dips(conditions([], read("1"), read("(n**2 - 13*m**2 - 1)**2"))))
    assert {"n": 649, "m": 180} in found
    assert list(dips(conditions([], read("1"), read("2**n")))) == []
    ends = list(dips(conditions(["n + m <= 20"], read("n*m"), read("99"))))
    assert {"m": 10, "n": 10} in ends


def test_greatest_values():
    assert most(read("100 - n*m**2"), {"n": 1, "m": 3}) == {"n": 11, "m": 10}
    assert most(read("100 - n + m"), {"n": 1, "m": 1}) == {}
    assert most(read("100 - 2**n"), {"n": 1}) == {}
    assert greatest(lambda x: x <= 4, 5) == 4
    assert greatest(lambda x: x <= 5, 5) == 5


def test_samples_refute_only_what_fails():
    assert samples(FREE).refute(goal("n - m - 1"))
    assert not samples(FREE).refute(goal("n*m - n"))
    inner = FREE.narrowed(goal("n - m - 3"))
    assert not samples(inner).refute(goal("n - m - 1"))
    assert samples(inner).refute(goal("n - m - 70"))
    assert not samples(domain(n=10**400)).refute(goal("n**3 - n**2"))


# Linear programs


def test_a_linear_program():
    assert solve([[1, 2, 0], [0, 1, 1]], [4, 3]) == [0, 2, 1]
    assert solve([[1, 1]], [-1]) is None
    assert solve([[1, -1]], [Fraction(1, 3)]) == [Fraction(1, 3), 0]
    assert solve([[1, 1, 1], [1, 3, 0]], [4, 6], [1, -1, 3]) == [3, 1, 0]
    assert solve([[1, -1]], [0], [-1, 0]) is None
    assert solve([[2, 2], [1, 1]], [2, 1]) in ([1, 0], [0, 1])
    assert separate([[1, 2], [2, 4]], [1, 3]) == [2, -1]
    assert separate([[1, 1]], [1]) is None


@pytest.mark.needs("scipy")
@pytest.mark.parametrize("seed", range(40))
def test_a_least_value_is_that_of_another_solver(seed):
    """min c*x where A*x = b, x >= 0; A*x0 = b for some x0 >= 0, or b is any."""
    from scipy.optimize import linprog

    draw = Random(seed)
    number = lambda low: Fraction(draw.randint(low, 5), draw.choice([1, 1, 2, 3]))  # noqa: E731
    rows = [[number(-3) for _ in range(6)] for _ in range(draw.randint(1, 4))]
    start = [draw.choice([0, 0, number(0)]) for _ in range(6)]
    right = [sum(a * x for a, x in zip(row, start, strict=True)) for row in rows]
    if seed % 4 == 0:
        right = [number(-3) for _ in rows]
    costs = [number(0) for _ in range(6)]
    found = solve(rows, right, costs)
    expected = linprog(
        [float(c) for c in costs], A_eq=[[*map(float, r)] for r in rows], b_eq=[*map(float, right)]
    )
    assert (found is None) == (expected.status == 2)
    if found is not None:
        assert min(found) >= 0
        assert [sum(a * x for a, x in zip(row, found, strict=True)) for row in rows] == right
        assert float(sum(c * x for c, x in zip(costs, found, strict=True))) == pytest.approx(
            expected.fun, abs=1e-9
        )


# One step


def test_falling_factorials():
    assert falling(0, 3) == (0, 1, 3, 1)
    assert falling(2, 2) == (4, 5, 1)
    assert newton(goal("n**2 - 3*n + 2"), FREE) == {
        "rule": "combination",
        "terms": [["1", [["choose", "n", 2]]]],
    }
    assert newton(goal("n**2 - 3*n + 1"), FREE) is None
    assert newton(goal("n*m - m"), domain(m=2)) == {
        "rule": "combination", "terms": [["1", [["choose", "m", 1], ["choose", "n", 1]]], ["2", [["choose", "n", 1]]]]
    }  # fmt: skip
    assert newton(goal("2**n"), FREE) is None
    assert newton(goal("n**25 - n"), FREE) is None


LEAVES = [
    ("2**n - n", {}), ("3**n - n**2", {}), ("n*m - n - m + 1", {}), ("n - floor(n/2)", {}), ("2*floor(r/2) + 1 - r", {}),
    ("r*s - s*floor(r/s)", {}), ("n - log2(n)", {}), ("2*n - log2(n)**2", {}), ("n - min(n, m)", {}),
    ("2**n - binomial(n, k)", {}), ("k**n - n*(k - 1)", {}), ("7**n - 6**n - n", {}), ("4**n - 3**n - n**2 + 1", {}), ("(k + 1)**n - k**n - n", {}),
    ("2**n - n**2", {"n": 6}), ("n*log2(n + m) - n*log2(n)", {}), ("binomial(2*n, n) - 2**n", {}), ("s**n - n**2", {"s": 3}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans"), LEAVES, ids=str)
def test_one_step_suffices(text, spans):
    d = domain(**spans)
    assert valid(prove_leaf(goal(text, d), d, work()), goal(text, d), d) in ("combination", "fact")


@pytest.mark.parametrize("text", ["n - 2", "2**n - 3", "n - m", "2*n*m - n**2 - m**2", "n**2 - 5*n + 6 - m"])
def test_one_step_proves_nothing_false(text):
    assert prove_leaf(goal(text), FREE, work()) is None


def test_a_budget_ends():
    budget = Budget(5, 3)
    budget.spend(5)
    with pytest.raises(Exhausted):
        budget.spend(1)
    whole = Budget(10)
    part = Share(whole, 4)
    with pytest.raises(Exhausted):
        part.spend(5)
    assert whole.units == 5
    with pytest.raises(Exhausted):
        prove_leaf(goal("7**n - 6**n - n"), FREE, Budget(1, 700))


def test_powers_below_a_bound():
    """x**3 for x = 5 - u: 125 less u times x**2 + 5*x + 25, which is no sum of powers of u with signs."""
    x, u = (("sym", "x"), 1), (("u", "h"), 1)
    value = {frozenset(): Fraction(5), frozenset({u}): Fraction(-1)}
    assert below({frozenset({x}): Fraction(1)}, value, 3) == {
        frozenset(): Fraction(125), frozenset({u}): Fraction(-25), frozenset({u, x}): Fraction(-5),
        frozenset({u, (x[0], 2)}): Fraction(-1),
    }  # fmt: skip
    assert doomed({frozenset({u}): Fraction(-1)})
    assert not doomed({frozenset({u}): Fraction(-1), frozenset({u, x}): Fraction(1)})
    assert not doomed({frozenset({u}): Fraction(1), frozenset({x}): Fraction(-1)})


# Forms


FORMS = [
    (completed, "n**2 - 2*n*m + m**2"), (completed, "2*n**2 - 2*n*m + 5*m**2 - 6*m + 9"), (congruent, "n**4 - 2*n**2*m**2 + m**4"),
    (congruent, "(3*n - 6*m + 1)**2 - 1"), (congruent, "(n**2 - 2*m**2)**2 - 1"), (congruent, "(n**2 - 3*m**2 + 1)**2 - 1"),
    (congruent, "17*w**2 - 32*w*x + 16*x**2 - 62*w + 52*x + 67"), (weighted, "n**3 + m**3 + 1 - 3*n*m"), (weighted, "n**2*m - n*m"),
    (weighted, "2*n**4 + m**4 - 3*n**2*m"), (chained, "n**3 + m**3 - n**2*m - n*m**2"), (neighbours, "(n - m)*(n - m - 1)"),
    (chained, "n**6 + m**6 - n**5*m - n*m**5"), (squared, "m*(2*n - 3)*(2*n - 4)"), (squared, "m*(3*n - 2*m - 4)**2"),
    (squared, "n*(4*n - 3*m - 2)*(4*n - 3*m - 1) + m - 1"), ]  # fmt: skip


@pytest.mark.parametrize(("attempt", "text"), FORMS, ids=[text for _, text in FORMS])
def test_forms(attempt, text):
    p = goal(text)
    valid(attempt(p, FREE, work(), 0), p)


NO_FORMS = [
    (completed, "n**2 - 3*n*m + m**2"), (completed, "n**2 - 2*n*m + m**2 - 1"), (congruent, "(3*n - 6*m + 1)**2 - 2"),
    (congruent, "(n**2 - 4*m**2)**2 - 1"), (weighted, "n**3 + m**3 - 3*n*m"), (weighted, "n**2 - 2*n*m + m**2 - 1"),
    (squared, "2*n**2*m - 5*n*m + 2*m"), (squared, "(2*n - 3*m)**2 - 1"), (chained, "n**3 + m**3 - 2*n**2*m - n*m**2"),
]  # fmt: skip


@pytest.mark.parametrize(("attempt", "text"), NO_FORMS, ids=[text for _, text in NO_FORMS])
def test_what_is_no_form(attempt, text):
    assert attempt(goal(text), FREE, work(), 0) is None


def test_means_are_taken_of_what_is_never_negative():
    p = goal("n**3 + m**3 + 1 - 3*n*m")
    valid(weighted(p, FREE, work(), 0), p)
    for low in (-1, -3):
        assert weighted(p, domain(n=low), work(), 0) is None
    zero = domain(n=0, m=0)
    valid(weighted(p, zero, work(), 0), p, zero)
    q = goal("n**2*m - n*m", zero)  # needs n >= 1
    assert weighted(q, zero, work(), 0) is None


SQUARES = [
    "4*n**2 - 12*n*m + 9*m**2",
    "n**2*m - 6*n*m + 9*m",
    "n**4 + 4*m**2 - 4*n**2*m",
    "25*n**2 - 70*n*m + 49*m**2 + k",
]


@pytest.mark.parametrize("text", SQUARES)
def test_sums_of_squares(text):
    d = domain(n=0, m=0, k=0)
    p = goal(text, d)
    assert valid(prove_squares(p, d, work()), p, d) == "combination"
    assert prove_squares(goal(f"{text} - 1/9", d), d, work()) is None
    assert prove_squares(goal(f"{text} + floor(n/2)", d), d, work()) is None
    assert prove_squares(goal(f"{text} + n**25", d), d, work()) is None


@pytest.mark.parametrize("text", ["4*n**2 - 12*n*m + 9*m**2", "n**4 + 4*m**2 - 4*n**2*m"])
def test_the_square_that_touches(text):
    """A polynomial that is a square is among its own candidates."""
    d = domain(n=0, m=0)
    p = goal(text, d)
    lows = {a: next(iter(ends(a, d))) for m in p for a, _ in m}
    assert p in [product for _, product in candidates_of_squares(p, lows, d)]


@pytest.mark.parametrize("text", ["n**2*m**2", "n**3*m", "n*m*k", "n**2*m**4*k"])
def test_monomials_in_three_factors(text):
    """Each way to write m = outside * left * right with left != right is there once."""
    (whole,) = goal(text)
    found = list(factored(whole))
    assert len({(outside, frozenset((left, right))) for outside, left, right in found}) == len(found) > 0
    for outside, left, right in found:
        assert left != right
        assert checker.joined(outside, checker.joined(left, right)) == whole
        assert all(e % 2 == 0 for _, e in outside)


def test_known_orders_need_no_cases():
    inner = FREE.narrowed(goal("m - n - 1"))
    p = goal("(n**2 - m**2)**2 - 9")
    assert valid(by_order(p, inner, work()), p, inner) == "combination"


def test_high_degrees_without_negative_terms():
    p = goal("(n + 2)**60*m - (n + 1)**60*m")
    assert newton(p, FREE) is None
    assert valid(positive(p, FREE), p) == "combination"
    assert positive(goal("n**30 - n**29"), FREE) is None


def test_a_mean_below_a_power_of_a_condition():
    inner = FREE.narrowed(goal("12 - n - m"))
    p = goal("36 - n*m")
    assert valid(homogeneous(p, inner, work(), 0), p, inner) == "combination"
    assert homogeneous(goal("35 - n*m"), inner, work(), 0) is None
    assert homogeneous(goal("36 - n*m - n"), inner, work(), 0) is None


# Cases


def test_extrema_by_cases():
    p = goal("max(n, m)**2 - n*m")
    node = extremum(p, FREE, work(), 0)
    assert valid(node, p) == "case"
    assert [case["is"] for case in node["cases"]] == [["sym", "m"], ["sym", "n"]]
    assert extremum(goal("n"), FREE, work(), 0) is None


def test_a_small_domain_point_by_point():
    d = domain(n=(1, 20), m=(1, 20))
    assert finite(goal("n*m + 5 - n - m", d), d, work(), 0) == {"rule": "points"}
    assert finite(goal("n*m - n - m", d), d, work(), 0) is None
    wide = domain(n=(1, 20), m=(1, 21))
    assert finite(goal("n*m + 5 - n - m", wide), wide, work(), 0) is None
    assert finite(goal("n"), FREE, work(), 0) is None


def test_tails():
    p = goal("n**2 - 7*n + 13")
    node = tail(p, FREE, work(), 0)
    assert valid(node, p) == "split"
    assert node["on"] == ["add", "-3", ["sym", "n"]]


def test_halves():
    d = domain(n=(1, 5000))
    p = goal("n*(5001 - n) - 5000", d)
    node = halves(p, d, work(), 0)
    assert valid(node, p, d) == "split"
    assert node["on"] == ["add", "-2501", ["sym", "n"]]
    assert halves(goal("n"), FREE, work(), 0) is None


def test_orders_of_two_symbols():
    p = goal("n**2 + m**2 - n*m - n")
    assert valid(ordered(p, FREE, work(), 0), p) == "split"
    assert ordered(p, FREE, work(), 4) is None


def test_residues_of_a_symbol():
    p = goal("r - 2*floor(r/2)")
    node = residues(p, FREE, work(), 0, search)
    assert valid(node, p) == "residue"
    assert (node["modulus"], node["symbol"], node["quotient"]) == (2, "r", "r'")
    assert residues(goal("n"), FREE, work(), 0, search) is None
    assert residues(goal("1 + n - floor(n/2 + log2(r)/2)"), FREE, work(), 0, search) is None
    with pytest.raises(Counterexample) as found:
        residues(goal("2*floor(r/2) - r"), FREE, work(), 0, search)
    assert found.value.point["r"] == 1


def test_a_node_that_is_negative_somewhere():
    with pytest.raises(Counterexample) as found:
        probe(goal("n - 2"), FREE)
    assert found.value.point["n"] == 1
    with pytest.raises(Counterexample):
        search(goal("n*m - 2"), FREE, work())
    probe(goal("n - 1"), FREE)
    probe(goal("n - 2"), FREE.narrowed(goal("n*m - 2*m")))


def test_common_factors():
    p = goal("2**n*m - m**2*2**n*3")
    assert common(p, FREE) == next(iter(goal("2**n*m")))
    assert common(goal("n*m + m"), domain(m=0)) == frozenset()
    assert common({}, FREE) == frozenset()


# Logarithms and sums


def test_logarithms_are_exponentiated():
    p = goal("n + m - log2(2**n + 2**m)")
    assert valid(exponentiated(p, FREE, work(), 0, search), p) == "fact"
    q = goal("log2(n)/2 + log2(n + 2)/2 - log2(n + 1) + 1/2")
    assert valid(exponentiated(q, FREE, work(), 0, search), q) == "fact"
    assert exponentiated(goal("n - log2(n)**2"), FREE, work(), 0, search) is None
    assert exponentiated(goal("n - 1"), FREE, work(), 0, search) is None
    assert exponentiated(goal("25*log2(n + 1) - log2(n)"), FREE, work(), 0, search) is None


@pytest.mark.parametrize(
    "text", ["2**(n**2 + m**2) - 2**(n*m) - 1", "3*3**(n**2) - 2**n - 2", "2**n - n - 1"]
)
def test_two_terms_and_a_number_by_logarithms(text):
    assert valid(logarithm(goal(text), FREE, work(), 0, search), goal(text)) == "fact"


def test_a_number_that_the_smaller_term_may_not_reach():
    assert logarithm(goal("2**(n**2) - 2**n - 3"), FREE, work(), 0, search) is None


def test_two_terms_by_their_logarithms():
    p = goal("2**(n**2) - n**n")
    assert valid(logarithm(p, FREE, work(), 0, search), p) == "logarithm"
    assert logarithm(goal("2**n - n + 1"), FREE, work(), 0, search) is None
    assert logarithm(goal("n**2 - n"), FREE, work(), 0, search) is None


def test_sums_term_by_term():
    body = ["sum", ["max", ["sym", "#1"], "3"], "#1", ["sym", "n"]]
    p = polynomial(["add", body, ["mul", "-3", ["sym", "n"]]], FREE)
    assert valid(summed(p, FREE, work(), 0, search), p) == "fact"
    q = polynomial(["add", body, ["mul", "-4", ["sym", "n"]]], FREE)
    assert summed(q, FREE, work(), 0, search) is None


def test_combinations_by_linear_programs():
    d = FREE.narrowed(goal("k - n")).narrowed(goal("m - k - 1"))
    p = goal("m - n - 1")
    assert valid(prove_linear(p, d, work()), p, d) == "combination"
    assert prove_linear(goal("m - n - 2"), d, work()) is None
    q = goal("(n + m)*log2(n + m) - n*log2(n) - m*log2(m)")
    assert valid(prove_linear(q, FREE, work()), q) == "fact"
    assert prove_linear(goal("n - m"), FREE, work()) is None


# Domains


def test_points_of_a_domain():
    known = conditions(["n <= 2*m", "m < 5", "k = n + m"], read("n"), read("k"))
    assert known.ranges == {"m": (1, 4), "n": (1, None)}
    assert known.inside({"m": 3, "n": 6})
    assert not known.inside({"m": 3, "n": 7})
    assert not known.inside({"m": 5, "n": 1})
    assert not known.inside({"m": 0, "n": 1})
    assert not known.inside({"m": 1, "n": 0})
    assert known.holds({"m": 3, "n": 6}, "<=") is True
    assert known.holds({"m": 3, "n": 6}, "==") is False
    assert known.holds({"m": 3, "n": 7}, "<=") is None
    assert known.original({"m": 3, "n": 6}) == {"m": 3, "n": 6, "k": 9}
    assert known.judge("<")({"m": 3, "n": 6, "k": 9}) is True
    strict = conditions(["n/2 < m"], read("n"), read("2*m"))
    assert not strict.inside({"n": 2, "m": 1})
    assert strict.inside({"n": 1, "m": 1})
    assert strict.holds({"n": 1, "m": 1}, "<") is True


def test_points_where_logarithms_decide():
    known = conditions(["log2(n) <= m"], read("n"), read("2**m"))
    assert known.inside({"n": 8, "m": 3})
    assert not known.inside({"n": 9, "m": 3})
    edge = conditions(["log2(n) <= 40"], read("n"), read("m"))
    assert edge.inside({"n": 2**40, "m": 1})
    assert not edge.inside({"n": 2**40 + 1, "m": 1})
    near = conditions([], read("log2(n + 1)"), read("log2(n) + 1"))
    assert near.holds({"n": 1}, "<=") is True
    assert near.holds({"n": 1}, "<") is False
    assert near.holds({"n": 1}, "==") is None or near.holds({"n": 1}, "==") is True
    assert near.holds({"n": 3}, "==") is False
    assert near.shown(read("n**2"), {"n": 5}) == 25


def test_binomials_count_what_conditions_say():
    inner = FREE.narrowed(goal("n - k"))
    p = goal("binomial(n, k) - 1", inner)
    assert valid(prove_leaf(p, inner, work()), p, inner) == "combination"
    far = FREE.narrowed(goal("n - k - 1"))
    q = goal("binomial(n, k) - n", far)
    assert valid(prove_leaf(q, far, work()), q, far) == "fact"


def test_a_descent_ends_where_residues_decide():
    """Of 10**19 points each second one refutes or two in three; nobody walks through them."""
    for modulus, kept in ((2, {0}), (3, {0, 1}), (7, {0, 1, 3})):
        calls = []

        def refutes(point, modulus=modulus, kept=kept, calls=calls):
            calls.append(point)
            return point["n"] > 10**18 and point["n"] % modulus in kept

        found = descended({"n": 10**19 - 10**19 % modulus}, {"n": (1, None)}, refutes)
        assert refutes(found)
        assert len(calls) < 5000
