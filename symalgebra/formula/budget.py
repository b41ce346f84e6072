"""Arithmetic with a budget: a short text may stand for a long formula, which is refused before it is made."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, comb, prod
from typing import Any

from ..errors import SymalgebraError
from .extremum import maximum, minimum
from .floor import ceildiv, floordiv
from .logarithm import log2
from .sizes import Size, size
from .special import binomial
from .value import Formula

STEPS = 100_000  # products of two monomials: about a second
MOST_TERMS = 1_000
MOST_BITS = 4_096
MOST_EXPONENT = 1_000
MOST_WEIGHT = 100


class TooLarge(SymalgebraError):
    """A value is too large to be worked out."""


class Budget:
    """The arithmetic of one text; every step of it is paid for, one more for every character of the text."""

    def __init__(self, characters: int = 0) -> None:
        self.left = STEPS + characters

    def spend(self, steps: int) -> None:
        """Take the steps, or refuse."""
        self.left -= steps
        if self.left < 0:
            raise TooLarge("multiplied out, it is too long")

    def plus(self, a: Any, b: Any) -> Any:
        """a + b."""
        self.spend(1 + (count(a) + count(b)) // 100)
        return a + b

    def minus(self, a: Any, b: Any) -> Any:
        """a - b."""
        return self.plus(a, -b)

    def times(self, a: Any, b: Any) -> Any:
        """a * b."""
        self.spend(count(a) * count(b))
        return a * b

    def over(self, a: Any, b: Any) -> Any:
        """a / b."""
        self.divide(a, b)
        return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b

    def down(self, a: Size, b: Size = 1) -> Size:
        """floor(a / b)."""
        self.divide(a, b)
        return self.light(floordiv, a, b)

    def up(self, a: Size, b: Size = 1) -> Size:
        """ceil(a / b)."""
        self.divide(a, b)
        return self.light(ceildiv, a, b)

    def divide(self, a: Size, b: Size) -> None:
        """Pay for a quotient: each term of a long division leaves as many as the divisor has."""
        invertible(b)
        terms = count(b)
        steps = comb(degree(a) + degree(b) + terms, terms) if terms > 1 else 1
        self.spend(count(a) * terms * steps)

    def power(self, a: Any, b: Any) -> Any:
        """a ** b."""
        if isinstance(b, int) and b < 0:
            invertible(a)
        if isinstance(a, int) and isinstance(b, int):
            if abs(a) > 1 and abs(b) * a.bit_length() > MOST_BITS:
                raise TooLarge(f"a power of more than {MOST_BITS} bits")
            return Fraction(a) ** b
        if any(abs(c) > MOST_EXPONENT for c in coefficients(b)):
            raise TooLarge(f"an exponent above {MOST_EXPONENT}")
        self.spend(comb(count(a) + b - 1, b) ** 2 if isinstance(b, int) and b > 0 else count(a))
        return a**b

    def choose(self, n: Any, k: Any) -> Any:
        """binomial(n, k)."""
        if isinstance(n, int) and isinstance(k, int):
            if n > MOST_BITS and min(abs(k), abs(n - k)) * n.bit_length() > MOST_BITS:
                raise TooLarge(f"a binomial of more than {MOST_BITS} bits")
        elif isinstance(k, int) and k > 0:
            self.spend(comb(count(n) + k, min(k, MOST_EXPONENT)) ** 2)
        return binomial(n, k)

    def greatest(self, *values: Size) -> Size:
        """max(a, b, ...)."""
        return self.light(maximum, *values)

    def least(self, *values: Size) -> Size:
        """min(a, b, ...)."""
        return self.light(minimum, *values)

    def logarithm(self, a: Size) -> Size:
        """log2(a)."""
        return self.light(log2, a)

    def light(self, function: Callable[..., Any], *values: Size) -> Any:
        """A function that asks for the signs of its arguments and of their differences."""
        total = sum(map(weight, values))
        if total > MOST_WEIGHT:
            raise TooLarge("too intricate to be rounded or compared")
        self.spend(total * len(values) ** 2)
        return function(*values)


def checked(value: Any) -> Size:
    """A value as a size, if it is within bounds."""
    value = size(value)
    if any(max(abs(c.numerator), c.denominator) >> MOST_BITS for c in coefficients(value)):
        raise TooLarge(f"a number of more than {MOST_BITS} bits")
    if count(value) > MOST_TERMS:
        raise TooLarge(f"multiplied out, it has more than {MOST_TERMS} terms")
    if degree(value) > MOST_EXPONENT:
        raise TooLarge(f"an exponent above {MOST_EXPONENT}")
    return value


def invertible(value: Size) -> None:
    """Refuse a divisor that is 0, or that holds a 0**n: no quotient by it is a sum of terms."""
    atoms = {atom for m in value.terms for atom in m.atoms} if isinstance(value, Formula) else set()
    if value == 0 or any(atom.idempotent for atom in atoms):
        raise SymalgebraError("division by zero")


def coefficients(value: Size) -> list[Any]:
    """The numbers in front of the monomials."""
    return list(value.terms.values()) if isinstance(value, Formula) else [value]


def count(value: Size) -> int:
    """The number of terms."""
    return len(value.terms) if isinstance(value, Formula) else 1


def degree(value: Size) -> int:
    """The highest absolute value of an exponent that is a number."""
    powers = (power for m in value.terms for power in m.powers) if isinstance(value, Formula) else ()
    return max((abs(ceil(e)) for _, e in powers if not isinstance(e, Formula)), default=0)


def weight(value: Size) -> int:
    """About how many terms a proof of a value's sign works through.

    It writes every symbol and every power as its least value plus a rest: (1 + t)**3 has four terms.
    """
    return value.cached("weight", _weight) if isinstance(value, Formula) else 1


def _weight(f: Formula) -> int:
    powers = [[(base, e, power_weight(base, e)) for base, e in m.powers] for m in f.terms]
    cleared = {base: weight for m in powers for base, e, weight in m if not isinstance(e, int) or e < 0}
    terms = sum(prod(weight for _, _, weight in m) for m in powers)
    return min(terms * prod(cleared.values()), 1 + MOST_WEIGHT)


def power_weight(base: Any, exponent: Any) -> int:
    """The weight of one factor of a monomial; the sign of a symbolic exponent must be decided, too."""
    inner = sum(weight(a) for a in getattr(base, "arguments", ()) if isinstance(a, Formula)) or 1
    own = weight(exponent) if isinstance(exponent, Formula) else 0
    return own + prod(1 + inner * ceil(abs(c)) for c in coefficients(exponent))
