"""Formulas beside what they mean: a formula and a plain Python function of a point, built together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor
from random import Random

from hypothesis import assume

from ..errors import NoClosedForm, SymalgebraError
from ..formula import (
    Formula,
    ceildiv,
    floordiv,
    formula,
    index_over,
    maximum,
    minimum,
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
    """A number."""
    return Pair(formula(c), lambda p: c, str(c))


def letter(name):
    """A symbol."""
    return Pair(symbol(name, LOW[name]), lambda p: p[name], name)


def joined(a, b, operator):
    """A sum, a difference or a product."""
    return built(
        lambda: operator(a.formula, b.formula),
        lambda p: operator(a.value(p), b.value(p)),
        f"{operator.__name__}({a.made}, {b.made})",
    )


def raised(a, exponent):
    """A power with a number for its exponent."""
    return built(lambda: a.formula**exponent, lambda p: a.value(p) ** exponent, f"{a.made}**{exponent}")


def divided(a, b):
    """A quotient."""
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
    """A quotient rounded up or down."""
    make, rule, word = (ceildiv, ceil, "ceil") if up else (floordiv, floor, "floor")
    return built(
        lambda: make(a.formula, b.formula),
        lambda p: rule(Fraction(a.value(p)) / Fraction(b.value(p))),
        f"{word}({a.made}/{b.made})",
    )


def chosen(a, b, kind):
    """A maximum or a minimum."""
    make, rule = {"max": (maximum, max), "min": (minimum, min)}[kind]
    return built(
        lambda: make(a.formula, b.formula),
        lambda p: rule(a.value(p), b.value(p)),
        f"{kind}({a.made}, {b.made})",
    )


def exponential(base, name, times):
    """base**(times*name)."""
    return built(
        lambda: formula(base) ** (times * symbol(name, LOW[name])),
        lambda p: Fraction(base) ** (times * p[name]),
        f"{base}**({times}*{name})",
    )


def vanishing(a, name):
    """0**name times a formula."""
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
