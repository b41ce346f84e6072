"""Exact evaluation at a point."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import NoClosedForm, SymalgebraError, UnknownSymbol
from .atom import Atom, Symbol
from .monomial import exact
from .power import MOST_BITS
from .substitution import named, number
from .value import Formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .value import Number


def evaluate(f: Formula, mapping: Mapping[Any, Any] | None, values: Mapping[str, Any]) -> Any:
    """The value of f where every symbol of it is given a number; names that do not occur are errors."""
    point = {symbol: number(value) for symbol, value in named(f, mapping, values).items()}
    missing = sorted(str(s) for s in f.names - {getattr(s, "name", "") for s in point})
    if missing:
        raise UnknownSymbol(f"no value for {', '.join(missing)} in {f}; subs(...) replaces some symbols only")
    return value_of(f, point)


def value_of(f: Formula, point: Mapping[Symbol, Number]) -> Any:
    """The value at a point that is given by atoms."""
    bases: dict[Atom, Number] = {}
    total: Any = 0
    for m, c in f.items():
        term: Any = c
        for base, exponent in m.powers:
            if isinstance(base, Atom):
                value = bases.get(base)
                if value is None:
                    value = bases[base] = base.at(point)
            else:
                value = base
            power = value_of(exponent, point) if isinstance(exponent, Formula) else exponent
            term = term * (value if power == 1 else raised(value, power))
        total = total + term
    return exact(total)


def raised(base: Any, exponent: Any) -> Any:
    """base ** exponent, exact; a root must come out even."""
    if isinstance(base, float) or isinstance(exponent, float):
        return base**exponent
    if isinstance(exponent, Fraction):
        return _root(base, exponent)
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(base) > 1 and bits * abs(exponent) > MOST_BITS:
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
