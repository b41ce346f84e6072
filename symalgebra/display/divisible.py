"""Proofs that an integer divides a formula everywhere, by trying all residues."""

from __future__ import annotations

from itertools import product
from math import gcd

from ..formula import Formula, integral, nonnegative
from ..formula.atom import Name
from ..formula.evaluation.point import value_of

MOST_POINTS = 20_000


def divisible(f: Formula, divisor: int) -> bool:
    """Whether the divisor is proved to divide every value of f, a sum with integer coefficients.

    In each symbol x alone f modulo d is periodic, with period d*e and from x = log2(d) on, where a**e = 1
    modulo d for all a prime to d: powers x**k have the period d, exponentials p**x the period e. So finitely
    many points are all. `False` says only that there is no such proof.

    >>> from symalgebra import dims
    >>> from symalgebra.formula import formula
    >>> N, w = dims("N w")
    >>> divisible(formula(4**N * w - w), 3), divisible(formula(2**N * w - w), 3)
    (True, False)
    """
    if not plain(f):
        return False
    steps = divisor.bit_length() + divisor * order(divisor)
    if steps ** len(f.free) > MOST_POINTS:
        return False
    symbols = sorted(f.free, key=str)
    points = product(*(range(s.low, s.low + steps) for s in symbols))
    return all(value_of(f, dict(zip(symbols, values, strict=True))) % divisor == 0 for values in points)


def plain(f: Formula) -> bool:
    """Whether f is a sum of integers times powers, of symbols and of primes, to exponents without floors."""
    return all(
        isinstance(c, int) and all(isinstance(b, int | Name) and natural(e) for b, e in m.powers)
        for m, c in f.items()
    )


def natural(exponent: object) -> bool:
    """Whether an exponent is a number or a polynomial with integer coefficients, and not negative."""
    if not isinstance(exponent, Formula):
        return isinstance(exponent, int) and exponent >= 0
    powers = [power for m in exponent.terms for power in m.powers]
    simple = all(isinstance(b, Name) and isinstance(e, int) and e > 0 for b, e in powers)
    return simple and integral(exponent) and nonnegative(exponent)


def order(divisor: int) -> int:
    """The least e >= 1 with a**e = 1 modulo the divisor for all a prime to it."""
    units = [a for a in range(divisor) if gcd(a, divisor) == 1]
    return next(e for e in range(1, divisor + 1) if all(pow(a, e, divisor) == 1 % divisor for a in units))
