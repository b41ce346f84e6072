"""False claims, each with a proof that breaks one rule, and what the checker says of them alone."""

import json
import subprocess
import sys
from random import Random

import pytest
from handmade import (
    CHECKER,
    HALF,
    LOG,
    POINTS,
    TRUE,
    add,
    certificate,
    combination,
    fact,
    floor,
    k,
    low,
    m,
    minus,
    mul,
    n,
    only,
    power,
    residue,
    split,
    sum_of,
    sym,
    x,
    y,
)
from oracle import claim_points, claimed

from symalgebra.order import checker

BINOMIAL = ["binomial", add(n, "-5"), k]
BROKEN_BINOMIAL = ["binomial", mul("1/2", n), k]

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
