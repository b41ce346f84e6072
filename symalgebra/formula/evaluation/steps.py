"""The steps of a plan on exact numbers: each takes the values so far and two arguments, and gives one value.

terms   pairs of an integer coefficient and the places of the factors, all over the integer `scale`
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor, inf, isfinite, prod
from typing import TYPE_CHECKING, Any

from ...errors import NoClosedForm, SymalgebraError
from ..logarithm import binary_logarithm
from ..monomial import exact
from ..power import MOST_BITS

if TYPE_CHECKING:
    from ..atom import Atom, Symbol

    Values = Sequence[Any]
    Terms = tuple[tuple[int, tuple[int, ...]], ...]

NEAR = Fraction(1, 10**12)  # relative: what is nearer to an integer may be one but for a float's last digits
SMALL = 1 << 62  # a number below it has no power up to the 4096th of more than MOST_BITS bits


def summed(values: Values, terms: Terms, scale: int) -> Any:
    """The sum of the terms, over the scale."""
    total = _added(values, terms)
    if type(total) is float:
        return _with_floats(values, terms, scale)
    if type(total) is not int:
        return exact(total / scale)
    if scale == 1:
        return total
    whole, rest = divmod(total, scale)
    return Fraction(total, scale) if rest else whole


def _added(values: Values, terms: Terms) -> Any:
    """The sum of the terms; a float, no matter which, where one of them is."""
    total: Any = 0
    try:
        for product, places in terms:
            for place in places:
                product *= values[place]
            total += product
    except OverflowError:  # of an integer that is to become a float
        return 0.0
    return total


def _with_floats(values: Values, terms: Terms, scale: int) -> Any:
    """The sum where some values are floats: what stands before each product of floats is added up exactly."""
    before: dict[tuple[float, ...], Any] = {}
    for coefficient, places in terms:
        factors = [values[place] for place in places]
        floats = tuple(factor for factor in factors if type(factor) is float)
        number = prod((factor for factor in factors if type(factor) is not float), start=coefficient)
        before[floats] = before.get(floats, 0) + Fraction(number, scale)
    total = exact(before.pop((), 0))
    return finite(lambda: sum((float(c) * prod(floats) for floats, c in before.items() if c), start=total))


def finite(work: Callable[[], Any]) -> Any:
    """What work on floats gives, if it is a real number."""
    try:
        value = work()
    except OverflowError:
        value = inf
    except ZeroDivisionError:
        raise SymalgebraError("division by zero at this point") from None
    if isinstance(value, complex):
        raise NoClosedForm("a root of a negative number is no real number")
    if type(value) is float and not isfinite(value):
        raise NoClosedForm("the value is too large for a logarithm's float")
    return value


def divided(values: Values, terms: Terms, divisor: int) -> int:
    """floor(sum/divisor) for a number as the divisor."""
    total = _added(values, terms)
    return total // divisor if type(total) is int else rounded_down(summed(values, terms, 1), divisor)


def quotient(values: Values, top: int, bottom: int) -> int:
    """floor(top/bottom)."""
    return rounded_down(values[top], values[bottom])


def rounded_down(top: Any, bottom: Any) -> int:
    """floor(top/bottom); of a float only where that is not next to an integer."""
    if bottom == 0:
        raise SymalgebraError("division by zero at this point")
    if type(top) is type(bottom) is int:
        return top // bottom
    value = Fraction(top) / Fraction(bottom)
    if float in (type(top), type(bottom)) and abs(value - round(value)) <= NEAR * max(
        abs(value), Fraction(1)
    ):
        raise NoClosedForm(f"{float(value)} is too near to an integer to be rounded")
    return floor(value)


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
    return exact(atom.at({symbol: values[place] for symbol, place in places}))


def logarithm(values: Values, argument: int, _: None) -> Any:
    """log2 of a value: an int where it is one, else a float."""
    return binary_logarithm(values[argument])


def raised(base: Any, exponent: Any) -> Any:
    """base ** exponent, exact; a root must come out even."""
    if isinstance(base, float) or isinstance(exponent, float):
        return finite(lambda: base**exponent)
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
