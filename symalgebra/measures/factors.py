"""Products that are kept in factors, base -> exponent: what two of them share cancels before it is expanded.

    {9*w: 3, c + k: -1}   stands for   (9*w)**3 / (c + k)

A product of sums in normal form is one long sum, in which a divisor is not found again, and whose logarithm
is no sum of logarithms. Kept in factors it costs one addition of exponents for each layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..formula import Formula, Index, Size, add, formula, log2, multiply, product_over, size
from ..formula.power import split_content

Factors = Mapping[Size, Size]


def power(base: Size, exponent: Size = 1) -> Factors:
    """base ** exponent."""
    return {base: exponent} if base != 1 else {}


def product(several: Iterable[Factors]) -> Factors:
    """The product of many."""
    found: dict[Size, Size] = {}
    for factors in several:
        for base, exponent in factors.items():
            found[base] = add((found[base], exponent)) if base in found else exponent
    return {base: exponent for base, exponent in found.items() if exponent != 0}


def quotient(f: Size, g: Size) -> Factors:
    """f/g: one factor where f is a term times g, however many terms g has."""
    above, below = formula(f), formula(g)
    if len(above.terms) == len(below.terms) > 1:
        known = next(m for m in below.terms if not any(a.idempotent for a in m.atoms))
        head = Formula({known: below.terms[known]})
        for m, c in above.items():
            found = Formula({m: c}) / head
            if found * below == above:
                return power(size(found))
    return power(size(above / below))


def whole(factors: Factors) -> Size:
    """The product, expanded."""
    return multiply(size(formula(base) ** exponent) for base, exponent in factors.items())


def bits(factors: Factors) -> Size:
    """The binary logarithm of the product: the sum of exponent * log2(base)."""
    return add(size(formula(log2(base)) * exponent) for base, exponent in factors.items())


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
    return product([*found, *(_power(*factor, index, count) for factor in rest.items())])


def _power(base: Size, exponent: Size, index: Index, count: Size) -> Factors:
    """The product of base ** exponent over the index, what the terms of the base share split off."""
    if index in formula(exponent).free:
        return power(product_over(size(formula(base) ** exponent), index, count))
    if index in formula(base).free:
        return product(power(product_over(size(f), index, count), exponent) for f in split_content(formula(base)))
    return power(base, size(formula(exponent) * count))


def at(value: Size, index: Index, place: Size) -> Size:
    """The value at a place of the index."""
    return size(value.substitute({index: formula(place)})) if isinstance(value, Formula) else value
