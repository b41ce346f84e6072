"""What of a product is written above a line and what below it, in every notation."""

from __future__ import annotations

from collections.abc import Iterable

from ..logarithm import Euler
from ..value import Formula, Number
from .arrangement import Factor


def over(coefficient: Number, factors: Iterable[Factor]) -> tuple[list[Factor], list[Factor]]:
    """A positive coefficient times factors, as what stands above a line and what stands below it."""
    above: list[Factor] = [(coefficient.numerator, 1)] if coefficient.numerator != 1 else []
    below: list[Factor] = [(coefficient.denominator, 1)] if coefficient.denominator != 1 else []
    for base, exponent in map(turned, factors):
        if negative(exponent):
            below.append((base, -exponent))
        else:
            above.append((base, exponent))
    return above, below


def negative(exponent: Number | Formula) -> bool:
    """Whether a power is written below the line: a negative number, or one term with a minus sign."""
    if isinstance(exponent, Formula):
        return len(exponent.terms) == 1 and next(iter(exponent.terms.values())) < 0
    return exponent < 0


def turned(factor: Factor) -> Factor:
    """A power of log2(e) as one of log(2)."""
    base, exponent = factor
    return (base, -exponent) if isinstance(base, Euler) else factor
