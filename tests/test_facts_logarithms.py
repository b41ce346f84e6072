"""What is stated about a logarithm beside others, and how far logarithms are apart."""

import pytest
from goals import ONE_SYMBOL, atom, facts, spelled, told, under
from test_rules import FREE, domain, polynomial

from symalgebra.order.proof.linear import differences, scaled

ORDERS = [
    ("log2(n); log2(m)", FREE, ["1 | log2(n) | log2(m)", "1 | log2(m) | log2(n)"]),
    ("log2(n); log2(m)", under("m - n"), ["1 | log2(n) | log2(m) | by 1*0", "1 | log2(m) | log2(n)"]),
    ("log2(n); log2(m)", under("n - m - 1"), ["1 | log2(n) | log2(m)", "1 | log2(m) | log2(n) | by 1*0"]),
    ("log2(n)", domain(n=(3, 9)), ["1 | log2(n) | 2*log2(3) | by 1*n"]),
    ("log2(n + 1); log2(m)", FREE, ["1 | log2(n + 1) | log2(m)", "1 | log2(m) | log2(n + 1)", "1 | log2(n) | log2(n + 1)", "1/2 | log2(n + 1) | log2(n)"]),
    ("log2(3); log2(n)", FREE, []),
    ("log2(n); log2(3)", FREE, []),
    ("log2(n + m); n", FREE, ["1 | log2(m) | log2(m + n)", "1 | log2(n) | log2(m + n)", "1/2 | log2(m + n) | log2(m) + log2(n)"]),
    # a factor of each term from below; together from above with their highest powers
    ("log2(3*n**2 + m*n - 1)", domain(n=2), [
        "1 | log2(m) + log2(n) | log2(m*n + 3*n**2 - 1)", "3 | 2*log2(n) | log2(m*n + 3*n**2 - 1)",
        "1/4 | log2(m*n + 3*n**2 - 1) | log2(m) + 2*log2(n)"]),
    ("log2(n**2 + m*n - m)", domain(n=2), [
        "1 | log2(m) + log2(n) | log2(m*n - m + n**2)", "1 | 2*log2(n) | log2(m*n - m + n**2)",
        "1/2 | log2(m*n - m + n**2) | log2(m) + 2*log2(n)"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "d", "expected"), ORDERS, ids=[f"{row[0]} {len(row[1].given)}" for row in ORDERS]
)
def test_logarithms_beside_others(texts, d, expected):
    found = spelled(fact for fact in facts(texts, d) if fact[0] == "log-order")
    assert found == [f"log-order | {text}" for text in expected]


SUMS = [
    # the product of two others may be a part of it, or be it
    ("log2(n*m + 1); log2(n); log2(m); log2(k)", ["1 | log2(m) + log2(n) | log2(m*n + 1)"]),
    ("log2(2*n**2*m + 1); log2(n); log2(m)", ["2 | log2(m) + 2*log2(n) | log2(2*m*n**2 + 1)"]),
    ("log2(2*n**2*m + 1); log2(n)", []),
    ("log2(n**2 + 2*n + 1); log2(n + 1)", ["1 | 2*log2(n + 1) | log2(n**2 + 2*n + 1)", "1 | log2(n**2 + 2*n + 1) | 2*log2(n + 1)"]),
    ("log2(n**2 + 2*n + 3); log2(n + 1)", ["1 | 2*log2(n + 1) | log2(n**2 + 2*n + 3)"]),
    ("log2(n*m + n + 4); log2(n); log2(m + 1)", ["1 | log2(n) + log2(m + 1) | log2(m*n + n + 4)"]),
    ("log2(n*m + n + 1); log2(n); log2(m + 1)", ["1 | log2(n) + log2(m + 1) | log2(m*n + n + 1)"]),
    ("log2(n**2 + n + 1); log2(n + 1)", []),
    ("log2(n); log2(n + 1)", []),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), SUMS, ids=[row[0] for row in SUMS])
def test_sums_of_two_logarithms_come_first(texts, expected):
    found = [
        text for text in spelled(facts(texts, FREE)) if text.count("log2") > 2 or "2*log2(n + 1)" in text
    ]
    assert found[: len(expected)] == [f"log-order | {text}" for text in expected]


NEAR = [
    ("log2(n); log2(m)", under("m - n"), [
        "log-gap | log2(m) | log2(n) | False | by 1*0", "log-order | 1 | log2(n) | log2(m) | by 1*0",
        "log-gap | log2(n) | log2(m) | True | by 1*0"]),
    # log2(2*n) is nearer to log2(2*n + m) than log2(n)
    ("log2(2*n + m); log2(n)", FREE, [
        "log-gap | log2(m + 2*n) | log2(n) + 1 | False", "log-order | 1 | log2(n) | log2(m + 2*n)",
        "log-gap | log2(n) + 1 | log2(m + 2*n) | True", "log-mean"]),
    ("log2(n); log2(3)", domain(n=3), []),
    ("log2(n)", ONE_SYMBOL, ["low | log2(n)"]),
    # beside numbers, where there is one symbol
    ("log2(3*n + 1); log2(n)", ONE_SYMBOL, [
        "log-order | 3 | log2(n) | log2(3*n + 1)", "log-order | 1/4 | log2(3*n + 1) | log2(n)",
        "log-order | 1 | log2(n) | log2(3*n + 1)", "log-gap | log2(3) + log2(n) | log2(3*n + 1) | True",
        "log-gap | log2(3*n + 1) | log2(3) + log2(n) | False", "log-mean", "low | log2(n)", "low | log2(3*n + 1)"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "d", "expected"), NEAR, ids=[row[0] for row in NEAR])
def test_differences_of_logarithms(texts, d, expected):
    found = differences({atom(text, d) for text in texts.split("; ")}, d)
    shown = [[h.fact[0]] if h.fact and h.fact[0] == "log-mean" else h.fact or h.text for h in found]
    assert spelled(shown) == expected


def test_logarithms_of_e_beside_others():
    """Exact differences where log2(e) is there too; means of the parts of an argument, each times their number."""
    atoms = {atom("log2(n + 1)", ONE_SYMBOL), atom("log2(n)", ONE_SYMBOL)}
    found = [h.fact for h in differences({*atoms, ("euler",)}, ONE_SYMBOL) if h.fact]
    assert spelled(fact for fact in found if fact[-1] == "e") == [
        "log-gap | log2(n + 1) | log2(n) | e", "log-gap | log2(n) | log2(n + 1) | e",
    ]  # fmt: skip
    (mean,) = [fact for fact in found if fact[0] == "log-mean"]
    assert [told(part) for part in (mean[1], *mean[2])] == ["n + 1", "2*n", "2"]
    assert not [h for h in differences(atoms, ONE_SYMBOL) if h.fact and h.fact[-1] == "e"]


def test_an_argument_is_scaled_to_a_term_of_another():
    n, other = polynomial("n", FREE), polynomial("n/2 + m - k", FREE)
    assert scaled(n, other) == polynomial("n/2", FREE)
    for p, q in ((other, n), (polynomial("k", FREE), other), (polynomial("r", FREE), other)):
        assert scaled(p, q) == p


def test_five_logarithms_are_too_many():
    d = under("s - k")
    atoms = {name: atom(f"log2({name})", d) for name in "kmnrs"}
    assert len(differences({atoms["k"], atoms["s"]}, d)) == 3
    assert len(differences({atoms[name] for name in "kmns"}, d)) == 3
    assert differences(set(atoms.values()), d) == []
