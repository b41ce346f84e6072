"""Weighted means below conditions and positive terms."""

import pytest
from goals import EMPTY, ONE_SYMBOL, P, asked, shown, spelled, told, under, work
from test_rules import FREE, domain, polynomial

from symalgebra.order import checker
from symalgebra.order.checker import Domain
from symalgebra.order.proof.hypotheses import conditions, stated
from symalgebra.order.proof.means import gaps, logarithms, means, of_products, products, sources
from symalgebra.order.proof.weighted import weighted


def test_logarithms_of_conditions():
    """a*n + c <= b*m gives log2(a/b) + log2(n) <= log2(m)."""
    d = under("8*m - 3*n - 6", "n**2 - m*k", "n - 5", "m - n + 2", "5 - n - m", "n - m - k", "2*n*m - k")
    found = list(logarithms(d))
    assert [(fact[1], told(fact[2]), told(fact[3])) for fact in found] == [
        ("3/8", "log2(n)", "log2(m)"), ("1", "log2(k) + log2(m)", "2*log2(n)"), ("1/2", "log2(k)", "log2(m) + log2(n)"),
    ]  # fmt: skip
    assert found[0][4]["terms"] == [["1/8", [["given", 0]]], ["3/4", []]]
    assert all(stated(fact, d) for fact in found)


def test_multiples_of_conditions():
    """Those of which a negative term is one of the goal's, or a positive one."""
    d = under("m - k - 3", "n**2 - r")
    found = list(products(P("2*n*m - n*log2(m) - k + 5"), FREE, conditions(d)))
    assert [(shown(k), h.text) for k, h, _ in found] == [("1", ["given", 0]), ("n", ["given", 0])]
    for k, h, p in found:
        assert p == checker.times({k: 1}, h.poly)
    assert [shown(k) for k, _, _ in products(P("2*n*m - n*k"), FREE, conditions(under("m - k")))] == ["n"]
    assert [shown(k) for k, _, _ in products(P("n**3*m - r*k"), FREE, conditions(under("n**2 - r")))] == [
        "m*n",
        "k",
    ]
    assert list(products(P("n - k"), FREE, conditions(under("n**2 - r")))) == []


def test_what_means_are_made_of():
    d = under("m - 2*n", "m - 3")
    kinds = [h.fact[0] if h.fact else h.text for h in sources(P("m**2 - n*log2(m)"), d)]
    assert kinds[:3] == [["given", 0], ["given", 1], "log-order"]
    assert kinds[3:] == ["log-power"] * 3 + ["log-line"] * 3 + [["low", ["sym", "m"]]]
    assert [h.text for h in sources(P("m**2 - n*m"), d)][-1:] == [["low", ["sym", "m"]]]
    for text in ("m**2 + log2(m) - n*m", "m**2 + log2(m)/2 - n*m"):
        assert [h.fact for h in sources(P(text), d) if h.fact] == []
    ends_of = [[h.text for h in sources(P("m"), domain(m=span))] for span in ((3, 9), 2, 1)]
    assert ends_of == [[["low", ["sym", "m"]]], [["low", ["sym", "m"]]], []]


def test_differences_of_logarithms_with_e():
    """-k*q*log2(p) beside log2(q), log2(2*q) and log2(4*q), and numbers above log2(e)."""
    found = [(shown(k), spelled([h.fact])[0]) for k, h, _ in gaps(P("m*log2(n) - n*log2(m)"), FREE)]
    assert found == [
        ("1", "log-gap | log2(m) | log2(n) | e"), ("1", "log-gap | log2(m) | log2(n) + 1 | e"), ("1", "log-gap | log2(m) | log2(n) + 2 | e"),
        ("m", "euler"), ("n", "euler"),
    ]  # fmt: skip
    assert {shown(k) for k, h, _ in gaps(P("k*m*log2(m)/2 - m*log2(n)"), FREE) if h.fact[0] == "log-gap"} == {
        "1"
    }
    assert list(gaps(P("log2(n) - m"), FREE)) == []
    assert list(gaps(P("log2(n + m) - log2(3)*m - log2(n)"), FREE)) == []


MEANS = [
    ("n**2 - n*m", "n - m", False), ("2*n - m*log2(n)", "n - m**2", True), ("n*2**k - m*2**k", "n - m", True), ("n*2**k - 2*m*2**k", "n - m", False), ("n + 2**m", "n - m", False), ("n*2**k/2 - m*2**k/2", "n - m", True), ("n*2**k - m*2**k + r", "n - m", True),
    ("m*log2(n) + k - k*log2(m)", "n - m", False), ("n*log2(n) + m - n*log2(m)", "m - 9*n", True), ("m*log2(m) + n - m*log2(n)", "n - m", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "found"), MEANS, ids=[" ".join(row[:2]) for row in MEANS])
def test_means_below_conditions(text, given, found):
    d = under(given)
    assert (asked(means, text, d) is not None) is found
    assert asked(means, text, d, 3) is None


def test_means_of_one_symbol_are_for_others():
    assert asked(means, "n*2**n - 2**n", ONE_SYMBOL.narrowed(P("n - 2", ONE_SYMBOL))) is None
    d = under("n - m", "k - 9")
    assert asked(means, "n*2**k - m*2**k", d, 2) is not None
    low = Domain({**d.ranges, "r": (-2, None)}, d.given)
    assert asked(means, "n*2**k + r + 5 - m*2**k", low) is None


def test_what_means_are_limited_by():
    d = under("n - m")
    goal = P("n*2**k - m*2**k")
    offered = list(products(goal, d, conditions(d)))
    pairs = 4  # both terms may be on either side
    for limit, found in ((pairs, True), (pairs - 1, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.means.MOST_PAIRS", limit)
            assert (of_products(goal, d, work(), offered) is not None) is found
    assert of_products(P("n**2 + m**2 - 2*n*m + log2(k)"), d, work(), []) is None
    d = Domain({"L": (1, None), "W": (1, None)}, [])
    d = d.narrowed(polynomial("W - L**2", d))
    for longest, found in ((2, True), (1, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.means.LONGEST", longest)
            assert (means(polynomial("2*W - L*log2(W)", d), d, work(), 0) is not None) is found


def test_differences_are_looked_at_where_conditions_do_not_do():
    tried = []
    with pytest.MonkeyPatch.context() as patch:
        for first in (None, EMPTY):
            answers = iter([first, EMPTY])
            patch.setattr(
                "symalgebra.order.proof.means.of_products",
                lambda *_, answers=answers: tried.append(1) or next(answers),
            )
            assert means(P("m*log2(n) - n*log2(m)"), under("n - m"), work(), 0) == EMPTY
    assert len(tried) == 3


WEIGHTED = [
    ("n**2*m - n*m", {}, True), ("n**2*m - n*m", {"n": 0}, False), ("n**2 + m**2 - 2*n*m", {"n": 0, "m": 0}, True), ("2*n**3 + m**3 - 3*n**2*m", {}, True),
    ("n**2 + m**2 - 2*n*m - 1", {}, False), ("n**2 + m**2 + k - 2*n*m - k", {}, True), ("n**2 + m**2 + r**2 - n*m - m*r - n*r", {}, True), ("n + m", {}, False),
    ("n - 1", {}, True), ("n - 2", {}, False), ("n*m**2 - n*m", {"n": -2}, False), ("n*m**2 - n*m", {"n": 0}, True), ("2**n*m - 2**n", {}, True), ("n**2 - n", {"n": -2}, False), ("n*m - floor(n/2)", {}, False), ("n*floor(m/2) - floor(m/2)", {}, True),
    ("3*n**2 - n - n**2", {}, True), ("n**2 + k*floor(n/2) - n", {"n": -2}, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans", "found"), WEIGHTED, ids=[f"{row[0]} {row[1]}" for row in WEIGHTED])
def test_means_of_positive_terms(text, spans, found):
    assert (asked(weighted, text, domain(**spans)) is not None) is found


def test_means_of_many_terms():
    for most, found in ((2, True), (1, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.weighted.MOST", most)
            assert (asked(weighted, "n**2 + m**2 - 2*n*m", FREE) is not None) is found


def test_means_of_what_has_no_least_value():
    (half,) = checker.floored(P("n - m"), P("2"), FREE)
    goal = checker.plus(checker.times({half: 1}, P("k")), {half: 1}, -1)
    assert weighted(goal, FREE, work(), 0) is None
    assert weighted(checker.plus(P("n**2 - n"), checker.power({half: 1}, 2)), FREE, work(), 0) is None
