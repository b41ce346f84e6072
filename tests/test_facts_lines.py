"""Lines above logarithms and their powers, and chords below them."""

from fractions import Fraction

import pytest
from goals import atom, facts
from test_rules import FREE, domain, polynomial

from symalgebra.order import checker
from symalgebra.order.proof.lines import TANGENTS, above_line, above_power, lines, rounded_up
from symalgebra.order.proof.statements import facts_about


def line(fact):
    """A and B of A + B*x."""
    return Fraction(fact[-2 if fact[0] == "log-line" else -3]), Fraction(
        fact[-1 if fact[0] == "log-line" else -2]
    )


@pytest.mark.parametrize(
    ("text", "least", "spans"),
    [
        ("log2(n)", 1, {}),
        ("log2(n)", 7, {"n": 7}),
        ("log2(n + m)", 5, {"n": 4}),
        ("log2(n)", 3, {"n": (3, 9)}),
    ],
)
def test_lines_touch_a_logarithm(text, least, spans):
    """A + B*x - log2(x) >= 0, and it is next to 0 at some multiples of the least argument."""
    d = domain(**spans)
    found = list(lines(atom(text, d), 1, d))
    assert [fact[0] for fact in found] == ["log-line"] * len(TANGENTS)
    for times, fact in zip(TANGENTS, found, strict=True):
        a, b = line(fact)
        x = Fraction(times * least)
        assert 0 <= a + b * x - checker.log2_above(x) < Fraction(1, 2**36)
        assert checker.FACTS["log-line"](fact[1:], d, 0)


def test_a_line_at_a_number():
    (fact,) = lines(atom("log2(3)", FREE), 1, FREE)
    a, b = line(fact)
    assert 0 <= a + 3 * b - checker.log2_above(Fraction(3)) < Fraction(1, 2**36)
    zero = domain(n=0)
    assert (
        line(next(lines(("log2", checker.frozen(polynomial("n + 1/2", zero))), 1, zero)))[1]
        == line(next(lines(atom("log2(n)", FREE), 1, FREE)))[1]
    )


def test_numbers_of_lines_are_short():
    """Rounded up to multiples of 2**-40."""
    unit = 2**40
    assert rounded_up(Fraction(1, 3)) == Fraction(unit // 3 + 1, unit)
    assert rounded_up(Fraction(-1, 3)) == Fraction(-(unit // 3), unit)
    assert rounded_up(Fraction(5)) == 5
    assert line(next(lines(atom("log2(n)", FREE), 1, FREE)))[1] == Fraction(1586259972792, unit)
    assert above_line(Fraction(1)) == Fraction(-1004875197362, unit)


POWERS_OF_LOGARITHMS = [
    ("log2(n)", 2, {}, [3, 9, 27]), ("log2(n)", 3, {}, [9, 27, 81]), ("log2(n)", 4, {}, [27, 81]),
    ("log2(n)", 4, {"n": 42}, [42, 81]), ("log2(n)", 4, {"n": 43}, [43, 81, 243]), ("log2(n)", 2, {"n": 5}, [5, 9, 27]),
    ("log2(n)", 2, {"n": 1000}, [1000] * 3), ("log2(n)", 2, {"n": (1 << 80) - 1}, [(1 << 80) - 1] * 3), ("log2(n)", 2, {"n": 1 << 80}, []),
    ("log2(n + m)", 2, {}, []), ("log2(n + m)", 2, {"n": 2}, [3]), ("log2(n + m)", 2, {"n": 8}, [9, 9]),
    ("log2(n + m)", 3, {"n": 8}, [9]), ("log2(n + 1)", 2, {"n": 1}, []), ("log2(3)", 2, {}, [3]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "e", "spans", "places"), POWERS_OF_LOGARITHMS, ids=str)
def test_lines_above_powers_of_logarithms(text, e, spans, places):
    """Each holds from the least value on; from its place on, log2(x)**e is concave."""
    d = domain(**spans)
    found = list(lines(atom(text, d), e, d))
    assert [(fact[2], fact[-1]) for fact in found] == [(e, place) for place in places]
    assert all(checker.FACTS["log-power"](fact[1:], d, 0) for fact in found)


def test_which_powers_have_lines():
    found = facts("log2(n)", FREE)
    assert [fact[2] for fact in found if fact[0] == "log-power"] == [2, 2, 2, 3, 3, 3, 4, 4]
    assert [fact[0] for fact in found[8:]] == ["log-line"] * 6


@pytest.mark.parametrize(("e", "c", "t"), [(2, 1, 3), (2, 2, 9), (3, 1, 9), (4, 5, 27)])
def test_a_line_above_a_power_is_close(e, c, t):
    """It touches log2(x)**e at one of the integers up to t, and has its slope at t."""
    a, b = above_power(e, c, t)
    gaps = [a + b * x - checker.log2_above(Fraction(x)) ** e for x in range(c, 9 * t)]
    assert min(gaps) >= 0
    assert min(gaps[: t + 1 - c]) < Fraction(1, 2**38)
    slope = Fraction(e) * checker.log2_above(Fraction(t)) ** (e - 1) / t * Fraction(checker.LN2[0]) ** -1
    assert 0 <= b - slope <= Fraction(1, 2**40)


@pytest.mark.parametrize(
    ("span", "chord"),
    [((3, 9), True), ((3, 3), False), ((0, 9), False), ((1, 2), True), ((1, 10**6), False), ((1, 10**6 - 1), True), ((1, None), False)],
    ids=str,
)  # fmt: skip
def test_a_chord_below_a_logarithm(span, chord):
    """It meets the logarithm at both ends of the range."""
    d = domain(n=span)
    p = checker.single(("sym", "n"))
    found = [fact for fact in facts_about(("log2", checker.frozen(p)), d, set()) if fact[0] == "log-chord"]
    assert bool(found) is chord
    for _, text, a, b in found:
        assert text == ["log2", ["sym", "n"]]
        for x in span:
            assert 0 <= checker.log2_below(Fraction(x)) - Fraction(a) - Fraction(b) * x < Fraction(1, 2**60)
