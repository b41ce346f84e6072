"""Values at points, depths, numbers, powers and sums at the limits of the checker."""

from fractions import Fraction

import pytest
from certified import FREE, LOG, LOW_N, POINTS, UNSURE, I, by, certificate, e, fact, polynomial, split, total

from symalgebra.order import checker
from symalgebra.order.checker import Rejected, log2_above, log2_below


def test_a_logarithm_of_what_is_enclosed():
    assert checker.interval(polynomial(UNSURE), {"n": 3}) == (1, 2)
    assert checker.interval(polynomial(["log2", ["max", UNSURE, "1"]]), {"n": 3}) == (0, 1)
    third = Fraction(2, 3)
    expected = log2_below(third), log2_above(third)
    assert checker.interval(polynomial(["log2", e("(n + 1)/3")]), {"n": 1}) == expected


FINE = ["floor", ["mul", str(2**60), LOG], "1"]
VALUES = [
    ("floor(binomial(n, k)/2)", {"n": 5, "k": 1}, 2), ("floor(n**2/2)", {"n": 3}, 4), ("max(n, floor(m/2))", {"n": 1, "m": 6}, 3),
    ("binomial(n, k)", {"n": 5, "k": 0}, 1), ("binomial(n, k)", {"n": 0, "k": 0}, 1), ("binomial(n, k)", {"n": 2000, "k": 1}, 2000),
    ("floor(n/m)", {"n": -1, "m": 2}, -1), (["floor", LOG, "1"], {"n": 3}, 1), (total(["max", I, "1"]), {"n": 1000}, 499501),
    (total(["max", I, "1"]), {"n": -1}, 0), (FINE, {"n": 4}, 2**61), (["pow", "2", ["floor", LOG, "1"]], {"n": 5}, 4),
]  # fmt: skip
NO_VALUES = [
    (total(["max", I, "1"], ["max", "1", ["floor", UNSURE, "1"]]), {"n": 3}),
    (["binomial", ["max", "1", ["floor", UNSURE, "1"]], "1"], {"n": 3}),
    ("binomial(n, k)", {"n": 2001, "k": 1}), ("binomial(n, k)", {"n": 3, "k": -1}), ("binomial(n, k)", {"n": -1, "k": 0}),
    ("floor(n/m)", {"n": 1, "m": 0}), ("floor(n/m)", {"n": 1, "m": -1}), (total(["max", I, "1"]), {"n": 1001}),
    (["pow", "2", ["max", "0", ["floor", UNSURE, "1"]]], {"n": 3}), (["pow", ["max", "1", ["floor", UNSURE, "1"]], ["sym", "m"]], {"n": 3, "m": 1}), (["binomial", FINE, "1"], {"n": 3}), (["floor", "1", ["add", LOG, "1"]], {"n": 3}),
    (["log2", e("n")], {"n": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "value"), VALUES, ids=str)
def test_a_value_at_a_limit(text, at, value):
    low, high = checker.interval(polynomial(text), at)
    assert low == high == value


@pytest.mark.parametrize(("text", "at"), NO_VALUES, ids=str)
def test_what_has_no_value(text, at):
    p = polynomial(text)
    with pytest.raises(Rejected):
        checker.interval(p, at)


def test_values_are_as_long_as_may_be():
    half = checker.MOST["bits"] // 2
    assert checker.interval(polynomial("n**2"), {"n": 1 << half - 1}) == (1 << 2 * half - 2,) * 2
    for text in ("n**2", "n*m"):
        with pytest.raises(Rejected):
            checker.interval(polynomial(text), {"n": 1 << half, "m": 1 << half})


@pytest.mark.parametrize("span", [[1], [1, None, 3], ["1", None], [1, "3"], [None, 3], 1])
def test_what_is_no_range(span):
    assert not checker.accepted(
        certificate("n", LOW_N) | {"claim": certificate("n", LOW_N)["claim"] | {"domain": {"n": span}}}
    )


# Depths


def nested(times, wrap, core="1"):
    for i in range(times):
        core = wrap(core, i)
    return core


WRAPS = {
    "add": lambda x, _: ["add", x], "base": lambda x, _: ["pow", x, "1"], "exponent": lambda x, _: ["pow", "1", x],
    "floor": lambda x, _: ["floor", x, "1"], "body": lambda x, i: ["sum", x, f"#{i}", "1"], "count": lambda x, i: ["sum", "1", f"#{i}", x],
}  # fmt: skip


@pytest.mark.parametrize("kind", WRAPS)
def test_expressions_are_as_deep_as_may_be(kind):
    most = checker.MOST["depth"]
    assert polynomial(nested(most, WRAPS[kind])) == checker.constant(1)
    with pytest.raises(Rejected, match="deep"):
        polynomial(nested(most + 1, WRAPS[kind]))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda proof, _: split("n - 2", proof, POINTS),
        lambda proof, _: fact("floor", e("floor(n/2)"), then=proof),
        lambda proof, _: fact("lemma", e("n"), proof, 0),
    ],
)
def test_proofs_are_as_deep_as_may_be(wrap):
    most = checker.MOST["depth"]
    core = by(["1", ["low", e("n")]])
    assert checker.accepted(certificate("n", nested(most, wrap, core), n=(0, 3)))
    assert not checker.accepted(certificate("n", nested(most + 1, wrap, core), n=(0, 3)))


def test_what_is_put_in_is_as_deep_as_may_be():
    most = checker.MOST["depth"]
    deep = nested(most, WRAPS["add"])
    assert checker.substituted(deep, {}) == deep
    with pytest.raises(Rejected):
        checker.substituted(["add", deep], {})


# Numbers, powers and sums


def test_numbers_are_as_long_as_may_be():
    bits, one = checker.MOST["bits"], checker.ONE
    for number, longer in ((1 << bits - 1, 1 << bits), (Fraction(1, 1 << bits - 1), Fraction(1, 1 << bits))):
        assert checker.added({}, {one: number}) == {one: number}
        assert checker.longest([1, number, 2]) == bits
        with pytest.raises(Rejected):
            checker.added({}, {one: longer})
        with pytest.raises(Rejected):
            checker.longest([1, longer, 2])
    assert checker.number_power(2, checker.MOST["bits"] // 2) == 1 << checker.MOST["bits"] // 2
    for base, exponent in ((2, checker.MOST["bits"] // 2 + 1), (2, -1)):
        with pytest.raises(Rejected):
            checker.number_power(base, exponent)


def test_powers_are_as_high_as_may_be():
    most, n, m = checker.MOST["power"], polynomial("n"), polynomial("n + m")
    half = checker.power(n, most // 2)
    assert checker.times(half, half) == checker.power(n, most) == checker.single(("sym", "n"), most)
    assert checker.power(m, 0) == checker.power(n, 0) == {checker.ONE: 1}
    for refused in (
        lambda: checker.power(n, most + 1),
        lambda: checker.power(half, 3),
        lambda: checker.power(m, -1),
        lambda: checker.single(("sym", "n"), most + 1),
        lambda: checker.times(checker.power(n, most), n),
    ):
        with pytest.raises(Rejected):
            refused()


@pytest.mark.parametrize(("one", "other"), [
    (["pow", "4", e("n")], "2**(2*n)"), (["pow", "9", e("n")], "3**(2*n)"), (["pow", "15", e("n")], "3**n*5**n"),
    (["pow", "49", e("n")], "7**n*7**n"), (["pow", "5/4", ["mul", "2", e("n")]], ["mul", ["pow", "25", e("n")], ["pow", "16", ["mul", "-1", e("n")]]]),
])  # fmt: skip
def test_bases_are_primes(one, other):
    (p, q), (a, b) = checker.translate(one, FREE), checker.translate(e(other), FREE)
    assert (p, q) == (a, b)


def test_sums_of_powers_end_at_a_degree():
    closed, kept = (polynomial(total(["pow", I, str(degree)])) for degree in (24, 25))
    assert checker.interval(closed, {"n": 3}) == checker.interval(polynomial("1 + 2**24 + 0*n"), {"n": 3})
    assert {a[0] for m in closed for a, _ in m} == {"sym"}
    assert {a[0] for m in kept for a, _ in m} == {"sum"}
