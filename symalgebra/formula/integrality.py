"""Proofs of integrality: does a formula take only integer values? `False` says only that none was found."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .monomial import Monomial, plain
from .sign import nonnegative
from .value import Formula

if TYPE_CHECKING:
    from .value import Number, Size


def integral(f: Size | Fraction) -> bool:
    """Whether every value of f is proved to be an integer."""
    number = plain(f)
    if not isinstance(number, Formula):
        return isinstance(number, int)
    return number.cached("integral", lambda g: all(integral_term(m, c) for m, c in g.items()))


def integral_term(m: Monomial, c: Number) -> bool:
    """Whether every value of one term is proved to be an integer."""
    rest = c
    for base, exponent in m.powers:
        if isinstance(base, int):
            if type(rest) is int and nonnegative(exponent) and integral(exponent):
                continue
            valuation = _valuation(rest, base)
            if not (nonnegative(exponent + valuation) and integral(exponent)):
                return False
            rest = Fraction(rest) / Fraction(base) ** valuation if valuation else rest
        elif not base.integral or not (
            exponent >= 0 if type(exponent) is int else nonnegative(exponent) and integral(exponent)
        ):
            return False
    return rest.denominator == 1


def _valuation(number: Number, prime: int) -> int:
    """How often a prime divides a number, negative for its denominator."""
    count, numerator, denominator = 0, number.numerator, number.denominator
    while numerator % prime == 0:
        numerator, count = numerator // prime, count + 1
    while denominator % prime == 0:
        denominator, count = denominator // prime, count - 1
    return count
