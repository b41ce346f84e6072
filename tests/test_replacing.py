"""Atoms replaced by their bounds: what takes the place of one, which comes first, and what the steps are."""

from fractions import Fraction
from math import isnan, log2

import pytest
from test_cases import TWO, bounded, work
from test_facts import ONE_SYMBOL, atom, told, under
from test_rules import FREE, domain, polynomial

from symalgebra.order import checker
from symalgebra.order.proof.budget import Budget, Exhausted
from symalgebra.order.proof.hypotheses import (
    Hypothesis,
    about,
    conditions,
    ends,
    later,
    referred,
    removed,
    slope_of,
    stated,
)
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
from symalgebra.order.proof.replacing import (
    HEAVY,
    atoms_of,
    base,
    below,
    choices,
    doomed,
    foremost,
    harms,
    heavy,
    most,
    put,
    replacements,
    sided,
    size_of,
)
from symalgebra.order.proof.samples import MOST_POINTS, Samples, samples
from symalgebra.order.proof.stream import Stream

X, Y, U, V = ("sym", "n"), ("sym", "m"), ("u", "h"), ("u", "k")


def P(text, d=FREE):
    return polynomial(text, d)


def with_u(text):
    """A polynomial in which r and s are read as variables u >= 0."""
    swap = {("sym", "r"): checker.single(U), ("sym", "s"): checker.single(V)}
    return checker.replaced(P(text), swap, FREE)


# Hypotheses


def test_an_atom_in_terms_of_a_hypothesis():
    """2*n + m - 3 = u gives n = (u - m + 3)/2."""
    h = Hypothesis(P("2*n + m - 3"), ["given", 0])
    assert removed(h, X) == {frozenset({(("u", h), 1)}): Fraction(1, 2), **P("3/2 - m/2")}
    assert removed(h, Y) == {frozenset({(("u", h), 1)}): 1, **P("3 - 2*n")}
    assert (slope_of(h, X), slope_of(h, Y), slope_of(h, X, 2), slope_of(h, ("sym", "k"))) == (2, 1, 0, 0)
    square = Hypothesis(P("k - 3*n**2"), ["given", 0])
    assert removed(square, X, 2) == {frozenset({(("u", square), 1)}): Fraction(-1, 3), **P("k/3")}
    assert slope_of(square, X, 2) == -3
    assert removed(square, X) is None
    assert removed(Hypothesis(P("n + n*m"), None), X) is None
    assert removed(Hypothesis(P("n + n**2"), None), X) is None
    assert removed(h, ("sym", "k")) is None


def test_ends_of_ranges():
    d = bounded((3, 9), (2, None))
    assert [(h.text, h.poly) for h in ends(X, d)] == [
        (["low", ["sym", "n"]], P("n - 3", d)),
        (["high", "n"], P("9 - n", d)),
    ]
    assert [(h.text, h.poly) for h in ends(Y, d)] == [(["low", ["sym", "m"]], P("m - 2", d))]
    power = atom("2**n", d)
    assert [(h.text, h.poly) for h in ends(power, d)] == [(["low", write_atom(power)], P("2**n - 8", d))]
    (unknown,) = {a for m in checker.floored(P("n - m"), P("2"), d) for a, _ in m}
    assert list(ends(unknown, d)) == []
    assert list(referred(["given", 0], d)) == []
    assert [h.text for h in conditions(under("n - 2", "m - k"))] == [["given", 0], ["given", 1]]


def test_facts_are_asked_once():
    d = domain()
    fact = ["floor", write_atom(atom("floor(n/2)", d))]
    first = stated(fact, d)
    assert stated(list(fact), d) is first
    assert [(h.fact, h.place, h.among, h.text) for h in first] == [(fact, 0, 2, None), (fact, 1, 2, None)]
    assert stated(["floor", ["sym", "n"]], d) == []
    one, other = first
    assert one != other
    assert len({one, other, Hypothesis(one.poly, None, fact, 0, 2)}) == 3


@pytest.mark.parametrize(
    ("part", "moved"),
    [
        (["given", 3], ["given", 5]), (["given", 4], ["given", 6]), (["given", 2], ["given", 2]), (["given", "3"], ["given", "3"]),
        (["given", 3, 4], ["given", 3, 4]), (["low", 3], ["low", 3]), ("given", "given"), ({"then": ["x", ["given", 3]]}, {"then": ["x", ["given", 5]]}), (7, 7),
    ],
    ids=str,
)  # fmt: skip
def test_places_of_hypotheses_behind_others(part, moved):
    assert later(part, 3, 2) == moved


def test_what_is_known_about_an_atom():
    """Beside others, then its ends, then by what it is made of; or the latter alone."""
    d = domain()
    power, floor = atom("2**n", d), atom("floor(r/3)", d)
    kinds = [h.fact[0] if h.fact else h.text[0] for h in about(power, d, {power, atom("3**n", d)})]
    first = kinds.index("low")
    assert set(kinds[:first]) == {"powers", "ratio", "order"}
    assert set(kinds[first + 1 :]) == {"bernoulli", "powers", "ratio"} - {"powers", "ratio"}
    assert [h.fact[0] for h in about(power, d, {power}, own=True)] == ["bernoulli"] * (len(kinds) - first - 1)
    assert [h.fact[0] if h.fact else h.text[0] for h in about(floor, d, {floor})] == ["low", "floor", "floor"]
    assert about(floor, d, {floor}) is about(floor, d, {floor})
    assert about(floor, d, {floor}) is not about(floor, d, {floor, power})


def test_a_stream_is_read_by_several():
    made = []
    stream = Stream(made.append(k) or k for k in range(5))
    one, other = iter(stream), iter(stream)
    assert [next(one), next(one), next(other), next(one)] == [0, 1, 0, 2]
    assert made == [0, 1, 2]
    assert list(other) == [1, 2, 3, 4]
    assert list(stream) == [0, 1, 2, 3, 4]


# One atom replaced


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("n*log2(m) - floor(r/2)*max(n, m)", "Max(m, n)"), ("log2(m) - floor(r/2)", "log2(m)"), ("2**n - n", "2**n"), ("floor(n/2) - m", "floor(n/2)"),
        ("2**n - floor(n/2)", "floor(n/2)"), ("binomial(n, k) - 2**n", "binomial(n, k)"),
        # of one kind: the greatest base, the longest argument, what does no harm, the highest power
        ("2**n - 3**n", "3**n"), ("3**n - 4**n", "2**n"), ("2**m - k**n", "2**m"), ("log2(k) - log2(n + m)", "log2(m + n)"), ("log2(n + 1) - log2(k)", "log2(n + 1)"),
        ("floor(n/2) - floor(m/2)", "floor(n/2)"), ("floor(m/2) - floor(n/2)", "floor(m/2)"), ("n - floor(m/2) - floor(n/2)", "floor(m/2)"),
        ("floor(m/2) + floor(n/2)**2", "floor(n/2)"), ("m + n", "m"), ("m + n**2", "n"), ("n - m", "n"),
    ],
)  # fmt: skip
def test_which_atom_is_replaced_first(text, first):
    p = P(text)
    assert told(write_atom(foremost(p, atoms_of(p), RANK))) == first


def test_what_decides_between_atoms():
    p = P("8**n - n**3/2 + floor(m/2)/2 - k")
    power = atom("2**n", FREE)
    assert [harms(p, a) for a in (power, X, Y, atom("floor(m/2)", FREE), ("sym", "k"))] == [
        False,
        True,
        False,
        False,
        True,
    ]
    assert [most(p, a) for a in (power, X, Y)] == [3, 3, 0]
    assert [base(p, a) for a in (power, X, atom("k**n", FREE))] == [8, 0, 0]
    assert [size_of(atom(text, FREE)) for text in ("log2(n + m)", "log2(n)", "floor(n/2)")] == [2, 1, 0]


def test_floors_may_be_replaced_last():
    p = P("floor(n/2) - m")
    assert [foremost(p, atoms_of(p), rank)[0] for rank in (RANK, LATE_FLOORS)] == ["floor", "sym"]


def test_long_powers_are_heavy():
    def powers(count, degree):
        return {frozenset({(X, degree), (Y, k + 1)}): 1 for k in range(count)}

    assert heavy(powers(HEAVY + 1, HEAVY + 1))
    assert not heavy(powers(HEAVY, HEAVY + 1))
    assert not heavy(powers(HEAVY + 1, HEAVY))
    assert not heavy({frozenset({(X, 30), (Y, 30 + k)}): 1 for k in range(HEAVY)})
    assert not heavy({**powers(HEAVY, HEAVY + 1), checker.ONE: 1, frozenset({(X, 1)}): 1})


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("-r", True), ("r*n - r", False), ("r*n - r*s", True), ("n - r", True), ("n - 1", False), ("-1", True), ("r - n", False), ("r*n + m - r", False), ("r - 3", True),
        ("r*n - r - s", True),
    ],
)  # fmt: skip
def test_what_stays_negative_is_doomed(text, lost):
    """A negative term in variables u alone (here r, s) that is beside no atom in another term."""
    assert doomed(with_u(text)) is lost


def test_atoms_but_variables():
    assert atoms_of(with_u("r*n + s - m**2")) == {X, Y}


def test_a_value_for_powers_of_an_atom():
    """By one value in positive and by another in negative terms."""
    p, up, down = P("n**2*m - 3*n + 5"), P("k + 1"), P("k - 2")
    assert put(p, X, {True: up, False: down}) == P("(k + 1)**2*m - 3*(k - 2) + 5")
    assert put(P("n**5*m + n*m + m"), X, {True: up}, 2) == P("(k + 1)**2*n*m + n*m + m")
    assert put(P("2*n**3"), X, {True: P("0")}, 1) == {}
    assert put(P("m"), X, {}) == P("m")


def test_powers_in_negative_terms_are_cut():
    """x**2 for x = 5 - u: not 25 - 10*u + u**2 but 25 - u*(x + 5), unless the same is put everywhere."""
    value = with_u("5 - r")
    assert put(P("-n**2"), X, {False: value}) == with_u("r*n + 5*r - 25")
    assert put(P("-n**2"), X, {True: with_u("7 - r"), False: value}) == with_u("r*n + 5*r - 25")
    assert put(P("-n**2"), X, {True: value, False: value}) == with_u("10*r - r**2 - 25")
    assert put(P("n**2"), X, {True: value}) == with_u("25 - 10*r + r**2")
    assert put(P("-n"), X, {False: value}) == with_u("r - 5")
    assert put(P("-n**4"), X, {False: value}, 2) == with_u("r*n**2 + 5*r - 25")


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_powers_below_a_bound_are_equal_to_powers(k):
    """b**k less u times a sum, at x = b - u."""
    found = below(P("n"), with_u("m + 2 - r"), k)
    swap = {X: checker.plus(P("m + 2"), checker.single(U), -1)}
    assert checker.replaced({m: c for m, c in found.items()}, swap, FREE) == checker.power(swap[X], k)
    assert all(e == 1 for m in found for a, e in m if a == U)


def test_bounds_from_below_and_from_above():
    d = bounded((3, 9), (2, None))
    bounds = list(ends(X, d))
    low, high = bounds
    assert [h for h, _ in sided(bounds, X, 1, True)] == [low]
    assert [h for h, _ in sided(bounds, X, 1, False)] == [high]
    assert list(sided(bounds, X, 2, True)) == []
    assert list(sided(conditions(bounded((1, 9), (1, 9)).narrowed(P("n*m - 3"))), X, 1, True)) == []


def offered(text, d, a=X):
    goal = P(text, d)
    return [[h.text for h in used] for used, _ in replacements(goal, a, list(ends(a, d)))]


def test_a_bound_where_it_helps():
    low, high = ["low", ["sym", "n"]], ["high", "n"]
    d = bounded((3, 9), (2, None))
    assert offered("n + m", d) == [[low]]
    assert offered("m - n", d) == [[high]]
    # both: one for all by the sign of the sum, then each pair, then each alone
    assert offered("n*m - n", d) == [[low], [low, high], [high], [low]]
    assert offered("n*m - 3*n", d) == [[high], [low, high], [high], [low]]
    # higher powers first
    assert offered("n**2*m + n", d) == [[low]]
    assert [len(found) for found in (offered("n**2 - n", d), offered("m", d))] == [4, 0]
    square = conditions(d.narrowed(P("n**2 - 5*m")))
    goal = P("n**2 + n - m")
    assert [used[0].text for used, _ in replacements(goal, X, [*ends(X, d), *square])] == [["given", 0], low]


def test_several_bounds_are_tried():
    """Up to two from below with up to six from above, and up to ten alone."""
    d = bounded((1, None), (1, None))
    for k in range(12):
        d = d.narrowed(P(f"n - m + {k}", TWO)).narrowed(P(f"{k + 7}*m - n", TWO))
    both = list(replacements(P("n*m - n", TWO), X, conditions(d)))
    assert [len(used) for used, _ in both] == [1] + [2] * 12 + [1] * 20
    assert len(list(replacements(P("n*m", TWO), X, conditions(d)))) == 10


def test_choices_end_in_variables_alone():
    d = bounded((3, None), (2, None))
    goal = P("n*m - n", d)
    found = list(choices(goal, d, conditions(d), Budget(1_000), RANK))
    assert any(all(c > 0 for c in p.values()) for p in found)
    assert all(atoms_of(p) == set() for p in found)
    assert list(choices({}, d, [], Budget(1_000), RANK)) == [{}]
    assert list(choices(P("2 - n", d), d, [], Budget(1_000), RANK)) == []
    assert list(choices(P("n - 1", d), d, [], Budget(1_000), RANK, 24)) != []
    assert list(choices(P("n - 1", d), d, [], Budget(1_000), RANK, 25)) == []
    assert list(choices(P("n + m + k - 3"), FREE, [], Budget(1_000), RANK, 22)) != []
    for lost in (with_u("n - r"), P("n - 9", d), {frozenset({(X, 25 + k), (Y, 25)}): 1 for k in range(25)}):
        assert list(choices(lost, d, conditions(d), Budget(1_000), RANK)) == []
    with pytest.raises(Exhausted):
        list(choices(goal, d, [], Budget(4), RANK))


def test_what_an_atom_is_made_of_may_come_first():
    """The line of a floor before its least value; each bound once."""
    ways = [
        [told_in(p) for p in choices(P("floor(n/2) + 1"), FREE, [], Budget(1_000), rank)]
        for rank in (RANK, ALONE)
    ]
    assert sorted(ways[0]) == sorted(ways[1])
    assert ways[0][0] == ways[1][-1]
    assert len(ways[0]) == 2


def told_in(p):
    """The coefficients of the variables, with the number."""
    return sorted(str(c) for c in p.values())


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
