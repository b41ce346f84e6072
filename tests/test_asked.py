"""One question: what is tried, in which order, with how much work, and what each failure leaves open."""

import pytest

from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, read, symbol
from symalgebra.order.checker import MOST, Rejected
from symalgebra.order.clock import Late, within
from symalgebra.order.domain import conditions
from symalgebra.order.lemmas import Lemmas, above
from symalgebra.order.points import first
from symalgebra.order.proof.budget import Exhausted
from symalgebra.order.proof.search import DEEPEST, Counterexample
from symalgebra.order.question import GLANCE, LATE, LITTLE, STEPS, Question, asked
from symalgebra.order.verdict import SOME, Proved, Refuted, Unknown

n = formula(symbol("n"))
KNOWN = conditions([], 5 * n, n**2)


class Failing(Question):
    """A question of which an attempt raises something, or finds it."""

    found = None

    def attempts(self):
        if isinstance(self.found, BaseException):
            raise self.found
        yield None
        yield self.found


def failing(found, relation="<="):
    question = Failing(KNOWN, relation)
    question.found = found
    return question.verdict()


FAILURES = {
    "no rule": (None, "no combination of the known rules proves it", SOME),
    "work": (Exhausted(), "the work allowed for one question was used up", SOME),
    "time": (Late(), LATE, SOME),
    "a class": (NoClosedForm("roots"), "roots", ""),
    "depth": (RecursionError(), "the terms are nested too deeply", ""),
    "a denominator": (
        Rejected("a denominator is not proved positive"),
        "a denominator is not proved positive",
        "a condition (where) or values under which denominators are positive may help",
    ),
    "another refusal": (Rejected("no rule"), "no rule", SOME),
    "a point that is none": (Counterexample({"n": 5}), "a point was found that could not be confirmed", SOME),
}


@pytest.mark.parametrize("name", FAILURES)
def test_what_is_left_open(name):
    found, tried, hint = FAILURES[name]
    assert failing(found) == Unknown("5*n <= n**2", tried, hint)


def test_what_is_found():
    proof = Proved("", {})
    assert failing(proof) is proof
    refuted = failing(Counterexample({"n": 4}))
    assert isinstance(refuted, Refuted)
    assert (refuted.witness, refuted.left, refuted.right) == ({"n": 1}, 5, 1)
    assert failing(Counterexample({"n": 5}), "<").witness == {"n": 1}


class Told(Question):
    """A question that notes what it tries."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.tried = []

    def screened(self, points):
        self.tried.append(sum(1 for _ in points))

    def by_lemmas(self):
        self.tried.append("lemmas")

    def proved(self, steps, depth):
        self.tried.append((steps, depth))


def test_what_is_tried_one_after_the_other():
    question = Told(conditions(["n <= 90"], n, (n**2 - 5000) ** 2), "<=")
    assert isinstance(question.verdict(), Unknown)
    assert question.tried == [4, "lemmas", (GLANCE, DEEPEST), 47, (STEPS[:1], 0), 90, 2, 0, (STEPS[1:], 0)]


@pytest.mark.parametrize("count", [MOST["symbols"], MOST["symbols"] + 1])
def test_the_number_of_symbols(count):
    symbols = [symbol(f"x{k}") for k in range(count)]
    found = asked(0, sum(map(formula, symbols)), [], "<=", LITTLE)
    if count <= MOST["symbols"]:
        assert isinstance(found, Proved)
        return
    assert (found.tried, found.hint) == ("there are 65 symbols; 64 at most are compared", "")
    assert found.points == len(list(first(dict.fromkeys(range(count), (1, None)))))


def test_points_at_which_a_claim_is_true_are_counted():
    question = Question(conditions(["n >= 3", "n <= 9"], 5 * n, n**2), "<=")
    assert question.screened({"n": k} for k in (5, 6, 10, 2, 9)) is None
    assert question.points == 3
    assert question.screened([{"n": 7}, {"n": 4}, {"n": 8}]).witness == {"n": 3}
    assert question.points == 4
    assert question.refuted({"n": 5}) is question.refuted({"n": 2}) is None


class Certifying:
    """A claim that is proved, or not, with so much work."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []

    def certified(self, budget, depth):
        self.asked.append((budget.units, budget.leaf, depth))
        found = self.answers[budget.units]
        if found is Exhausted:
            raise found
        return found


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({1: {}, 2: Exhausted, 3: Exhausted}, {}),
        ({1: Exhausted, 2: None, 3: {}}, {}),
        ({1: None, 2: Exhausted, 3: None}, None),
        ({1: {}}, {}),
        ({1: None, 2: None, 3: Exhausted}, Exhausted),
        ({1: Exhausted}, Exhausted),
    ],
)
def test_a_certificate_in_short_steps_or_in_longer_ones(answers, found):
    """That the last work allowed is used up is said, that of other steps is not."""
    steps = tuple((units, 10 * units) for units in answers)
    question = Question(KNOWN, "<=", steps)
    claim = question.__dict__["claim"] = Certifying(answers)
    if found is Exhausted:
        with pytest.raises(Exhausted):
            question.certificate(steps, 7)
    else:
        assert question.certificate(steps, 7) == found
    assert claim.asked == [(units, 10 * units, 7) for units in range(1, len(claim.asked) + 1)]
    assert question.certificate((), 0) is None


def test_what_is_exhausted_before_the_last_step_is_left():
    question = Question(KNOWN, "<=", ((1, 10), (2, 20)))
    question.__dict__["claim"] = Certifying({1: Exhausted})
    assert question.certificate(((1, 10),), 0) is None


def test_a_proof_that_the_checker_refuses_is_none():
    question = Question(KNOWN, "<=")
    assert question.confirmed(None, lambda certificate: False) is None
    assert question.confirmed({"a": 1}, lambda certificate: True) == Proved("5*n <= n**2", {"a": 1})
    with pytest.raises(Rejected, match="does not accept"):
        question.confirmed({"a": 1}, lambda certificate: False)


def test_lemmas_are_for_one_relation_and_two_sides():
    def way(known):
        found = Lemmas(known.claim("<="))
        found.at_most(n, n**2)
        return found

    bound = above(n**2, way)
    known = conditions([], n, bound)
    assert isinstance(Question(known, "<=", STEPS, bound).by_lemmas(), Proved)
    assert Question(known, "<", STEPS, bound).by_lemmas() is None
    assert Question(known, "<=").by_lemmas() is None
    assert Question(conditions([], bound, bound), "<=", STEPS, bound).by_lemmas() is None


def test_questions_that_are_not_asked():
    with within(-1):
        assert asked(n, n**2, [], "<=", STEPS) == Unknown("n <= n**2", LATE, SOME)
    huge = n + 54_321
    huge.cached("extent", lambda f: 10**6)
    found = asked(huge, n, [], "<", STEPS)
    assert (found.claim, found.hint) == ("(a formula of 1,000,000 terms) < n", "")
    assert found.tried.startswith("the formulas have 1,000,001 terms")
    assert asked(read("n"), read("n + 1"), ["n = 2"], "<", STEPS).claim == "2 < 3"
