"""Random formulas beside what they mean: a formula and a plain Python function of a point, built together."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, comb, floor, prod
from operator import add, mul, sub
from random import Random

from hypothesis import assume
from hypothesis import strategies as st

from symalgebra.errors import NoClosedForm, SymalgebraError
from symalgebra.formula import (
    Formula,
    binomial,
    ceildiv,
    floordiv,
    formula,
    index_over,
    maximum,
    minimum,
    product_over,
    symbol,
    total,
)  # fmt: skip

LOW = {"n": 1, "w": 1, "r": 4, "z": 0}
n, w, r, z = SYMBOLS = [symbol(name, low) for name, low in LOW.items()]
GRID = [
    dict(zip(LOW, v, strict=True))
    for v in product((1, 2, 3, 5), (1, 2, 3, 7), (4, 5, 6, 9, 16), (0, 1, 2, 4))
]
FAR = [{"n": 9, "w": 1000, "r": 12345, "z": 8}, {"n": 1, "w": 50, "r": 4, "z": 0}]
POINTS = [*Random(0).sample(GRID, 24), *FAR]


@dataclass(frozen=True)
class Pair:
    """A formula and its value at a point, worked out without it."""

    formula: Formula
    value: Callable[[dict], Fraction | int]
    made: str

    def __repr__(self):
        return f"{self.made}  [{self.formula}]"

    def values(self):
        """The points at which the formula has a value, each with that value."""
        for point in POINTS:
            try:
                yield point, self.value(point)
            except ZeroDivisionError:
                continue


def at(f, point):
    """The value of a formula at a point that may have more symbols than it."""
    f = formula(f)
    return f.at({name: value for name, value in point.items() if name in f.names})


def built(make, value, made):
    """A pair, unless the formula is outside the class."""
    try:
        return Pair(formula(make()), value, made)
    except NoClosedForm:
        assume(False)


def number(c):
    return Pair(formula(c), lambda p: c, str(c))


def letter(name):
    return Pair(symbol(name, LOW[name]), lambda p: p[name], name)


def joined(a, b, operator):
    return built(
        lambda: operator(a.formula, b.formula),
        lambda p: operator(a.value(p), b.value(p)),
        f"{operator.__name__}({a.made}, {b.made})",
    )


def raised(a, exponent):
    return built(lambda: a.formula**exponent, lambda p: a.value(p) ** exponent, f"{a.made}**{exponent}")


def divided(a, b):
    assume(b.formula.canonical)
    try:
        return built(
            lambda: a.formula / b.formula,
            lambda p: Fraction(a.value(p)) / b.value(p),
            f"({a.made})/({b.made})",
        )
    except SymalgebraError:
        assume(False)


def rounded(a, b, up):
    make, rule, word = (ceildiv, ceil, "ceil") if up else (floordiv, floor, "floor")
    return built(
        lambda: make(a.formula, b.formula),
        lambda p: rule(Fraction(a.value(p)) / Fraction(b.value(p))),
        f"{word}({a.made}/{b.made})",
    )


def chosen(a, b, kind):
    make, rule = {"max": (maximum, max), "min": (minimum, min)}[kind]
    return built(
        lambda: make(a.formula, b.formula),
        lambda p: rule(a.value(p), b.value(p)),
        f"{kind}({a.made}, {b.made})",
    )


def exponential(base, name, times):
    return built(
        lambda: formula(base) ** (times * symbol(name, LOW[name])),
        lambda p: Fraction(base) ** (times * p[name]),
        f"{base}**({times}*{name})",
    )


def vanishing(a, name):
    return built(
        lambda: formula(0) ** symbol(name, LOW[name]) * a.formula,
        lambda p: a.value(p) * (p[name] == 0),
        f"0**{name}*{a.made}",
    )


def summed(a, name, base, kind):
    """The sum of a*i**j*base**i, or of a*base**(-i)*ceil(r/base**i), over i below a symbol."""
    count = symbol(name, LOW[name])
    index = index_over(count, a.formula)
    i = index.formula()
    if kind == "ceil":
        body, value = (
            ceildiv(r, base**i) * formula(base) ** -i,
            lambda p, k: Fraction(-(-p["r"] // base**k), base**k),
        )
    else:
        body, value = i**kind * formula(base) ** i, lambda p, k: k**kind * base**k
    return built(
        lambda: total(a.formula * body, index, count),
        lambda p: a.value(p) * sum(value(p, k) for k in range(p[name])),
        f"sum({a.made}*[{kind}, {base}], {name})",
    )


def atoms_of_their_own():
    """Atoms that have no constructor above."""
    i = index_over(z)
    ascending = lambda p: prod(p["w"] - 2 + k for k in range(p["z"]))  # noqa: E731
    return st.sampled_from([
        Pair((1 + w) ** z, lambda p: (1 + p["w"]) ** p["z"], "(1 + w)**z"),
        Pair((w - r) ** z, lambda p: (p["w"] - p["r"]) ** p["z"], "(w - r)**z"),
        Pair(w**z, lambda p: p["w"] ** p["z"], "w**z"),
        Pair(formula(binomial(r + n, z)), lambda p: comb(p["r"] + p["n"], p["z"]), "C(r + n, z)"),
        Pair(formula(binomial(r, 2)), lambda p: comb(p["r"], 2), "C(r, 2)"),
        Pair(formula(product_over(w - 2 + i.formula(), i, z)), ascending, "prod(w - 2 + i, z)"),
    ])  # fmt: skip


whole = st.integers(-7, 7).map(number)
fractions = st.sampled_from([Fraction(1, 2), Fraction(-2, 3), Fraction(5, 4)]).map(number)
letters = st.sampled_from(list(LOW)).map(letter)
divisors = st.sampled_from([
    *map(number, (1, 2, 3, 4, 5, 8)), letter("w"), exponential(2, "n", 1),
    Pair(2 * n + 1, lambda p: 2 * p["n"] + 1, "(2*n + 1)"),
])  # fmt: skip


def extended(children):
    names = st.sampled_from(["n", "z", "w"])
    return st.one_of(
        st.builds(joined, children, children, st.sampled_from([add, add, sub, mul])),
        st.builds(raised, children, st.integers(2, 3)),
        st.builds(rounded, children, divisors, st.booleans()),
        st.builds(chosen, children, children, st.sampled_from(["max", "min"])),
        st.builds(vanishing, children, st.sampled_from(["n", "z"])),
        st.builds(
            summed, children, st.sampled_from(["n", "z"]), st.integers(2, 3), st.sampled_from(["ceil", 0, 1])
        ),
        st.builds(exponential, st.sampled_from([2, 3, 6]), names, st.integers(1, 2)),
        atoms_of_their_own(),
    )


halving = st.builds(exponential, st.just(Fraction(1, 2)), st.just("n"), st.just(1))
pairs = st.one_of(
    st.recursive(st.one_of(whole, letters), extended, max_leaves=8),
    st.recursive(
        st.one_of(whole, letters, fractions, halving),
        lambda children: st.one_of(extended(children), st.builds(divided, children, children)),
        max_leaves=8,
    ),
)
