"""The checker of certificates as an adversary sees it: forged proofs, mutated ones, and data that is no proof."""

import ast
import json
import math
import subprocess
import sys
from copy import deepcopy
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from time import process_time

import mpmath
import pytest
from corpus import corpus
from oracle import UNDEFINED, claim_points, claimed, evaluate, real

from symalgebra.formula import read
from symalgebra.order import Proved, checker, compare
from symalgebra.order.proof.notation import write, write_atom

CHECKER = Path(checker.__file__)


def sym(name):
    return ["sym", name]


def add(*parts):
    return ["add", *parts]


def mul(*parts):
    return ["mul", *parts]


def floor(a, b):
    return ["floor", a, b]


def power(a, b):
    return ["pow", a, b]


def minus(a):
    return mul("-1", a)


def combination(*terms, **more):
    return {"rule": "combination", "terms": [list(t) for t in terms], **more}


def certificate(left, right, domain, proof, relation="<=", given=(), **more):
    claim = {"left": left, "relation": relation, "right": right, "domain": domain, "given": list(given)}
    return {"format": checker.FORMAT, "claim": claim, "proof": proof, **more}


n, m, k, x, y, r = map(sym, "nmkxyr")
POSITIVE = {name: [1, None] for name in "nmkxyr"}


def only(*names, **spans):
    return {**{name: [1, None] for name in names}, **{name: list(span) for name, span in spans.items()}}


def low(e):
    return ["low", e]


POINTS = {"rule": "points"}
HALF = floor(n, "2")
BINOMIAL = ["binomial", add(n, "-5"), k]
BROKEN_BINOMIAL = ["binomial", mul("1/2", n), k]
LOG = ["log2", n]


def residue(of, fresh, *cases):
    return {"rule": "residue", "symbol": of, "quotient": fresh, "modulus": len(cases), "cases": list(cases)}


def fact(*facts, then):
    return {"rule": "fact", "facts": [list(f) for f in facts], "then": then}


def split(on, yes, no):
    return {"rule": "split", "on": on, "yes": yes, "no": no}


def sum_of(body, count=n, index="#1"):
    return ["sum", body, index, count]


# One that is at most 1, and negative where k*m > 20, without a least value
UNBOUNDED = ["min", add(sum_of(floor(add("20", mul("-2", sym("#1"), k)), "3"), m), "1"), "1"]

# False claims, each with a proof that breaks one rule. The first six were accepted once.
FORGED = {
    "a quotient takes the name of an index": certificate(
        UNBOUNDED, mul(x, UNBOUNDED), only("x", n=(0, None), k=(0, None), m=(0, None)),
        residue("n", "#1", *[{"rule": "logarithm", "then": combination(["1", [low(["log2", x])]])}] * 2),
        given=[add("20", minus(mul(n, k)))],
    ),
    "a quotient takes the name of a base": certificate(
        power(n, k), "1", only(n=(1, 5), m=(2, 3), k=(1, 1)), residue("n", "q", *[residue("m", "n", POINTS, POINTS)] * 2)
    ),
    "a symbol named ? lets a floor be a base": certificate(
        "1", power(HALF, k), {"?": [1, None], **only("n", "k")}, combination(["1", [low(power(HALF, k))]])
    ),
    "a binomial coefficient of a negative number": certificate(
        "0", BINOMIAL, only("n", k=(1, 1)), combination(["1", [low(BINOMIAL)]])
    ),
    "a binomial coefficient of a fraction is no integer": certificate(
        add(BROKEN_BINOMIAL, floor(BROKEN_BINOMIAL, "1")), mul("2", BROKEN_BINOMIAL), only("n", k=(1, 1)), combination()
    ),
    "a negative factor is cancelled under a logarithm": certificate(
        x, mul(x, y), only(x=(-3, -1), y=(2, 9)),
        {"rule": "logarithm", "then": combination(["1", [low(["log2", y])]], ["1", []])},
    ),
    "the one next to a half": certificate(
        mul("1/2", n), mul("1/4", power(n, "2")), only("n"), combination(["1", [["consecutive", mul("1/2", n)]]])
    ),
    "a negative coefficient": certificate(n, "5", only("n"), combination(["-1", [low(n)]], ["4", []])),
    "a number less than nothing is left": certificate("3", n, only("n"), combination(["1", [low(n)]])),
    "a symbol is left": certificate("3", add(n, m), only("n", "m"), combination(["1", [low(n)]])),
    "no terms": certificate("2", n, only("n"), combination()),
    "a scale that is 0": certificate("2", n, only("n"), combination(scale="0")),
    "a negative scale": certificate("2", n, only(n=(1, 2)), combination(["1", [["high", "n"]]], scale="-1")),
    "a scale that may be 0": certificate("2", n, only("n"), combination(scale=add(n, "-1"))),
    "a scale that changes sign": certificate(
        "0", add(n, "-2"), only("n"), combination(["1", [["square", add(n, "-2")]]], scale=add(n, "-2"))
    ),
    "a reference to no condition": certificate("2", n, only("n"), combination(["1", [["given", 0]]])),
    "a reference from the end": certificate("2", n, only("n"), combination(["1", [["given", -1]]]), given=[add(n, "-1")]),
    "the greatest value of an unbounded symbol": certificate(n, "9", only("n"), combination(["1", [["high", "n"]]])),
    "a symbol without a range": certificate("1", sym("t"), only("n"), combination(["1", [low(sym("t"))]])),
    "a binomial of a binomial": certificate("0", add(n, "-3"), only("n"), combination(["1", [["choose", "n", -1]]])),
    "a case split on a half": certificate(
        add(n, "1"), mul("2", n), only(n=(1, 1)), split(mul("1/2", n), POINTS, POINTS), relation="<"
    ),
    "a case split on a half proves too much": certificate(
        add(mul("2", power(add(n, "-1/2"), "2")), "1/4"), power(n, "2"), only(n=(0, 0)),
        split(add(n, "-1/2"), POINTS, POINTS),
    ),
    "one side of a split is missing": certificate("2", n, only("n"), split(add(n, "-2"), combination(["1", [["given", 0]]]), None)),
    "a false point": certificate(n, "3", only(n=(1, 4)), POINTS),
    "points of an unbounded symbol": certificate(n, "3", only("n"), POINTS),
    "points skipped by a condition that holds": certificate("1", n, only(n=(0, 3)), POINTS, given=[add("3", minus(n))]),
    "a residue is missing": certificate(n, mul("2", HALF), only("n"), residue("n", "q", combination())),
    "a residue with a quotient that is known": certificate(n, "1", only(n=(1, 5), m=(0, 0)), residue("n", "m", POINTS, POINTS)),
    "residues of a false claim": certificate(n, mul("2", HALF), only(n=(1, 9)), residue("n", "q", POINTS, POINTS)),
    "absurdity of a fraction": certificate(
        "1/2", mul("1/2", add(n, "-1")), only(n=(1, 1)), {"rule": "absurd", "then": combination(["2", [["given", 0]]])}
    ),
    "an extremum with a case less": certificate(
        ["max", n, m], n, only("n", "m"), {"rule": "case", "atom": ["max", n, m], "cases": [{"is": n, "then": combination()}]}
    ),
    "an extremum with one case twice": certificate(
        ["max", n, m], n, only("n", "m"), {"rule": "case", "atom": ["max", n, m], "cases": [{"is": n, "then": combination()}] * 2}
    ),
    "a maximum below its arguments": certificate(
        ["max", n, m], n, only("n", "m"), fact(["extremum", ["max", n, m]], then=combination(["-1", [["given", 0]]]))
    ),
    "an extremum of other arguments": certificate(
        ["max", n, m], mul("2", n), only("n", "m"),
        fact(["extremum", add(["max", n, m], mul("0", n))], then=combination(["1", [["given", 0]]])),
    ),
    "a floor one too high": certificate(
        n, mul("2", HALF), only("n"), fact(["floor", HALF], then=combination(["1", [["given", 1]]]))
    ),
    "the spare of a floor of a fraction": certificate(
        add(n, "1/2"), mul("2", floor(add(n, "1/2"), "2")), only(n=(1, 1)),
        fact(["floor", floor(add(n, "1/2"), "2")], then=combination(["1", [["given", 1]]], ["1", []])),
    ),
    "a floor that may be negative": certificate(
        "0", floor(add(n, "-9"), "2"), only("n"), combination(["1", [low(floor(add(n, "-9"), "2"))]])
    ),
    "a floor with a divisor that may be 0": certificate(
        "0", floor(n, add(m, "-1")), only("n", "m"), combination(["1", [low(floor(n, add(m, "-1")))]])
    ),
    "a quotient by what may be negative": certificate(
        "0", mul(n, power(add(n, "-3"), "-1")), only("n"), combination(["1", []])
    ),
    "a power of 0": certificate("1", power(n, k), only(n=(0, None), k=(1, None)), combination(["1", [low(power(n, k))]])),
    "a negative exponent": certificate(
        "1", power("2", k), only(k=(-3, None)), combination(["1", [low(power("2", k))]])
    ),
    "a base below 1": certificate(
        power("1/2", n), mul("1/4", power("1/2", n)), only("n"), combination(["1", [low(power("1/2", n))]])
    ),
    "the binomial theorem for a symbolic base": certificate(
        add("1", mul("3", add(k, "-1"))), power(k, n), only("k", "n"),
        fact(["bernoulli", power(k, n), 1], then=combination(["1", [["given", 0]]])),
    ),
    "the binomial theorem too far": certificate(
        add("1", n, mul("1/2", n, add(n, "-1"))), power(k, n), only("k", "n"),
        fact(["bernoulli", power(k, n), 2], then=combination(["1", [["given", 0]]])),
    ),
    "powers in the wrong order": certificate(
        power("3", n), power("2", n), only("n"), fact(["order", power("2", n), power("3", n)], then=combination(["1", [["given", 0]]]))
    ),
    "exponents in the wrong order": certificate(
        power("2", n), power("2", m), only("n", "m"),
        fact(["exponent", power("2", m), power("2", n)], then=combination(["1", [["given", 0]]])),
    ),
    "a ratio the wrong way round": certificate(
        mul(n, power("3", n)), power("2", n), only("n"),
        fact(["ratio", power("2", n), power("3", n), 1], then=combination(["1", [["given", 0]]])),
    ),
    "a line that cuts the logarithm": certificate(
        LOG, mul("1/2", n), only("n"), fact(["log-line", LOG, "0", "1/2"], then=combination(["1", [["given", 0]]]))
    ),
    "a falling line": certificate(
        LOG, add("5", mul("-1", n)), only("n"), fact(["log-line", LOG, "5", "-1"], then=combination(["1", [["given", 0]]]))
    ),
    "a chord that is too steep": certificate(
        n, add(LOG, "1"), only(n=(1, 4)), fact(["log-chord", LOG, "-1", "1"], then=combination(["1", [["given", 0]]]))
    ),
    "a chord without an end": certificate(
        "1", add(LOG, mul("1/10", n)), only("n"), fact(["log-chord", LOG, "1", "-1/10"], then=combination(["1", [["given", 0]]]))
    ),
    "the square of a logarithm near 1": certificate(
        power(LOG, "2"), n, only("n"), fact(["log-power", LOG, 2, "0", "1"], then=combination(["1", [["given", 0]]]))
    ),
    "a sum of half a step": certificate(
        sum_of(["max", sym("#1"), "1"], mul("1/2", n)), "0", only(n=(1, 1)),
        fact(["sum", sum_of(minus(["max", sym("#1"), "1"]), mul("1/2", n)), POINTS], then=combination(["1", [["given", 0]]])),
    ),
    "an empty set without a subset": certificate(
        add(["binomial", n, k], "1"), power("2", n), only(n=(0, None), k=(0, None)),
        fact(["binomial", ["binomial", n, k]], then=combination(["1", [["given", 0]]])),
    ),
    "more subsets than there are": certificate(
        mul("3", ["binomial", n, k]), power("2", n), only("n", "k"),
        fact(["binomial", ["binomial", n, k]], then=combination(["1", [["given", 0]]])),
    ),
    "a strict claim of an equality": certificate(n, n, only("n"), combination(), relation="<"),
    "a margin that is 0": certificate(n, n, only("n"), combination(), relation="<", margin="0"),
    "a negative margin": certificate(n, n, only("n"), combination(["1", []]), relation="<", margin="-1"),
    "an equation proved one way": certificate("1", n, only("n"), {"rule": "both", "up": combination(["1", [low(n)]]), "down": None}, relation="=="),
    "an equation without a proof": certificate("1", n, only("n"), {"rule": "identity"}, relation="=="),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_forged_proofs_are_refused(name):
    forged = FORGED[name]
    points = claim_points(forged["claim"], 400, Random(name))
    undefined = all(claimed(forged["claim"], p) is None for p in points)
    assert undefined or any(claimed(forged["claim"], p) is not True for p in points), "the claim is not false"
    assert not checker.accepted(forged)


# True claims: one proof for each rule


TRUE = {
    "a number is left": certificate("-1", n, only("n"), combination(["1", [low(n)]])),
    "combination": certificate("2", add(n, m), only("n", "m"), combination(["1", [low(n)]], ["1", [low(m)]])),
    "scale": certificate(power(n, "-1"), "1", only("n"), combination(["1", [low(n)]])),
    "square": certificate(mul("2", n, m), add(power(n, "2"), power(m, "2")), only("n", "m"), combination(["1", [["square", add(n, minus(m))]]])),
    "consecutive": certificate(mul("3", n), add(power(n, "2"), "2"), only("n"), combination(["1", [["consecutive", add(n, "-1")]]])),
    "choose": certificate(n, power(n, "2"), only(n=(0, None)), combination(["1", [["choose", "n", 2]]])),
    "high": certificate(n, "9", only(n=(1, 9)), combination(["1", [["high", "n"]]])),
    "split": certificate(
        mul("3", n), add(power(n, "2"), "2"), only("n"),
        split(add(n, "-2"), combination(["1", [low(n), low(n)]], ["1", [low(n)]]), POINTS),
    ),
    "points": certificate(power(n, "2"), power("2", n), only(n=(4, 30)), POINTS),
    "residue": certificate(add(n, "-1"), mul("2", HALF), only("n"), residue("n", "q", combination(["1", []]), combination())),
    "floor": certificate(mul("2", HALF), n, only("n"), fact(["floor", HALF], then=combination(["1", [["given", 0]]]))),
    "absurd": certificate("1", n, only("n"), {"rule": "absurd", "then": combination(["1", [["given", 0]], ["1", [low(n)]]])}),
    "bernoulli": certificate(add(n, "1"), power("2", n), only("n"), fact(["bernoulli", power("2", n), 1], then=combination(["1", [["given", 0]]]))),
    "extremum": certificate(n, ["max", n, m], only("n", "m"), fact(["extremum", ["max", n, m]], then=combination(["1", [["given", 0]]]))),
    "sum": certificate(
        sum_of(floor(sym("#1"), "2")), sum_of(["max", sym("#1"), "0"]), only("n"),
        fact(
            ["sum", sum_of(add(["max", sym("#1"), "0"], minus(floor(sym("#1"), "2")))),
             fact(["extremum", ["max", sym("#1"), "0"]], ["floor", floor(sym("#1"), "2")], then=combination(
                 ["1", [["given", 1]]], ["1/2", [["given", 3]]], ["1/2", [low(sym("#1"))]]))],
            then=combination(["1", [["given", 0]]]),
        ),
    ),
    "a sum of powers": certificate(
        mul("6", sum_of(power(sym("#1"), "2"))), mul(n, add(n, "-1"), add(mul("2", n), "-1")), only("n"), None, relation="=="
    ),
    "mean": certificate(
        mul("3", x, y), add(power(x, "3"), power(y, "3"), "1"), only("x", "y"),
        combination(["1", [["mean", mul(x, y), [[1, power(x, "3")], [1, power(y, "3")], [1, "1"]]]]]),
    ),
    "log-gap": certificate(
        mul(n, add(["log2", add(n, "1")], minus(LOG))), "10000000000000000/6931471805599453", only("n"),
        fact(["log-gap", ["log2", add(n, "1")], LOG, False], then=combination(["1", [["given", 0]]])),
    ),
    "binomial": certificate(add(["binomial", n, k], "1"), power("2", n), only("n", "k"), fact(["binomial", ["binomial", n, k]], then=combination(["1/2", [["given", 0]]], ["1/2", [low(power("2", n))]]))),
    "nothing to prove": certificate(n, "0", only(n=(5, 3)), combination()),
    "identity": certificate(power(add(n, "1"), "2"), add(power(n, "2"), mul("2", n), "1"), only("n"), None, relation="=="),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in TRUE if name != "sum"])
def test_true_proofs_are_taken(name):
    checker.check(TRUE[name])


# Facts, references and bounds are true wherever they are granted


def test_the_gap_of_logarithms_is_rounded_on_the_safe_side():
    """1/ln 2 is rounded by the sign of q - p, so that sign has to be proved."""
    domain, logs = checker.Domain({"n": (1, None)}, []), (["log2", add(n, "1")], LOG)
    for up, pair in ((False, logs), (True, logs[::-1])):
        checker.fact_log_gap([*pair, up], domain, 0)
        with pytest.raises(checker.Rejected):
            checker.fact_log_gap([*pair, not up], domain, 0)


def test_lines_above_logarithms_are_rounded_on_the_safe_side():
    """A line that touches log2 is refused by as little as ln 2 is rounded."""
    domain, (below, above) = checker.Domain({"n": (1, None)}, []), checker.LN2

    def line(a, b):
        return checker.fact_log_line([LOG, str(a), str(b)], domain, 0)

    def slope(b):
        return checker.fact_log_power([LOG, 2, "100", str(b), 16], domain, 0)

    assert line(-1 / above, 1 / below)
    assert slope(2 * 4 / (16 * below))
    for refused in (
        lambda: line(-1 / below, 1 / below),
        lambda: line(-1 / above, 1 / above),
        lambda: slope(2 * 4 / (16 * above)),
    ):
        with pytest.raises(checker.Rejected, match="cuts"):
            refused()


def random_atom(random, depth=2):
    """An expression that is an atom or nearly one, over n, m, k and x."""
    kind = (
        random.choice(["floor", "max", "min", "log2", "pow", "base", "binomial", "sym"]) if depth else "sym"
    )
    inner = lambda: random_polynomial(random, depth - 1)  # noqa: E731
    if kind == "floor":
        return floor(inner(), random.choice(["2", "3", "1/2", m, add(m, "1"), inner()]))
    if kind in ("max", "min"):
        return [kind, *(inner() for _ in range(random.randint(1, 3)))]
    if kind == "log2":
        return ["log2", random.choice([n, m, inner(), mul("1/3", n)])]
    if kind == "pow":
        return power(
            random.choice(["2", "3", "4", "6", "3/2", "1/2"]),
            random.choice([n, m, mul(n, m), add(n, minus(m)), mul("2", k), x, *nested_exponents(random)]),
        )
    if kind == "base":
        return power(random.choice([n, m, x]), random.choice([n, k, x, mul(n, k)]))
    if kind == "binomial":
        return [
            "binomial",
            random.choice([n, add(n, k), add(n, minus(k)), inner()]),
            random.choice([k, "2", m, x]),
        ]
    return random.choice([n, m, k, x])


def nested_exponents(random):
    """Exponents that are no products of symbols."""
    return [power("2", n), floor(random.choice([n, m, x]), "2"), ["max", n, m], mul(k, power("2", m))]


def random_polynomial(random, depth):
    terms = []
    for _ in range(random.randint(1, 3)):
        factors = [random_atom(random, depth) for _ in range(random.choice([0, 1, 1, 2]))]
        terms.append(mul(random.choice(["1", "2", "-1", "3", "-2", "1/2", "7"]), *factors))
    return add(*terms)


def random_domain(random):
    spans = {
        name: (random.choice([-2, 0, 0, 1, 1, 1, 2, 5, 9]), random.choice([None, None, 3, 6]))
        for name in "nmkx"
    }
    return checker.Domain({name: (l, h if h is None else l + h) for name, (l, h) in spans.items()}, [])


def random_fact(random):
    """The name and the arguments of a fact, near the edge of what is true."""
    kind = random.choice(sorted(checker.FACTS))
    exponent, another = (random.choice([n, m, k, x, mul(n, m), power(n, "2")]) for _ in range(2))
    base, other = (random.choice(["2", "3", "5", "7", n, m, x]) for _ in range(2))
    inner = lambda: random_polynomial(random, 1)  # noqa: E731
    logarithm = ["log2", random.choice([n, m, x, n, add(n, m), inner()])]
    small = lambda most: random.randint(0, most)  # noqa: E731
    line = tangent(random, random.choice([1, 1, 2, 3]))
    y, half = sym("y"), lambda f: mul("1/2", f)

    chosen = [
        "binomial",
        *random.choice([[mul("2", n), n], [add(n, k), k], [n, k], [n, inner()], [inner(), m]]),
    ]

    def powers():
        bases = ["2", "3", "5", "7", n, m, add(n, "1"), add(m, "-1"), add(n, m)]
        return [[1 + small(1), power(random.choice(bases), exponent)] for _ in range(1 + small(1))]

    def side():
        return [
            [small(2), random.choice([logarithm, ["log2", random.choice([n, m, add(n, "1"), mul("2", k)])]])]
            for _ in range(small(2))
        ]

    return kind, {
        "floor": lambda: [floor(inner(), random.choice(["2", "3", "3/2", m, add(k, "1")]))],
        "floor-order": lambda: [
            floor(inner(), random.choice(["2", "3", m])),
            floor(inner(), random.choice(["2", "3", m])),
            random.randint(-2, 3),
        ],
        "bernoulli": lambda: [power(base, exponent), small(4), small(3)],
        "order": lambda: [power(base, exponent), power(other, exponent)],
        "powers": lambda: [powers(), powers()],
        "ratio": lambda: [powers(), powers(), small(3)],
        "subsets": lambda: [chosen, small(1)],
        "selections": lambda: [chosen],
        "central": lambda: [chosen],
        "lemma": lambda: [
            random.choice([add(n, "-1"), add(n, "-2"), inner()]),
            combination(["1", [low(n)]]),
            small(2),
        ],
        "instance": lambda: [
            *random.choice(
                [
                    [
                        {"left": y, "relation": "<=", "right": power(y, "2"), "domain": {"y": [0, None]}},
                        combination(["1", [["choose", "y", 2]]]),
                    ],
                    [
                        {"left": "3", "relation": "<=", "right": y, "domain": {"y": [3, None]}},
                        combination(["1", [low(y)]]),
                    ],
                ]
            ),
            {
                "y": [
                    random.choice(
                        [
                            n,
                            add(n, "3"),
                            half(add(power(n, "2"), n)),
                            half(n),
                            half(add(n, power(m, "2"))),
                            inner(),
                        ]
                    ),
                    None,
                ]
            },
        ],
        "pascal": lambda: [
            chosen,
            [
                "binomial",
                *random.choice([[n, k], [add(n, "-1"), k], [n, add(n, minus(k))], [n, add(k, "-1")]]),
            ],
        ],
        "log-mean": lambda: [
            *random.choice(
                [
                    [add(n, m), [mul("2", n), mul("2", m)]],
                    [n, [n]],
                    [add(n, "1"), [n, add(n, "2")]],
                    [add(n, m), [n, m]],
                    [inner(), [inner(), inner()]],
                ]
            )
        ],
        "telescope": lambda: [
            random.choice(
                [power("2", sym("#1")), mul(power(n, sym("#1")), sym("#1")), power(sym("#1"), "2")]
            ),
            "#1",
            random.choice([n, add(n, "-3"), k]),
        ],
        "geometric": lambda: [
            sum_of(
                power(
                    floor(inner(), power(random.choice(["2", "3", m]), random.choice([sym("#1"), n]))), "2"
                ),
                random.choice([n, k]),
            )
        ],
        "residues": lambda: [
            add(*(mul(str(random.randint(-4, 4)), power(v, str(small(3)))) for v in (n, m)), str(small(5))),
            random.choice([2, 3, 4, 5, 8]),
        ],
        "irrational": lambda: [
            add(mul(str(small(9)), power(n, "2")), mul(str(-small(9)), power(m, str(1 + small(2))))),
            random.choice([2, 3]),
        ],
        "exponent": lambda: [power(base, exponent), power(base, another)],
        "log-line": lambda: [logarithm, *line],
        "log-power": lambda: [
            ["log2", random.choice([n, m])],
            random.randint(2, 3),
            *line,
            random.choice([1, 3, 4, 9, 10, 64]),
        ],
        "log-chord": lambda: [["log2", random.choice([n, m, k])], *chord(random)],
        "log-order": lambda: [random.choice(["1", "2", "1/2", "3"]), side(), side()],
        "extremum": lambda: [[random.choice(["max", "min"]), *(inner() for _ in range(2 + small(1)))]],
        "binomial": lambda: [
            [
                "binomial",
                random.choice([n, add(n, k), add(n, minus(m)), mul("2", n)]),
                random.choice([k, m, "3"]),
            ]
        ],
        "log-gap": lambda: [logarithm, ["log2", random.choice([n, m, add(n, "1")])], random.random() < 0.5],
        "sum": lambda: [
            sum_of(
                random.choice([inner(), mul(inner(), power(sym("#1"), str(small(3))))]),
                random.choice([n, add(n, "-2")]),
            ),
            random.choice([combination(), combination(["1", [low(sym("#1"))]]), combination(["1", []])]),
        ],
    }.get(kind, lambda: [random_atom(random)])()


def tangent(random, e):
    """A line that touches log2(x)**e, or just misses."""
    c = random.choice([1, 2, 3, 9, 10, 64])
    slope = e * math.log2(c) ** (e - 1) / (c * math.log(2)) * random.choice([1, 1, 1.001, 0.999])
    start = math.log2(c) ** e - slope * c + random.choice([0.01, 1e-6, -1e-6, -0.01, 0.5])
    return str(Fraction(start).limit_denominator(10**9)), str(Fraction(slope).limit_denominator(10**9))


def chord(random):
    """A line through two points of log2, or nearly so."""
    low, width = random.choice([1, 2, 5, 9]), random.choice([3, 6, 7])
    slope = (math.log2(low + width) - math.log2(low)) / width * random.choice([1, 0.99, 1.01])
    start = math.log2(low) - slope * low + random.choice([0, -1e-6, 1e-6, -0.1])
    return str(Fraction(start).limit_denominator(10**9)), str(Fraction(slope).limit_denominator(10**9))


def random_reference(random, atoms):
    return random.choice([
        ["low", random.choice(atoms)], ["high", random.choice("nmkx")], ["square", random.choice(atoms)],
        ["consecutive", random.choice([mul(random.choice(["1", "3", "-2", "1/2"]), a) for a in atoms])],
        ["choose", random.choice("nmkx"), random.randint(0, 4)],
        ["mean", random.choice(["0", "1", *atoms]), [[random.randint(1, 3), random.choice(["1", *atoms])] for _ in "ab"]],
    ])  # fmt: skip


def value(p, at):
    return evaluate(write(p), at)


def granted(function, *arguments):
    """What the checker grants; None where it refuses."""
    try:
        return function(*arguments)
    except (checker.Rejected, TypeError, ValueError, KeyError, IndexError, AttributeError):
        return None


def nonnegative(p, domain, random):
    """Whether a polynomial is >= 0 at some points of a domain; those where it has no value are passed over."""
    for at in claim_points({"domain": domain.ranges, "left": "0", "right": write(p)}, 12, random):
        try:
            if value(p, at) < -1e-25:
                with mpmath.workdps(2000):
                    if value(p, at) < -1e-100:
                        return False
        except UNDEFINED:
            continue
    return True


def implies(premise, p, domain, random):
    """Whether p >= 0 at the points tried where the premise is."""
    for at in claim_points({"domain": domain.ranges, "left": write(premise), "right": write(p)}, 8, random):
        try:
            if value(premise, at) >= 0 and value(p, at) < 0:
                with mpmath.workdps(2000):
                    if value(premise, at) >= 0 and value(p, at) < -1e-100:
                        return False
        except UNDEFINED:
            continue
    return True


def fuzz_rules(rounds, seed):
    """Random atoms on random domains: everything that a rule grants is true. Counts what was granted."""
    random, count = Random(seed), 0
    for _ in range(rounds):
        checker.WORK[0] = 0
        domain = random_domain(random)
        atoms = [random_atom(random) for _ in range(4)]
        kind, arguments = random_fact(random)
        found = list(granted(checker.FACTS[kind], arguments, domain, 0) or [])
        reference = granted(checker.hypothesis, random_reference(random, atoms), domain)
        polynomial = granted(checker.polynomial, random_polynomial(random, 2), domain)
        if polynomial is not None:
            bound = checker.bounded_below(polynomial, domain)
            if bound > checker.MINUS:
                found.append(checker.plus(polynomial, checker.constant(bound), -1))
        two = [
            mul(sign, random_atom(random), random.choice(atoms), atoms[0])
            for sign in random.choice([("1", "-1"), ("3", "-2"), ("1", "-5")])
        ]
        goal = granted(checker.polynomial, add(*two), domain)
        logarithms = [goal and granted(checker.logarithm_of, goal, domain, exact) for exact in (False, True)]
        for logarithm in filter(None, logarithms):
            count += 1
            with mpmath.workdps(50):
                assert implies(logarithm, goal, domain, random), (domain.ranges, write(goal))
        for p in [*found, *([reference] if reference is not None else [])]:
            count += 1
            with mpmath.workdps(50):
                assert nonnegative(p, domain, random), (kind, arguments, domain.ranges, write(p))
    return count


def test_what_rules_grant_is_true():
    assert fuzz_rules(500, "rules") > 400


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(8))
def test_what_rules_grant_is_true_often(seed):
    assert fuzz_rules(12_000, seed) > 8000


def test_translations_keep_values():
    """An expression, and the atoms that the checker makes of it, have the same values."""
    random = Random("translation")
    kept = 0
    for _ in range(600):
        checker.WORK[0] = 0
        domain, text = random_domain(random), random_polynomial(random, 2)
        pair = granted(checker.translate, text, domain)
        if pair is None:
            continue
        for at in claim_points({"domain": domain.ranges, "left": "0", "right": text}, 4, random):
            try:
                with mpmath.workdps(50):
                    expected, top, bottom = map(real, (evaluate(text, at), *(value(p, at) for p in pair)))
                    gap = top - expected * bottom
            except UNDEFINED:
                continue
            kept += 1
            assert abs(gap) <= 1e-20 * (1 + abs(top)), (text, at)
            found = granted(checker.interval, pair[0], at)
            if found is not None:
                with mpmath.workdps(50):
                    ends, inside = map(real, found), real(value(pair[0], at))
                    slack = mpmath.mpf("1e-30") * (1 + abs(inside))
                    assert next(ends) - slack <= inside <= next(ends) + slack
    assert kept > 200


# Mutations of certificates


@cache
def proofs(*groups, limit=None):
    """Certificates of pairs of the corpus."""
    found = []
    for pair in corpus(*groups):
        if len(str(pair)) < 160:
            verdict = compare(pair.left, pair.right, where=pair.where, relation=pair.relation)
            if isinstance(verdict, Proved):
                found.append(verdict.certificate)
        if len(found) == limit:
            break
    return found


SMALL = [
    "3*n <= n**2 + 2", "n**2 <= 2**n + 1", "r - 1 <= 2*floor(r/2)", "ceil(r/4) <= ceil(r/2)", "n*log2(n) <= n**2",
    "max(n, m) <= n + m", "n**2/(n + 1) <= n", "binomial(n, k) <= 2**n", "n*2**n <= 2*3**n", "log2(n + 1) <= n",
    "k**2*x + x**2 <= k**2*x**2 + x", "floor(n/3) + floor(m/3) <= floor((n + m)/3)", "2*n*m <= n**2 + m**2",
    "min(n, m)**2 <= n*m",
]  # fmt: skip
CONDITIONED = [
    ("k*n <= n**2", "k <= n"),
    ("n + m <= 10", "n <= 4", "m <= 6"),
    ("n**2 <= 80", "n <= 8"),
    ("n + 2 <= k", "n < m", "m < k"),
]


@cache
def small_proofs():
    found = []
    for text, *where in [*((t,) for t in SMALL), *CONDITIONED]:
        left, right = map(read, text.split("<="))
        verdict = compare(left, right, where=where)
        assert verdict, text
        assert verdict.check(), text
        found.append(json.loads(json.dumps(verdict.certificate)))
    return found


def places(value, path=()):
    """The paths to all parts of JSON data."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from places(part, (*path, key))


def part_at(value, path):
    for key in path:
        value = value[key]
    return value


def put(value, path, new):
    part_at(value, path[:-1])[path[-1]] = new


def is_number(e):
    return isinstance(e, str) and e.lstrip("-").replace("/", "").isdigit()


def changed_number(random, c, others):
    """A number of the claim or of the proof is another number."""
    paths = [p for p in places(c) if p and p[0] in ("claim", "proof", "margin") and is_number(part_at(c, p))]
    if not paths:
        return
    path = random.choice(paths)
    old = Fraction(part_at(c, path))
    put(
        c,
        path,
        str(
            random.choice(
                [
                    old + 1,
                    old - 1,
                    -old,
                    old * 2,
                    old / 2,
                    Fraction(0),
                    old + Fraction(1, 7),
                    Fraction(random.randint(-3, 40)),
                ]
            )
        ),
    )


def changed_range(random, c, others):
    domain = c["claim"]["domain"]
    name = random.choice(sorted(domain))
    low, high = domain[name]
    domain[name] = random.choice(
        [
            [low - 1, high],
            [0, high],
            [-3, high],
            [low, None],
            [low, (high or low + 5) + 1],
            [low + 1, high],
            [low, low],
        ]
    )


def changed_relation(random, c, others):
    c["claim"]["relation"] = random.choice(["<=", "<", "=="])
    if random.random() < 0.4:
        c["claim"]["left"], c["claim"]["right"] = c["claim"]["right"], c["claim"]["left"]


def swapped_claim(random, c, others):
    """The proof stays, the claim is another's."""
    other = deepcopy(random.choice(others))
    c["claim"] = other["claim"]


def perturbed_claim(random, c, others):
    """One side is a little more or less."""
    side = random.choice(["left", "right"])
    names = sorted(c["claim"]["domain"])
    extra = (
        random.choice(["1", "-1", "1/1000", sym(random.choice(names)), minus(sym(random.choice(names)))])
        if names
        else "1"
    )
    c["claim"][side] = random.choice(
        [add(c["claim"][side], extra), mul(c["claim"][side], random.choice(["2", "1/2", "1001/1000", "0"]))]
    )


def dropped_condition(random, c, others):
    given = c["claim"]["given"]
    if given:
        given.pop(random.randrange(len(given)))


def lists(c, root="proof"):
    return [
        p
        for p in places(c)
        if p and p[0] == root and isinstance(part_at(c, p), list) and len(part_at(c, p)) > 1
    ]


def edited_list(random, c, others):
    """A list loses an entry, has one twice, or in another order."""
    found = lists(c)
    if not found:
        return
    target = part_at(c, random.choice(found))
    spot = random.randrange(len(target))
    how = random.randrange(3)
    if how == 0:
        target.pop(spot)
    elif how == 1:
        target.insert(spot, deepcopy(target[spot]))
    else:
        random.shuffle(target)


def changed_reference(random, c, others):
    """A reference is to another condition, an end of a range is the other one, a degree is another."""
    paths = [
        p
        for p in places(c)
        if p
        and p[0] == "proof"
        and (type(part_at(c, p)) is int or part_at(c, p) in ("low", "high", "given", "square", "consecutive"))
    ]
    if not paths:
        return
    path = random.choice(paths)
    old = part_at(c, path)
    put(
        c,
        path,
        random.choice([old - 1, old + 1, 0])
        if isinstance(old, int)
        else random.choice(["low", "high", "given", "square", "consecutive", "choose"]),
    )


def renamed_symbol(random, c, others):
    names = sorted(c["claim"]["domain"])
    paths = [
        p
        for p in places(c)
        if p and p[0] in ("proof", "claim") and part_at(c, p) in names and p[-1] != "rule"
    ]
    if paths:
        put(c, random.choice(paths), random.choice([*names, "?", "#1"]))


def grafted_node(random, c, others):
    """A node of another proof, or of the same, takes the place of a node."""
    nodes = [p for p in places(c) if p and p[0] == "proof" and isinstance(part_at(c, p), dict)]
    donor = random.choice([c, random.choice(others)])
    gifts = [p for p in places(donor) if p and p[0] == "proof" and isinstance(part_at(donor, p), dict)]
    if nodes and gifts:
        gift = deepcopy(part_at(donor, random.choice(gifts)))
        put(c, random.choice(nodes), gift)


def changed_operator(random, c, others):
    heads = ("add", "mul", "pow", "floor", "max", "min", "log2", "binomial")
    paths = [p for p in places(c) if p and p[-1] == 0 and part_at(c, p) in heads]
    if paths:
        put(c, random.choice(paths), random.choice(heads))


MUTATIONS = [
    changed_number, changed_range, changed_relation, swapped_claim, perturbed_claim, dropped_condition, edited_list,
    changed_reference, renamed_symbol, grafted_node, changed_operator,
]  # fmt: skip


def attack(certificates, rounds, seed, points=60):
    """Mutates certificates; an accepted mutant must claim what is true at all points tried. Counts (tried, accepted)."""
    random, accepted = Random(seed), 0
    for _ in range(rounds):
        mutant = deepcopy(random.choice(certificates))
        for _ in range(random.choice([1, 1, 1, 2, 3])):
            random.choice(MUTATIONS)(random, mutant, certificates)
        if checker.accepted(mutant):
            accepted += 1
            claim = mutant["claim"]
            for at in claim_points(claim, points, random):
                assert claimed(claim, at) is not False, (at, json.dumps(mutant))
    return rounds, accepted


def test_mutants_claim_nothing_false():
    tried, accepted = attack(small_proofs(), 700, "fast")
    assert 20 < accepted < tried * 2 // 3


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(12))
def test_many_mutants_claim_nothing_false(seed):
    groups = (
        "floors", "exponentials", "logarithms", "conditions", "extrema", "quotients", "binomials", "sums", "traps",
        "near equality", "squares", "symbolic strides", "boxes",
    )  # fmt: skip
    attack(proofs(*groups), 2500, seed)


def test_false_claims_with_true_proofs():
    """The proof of every certificate, under the negation of its claim and under stricter ones."""
    for taken in small_proofs():
        claim = taken["claim"]
        for side, relation in ((["add", claim["right"], "1"], "<="), (claim["left"], "<")):
            reverse = {
                **claim,
                "left": side if relation == "<=" else claim["right"],
                "right": claim["left"],
                "relation": relation,
            }
            forged = {**taken, "claim": reverse}
            assert not checker.accepted(forged)


# Data that is no proof


def nested(depth, wrap, core):
    for _ in range(depth):
        core = wrap(core)
    return core


def heavy(e, domain=None, proof=POINTS, **more):
    return certificate("0", e, domain or {"x": [1, 3], "y": [1, None]}, proof, **more)


def digits(number):
    return "9" * number


GARBAGE = {
    "nothing": None,
    "a number": 7,
    "a text": "proof",
    "a list": [],
    "no keys": {},
    "the format alone": {"format": checker.FORMAT},
    "another format": {**TRUE["points"], "format": "symalgebra-certificate/0"},
    "no domain": {**TRUE["points"], "claim": {"left": "1", "right": "2", "relation": "<="}},
    "an empty domain with symbols": certificate("1", n, {}, combination(["1", [low(n)]])),
    "a domain that is a list": certificate("1", n, ["n"], combination()),
    "a range that is a text": certificate("1", n, {"n": "1"}, combination()),
    "a range of floats": certificate("1", n, {"n": [1.0, None]}, combination()),
    "a range without a low": certificate("1", n, {"n": [None, None]}, combination()),
    "an unknown relation": certificate("1", n, only("n"), combination(["1", [low(n)]]), relation="!="),
    "a relation that is a list": certificate("1", n, only("n"), combination(["1", [low(n)]]), relation=["<="]),
    "an unknown rule": certificate("2", n, only("n"), {"rule": "because"}),
    "a rule that is a list": certificate("2", n, only("n"), {"rule": ["points"]}),
    "a proof that is a list": certificate("2", n, only("n"), [1, 2]),
    "an unknown operator": certificate(["sin", n], n, only("n"), combination()),
    "an operator that is a number": certificate([1, n], n, only("n"), combination()),
    "a number that is a float": certificate(1.5, n, only("n"), combination()),
    "a division by 0": certificate("1/0", n, only("n"), combination()),
    "a number with letters": certificate("1e9", n, only("n"), combination()),
    "an empty number": certificate("", n, only("n"), combination()),
    "infinity": certificate(float("inf"), n, only("n"), combination()),
    "terms that are no pairs": certificate("2", n, only("n"), combination([], ["1"])),
    "terms that are a text": certificate("2", n, only("n"), {"rule": "combination", "terms": "abc"}),
    "references that are numbers": certificate("2", n, only("n"), combination(["1", [1, 2]])),
    "a reference to a list": certificate("2", n, only("n"), combination(["1", [["high", ["n"]]]])),
    "a modulus that is a text": certificate("2", n, only("n"), {**residue("n", "q", POINTS, POINTS), "modulus": "2"}),
    "a symbol that is a list": certificate("2", n, only("n"), residue(["n"], "q", POINTS, POINTS)),
    "a fact without arguments": certificate("2", n, only("n"), fact(["floor"], then=POINTS)),
    "a fact that is a text": certificate("2", n, only("n"), {"rule": "fact", "facts": ["floor"], "then": POINTS}),
    "a deep expression": heavy(nested(5000, lambda e: ["add", e, "1"], x)),
    "a deep proof": certificate("2", n, only("n"), nested(5000, lambda p: split(n, p, p), POINTS)),
    "deep floors": heavy(nested(28, lambda e: floor(add(e, "7"), "2"), y)),
    "deep maxima": heavy(nested(25, lambda e: ["max", power(add(e, x), "2"), "1"], x)),
    "deep maxima on both sides": certificate(*[nested(18, lambda e: ["max", power(add(e, x), "2"), "1"], x) for _ in range(2)], {"x": [1, 3]}, POINTS, relation="<"),
    "deep floors of floors": heavy(nested(28, lambda e: floor(power(e, "2"), add(e, "1")), x)),
    "deep sums": heavy(nested(20, lambda e: ["sum", ["max", e, sym(f"#{len(str(e))}")], f"#{len(str(e))}", "30"], x)),
    "deep sums of powers": heavy(nested(20, lambda e: ["sum", mul(e, power(sym(f"#{len(str(e))}"), "24")), f"#{len(str(e))}", add(x, y, e)], x)),
    "a long sum": heavy(["sum", ["max", sym("#1"), x], "#1", power("10", "300")]),
    "a mean of high powers": heavy(x, proof=combination(["1", [["mean", "1", [[1 << 20, power(x, "400")], [10**4000, x]]]]])),
    "a huge exponent": heavy(nested(3, lambda e: power(e, "400"), x)),
    "a huge negative exponent": heavy(power(x, "-" + digits(4000))),
    "a huge coefficient in an exponent": heavy(power("2", mul(digits(1000), x))),
    "a tower": heavy(power("2", nested(2, lambda e: power(e, "400"), x)), {"x": [2, 2]}),
    "huge numbers to a power": heavy(nested(2, lambda e: power(e, "400"), digits(4000))),
    "a huge number": heavy(digits(6000)),
    "a huge fraction in a logarithm": heavy(["log2", f"{digits(4000)}/7"], proof=combination(["1", [low(["log2", digits(4000)])]])),
    "a range with huge ends": heavy(mul(x, x), {"x": [-(10**4000), 10**4000]}),
    "a huge low": heavy(power(power(x, "400"), "2"), {"x": [10**4000, None]}, combination(["1", [low(floor(power(x, "400"), "2"))]])),
    "huge bases": heavy(add(*[power(digits(4000), x)] * 50)),
    "different denominators": heavy(add(*[f"1/{10**2500 + i}" for i in range(2000)])),
    "many terms": heavy(add(*[mul(power(x, str(i)), power(y, str(j))) for i in range(120) for j in range(120)])),
    "a product of sums": heavy(mul(*[add(x, y, str(i)) for i in range(2000)])),
    "a power of a sum": heavy(power(add(x, y, power(x, "3"), power(y, "5")), "400")),
    "many conditions": heavy(x, {"x": [1, 9000]}, given=[add(x, str(i)) for i in range(9000)]),
    "many sums below a long condition": heavy(
        add(*[sum_of(["max", sym("#1"), str(i)], x) for i in range(4000)]), given=[add(*[["max", mul(x, str(i)), str(i)] for i in range(2000)])]
    ),
    "many symbols": certificate("0", x, {f"x{i}": [1, None] for i in range(10_000)}, POINTS),
    "many points": heavy(add(x, y), {"x": [1, 10**6], "y": [1, 10**6]}),
    "many cases": certificate("2", n, only("n"), residue("n", "q", *[POINTS] * 5000)),
    "many facts": certificate("2", n, only("n"), fact(*[["bernoulli", power("2", n), 24]] * 20_000, then=POINTS)),
    "many factors": certificate("0", add(n, "-2"), only("n"), combination(["1", [low(n)] * 20_000])),
    "a wide residue tree": certificate("0", add(n, "-2"), only("n"), residue("n", "q", *[residue("q", "p", *[POINTS] * 60)] * 60)),
    "large powers at points": certificate("0", add(power("2", power(n, "3")), "-2"), only(n=(0, 2000)), POINTS),
    "many roots of large numbers": certificate("0", add(n, m), only("n", "m"), fact(
        *[["irrational", add(mul(str(int("1" * 1490) ** 2), power(n, "2")), mul("-" + digits(2980), power(m, "2"))), 2]] * 20_000, then=POINTS)),
    "many lines above a logarithm": certificate("0", n, only(n=(3**23, None)), fact(
        *[["log-power", LOG, 24, digits(300), digits(200), 3**23 + 300]] * 20_000, then=combination(["1", [low(n)]]))),
    "a wide maximum": heavy(["max", *map(str, range(15_000))]),
    "a product of many squares as an integer": heavy(x, {f"x{i}": [1, None] for i in range(60)}, fact(["instance",
        {"left": "0", "relation": "<=", "right": y, "domain": {"y": [0, None]}}, combination(["1", [low(y)]]),
        {"y": [mul(*[power(sym(f"x{i}"), "2") for i in range(60)]), None]}], then=POINTS)),
    "a large binomial": heavy(["binomial", mul(digits(3000), x), x]),
}  # fmt: skip


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_refused_soon(name):
    start = process_time()
    taken = checker.accepted(GARBAGE[name])
    assert process_time() - start < 10
    assert not taken or claimed(GARBAGE[name]["claim"], {"x": 1, "y": 1}) is not False


def test_random_json_is_refused():
    random = Random("json")

    def anything(depth):
        if not depth or random.random() < 0.3:
            return random.choice(
                [None, True, 0, -1, 10**30, 1.5, "", "n", "1", "1/2", "low", "given", "add", "points"]
            )
        if random.random() < 0.5:
            return [anything(depth - 1) for _ in range(random.randint(0, 4))]
        keys = [
            "rule",
            "terms",
            "claim",
            "left",
            "domain",
            "then",
            "facts",
            "on",
            "yes",
            "no",
            "cases",
            "is",
            "atom",
        ]
        return {random.choice(keys): anything(depth - 1) for _ in range(random.randint(0, 4))}

    for _ in range(400):
        data = {"format": checker.FORMAT, "claim": deepcopy(TRUE["points"]["claim"]), "proof": anything(4)}
        data[random.choice(["claim", "proof", "format", "proof"])] = anything(4)
        if random.random() < 0.5:
            data["proof"] = {
                "rule": random.choice(sorted(checker.RULES)),
                **({} if not isinstance(data["proof"], dict) else data["proof"]),
            }
        if checker.accepted(data):
            assert all(
                claimed(data["claim"], p) is not False for p in claim_points(data["claim"], 40, random)
            )


# The file stands alone


def test_the_checker_imports_the_standard_library_only():
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
            assert getattr(node, "level", 0) == 0
            assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


def test_the_checker_divides_in_one_place():
    """int/int would be a float, and a float that is nearly 0 is no proof."""
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"))
    divisions = [
        n for n in ast.walk(tree) if isinstance(n, ast.BinOp | ast.AugAssign) and isinstance(n.op, ast.Div)
    ]
    assert not divisions
    assert checker.quotient(6, 4) == Fraction(3, 2)
    assert type(checker.quotient(6, 3)) is type(checker.quotient(Fraction(3, 2), Fraction(1, 2))) is int


@pytest.fixture
def run(tmp_path):
    def run(text):
        file = tmp_path / "certificate.json"
        file.write_text(text)
        return subprocess.run(
            [sys.executable, "-I", str(CHECKER), str(file)],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
        )

    return run


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (json.dumps(TRUE["points"]), 0),
        (json.dumps(FORGED["a false point"]), 1),
        ("{", 1),
        ("[" * 100_000, 1),
        ("9" * 5000, 1),
        ("\xff", 1),
    ],
)
def test_the_checker_alone(run, text, status):
    done = run(text)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_certificates_are_the_same_in_every_process():
    """Neither the order of sets nor anything else of one process is in a certificate."""
    script = (
        "import json, sys; from symalgebra.order import compare; from symalgebra.formula import read\n"
        "for t in json.loads(sys.argv[1]): print(json.dumps(getattr(compare(*map(read, t.split('<='))), 'certificate', None)))"
    )
    texts = json.dumps(
        [*SMALL, "max(floor((n + m)/2), n*m, k) <= n*m + k", "min(n*m, 2*k + x)*m <= 2*k*m + x*m"]
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, texts], capture_output=True, text=True, check=True, timeout=120,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKER.parents[2])},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    for line in outputs.pop().splitlines():
        assert checker.accepted(json.loads(line))


def test_atoms_are_written_and_read_back():
    domain = checker.Domain({name: (1, None) for name in "nmkxyr"}, [])
    for text in ("floor((n + m)/3)", "max(n, m*k)", "2**(n*m)", "n**k", "log2(n + 1)", "binomial(n, k)"):
        from symalgebra.order.expression import expression

        written = expression(read(text))
        atom = checker.atom_of(written, domain)
        assert checker.atom_of(write_atom(atom), domain) == atom


def test_a_symbol_is_at_least_its_half():
    domain = checker.Domain({"x": (1, None)}, [])
    x, half = checker.single(("sym", "x")), checker.translate(["floor", ["sym", "x"], "2"], domain)[0]
    rest = checker.plus(x, half, -1)  # ceil(x/2)
    assert checker.bounded_below(checker.times(rest, rest), domain) == 0
    assert checker.bounded_below(checker.plus(rest, half, -1), domain) == 0
    assert checker.bounded_below(checker.plus(half, rest, -1), domain) < 0
    assert checker.bounded_below(checker.plus(checker.plus(rest, half, -1), half, -1), domain) < 0
