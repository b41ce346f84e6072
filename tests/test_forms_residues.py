"""Quadratic forms and a number, which residues keep from 0."""

from fractions import Fraction

import pytest
from goals import P, asked, monomial, terms_of, under, work
from test_rules import FREE

from symalgebra.order import checker
from symalgebra.order.proof.congruent import best, congruent, over, rooted, written

ROOTED = [
    ("(n**2 - 2*m**2 + 1)**2 - 1", 4, "1*m**2 + -1/2*n**2 + -1/2*1", -1), ("4*(n - m)**2 + 3", 4, "1*m + -1*n", 3), ("2*n**2", 2, "1*n", 0),
    ("n**2 + n", 1, "1*n + 1/2*1", Fraction(-1, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "c", "p", "r"), ROOTED, ids=[row[0] for row in ROOTED])
def test_one_square_and_a_number(text, c, p, r):
    ((scale, form),), left = rooted(P(text), work())
    assert (scale, terms_of(form), left) == (c, p, r)


@pytest.mark.parametrize("text", ["n**2 - 2*n*m + m**2 + n", "-n**2", "n**3", "n**2*m", "7", "n**2 + m**2"])
def test_what_is_no_square_and_a_number(text):
    assert rooted(P(text), work()) is None


def test_quotients_of_monomials():
    assert over(monomial("n**2*m"), monomial("n")) == monomial("n*m")
    assert over(monomial("n"), monomial("n")) == checker.ONE
    assert over(monomial("n"), monomial("m")) is None
    assert over(monomial("n"), monomial("n**2")) is None


@pytest.mark.parametrize(
    ("c", "text", "wanted", "scaled", "fact", "gain"),
    [
        (1, "3*n - 6*m + 1", 1, 1, ["residues", 3], 1), (1, "n - m", 1, 1, [], 0), (4, "n**2/2 - m**2 + 1/2", 1, 1, [], 0),
        (4, "n - 2*m + 1/2", 1, 1, ["residues", 2], 1), (9, "n - 2*m + 1/3", 1, 1, ["residues", 3], 1), (1, "n**2 - 2*m**2", 1, 1, ["irrational", 2], 1),
        (1, "n**3 - 2*m**3", 1, 1, ["irrational", 3], 1), (1, "8*n - 8*m + 3", 9, 1, ["residues", 8], 9), (1, "8*n - 8*m + 3", 1, 1, ["residues", 4], 1), (2, "5*n - 5*m + 2", 8, 2, ["residues", 5], 8),
        (1, "n**2 - 3*m**2 + 1", 1, 1, ["residues", 3], 1),
    ],
)  # fmt: skip
def test_how_far_residues_keep_a_form_from_0(c, text, wanted, scaled, fact, gain):
    coefficient, form, found, distance = best(c, P(text), wanted, FREE, work())
    assert (coefficient, [part for part in found if not isinstance(part, list)], distance) == (
        scaled,
        fact,
        gain,
    )
    assert checker.times(checker.constant(coefficient), checker.power(form, 2)) == checker.times(
        checker.constant(c), checker.power(P(text), 2)
    )
    assert all(v.denominator == 1 for v in form.values())


def test_a_row_without_a_fact_is_a_square():
    d = under("n - 5", "m - 3")
    gains = [
        (2, P("n - m"), [], 0),
        (3, P("n - 3*m + 1"), ["residues", ["sym", "n"], 3], 3),
        (1, P("m"), ["residues", ["sym", "m"], 2], 0),
    ]
    node = written(gains, Fraction(1, 2), d)
    assert node["facts"] == [["residues", ["sym", "n"], 3], ["residues", ["sym", "m"], 2]]
    (square, first, second, spare) = node["then"]["terms"]
    assert (square[0], square[1][0][0], first, second, spare) == (
        "2",
        "square",
        ["3", [["given", 2]]],
        ["1", [["given", 3]]],
        ["1/2", []],
    )
    assert written(gains[:1], 0, d) == {"rule": "combination", "terms": [square]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(3*n - 6*m + 1)**2 - 1", True), ("(3*n - 6*m + 1)**2 - 2", False),
        ("(n**2 - 2*m**2)**2 - 1", True), ("(3*n + 1)**2 - floor(m/2)", False), ("(2*n - 2*m + 1)**2 + (2*r + 1)**2 - 2", True),
        ("(2*n - 2*m + 1)**2 + (2*r + 1)**2 - 3", False), ("(8*n - 8*m + 3)**2 - 9", True), ("(floor(m/2) - n)**2", False),
    ],
)  # fmt: skip
def test_residues_make_up_for_a_number(text, found):
    assert (asked(congruent, text, FREE) is not None) is found
