"""The steps of a plan on exact numbers: each takes the values so far and two arguments, and gives one value.

terms   pairs of an integer coefficient and the places of the factors, all over the integer `scale`
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from ..errors import NoClosedForm, SymalgebraError
from .monomial import exact
from .power import MOST_BITS

if TYPE_CHECKING:
    from .atom import Atom, Symbol

    Values = Sequence[Any]
    Terms = tuple[tuple[int, tuple[int, ...]], ...]

SMALL = 1 << 62  # a number below it has no power up to the 4096th of more than MOST_BITS bits


def summed(values: Values, terms: Terms, scale: int) -> Any:
    """The sum of the terms, over the scale."""
    total: Any = 0
    for product, places in terms:
        for place in places:
            product *= values[place]
        total += product
    if type(total) is not int:
        return exact(total / scale)
    if scale == 1:
        return total
    whole, rest = divmod(total, scale)
    return Fraction(total, scale) if rest else whole


def divided(values: Values, terms: Terms, divisor: int) -> int:
    """floor(sum/divisor) for a number as the divisor."""
    total = summed(values, terms, 1)
    return total // divisor if type(total) is int else floor(Fraction(total) / divisor)


def quotient(values: Values, top: int, bottom: int) -> int:
    """floor(top/bottom)."""
    p, d = values[top], values[bottom]
    if d == 0:
        raise SymalgebraError("division by zero at this point")
    return p // d if type(p) is type(d) is int else floor(Fraction(p) / Fraction(d))


def power(values: Values, base: int, exponent: Any) -> Any:
    """A value to the power of a number."""
    return raised(values[base], exponent)


def exponential(values: Values, base: int, exponent: int) -> Any:
    """A number to the power of a value."""
    return raised(base, values[exponent])


def symbolic(values: Values, base: int, exponent: int) -> Any:
    """A value to the power of a value."""
    return raised(values[base], values[exponent])


def root(_: Values, base: int, exponent: Fraction) -> Any:
    """A number to the power of a number."""
    return raised(base, exponent)


def vanishing(values: Values, exponent: int, _: None) -> int:
    """0**exponent."""
    return int(values[exponent] == 0)


def extreme(values: Values, choose: Callable[..., Any], places: tuple[int, ...]) -> Any:
    """The greatest or the least of several values."""
    return choose(values[place] for place in places)


def looked_up(values: Values, atom: Atom, places: tuple[tuple[Symbol, int], ...]) -> Any:
    """The value of an atom that has a rule of its own."""
    return atom.at({symbol: values[place] for symbol, place in places})


def raised(base: Any, exponent: Any) -> Any:
    """base ** exponent, exact; a root must come out even."""
    if isinstance(base, float) or isinstance(exponent, float):
        return base**exponent
    if isinstance(exponent, Fraction):
        return _root(base, exponent)
    if not (0 <= exponent <= 4096 and -SMALL < base < SMALL and type(base) is int):
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if base not in (-1, 0, 1) and bits * abs(exponent) > MOST_BITS:
            raise NoClosedForm(f"the value of a power has more than {MOST_BITS} bits")
    if exponent >= 0:
        return base**exponent
    if not base:
        raise SymalgebraError("division by zero at this point")
    return exact(Fraction(base) ** exponent)


def _root(base: Any, exponent: Fraction) -> Any:
    from sympy import Rational

    value = Rational(base.numerator, base.denominator) ** Rational(exponent.numerator, exponent.denominator)
    if not value.is_Rational:
        raise NoClosedForm(f"{base}**({exponent}) is irrational")
    return exact(Fraction(int(value.p), int(value.q)))
