"""Logarithms in negative terms, weighted means and powers of numbers: the parts of which proofs are made."""

from fractions import Fraction

import pytest
from test_cases import EMPTY, TWO, asked, work
from test_facts import ONE_SYMBOL, atom, spelled, told, under
from test_rules import FREE, domain, polynomial

from symalgebra.order import checker
from symalgebra.order.checker import Domain
from symalgebra.order.proof import lined as rule
from symalgebra.order.proof.hypotheses import conditions, stated
from symalgebra.order.proof.lined import fits, higher, lifted, lined, lowered, options, summed, together
from symalgebra.order.proof.logs import argument, compared, exceeded, exponentiated, logarithm
from symalgebra.order.proof.logs import shared as alike
from symalgebra.order.proof.means import gaps, logarithms, means, of_products, products, sources
from symalgebra.order.proof.notation import write
from symalgebra.order.proof.outgrown import (
    alone,
    by_lemmas,
    degree,
    exponent,
    lemma,
    outgrown,
    proved,
    rising,
)
from symalgebra.order.proof.search import search
from symalgebra.order.proof.weighted import weighted


def P(text, d=FREE):
    return polynomial(text, d)


def place(text, e=1):
    return atom(text, FREE), e


def shown(m):
    """A monomial as a formula."""
    return told(write({m: 1}))


# Logarithms of both sides


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("log2(n + 1)", ["add", "1", ["sym", "n"]]), ("k*log2(n)", ["pow", ["sym", "n"], ["sym", "k"]]), ("k*m", ["pow", "2", ["mul", ["sym", "k"], ["sym", "m"]]]),
        ("k", ["pow", "2", ["sym", "k"]]), ("k**2*log2(n)", ["pow", ["sym", "n"], ["pow", ["sym", "k"], "2"]]), ("log2(n)**2", None), ("log2(n)*log2(m)", None),
        ("floor(n/2)*log2(m)", None), ("2**n", None),
    ],
)  # fmt: skip
def test_what_a_term_is_the_logarithm_of(text, expected):
    (m,) = P(text)
    assert argument(m) == expected


def sides(text, d=FREE):
    """The sides of the order of products, and what it is multiplied with."""
    node = exponentiated(P(text, d), d, work(), 0, lambda *_: EMPTY)
    if node is None:
        return None
    (fact,) = node["facts"]
    ((scale, _),) = node["then"]["terms"]
    return fact[1], told(fact[2]) if fact[2] else "1", told(fact[3]) if fact[3] else "1", scale


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("log2(m + 1) - 2*log2(n) + 3", ("1/8", "2*log2(n)", "log2(m + 1)", "1")), ("log2(m)/2 - log2(n)/3 - 1/6", ("2", "2*log2(n)", "3*log2(m)", "1/6")),
        ("24*log2(m) - log2(n)", ("1", "log2(n)", "24*log2(m)", "1")), ("25*log2(m) - log2(n)", None), ("log2(m) - 25*log2(n)", None),
        ("n - log2(m)", ("1", "log2(m)", "n", "1")), ("n - m", None), ("log2(n)**2 - log2(m)", None), ("log2(n) - 25", None),
    ],
)  # fmt: skip
def test_products_of_arguments(text, expected):
    assert sides(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3**n - 2**n", "logarithm"), ("3**n + 2**n", None), ("3**n - 2**n + 1", None), ("3**n - 2**n - 1", None), ("n**2 - n", None), ("4**n - 2**n - 2", "fact"), ("9**n/2 - 2**n - 2", "fact"),
        ("4**n - 2**n - 3", None), ("3**n - 2**n - n", None), ("-3**n - 2**n", None),
    ],
)  # fmt: skip
def test_two_terms_by_their_logarithms(text, found):
    node = asked(logarithm, text, FREE, 0, search) if found else logarithm(P(text), FREE, work(), 0, search)
    assert (node and node["rule"]) == found


def test_logarithms_of_bases_are_exact_where_both_have_them():
    """On a domain with conditions, for powers of the same odd number."""
    d = under("m - n")
    pairs = [
        ("3**m - 3**n*k", True),
        ("3**m - 5**n", False),
        ("2**m - 2**n", False),
        ("k**m - k**n", False),
        ("6**m - 3**n*2**k", True),
    ]
    for text, same in pairs:
        assert alike(P(text), d) is same
        assert not alike(P(text), FREE)
    asked_for = []

    def refused(goal, d, budget, depth):
        asked_for.append(goal)

    for text, times in (("3**m - 3**n", 2), ("3**m - 2**n", 1)):
        asked_for.clear()
        assert compared(P(text), d, work(), 0, refused) is None
        assert len(asked_for) == times
    found = iter([None, EMPTY])
    assert compared(P("3**m - 3**n"), d, work(), 0, lambda *_: next(found)) == {
        "rule": "logarithm",
        "then": EMPTY,
        "exact": True,
    }
    assert compared(P("3**m - 3**n"), d, work(), 0, lambda *_: EMPTY) == {"rule": "logarithm", "then": EMPTY}

    def false(*_):
        raise checker.Rejected

    assert compared(P("3**m - 3**n"), d, work(), 0, false) is None


def test_a_term_beyond_another_and_a_number():
    """4**n is at least twice 2**n, and that at least 2**n + 2."""
    node = exceeded(P("4**n - 2**n - 2"), FREE, work(), 0, search)
    assert node["facts"][0][:2] == ["lemma", write(P("4**n - 2*2**n"))]
    checker.prove(node, P("4**n - 2**n - 2"), FREE)
    assert exceeded(P("4**n - 2**n - 3"), FREE, work(), 0, search) is None
    assert exceeded(P("4**n - 2**n - 2"), FREE, work(), 0, lambda *_: None) is None
    for leaf in (None, {"rule": "fact", "facts": [], "then": EMPTY}):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.logs.prove_leaf", lambda *_, leaf=leaf: leaf)
            assert exceeded(P("4**n - 2**n - 2"), FREE, work(), 0, search) is None


# Lines


def test_what_is_above_a_minimum_or_a_logarithm():
    d = domain()
    assert spelled(h.fact for h in options(place("min(n, m)"), d, 0)) == ["extremum | Min(m, n)"] * 2
    assert options(place("min(n, m)", 2), d, 0) == []
    several = [[h.fact for h in options(place("log2(n)"), d, slope)] for slope in range(8)]
    assert [len(facts) for facts in several] == [1] * 8
    assert several[5] == several[6] == several[7]
    assert len({str(facts) for facts in several}) == 6
    assert {facts[0][0] for facts in several} == {"log-line"}
    (square,) = options(place("log2(n)", 2), d, 1)
    assert square.fact[:3:2] == ["log-power", 2]


def taken(result, used):
    """What is left of a goal, with what was taken off."""
    return checker.sum_of([result, *(checker.times({m: c}, h.poly) for c, m, h in used)])


def test_half_of_a_term_is_lifted():
    """x*y for half of it and what has y*log2(x)**2 instead; the goal is the sum of both."""
    goal = P("4*n*m + m**2 - m*log2(n) - k*log2(m)")
    places = {place("log2(n)"), place("log2(m)")}
    result, used = lifted(goal, places, 2, FREE)
    assert taken(result, used) == goal
    assert all(c > 0 for c, _, _ in used)
    assert sorted(shown(m) for _, m, _ in used) == ["m", "m", "n"]
    (nm,) = P("n*m")
    assert nm not in result  # half by the one, half by the other
    (lone,) = lifted(P("4*n*m - m*log2(n)"), {place("log2(n)")}, 2, FREE)[1]
    assert (lone[0] * lone[2].poly[next(iter(P("n")))], shown(lone[1])) == (2, "m")
    for unlifted in (
        lifted(goal, places, 0, FREE),
        lifted(goal, {place("log2(n + m)"), place("min(n, m)")}, 2, FREE),
    ):
        assert unlifted == (goal, [])


def test_terms_above_negative_ones():
    """Each term that no mean is above has something above it; the goal is what is left and what was taken off."""
    for text, slope in (
        ("9*n**2 - n*log2(n)", 0),
        ("9*n**2 + 9*n - n*log2(n)", 2),
        ("n**2 + m**2 - n*min(n, m)", 0),
    ):
        goal = P(text)
        result, used = lowered(goal, FREE, work(), slope)
        assert taken(result, used) == goal
        assert used
        assert all(c > 0 for c, _, _ in used)
    assert lowered(P("n**2 + m**2 - 2*n*m"), FREE, work(), 0) == (P("n**2 + m**2 - 2*n*m"), [])
    assert lowered(P("n - m*log2(n)"), FREE, work(), 0) is None
    assert lowered(P("n - m"), FREE, work(), 0) is None


def test_what_fits_below_a_mean():
    above = P("n**2 + m**2 + k")
    for text, found in (
        ("n*m", True),
        ("k", True),
        ("n**2", True),
        ("n", True),
        ("n*m*k", False),
        ("r", False),
    ):
        (m,) = P(text)
        assert fits(above, m, FREE, work()) is found
        assert (higher(m, above, FREE, work(), 0) == ({m: 1}, [])) is found


def test_minima_come_before_logarithms():
    above = P("9*n**2 + 9*m")
    (m,) = P("min(n, k)*log2(n)")
    terms, used = higher(m, above, FREE, work(), 0)
    assert [h.fact[0] for _, _, h in used] == ["extremum", "log-line"]
    assert taken(terms, [(-c, rest, h) for c, rest, h in used]) == {m: 1}
    assert together(P("n - 5*m*k*r"), above, FREE, work(), 0) == (P("n - 5*m*k*r"), [])
    assert together(P("n + m*k*r"), above, FREE, work(), 0) is None
    found, lines = together(P("3*n*log2(n)"), above, FREE, work(), 0)
    assert taken(found, [(-c, rest, h) for c, rest, h in lines]) == P("3*n*log2(n)")


LINED = [
    ("9*n**2 - n*log2(n)", True), ("n**2 - m*log2(n)", False), ("n**2 - n*log2(n)", True), ("n**2 - n", False), ("n**2 + log2(m)/2 - n", False), ("4*n*m - m*log2(n) - n*log2(m)", True),
    ("n + m - min(n, m)", True), ("2*n**2 + 2*m - n*log2(m)", True), ("(n - m)**2 + n - floor(n/2)*log2(n)", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), LINED, ids=[row[0] for row in LINED])
def test_goals_of_lines(text, found):
    assert (asked(lined, text, FREE) is not None) is found


def test_lines_are_for_the_first_cases_and_for_what_is_not_negative():
    assert asked(lined, "9*n**2 - n*log2(n)", FREE, 2) is not None
    assert asked(lined, "9*n**2 - n*log2(n)", FREE, 3) is None
    low = Domain({"n": (1, None), "k": (-2, None)}, [])
    assert asked(lined, "9*n**2 + k + 5 - n*log2(n)", low) is None


def test_what_is_left_is_one_combination():
    assert summed(P("n**2 + m**2 - 2*n*m"), FREE, work(), 0)["rule"] == "combination"
    assert summed(P("n*m - n"), FREE, work(), 0)["rule"] == "combination"
    assert summed(P("2**n - n"), FREE, work(), 0) is None  # by a fact
    assert summed(P("n - m"), FREE, work(), 0) is None


def test_lines_are_stated_once():
    """Each at its place behind the conditions and the facts before."""
    d = under("n - 2")
    low, high = stated(["floor", ["floor", ["sym", "n"], "2"]], d)
    given = conditions(d)[0]
    m, one = next(iter(P("m"))), checker.ONE
    node = rule.written(
        {"terms": [["7", []]]}, [(2, m, high), (3, one, given), (4, one, low), (5, one, high)], 1
    )
    assert node["facts"] == [low.fact]
    mean = ["mean", "0", [[1, ["sym", "m"]]]]
    inner = {
        "rule": "fact",
        "facts": [low.fact],
        "then": {"rule": "combination", "terms": [["1", [["given", 1]]], ["2", [["low", low.fact[1]]]]]},
    }
    (lemma_,) = stated(["lemma", ["sym", "n"], inner, 1], d)
    moved = rule.written({"terms": []}, [(1, one, low), (1, one, lemma_)], 1)["facts"][1]
    assert moved[2]["then"]["terms"][0] == ["1", [["given", 3]]]
    assert node["then"]["terms"] == [
        ["7", []],
        ["2", [mean, ["given", 2]]],
        ["3", [["given", 0]]],
        ["4", [["given", 1]]],
        ["5", [["given", 2]]],
    ]


# Means


def test_logarithms_of_conditions():
    """a*n + c <= b*m gives log2(a/b) + log2(n) <= log2(m)."""
    d = under("8*m - 3*n - 6", "n**2 - m*k", "n - 5", "m - n + 2", "5 - n - m", "n - m - k", "2*n*m - k")
    found = list(logarithms(d))
    assert [(fact[1], told(fact[2]), told(fact[3])) for fact in found] == [
        ("3/8", "log2(n)", "log2(m)"), ("1", "log2(k) + log2(m)", "2*log2(n)"), ("1/2", "log2(k)", "log2(m) + log2(n)"),
    ]  # fmt: skip
    assert found[0][4]["terms"] == [["1/8", [["given", 0]]], ["3/4", []]]
    assert all(stated(fact, d) for fact in found)


def test_multiples_of_conditions():
    """Those of which a negative term is one of the goal's, or a positive one."""
    d = under("m - k - 3", "n**2 - r")
    found = list(products(P("2*n*m - n*log2(m) - k + 5"), FREE, conditions(d)))
    assert [(shown(k), h.text) for k, h, _ in found] == [("1", ["given", 0]), ("n", ["given", 0])]
    for k, h, p in found:
        assert p == checker.times({k: 1}, h.poly)
    assert [shown(k) for k, _, _ in products(P("2*n*m - n*k"), FREE, conditions(under("m - k")))] == ["n"]
    assert [shown(k) for k, _, _ in products(P("n**3*m - r*k"), FREE, conditions(under("n**2 - r")))] == [
        "m*n",
        "k",
    ]
    assert list(products(P("n - k"), FREE, conditions(under("n**2 - r")))) == []


def test_what_means_are_made_of():
    d = under("m - 2*n", "m - 3")
    kinds = [h.fact[0] if h.fact else h.text for h in sources(P("m**2 - n*log2(m)"), d)]
    assert kinds[:3] == [["given", 0], ["given", 1], "log-order"]
    assert kinds[3:] == ["log-power"] * 3 + ["log-line"] * 3 + [["low", ["sym", "m"]]]
    assert [h.text for h in sources(P("m**2 - n*m"), d)][-1:] == [["low", ["sym", "m"]]]
    for text in ("m**2 + log2(m) - n*m", "m**2 + log2(m)/2 - n*m"):
        assert [h.fact for h in sources(P(text), d) if h.fact] == []
    ends_of = [[h.text for h in sources(P("m"), domain(m=span))] for span in ((3, 9), 2, 1)]
    assert ends_of == [[["low", ["sym", "m"]]], [["low", ["sym", "m"]]], []]


def test_differences_of_logarithms_with_e():
    """-k*q*log2(p) beside log2(q), log2(2*q) and log2(4*q), and numbers above log2(e)."""
    found = [(shown(k), spelled([h.fact])[0]) for k, h, _ in gaps(P("m*log2(n) - n*log2(m)"), FREE)]
    assert found == [
        ("1", "log-gap | log2(m) | log2(n) | e"), ("1", "log-gap | log2(m) | log2(n) + 1 | e"), ("1", "log-gap | log2(m) | log2(n) + 2 | e"),
        ("m", "euler"), ("n", "euler"),
    ]  # fmt: skip
    assert {shown(k) for k, h, _ in gaps(P("k*m*log2(m)/2 - m*log2(n)"), FREE) if h.fact[0] == "log-gap"} == {
        "1"
    }
    assert list(gaps(P("log2(n) - m"), FREE)) == []
    assert list(gaps(P("log2(n + m) - log2(3)*m - log2(n)"), FREE)) == []


MEANS = [
    ("n**2 - n*m", "n - m", False), ("2*n - m*log2(n)", "n - m**2", True), ("n*2**k - m*2**k", "n - m", True), ("n*2**k - 2*m*2**k", "n - m", False), ("n + 2**m", "n - m", False), ("n*2**k/2 - m*2**k/2", "n - m", True), ("n*2**k - m*2**k + r", "n - m", True),
    ("m*log2(n) + k - k*log2(m)", "n - m", False), ("n*log2(n) + m - n*log2(m)", "m - 9*n", True), ("m*log2(m) + n - m*log2(n)", "n - m", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "found"), MEANS, ids=[" ".join(row[:2]) for row in MEANS])
def test_means_below_conditions(text, given, found):
    d = under(given)
    assert (asked(means, text, d) is not None) is found
    assert asked(means, text, d, 3) is None


def test_means_of_one_symbol_are_for_others():
    assert asked(means, "n*2**n - 2**n", ONE_SYMBOL.narrowed(P("n - 2", ONE_SYMBOL))) is None
    d = under("n - m", "k - 9")
    assert asked(means, "n*2**k - m*2**k", d, 2) is not None
    low = Domain({**d.ranges, "r": (-2, None)}, d.given)
    assert asked(means, "n*2**k + r + 5 - m*2**k", low) is None


def test_what_means_are_limited_by():
    d = under("n - m")
    goal = P("n*2**k - m*2**k")
    offered = list(products(goal, d, conditions(d)))
    pairs = 4  # both terms may be on either side
    for limit, found in ((pairs, True), (pairs - 1, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.means.MOST_PAIRS", limit)
            assert (of_products(goal, d, work(), offered) is not None) is found
    assert of_products(P("n**2 + m**2 - 2*n*m + log2(k)"), d, work(), []) is None
    d = Domain({"L": (1, None), "W": (1, None)}, [])
    d = d.narrowed(polynomial("W - L**2", d))
    for longest, found in ((2, True), (1, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.means.LONGEST", longest)
            assert (means(polynomial("2*W - L*log2(W)", d), d, work(), 0) is not None) is found


def test_differences_are_looked_at_where_conditions_do_not_do():
    tried = []
    with pytest.MonkeyPatch.context() as patch:
        for first in (None, EMPTY):
            answers = iter([first, EMPTY])
            patch.setattr(
                "symalgebra.order.proof.means.of_products",
                lambda *_, answers=answers: tried.append(1) or next(answers),
            )
            assert means(P("m*log2(n) - n*log2(m)"), under("n - m"), work(), 0) == EMPTY
    assert len(tried) == 3


WEIGHTED = [
    ("n**2*m - n*m", {}, True), ("n**2*m - n*m", {"n": 0}, False), ("n**2 + m**2 - 2*n*m", {"n": 0, "m": 0}, True), ("2*n**3 + m**3 - 3*n**2*m", {}, True),
    ("n**2 + m**2 - 2*n*m - 1", {}, False), ("n**2 + m**2 + k - 2*n*m - k", {}, True), ("n**2 + m**2 + r**2 - n*m - m*r - n*r", {}, True), ("n + m", {}, False),
    ("n - 1", {}, True), ("n - 2", {}, False), ("n*m**2 - n*m", {"n": -2}, False), ("n*m**2 - n*m", {"n": 0}, True), ("2**n*m - 2**n", {}, True), ("n**2 - n", {"n": -2}, False), ("n*m - floor(n/2)", {}, False), ("n*floor(m/2) - floor(m/2)", {}, True),
    ("3*n**2 - n - n**2", {}, True), ("n**2 + k*floor(n/2) - n", {"n": -2}, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans", "found"), WEIGHTED, ids=[f"{row[0]} {row[1]}" for row in WEIGHTED])
def test_means_of_positive_terms(text, spans, found):
    assert (asked(weighted, text, domain(**spans)) is not None) is found


def test_means_of_many_terms():
    for most, found in ((2, True), (1, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.weighted.MOST", most)
            assert (asked(weighted, "n**2 + m**2 - 2*n*m", FREE) is not None) is found


def test_means_of_what_has_no_least_value():
    (half,) = checker.floored(P("n - m"), P("2"), FREE)
    goal = checker.plus(checker.times({half: 1}, P("k")), {half: 1}, -1)
    assert weighted(goal, FREE, work(), 0) is None
    assert weighted(checker.plus(P("n**2 - n"), checker.power({half: 1}, 2)), FREE, work(), 0) is None


# Powers of numbers


def test_powers_that_outgrow():
    grows = {
        "2**n": True,
        "k**n": False,
        "2**(n*m)": False,
        "floor(n/2)": False,
        "n": False,
        "(k + 1)**n": False,
    }
    assert {text: rising((atom(text, FREE), 1)) for text in grows} == grows
    assert not rising((("exp", Fraction(2), frozenset({(("sym", "n"), 2)})), 1))
    assert [alone(next(iter(P(text)))) for text in ("n", "n**2", "2**n")] == [True, False, False]
    assert exponent((atom("2**n", FREE), 1)) == ("sym", "n")
    assert [degree(P("2**n - n**2*m + n**5 - n"), ("sym", name)) for name in "nmk"] == [2, 1, 0]
    assert [degree(P(text), ("sym", "n")) for text in ("2**n - n*m + n**5/2", "2**n", "2**n - m")] == [
        1,
        0,
        0,
    ]


@pytest.mark.parametrize(
    ("base", "k", "low", "expected"),
    [
        (2, 1, 1, "2**n - 2*n"), (2, 2, 1, "2**n - 8*n**2/9"), (4, 2, 1, "4**n - 4*n**2"), (2, 3, 1, "2**n - n**3/4"), (2, 2, 5, "2**n - 32*n**2/25"), (3, 1, 0, "3**n - 3*n"),
        (2, 1, 300, "2**n - n"), (8, 2, 3, "8**n - 512*n**2/9"), (4, 1, 1, "4**n - 4*n"),
    ],
)  # fmt: skip
def test_the_least_quotient(base, k, low, expected):
    """b**x >= c*x**k for the first x from which b**x/x**k rises."""
    d = domain(n=low)
    ((m, _),) = P(f"{base}**n", d).items()
    ((power, e),) = m
    assert lemma((power, e), k, d) == P(expected, d)


def test_quotients_that_are_too_long():
    for low, exact in ((128, True), (129, False)):
        d = domain(n=low)
        (value,) = (c for c in lemma((atom("2**n", d), 1), 1, d).values() if c < 0)
        assert (value == -1) is not exact


OUTGROWN = [
    ("2**n + m**2 - n*m", True), ("2**n + m**2 - 3*n*m", False), ("m*2**n + m**2 - n**2*m", False), ("2**n + 3**m - n*m", True), ("2**n - n", False), ("2**n + m**2 - m", False),
    ("m*2**n + m - n*m", True), ("k**n + m**2 - n*m", False), ("2**n + 2**m + 2**k + 2**r - n*m", False), ("2**n + m**2 - n*log2(m)", True),
    ("2**n + 3**k + m**2 - n*m", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), OUTGROWN, ids=[row[0] for row in OUTGROWN])
def test_powers_above_powers_of_their_exponents(text, found):
    assert (asked(outgrown, text, FREE) is not None) is found


def test_outgrown_is_for_the_first_cases_and_several_symbols():
    text = "2**n + m**2 - n*m"
    assert asked(outgrown, text, TWO, 2) is not None
    assert asked(outgrown, text, TWO, 3) is None
    assert asked(outgrown, "2**n + n**2 - n", ONE_SYMBOL) is None
    facts = asked(outgrown, "2**n + 3**k + m**2 - n*m", FREE)["facts"]
    assert [fact[1] for fact in facts] == [write(P("2**n - 8*n**2/9")), write(P("3**k - 3*k"))]


def test_each_lemma_is_proved():
    power = (atom("2**n", TWO), 1)
    goal = P("2**n + m**2 - n*m")
    node = by_lemmas(goal, [(power, P("2**n - 8*n**2/9"))], TWO, work(), 0)
    checker.prove(node, goal, TWO)
    assert [fact[0] for fact in node["facts"]] == ["lemma"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symalgebra.order.proof.outgrown.proved", lambda *_: None)
        assert by_lemmas(goal, [(power, P("2**n - 8*n**2/9"))], TWO, work(), 0) is None
    assert by_lemmas(P("m*2**n - 9*n*m"), [(power, P("2**n - 2*n"))], TWO, work(), 0) is None
    times = P("m*2**n + m**3 - n*m**2")
    checker.prove(by_lemmas(times, [(power, P("2**n - 8*n**2/9"))], TWO, work(), 0), times, TWO)
    assert proved(P("2**n - 2*n"), TWO, work(), 0) is not None
    assert proved(P("2**n - n/9 - 1"), TWO, work(), 0) is not None
