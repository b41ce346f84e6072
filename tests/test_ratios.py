"""The best constants between two formulas, by an oracle in place of proofs, and what is told of them."""

import sys
from fractions import Fraction
from types import SimpleNamespace

import pytest

from symalgebra.errors import SymalgebraError, Undecided
from symalgebra.formula import formula, read, symbol
from symalgebra.order import ratio_bounds
from symalgebra.order.clock import Late, within
from symalgebra.order.domain import conditions
from symalgebra.order.question import GLANCE, STEPS
from symalgebra.order.ratio import LONGEST, ROUNDS, Bound, RatioBounds, endless, greatest, vanishing
from symalgebra.order.verdict import Proved, Refuted, Unknown

room = sys.modules["symalgebra.order.ratio"]
n, w = formula(symbol("n")), formula(symbol("w"))
PROOF = Proved("", {})
OPEN = Unknown("", "")


@pytest.fixture
def asked(monkeypatch):
    """The questions, each as (left, right, conditions, relation, work); an oracle answers them."""
    met = []

    def set_oracle(oracle):
        def answer(*question):
            met.append(question)
            return oracle(*question)

        monkeypatch.setattr(room, "asked", answer)
        return met

    return set_oracle


# Points


@pytest.mark.parametrize(
    ("f", "g", "where", "at", "expected"),
    [
        ("n", "n + 1", ["n <= 5"], 3, Fraction(3, 4)),
        ("n", "n + 1", ["n <= 5"], 5, Fraction(5, 6)),
        ("n", "n + 1", ["n <= 5"], 6, None),
        ("n/2", "5", [], 3, Fraction(3, 10)),
        ("n", "n - 3", [], 3, None),
        ("log2(n)", "n", [], 3, None),
        ("n", "log2(n)", [], 3, None),
        ("2**n", "1", [], 2_999, 2**2_999),
        ("2**n", "1", [], 3_000, None),
        ("2**(n + 10)", "2**n", [], LONGEST - 11, 2**10),
        ("2**(n + 10)", "2**n", [], LONGEST - 10, None),
    ],
)
def test_the_ratio_at_a_point(f, g, where, at, expected):
    assert room._ratio(conditions(where, read(f), read(g)), {"n": at}) == expected


def test_the_greatest_and_the_least_ratio_of_a_sample():
    known = conditions([], n + 3, n)
    assert room._sampled(known, 1) == (4, {"n": 1})
    assert room._sampled(known, -1) == (1 + Fraction(3, 10**19 + 1), {"n": 10**19 + 1})
    assert room._sampled(conditions([], n, n), 1) == room._sampled(conditions([], n, n), -1) == (1, {"n": 1})
    assert room._sampled(conditions(["n >= 3", "n <= 3"], n, n - 3), 1) == (None, None)


# The search, by an oracle


def bound(f, g, side, where=()):
    return room._bound(f, g, list(where), side, GLANCE)


def test_the_greatest_ratio_at_a_point_is_proved(asked):
    met = asked(lambda *question: PROOF)
    assert bound(n + 3, n, 1, ["n >= 2"]) == Bound(Fraction(5, 2), Fraction(5, 2), {"n": 2}, PROOF)
    assert met == [(n + 3, n * Fraction(5, 2), ["n >= 2"], "<=", GLANCE)]
    met.clear()
    assert bound(n, n + 3, -1) == Bound(Fraction(1, 4), Fraction(1, 4), {"n": 1}, PROOF)
    assert met == [((n + 3) / 4, n, [], "<=", GLANCE)]


def test_a_limit_is_guessed(asked):
    """The ratio 2 - 2/(n + 1) is refuted as a bound where it is attained; none is attained at 2."""
    met = asked(lambda left, right, *_: PROOF if right == 2 * n + 2 else OPEN)
    found = bound(2 * n, n + 1, 1)
    assert (found.value, found.attained, found.exact) == (2, None, False)
    assert found.best == 2 - Fraction(2, 10**19 + 2)
    assert len(met) == 2


@pytest.mark.parametrize(
    ("side", "best", "values"),
    [
        (1, Fraction(2), [2, 2, "2.002", "2.1", 3, 8, 64, 2048]),
        (-1, Fraction(-2), [-2, -2, "-2.002", "-2.1", -3, -8, -64, -2048]),
        (-1, Fraction(2), [2, 2, "1.998", "1.9", 1, -4, -60, -2044]),
    ],
)
def test_constants_are_loosened_until_one_is_proved(asked, monkeypatch, side, best, values):
    monkeypatch.setattr(room, "_sampled", lambda known, side: (best, {"n": 1}))
    values = [Fraction(value) for value in values]
    met = asked(lambda *question: OPEN)
    assert bound(n, formula(1), side) is None
    assert [question[side > 0] for question in met] == values
    for value in values[2:]:
        asked(lambda *question, value=value: PROOF if question[side > 0] == value else OPEN)
        assert bound(n, formula(1), side) == Bound(value, best, None, PROOF)


def refutations(ratios):
    """Each value is refuted where the ratio n is the next of some, the others are proved."""

    def answer(left, right, *_):
        value = right.plain()
        return Refuted("", {"n": ratios[value]}, 0, 0, None) if value in ratios else PROOF

    return answer


def test_what_is_refuted_moves_the_constant_to_the_witness(asked, monkeypatch):
    monkeypatch.setattr(room, "_sampled", lambda known, side: (Fraction(3), {"n": 3}))
    asked(refutations({3: 5, 5: 9}))
    assert bound(n, formula(1), 1) == Bound(Fraction(9), Fraction(9), {"n": 9}, PROOF)
    met = asked(refutations({k: k + 1 for k in range(3, 3 + ROUNDS)}))
    met.clear()
    assert bound(n, formula(1), 1).value == 3 + ROUNDS
    assert len(met) == ROUNDS + 1


def test_a_witness_that_is_no_better_ends_the_round(asked, monkeypatch):
    """Nor does a guess that is refuted lower what points are known to allow."""
    monkeypatch.setattr(room, "_sampled", lambda known, side: (Fraction(7_001, 1_000), {"n": 1}))
    monkeypatch.setattr(room, "_ratio", lambda known, point: point["n"] and Fraction(point["n"]))
    monkeypatch.setattr(room, "_rounded", lambda value: Fraction(6))
    asked(lambda left, right, *_: Refuted("", {"n": 7}, 0, 0, None) if right.plain() < 8 else PROOF)
    assert bound(n, formula(1), 1).best == Fraction(7_001, 1_000)
    monkeypatch.setattr(room, "_ratio", lambda known, point: None)
    assert bound(n, formula(1), 1).best == Fraction(7_001, 1_000)
    monkeypatch.setattr(room, "_ratio", lambda known, point: Fraction(7_001, 1_000))
    met = asked(lambda left, right, *_: Refuted("", {"n": 7}, 0, 0, None) if right.plain() < 7.003 else PROOF)
    met.clear()
    assert bound(n, formula(1), 1).best == Fraction(7_001, 1_000)
    assert len(met) == 3


def test_no_constant_without_a_ratio(asked):
    met = asked(lambda *question: PROOF)
    assert bound(read("log2(n + 2)/log2(n + 1)"), formula(1), 1, ["n >= 2", "n <= 2"]) is None
    assert met == []


def test_what_takes_too_long_has_no_constant(asked):
    def late(*question):
        raise Late

    asked(late)
    assert room._timely(n, n + 1, [], 1) is None


# Both constants


def test_a_ratio_without_end_has_no_constant_above():
    assert (endless(n**2, n, []), endless(n, n**2, []), endless(n, n + 1, [])) == (True, False, False)
    assert not endless(n**2, n, ["n <= 9"])
    assert endless(n, w, [])
    found = ratio_bounds(n**2, n)
    assert (found.lower.value, found.upper) == (1, None)
    assert found.check()
    assert str(found) == "1 <= (n**2)/(n) <= ?"


def test_the_sides_of_constants(monkeypatch):
    met = []
    monkeypatch.setattr(room, "_timely", lambda f, g, where, side, work=STEPS: met.append((side, work)))
    ratio_bounds(n + 3, n + 1)
    assert greatest(n + 3, n, [], GLANCE) is None
    assert met == [(1, STEPS), (-1, STEPS), (1, GLANCE)]


def test_of_what_growth_says_nothing_there_is_a_bound(monkeypatch):
    def refused(*arguments, **options):
        raise SymalgebraError

    monkeypatch.setattr(room, "growth", refused)
    assert not endless(n**2, n, [])


def test_what_vanishes_far_out_has_0_below():
    found = ratio_bounds(n, n**2 + 2)
    assert (found.lower.value, found.lower.best, found.lower.attained) == (0, 0, None)
    assert found.upper.value == Fraction(1, 3)
    assert vanishing(n - 2, n**2, []) is None
    below = ratio_bounds(n - 2, n**2)
    assert (below.lower.value, below.lower.attained) == (-1, {"n": 1})
    assert vanishing(n - 2, n**2, ["n >= 2"]).exact


def test_a_ratio_to_what_is_not_positive_is_refused():
    for where in ([], "n >= 2", ["n >= 3"]):
        with pytest.raises(
            SymalgebraError, match="the ratio to n - 3: it is not positive on the whole domain"
        ):
            ratio_bounds(1, n - 3, where)
    assert ratio_bounds(1, n - 3, "n >= 4").upper.value == ratio_bounds(1, n - 3, ["n >= 4"]).upper.value == 1
    with pytest.raises(Undecided):
        ratio_bounds(1, (n**3 - w**2 + 7) ** 2, limit=0.0)


def test_the_greatest_ratio_where_it_is_known():
    assert greatest(n + 3, n, [], GLANCE).value == 4
    assert greatest(n + 3, n - 1, [], GLANCE) is None
    assert greatest(n**2, n, [], GLANCE) is None
    assert greatest(formula(-1), formula(-1), [], GLANCE) is None


def test_all_the_work_is_allowed_to_both(asked):
    met = asked(lambda *question: PROOF)
    ratio_bounds(n + 3, n + 1, "n >= 2")
    assert met == [
        (0, n + 1, ["n >= 2"], "<", STEPS),
        (n + 3, (n + 1) * Fraction(5, 3), ["n >= 2"], "<=", STEPS),
        ((n + 1) * (1 + Fraction(2, 10**19 + 3)), n + 3, ["n >= 2"], "<=", STEPS),
    ]


# What is told


def shown(value, best):
    return room._shown(Bound(value, best, None, PROOF))


def test_constants_in_words():
    assert room._shown(None) == "?"
    assert shown(Fraction(7, 3), Fraction(7, 3)) == "7/3"
    assert shown(Fraction(2), Fraction(7, 4)) == "2 (the best constant is not beyond 7/4)"
    assert room._written(Fraction(10**23)) == "1" + 23 * "0"
    assert room._written(Fraction(-(10**24) + 1)) == "about -1e+24"
    assert room._written(Fraction(sys.float_info.max)).startswith("17976")
    assert room._written(Fraction(1, 3 * 10**30)) == "about 3.33333e-31"
    assert room._written(Fraction(10**400, 3)).startswith("1000")
    assert room._written(Fraction(-(10**400))).startswith("-1000")
    assert room._rounded(Fraction(10**6 + 1, 3 * 10**6)) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("lower", "upper", "checks"),
    [(True, True, True), (None, True, True), (True, None, True), (False, True, False), (True, False, False)],
)
def test_both_proofs_are_checked(lower, upper, checks):
    one, other = (
        None if found is None else SimpleNamespace(proof=SimpleNamespace(check=lambda found=found: found))
        for found in (lower, upper)
    )
    assert RatioBounds(n, w, one, other).check() is checks


def test_without_time_there_are_no_constants():
    with within(-1):
        assert room._timely(n, n + 1, [], 1) is None
