"""Goals by the logarithms of both sides."""

import pytest
from goals import EMPTY, P, asked, atom, told, under, work
from test_rules import FREE

from symalgebra.order import checker
from symalgebra.order.proof.logs import argument, compared, exceeded, exponentiated, logarithm
from symalgebra.order.proof.logs import shared as alike
from symalgebra.order.proof.notation import write
from symalgebra.order.proof.search import search


def place(text, e=1):
    return atom(text, FREE), e


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("log2(n + 1)", ["add", "1", ["sym", "n"]]), ("k*log2(n)", ["pow", ["sym", "n"], ["sym", "k"]]), ("k*m", ["pow", "2", ["mul", ["sym", "k"], ["sym", "m"]]]),
        ("k", ["pow", "2", ["sym", "k"]]), ("k**2*log2(n)", ["pow", ["sym", "n"], ["pow", ["sym", "k"], "2"]]), ("log2(n)**2", None), ("log2(n)*log2(m)", None),
        ("floor(n/2)*log2(m)", None), ("2**n", None),
    ],
)  # fmt: skip
def test_what_a_term_is_the_logarithm_of(text, expected):
    (m,) = P(text)
    assert argument(m) == expected


def sides(text, d=FREE):
    """The sides of the order of products, and what it is multiplied with."""
    node = exponentiated(P(text, d), d, work(), 0, lambda *_: EMPTY)
    if node is None:
        return None
    (fact,) = node["facts"]
    ((scale, _),) = node["then"]["terms"]
    return fact[1], told(fact[2]) if fact[2] else "1", told(fact[3]) if fact[3] else "1", scale


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("log2(m + 1) - 2*log2(n) + 3", ("1/8", "2*log2(n)", "log2(m + 1)", "1")), ("log2(m)/2 - log2(n)/3 - 1/6", ("2", "2*log2(n)", "3*log2(m)", "1/6")),
        ("24*log2(m) - log2(n)", ("1", "log2(n)", "24*log2(m)", "1")), ("25*log2(m) - log2(n)", None), ("log2(m) - 25*log2(n)", None),
        ("n - log2(m)", ("1", "log2(m)", "n", "1")), ("n - m", None), ("log2(n)**2 - log2(m)", None), ("log2(n) - 25", None),
    ],
)  # fmt: skip
def test_products_of_arguments(text, expected):
    assert sides(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3**n - 2**n", "logarithm"), ("3**n + 2**n", None), ("3**n - 2**n + 1", None), ("3**n - 2**n - 1", None), ("n**2 - n", None), ("4**n - 2**n - 2", "fact"), ("9**n/2 - 2**n - 2", "fact"),
        ("4**n - 2**n - 3", None), ("3**n - 2**n - n", None), ("-3**n - 2**n", None),
    ],
)  # fmt: skip
def test_two_terms_by_their_logarithms(text, found):
    node = asked(logarithm, text, FREE, 0, search) if found else logarithm(P(text), FREE, work(), 0, search)
    assert (node and node["rule"]) == found


def test_logarithms_of_bases_are_exact_where_both_have_them():
    """On a domain with conditions, for powers of the same odd number."""
    d = under("m - n")
    pairs = [
        ("3**m - 3**n*k", True),
        ("3**m - 5**n", False),
        ("2**m - 2**n", False),
        ("k**m - k**n", False),
        ("6**m - 3**n*2**k", True),
    ]
    for text, same in pairs:
        assert alike(P(text), d) is same
        assert not alike(P(text), FREE)
    asked_for = []

    def refused(goal, d, budget, depth):
        asked_for.append(goal)

    for text, times in (("3**m - 3**n", 2), ("3**m - 2**n", 1)):
        asked_for.clear()
        assert compared(P(text), d, work(), 0, refused) is None
        assert len(asked_for) == times
    found = iter([None, EMPTY])
    assert compared(P("3**m - 3**n"), d, work(), 0, lambda *_: next(found)) == {
        "rule": "logarithm",
        "then": EMPTY,
        "exact": True,
    }
    assert compared(P("3**m - 3**n"), d, work(), 0, lambda *_: EMPTY) == {"rule": "logarithm", "then": EMPTY}

    def false(*_):
        raise checker.Rejected

    assert compared(P("3**m - 3**n"), d, work(), 0, false) is None


def test_a_term_beyond_another_and_a_number():
    """4**n is at least twice 2**n, and that at least 2**n + 2."""
    node = exceeded(P("4**n - 2**n - 2"), FREE, work(), 0, search)
    assert node["facts"][0][:2] == ["lemma", write(P("4**n - 2*2**n"))]
    checker.prove(node, P("4**n - 2**n - 2"), FREE)
    assert exceeded(P("4**n - 2**n - 3"), FREE, work(), 0, search) is None
    assert exceeded(P("4**n - 2**n - 2"), FREE, work(), 0, lambda *_: None) is None
    for leaf in (None, {"rule": "fact", "facts": [], "then": EMPTY}):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symalgebra.order.proof.logs.prove_leaf", lambda *_, leaf=leaf: leaf)
            assert exceeded(P("4**n - 2**n - 2"), FREE, work(), 0, search) is None
