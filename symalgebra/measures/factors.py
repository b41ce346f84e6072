"""Products that are kept in factors, base -> exponent: what two of them share cancels before it is expanded.

    {9*w: 3, c + k: -1}   stands for   (9*w)**3 / (c + k)

A product of sums in normal form is one long sum, in which a divisor is not found again, and whose logarithm
is no sum of logarithms. Kept in factors it costs one addition of exponents for each layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..formula import Formula, Index, Size, add, formula, log2, multiply, nonnegative, product_over, size
from ..formula.division import divide
from ..formula.monomial import Monomial
from ..formula.power import split_content
from ..formula.ring import Number
from ..formula.unevaluated import MOST_STEPS

Factors = Mapping[Size, Size]


def power(base: Size, exponent: Size = 1) -> Factors:
    """base ** exponent."""
    return {base: exponent} if base != 1 else {}


def product(several: Iterable[Factors]) -> Factors:
    """The product of many."""
    found: dict[Size, Size] = {}
    for factors in several:
        for base, exponent in factors.items():
            found[base] = size(found[base] + exponent) if base in found else exponent
    return {base: exponent for base, exponent in found.items() if exponent != 0}


def whole(factors: Factors) -> Size:
    """The product, expanded."""
    return multiply(raised(base, exponent) for base, exponent in factors.items())


def raised(base: Size, exponent: Size) -> Size:
    """base ** exponent, a number where it is one."""
    if type(base) is type(exponent) is int and exponent >= 0:
        return base**exponent
    return size(formula(base) ** exponent)


def bits(factors: Factors) -> Size:
    """The binary logarithm of the product: the sum of exponent * log2(base)."""
    return add(size(formula(log2(base)) * exponent) for base, exponent in factors.items())


def quotient(f: Size, g: Size) -> Factors:
    """f/g: one factor where no divisor is seen to be left, else two."""
    if type(f) is type(g) is int and f % g == 0:
        return power(f // g)
    above, below = formula(f), formula(g)
    found = divided(above, below)
    if found is not None and all(_entire(m, c) for m, c in found.items()):
        return power(size(found))
    return product((power(f), power(g, -1)))


def divided(f: Formula, g: Formula) -> Formula | None:
    """f/g as a sum of terms; one term, where powers of 0 or with a symbolic exponent defeat division."""
    if len(g.terms) == 1:
        return f / g
    for known in filter(_invertible, g.terms):
        for m, c in f.items():
            found = Formula({m: c}) / Formula({known: g.terms[known]})
            if found * g == f:
                return found
    return divide(f, g)


def _invertible(m: Monomial) -> bool:
    """Whether a term is without powers of 0."""
    return not any(atom.idempotent for atom in m.atoms)


def _entire(m: Monomial, c: Number) -> bool:
    """Whether a term is no quotient."""
    return isinstance(c, int) and all(nonnegative(exponent) for _, exponent in m.powers)


def over(factors: Factors, index: Index, count: Size) -> Factors:
    """The product over the index from 0 to count - 1.

    Factors that do not depend on it get a power; b(i + 1)/b(i) telescopes to b(count)/b(0).
    """
    rest, found = dict(factors), []
    for base, exponent in factors.items():
        following = at(base, index, index.formula() + 1)
        if following != base and base in rest and rest.get(following, 0) == -exponent:
            del rest[base], rest[following]
            found += [power(at(base, index, 0), exponent), power(at(base, index, count), -exponent)]
    return product([*found, *(_over(*factor, index, count) for factor in rest.items())])


def _over(base: Size, exponent: Size, index: Index, count: Size) -> Factors:
    """The product of base ** exponent over the index, what the terms of the base share apart."""
    if index in formula(exponent).free:
        return power(product_over(size(formula(base) ** exponent), index, count))
    if index in formula(base).free:
        parts = (_copies(part, index, count) for part in _split(formula(base)))
        return product(power(size(one), exponent) for part in parts for one in part)
    return power(base, size(formula(exponent) * count))


def _copies(base: Formula, index: Index, count: Size) -> Iterable[Size]:
    """The factors of the product of a base: of a sum one for each copy, where their number is known."""
    if len(base.terms) > 1 and isinstance(count, int) and count <= MOST_STEPS:
        return (at(base, index, place) for place in range(count))
    return (product_over(base, index, count),)


def _split(f: Formula) -> tuple[Formula, Formula]:
    """(a, b) with f = a*b: a one term, and where that can be no term of b with a negative exponent."""
    content, rest = split_content(f)
    for m in filter(_invertible, rest.terms):
        found = rest / Formula({m: 1})
        if all(nonnegative(exponent) for term in found.terms for _, exponent in term.powers):
            return content * Formula({m: 1}), found
    return content, rest


def at(value: Size, index: Index, place: Size) -> Size:
    """The value at a place of the index."""
    return size(value.substitute({index: formula(place)})) if isinstance(value, Formula) else value
