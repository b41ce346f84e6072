"""Measures beside bounds: proofs in steps that check, witnesses that are confirmed, classes in symbols."""

import pytest

from symalgebra import (
    Conv,
    GlobalAvgPool,
    Linear,
    Proved,
    ReLU,
    bounds,
    compare,
    dims,
    log2_intrinsic_power,
    log2_layer_complexity,
    macs,
    params,
)
from symalgebra.bounds.beside import beside
from symalgebra.bounds.growing import FACTOR, core, grows, sandwiched
from symalgebra.bounds.laws import always, numbers
from symalgebra.bounds.scaling import LARGER, classes, scaling
from symalgebra.bounds.way import between, split
from symalgebra.formula import formula, log2
from symalgebra.order.asymptotics.rate import order
from symalgebra.order.checker import accepted
from symalgebra.order.lemmas import Lemmas, above, instances

n, k, c, c0, r, w = dims("n k c c0 r w")
CONV = Conv(c, k, padding="same") >> ReLU()
CHAIN = CONV >> CONV ** (n - 1) >> GlobalAvgPool() >> Linear(1)
X = (c0, r, r)
MEASURES = [params, macs, log2_layer_complexity, log2_intrinsic_power]
MASTER = bounds.best_upper(CHAIN, X)


@pytest.mark.parametrize("measure", [params, log2_layer_complexity, log2_intrinsic_power])
def test_what_is_proved(measure):
    f = measure(CHAIN, X)
    found = beside(f, MASTER)
    assert found.holds
    assert found.check()
    assert (found.verdict,) == found.proofs
    assert str(found.between) == ("S + 7*wbar" if measure is params else "S + 5*wbar + log2(R)")
    for point in ({"n": 1, "k": 1, "c": 1, "c0": 1, "r": 1}, {"n": 3, "k": 3, "c": 4, "c0": 3, "r": 8}):
        values = {name: point[name] for name in f.names}
        assert f.at(values) <= MASTER.formula.at(point)


def test_what_is_refuted():
    found = beside(macs(CHAIN, X), MASTER)
    assert found.holds is False
    assert found.check()
    assert found.proofs == ()
    point = found.verdict.witness
    assert macs(CHAIN, X).at(point) > MASTER.formula.at(point)
    smaller = {**point, "r": point["r"] - 1}
    assert macs(CHAIN, X).at(smaller) <= MASTER.formula.at(smaller)


def test_what_is_open():
    found = beside(formula(n) ** 3 * log2(formula(k) + c), MASTER, limit=0.5)
    assert found.holds is not True
    gap = beside(formula(MASTER.parts["wbar"]) * 20, MASTER, limit=0.5)
    assert gap.holds is not True


def test_the_step_that_is_the_same_for_all_networks():
    values = numbers(MASTER.parts)
    assert [str(s) for s in values] == ["S", "wbar", "R"]
    for law in (MASTER.entry.least, between):
        proof = always(law, MASTER.entry.law, values)
        assert proof
        assert proof.check()


def test_short_bounds_are_compared_as_they_are():
    line = bounds.best_upper(Linear(1), (n,))
    assert beside(n, line).holds
    assert beside(n + 2, line).holds is False
    assert beside(n, line).between is None


def test_a_sum_of_logarithms_is_split():
    found = split(
        formula(n * formula(log2(k)) + 2 * formula(log2(r)) - formula(log2(c)) + 3), frozenset("nkc")
    )
    assert found.above == n * (k - 1) + 3
    assert (found.top, found.bottom) == (((2, formula(r)),), ())
    assert set(found.terms) == {
        (formula(n) * log2(k), formula(n) * (k - 1)), (-formula(log2(c)), 0), (formula(3), 3),
    }  # fmt: skip
    quotient = split(formula(log2(r)) - formula(log2(formula(r) + 1)), frozenset())
    assert (quotient.top, quotient.bottom) == (((1, formula(r)),), ((1, formula(r) + 1),))
    assert split(formula(log2(k)) ** 2, frozenset("k")) is None
    assert split(formula(log2(k)) * formula(log2(r)), frozenset("kr")) is None


def test_compare_goes_the_way_of_the_bound():
    """Conditions and equations are put into the numbers of the bound too, whose proof is one certificate."""
    f, g = log2_intrinsic_power(CHAIN, X), bounds.vc_upper(CHAIN, X)
    for where in (["r = 8*q", "k = 3"], ["c0 = c", "n <= 5", "r >= k"]):
        found = compare(f, g, where)
        assert found
        assert accepted(found.certificate)
        assert [str(left) for left, _ in instances(found.certificate)] == ["S + 5*wbar + log2(R)"]
    assert compare(f, bounds.master(CHAIN, X))
    assert compare(params(CHAIN, X) + 1, g)


def test_a_way_is_no_proof():
    """What a way leads to is checked: a bound that claims to be below another law proves nothing."""
    wrong = above(formula(n), lambda known: Lemmas(known.claim("<=")))
    assert not isinstance(compare(n + 1, wrong), Proved)
    assert compare(n, wrong)


def test_classes_by_way_of_the_numbers():
    uniform = CONV**n >> GlobalAvgPool() >> Linear(1)
    bound = bounds.best_upper(uniform, (c, r, r))
    told = {name: str(rate.term) for name, rate in scaling(bound).items()}
    assert told == {"n": "n**2*log2(n)", "k": "k**2", "c": "c**2*log2(c)", "r": "log2(r)"}
    short = bounds.best_upper((Linear(w) >> ReLU()) ** n >> Linear(1), (w,))
    assert {x: rate.term for x, rate in scaling(short).items()} == {
        x: rate.term for x, rate in order(short.formula).items()
    }


def test_classes_where_a_coefficient_vanishes_at_1():
    found = scaling(MASTER)
    assert (str(found["c"].term), found["c"].reason) == ("c**2*log2(c)", LARGER)
    assert found["n"].reason == ""
    assert classes((n - 1) * formula(k))["k"].reason == LARGER
    assert classes(formula(k) * n)["k"].reason == ""


def test_growth_by_way_of_the_core():
    relations = {m.__name__: grows(m(CHAIN, X), MASTER).relation for m in MEASURES}
    assert relations == {
        "params": "o", "macs": "incomparable", "log2_layer_complexity": "o", "log2_intrinsic_power": "o",
    }  # fmt: skip
    found = grows(params(CHAIN, X), MASTER)
    assert [proof.check() for proof in found.proofs] == [True, True]
    assert grows(macs(CHAIN, X), MASTER, by="r").relation == "omega"


def test_the_core_is_the_bound_up_to_a_factor():
    for point in ({"n": 1, "k": 1, "c": 1, "c0": 1, "r": 1}, {"n": 9, "k": 3, "c": 64, "c0": 3, "r": 224}):
        inner = core(*(formula(part) for part in MASTER.parts.values())).at(point)
        assert inner <= MASTER.formula.at(point) <= FACTOR * inner


def test_a_bound_without_a_core_is_its_own():
    line = bounds.best_upper(Linear(1), (n,))
    assert grows(n**2, line).relation == "omega"
    assert grows(n**2, line).proofs == ()
    assert sandwiched(line) is None
