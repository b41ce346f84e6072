"""Arithmetic that refuses large results before it works them out: short texts can stand for long formulas."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import comb
from typing import Any

from ..errors import SymalgebraError
from .floor import ceildiv, floordiv
from .sizes import Size
from .special import binomial
from .value import Formula

MOST_TERMS = 2_000
MOST_BITS = 4_096
MOST_EXPONENT = 1_000
MOST_DIVIDED = 16


class TooLarge(SymalgebraError):
    """A value is too large to be worked out."""


def check(value: Size) -> None:
    """Refuse a value out of bounds."""
    coefficients: Iterable[Any] = value.terms.values() if isinstance(value, Formula) else (value,)
    if any(max(abs(c.numerator), c.denominator) >> MOST_BITS for c in coefficients):
        raise TooLarge(f"a number of more than {MOST_BITS} bits")
    if count(value) > MOST_TERMS or degree(value) > MOST_EXPONENT:
        raise TooLarge(
            f"multiplied out, it has more than {MOST_TERMS} terms or an exponent above {MOST_EXPONENT}"
        )


def count(value: Size) -> int:
    """The number of terms."""
    return len(value.terms) if isinstance(value, Formula) else 1


def degree(value: Size) -> int:
    """The highest absolute value of an exponent that is a number."""
    powers = (power for m in value.terms for power in m.powers) if isinstance(value, Formula) else ()
    return max((abs(int(e)) for _, e in powers if not isinstance(e, Formula)), default=0)


def times(a: Any, b: Any) -> Any:
    """a * b, where that has few terms."""
    if count(a) * count(b) > MOST_TERMS:
        raise TooLarge(f"multiplied out, it has more than {MOST_TERMS} terms")
    return a * b


def over(a: Any, b: Any) -> Any:
    """a / b, where that is worked out soon."""
    divisible(a, b)
    return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b


def down(a: Size, b: Size) -> Size:
    """floor(a / b), where that is worked out soon."""
    divisible(a, b)
    return floordiv(a, b)


def up(a: Size, b: Size) -> Size:
    """ceil(a / b), where that is worked out soon."""
    divisible(a, b)
    return ceildiv(a, b)


def divisible(a: Size, b: Size) -> None:
    """Refuse a divisor of 0, and a long division of sums that may take many steps."""
    if b == 0:
        raise SymalgebraError("division by zero")
    if count(b) > 1 and max(degree(a), degree(b)) > MOST_DIVIDED:
        raise TooLarge(f"a sum is divided by a sum only for exponents up to {MOST_DIVIDED}")


def power(a: Any, b: Any) -> Any:
    """a ** b, where that has few terms and few digits."""
    if isinstance(b, int):
        if isinstance(a, int):
            if a == 0 and b < 0:
                raise SymalgebraError("division by zero")
            if abs(a) > 1 and abs(b) * a.bit_length() > MOST_BITS:
                raise TooLarge(f"a power of more than {MOST_BITS} bits")
            return Fraction(a) ** b
        if abs(b) > MOST_EXPONENT or (b > 0 and comb(count(a) + b - 1, b) > MOST_TERMS):
            raise TooLarge(
                f"a power of more than {MOST_TERMS} terms, or with an exponent above {MOST_EXPONENT}"
            )
    return a**b


def choose(n: Any, k: Any) -> Any:
    """binomial(n, k), where that is no large number or polynomial."""
    if isinstance(n, int) and isinstance(k, int):
        if n > MOST_BITS and min(abs(k), abs(n - k)) * n.bit_length() > MOST_BITS:
            raise TooLarge(f"a binomial of more than {MOST_BITS} bits")
    elif isinstance(k, int) and k > 0 and comb(count(n) + k, min(k, MOST_EXPONENT)) > MOST_TERMS:
        raise TooLarge(f"a binomial of more than {MOST_TERMS} terms")
    return binomial(n, k)
