"""Quotients of formulas in lowest terms, before a floor is taken of them."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from ..errors import NoClosedForm
from .atom import Name
from .clearing import cleared, parts
from .monomial import Monomial, plain
from .value import Formula


def whole_numbers(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g with coefficients that are integers without a common factor; r*2**(-n)/1 as r/2**n."""
    with suppress(NoClosedForm):  # a sum that would have to be multiplied out too far
        f, g = cleared(f, g)
    scale = lcm(*(Fraction(c).denominator for c in (*f.terms.values(), *g.terms.values())))
    f, g = f * scale, g * scale
    common = gcd(*(int(c) for c in (*f.terms.values(), *g.terms.values())))
    return (f, g) if common == 1 else (f * Fraction(1, common), g * Fraction(1, common))


def reduced(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g without the powers of primes and symbols that every term of both has as a factor."""
    if not (f.terms and all(m.powers for m in g.terms)):
        return f, g
    exponents = [{(base, part): e for base, part, e in parts(m)} for m in (*f.terms, *g.terms)]
    inverse: dict[Any, Any] = {}
    for base, part in exponents[-1]:
        shared = min(found.get((base, part), 0) for found in exponents)
        if shared > 0 and (isinstance(base, int) or (isinstance(base, Name) and base.low >= 1)):
            inverse[base] = inverse.get(base, 0) - shared * Formula({part: 1})
    if not inverse:
        return f, g
    factor = Formula({Monomial((base, plain(exponent)) for base, exponent in inverse.items()): 1})
    return f * factor, g * factor
