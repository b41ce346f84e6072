"""Certificates, domains and proofs as tests of the checker write them."""

from random import Random

import pytest
from oracle import claim_points, claimed

from symalgebra.formula import formula, read
from symalgebra.order import checker
from symalgebra.order.checker import Domain, log2_below
from symalgebra.order.expression import expression

I = ["sym", "#1"]
POINTS = {"rule": "points"}
FREE = Domain({name: (1, None) for name in "nmkrsxy"}, [])


def e(text):
    return expression(formula(read(text))) if isinstance(text, str) else text


def domain(*given, **spans):
    """The named ranges, a number being the least value; other symbols are at least 1."""
    ranges = FREE.ranges | {k: v if isinstance(v, tuple) else (v, None) for k, v in spans.items()}
    d = Domain(ranges, [])
    for text in given:
        d = d.narrowed(polynomial(text, d))
    return d


def polynomial(text, d=FREE):
    checker.WORK[0] = 0
    return checker.polynomial(e(text), d)


def total(body, count="n", index="#1"):
    return ["sum", body, index, e(count)]


def by(*terms, **more):
    """A combination: each term is a coefficient and its hypotheses."""
    return {"rule": "combination", "terms": [[c, list(refs)] for c, *refs in terms], **more}


def given(i=0):
    return by(["1", ["given", i]])


def fact(*entry, then=None):
    return {"rule": "fact", "facts": [list(entry)], "then": then or given()}


def certificate(goal, proof, *conditions, relation="<=", more=None, **spans):
    spans = {k: list(v) if isinstance(v, tuple) else [v, None] for k, v in spans.items()}
    claim = {
        "left": "0",
        "relation": relation,
        "right": e(goal),
        "domain": spans,
        "given": [e(c) for c in conditions],
    }
    return {"format": checker.FORMAT, "claim": claim, "proof": proof, **(more or {})}


P2, P3 = e("2**n"), e("3**n")
LOG = ["log2", ["sym", "n"]]
LOG_M = ["log2", ["sym", "m"]]
TIMES_R = domain("k - m", n=0)
PRODUCT = by(["1", ["given", 0], ["low", e("r")]], ["1", ["given", 0]])  # k*r - m*r
LN2 = checker.LN2


def cases(*branches, of):
    return {"rule": "case", "atom": e(of), "cases": [{"is": e(a), "then": then} for a, then in branches]}


def split(on, yes, no):
    return {"rule": "split", "on": e(on), "yes": yes, "no": no}


def residue(modulus, then=POINTS, of="n"):
    return {"rule": "residue", "symbol": of, "quotient": "q", "modulus": modulus, "cases": [then] * modulus}


BOX = {"n": (1, 3), "m": (1, 3), "k": (1, 3)}
LOW_N = by(["1", ["low", e("n")]])


def holds(claim):
    """Whether a claim holds at all points that are tried."""
    return all(claimed(claim, p) is not False for p in claim_points(claim, 60, Random(1)))


# at n = 3 this is between 1 and 2, since log2(3) is known within 2**-40
UNSURE = ["add", ["mul", str(2**40), LOG], str(1 - int(log2_below(3) * 2**40))]


def grants(kind, arguments, d, expected):
    """A fact is granted, and says what is expected where that is known."""
    checker.WORK[0] = 0
    found = checker.FACTS[kind](arguments, d, 0)
    assert found
    assert expected is None or found == [polynomial(text, d) for text in expected]


def refuses(kind, arguments, d):
    """A fact is not granted."""
    checker.WORK[0] = 0
    with pytest.raises(checker.Rejected):
        checker.FACTS[kind](arguments, d, 0)


def proves(certificate):
    """What is true is proved."""
    checker.check(certificate)
    assert holds(certificate["claim"])


def proves_nothing(certificate):
    """What is false is not."""
    assert not holds(certificate["claim"])
    assert not checker.accepted(certificate)
