"""Floors and ceilings of quotients, never nested.

    floor((floor(P/Q) + y)/D) = floor((P + Q*y)/(Q*D))     for integers y and integers Q, D >= 1

so a chain of strided layers is one floor. What D divides is split off, a remainder proved to lie between two
multiples of D next to 0 is dropped, and what is left is one atom `Floor(P, D)`. The constant of P is kept
whole: ceil(r/32) is floor((r + 31)/32), never floor((r - 1)/32) + 1.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from ..errors import SymalgebraError
from .atom import Atom, Name
from .integrality import integral, integral_term
from .monomial import UNIT
from .power import integer_power
from .quotient import coarse, divided, multiples, reduced, whole_numbers
from .ring import over
from .sign import nonnegative, positive
from .value import Formula, formula
from .writing.arrangement import base_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .value import Size


_KNOWN: dict[Any, Size] = {}  # quotients that were reduced before
_MOST_KNOWN = 1 << 12


class Floor(Atom):
    """floor(numerator/denominator), the denominator positive."""

    __slots__ = ()

    @property
    def numerator(self) -> Formula:
        """P of floor(P/D)."""
        return self.arguments[0]

    @property
    def denominator(self) -> Formula:
        """D of floor(P/D)."""
        return self.arguments[1]

    @property
    def ceiled(self) -> Formula | None:
        """P' where the atom is the ceiling of P'/D (so P = P' + D - 1) and P' is shorter than P."""
        if not (integral(self.numerator) and integral(self.denominator)):
            return None
        rest = self.numerator - self.denominator + 1
        return rest if len(rest.terms) < len(self.numerator.terms) else None

    @staticmethod
    def build(*arguments: Any) -> Size:
        return floordiv(*arguments)

    def bounds(self) -> tuple[Size | None, Size | None]:
        """(P - D + 1)/D <= floor(P/D) <= P/D for integers P and D >= 1; 0 where the left side may be less."""
        if not positive(self.denominator):
            return None, None
        whole = integral(self.numerator) and integral(self.denominator)
        least = self.numerator - self.denominator + int(whole)
        low = (
            formula(0) if nonnegative(self.numerator) and not nonnegative(least) else least / self.denominator
        )
        return low, self.numerator / self.denominator


def floordiv(a: Size, b: Size) -> Size:
    """floor(a/b) for b >= 1: an int on numbers, else a formula without nested floors."""
    if isinstance(a, int) and isinstance(b, int):
        if b <= 0:
            raise SymalgebraError(f"floor({a}/{b}): the divisor must be positive")
        return a // b
    f, g = formula(a), formula(b)
    key = f.key, g.key
    found = _KNOWN.get(key)
    if found is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        found = _KNOWN[key] = _floor(f, g)
    return found


def ceildiv(a: Size, b: Size) -> Size:
    """ceil(a/b) for integers a and b >= 1."""
    if isinstance(a, int) and isinstance(b, int):
        return -floordiv(-a, b)
    f, g = formula(a), formula(b)
    f, g = reduced(*whole_numbers(f, g))
    if integral(f) and integral(g) and positive(g):
        return floordiv(f + g - 1, g)
    return (-formula(floordiv(-f, g))).size()


def _floor(f: Formula, g: Formula) -> Size:
    number = g.plain()
    if isinstance(number, int | Fraction) and number <= 0:
        raise SymalgebraError(f"floor(({f})/({g})): the divisor must be positive")
    even = _even(f, number) if isinstance(number, int) else _nearly(f, g)
    if even is not None:
        return even
    f, g = coarse(*_flattened(*reduced(*whole_numbers(f, g))))
    if not f.terms:
        return 0
    whole, rest = divided(f, g)
    return (whole + _remainder(rest, g)).size()


def _even(f: Formula, d: int) -> Size | None:
    """floor(f/d) where d divides every term of f, the constant aside; else None."""
    whole = {m: over(c, d) for m, c in f.items() if m is not UNIT}
    if all(integral_term(m, c) for m, c in whole.items()):
        return (Formula(whole) + floor(over(f.terms.get(UNIT, 0), d))).size()
    return None


def _nearly(f: Formula, g: Formula) -> Size | None:
    """floor(f/g) where f = g*k + c, c = 0 or -1: that is k + c for integers k and g >= 1; else None."""
    c = f.terms.get(UNIT, 0)
    if c not in (0, -1):
        return None
    k = (f - c) * integer_power(g, -1)
    return (k + c).size() if integral(k) and integral(g) and positive(g) else None


def _flattened(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f/g with one floor of f dissolved into the quotient, as often as that is possible."""
    inner = min(_alone(f), key=base_place, default=None)
    if inner is None or not (integral(f) and integral(g) and positive(g)):
        return f, g
    rest = f - inner.formula()
    flat = inner.numerator + inner.denominator * rest, inner.denominator * g
    return _flattened(*reduced(*whole_numbers(*flat)))


def _alone(f: Formula) -> Iterator[Floor]:
    """The floors of integers that are terms of f."""
    for m, c in f.items():
        if c == 1 and len(m.powers) == 1 and m.powers[0][1] == 1:
            base = m.powers[0][0]
            if isinstance(base, Floor) and integral(base.numerator) and integral(base.denominator):
                yield base


def _remainder(rest: Formula, g: Formula) -> Formula:
    """floor(rest/g): a number where the rest is proved to lie between two multiples of g, else an atom."""
    k = multiples(rest, g)
    inner = rest - k * g if k else rest
    if isinstance(inner.plain(), int | Fraction) and isinstance(g.plain(), int | Fraction):
        return formula(k)
    if _unbounded(inner, g):
        return Floor(rest, g).formula()
    for more in (0, -1, 1):
        if _between(inner - more * g, g):
            return formula(k + more)
    return Floor(rest, g).formula()


def _between(f: Formula, g: Formula) -> bool:
    """Whether 0 <= f < g is proved for integers, or 0 <= f <= g - 1 for others."""
    return nonnegative(f) and nonnegative(g - 1 - f)


def _unbounded(f: Formula, g: Formula) -> bool:
    """Whether g is a number and f a polynomial in symbols, whose quotient is then in no bounded interval."""
    bases = [(b, e) for m in f.terms for b, e in m.powers]
    growing = (isinstance(b, Name) and isinstance(e, int) and e > 0 for b, e in bases)
    return not g.free and bool(bases) and all(growing)
