"""Squares, products of neighbours and quadratic forms: which are found, and what they are worth."""

from fractions import Fraction

import pytest
from test_cases import TWO, asked, work
from test_facts import under
from test_rules import FREE, domain, polynomial

from symalgebra.order import checker
from symalgebra.order.proof import consecutive, quadratic, squares
from symalgebra.order.proof.budget import Budget, Exhausted
from symalgebra.order.proof.chains import by_order, gap, known
from symalgebra.order.proof.congruent import best, congruent, over, rooted, written
from symalgebra.order.proof.consecutive import around, divisors, less, pair, ratios, split, value
from symalgebra.order.proof.falling import newton, positive
from symalgebra.order.proof.flat import collected
from symalgebra.order.proof.homogeneous import homogeneous
from symalgebra.order.proof.hypotheses import conditions, ends
from symalgebra.order.proof.notation import spelled
from symalgebra.order.proof.program import program
from symalgebra.order.proof.quadratic import completed, gram, neighbours, root, rows
from symalgebra.order.proof.squares import around as gaps
from symalgebra.order.proof.squares import candidates, factored, hypotheses, moved


def monomial(text):
    ((m, c),) = polynomial(text, FREE).items()
    assert c == 1
    return m


def named(m):
    """A product of symbols as a text."""
    return "*".join(a[1] if e == 1 else f"{a[1]}**{e}" for a, e in sorted(m)) or "1"


def told(p):
    return " + ".join(f"{c}*{named(m)}" for m, c in sorted(p.items(), key=spelled))


def P(text, d=FREE):
    return polynomial(text, d)


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
    assert ", ".join(f"{kind} {named(t)} {told(s)}" for kind, t, s in found) == expected


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
    assert [(told(p), len(refs)) for refs, p in found] == [("1*n**2", 2)]
    for text in ("n**2 - 6*n + 9", "n**2*m - 6*n*m + 9*m", "n**2 - 4*n*m + 4*m**2"):
        shifted = moved(P(text, d), lows)
        for refs, p in (*candidates(shifted, lows, d), *gaps(P(text, d), shifted, lows, d)):
            here = checker.product_of([h.poly for h in refs])
            assert here == moved_back(p, lows)


def test_squares_for_negative_terms_alone():
    lows = {a: next(iter(ends(a, FREE))) for a in (("sym", "m"), ("sym", "n"))}
    assert [told(p) for _, p in candidates(P("n**2*m/2"), lows, FREE)] == ["1*m*n**2"]


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
    assert ([(c, told(row)) for c, row in result[0]], result[1]) == (found, left)
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
    assert [told(form) for form in quadratic.forms(P(text), work())] == expected


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


# Residues


ROOTED = [
    ("(n**2 - 2*m**2 + 1)**2 - 1", 4, "1*m**2 + -1/2*n**2 + -1/2*1", -1), ("4*(n - m)**2 + 3", 4, "1*m + -1*n", 3), ("2*n**2", 2, "1*n", 0),
    ("n**2 + n", 1, "1*n + 1/2*1", Fraction(-1, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "c", "p", "r"), ROOTED, ids=[row[0] for row in ROOTED])
def test_one_square_and_a_number(text, c, p, r):
    ((scale, form),), left = rooted(P(text), work())
    assert (scale, told(form), left) == (c, p, r)


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
