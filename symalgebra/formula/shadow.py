"""The shadow of a fraction: its value at one random point of the field of P elements.

Equal fractions have one shadow, however their denominators are written; others hardly ever share it
(Schwartz 1980, Zippel 1979). It is the hash of fractions.
"""

from __future__ import annotations

from typing import Any

from .bases import Whole
from .clearing import parts
from .monomial import UNIT, Monomial
from .value import Formula, Number

P = (1 << 61) - 1  # a prime


def shadow(f: Formula) -> int:
    """The value of f where every power that is no power of a sum is a random element of the field."""
    return sum(_residue(c) * _value(m) for m, c in f.items()) % P


def _value(m: Monomial) -> int:
    result = 1
    for base, part, exponent in parts(m):
        value = shadow(base.whole) if part is UNIT and isinstance(base, Whole) else _random(base, part)
        result = result * pow(value, exponent.numerator, P) % P
    return result


def _random(base: Any, part: Monomial) -> int:
    return hash((base, part, "shadow")) % P or 1


def _residue(c: Number) -> int:
    return c.numerator * pow(c.denominator, -1, P)
