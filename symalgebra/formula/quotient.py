"""Quotients of formulas, before a floor is taken of them: in lowest terms, and split into whole and rest."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from ..errors import NoClosedForm
from .atom import Name
from .clearing import cleared, parts
from .integrality import integral
from .monomial import UNIT, Monomial, plain
from .sign import positive
from .value import Formula, formula


def whole_numbers(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g with coefficients that are integers without a common factor; r*2**(-n)/1 as r/2**n."""
    with suppress(NoClosedForm):  # a sum that would have to be multiplied out too far
        f, g = cleared(f, g)
    scale = lcm(*(c.denominator for c in (*f.terms.values(), *g.terms.values())))
    f, g = f * scale, g * scale
    common = gcd(*(int(c) for c in (*f.terms.values(), *g.terms.values())))
    return (f, g) if common == 1 else (f * Fraction(1, common), g * Fraction(1, common))


def reduced(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g without the powers of primes and symbols that every term of both has as a factor."""
    if UNIT in g.terms:
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


def coarse(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g below whose floor only multiples of a number a stand, the constant aside, without that a.

    floor((a*X + c)/(a*Y)) = floor((X + floor(c/a))/Y) for integers X and Y >= 1.
    """
    c = f.terms.get(UNIT, 0)
    if not isinstance(c, int) or not c:
        return f, g
    rest = f - c
    a = gcd(*(int(k) for k in (*rest.terms.values(), *g.terms.values())))
    if a == 1:
        return f, g
    top, bottom = rest / a, g / a
    return (top + c // a, bottom) if integral(top) and integral(bottom) and positive(bottom) else (f, g)


def multiples(f: Formula, g: Formula) -> int:
    """How often the one term of g is contained in the like term of f, rounded down."""
    if len(g.terms) != 1:
        return 0
    ((m, c),) = g.items()
    return f.terms.get(m, 0) // c


def divided(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f = g*whole + rest, the constant of f and multiples of g left in the rest."""
    if len(g.terms) != 1:
        whole = f / g
        return (whole, formula(0)) if integral(whole) else (formula(0), f)
    modulus = g.plain()
    whole = formula(0)
    for m, c in f.items():
        term = Formula({m: c}) / modulus
        if UNIT in term.terms or m is UNIT:
            continue
        if integral(term):
            whole = whole + term
        elif type(modulus) is type(c) is int and c // modulus and integral(Formula({m: 1})):
            whole = whole + Formula({m: c // modulus})
    return (whole, f - g * whole) if whole.terms else (whole, f)
