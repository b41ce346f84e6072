"""Arithmetic with a budget: a short text may stand for a long formula, which is refused before it is made."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from math import comb
from typing import Any

from ...errors import SymalgebraError
from ..extremum import Extremum, Max, Min, extremum, opened
from ..floor import ceildiv, floordiv
from ..inspection import is_polynomial
from ..logarithm import LOG2_E, log2
from ..sizes import Size, size
from ..special import binomial
from ..value import Formula, formula
from .extent import MOST_WEIGHT, bits, coefficients, count, degree, weight, width
from .ranged import ranged

STEPS = 100_000  # products of two monomials: about a second
MOST_TERMS = 1_000
MOST_BITS = 4_096
MOST_EXPONENT = 1_000


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
        """a / b; a division too long to be tried leaves the quotient as it is written."""
        cost = self.division(a, b)
        if cost > self.left:
            self.spend(count(a) * count(b))
            return a * (1 / b)
        self.spend(cost)
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
        """Pay for a quotient that is worked out."""
        self.spend(self.division(a, b))

    def division(self, a: Size, b: Size) -> int:
        """What a quotient costs: each term of a long division leaves as many as the divisor has."""
        invertible(b)
        terms = count(b)
        long = count(a) > 1 and terms > 1  # a single term has no factor that is a sum
        steps = comb(degree(a) + degree(b) + terms, terms) if long else 1
        return count(a) * terms * steps

    def power(self, a: Any, b: Any) -> Any:
        """a ** b."""
        if isinstance(b, int) and b < 0:
            invertible(a)
        if isinstance(b, int) and abs(b) * bits(a) > MOST_BITS:
            raise TooLarge(f"a power of more than {MOST_BITS} bits")
        if isinstance(a, int) and isinstance(b, int):
            return Fraction(a) ** b
        if any(abs(c) > MOST_EXPONENT for c in coefficients(b)):
            raise TooLarge(f"an exponent above {MOST_EXPONENT}")
        self.spend(comb(width(a) + abs(b) - 1, abs(b)) ** 2 if isinstance(b, int) else count(a))
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
        return self.extreme(Max, values)

    def least(self, *values: Size) -> Size:
        """min(a, b, ...)."""
        return self.extreme(Min, values)

    def extreme(self, kind: type[Extremum], values: tuple[Size, ...]) -> Size:
        """An extremum; what is too intricate to be compared stays beside the others."""
        weights = [weight(part) for part, _ in opened(kind, values)]
        steps = len(weights) * sum(weights)
        few = steps <= self.left
        self.spend(steps if few else len(weights))
        return extremum(kind, values, lambda a, b: few and weight(a) + weight(b) <= MOST_WEIGHT)

    def logarithm(self, a: Size) -> Size:
        """log2(a), which asks for no sign."""
        self.spend(count(a))
        return log2(a)

    def natural(self, a: Size, base: Size | None = None) -> Any:
        """log(a), to the base e or to another."""
        return self.over(self.logarithm(a), LOG2_E if base is None else self.logarithm(base))

    def loop(self, kind: str, body: Size, name: Size, low: int, high: Size) -> Size:
        """Sum(a, (i, low, high)), Product(a, (i, low, high))."""
        number = formula(high).plain()
        summed = kind == "Sum" and is_polynomial(formula(body), name)
        steps = number - low + 1 if isinstance(number, int) and not summed else 1
        self.spend(max(steps, 1 + degree(body)) ** 2 * count(body))
        return self.light(partial(ranged, kind), body, name, low, high)

    def light(self, function: Callable[..., Any], *values: Size) -> Any:
        """A function that asks for the signs of its arguments and of their differences."""
        total = sum(map(weight, values))
        if total > MOST_WEIGHT:
            raise TooLarge("too intricate to be rounded or summed")
        self.spend(total * len(values) ** 2)
        return function(*values)


def checked(value: Any) -> Size:
    """A value as a size, if it is within bounds."""
    value = size(value)
    if bits(value) > MOST_BITS:
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
