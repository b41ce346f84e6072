"""What is said of a growth, as text and in LaTeX, sentence by sentence; and growth on a whole domain."""

from dataclasses import replace
from fractions import Fraction
from textwrap import dedent

import pytest
from asking import value

from symalgebra.errors import Undecided
from symalgebra.order.asymptotics import growth as growth_room
from symalgebra.order.asymptotics.growth import growth
from symalgebra.order.asymptotics.proved import Writer
from symalgebra.order.asymptotics.sides import Half

PLAIN, LATEX = Writer(), Writer(latex=True)
ONE, TWO = value("n"), value("n + 1")


def grown(text, *where, by=None, uniform=False):
    f, g = text.split(" | ")
    return growth(value(f), value(g), by, list(where), uniform)


UNDECIDED = "undecided: w**n beside 2**n as n -> oo: no weights and no ray were found"


# How formulas are written

PRODUCTS = [
    ((1, ONE), "n", "n"),
    ((ONE, 1), "n", "n"),
    ((2, ONE), "2*n", "2 n"),
    ((2, TWO), "2*(n + 1)", r"2\,(n + 1)"),
    ((1, TWO), "n + 1", "n + 1"),
    ((ONE, ONE), "n*n", r"n\,n"),
    ((TWO, ONE), "(n + 1)*n", r"(n + 1)\,n"),
    ((TWO, 1, TWO), "(n + 1)*(n + 1)", r"(n + 1)\,(n + 1)"),
    ((3, 1), "3", "3"),
    ((1, 1), "1", "1"),
    ((1,), "1", "1"),
]


@pytest.mark.parametrize(
    ("factors", "text", "latex"), PRODUCTS, ids=[f"{k}: {text}" for k, (_, text, _) in enumerate(PRODUCTS)]
)
def test_products(factors, text, latex):
    assert (PLAIN.times(*factors), LATEX.times(*factors)) == (text, latex)


def test_powers_and_quotients():
    powers = [(ONE, Fraction(1)), (TWO, Fraction(1, 2))]
    assert PLAIN.product(powers) == "(n) * (n + 1)**(1/2)"
    assert LATEX.product(powers) == r"(n) \cdot (n + 1)^{1/2}"
    assert PLAIN.over("a", powers) == "a / (n) / (n + 1)**(1/2)"
    assert LATEX.over("a", powers) == r"\frac{a}{(n) \cdot (n + 1)^{1/2}}"
    assert (PLAIN.power("c"), LATEX.power("c")) == ("**c", "^{c}")


def test_relations():
    assert (PLAIN.tends("n"), LATEX.tends("n")) == ("n -> oo", r"$n \to \infty$")
    assert (PLAIN.tends("n", "0"), LATEX.tends("n", "0")) == ("n -> 0", r"$n \to 0$")
    assert (PLAIN.big(TWO), LATEX.big(TWO)) == ("O(n + 1)", "$O(n + 1)$")
    several = [("n", ">=", 3), ("w", "=", TWO)]
    assert (PLAIN.list(several), LATEX.list(several)) == ("n >= 3, w = n + 1", r"$n \ge 3$, $w = n + 1$")
    names = ("o", "O", "Theta", "Omega", "omega", "incomparable", "undecided")
    assert [PLAIN.related(name, ONE, TWO) for name in names] == [
        *(f"n = {name}(n + 1)" for name in names[:5]),
        "neither of n and n + 1 is O of the other",
        "undecided: n beside n + 1",
    ]
    assert [LATEX.related(name, ONE, TWO) for name in names] == [
        *(f"$n = {name}(n + 1)$" for name in "oO"),
        *(f"$n = \\{name}(n + 1)$" for name in names[2:5]),
        "neither of $n$ and $n + 1$ is O of the other",
        "undecided: $n$ beside $n + 1$",
    ]


CLAIMS = [
    ("2*n | n + 1", {}, "2*n = Theta(n + 1) as n -> oo, limit 2"),
    ("n | n**2", {}, "n = o(n**2) as n -> oo"),
    ("n**2 | n", {}, "n**2 = omega(n) as n -> oo"),
    ("x*y | x**2 + y**2", {}, "x*y = O(x**2 + y**2) as x, y -> oo"),
    ("n | n + 1", {"uniform": True}, "n = Theta(n + 1) on the whole domain"),
    ("2 | 3", {}, "2 = Theta(3) at every point, limit 2/3"),
    ("w**n | 2**n", {"by": "n"}, f"{UNDECIDED}; state more about w"),
    ("2**x | 2**y", {}, "neither of 2**x and 2**y is O of the other as x, y -> oo"),
    ("max(x, y) | x + y", {}, "Max(x, y) = Theta(x + y) as x, y -> oo"),
]
CLAIMS_IN_LATEX = {
    "2*n | n + 1": r"$2 n = \Theta(n + 1)$ as $n \to \infty$, limit $2$",
    "n | n**2": r"$n = o(n^{2})$ as $n \to \infty$",
    "n**2 | n": r"$n^{2} = \omega(n)$ as $n \to \infty$",
    "x*y | x**2 + y**2": r"$x y = O(x^{2} + y^{2})$ as $x, y \to \infty$",
    "n | n + 1": r"$n = \Theta(n + 1)$ on the whole domain",
    "2 | 3": r"$2 = \Theta(3)$ at every point, limit $\frac{2}{3}$",
    "w**n | 2**n": r"undecided: $w^{n}$ beside $2^{n}$ as $n \to \infty$",
}


@pytest.mark.parametrize(("question", "options", "text"), CLAIMS, ids=[case[0] for case in CLAIMS])
def test_claims(question, options, text):
    found = grown(question, **options)
    assert str(found) == PLAIN.claim(found) == text
    if question in CLAIMS_IN_LATEX:
        assert LATEX.claim(found) == CLAIMS_IN_LATEX[question]


# Whole accounts

TOLD = {
    "3*n*w + 1 | n*w": """
        3*n*w + 1 = O(n*w), term by term:
          n is a term of both sides
        n*w = O(3*n*w + 1), term by term:
          n is a term of both sides
        Proved inequalities, from which 3*n*w + 1 = Theta(n*w) follows:
          3*n*w + 1 <= 6*n*w for n >= 1.
          n*w <= 1/3*(3*n*w + 1) for n >= 1.
          n*|1| <= 1/w*n*w for n >= 1: the limit is 3.""",
    "n**(1/2) | n": """
        n**(1/2) = o(n), term by term:
          n**(1/2) beside n: the quotient is n**(1/2) -> oo
        n is not O(n**(1/2)): along n = t the quotient is at least of order t**(1/2) -> oo.
        No constants were proved.""",
    "w**n | 2**n": """
        Whether w**n = O(2**n) is open: no weights and no ray were found.
        Whether 2**n = O(w**n) is open: no weights and no ray were found.
        No constants were proved.""",
}
IN_LATEX = {
    "3*n*w + 1 | n*w": r"""
        $3 n w + 1 = O(n w)$, term by term:
          $n$ is a term of both sides
        $n w = O(3 n w + 1)$, term by term:
          $n$ is a term of both sides
        Proved inequalities, from which $3 n w + 1 = \Theta(n w)$ follows:
          $3 n w + 1 \le 6 n w$ for $n \ge 1$.
          $n w \le \frac{1}{3}\,(3 n w + 1)$ for $n \ge 1$.
          $n\,|1| \le \frac{1}{w}\,n w$ for $n \ge 1$: the limit is $3$.""",
    "n | n**2": r"""
        $n = o(n^{2})$, term by term:
          $n$ beside $n^{2}$: the quotient is $n \to \infty$
        $n^{2}$ is not $O(n)$: along $n = t$ the quotient is at least of order $t \to \infty$.
        Proved inequalities, from which $n = o(n^{2})$ follows:
          $n\,n \le n^{2}$ for $n \ge 1$, $n \to \infty$.""",
}


@pytest.mark.parametrize(("text", "latex"), [*((t, False) for t in TOLD), *((t, True) for t in IN_LATEX)])
def test_accounts(text, latex):
    lines = (
        grown(text, by="n").explain(latex).split("\n", 1)[1].replace(r"$t^{\frac{1}{2}} \to \infty$", "OF_T")
    )
    assert lines == dedent((IN_LATEX if latex else TOLD)[text]).strip()


def test_an_account_with_conditions_and_rays():
    lines = grown("x*y | y**2", "x <= y").explain().splitlines()
    assert lines[2:6] == [
        "  x*y beside y**2, which is at least (y**2) (weighted means):",
        "    (y**2) / (x*y) / (y/x) = 1",
        "    y/x is bounded below by a condition",
        "y**2 is not O(x*y): along x = t, y = 2**t the quotient is at least of order 2**t/t -> oo.",
    ]
    assert lines[-1] == "  t*x*y <= 8*y**2 along x = t, y = 2**t for t >= 1, t -> oo."
    lines = grown("x*y*log2(x) | (x**2 + y**2)*log2(y)").explain().splitlines()
    assert (
        lines[4]
        == "    log2(y)/log2(x) is bounded below: x > y**c, for a large c, lets other means win by far"
    )


def test_an_account_of_a_quotient_that_is_bounded_below():
    found = grown("2**n | w**n", "w >= 2", by="n")
    quotients = (
        "2**n beside w**n: the quotient is w**n/2**n",
        r"$2^{n}$ beside $w^{n}$: the quotient is $\frac{w^{n}}{2^{n}}$",
    )
    for latex, text in enumerate(quotients):
        assert found.explain(bool(latex)).splitlines()[2] == f"  {text}, which is bounded below"


def test_an_account_of_a_whole_domain():
    lines = grown("n + 5 | n", uniform=True).explain().splitlines()
    assert lines[2:4] == ["  6 = Theta(1) at every point", "  n + 5 = Theta(n) at every point"]
    assert lines[-2:] == [
        "  n + 5 <= 6*n everywhere.",
        "  n <= n + 5 everywhere.",
    ]
    lines = grown("w*n | w*n*log2(w)", uniform=True).explain().splitlines()
    assert lines[1] == "Every symbol has its least value, is a constant above that, or grows; in each case:"
    assert lines[2:4] == ["  1 = Omega(0) at every point", "  w = Theta(w*log2(w)) at every point"]


# Relations


def test_the_strongest_relation_that_is_proved():
    found = grown("n | n")
    yes, no, open_, small = found.upper, Half(False), Half(None), grown("n | n**2").upper
    relations = [
        (small, yes, "o"),
        (yes, small, "omega"),
        (yes, yes, "Theta"),
        (yes, no, "O"),
        (yes, open_, "O"),
        (no, yes, "Omega"),
        (open_, yes, "Omega"),
        (no, no, "incomparable"),
        (no, open_, "undecided"),
        (open_, no, "undecided"),
        (open_, open_, "undecided"),
    ]
    for upper, lower, relation in relations:
        assert replace(found, upper=upper, lower=lower).relation == relation
    assert [replace(found, by=(), upper=small, lower=half).relation for half in (yes, no)] == ["Theta", "O"]
    whole = grown("n | n**2", uniform=True)
    assert (whole.relation, whole.cells[-1].relation) == ("O", "o")


def test_constants_are_told_without_their_proofs():
    first, second = grown("3*n*w + 1 | n*w", by="n").evidence
    assert str(first) == "3*n*w + 1 <= 6*n*w for n >= 1"
    assert replace(first, proof=second.proof) == first
    assert "proof" not in repr(first)
    whole = grown("n + 5 | n", uniform=True)
    assert str(whole.evidence[0]) == "n + 5 <= 6*n for all values"


# The whole domain


def test_a_condition_takes_cells_away():
    """1/(x + y - 2) has no bound at x = y = 1, where x + y >= 3 fails; beyond it has one."""
    assert grown("1 | x + y - 2", "x + y >= 3", uniform=True).upper.holds
    assert not grown("1 | x + y - 2", uniform=True).upper.holds
    assert not grown("x | 1", "x + y >= 3", uniform=True).upper.holds
    assert grown("x | y", "x <= y", uniform=True).upper.holds
    assert len(grown("x | y", "x <= y", uniform=True).cells) == 6


def test_cells_of_a_domain():
    cells = grown("n*w | n", uniform=True).cells
    assert [cell.by for cell in cells] == [(), (), ("w",), (), (), ("w",), ("n",), ("n",), ("n", "w")]
    assert [str(cell.left) for cell in cells[:3]] == ["1", "w", "w"]
    assert {s.low for s in cells[1].left.free} == {2}
    names = [f"x{k}" for k in range(6)]
    assert next(growth_room._cells(value("+".join(names)), value("1"), tuple(names), ())).by == ()
    many = " + ".join(f"x{k}" for k in range(7))
    with pytest.raises(Undecided, match="7 symbols make more than 729 cells"):
        growth(value(many), value("x0"), uniform=True)
    assert growth_room.MOST_CELLS == 3**6


HALVES = [
    ("0", "0", True),
    ("n", "n", True),
    ("n", "n - n", False),
    ("n - 1", "n - n", None),
    ("1", "n - 1", None),
]


@pytest.mark.parametrize(("f", "g", "expected"), HALVES)
def test_where_nothing_grows(f, g, expected):
    """f <= C*g at every point, for a C that may depend on it, where g > 0 or f = 0."""
    found = growth_room._half_at(value(f), value(g))
    assert found.holds is expected
    assert bool(found.reason) == (expected is None)
    assert (found.ray is not None) == (expected is False)


def test_cells_are_joined():
    yes, no, open_ = grown("n | n").upper, Half(False), Half(None, reason="open")
    joined = growth_room._joined
    assert joined([yes, open_, no]) is no
    assert joined([yes, open_]) is open_
    assert joined([yes, yes]).means == yes.means * 2
