"""Sums of squares, orders of symbols, means below powers, and polynomials in one step."""

import pytest
from goals import TWO, P, asked, monomial, named, terms_of, under, work
from test_rules import FREE, domain

from symalgebra.order import checker
from symalgebra.order.proof import squares
from symalgebra.order.proof.budget import Budget, Exhausted
from symalgebra.order.proof.chains import by_order, gap, known
from symalgebra.order.proof.falling import newton, positive
from symalgebra.order.proof.flat import collected
from symalgebra.order.proof.homogeneous import homogeneous
from symalgebra.order.proof.hypotheses import conditions, ends
from symalgebra.order.proof.program import program
from symalgebra.order.proof.squares import around as gaps
from symalgebra.order.proof.squares import candidates, factored, hypotheses, moved

# Sums of squares


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("n", "1 1 n"), ("n*m", "1 1 m*n, 1 n m"), ("n**2", "1 1 n**2"), ("n**3*m", "1 1 m*n**3, 1 n m*n**2, n**2 1 m*n, 1 n**2 m*n, n**2 n m, 1 n**3 m"),
        ("n**2*m**2", "1 1 m**2*n**2, 1 n m**2*n, n**2 1 m**2, 1 n**2 m**2, 1 m m*n**2, m**2 1 n**2"),
    ],
)  # fmt: skip
def test_two_factors_beside_a_square(text, parts):
    """A square outside, and two factors that differ."""
    assert [" ".join(map(named, three)) for three in factored(monomial(text))] == parts.split(", ")


def test_squares_that_a_goal_calls_for():
    d = domain(n=2, m=0)
    lows = {a: next(iter(ends(a, d))) for a in (("sym", "m"), ("sym", "n"))}
    assert moved(P("n*m + n", d), lows) == P("n*m + 2*m + n + 2", d)
    assert [h.text[-1][-1] for h in hypotheses(monomial("n**2*m"), lows)] == ["m", "n", "n"]
    goal = P("n**2 - 4*n + 4", d)  # t**2 for t = n - 2
    found = list(candidates(moved(goal, lows), lows, d))
    assert [(terms_of(p), len(refs)) for refs, p in found] == [("1*n**2", 2)]
    for text in ("n**2 - 6*n + 9", "n**2*m - 6*n*m + 9*m", "n**2 - 4*n*m + 4*m**2"):
        shifted = moved(P(text, d), lows)
        for refs, p in (*candidates(shifted, lows, d), *gaps(P(text, d), shifted, lows, d)):
            here = checker.product_of([h.poly for h in refs])
            assert here == moved_back(p, lows)


def test_squares_for_negative_terms_alone():
    lows = {a: next(iter(ends(a, FREE))) for a in (("sym", "m"), ("sym", "n"))}
    assert [terms_of(p) for _, p in candidates(P("n**2*m/2"), lows, FREE)] == ["1*m*n**2"]


def test_gaps_are_looked_at_where_squares_do_not_do():
    found = []

    def program(goal, products, *_, node=None):
        found.append(len(products))
        return node

    with pytest.MonkeyPatch.context() as patch:
        for text, node, calls in (("n**2 - 3*n + 2", None, 2), ("n**2 - 3*n + 2", {}, 1)):
            found.clear()
            patch.setattr(squares, "program", lambda *a, node=node: program(*a, node=node))
            squares.prove_squares(P(text), domain(n=0, m=0), work())
            assert len(found) == calls
        assert calls == 1
        patch.setattr(squares, "HIGHEST", 2)
        assert squares.prove_squares(P("n**3 - n"), FREE, work()) is None
        assert len(found) == 1
        squares.prove_squares(P("n**2 - n"), FREE, work())
        assert len(found) > 1


def moved_back(p, lows):
    """A polynomial in the t, in the symbols."""
    for a, h in lows.items():
        parts = collected(p, lambda atom, a=a: atom == a)
        p = checker.sum_of(
            checker.times(q, checker.power(h.poly, sum(e for _, e in m))) for m, q in parts.items()
        )
    return p


# Orders


def test_what_is_known_of_an_order():
    d = under("n - m - 2", "k - 3")
    assert known(P("n - m"), d)
    assert known(P("n - m - 2"), d)
    for text in ("n - m - 3", "m - n", "n - k", "2*n - m"):
        assert not known(P(text), d)


def test_the_condition_between_neighbours():
    d = under("n - m", "n - m - 2", "k - 3")
    n, m, k = (("sym", name) for name in "nmk")
    assert gap(n, m, d).text == ["given", 1]  # the last one
    assert gap(m, n, d).text == ["low", ["sym", "m"]]
    assert gap(k, None, d).text == ["low", ["sym", "k"]]


def test_orders_that_are_tried():
    def ordered(goal, d, budget, depth):
        return by_order(goal, d, budget)

    assert asked(ordered, "n**3 + m**3 - n**2*m - n*m**2")["rule"] == "split"
    assert asked(ordered, "n**2 - n", TWO) is None  # of one symbol
    assert asked(ordered, "n + m + k + r + s - 5", FREE) is None  # of five
    for highest, found in ((3, True), (2, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.chains.HIGHEST", highest)
            assert (asked(ordered, "n**3 + m**3 - n**2*m - n*m**2") is not None) is found
    assert asked(ordered, "(n - m)**2*floor(n/2)") is None
    assert asked(ordered, "n**2 + m**2 - 2*n*m - 1") is None


# Powers of conditions


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("36 - n*m", "12 - n - m", "combination"), ("35 - n*m", "12 - n - m", None), ("36 - n*m - n", "12 - n - m", None),
        ("r**2 + r - n*m", "2*r + 1 - n - m", "absurd"), ("r**2 + r - 1 - n*m", "2*r + 1 - n - m", None), ("r**2/2 + r/2 - n*m/2", "2*r + 1 - n - m", None),
        ("27*r**3 - 27*n*m*k", "3*r - n - m - k", "combination"), ("64 - n*m*k", "12 - n - m - k", "combination"), ("9 - n", "12 - n", None),
        ("36 - n*m", "12 - n - m**2", None), ("36 - n*m", "n - 3", None), ("36 - n*m", "12 - n - floor(m/2)", None),
        ("4**6 - n**3*m**3", "8 - n - m", "combination"), ("4**7 - n**4*m**3", "8 - n - m", None), ("36 - n*m + k", "12 - n - m", "combination"),
        ("2*36 - 2*n*m", "12 - n - m", "combination"), ("r**2 - n*m", "2*r - n - m", "combination"), ("r**2 - n*m + k - 1", "2*r - n - m", "combination"),
        ("r**2 - n*m + k/2", "2*r - n - m", "combination"), ("12 - n", "12 - n", None), ("2*4**7 - n**4*m**3", "8 - n - m", None),
        ("36 + 3*k + k**2/16 - n*m", "12 + k/2 - n - m", "combination"), ("4**6 - n**2*m**2*k**2", "12 - n - m - k", None),
        ("40*n**2 + 40*m**2 - n*m - r**2", "r - n", None), ("r**3 - n*m*k", "3*r - n - m - k", "combination"),
    ],
)  # fmt: skip
def test_means_below_powers_of_conditions(text, given, found):
    node = asked(homogeneous, text, under(given))
    assert (node and node["rule"]) == found


def test_the_condition_that_helps_may_be_the_second():
    node = asked(homogeneous, "36 - n*m", under("50 - k - r", "12 - n - m"))
    assert {ref[1] for _, refs in node["terms"] for ref in refs if ref[0] == "given"} == {1}


# Polynomials in one step


def test_degrees_up_to_which_falling_factorials_are_tried():
    assert newton(P("n**24 - n"), FREE) is not None
    assert newton(P("n**25 - n"), FREE) is None
    for low, found in ((-1, False), (0, True)):
        assert (positive(P("n**30 + m"), domain(n=low)) is not None) is found


def test_a_program_of_few_monomials():
    """A goal as a sum of multiples of products."""
    d = under("n - m", "m - 3")
    offered = [((h,), h.poly) for h in conditions(d)]
    goal = P("2*n - m - 3")
    for most, found in ((None, True), (3, True), (2, False)):
        node = program(goal, offered, d, work(), 1, most)
        assert (node is not None) is found
        if found:
            checker.prove(node, goal, d)
            assert node["terms"] == [["1", [["given", 1]]], ["2", [["given", 0]]]]
    assert program(P("n - 2*m"), offered, d, work(), 1) is None
    with pytest.raises(Exhausted):
        program(goal, offered, d, Budget(5), 1)
