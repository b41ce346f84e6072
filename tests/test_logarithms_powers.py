"""Powers of numbers that outgrow powers of their exponents."""

from fractions import Fraction

import pytest
from goals import ONE_SYMBOL, TWO, P, asked, atom, work
from test_rules import FREE, domain

from symalgebra.order import checker
from symalgebra.order.proof.notation import write
from symalgebra.order.proof.outgrown import (
    alone,
    by_lemmas,
    degree,
    exponent,
    lemma,
    outgrown,
    proved,
    rising,
)


def test_powers_that_outgrow():
    grows = {
        "2**n": True,
        "k**n": False,
        "2**(n*m)": False,
        "floor(n/2)": False,
        "n": False,
        "(k + 1)**n": False,
    }
    assert {text: rising((atom(text, FREE), 1)) for text in grows} == grows
    assert not rising((("exp", Fraction(2), frozenset({(("sym", "n"), 2)})), 1))
    assert [alone(next(iter(P(text)))) for text in ("n", "n**2", "2**n")] == [True, False, False]
    assert exponent((atom("2**n", FREE), 1)) == ("sym", "n")
    assert [degree(P("2**n - n**2*m + n**5 - n"), ("sym", name)) for name in "nmk"] == [2, 1, 0]
    assert [degree(P(text), ("sym", "n")) for text in ("2**n - n*m + n**5/2", "2**n", "2**n - m")] == [
        1,
        0,
        0,
    ]


@pytest.mark.parametrize(
    ("base", "k", "low", "expected"),
    [
        (2, 1, 1, "2**n - 2*n"), (2, 2, 1, "2**n - 8*n**2/9"), (4, 2, 1, "4**n - 4*n**2"), (2, 3, 1, "2**n - n**3/4"), (2, 2, 5, "2**n - 32*n**2/25"), (3, 1, 0, "3**n - 3*n"),
        (2, 1, 300, "2**n - n"), (8, 2, 3, "8**n - 512*n**2/9"), (4, 1, 1, "4**n - 4*n"),
    ],
)  # fmt: skip
def test_the_least_quotient(base, k, low, expected):
    """b**x >= c*x**k for the first x from which b**x/x**k rises."""
    d = domain(n=low)
    ((m, _),) = P(f"{base}**n", d).items()
    ((power, e),) = m
    assert lemma((power, e), k, d) == P(expected, d)


def test_quotients_that_are_too_long():
    for low, exact in ((128, True), (129, False)):
        d = domain(n=low)
        (value,) = (c for c in lemma((atom("2**n", d), 1), 1, d).values() if c < 0)
        assert (value == -1) is not exact


OUTGROWN = [
    ("2**n + m**2 - n*m", True), ("2**n + m**2 - 3*n*m", False), ("m*2**n + m**2 - n**2*m", False), ("2**n + 3**m - n*m", True), ("2**n - n", False), ("2**n + m**2 - m", False),
    ("m*2**n + m - n*m", True), ("k**n + m**2 - n*m", False), ("2**n + 2**m + 2**k + 2**r - n*m", False), ("2**n + m**2 - n*log2(m)", True),
    ("2**n + 3**k + m**2 - n*m", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), OUTGROWN, ids=[row[0] for row in OUTGROWN])
def test_powers_above_powers_of_their_exponents(text, found):
    assert (asked(outgrown, text, FREE) is not None) is found


def test_outgrown_is_for_the_first_cases_and_several_symbols():
    text = "2**n + m**2 - n*m"
    assert asked(outgrown, text, TWO, 2) is not None
    assert asked(outgrown, text, TWO, 3) is None
    assert asked(outgrown, "2**n + n**2 - n", ONE_SYMBOL) is None
    facts = asked(outgrown, "2**n + 3**k + m**2 - n*m", FREE)["facts"]
    assert [fact[1] for fact in facts] == [write(P("2**n - 8*n**2/9")), write(P("3**k - 3*k"))]


def test_each_lemma_is_proved():
    power = (atom("2**n", TWO), 1)
    goal = P("2**n + m**2 - n*m")
    node = by_lemmas(goal, [(power, P("2**n - 8*n**2/9"))], TWO, work(), 0)
    checker.prove(node, goal, TWO)
    assert [fact[0] for fact in node["facts"]] == ["lemma"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symalgebra.order.proof.outgrown.proved", lambda *_: None)
        assert by_lemmas(goal, [(power, P("2**n - 8*n**2/9"))], TWO, work(), 0) is None
    assert by_lemmas(P("m*2**n - 9*n*m"), [(power, P("2**n - 2*n"))], TWO, work(), 0) is None
    times = P("m*2**n + m**3 - n*m**2")
    checker.prove(by_lemmas(times, [(power, P("2**n - 8*n**2/9"))], TWO, work(), 0), times, TWO)
    assert proved(P("2**n - 2*n"), TWO, work(), 0) is not None
    assert proved(P("2**n - n/9 - 1"), TWO, work(), 0) is not None
