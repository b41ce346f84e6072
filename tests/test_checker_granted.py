"""What the checker grants for random facts, references and bounds is true."""

from random import Random

import mpmath
import pytest
from handmade import add, mul
from oracle import UNDEFINED, claim_points, evaluate, real
from random_facts import random_atom, random_domain, random_fact, random_polynomial, random_reference

from symalgebra.order import checker
from symalgebra.order.proof.notation import write


def value(p, at):
    return evaluate(write(p), at)


def granted(function, *arguments):
    """What the checker grants; None where it refuses."""
    try:
        return function(*arguments)
    except (checker.Rejected, TypeError, ValueError, KeyError, IndexError, AttributeError):
        return None


def nonnegative(p, domain, random):
    """Whether a polynomial is >= 0 at some points of a domain; those where it has no value are passed over."""
    for at in claim_points({"domain": domain.ranges, "left": "0", "right": write(p)}, 12, random):
        try:
            if value(p, at) < -1e-25:
                with mpmath.workdps(2000):
                    if value(p, at) < -1e-100:
                        return False
        except UNDEFINED:
            continue
    return True


def implies(premise, p, domain, random):
    """Whether p >= 0 at the points tried where the premise is."""
    for at in claim_points({"domain": domain.ranges, "left": write(premise), "right": write(p)}, 8, random):
        try:
            if value(premise, at) >= 0 and value(p, at) < 0:
                with mpmath.workdps(2000):
                    if value(premise, at) >= 0 and value(p, at) < -1e-100:
                        return False
        except UNDEFINED:
            continue
    return True


def fuzz_rules(rounds, seed):
    """Random atoms on random domains: everything that a rule grants is true. Counts what was granted."""
    random, count = Random(seed), 0
    for _ in range(rounds):
        checker.WORK[0] = 0
        domain = random_domain(random)
        atoms = [random_atom(random) for _ in range(4)]
        kind, arguments = random_fact(random)
        found = list(granted(checker.FACTS[kind], arguments, domain, 0) or [])
        reference = granted(checker.hypothesis, random_reference(random, atoms), domain)
        polynomial = granted(checker.polynomial, random_polynomial(random, 2), domain)
        if polynomial is not None:
            bound = checker.bounded_below(polynomial, domain)
            if bound > checker.MINUS:
                found.append(checker.plus(polynomial, checker.constant(bound), -1))
        two = [
            mul(sign, random_atom(random), random.choice(atoms), atoms[0])
            for sign in random.choice([("1", "-1"), ("3", "-2"), ("1", "-5")])
        ]
        goal = granted(checker.polynomial, add(*two), domain)
        logarithms = [goal and granted(checker.logarithm_of, goal, domain, exact) for exact in (False, True)]
        for logarithm in filter(None, logarithms):
            count += 1
            with mpmath.workdps(50):
                assert implies(logarithm, goal, domain, random), (domain.ranges, write(goal))
        for p in [*found, *([reference] if reference is not None else [])]:
            count += 1
            with mpmath.workdps(50):
                assert nonnegative(p, domain, random), (kind, arguments, domain.ranges, write(p))
    return count


def test_what_rules_grant_is_true():
    assert fuzz_rules(500, "rules") > 400


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(8))
def test_what_rules_grant_is_true_often(seed):
    assert fuzz_rules(12_000, seed) > 8000


def test_translations_keep_values():
    """An expression, and the atoms that the checker makes of it, have the same values."""
    random = Random("translation")
    kept = 0
    for _ in range(600):
        checker.WORK[0] = 0
        domain, text = random_domain(random), random_polynomial(random, 2)
        pair = granted(checker.translate, text, domain)
        if pair is None:
            continue
        for at in claim_points({"domain": domain.ranges, "left": "0", "right": text}, 4, random):
            try:
                with mpmath.workdps(50):
                    expected, top, bottom = map(real, (evaluate(text, at), *(value(p, at) for p in pair)))
                    gap = top - expected * bottom
            except UNDEFINED:
                continue
            kept += 1
            assert abs(gap) <= 1e-20 * (1 + abs(top)), (text, at)
            found = granted(checker.interval, pair[0], at)
            if found is not None:
                with mpmath.workdps(50):
                    ends, inside = map(real, found), real(value(pair[0], at))
                    slack = mpmath.mpf("1e-30") * (1 + abs(inside))
                    assert next(ends) - slack <= inside <= next(ends) + slack
    assert kept > 200
