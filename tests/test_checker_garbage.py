"""Data that is no proof: refused, and soon."""

from copy import deepcopy
from functools import reduce
from random import Random
from time import process_time

import pytest
from handmade import (
    LOG,
    POINTS,
    TRUE,
    add,
    certificate,
    combination,
    fact,
    floor,
    low,
    m,
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
    "deep sums": heavy(reduce(lambda e, i: ["sum", ["max", e, sym(f"#{i}")], f"#{i}", "30"], range(20), x)),
    "deep sums of powers": heavy(reduce(lambda e, i: ["sum", mul(e, power(sym(f"#{i}"), "24")), f"#{i}", add(x, y, e)], range(20), x)),
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
