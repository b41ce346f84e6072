"""One step of replaced atoms: what it starts from, where it is refuted, and how it is written."""

from fractions import Fraction
from math import isnan, log2

import pytest
from goals import ONE_SYMBOL, P, U, X, atom, bounded, under, work
from test_rules import FREE, domain, polynomial

from symalgebra.order import checker
from symalgebra.order.proof.budget import Budget, Exhausted
from symalgebra.order.proof.hypotheses import conditions, ends, stated
from symalgebra.order.proof.leaf import (
    ALONE,
    LATE_FLOORS,
    RANK,
    at_once,
    by_choices,
    manners,
    node,
    prove_leaf,
)
from symalgebra.order.proof.notation import nonnegative, spelled, write, write_atom
from symalgebra.order.proof.samples import MOST_POINTS, Samples, samples

# One step


def test_conditions_to_start_from():
    d = under("n - 2")
    for text, many in (("n - m", 1), ("2**n - n", 2), ("floor(n/2)", 3), ("floor(n/2) - floor(m/2)", 3)):
        found = list(manners(P(text), d))
        assert [rank for _, rank in found] == [[RANK], [RANK, ALONE], [RANK, LATE_FLOORS, ALONE]][many - 1]
        assert [h.text for h in found[0][0]] == [["given", 0]]
        if many == 3:
            assert [h.text for h in found[1][0]] == [["given", 0]] + [None] * 2 * text.count("floor")


def test_a_step_states_each_fact_once():
    d = under("n - 2")
    low, high = stated(["floor", write_atom(atom("floor(n/2)", d))], d)
    (power,) = stated(["bernoulli", write_atom(atom("2**n", d)), 1, 0], d)
    given, least = conditions(d)[0], next(ends(X, d))
    variables = {h: checker.single(("u", h)) for h in (low, high, power, given, least)}
    product = checker.times(variables[low], checker.times(variables[high], variables[given]))
    p = checker.plus(checker.plus(product, variables[power], 3), checker.power(variables[least], 2))
    found = node(p, d)
    assert found["facts"] == [power.fact, low.fact]
    assert sorted(found["then"]["terms"], key=repr) == [
        ["1", [["given", 0], ["given", 2], ["given", 3]]], ["1", [["low", ["sym", "n"]], ["low", ["sym", "n"]]]], ["3", [["given", 1]]],
    ]  # fmt: skip
    goal = checker.sum_of([
        checker.product_of([low.poly, high.poly, given.poly]), checker.times(checker.constant(3), power.poly), checker.power(least.poly, 2),
    ])  # fmt: skip
    checker.prove(found, goal, d)
    assert node({checker.ONE: 2}, d) == {"rule": "combination", "terms": [["2", []]]}


def test_facts_with_conditions_are_moved_behind_others():
    """The proof within the second fact refers to what it refers to, whatever stands before."""
    d = under("m - n")
    first = stated(["bernoulli", write_atom(atom("2**k", d)), 1, 0], d)[0]
    nested = ["lemma", ["sym", "n"], {"rule": "fact", "facts": [["floor", write_atom(atom("floor(n/2)", d))]], "then": {"rule": "combination", "terms": [["1", [["given", 1]]], ["2", [["low", write_atom(atom("floor(n/2)", d))]]]]}}, 1]  # fmt: skip
    (second,) = stated(nested, d)
    assert second.poly == P("n")
    p = checker.plus(checker.single(("u", first)), checker.single(("u", second)))
    found = node(p, d)
    assert [fact[0] for fact in found["facts"]] == ["bernoulli", "lemma"]
    assert found["then"]["terms"] == [["1", [["given", 1]]], ["1", [["given", 2]]]]


def test_choices_within_a_budget():
    goal = P("7**n - 6**n - n")
    assert by_choices(goal, FREE, Budget(20_000, 700)) is not None
    assert by_choices(goal, FREE, Budget(20_000, 1)) is None  # each step has too little
    assert by_choices(goal, FREE, Budget(12, 1)) is None  # both of the steps together just enough
    for units in (5, 11):
        with pytest.raises(Exhausted):
            by_choices(goal, FREE, Budget(units, 1))
    assert at_once(P("n**30 + n"), FREE) is not None
    assert prove_leaf(P("n - 2"), FREE, work()) is None


# A few points


def test_points_of_samples():
    d = domain().narrowed(P("n - m - 3"))
    found = Samples(d)
    assert 0 < len(found.points) <= MOST_POINTS
    assert all(p["n"] >= p["m"] + 3 for p in found.points)
    assert len(Samples(FREE).points) == MOST_POINTS
    assert samples(d) is samples(d)
    assert Samples(d.narrowed(P("log2(m) - n"))).points == []
    none = d.narrowed({frozenset({(("floor", checker.frozen(P("n")), checker.frozen(P("0*n"))), 1)}): 1})
    assert Samples(none).points == []


def test_values_of_samples():
    found = Samples(ONE_SYMBOL)
    places = [p["n"] for p in found.points]
    assert list(found.values(X)) == places
    assert list(found.values(atom("log2(n + 2)", ONE_SYMBOL))) == pytest.approx([log2(k + 2) for k in places])
    assert list(found.values(("euler",))) == pytest.approx([1.4426950408889634] * len(places))
    assert all(isnan(v) for v in found.values(("sym", "k")))
    assert isnan(found.values(atom("2**(9**n)", ONE_SYMBOL))[-1])  # too large
    other = atom("log2(n + 3)", ONE_SYMBOL)
    checker.WORK[0] = 77
    found.values(other)
    assert checker.WORK[0] == 77


def test_where_a_goal_is_negative():
    found = Samples(ONE_SYMBOL)
    goal = {**P("n - 2"), frozenset({(U, 1)}): -9}  # with u at 0
    assert found.negative(goal) == [{"n": 1}]
    assert found.negative(goal) is found.negative(goal)
    assert found.refute(goal)
    assert not found.refute(P("n - 1"))
    assert found.negative(P("n - 2")) == [{"n": 1}]
    assert found.gaps(P("3*n**2 - 2")) == [
        (3.0 * p["n"] ** 2 - 2, 3.0 * p["n"] ** 2 + 2) for p in found.points
    ]
    assert Samples(bounded((10**300, None))).negative(P("n - n**3", ONE_SYMBOL)) == []
    thin = {**P("n"), checker.ONE: -1 - Fraction(1, 10**9)}  # too near to tell
    assert found.negative(thin) == []


# How it is written

WRITTEN = [
    ("0*n", "0"), ("7", "7"), ("n", ["sym", "n"]), ("3*n", ["mul", "3", ["sym", "n"]]), ("n**2", ["pow", ["sym", "n"], "2"]), ("n*m", ["mul", ["sym", "m"], ["sym", "n"]]),
    ("n - 1", ["add", "-1", ["sym", "n"]]), ("2**n", ["pow", "2", ["sym", "n"]]), ("4**n", ["pow", ["pow", "2", ["sym", "n"]], "2"]),
    ("max(n, m)", ["max", ["sym", "m"], ["sym", "n"]]), ("floor(n/2)", ["floor", ["sym", "n"], "2"]), ("log2(n + m)", ["log2", ["add", ["sym", "m"], ["sym", "n"]]]),
    ("binomial(n, k)", ["binomial", ["sym", "n"], ["sym", "k"]]), ("(k + 1)**n", ["pow", ["add", "1", ["sym", "k"]], ["sym", "n"]]), ("-n", ["mul", "-1", ["sym", "n"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_polynomials_are_written(text, expected):
    assert write(P(text)) == expected
    assert polynomial(expected, FREE) == P(text)


def test_other_atoms_are_written():
    assert write_atom(("euler",)) == ["log2", "e"]
    body = ["sum", ["max", ["sym", "#1"], "3"], "#1", ["sym", "n"]]
    (m,) = polynomial(body, FREE)
    assert polynomial(write({m: 1}), FREE) == polynomial(body, FREE)
    assert nonnegative(m) == ["mean", "0", [[1, write({m: 1})]]]
    assert spelled(next(iter(P("n*m")))) == "{((sym,m),1),((sym,n),1)}"
    assert spelled((Fraction(1, 2), "x")) == "(1/2,x)"
