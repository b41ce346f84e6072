"""Verdicts of `compare` on the corpus, each judged in three ways: by the checker, by points, and by z3."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
import sympy
from corpus import GROUPS, corpus
from oracle import Question, Solver, claimed, smt

from symalgebra import dims
from symalgebra.errors import SymalgebraError, Undecided
from symalgebra.formula import binomial, floordiv, formula, log2, maximum, read
from symalgebra.order import Proved, Refuted, Unknown, checker, compare, crossover, growth, ratio_bounds
from symalgebra.order.compare import steps
from symalgebra.order.question import STEPS

a, b, c, d, k, m, n, q, r, s, w, x, y = dims("a b c d k m n q r s w x y")
FAST = 3  # of the corpus, one pair in so many is in the fast tier
SLOW_PAIRS = 300.0  # milliseconds that a verdict of the fast tier may take, on average


@cache
def verdict(pair):
    return compare(pair.left, pair.right, where=pair.where, relation=pair.relation)


def judge(pair, points):
    """The three ways but z3. Returns how many points were tried."""
    found = verdict(pair)
    question = Question(pair)
    assert found.check(), f"{pair}: {found} does not check"
    if isinstance(found, Unknown):
        with pytest.raises(Undecided):
            bool(found)
        return 0
    if isinstance(found, Refuted):
        return refuted(pair, found, question)
    assert pair.truth is not False, f"{pair} is false"
    certificate = json.loads(json.dumps(found.certificate))
    assert checker.accepted(certificate)
    tried = question.points(points)
    for at in tried:
        assert question.holds(at) is not False, f"{pair} is proved and false at {at}"
    for at in tried[:: max(1, len(tried) // 8)]:
        assert claimed(certificate["claim"], at) is not False, (
            f"{pair}: the certificate's claim is false at {at}"
        )
        assert inside(certificate["claim"], at), f"{pair}: the certificate leaves out {at}"
    return len(tried)


def inside(claim, at):
    """Whether a certificate's domain holds a point of the question's domain."""
    return claimed({**claim, "left": "0", "right": "0", "relation": "=="}, at) is True


def refuted(pair, found, question):
    assert pair.truth is not True, f"{pair} is true"
    at = question.completed({name: value for name, value in found.witness.items() if name in question.lows})
    assert at is not None, f"{pair}: the witness {found.witness} is outside"
    assert {name: at[name] for name in found.witness} == found.witness, (
        f"{pair}: the witness {found.witness} contradicts the conditions"
    )
    assert question.inside(at), f"{pair}: the witness {at} is outside"
    assert question.holds(at) is False, f"{pair}: the witness {at} does not refute"
    return 1


@pytest.mark.parametrize("group", GROUPS)
def test_verdicts_on_some_pairs(group):
    for pair in quick(group):
        judge(pair, 40)


def quick(group):
    """Pairs of the fast tier: short ones, evenly taken."""
    pairs = [p for p in corpus(group) if len(str(p)) < 200 and not p.open]
    return pairs[::FAST][:12]


@pytest.mark.nightly
@pytest.mark.parametrize("group", GROUPS)
def test_verdicts_on_all_pairs(group):
    for pair in corpus(group):
        judge(pair, 3000)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("group", ["floors", "polynomials", "posynomials", "boxes"])
def test_verdicts_on_other_pairs(group, seed):
    """Other seeds of the groups that are random."""
    for pair in corpus(group, seed=seed):
        judge(pair, 600)


@pytest.mark.nightly
def test_the_corpus_is_decided():
    """At least 99 of 100 pairs, and all of those in the survey of peers."""
    open_ = [str(p) for p in corpus() if isinstance(verdict(p), Unknown) and not p.open]
    assert not [text for text in open_ if text.startswith("peers")]
    assert len(open_) <= 0.01 * len(corpus()), "\n".join(open_)


def test_the_corpus_is_large_and_the_same_on_every_run():
    assert len(corpus()) >= 700
    again = corpus.__wrapped__()
    assert [str(p) for p in again] == [str(p) for p in corpus()]
    assert len(corpus("peers")) == 13


def test_the_peers_cases():
    for pair in corpus("peers"):
        assert bool(verdict(pair)) is pair.truth, str(pair)


def test_the_known_truths_of_the_corpus():
    """The oracle agrees with what the corpus says is true."""
    for pair in corpus():
        if pair.truth is True and len(str(pair)) < 200:
            question = Question(pair)
            for at in question.points(12):
                assert question.holds(at) is not False, f"{pair} is not true: {at}"


# z3


@pytest.fixture(scope="module")
def solver():
    if not Solver.available:
        pytest.skip("needs z3: pip install z3-solver")
    solver = Solver(2.0)
    yield solver
    solver.close()


def agree(solver, pairs):
    """z3 never says the opposite. Returns how many pairs both decided."""
    both = 0
    for pair in pairs:
        problem = smt(pair)
        answer = None if problem is None or len(problem) > 20_000 else solver.answer(problem)
        found = verdict(pair)
        if answer is not None and not isinstance(found, Unknown):
            both += 1
            assert answer is bool(found), f"{pair}: z3 says {answer}"
    return both


def test_z3_agrees_on_some_pairs(solver):
    assert agree(solver, [p for g in ("peers", "traps", "conditions", "boxes") for p in corpus(g)[::6]]) > 20


@pytest.mark.nightly
def test_z3_agrees(solver):
    assert agree(solver, corpus()) > 400


# The interface


def test_an_open_verdict_counts_the_points_that_were_looked_at():
    x, y = dims("x y")
    found = compare(1, (x**3 - y**2 + 7) ** 2)
    assert isinstance(found, Unknown)
    assert found.points > 500


def test_a_limit_is_the_only_thing_that_asks_for_more_work():
    assert steps(None) == STEPS
    *little, (most, step) = steps(1.0)
    assert (*little, step) == (*STEPS[:-1], STEPS[-1][1])
    assert most > 1000 * STEPS[-1][0]


def test_certificates_are_not_printed():
    """Nor do they make equal statements differ."""
    proved, (constants, _) = compare(n, n**2), growth(3 * n**2 + n, 2 * n**2).evidence
    crossed, ratio = crossover(5 * n, n**2, "n"), ratio_bounds(2 * n + 1, n)
    for found in (proved, constants, crossed, *crossed.intervals, ratio):
        assert checker.FORMAT not in repr(found)
    for found in (constants, ratio.upper):
        assert replace(found, proof=proved) == found
    assert replace(crossed, slope=proved) == crossed
    assert replace(crossed.intervals[0], evidence=()) == crossed.intervals[0]


def test_relations():
    assert compare(n, n**2)
    assert not compare(n, n**2, relation="<")
    assert compare(n, n**2 + 1, relation="<")
    assert compare(n**2, n, relation=">=")
    assert compare(n**2 + 1, n, relation=">")
    assert compare((n + 1) ** 2, n**2 + 2 * n + 1, relation="==")
    assert not compare((n + 1) ** 2, n**2 + 1, relation="==")
    with pytest.raises(SymalgebraError, match="relation"):
        compare(n, n, relation="!=")


def test_a_refutation_shows_both_sides():
    found = compare(n**2, 5 * n)
    assert isinstance(found, Refuted)
    assert found.witness == {"n": 6}
    assert (found.left, found.right) == (36, 30)
    assert found.check()
    assert "n=6" in str(found)


@pytest.mark.parametrize("big", [10, 50, 1000])
def test_the_smallest_witness(big):
    found = compare(n**2, big * n)
    assert found.witness == {"n": big + 1}


def test_arguments():
    for left in (n, formula(n), 2, Fraction(3, 2), sympy.Integer(2), n + w):
        assert compare(left, 3 * n * w)
    with pytest.raises(SymalgebraError):
        compare(1.5, n)
    with pytest.raises(SymalgebraError):
        compare("n", object())


def test_numbers_alone():
    assert compare(2, 3)
    assert not compare(3, 2)
    assert compare(Fraction(1, 2), Fraction(1, 2), relation="==")
    assert compare(3, 2).witness == {}


CONDITIONS = [
    (n, w, "n <= w"),
    (n, w, ["n <= w"]),
    (n, w, [n <= w]),
    (n, w, [n < w]),
    (n, w, [sympy.Eq(n, w)]),
    (n, w, ["n == w"]),
    (n, w, ["n = w"]),
    (32, r, ["r >= 32"]),
    (32, r, ["r > 31"]),
    (n, 3, ["n < 7/2"]),
    (4, n, ["n > 7/2"]),
    (r, 32 * q, ["r = 32*q"]),
]


@pytest.mark.parametrize(("left", "right", "where"), CONDITIONS, ids=str)
def test_conditions(left, right, where):
    found = compare(left, right, where=where)
    assert found
    assert found.check()


# Each of these was once decided wrongly


def test_a_strict_condition_on_fractions():
    """n/2 < m leaves n = m = 1, where n + 1 <= 2*m - 1 is false."""
    found = compare(n + 1, 2 * m - 1, where=["n/2 < m"])
    assert not isinstance(found, Proved)
    assert compare(n + 1, 2 * m, where=["n/2 < m"])


def test_an_equation_keeps_the_range_of_its_symbol():
    assert compare(1, r, where=["r = q - 5"])
    assert compare(6, q, where=["r = q - 5"])
    small = dims("r", min=32)
    assert compare(8, formula(q) + 0 * small, where=[sympy.Eq(small, 4 * q)])


def test_an_equation_for_a_fraction():
    """r = q/2 says that q is even: it is solved the other way round, or refused."""
    try:
        found = compare(q, 2 * floordiv(formula(q), 2), where=["r = q/2"])
    except SymalgebraError as error:
        assert "r = q/2" in str(error)  # noqa: PT017
    else:
        assert found


def test_chained_equations():
    assert compare(r, 6 * m, where=["r = 2*q", "q = 3*m"])
    assert compare(r, 6 * m, where=["q = 3*m", "r = 2*q"], relation="==")


def test_two_equations_for_one_symbol():
    try:
        found = compare(q, m, where=["r = q", "r = m"])
    except SymalgebraError as error:
        assert "r" in str(error)  # noqa: PT017
    else:
        assert found


def test_conditions_that_nothing_satisfies():
    """No point is left: proved, or an error that says so, never a witness."""
    for where in (["n >= 5", "n <= 3"], ["n >= w + 1", "w >= n + 1"], ["n <= 0"]):
        try:
            found = compare(n, 0, where=where)
        except SymalgebraError:
            continue
        assert not isinstance(found, Refuted)


def test_numbers_too_large_for_floats():
    for left, right in (
        (2**n * log2(formula(n)), 3**n * n),
        (log2(formula(n)) * 10**400, n * 10**400),
        (log2(2**n + 1), 2 * n),
    ):
        assert compare(left, right).check()


def test_floats_that_cancel_refute_nothing():
    """(n + 1)*(log2(n + 1) - log2(n)) > 1 for all n; at n = 2**48 both logarithms are one float."""
    step = log2(formula(n) + 1) - log2(formula(n))
    assert compare(1, (n + 1) * step)
    assert not isinstance(compare(0, step, relation="<"), Refuted)


def test_logarithms_beyond_floats():
    """log2(w) <= r**2 is false from w = 2**(r**2) + 1 on only."""
    found = compare(log2(formula(w)), r**2, where=["r >= 32"])
    assert isinstance(found, Refuted)
    assert found.check()
    assert found.witness["w"] > 2**1024


def test_logarithms_that_are_read_at_points_alone():
    """Their argument r + 6 if 7 does not divide r, else r, is not seen to be positive for all r."""
    f = log2(formula(r) - 6 * formula(floordiv(r, 7)) + 6 * formula(floordiv(r + 6, 7)))
    found = compare(f, 3, limit=2)
    assert isinstance(found, Refuted)
    assert found.witness == {"r": 3}
    assert found.check()
    assert isinstance(compare(f, log2(formula(r)), limit=2), Refuted)
    assert not isinstance(compare(log2(formula(r)), f, limit=2), Refuted)


def test_equality_with_logarithms():
    """log2(1) = 0: at n = 1 both sides are exactly 0."""
    assert compare(log2(formula(n)), n - 1, relation="<").witness == {"n": 1}
    assert compare(2 * log2(formula(n)), log2(formula(n) ** 2), relation="==")


def test_symbols_that_may_be_0():
    z = dims("z", min=0)
    assert not compare(1, z)
    assert compare(1, z).witness == {"z": 0}
    assert compare(0, z)
    assert compare(z, z**2)
    assert compare(2**z, 3**z)
    assert not compare(z + 1, 2 * z + formula(0) ** formula(z) - 1)
    assert compare(binomial(formula(z), 2), formula(z) ** 2)


def test_a_witness_is_inside_where_conditions_are_too_large_for_floats():
    found = compare(log2(formula(w)), r + 20, where=["w*log2(w) <= 2**20*r**3"])
    assert not isinstance(found, Refuted)


def test_a_text_does_not_raise_a_lower_bound():
    """A name in a text is the symbol of the formulas, with the least value that it has there."""
    z = dims("z", min=0)
    for where in (["z <= 5"], ["z = q - 1"], ["q = z + 1"], ["z <= q"]):
        found = compare(1, formula(z), where=where)
        assert isinstance(found, Refuted), where
        assert found.witness["z"] == 0
    small = dims("r", min=32)
    assert compare(8 + formula(small), formula(q) + small, where=["r = 4*q"])


def test_one_name_with_two_lower_bounds():
    """The domain is where both hold."""
    assert compare(2, formula(dims("n", min=0)) + dims("n", min=3) - 4)


def test_a_time_limit_ends_with_a_verdict():
    hard = read("x**4*y**2 + x**4*z**2 + x**2*y**4 + x**2*z**4 + y**4*z**2 + y**2*z**4 + x*y*z")
    easy = read("x**6 + y**6 + z**6 + 3*x**2*y**2*z**2")
    for limit in (0.0, 0.3):
        assert compare(hard, easy, limit=limit).check()


def test_verdicts_are_the_same_every_time():
    for text in (
        "3*n <= n**2 + 2",
        "floor(r/2) + floor(m/3) <= r*m",
        "n*log2(n) <= n**2",
        "max(n, w) <= n*w",
    ):
        left, right = map(read, text.split("<="))
        first, second = compare(left, right), compare(left, right)
        assert json.dumps(first.certificate) == json.dumps(second.certificate)


def test_unknown_says_what_was_tried():
    found = compare(1, (x**3 - y**2 + 7) ** 2)
    assert isinstance(found, Unknown)
    assert found.check()
    assert found.tried
    assert found.strongest == "y <= 1"
    assert compare(1, (x**3 - y**2 + 7) ** 2, where=[found.strongest])
    assert "such as y <= 1, a value for x or y, or more time" in found.hint
    assert found.claim in str(found)
    assert found.explain().splitlines()[2] == "Proved: where y <= 1."
    assert found.explain(latex=True).splitlines()[2] == r"Proved: where $y \le 1$."
    with pytest.raises(Undecided, match=r"undecided.*may help"):
        bool(found)


def test_where_nothing_helps_there_is_no_hint():
    found = compare(x ** Fraction(1, 2), x)
    assert "outside the class" in found.tried
    assert found.hint == found.strongest == ""
    assert str(found).endswith("compared.")
    assert len(found.explain().splitlines()) == 2


def test_a_certificate_is_plain_data():
    found = compare(maximum(formula(n), formula(w)), n + w)
    again = json.loads(json.dumps(found.certificate))
    assert again == found.certificate
    assert checker.accepted(again)
    assert again["format"] == checker.FORMAT
