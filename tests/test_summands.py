"""Sums term by term, floors by their lines: the parts of which a proof is made."""

from fractions import Fraction

import pytest
from goals import EMPTY, ONE_SYMBOL, TWO, asked, atom
from test_rules import FREE, polynomial

from symalgebra.order import checker
from symalgebra.order.checker import Rejected, within
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.flat import (
    collected,
    flattened,
    lines_of,
    replaced,
    several,
    signed,
    without_floors,
)
from symalgebra.order.proof.notation import write
from symalgebra.order.proof.search import search
from symalgebra.order.proof.summands import bodies, moved, rises, shared, summed, touches

INDEX, N = ("sym", "#1"), ("sym", "n")


def P(text, d=FREE):
    return polynomial(text, d)


def of_index(text):
    """A polynomial in which x is read as the index."""
    return checker.replaced(P(text), {("sym", "x"): checker.single(INDEX)}, within("#1", FREE))


def total(text, count="n"):
    """The sum of a body in x over an index."""
    checker.WORK[0] = 0
    return checker.total([write(of_index(text)), "#1", write(P(count))], FREE, 0)[0]


def goal(text, rest, count="n"):
    return checker.plus(total(text, count), P(rest))


BODIES = [
    # the sum of what is left over is shared out, or is that of its steps
    ("max(x, 3)", "-3*n", "n", [("max(x, 3) - 3", "0"), ("max(x, 3) - 3", "-3*x")]),
    ("max(x, 3)", "-n**2", "n", [("max(x, 3) - n", "0"), ("max(x, 3) - 2*x - 1", "-x**2")]),
    ("max(x, 3)", "-2**n", "n - 1", [("max(x, 3)", "0"), ("max(x, 3) - 2*2**x", "-2*2**x")]),
    ("max(x, 3)", "-m*n**2 + k", "n + 2", [("max(x, 3) - m*n + 2*m", "0"), ("max(x, 3) - m*(2*x - 3)", "-m*(x - 2)**2 + k")]),
    ("max(x, 3)", "-6*n", "2*n", [("max(x, 3) - 3", "0")]), ("max(x, 3)", "-6*n*m", "n*m", [("max(x, 3)", "0")]),
    ("max(x, 3)", "-6*n", "2*n - 1", [("max(x, 3) - 3", "0")]), ("max(x, 3)", "-6*n**2", "n**2", [("max(x, 3)", "0")]), ("max(x, 3)", "-n", "floor(n/2)", [("max(x, 3)", "0")]),
    ("max(x, m)", "-n*floor(n/2) - n", "n", [("max(x, m) - floor(n/2) - 1", "0"), ("max(x, m) - floor(n/2) - 1", "-x")]),
    ("m*max(x, 3)", "-n*max(n, 3)", "n", [("m*max(x, 3) - max(n, 3)", "0"), ("m*max(x, 3) - max(n, 3)", "0")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "rest", "count", "expected"), BODIES, ids=[" ".join(row[:3]) for row in BODIES]
)
def test_what_sums_up_to_a_goal(body, rest, count, expected):
    found = list(bodies(goal(body, rest, count), "#1", P(count)))
    assert found == [(of_index(one), of_index(other)) for one, other in expected]


def test_sums_of_another_count_are_left_over():
    p = checker.plus(total("max(x, 3)"), total("max(x, 5)", "m"), -1)
    (first, _), *_ = bodies(p, "#1", P("n"))
    assert first == of_index("max(x, 3)")
    squared = checker.times(total("max(x, 3)"), total("max(x, 3)"))
    assert next(bodies(squared, "#1", P("n")))[0] == {}


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("n", "x + 2", "x + 2"), ("m*n**2 - 7", "x - 1", "m*(x - 1)**2 - 7"), ("2**n", "x - 1", "2**x/2"), ("4**n", "x - 1", "4**x/4"), ("2**n*n", "x + 3", "8*2**x*(x + 3)"),
        ("k**n", "x + 2", "k**2*k**x"), ("k**n", "x", "k**x"), ("5", "x", "5"), ("3**n*2**n*m", "x - 2", "3**x*2**x*m/36"),
    ],
)  # fmt: skip
def test_an_index_and_a_number_for_a_symbol(text, at, expected):
    assert moved(P(text), N, of_index(at)) == of_index(expected)


def test_a_symbol_is_not_divided_by():
    with pytest.raises(Rejected, match="no number"):
        moved(P("k**n"), N, of_index("x - 1"))


@pytest.mark.parametrize(
    ("text", "holds", "grows"),
    [("n", False, False), ("m", False, False), ("floor(n/2)", True, False), ("2**n", True, True), ("k**n", True, True), ("2**(n*m)", True, False), ("n**n", True, False), ("2**m", False, False), ("n**m", True, False)],
)  # fmt: skip
def test_atoms_with_a_symbol(text, holds, grows):
    """Those that hold it; those that are powers of what is free of it."""
    a = atom(text, FREE)
    assert (touches(a, N), rises(a, N)) == (holds, grows)


@pytest.mark.parametrize(
    ("text", "count", "share"),
    [("6*n", "n", "6"), ("n**2 + n", "n", "n + 1"), ("6*n", "2*n", "3"), ("n**2", "n - 1", "n + 1"), ("m*n", "n + 5", "m"), ("m", "n", "0"), ("n**2 - m*n", "3*n", "n/3 - m/3")],
)  # fmt: skip
def test_what_each_term_gets(text, count, share):
    assert shared(P(text), N, P(count)) == P(share)


SUMMED = [
    ("max(x, 3)", "-3*n", "n", True), ("max(x, 3)", "2**k - k - 3*n", "n", True), ("max(x, 3)", "-3*n - 1", "n", False), ("max(x, 3)", "-n**2/4", "n", True), ("max(x, 3)", "-4*n", "n", False),
    ("max(2**x, 3)", "1 - 2**n", "n", True), ("max(2**x, 3)", "-2**n", "n", False), ("max(x, m)", "-m*n - n + n", "n", True), ("max(2**x, m)", "1 - 2**n/2", "n - 1", True), ("max(2**x, 3)", "1 - 2*2**n", "n + 1", True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "rest", "count", "found"), SUMMED, ids=[" ".join(row[:3]) for row in SUMMED]
)
def test_sums_term_by_term(body, rest, count, found):
    p = goal(body, rest, count)
    assert (asked(summed, write(p), FREE, 0, search) is not None) is found


def test_terms_up_to_the_last():
    """The index is less than the count."""
    up = checker.plus(P("n*max(n - 1, 3)"), total("max(x, 3)"), -1)
    assert asked(summed, write(up), FREE, 0, search)["facts"][0][0] == "sum"
    up = checker.plus(P("n*max(n - 2, 2)"), total("max(x, 2)"), -1)
    assert asked(summed, write(up), FREE, 0, search) is None


def test_steps_of_powers_telescope():
    node = asked(summed, write(goal("max(2**x, 3)", "1 - 2**n")), FREE, 0, search)
    assert [fact[0] for fact in node["facts"]] == ["sum", "telescope"]
    assert node["facts"][1][1:] == [write(of_index("1 - 2**x")), "#1", ["sym", "n"]]


def test_terms_are_one_deeper():
    depths = []
    p = goal("max(x, 3)", "-3*n")
    summed(p, FREE, work := Budget(900), 4, lambda *a: depths.append(a[3]))
    assert depths == [5, 5]
    assert work.units == 900


# Floors


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("n - floor(n/2)", True), ("n**2 - floor(n/2)**2", True), ("n**3 - floor(n/2)**3 - floor(n/3)**2", True), ("m*floor(n/2)**2 - m*(n - 1)**2/4", True),
        ("m*floor(n/2)**2*4 - m*(n - 1)**2 + m*n", True), ("m*floor(n/2)**2 - m*n**2/4", False), ("n - 2*floor(n/2)", True), ("2*floor(n/2) - n", False),
        ("2*floor(n/2) + 1 - n", True), ("n*m - floor(n/2)*floor(m/3)", True), ("m*n**2 - m*floor(n/2)**2 - floor(n/3)", True), ("n*log2(m) - floor(n/2)*log2(m)", False),
    ],
)  # fmt: skip
def test_floors_by_their_lines(text, found):
    def leaf(goal, d, budget, depth):
        return search(goal, d, budget, depth)

    assert (asked(flattened, text, TWO, 0, leaf) is not None) is found


def test_a_floor_in_positive_and_in_negative_terms():
    """By its line below times what is >= 0, else by the one above; e times where it is a power."""
    floor, lines = atom("floor(n/2)", TWO), {True: P("n/2 - 1/2"), False: P("n/2")}
    assert replaced(P("m*floor(n/2) + 7"), floor, lines, TWO) == P("m*(n - 1)/2 + 7")
    assert replaced(P("7 - m*floor(n/2)"), floor, lines, TWO) == P("7 - m*n/2")
    assert replaced(P("(n - m)*floor(n/2)"), floor, lines, TWO) == P("n*(n - 1)/2 - m*n/2")
    assert replaced(P("floor(n/2)**2"), floor, lines, TWO) == P("(n - 1)**2/4")
    assert replaced(P("n - 2*m"), floor, lines, TWO) == P("n - 2*m")


def test_signs_of_coefficients():
    assert signed(P("n + 1"), TWO) == [(P("n + 1"), True)]
    assert signed(P("n - 1"), TWO) == [(P("n - 1"), True)]
    assert signed(P("-n - 1"), TWO) == [(P("-n - 1"), False)]
    assert signed(P("2*n - m - 1"), TWO) == [(P("2*n"), True), (P("-m - 1"), False)]


def test_lines_of_floors():
    found = lines_of(atom("floor(n/3)", TWO), TWO)
    constants = {
        up: checker.plus({}, {m: c for m, c in p.items() if all(a[0] != "u" for a, _ in m)})
        for up, p in found.items()
    }
    assert constants == {True: P("(n - 2)/3"), False: P("n/3")}
    slopes = {up: [c for m, c in p.items() if any(a[0] == "u" for a, _ in m)] for up, p in found.items()}
    assert slopes == {True: [Fraction(1, 3)], False: [Fraction(-1, 3)]}
    assert lines_of(atom("floor(n/m)", TWO), TWO) is None
    assert without_floors(P("floor(n/m) + floor(n/2)"), TWO) is None


def test_coefficients_of_some_atoms():
    parts = collected(P("2*n*m + 3*n**2*m - m + 5"), lambda a: a == N)
    assert {write({m: 1})[-1] if m else "": q for m, q in parts.items()} == {
        "n": P("2*m"),
        "2": P("3*m"),
        "": P("5 - m"),
    }


def test_three_floors_are_several():
    assert not several(P("floor(n/2) + floor(n/3)**2"))
    assert several(P("floor(n/2) + floor(n/3)**2 - floor(m/2)"))


def test_each_floor_is_stated_once():
    node = flattened(
        P("9*n**2*m - floor(n/2)**2*m - floor(n/2) - floor(n/3)"), TWO, Budget(900), 0, lambda *_: EMPTY
    )
    kinds = [fact[0] for fact in node["facts"]]
    assert kinds == ["lemma", "floor", "floor"]
    assert flattened(P("n - floor(n/2)"), TWO, None, 0, lambda *_: None) is None
    assert ONE_SYMBOL.given == []
