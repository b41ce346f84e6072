"""The shadow of a fraction: its value at one random point of the field of P elements.

Equal fractions have one shadow, however their denominators are written; others hardly ever share it
(Schwartz 1980, Zippel 1979). It is the hash of fractions.
"""

from __future__ import annotations

from math import gcd
from typing import Any

from .bases import Whole
from .clearing import parts
from .monomial import UNIT, Monomial
from .value import Formula, Number

P = (1 << 61) - 1  # a prime
ROOTS = 720_720  # a multiple of 1, ..., 16: x is so high a power of a random element, that x has such roots


def shadow(f: Formula) -> int:
    """The value of f where every power that is no power of a sum is a random element of the field."""
    return sum(_residue(c) * _value(m) for m, c in f.items()) % P


def _value(m: Monomial) -> int:
    result = 1
    for base, part, exponent in parts(m):
        if part is UNIT and isinstance(base, Whole):
            power = pow(shadow(base.whole), exponent.numerator, P)
        else:
            rest = exponent.denominator // gcd(exponent.denominator, ROOTS)
            power = pow(_random(base, part, rest), int(exponent * rest * ROOTS), P)
        result = result * power % P
    return result


def _random(base: Any, part: Monomial, rest: int) -> int:
    return hash((base, part, rest, "shadow")) % P or 1


def _residue(c: Number) -> int:
    return c.numerator * pow(c.denominator, -1, P)
