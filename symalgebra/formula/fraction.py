"""Fractions in lowest terms: N/(d1**k1*d2**k2*...), each d a sum that does not divide N.

Denominators that divide one another are split first, so 1/(r**2 - 1) is 1/((r - 1)*(r + 1)) beside 1/(r - 1).
Two fractions whose denominators have a common factor that is none of them may keep different forms; that
they are equal is seen where one is subtracted from the other, see `shadow`.
"""

from __future__ import annotations

from itertools import permutations
from math import prod

from .bases import Whole
from .division import divide
from .monomial import Monomial
from .power import integer_power
from .value import Formula, formula

MOST_TERMS = 500  # of a numerator before like terms are added


def lowest(f: Formula) -> Formula:
    """f over one denominator and in lowest terms; itself where that is much work."""
    if not denominators(f):
        return f
    f = _split(f)
    powers = denominators(f)
    size = prod(len(whole.whole.terms) ** power for whole, power in powers.items())
    if len(f.terms) * size > MOST_TERMS:
        return f
    numerator = _over(f, powers)
    for whole in powers:
        while powers[whole] and (quotient := divide(numerator, whole.whole)) is not None:
            numerator, powers[whole] = quotient, powers[whole] - 1
    return numerator * Formula({Monomial((whole, -power) for whole, power in powers.items() if power): 1})


def denominators(f: Formula) -> dict[Whole, int]:
    """The sums that f is divided by, and how often."""
    found: dict[Whole, int] = {}
    for m in f.terms:
        for base, exponent in m.powers:
            if isinstance(base, Whole) and isinstance(exponent, int) and exponent < 0:
                found[base] = max(found.get(base, 0), -exponent)
    return dict(sorted(found.items(), key=lambda item: (len(item[0].whole.terms), item[0].serial)))


def _split(f: Formula) -> Formula:
    """f with a denominator that another one divides written as their product."""
    for small, large in permutations(denominators(f), 2):
        quotient = divide(large.whole, small.whole)
        if quotient is not None:
            parts = Formula({Monomial(((small, -1),)): 1}) * integer_power(quotient, -1)
            return _split(_replaced(f, large, parts))
    return f


def _replaced(f: Formula, whole: Whole, reciprocal: Formula) -> Formula:
    """f with the reciprocal of a sum replaced."""
    result = formula(0)
    for m, c in f.items():
        powers = dict(m.powers)
        exponent = powers.get(whole, 0)
        if isinstance(exponent, int) and exponent < 0:
            del powers[whole]
            result = result + Formula({Monomial(powers.items()): c}) * reciprocal**-exponent
        else:
            result = result + Formula({m: c})
    return result


def _over(f: Formula, powers: dict[Whole, int]) -> Formula:
    """The numerator of f over a common denominator, multiplied out."""
    result = formula(0)
    for m, c in f.items():
        rest = dict(m.powers)
        factor = formula(1)
        for whole, power in powers.items():
            factor = factor * whole.whole ** (power + rest.pop(whole, 0))
        result = result + Formula({Monomial(rest.items()): c}) * factor
    return result
