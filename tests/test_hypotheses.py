"""What is known about an atom: conditions, ends of ranges and facts, and where they are referred to."""

from fractions import Fraction

import pytest
from goals import P, X, Y, atom, bounded, under
from test_rules import domain

from symalgebra.order import checker
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
from symalgebra.order.proof.notation import write_atom
from symalgebra.order.proof.stream import Stream


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
