"""Exact sums and products over an index with a symbolic upper limit.

    total(f, i, n) = f(0) + ... + f(n - 1)          product_over(f, i, n) = f(0) * ... * f(n - 1)

A sum of polynomials times exponentials has a closed form of the same kind: for b = 1 by Faulhaber's formula,
for another number b by solving b*Q(x + 1) - Q(x) = x**a, so that the sum is b**n*Q(n) - Q(0). For a symbolic
base b the sum is the atom `Geometric(b, a, n)`, which is right at b = 1 too. What is left is an exact
unevaluated `Sum` or `Product`, one for each factor that holds the index.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb
from typing import TYPE_CHECKING, Any

from .atom import Atom, Index
from .bases import Vanish, vanish
from .linear import split_affine
from .monomial import UNIT, Monomial, exact, index_level, normal
from .unevaluated import MOST_WRITTEN_OUT, geometric, unevaluated
from .value import Formula, Number, accumulate, formula

if TYPE_CHECKING:
    from .value import Size


def index_over(count: Size, *inside: Size) -> Index:
    """An index over 0, ..., count - 1, of a level above all indices in the count and in `inside`."""
    level = 1 + index_level(s for f in (count, *inside) for s in formula(f).free)
    return Index(level, formula(count) - 1)


def total(f: Size, index: Index, count: Size) -> Size:
    """The sum of f over the index from 0 to count - 1.

    Terms in one power and one exponential of the index are summed as one.
    """
    n = formula(count)
    if not isinstance(f, Formula) or index not in f.free:
        return (n * f).size()
    alike: dict[Monomial, dict[Monomial, Number]] = {}
    for m, c in f.items():
        held, rest = _parted(m, index)
        alike.setdefault(held, {})[rest] = c
    terms: dict[Monomial, Number] = {}
    for held, factor in alike.items():
        outside, degree, base, inside = _separate(held, index)
        whole = power_sum(base, degree, n) if inside is UNIT else _sum_rest(inside, degree, base, index, n)
        accumulate(terms, (Formula(factor) * (outside * whole)).terms)
    return Formula(terms).size()


ONE = Formula({UNIT: 1})


def _parted(m: Monomial, index: Index) -> tuple[Monomial, Monomial]:
    """The powers of a monomial that hold the index, and the others."""
    held = [p for p in m.powers if any(index in part.free for part in p if isinstance(part, Atom | Formula))]
    rest = [power for power in m.powers if power not in held]
    return (Monomial(held), Monomial(rest)) if held else (UNIT, m)


def _separate(m: Monomial, index: Index) -> tuple[Formula, int, Formula, Monomial]:
    """m = outside * index**degree * base**index * inside, only `inside` holding the index in another way."""
    outside: dict[Any, Any] = {}
    base, degree, inside = ONE, 0, []
    for b, e in m.powers:
        if b is index and isinstance(e, int) and e > 0:
            degree = e
        elif index in getattr(b, "free", ()):
            inside.append((b, e))
        elif not isinstance(e, Formula):
            outside[b] = e
        elif (line := split_affine(e, index)) is None:
            inside.append((b, e))
        else:
            slope, outside[b] = line
            base = base * (b.formula() if isinstance(b, Atom) else formula(b)) ** slope.plain()
    return Formula(dict(normal(outside))), degree, base, Monomial(inside)


def _sum_rest(inside: Monomial, degree: int, base: Formula, index: Index, n: Formula) -> Formula:
    """The sum of inside * index**degree * base**index, where `inside` is no polynomial or exponential."""
    ((atom, _), *others) = inside.powers
    if isinstance(atom, Vanish) and not others and atom.exponent.terms == index.formula().terms:
        return (1 - vanish(n)) if degree == 0 else formula(0)
    body = Formula({inside: 1}) * index.formula() ** degree * base ** index.formula()
    return unevaluated("sum", body, index, n)


def power_sum(base: Formula, degree: int, n: Formula) -> Formula:
    """The sum of i**degree * base**i over i from 0 to n - 1; a negative base needs a number n."""
    number = base.plain()
    if isinstance(number, Formula):
        return _geometric(base, degree, n)
    if number == 0:
        return (1 - vanish(n)) if degree == 0 else formula(0)
    if number == 1:
        return polynomial(_faulhaber(degree), n)
    q = _telescope(Fraction(number), degree)
    return formula(number) ** n * polynomial(q, n) - q[0]


def _geometric(base: Formula, degree: int, n: Formula) -> Formula:
    """The geometric atom, the constant of its count written out: G(n + 1) = G(n) + n**a * b**n."""
    constant = n.terms.get(UNIT, 0)
    if not isinstance(constant, int) or n.terms.keys() == {UNIT} or abs(constant) > MOST_WRITTEN_OUT:
        return geometric(base, degree, n)
    start = n - constant
    steps = range(constant) if constant > 0 else range(constant, 0)
    more = sum(((start + j) ** degree * base ** (start + j) for j in steps), formula(0))
    return geometric(base, degree, start) + (more if constant > 0 else -more)


def polynomial(coefficients: tuple[Number, ...], x: Formula) -> Formula:
    """The polynomial with these coefficients, the constant first, at x, by Horner's rule."""
    *rest, last = coefficients
    result = formula(last)
    for c in reversed(rest):
        result = result * x + c
    return result


@cache
def _faulhaber(degree: int) -> tuple[Number, ...]:
    """Q with Q(x + 1) - Q(x) = x**degree and Q(0) = 0."""
    q = [Fraction(0)] * degree + [Fraction(1)]  # from the highest power on, what is left to be solved for
    for k in reversed(range(degree + 1)):
        q[k] /= k + 1
        for j in range(k):
            q[j] -= q[k] * comb(k + 1, j)
    return (0, *(exact(c) for c in q))


@cache
def _telescope(base: Fraction, degree: int) -> tuple[Number, ...]:
    """Q with base*Q(x + 1) - Q(x) = x**degree, for a base other than 1."""
    q = [Fraction(0)] * degree + [Fraction(1)]
    for k in reversed(range(degree + 1)):
        q[k] /= base - 1
        for j in range(k):
            q[j] -= q[k] * base * comb(k, j)
    return tuple(exact(c) for c in q)


def product_over(f: Size, index: Index, count: Size) -> Size:
    """The product of f over the index from 0 to count - 1."""
    value, n = formula(f), formula(count)
    if index not in value.free:
        return (value**n).size()
    if len(value.terms) != 1:
        return unevaluated("product", value, index, n).size()
    ((m, c),) = value.items()
    outside, degree, base, inside = _separate(m, index)
    result = (outside * c) ** n * base ** formula(total(index.formula(), index, n))
    if degree:
        result = result * unevaluated("product", index.formula(), index, n) ** degree
    if inside is not UNIT:
        result = result * unevaluated("product", Formula({inside: 1}), index, n)
    return result.size()
