"""Every condition of the rules of the checker at its limit: what is just true is proved, what is just false is not."""

import pytest
from certified import (
    BOX,
    FREE,
    LOG,
    LOG_M,
    LOW_N,
    P2,
    POINTS,
    I,
    by,
    cases,
    certificate,
    domain,
    e,
    fact,
    given,
    polynomial,
    proves,
    proves_nothing,
    residue,
    split,
    total,
)

from symalgebra.order import checker
from symalgebra.order.checker import Rejected, log2_above, log2_below


def divide(by_, then):
    return {"rule": "divide", "by": e(by_), "then": then}


MONOTONE = ["log-order", "1", [[1, LOG]], [[1, LOG_M]], given()]
PROVED = {
    "a maximum beside a binomial": certificate(
        ["add", e("max(n, m) - n"), ["binomial", e("k"), "2"], ["sum", ["max", I, "1"], "#1", e("k")]],
        cases(("n", POINTS), ("m", POINTS), of="max(n, m)"), **BOX,
    ),
    "more than 0": certificate("n", LOW_N, relation="<", n=1),
    "more than a half": certificate("n - 1/2", LOW_N, relation="<", more={"margin": "1/2"}, n=1),
    "a maximum": certificate("max(n, m) - n", cases(("n", by()), ("m", given()), of="max(n, m)"), n=1, m=1),
    "a minimum": certificate("n - min(n, m)", cases(("n", by()), ("m", given()), of="min(n, m)"), n=1, m=1),
    "a maximum of three": certificate("3*max(n, m, k) - n - m - k", cases(*[(a, POINTS) for a in "nmk"], of="max(n, m, k)"), **BOX),
    "a minimum of three": certificate("n + m + k - 3*min(n, m, k)", cases(*[(a, POINTS) for a in "nmk"], of="min(n, m, k)"), **BOX),
    "a maximum within a floor": certificate("floor(max(n, m)/2) - floor(n/2)", cases(("n", by()), ("m", fact("floor-order", e("floor(m/2)"), e("floor(n/2)"), 0, by(["2", ["given", 0]]), then=given(1))), of="max(n, m)"), n=1, m=1),
    "a maximum within an exponent": certificate("2**max(n, m) - 2**n", cases(("n", by()), ("m", fact("exponent", e("2**m"), P2, given(), then=given(1))), of="max(n, m)"), n=1, m=1),
    "a maximum within a logarithm": certificate(["add", ["log2", e("max(n, m)")], ["mul", "-1", LOG]], cases(("n", by()), ("m", fact(*MONOTONE, then=given(1))), of="max(n, m)"), n=1, m=1),
    "a factor that may be 0": certificate("n*m", divide("n", by(["1", ["low", e("m")]])), n=0, m=0),
    "a factor with a coefficient": certificate("4*n*m - 2*n", divide("2*n", by(["2", ["low", e("m")]], ["1"])), n=0, m=1),
    "residues from the least to the greatest": certificate("(n - 3)*(10 - n)", residue(4), n=(3, 10)),
    "residues of negative numbers": certificate("(n + 3)*(-1 - n)", residue(4), n=(-3, -1)),
    "both sides of a split": certificate("(n - 2)*(n - 3)", split("n - 3", by(["1", ["given", 0], ["given", 0]], ["1", ["given", 0]]), by(["1", ["given", 0], ["given", 0]], ["1", ["given", 0]])), n=(-9, 9)),
    "a condition of a floor": certificate("n - 2", POINTS, "floor(n/2) - 1", n=(0, 9)),
    "a condition at equality": certificate("n*m - 3", POINTS, "n + m - 4", n=(1, 4), m=(1, 4)),
    "points at equality": certificate("(n - 1)*(n - 2)", POINTS, n=(0, 4)),
    "one point": certificate("n - 3", POINTS, n=(3, 3)),
    "as many points as may be": certificate("n", POINTS, n=(1, 20_000)),
    "an equation both ways": certificate("n - 1", {"rule": "both", "up": POINTS, "down": POINTS}, relation="==", n=(1, 1)),
    "a coefficient of 0": certificate("n", by(["1", ["low", e("n")]], ["0", ["low", e("n")]]), n=0),
    "a base of 1": certificate("(n + m - 1)**k - 1", by(["1", ["low", e("(n + m - 1)**k")]]), n=1, m=1, k=1),
}  # fmt: skip
# 1 where log2(3) + log2(5) = log2(15), of which rounded logarithms do not tell whether it is 0 or 1
ONE_TERM = ["floor", ["add", LOG, LOG_M, ["mul", "-1", ["log2", e("k")]], "1"], "1"]
FALSE = {
    "what is not absurd": certificate("n - 2", {"rule": "absurd", "then": by()}, n=1),
    "what is just not absurd": certificate("n - 2", {"rule": "absurd", "then": by(["1", ["given", 0]], ["1", ["low", e("n")]])}, n=1),
    "no more than 0": certificate("n - 1", LOW_N, relation="<", n=1),
    "a margin below 0": certificate("n - 1", LOW_N, relation="<", more={"margin": "-1/2"}, n=1),
    "a maximum below": certificate("n - max(n, m)", cases(("n", by()), ("m", given()), of="max(n, m)"), n=1, m=1),
    "a minimum above": certificate("min(n, m) - n", cases(("n", by()), ("m", given()), of="min(n, m)"), n=1, m=1),
    "a maximum of three too low": certificate("n + m + k - 3*max(n, m, k)", cases(*[(a, POINTS) for a in "nmk"], of="max(n, m, k)"), **BOX),
    "a negative factor": certificate("-n", divide("-1", by(["1", ["low", e("n")]])), n=0),
    "a factor of one term only": certificate("n*m - m", divide("n", by()), n=0, m=1),
    "a factor of two terms": certificate("n*m - m**2", divide("n - m", by(["1", ["low", e("m")]])), n=0, m=0),
    "residues below the least": certificate("(n - 4)*(10 - n)", residue(4), n=(3, 10)),
    "residues above the greatest": certificate("(n - 3)*(9 - n)", residue(4), n=(3, 10)),
    "a split between integers": certificate("(2*n - 5)*(n - 3)*(n - 4)", split("n - 3", POINTS, POINTS), n=(2, 3), relation="<"),
    "a condition that is met with equality": certificate("n + m - 5", POINTS, "n + m - 4", n=(0, 4), m=(0, 4)),
    "a condition that is met within a margin": certificate("n - 4", POINTS, ["add", LOG, ["mul", "-1", ["log2", "3"]]], n=(1, 5)),
    "one point that is false": certificate("n - 4", POINTS, n=(3, 3)),
    "an equation one way up": certificate("n - 1", {"rule": "both", "up": POINTS, "down": POINTS}, relation="==", n=(1, 2)),
    "an equation one way down": certificate("n - 2", {"rule": "both", "up": POINTS, "down": POINTS}, relation="==", n=(1, 2)),
}  # fmt: skip
REFUSED = {
    "an exponent with a half": certificate(["pow", "2", ["add", ["mul", "1/2", ["sym", "n"]], ["sym", "m"]]], by(), n=1, m=1),
    "a sum of so many terms or one more": certificate(
        ["mul", "-1", total(["max", I, "1"], ONE_TERM)], POINTS, n=(3, 3), m=(5, 5), k=(15, 15)
    ),
    "a fact that is none": certificate("n", fact("because"), n=0),
    "an equation by another rule": certificate("n - 1", {"rule": "either", "up": POINTS, "down": POINTS}, relation="==", n=(1, 1)),
    "a rule that is none": certificate("n", {"rule": "because"}, n=0),
    "a proof that is none": certificate("n", ["points"], n=0),
    "a point too many": certificate("n", POINTS, n=(1, 20_001)),
    "a base that may be 0": certificate("(n + m - 2)**k", by(), n=1, m=1, k=1),
}  # fmt: skip


@pytest.mark.parametrize("name", PROVED)
def test_a_rule_proves(name):
    proves(PROVED[name])


@pytest.mark.parametrize("name", FALSE)
def test_a_rule_proves_nothing_false(name):
    proves_nothing(FALSE[name])


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_refuses(name):
    with pytest.raises(Rejected):
        checker.check(REFUSED[name])


# Logarithms of both sides


def exactly(*terms):
    return ["add", *[["mul", *map(str, factors[:-1]), factors[-1]] for factors in terms]]


SIDES = [
    ("4*m - 2*n", False, exactly((1, "1"), (1, LOG_M), (-1, LOG))),
    ("8*3**n - 2*5**n", False, exactly((2, "1"), (log2_below(3), e("n")), (-log2_above(5), e("n")))),
    (
        "8*3**n - 2*5**n",
        True,
        ["add", "2", ["mul", e("n"), ["log2", "3"]], ["mul", "-1", e("n"), ["log2", "5"]]],
    ),
    (
        "k**n - 3*m**2",
        False,
        ["add", str(-log2_above(3)), ["mul", e("n"), ["log2", e("k")]], ["mul", "-2", LOG_M]],
    ),
    ("m**2*9**n - m*n", False, ["add", LOG_M, ["mul", str(2 * log2_below(3)), e("n")], ["mul", "-1", LOG]]),
]


@pytest.mark.parametrize(("goal", "exact", "expected"), SIDES, ids=str)
def test_logarithms_of_both_sides(goal, exact, expected):
    assert checker.logarithm_of(polynomial(goal), FREE, exact) == polynomial(expected)


@pytest.mark.parametrize(
    ("goal", "spans"), [("n - m", {"m": 0}), ("n + m", {}), ("n - m - 1", {}), ("n", {}), ("-n - m", {})]
)
def test_no_logarithms_of_both_sides(goal, spans):
    d = domain(**spans)
    with pytest.raises(Rejected):
        checker.logarithm_of(polynomial(goal, d), d, False)


@pytest.mark.parametrize(("goal", "by_"), [("n*m - m", "n"), ("n*m", "n**2"), ("n - 1", "n - 1"), ("n", "0")])
def test_what_is_no_factor(goal, by_):
    with pytest.raises((Rejected, ValueError)):
        list(checker.RULES["divide"](divide(by_, by()), polynomial(goal), FREE, 0))
