"""Logarithms in negative terms below lines, and terms that minima are put for."""

import pytest
from goals import P, asked, atom, shown, spelled, under, work
from test_rules import FREE, domain

from symalgebra.order import checker
from symalgebra.order.checker import Domain
from symalgebra.order.proof import lined as rule
from symalgebra.order.proof.hypotheses import conditions, stated
from symalgebra.order.proof.lined import fits, higher, lifted, lined, lowered, options, summed, together


def place(text, e=1):
    return atom(text, FREE), e


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
