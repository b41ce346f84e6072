"""Products of neighbours and quadratic forms: which are found, and what they are worth."""

from fractions import Fraction

import pytest
from goals import TWO, P, asked, monomial, named, terms_of, under, work
from test_rules import FREE

from symalgebra.order import checker
from symalgebra.order.proof import consecutive, quadratic
from symalgebra.order.proof.consecutive import around, divisors, less, pair, ratios, split, value
from symalgebra.order.proof.quadratic import completed, gram, neighbours, root, rows

# Forms whose squares a goal is made of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("n", "1 n 1"), ("n*m", "1 n m, 1 m*n 1, n m 1, m n 1"), ("n**2", "1 n**2 1, n n 1"),
        ("n**2*m", "1 n m*n, 1 n**2 m, n n m, 1 m*n**2 1, n m*n 1, n**2 m 1, m n**2 1, m*n n 1"),
    ],
)  # fmt: skip
def test_three_factors(text, parts):
    """t, m and n with m other than n, of two orders one."""
    assert [" ".join(map(named, three)) for three in split(monomial(text))] == parts.split(", ")


def test_divisors():
    assert [named(m) for m in divisors(monomial("n**2*m"))] == ["m*n**2", "m*n", "m", "n**2", "n", "1"]


@pytest.mark.parametrize(
    ("abc", "found"),
    [
        ((4, 9, 12), {(2, 3)}), ((4, 0, 12), {(2, 3)}), ((0, 9, 12), {(2, 3)}), ((0, 0, 1), set()), ((1, 2, 3), {(2, 3), (7, 10), (3, 4)}),
        ((-4, 9, 12), {(2, 3)}), ((4, -9, 12), {(2, 3)}), ((-1, -1, 1), set()), ((Fraction(1, 1000), 1, 1), {(1, 2)}), ((1, 1, 3), {(2, 3), (3, 2), (1, 1)}),
    ],
)  # fmt: skip
def test_ratios(abc, found):
    """From the coefficients of m**2, n**2 and -m*n, each two of them and the root of the first two."""
    assert ratios(*abc) == found


def test_a_ratio_of_small_integers():
    assert [pair(x) for x in (2, Fraction(1, 3), Fraction(13, 25), Fraction(12, 13), Fraction(11, 12))] == [
        (2, 1), (1, 3), (1, 2), (11, 12), (11, 12),
    ]  # fmt: skip


FORMS = [
    ("n**2 - 5*n + 6", "square 1 1*n + -5/2*1, consecutive 1 1*n + -2*1"),
    ("4*n**2 - 12*n*m + 9*m**2 - 2*n + 3*m", "square 1 -3*m + 2*n + -1/2*1, consecutive 1 -3*m + 2*n, square 1 1*n + -1/4*1, consecutive 1 2*n"),
    ("k*n**2 - 3*k*n + 2*k", "square k 1*n + -3/2*1, consecutive k 1*n + -1*1"), ("2*n**2 - n", "square 1 1*n + -1/4*1, consecutive 1 2*n"),
    ("n**2 - n/3", "square 1 1*n + -1/6*1, consecutive 1 3*n"), ("3*n**2 - 2*n*m - m**2", ""), ("1 - n*m", ""), ("n**2 - n*m", ""), ("n - n**2", ""),
    ("m**2 - n*m", ""), ("n**2 + n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[row[0] for row in FORMS])
def test_forms_of_a_goal(text, expected):
    """Those of a coefficient that others agree with come first; those of neighbours where the gap is one."""
    found = consecutive.forms(P(text))
    assert ", ".join(f"{kind} {named(t)} {terms_of(s)}" for kind, t, s in found) == expected


def test_forms_that_agree_come_first():
    found = consecutive.forms(P("n**2 - 2*n*m + m**2 + r**2 - 3*r*s + 2*s**2"))
    names = ["".join(sorted({a[1] for m in s for a, _ in m})) for _, _, s in found]
    assert names == sorted(names, key=["mn", "rs"].index)
    assert set(names) == {"mn", "rs"}


@pytest.mark.parametrize(
    ("gap", "found"),
    [
        (5, [(1, -2)]), (Fraction(3, 2), [(2, -1)]), (Fraction(1, 3), [(3, 0)]), (Fraction(5, 4), [(4, -2)]),
        (4, [(1, -1), (1, -2), (2, -3), (2, -4), (3, -5), (3, -6), (4, -8), (4, -7)]),
    ],
)  # fmt: skip
def test_neighbours_around_a_gap(gap, found):
    """s*(s - 1) is least at s = 1/2: scale*n - k for k = (gap*scale - 1)/2, or for both integers around it."""
    square, *others = around(checker.ONE, P("n"), gap)
    assert square == ("square", checker.ONE, less(P("n"), Fraction(gap) / 2))
    shown = [(s[monomial("n")], s.get(checker.ONE, 0)) for _, _, s in others]
    assert sorted(shown) == sorted(found)
    assert {kind for kind, *_ in others} == {"consecutive"}


def test_what_forms_stand_for():
    assert value(("square", monomial("k"), P("n - 2"))) == P("k*(n - 2)**2")
    assert value(("consecutive", monomial("k"), P("n - 2"))) == P("k*(n - 2)*(n - 3)")
    assert less(P("n"), 0) == P("n")


# Quadratic forms

ROWS = [
    ("n**2 - 2*n*m + m**2", [(1, "1*m + -1*n")], 0), ("n**2 - 2*n*m + m**2 - 3", [(1, "1*m + -1*n")], -3),
    ("5*m**2 - 2*n*m + 2*n**2 - 6*m + 9", [(5, "1*m + -1/5*n + -3/5*1"), (Fraction(9, 5), "1*n + -1/3*1"), (7, "1*1")], 0),
    ("n**4 - 2*n**2*m + m**2", [(1, "1*m + -1*n**2")], 0), ("4*n**2 - 4*n + 1", [(4, "1*n + -1/2*1")], 0), ("n**2 + n", [(1, "1*n + 1/2*1")], Fraction(-1, 4)),
    ("n**2 - m**2", None, 0), ("n*m", None, 0), ("n**2 + m", None, 0), ("n**2 - 3*n*m + m**2", None, 0), ("m**2 + 2*n*m + m", None, 0),
    ("m**2 + 2*n*m + n**2 + n", None, 0), ("n**2 + n + 1/2", [(1, "1*n + 1/2*1"), (Fraction(1, 4), "1*1")], 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "left"), ROWS, ids=[row[0] for row in ROWS])
def test_completed_squares(text, found, left):
    """c*row**2 for each row, and what is left over, make up the form."""
    result = rows(P(text), work())
    if found is None:
        assert result is None
        return
    assert ([(c, terms_of(row)) for c, row in result[0]], result[1]) == (found, left)
    whole = checker.sum_of(checker.times(checker.constant(c), checker.power(row, 2)) for c, row in result[0])
    assert checker.plus(whole, checker.constant(left)) == P(text)
    node = completed(P(text), FREE, work(), 0)
    assert (node is not None) is (left == 0)


def test_the_matrix_of_a_form():
    found = gram(P("4*n**2 - 6*n*m + 2*m**2 - 8*n + 3"))
    shown = {(named(m), named(n)): c for (m, n), c in found.items()}
    assert shown == {
        ("n", "n"): 4, ("m", "n"): -3, ("n", "m"): -3, ("m", "m"): 2, ("n", "1"): -4, ("1", "n"): -4, ("1", "1"): 3,
    }  # fmt: skip
    assert [root(monomial(text)) for text in ("n**2*m**4", "n**3", "n**2*m")] == [
        monomial("n*m**2"),
        None,
        None,
    ]
    assert root(checker.ONE) == checker.ONE
    square = monomial("n*m")
    assert gram(P("n**4 + m**4 + n**2*m**2"))[square, square] == 1


INTEGER_FORMS = [
    ("n**2 - 2*n*m + m**2 - n + m", ["1*m + -1*n"]), ("(2*n - 4*m)*(2*n - 4*m + 1)", ["2*m + -1*n + -1*1"]),
    ("(3*n - 2*m + 1)*(3*n - 2*m)", ["2*m + -3*n + -1*1"]), ("n**2*m - n + m", []), ("n**2 - m", []), ("n**2", []),
    ("n**2 - 5*n + 6", ["1*n + -3*1"]), ("9*n**2 - 30*n + 7 + m**2", ["1*n + -2*1"]),
    ("n**2 - 2*n*m + m**2 - n + m + n*m*k", ["1*m + -1*n"]), ("log2(k)**2 - 2*m*log2(k) + m**2 - m", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), INTEGER_FORMS, ids=[row[0] for row in INTEGER_FORMS])
def test_integer_forms(text, expected):
    assert [terms_of(form) for form in quadratic.forms(P(text), work())] == expected


def test_two_sides_of_a_form():
    node = asked(neighbours, "(n - m)*(n - m - 1)")
    assert node["rule"] == "split"
    more = under("k - 5", "r - 7")
    assert asked(neighbours, "(n - m)*(n - m - 1)", more)["rule"] == "split"
    assert asked(neighbours, "(n - m)*(n - m - 1)", more.narrowed(P("s - 5"))) is None
    assert asked(neighbours, "n*m - n - m", TWO) is None


def test_products_of_two_conditions():
    d = under("n - m - 2", "r - s - 3")
    for text in (
        "(n - m - 2)*(r - s - 3)",
        "(n - m - 2)**2 + 5",
        "(n - m - 2)*(k - 1)",
        "2*(n - m - 2) + 7",
        "(n - m - 2)*(n - 1) + (r - s - 3)/3",
    ):
        assert (
            asked(lambda goal, d, budget, depth: quadratic.products(goal, d, budget), text, d)["rule"]
            == "combination"
        )
    assert ["7", []] in quadratic.products(P("2*(n - m - 2) + 7"), d, work())["terms"]
    assert quadratic.products(P("(n - m - 2)*(r - s - 4)"), d, work()) is None
    assert quadratic.products(P("n*m - n"), FREE, work()) is None
