"""Conditions and what holds at points: equations put in, ranges, and logarithms against exact powers."""

from fractions import Fraction
from operator import eq, le, lt

import mpmath
import pytest
import sympy

from symalgebra import dims
from symalgebra.errors import SymalgebraError
from symalgebra.formula import formula, read, symbol
from symalgebra.formula.logarithm import LOG2_E
from symalgebra.order.compare import steps
from symalgebra.order.conditions import equation, facts, granted, least_values, swap
from symalgebra.order.domain import MOST_CHOSEN, MOST_LOOPS, conditions
from symalgebra.order.euler import HIGH, LOW
from symalgebra.order.expression import expression
from symalgebra.order.question import STEPS

n, m, q, r = dims("n m q r")
RELATIONS = {"<=": le, "<": lt, "==": eq}


@pytest.mark.parametrize(
    "where", ["n <= m", sympy.Le(n, m), ["n <= m"], [n <= m], [True, n <= m, sympy.true]]
)
def test_a_condition_in_several_forms(where):
    found = facts(where)
    assert [str(f) for f in found.given] == ["m - n"]
    assert [(str(f), strict) for f, strict in found.tests] == [("m - n", False)]
    assert found.swapped == {}


@pytest.mark.parametrize(
    ("where", "given"),
    [
        ("n < m", "m - n - 1"),
        ("n > m", "-m + n - 1"),
        ("n >= m", "-m + n"),
        ("n/2 < m/3", "2*m - 3*n - 1"),
        ("n/2 <= m/3", "m/3 - n/2"),
        ("log2(n) < m", "m - log2(n)"),
        ("n > 7/2", "2*n - 8"),
        ("3 <= n*m", "m*n - 3"),
    ],
)
def test_strict_conditions_in_whole_numbers(where, given):
    found = facts(where)
    assert [formula(f) for f in found.given] == [formula(read(given))]
    assert found.tests[0][1] is ("<" in where.replace("<=", "") or ">" in where.replace(">=", ""))


def test_equations_are_put_into_everything():
    found = facts(["r <= n", "r = 32*q", "m >= r", "q = 2*n"])
    assert {name: str(f) for name, f in found.swapped.items()} == {"r": "64*n", "q": "2*n"}
    assert [str(f) for f in found.given] == ["-63*n", "64*n - 1", "m - 64*n", "2*n - 1"]
    assert facts(["n = n"]).given == []
    assert str(swap(formula(r) + n, found.swapped)) == "65*n"
    assert swap(formula(r) + n, {}) == formula(r) + n


@pytest.mark.parametrize("where", ["n**2 = m**2", "n = n + 1", "n/2 = m", "n = m/2", "2*n = 3*m"])
def test_what_is_no_equation_for_one_symbol(where):
    with pytest.raises(SymalgebraError, match="an equation gives one symbol"):
        facts(where)


def test_an_equation_is_for_the_symbol_that_stands_alone():
    left, right = formula(n), formula(read("3*q + 1"))
    for pair in ((left, right), (right, left)):
        name, value = equation(*pair, "")
        assert (str(name.formula()), value) == ("n", right)


def test_numbers_that_say_nothing():
    assert [granted(formula(k)) for k in (-1, 0, 1, Fraction(1, 2), Fraction(-1, 2))] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert not granted(formula(n))
    assert least_values([formula(symbol("n", 3)), formula(symbol("n")) * symbol("m", 0)]) == {"n": 3, "m": 0}
    assert facts("n <= m", {"n": 5}).given[0].free != facts("n <= m").given[0].free


def test_ranges_of_symbols():
    known = conditions(["n >= 3", "n < 40", "2*m >= 9", "3*m <= 40", "n + q <= 50"], n, m)
    assert known.ranges == {"m": (5, 13), "n": (3, 39), "q": (1, 47)}
    assert [str(f) for f in known.given] == ["-n - q + 50"]
    assert conditions(["n <= 7", "n <= 9", "n >= 2", "n >= 1"], n, 1).ranges == {"n": (2, 7)}
    assert conditions(["n <= 7", "n >= 7"], n, 1).ranges == {"n": (7, 7)}
    with pytest.raises(SymalgebraError, match="no value of n is left: at least 8 and at most 7"):
        conditions(["n <= 7", "n >= 8"], n, 1)
    assert conditions(["0 <= 1"], n, 1).given == []


@pytest.mark.parametrize(
    ("where", "ranges", "given"),
    [
        (["n >= 3"], {"m": (1, None), "n": (3, None)}, []),
        (["3*n >= 10"], {"m": (1, None), "n": (4, None)}, []),
        (["n/3 >= 2"], {"m": (1, None), "n": (6, None)}, []),
        (["3*n <= 10", "n <= 5"], {"m": (1, None), "n": (1, 3)}, []),
        (["n <= 5", "3*n <= 10"], {"m": (1, None), "n": (1, 3)}, []),
        (["2*n <= 10"], {"m": (1, None), "n": (1, 5)}, []),
        (["n**2 >= 30"], {"m": (1, None), "n": (1, None)}, ["n**2 - 30"]),
        (["n**2 >= n + 30"], {"m": (1, None), "n": (1, None)}, ["n**2 - n - 30"]),
        (["floor(n/2) >= 3"], {"m": (1, None), "n": (1, None)}, ["floor(n/2) - 3"]),
        (["n*m <= 12"], {"m": (1, 12), "n": (1, 12)}, ["-m*n + 12"]),
        (["n*m <= 12", "n <= 5", "m <= 50"], {"m": (1, 12), "n": (1, 5)}, ["-m*n + 12"]),
        (["n*m <= 12", "n >= 3"], {"m": (1, 4), "n": (3, 12)}, ["-m*n + 12"]),
        (["2 <= 3"], {"m": (1, None), "n": (1, None)}, []),
    ],
    ids=str,
)
def test_what_bounds_one_symbol_is_in_its_range(where, ranges, given):
    known = conditions(where, n, m)
    assert known.ranges == ranges
    assert [str(f) for f in known.given] == given


def test_a_point_is_inside_up_to_the_ends():
    known = conditions(["n >= 3", "n <= 5", "m >= n", "m**2 > 9"], n, m)
    inside = [(at, k) for at in range(8) for k in range(8) if known.inside({"n": at, "m": k})]
    assert inside == [(at, k) for at in (3, 4, 5) for k in range(max(at, 4), 8)]


@pytest.mark.parametrize("relation", RELATIONS)
def test_whole_numbers_against_each_other(relation):
    known = conditions([], n, m)
    for at in ((1, 2), (2, 2), (2, 1)):
        assert known.holds(dict(zip("nm", at, strict=True)), relation) is RELATIONS[relation](*at)


def test_what_is_not_surely_inside_is_outside():
    unread = read("log2(r - 6*floor(r/7) + 6*floor((r + 6)/7))")
    known = conditions([], r, n)
    assert known.least(unread, {"r": 3, "n": 1}) == -1  # a float, and nothing that the checker reads
    assert known.least(read("n/2"), {"r": 3, "n": 1}) == Fraction(1, 2)
    between = (LOW + HIGH) / 2
    for f in (LOG2_E * n - between * n, between * n - LOG2_E * n):
        assert known.least(f, {"r": 3, "n": 1}) < 0
    assert known.least(LOG2_E * n - LOW * n, {"r": 3, "n": 1}) == 0


def test_a_guess_is_no_answer_where_sides_are_near():
    known = conditions([], read("log2(n)"), read("m"))
    equal, less, more = ({"n": at, "m": 3} for at in (8, 7, 9))
    for gap, told in ((1e-9, False), (1.001e-9, True)):
        assert known.enclosed(equal, "<", gap, 1.0) is told
    assert [known.enclosed(at, "<=", 0.0, 1.0) for at in (equal, less, more)] == [True, True, False]
    assert [known.enclosed(at, "<", 0.0, 1.0) for at in (equal, less, more)] == [False, True, False]
    assert [known.enclosed(at, "==", 1.0, 1.0) for at in (equal, less, more)] == [None, False, False]
    near = conditions([], read("log2(n)"), read("n - 1"))
    assert near.holds({"n": 1}, "<") is False
    assert near.holds({"n": 1}, "<=") is True


def test_a_condition_with_a_logarithm_is_bounded_below():
    low = conditions([], r, n).least(read("log2(r)"), {"r": 3, "n": 1})
    with mpmath.workprec(200):
        gap = mpmath.log(3, 2) - mpmath.mpf(low.numerator) / low.denominator
        assert 0 < gap < mpmath.mpf(10) ** -9


def test_a_wide_gap_needs_no_enclosure(monkeypatch):
    known = conditions([], read("log2(n)"), m)
    monkeypatch.setattr(known, "margin", None)
    assert known.holds({"n": 9, "m": 9}, "<=") is known.holds({"n": 9, "m": 9}, "<") is True


def test_numbers_around_a_difference():
    low, high = conditions([], read("log2(n)"), m).margin({"n": 3, "m": 2})
    assert float(low) == pytest.approx(float(high)) == pytest.approx(0.4150375)
    assert low < high
    unread = read("log2(r - 6*floor(r/7) + 6*floor((r + 6)/7))")
    for left, right, sign in ((unread, 3, -1), (3, unread, 1)):
        known = conditions([], left, right)
        assert known.goals is None
        low, high = known.margin({"r": 3})
        assert 0.169 < sign * low < 0.171
        assert 0.169 < sign * high < 0.171


def test_one_name_is_one_symbol_on_both_sides():
    for left, right in ((symbol("n", 0), symbol("n", 3)), (symbol("n", 3), symbol("n", 0))):
        known = conditions([], left, right)
        assert known.ranges == {"n": (3, None)}
        assert known.formulas[0] == known.formulas[1]


def test_log2_of_e_stays_where_both_sides_have_it_within_logarithms():
    inner = read("log2(n + 1/log(2))")
    for left, right, stays in (
        (inner, read("log2(2*n + 1/log(2))"), True),
        (inner, n, False),
        (n, inner, False),
    ):
        known = conditions(["n >= 2"], left, right)
        assert ("'e'" in str(known.claim("<="))) is stays


def test_log2_of_e_between_its_bounds_is_not_told():
    at_end = conditions([], LOG2_E * n, HIGH * n)
    assert [at_end.enclosed({"n": 1}, relation, 0.0, 1.0) for relation in RELATIONS] == [True, None, None]
    below = Fraction(144269502, 10**8)
    assert LOW.plain() < below < float(LOG2_E.at())
    known = conditions([], LOG2_E * n, below * n)
    assert [known.holds({"n": 1}, relation) for relation in RELATIONS] == [None, None, None]
    assert known.margin({"n": 2}) == (2 * (below - HIGH.plain()), 2 * (below - LOW.plain()))
    assert conditions([], LOG2_E * n, LOW * n).holds({"n": 1}, "<=") in (None, False)


def test_a_claim_has_a_number_for_log2_of_e_that_proves_more():
    known = conditions(["n <= 9", "m**2 >= 2"], LOG2_E * n, LOG2_E * m)
    claim = known.claim("<")
    assert claim == {
        "left": expression(HIGH * n), "relation": "<", "right": expression(LOW * m),
        "domain": {"m": [1, None], "n": [1, 9]}, "given": [expression(formula(m) ** 2 - 2)],
    }  # fmt: skip
    weaker = known.claim("<", weaker=True)
    assert (weaker["left"], weaker["right"]) == (expression(LOW * n), expression(HIGH * m))


@pytest.mark.parametrize(
    ("left", "right", "far", "rough", "most"),
    [
        ("n*log2(n)", "n**2", True, True, None),
        ("2**n*log2(n)", "n", False, True, None),
        ("n", "2**n", False, False, None),
        ("floor(log2(n))", "m", False, True, None),
        ("1/log(2)", "n", False, True, None),
        ("binomial(n, m)", "n", False, False, MOST_CHOSEN),
        ("Sum(floor(n/2**i), (i, 0, m - 1))", "n", False, True, MOST_LOOPS),
    ],
)
def test_what_is_known_of_formulas(left, right, far, rough, most):
    known = conditions([], read(left), read(right))
    assert (known.far, known.rough, known.most) == (far, rough, most)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_logarithm_against_whole_numbers(relation):
    known = conditions(["n >= 1"], read("log2(n)"), read("m"))
    turned = conditions(["n >= 1"], read("m"), read("log2(n)"))
    for at in range(1, 70):
        for k in range(1, 8):
            point = {"n": at, "m": k}
            told = known.holds(point, relation), turned.holds(point, relation)
            truth = RELATIONS[relation](at, 2**k), RELATIONS[relation](2**k, at)
            assert told == truth or (at == 2**k and relation == "==" and told == (None, None))


@pytest.mark.parametrize("relation", RELATIONS)
def test_logarithms_against_each_other(relation):
    known = conditions([], read("2*log2(n) + log2(m)"), read("log2(n + 1) + log2(m + 2)"))
    for at in range(1, 30):
        for k in range(1, 30):
            less, more = at * at * k, (at + 1) * (k + 2)
            found = known.holds({"n": at, "m": k}, relation)
            assert found is RELATIONS[relation](less, more) or (found is None and less == more)


def test_conditions_with_logarithms_are_exact():
    known = conditions(["log2(n) < m", "n*log2(n) >= m"], n, m)
    for at in range(1, 40):
        for k in range(1, 12):
            inside = at < 2**k and at**at >= 2**k
            assert known.inside({"n": at, "m": k}) is inside


def test_values_too_large_for_floats_are_bounded_below():
    known = conditions([], read("n*log2(n)"), read("m"))
    shown = known.shown(read("n*log2(n + 1)"), {"n": 2**2000, "m": 1})
    with mpmath.workprec(3000):
        exact = mpmath.mpf(2) ** 2000 * mpmath.log(mpmath.mpf(2) ** 2000 + 1, 2)
        assert mpmath.mpf(shown.numerator) / shown.denominator <= exact
        assert mpmath.mpf(shown.numerator) / shown.denominator >= exact * (1 - mpmath.mpf(10) ** -6)
    assert known.shown(read("n + m"), {"n": 2, "m": 3}) == 5
    assert known.holds({"n": 2**2000, "m": 2**2010}, "<=") is False
    assert known.holds({"n": 2**2000, "m": 2**2012}, "<=") is True


def test_points_beyond_what_is_tried_stay_open():
    known = conditions([], read("binomial(n, m)"), read("2**n"))
    assert known.holds({"n": MOST_CHOSEN, "m": 1}, "<=") is True
    assert known.holds({"n": MOST_CHOSEN + 1, "m": 1}, "<=") is None
    assert known.holds({"n": 0, "m": 1}, "<=") is None


def test_original_points():
    known = conditions(["r = 32*q", "q = 2*n"], read("r*m"), read("n"))
    assert known.original({"n": 3, "m": 1}) == {"n": 3, "m": 1, "r": 192, "q": 6}
    assert known.judge("<=")({"n": 3, "m": 1, "r": 192, "q": 6}) is False


def test_the_work_of_a_question():
    assert steps(None) == STEPS
    assert steps(2.0) == (STEPS[0], (10**9, STEPS[1][1]))
