"""Facts that have a condition, and products of what is known."""

import pytest
from goals import told, under
from test_rules import FREE, polynomial

from symalgebra.order import checker
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.hypotheses import conditions, ends
from symalgebra.order.proof.linear import candidates, combined, prove_linear
from symalgebra.order.proof.statements import justified, shift


def test_absurdity_is_for_integers():
    """n - k > -1 does not make n - k - 1/2 >= 0."""
    d = under("n - k")
    assert prove_linear(polynomial("n - k - 1/2", d), d, Budget(20_000)) is None
    d = under("2*n - 2*k + 1")
    node = prove_linear(polynomial("n - k", d), d, Budget(20_000))
    assert node["rule"] == "absurd"
    checker.prove(node, polynomial("n - k", d), d)


# Where a fact has a condition


@pytest.mark.parametrize(
    ("big", "small", "k"),
    [
        ("(r + 2)/3", "r/3", 0), ("r/3", "(r + 2)/3", 1), ("r/3", "(r + 7)/3", 3), ("(r + 7)/3", "r/3", -2), ("r/2", "r/3", 0),
        ("r/3", "r/2", 0), ("(r + 3)/2", "r/3", -1), ("r/s", "r/3", 0), ("r/3", "r/s", 0),
    ],
)  # fmt: skip
def test_how_far_floors_are_apart(big, small, k):
    """The least k with a/b + k >= p/q; 0 where none is found."""
    divisors = [text.rsplit("/", 1) for text in (big, small)]
    pair = [
        ("floor", checker.frozen(polynomial(top, FREE)), checker.frozen(polynomial(bottom, FREE)))
        for top, bottom in divisors
    ]
    assert shift(*pair, FREE) == k


JUSTIFIED = [
    ("m - n", True), ("m - n + 2", True), ("m - n - 1", False), ("2*m - 2*n", False), ("m - n + k", False),
    ("log2(m) - log2(n)", True), ("log2(m) - log2(n) + 2", True), ("log2(m) - log2(n) - 1", False), ("2*log2(m) - log2(n)", False),
    ("log2(m)**2 - log2(n)", False), ("log2(m) - log2(n) + k", False), ("log2(m) - log2(n) + log2(k)", False), ("log2(n) - log2(m)", None),
    ("log2(m + 1) - log2(n)", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), JUSTIFIED, ids=[row[0] for row in JUSTIFIED])
def test_what_conditions_show(text, shown):
    """n <= m, and so log2(n) <= log2(m); a proof that is offered need not be one."""
    d = under("k - 5", "m - n")
    gap = polynomial(text, d)
    assert justified(["fact"], gap, d)[:1] == ["fact"]
    proofs = justified([], gap, d)
    if shown is not None:
        assert len(proofs) == shown
        for proof in proofs:
            checker.prove(proof, gap, d)
    else:
        with pytest.raises(checker.Rejected):
            checker.prove(proofs[0], gap, d)


# Products


def test_products_of_hypotheses():
    """1, each low, and each two of up to six lows, alone and times one other hypothesis; ninety in all."""
    d = under("n - 2*k")
    lows = [next(ends(("sym", name), d)) for name in "nmkrswx"]
    known = conditions(d)

    def products(lows, known):
        return [[h.text[-1] for h in refs] for refs, _ in candidates(lows, known)]

    n, k, given = lows[0].text[-1], lows[2].text[-1], known[0].text[-1]
    assert products([lows[0], lows[2]], known) == [
        [], [given], [n], [n, given], [k], [k, given], [n, n], [n, n, given], [n, k], [n, k, given], [k, k], [k, k, given],
    ]  # fmt: skip
    for refs, p in candidates([lows[0], lows[2]], known):
        assert p == checker.product_of([h.poly for h in refs])
    assert len(products(lows[:6], [])) == 1 + 6 + 21
    assert len(products(lows, [])) == 1 + 7
    assert len(products(lows[:6], known * 3)) == 90


@pytest.mark.parametrize(("given", "found"), [(["n - 2*k"], True), ([], False)], ids=str)
def test_logarithms_are_multiplied_by_conditions(given, found):
    """Of the atoms, symbols and powers are factors; logarithms where there are conditions."""
    d, taken = under(*given), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "symalgebra.order.proof.linear.program", lambda goal, products, *_: taken.extend(products)
        )
        assert combined(polynomial("log2(k)*n + 2**m - floor(n/2)", d), d, Budget(20_000)) is None
    lows = {
        told(refs[0].text[1])
        for refs, _ in taken
        if len(refs) == 1 and refs[0].fact is None and refs[0].text[0] == "low"
    }
    assert lows == {"n", "2**m", "floor(n/2)"} | ({"log2(k)", "k"} if found else set())
