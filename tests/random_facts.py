"""Random atoms, domains, facts and references of the checker."""

import math
from fractions import Fraction

from handmade import add, combination, floor, k, low, m, minus, mul, n, power, sum_of, sym, x

from symalgebra.order import checker


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
