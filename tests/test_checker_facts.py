"""The facts of the checker at the ends of their conditions: what they grant there, and what is past them."""

import json

import pytest
from certified import (
    FREE,
    LN2,
    LOG,
    LOW_N,
    P2,
    P3,
    PRODUCT,
    TIMES_R,
    I,
    certificate,
    domain,
    e,
    grants,
    polynomial,
    refuses,
    total,
)

from symalgebra.order import checker
from symalgebra.order.checker import Rejected

HALVES = ["add", ["sym", "m"], "1/2"]
FAR = 3**23
GRANTED = {
    "a floor by a fraction": ("floor", [["floor", ["sym", "n"], HALVES]], FREE, [
        ["add", ["sym", "n"], ["mul", "-1", HALVES, ["floor", ["sym", "n"], HALVES]]],
        ["add", HALVES, ["mul", "-1", ["sym", "n"]], ["mul", HALVES, ["floor", ["sym", "n"], HALVES]]],
    ]),
    "floors in order by a negative number": ("floor-order", [e("floor(r/2)"), e("floor(r/3)"), -1], domain(r=6), ["floor(r/2) - 1 - floor(r/3)"]),
    "equal powers in order": ("order", [P3, P3], FREE, ["0"]),
    "a line above a logarithm": ("log-line", [LOG, "1/2", "1/2"], FREE, [["add", "1/2", ["mul", "1/2", ["sym", "n"]], ["mul", "-1", LOG]]]),
    "a gap rounded up by a proof": ("log-gap", [["log2", e("k*r")], ["log2", e("m*r")], False, PRODUCT], TIMES_R, None),
    "powers to the power of 0": ("powers", [[[1, P3], [0, P2]], [[1, P2], [0, P3]]], FREE, ["3**n - 2**n - n"]),
    "a ratio to 1": ("ratio", [[[1, P2]], [], 1], FREE, ["2**n - 1 - n"]),
    "a ratio by its first term": ("ratio", [[[1, P3]], [[1, P2]], 0], FREE, ["3**n - 2**n"]),
    "a ratio by as many terms as may be": ("ratio", [[[1, P3]], [[1, P2]], 24], FREE, None),
    "a power of a logarithm as high as may be": ("log-power", [LOG, 24, "0", str(10**30), FAR], domain(n=FAR), None),
    "a cube of a logarithm beside its slope": ("log-power", [LOG, 3, "100", str(3 / LN2[0]), 16], domain(n=16), None),
    "a geometric sum of powers as high as may be": ("geometric", [total(["pow", ["floor", ["sym", "r"], ["pow", "2", I]], "24"])], FREE, None),
    "residues as many as may be of one symbol": ("residues", [e("5000*n + 3"), 5000], FREE, ["(5000*n + 3)**2 - 9"]),
    "residues of a number": ("residues", ["7", 5], FREE, ["45"]),
    "a root of coefficients that are no powers together": ("irrational", [e("8*n**2 - 9*m**2"), 2], FREE, ["(8*n**2 - 9*m**2)**2 - 1"]),
    "a root of coefficients in lowest terms": ("irrational", [e("3*n**2 - 6*m**2"), 2], FREE, ["(3*n**2 - 6*m**2)**2 - 1"]),
    "a root of a high power": ("irrational", [e("n**100 - 2*m**100"), 100], FREE, ["(n**100 - 2*m**100)**2 - 1"]),
}  # fmt: skip
REFUSED = {
    "floors in order by too low a number": ("floor-order", [e("floor(r/2)"), e("floor(r/3)"), -1], domain(r=5)),
    "an order of a number and a symbol": ("order", [P3, e("k**n")], FREE),
    "an order of a symbol and a number": ("order", [e("k**n"), P3], FREE),
    "a ratio of a number to a symbol": ("ratio", [[[1, P3]], [[1, e("k**n")]], 1], FREE),
    "a ratio of a symbol to 1": ("ratio", [[[1, e("k**n")]], [], 1], FREE),
    "a ratio with another exponent above": ("ratio", [[[1, P3], [1, e("2**k")]], [[1, P2]], 1], FREE),
    "a ratio with another exponent below": ("ratio", [[[1, P3]], [[1, P2], [1, e("2**k")]], 1], FREE),
    "powers of symbols out of order": ("powers", [[[1, e("k**n")]], [[1, e("m**n")]]], FREE),
    "powers of nothing": ("powers", [[], []], FREE),
    "a geometric sum of no sum": ("geometric", [["floor", ["sym", "r"], ["sym", "m"]]], FREE),
    "a geometric sum of a floor and its index": ("geometric", [total(["mul", ["floor", ["sym", "r"], ["pow", "2", I]], I])], FREE),
    "a geometric sum of ones": ("geometric", [total("1", "n - 2")], FREE),
    "a geometric sum by powers of a symbol": ("geometric", [total(["floor", ["sym", "r"], ["pow", ["sym", "m"], I]])], FREE),
    "as many subsets of none as elements": ("subsets", [["binomial", e("n + k"), e("k")], 1], domain(k=0)),
    "as many subsets of all as elements": ("subsets", [["binomial", e("n + k"), e("k")], 1], domain(n=0)),
    "a slope of a cube of a logarithm rounded down": ("log-power", [LOG, 3, "100", str(3 / LN2[1]), 16], domain(n=16)),
    "too high a power of a logarithm": ("log-power", [LOG, 25, "0", str(10**30), 3 * FAR], domain(n=3 * FAR)),
    "a geometric sum of too high powers": ("geometric", [total(["pow", ["floor", ["sym", "r"], ["pow", "2", I]], "25"])], FREE),
    "too many residues of one symbol": ("residues", [e("5001*n + 3"), 5001], FREE),
    "residues with one fraction": ("residues", [["add", ["mul", "1/2", ["sym", "n"]], ["sym", "m"], "1"], 3], FREE),
    "residues of a symbol and a power": ("residues", [e("3*n + 3*2**m + 1"), 3], FREE),
    "a root with a fraction first": ("irrational", [e("n**2/2 - m**2"), 2], FREE),
    "a root with a fraction last": ("irrational", [e("n**2 - m**2/2"), 2], FREE),
    "a root of a square beside 1": ("irrational", [e("n**2 - 4*m**2"), 2], FREE),
    "a root of 1 beside a square": ("irrational", [e("9*n**2 - m**2"), 2], FREE),
    "a root of equal terms": ("irrational", [e("2*n**2 - 2*m**2"), 2], FREE),
    "a root of squares after division": ("irrational", [e("8*n**2 - 18*m**2"), 2], FREE),
    "a root of powers of another exponent": ("irrational", [e("n**2 - 2*m**3"), 2], FREE),
    "a root with one symbol that may be 0": ("irrational", [e("n**2 - 2*m**2"), 2], domain(m=0)),
}  # fmt: skip


@pytest.mark.parametrize("name", GRANTED)
def test_a_fact_at_its_end(name):
    grants(*GRANTED[name])


@pytest.mark.parametrize("name", REFUSED)
def test_a_fact_past_its_end(name):
    refuses(*REFUSED[name])


@pytest.mark.parametrize("k", [2, 3, 5])
def test_roots_are_those_of_powers(k):
    roots = {j**k: j for j in range(1, 15)}
    for n in [*range(1, 200), *roots, *(power + 1 for power in roots)]:
        assert checker.root_of(n, k) == roots.get(n)


HALF_SQUARE = "n**2/2 - n/2"


@pytest.mark.parametrize(
    ("text", "is_"),
    [
        ("n**24", True), ("n**25", False), ("n**25 + n", False), ("n**24*m**24", True), ("n", True), (HALF_SQUARE, True),
        ("n**2/2 - n/2 + 1/2", False), ("n**2/2", False), ("n**2/3 - n/3", False), ("n**3/6 - n/6", True), ("n**2*m/2 - n*m/2", True), ("n**2*m**2/4 - n*m/4", False),
        ("(n**2 - n)*(m**2 - m)/4", True), ("0", True), ("1/2", False), ("floor(n/2)**2/2 - floor(n/2)/2", True), (["log2", e("n")], False),
    ],
)  # fmt: skip
def test_what_is_integer_valued(text, is_):
    assert checker.whole(polynomial(text)) is is_


def test_it_takes_no_endless_time_to_see_that_a_product_is_integer_valued():
    squares = ["mul", *(["pow", ["sym", f"x{i}"], "2"] for i in range(40))]
    d = domain(**{f"x{i}": 1 for i in range(40)})
    with pytest.raises(Rejected, match="work"):
        checker.whole(polynomial(squares, d))


# Claims


def of_symbols(count, proof=LOW_N):
    return certificate("n", proof, n=1, **{f"x{i}": 1 for i in range(count - 1)})


def test_a_claim_has_as_many_symbols_as_may_be():
    most = checker.MOST["symbols"]
    assert checker.accepted(of_symbols(most))
    assert not checker.accepted(of_symbols(most + 1))


TRUE = of_symbols(1)
NO_CLAIMS = {
    "a list": [TRUE],
    "no certificate": None,
    "another format": {**TRUE, "format": "symalgebra-certificate/2"},
    "no format": {k: v for k, v in TRUE.items() if k != "format"},
    "no claim": {k: v for k, v in TRUE.items() if k != "claim"},
    "a claim that is a list": {**TRUE, "claim": ["<="]},
    "a claim that is a text": {**TRUE, "claim": "0 <= n"},
    "another relation": {**TRUE, "claim": {**TRUE["claim"], "relation": ">="}},
    "no relation": {**TRUE, "claim": {k: v for k, v in TRUE["claim"].items() if k != "relation"}},
    "no domain": {**TRUE, "claim": {k: v for k, v in TRUE["claim"].items() if k != "domain"}},
    "a domain that is a list": {**TRUE, "claim": {**TRUE["claim"], "domain": ["n"]}},
    "conditions that are no list": {**TRUE, "claim": {**TRUE["claim"], "given": {"n": 1}}},
    "no left side": {**TRUE, "claim": {k: v for k, v in TRUE["claim"].items() if k != "left"}},
    "no proof": {k: v for k, v in TRUE.items() if k != "proof"},
    "no proof of an equation": {**TRUE, "claim": {**TRUE["claim"], "relation": "=="}},
    "a margin of 0": {**TRUE, "claim": {**TRUE["claim"], "relation": "<"}, "margin": "0"},
}  # fmt: skip


@pytest.mark.parametrize("name", NO_CLAIMS)
def test_what_claims_nothing(name):
    with pytest.raises(Rejected):
        checker.check(NO_CLAIMS[name])


def test_work_is_counted_afresh():
    checker.WORK[0] = checker.MOST["work"]
    checker.check(TRUE)
    assert 0 < checker.WORK[0] < 1000


@pytest.mark.parametrize("spare", [0, 1])
def test_a_file_is_as_long_as_may_be(spare, tmp_path, capsys):
    text, file = json.dumps(of_symbols(1)), tmp_path / "certificate.json"
    file.write_text(text[:-1] + " " * ((4 << 20) + spare - len(text)) + text[-1])
    assert checker.main([str(file)]) == spare
    told = capsys.readouterr()
    assert told.err.startswith("rejected: ") if spare else told.out.startswith("proved: ")
