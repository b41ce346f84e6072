"""Expressions, proofs and certificates of the checker written by hand: a true one for each rule."""

from pathlib import Path

from symalgebra.order import checker

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


def only(*names, **spans):
    return {**{name: [1, None] for name in names}, **{name: list(span) for name, span in spans.items()}}


def low(e):
    return ["low", e]


POINTS = {"rule": "points"}
HALF = floor(n, "2")
LOG = ["log2", n]


def residue(of, fresh, *cases):
    return {"rule": "residue", "symbol": of, "quotient": fresh, "modulus": len(cases), "cases": list(cases)}


def fact(*facts, then):
    return {"rule": "fact", "facts": [list(f) for f in facts], "then": then}


def split(on, yes, no):
    return {"rule": "split", "on": on, "yes": yes, "no": no}


def sum_of(body, count=n, index="#1"):
    return ["sum", body, index, count]


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
