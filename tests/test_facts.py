"""What is worth stating about an atom beside others, in the order in which it is tried."""

from math import prod

import pytest
from goals import facts, spelled, under
from test_rules import FREE, domain

from symalgebra.order.expressions import formula_of

BERNOULLI = [
    f"bernoulli | 2**n | {k} | {l}"
    for k, l in [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (4, 0), (5, 0), (6, 0)]
]
OF_SYMBOLS = ["bernoulli | k**n | 1 | 0", "bernoulli | k**n | 1 | 1"]
OF_SETS = [f"{kind} | binomial(n, k)" for kind in ("central", "binomial", "selections")]
STATED = [
    # those with the same divisor come first
    ("floor((r + 2)/3); floor(r/2); floor(r/3); n", FREE, [
        "floor-order | ceiling(r/3) | floor(r/3) | 0", "floor-order | floor(r/3) | ceiling(r/3) | 1",
        "floor-order | ceiling(r/3) | floor(r/2) | 0", "floor-order | floor(r/2) | ceiling(r/3) | 1", "floor | ceiling(r/3)"]),
    # only powers of its own base beside its own exponent, or of its own exponent
    ("2**n; 2**m; k**m", FREE, ["exponent | 2**n | 2**m", "exponent | 2**m | 2**n", *BERNOULLI]),
    ("2**n; 2**m", under("n - m"), ["exponent | 2**n | 2**m | by 1*0", "exponent | 2**m | 2**n", *BERNOULLI]),
    ("k**n; k**m", FREE, ["exponent | k**n | k**m", "exponent | k**m | k**n", *OF_SYMBOLS]),
    ("k**n; 2**m; m", domain(k=3), ["powers | k**n | 3**n", *OF_SYMBOLS]),
    ("k**n; n", domain(k=2), ["powers | k**n | 2**n", *OF_SYMBOLS]),
    ("max(n, m); max(n, k)", FREE, ["extremum | Max(m, n)"]),
    ("min(n, m)", FREE, ["extremum | Min(m, n)"]),
    ("n; m", FREE, []),
    ("binomial(n, k); binomial(n + 1, k); n", FREE, [
        "pascal | binomial(n, k) | binomial(n + 1, k)", "pascal | binomial(n + 1, k) | binomial(n, k)",
        "subsets | binomial(n, k) | 1 | None | None", "subsets | binomial(n, k) | 0 | None | None", *OF_SETS]),
    ("binomial(n, k)", under("n - k - 1", "k - 2"), [
        "subsets | binomial(n, k) | 1 | by 1*1 | by 1*0", "subsets | binomial(n, k) | 0 | by 1*1 | by 1*0", *OF_SETS]),
    ("binomial(n, k)", under("n - k"), [
        "subsets | binomial(n, k) | 1 | None | None", "subsets | binomial(n, k) | 0 | None | by 1*0", *OF_SETS]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "d", "expected"), STATED, ids=[f"{row[0]} {len(row[1].given)}" for row in STATED]
)
def test_what_is_stated(texts, d, expected):
    assert spelled(facts(texts, d)) == expected


POWERS = [
    # those whose bases are near come first: 3 > 2, 9 > 2, ..., each with its first terms of a binomial sum
    ("2**n; 3**n", "3 2, 9 2, 27 2, 4 3, 9 4, 27 4, 9 8, 8 3, 27 8"),
    ("5**n; 2**n; 3**n; n", "6 5, 5 4, 8 5, 5 3, 9 5, 12 5, 5 2, 18 5, 27 5, 27 25, 25 18, 25 12"),
]


@pytest.mark.parametrize(("texts", "expected"), POWERS, ids=[row[0] for row in POWERS])
def test_powers_of_numbers_beside_others(texts, expected):
    """Of the bases A > B: A**n against B**n, twelve pairs at most, with up to three terms of (A/B)**n."""
    found = [fact for fact in facts(texts, FREE) if fact[0] in ("powers", "ratio")]
    bases = [
        [str(prod(formula_of(power).at(n=1) ** e for e, power in side)) for side in f[1:3]] for f in found
    ]
    assert bases == [pair.split() for pair in expected.split(", ") for _ in range(4)]
    assert [(fact[0], *fact[3:]) for fact in found[:4]] == [
        ("powers",),
        ("ratio", 1),
        ("ratio", 2),
        ("ratio", 3),
    ]
    orders = [fact[1:] for fact in facts(texts, FREE) if fact[0] == "order"]
    assert len(orders) == 2 * (texts.count("**") - 1)


def test_powers_of_symbols_beside_others():
    """Which one is greater is not known: both are stated."""
    found = [fact for fact in facts("2**n; k**n", FREE) if fact[0] in ("powers", "ratio", "order")]
    assert len(found) == 2 * 3 * 3
    assert spelled(found[:4]) == [
        "powers | 2**n | k**n", "powers | k**n | 2**n", "powers | 2**n | k**(2*n)", "powers | k**(2*n) | 2**n",
    ]  # fmt: skip
    known = facts("k**n; s**n", under("k - s - 1"))
    assert spelled(known)[:2] == ["powers | k**n | s**n | by 1*0", "powers | s**n | k**n"]
