"""Binary logarithms: opaque atoms with the product rule.

log2(a*b) = log2(a) + log2(b),   log2(a**e) = e*log2(a),   log2(2) = 1
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import e
from math import log2 as log2_of_number
from typing import TYPE_CHECKING, Any

from ..errors import NoClosedForm, SymalgebraError
from .atom import Atom
from .power import factors, split_content
from .value import Formula, formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .atom import Symbol
    from .value import Number, Size


class Log2(Atom):
    """log2 of a prime, of an atom or of a sum."""

    __slots__ = ()
    integral = False

    @property
    def argument(self) -> Formula:
        """What the logarithm is of."""
        return self.arguments[0]

    @staticmethod
    def build(*arguments: Any) -> Size:
        return log2(arguments[0])

    def bounds(self) -> tuple[Size | None, Size | None]:
        from .sign import nonnegative

        return (0, None) if nonnegative(self.argument - 1) else (None, None)


class Euler(Atom):
    """The constant log2(e), about 1.4427."""

    __slots__ = ()
    integral = False

    def at(self, values: Mapping[Symbol, Number]) -> Any:
        return log2_of_number(e)

    @staticmethod
    def build(*arguments: Any) -> Size:
        return LOG2_E

    def bounds(self) -> tuple[Size | None, Size | None]:
        return formula(Fraction(1442695, 1000000)), formula(Fraction(1442696, 1000000))


LOG2_E = Euler().formula()


def log2(value: Size) -> Size:
    """log2 of a positive value in normal form."""
    if type(value) is int:
        return _log2_integer(value)
    f = formula(value)
    if not f.terms:
        raise SymalgebraError("log2(0) has no value")
    content, rest = split_content(f)
    if len(rest.terms) > 1:
        return (_log2_term(content) + Log2(rest).formula()).size()
    return _log2_term(f).size()


@lru_cache(1 << 10)
def _log2_integer(k: int) -> Size:
    if k <= 0:
        raise SymalgebraError("log2(0) has no value" if k == 0 else f"log2({k}) has no real value")
    return _log2_number(k).size()


def _log2_term(f: Formula) -> Formula:
    ((m, c),) = f.items()
    if c <= 0:
        raise SymalgebraError(f"log2({f}) has no real value")
    total = _log2_number(c)
    for base, exponent in m.powers:
        total = total + (_log2_prime(base) if isinstance(base, int) else _log2_atom(base)) * exponent
    return total


def _log2_number(c: Number) -> Formula:
    try:
        return sum((_log2_prime(p) * k for p, k in factors(c).items()), formula(0))
    except NoClosedForm:  # too large to be factored: an atom of its own
        return Log2(formula(c)).formula()


def _log2_prime(p: int) -> Formula:
    return formula(1) if p == 2 else Log2(formula(p)).formula()


def _log2_atom(atom: Atom) -> Formula:
    return Log2(getattr(atom, "whole", atom.formula())).formula()


def binary_logarithm(value: Any) -> Any:
    """log2 of a positive number: an int where it is one, else a float."""
    if value <= 0:
        raise SymalgebraError(f"log2({value}) has no real value")
    exact = Fraction(value)
    n, d = exact.numerator, exact.denominator
    if n & (n - 1) == 0 and d & (d - 1) == 0:
        return n.bit_length() - d.bit_length()
    return log2_of_number(n) - log2_of_number(d)
