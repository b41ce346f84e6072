"""Values at points, cases, residues and absurdity: what the rules of the checker leave to prove, at its ends."""

from fractions import Fraction

import pytest
from certified import (
    BOX,
    FREE,
    LOG,
    LOG_M,
    POINTS,
    UNSURE,
    by,
    cases,
    certificate,
    domain,
    e,
    given,
    polynomial,
    proves,
    proves_nothing,
    residue,
)

from symalgebra.formula import read
from symalgebra.order import checker, compare
from symalgebra.order.checker import Rejected

# Values: `UNSURE` is known to lie between 1 and 2 at n = 3, log2(n) less exactly

UNSURE_ATOM, M_ATOM = checker.atom_of(["floor", UNSURE, "1"], FREE), ("sym", "m")


@pytest.mark.parametrize("factors", [(UNSURE_ATOM, M_ATOM), (M_ATOM, UNSURE_ATOM)], ids=("first", "last"))
def test_a_margin_is_kept_beside_exact_factors(factors):
    p = {tuple((atom, 1) for atom in factors): 3}  # a monomial in this order
    assert checker.interval(p, {"n": 3, "m": 5}) == (15, 30)
    assert checker.interval(p, {"n": 3, "m": -5}) == (-30, -15)


def test_the_square_of_what_may_be_negative():
    p = polynomial(["pow", ["floor", ["add", UNSURE, "-3"], "1"], "2"])
    assert checker.interval(p, {"n": 3}) == (1, 4)


def test_the_value_of_the_logarithm_of_e():
    low, high = (1 / end for end in reversed(checker.LN2))
    assert checker.interval(polynomial(["log2", "e"]), {}) == (low, high)


@pytest.mark.parametrize("spare", [0, 1])
def test_the_longer_end_counts(spare):
    """The square of what is enclosed by 2**k and 2**(k + 1), which has k + 2 bits."""
    k = checker.MOST["bits"] // 2 - 2 + spare
    p = polynomial(["pow", ["floor", ["mul", str(2**k), UNSURE], "1"], "2"])
    if spare:
        with pytest.raises(Rejected):
            checker.interval(p, {"n": 3})
    else:
        assert checker.interval(p, {"n": 3}) == (4**k, 4 ** (k + 1))


def test_no_logarithm_of_what_may_be_0():
    for text in (["log2", ["floor", ["add", UNSURE, "-1"], "1"]], ["log2", ["add", ["sym", "n"], "-3"]]):
        p = {frozenset({(("log2", checker.frozen(polynomial(text[1]))), 1)}): 1}
        with pytest.raises(Rejected):
            checker.interval(p, {"n": 3})


def test_atoms_within_atoms():
    p = polynomial("k*max(n, floor(m/2)) + 2**(n*r) + 7")
    maximum, half, power = (
        checker.atom_of(e(t), FREE) for t in ("max(n, floor(m/2))", "floor(m/2)", "2**(n*r)")
    )
    symbols = {("sym", name) for name in "nmkr"}
    assert checker.atoms_within([p]) == {maximum, half, power, *symbols}
    assert checker.symbols_of([p]) == symbols
    assert checker.atoms_within([]) == checker.atoms_within([checker.constant(3)]) == set()


# Least values: what is an integer is at least one, also where a condition says less

HALF_MORE = ["add", e("k - m*r"), "-3/2"]
POWER = ["pow", e("k - m*r"), ["sym", "n"]]
LEAST = {
    "an integer": ("max(k - m*r, 0)", 2),
    "a power of it": ("2**max(k - m*r, 0)", 4),
    "a base": (POWER, 3),
    "a power of a base": (["pow", "2", POWER], 8),
    "what may be no integer": (["max", ["mul", "1/2", e("k - m*r")], "0"], 0),
    "a number with a half": (["max", ["add", e("k - m*r"), "1/4"], "0"], Fraction(7, 4)),
}


@pytest.mark.parametrize("name", LEAST)
def test_an_integer_is_at_least_an_integer(name):
    text, low = LEAST[name]
    d = domain(HALF_MORE, n=2)
    found = checker.least(checker.atom_of(e(text), d), d)
    assert (found, type(found)) == (low, type(low))


def test_an_exponent_above_a_half():
    assert compare(read("1"), read("2**max(k - m*r, 0)"), where=["k - m*r >= 1/2"])


# Rules: certificates of 0 <= goal

EQUALITY = ["add", LOG, LOG_M, ["mul", "-1", ["log2", ["sym", "k"]]]]  # 0 where k = n*m, which a margin hides
AT_EQUALITY = {"n": (3, 3), "m": (5, 5), "k": (15, 15)}
ABSURD = {
    "rule": "absurd",
    "then": by(
        ["1", ["given", 0]],
        ["1", ["low", e("n")], ["low", e("m")]],
        ["1", ["low", e("n")]],
        ["1", ["low", e("m")]],
    ),
}  # -(n*m - c) - 1 + n*m - 1 is -1 for c = 1
NESTED = ["max", ["add", e("max(n, m)"), "1"], ["sym", "k"]]
PROVED = {
    "a residue beside another symbol": certificate("m - 1 + n - 2*floor(n/2)", residue(2, by(["1", ["low", e("m")]])), n=1, m=1),
    "a residue of a condition": certificate("n - 2*floor(n/2) - 1", residue(2, by(["1", ["given", 0]])), "n - 2*floor(n/2) - 1", n=1),
    "the absurdity of a product": certificate("n*m - 1", ABSURD, n=1, m=1),
    "a maximum within a maximum": certificate(["add", NESTED, e("-n - 1")], cases(("n", POINTS), ("m", POINTS), of="max(n, m)"), **BOX),
    "a maximum within a condition": certificate("n - m", cases(("n", POINTS), ("m", POINTS), of="max(n, m)"), "n - max(n, m)", n=(1, 3), m=(1, 3)),
}  # fmt: skip
FALSE = {
    "a product that is not absurd": certificate("n*m - 2", ABSURD, n=1, m=1),
    "less than an equality": certificate(["add", EQUALITY, "-1/1000000000000"], POINTS, **AT_EQUALITY),
}  # fmt: skip


@pytest.mark.parametrize("name", PROVED)
def test_a_rule_proves(name):
    proves(PROVED[name])


@pytest.mark.parametrize("name", FALSE)
def test_a_rule_proves_nothing_false(name):
    proves_nothing(FALSE[name])


def test_an_equality_within_a_margin_is_not_proved():
    with pytest.raises(Rejected, match="false at"):
        checker.check(certificate(EQUALITY, POINTS, **AT_EQUALITY))


@pytest.mark.parametrize("exact", [True, False, None, 1, "true"])
def test_logarithms_are_exact_where_a_node_says_so(exact):
    goal = polynomial("8*3**n - 2*5**n")
    ((then, left, d),) = checker.RULES["logarithm"]({"then": given(), "exact": exact}, goal, FREE, 0)
    assert (then, d) == (given(), FREE)
    assert left == checker.logarithm_of(goal, FREE, exact is True)
    assert left != checker.logarithm_of(goal, FREE, exact is not True)


def test_the_factors_of_logarithms_are_positive():
    for text, spans in (("floor(r/2) - n", {"r": -1}), ("n - floor(r/2)", {"r": 1}), ("n - m", {"n": 0})):
        d = domain(**spans)
        with pytest.raises(Rejected, match="positive"):
            checker.logarithm_of(polynomial(text, d), d, True)
    d = domain(r=2)
    assert checker.logarithm_of(polynomial("n - floor(r/2)", d), d, True)


def test_lists_are_as_long_as_may_be():
    most = checker.MOST["nodes"]
    assert len(checker.items([0] * most)) == most
    with pytest.raises(Rejected, match="no list"):
        checker.items([0] * (most + 1))


def test_a_polynomial_over_a_number():
    assert checker.polynomial(["pow", ["mul", "2", ["pow", ["sym", "n"], "-1"]], "-1"], FREE) == polynomial(
        "n/2"
    )
