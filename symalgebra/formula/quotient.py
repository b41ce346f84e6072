"""Quotients of formulas in lowest terms, before a floor is taken of them."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from ..errors import NoClosedForm
from .atom import Atom, Name
from .clearing import cleared
from .monomial import Monomial
from .power import integer_power
from .value import Formula


def whole_numbers(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g with coefficients that are integers without a common factor, and without negative exponents."""
    f, g = _cleared(f, g)
    scale = lcm(*(Fraction(c).denominator for c in (*f.terms.values(), *g.terms.values())))
    f, g = f * scale, g * scale
    common = gcd(*(int(c) for c in (*f.terms.values(), *g.terms.values())))
    return (f, g) if common == 1 else (f * Fraction(1, common), g * Fraction(1, common))


def _cleared(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g without negative exponents, where the signs of their bases are known: r*2**(-n)/1 is r/2**n."""
    try:
        above, below = cleared(f, g)
    except NoClosedForm:
        return f, g
    return above, below


def reduced(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g without the symbols that every term of both has as a factor."""
    if len(g.terms) != 1:
        return f, g
    ((m, _),) = g.items()
    for base, exponent in m.powers:
        if isinstance(base, Name) and isinstance(exponent, int) and base.low >= 1:
            shared = min(_exponent(t, base) for t in (*f.terms, m)) if f.terms else 0
            if shared > 0:
                inverse = integer_power(base.formula(), -shared)
                f, g = f * inverse, g * inverse
    return f, g


def _exponent(m: Monomial, base: Atom) -> int:
    exponent = dict(m.powers).get(base, 0)
    return exponent if isinstance(exponent, int) else 0
