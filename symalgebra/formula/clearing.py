"""Formulas without negative exponents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import NoClosedForm
from .atom import Atom
from .monomial import Monomial, normal, plain
from .value import Formula, Number, accumulate, formula


def cleared(*formulas: Formula) -> list[Formula]:
    """The formulas times one positive factor with which none of them has a negative exponent.

    The factor may be 0 only where one of them has no value. NoClosedForm where the sign of a base with a
    negative exponent is not known.
    """
    least: dict[Any, Any] = {}
    for base, part, exponent in (found for f in formulas for m in f.terms for found in parts(m)):
        least[base, part] = min(least.get((base, part), 0), exponent)
    powers: dict[Any, Any] = {}
    for (base, part), exponent in least.items():
        if exponent < 0:
            powers[base] = powers.get(base, 0) - exponent * Formula({part: 1})
    _check(powers)
    return [_times(f, powers) for f in formulas] if powers else list(formulas)


def parts(m: Monomial) -> Iterator[tuple[Atom | int, Monomial, Number]]:
    """The factors base ** (exponent * part) of a monomial, exponent a number and part a monomial."""
    for base, exponent in m.powers:
        for part, c in formula(exponent).items():
            yield base, part, c


def _check(bases: Any) -> None:
    from .sign import atom_nonnegative

    if not all(isinstance(base, int) or atom_nonnegative(base) for base in bases):
        raise NoClosedForm("a divisor whose sign is not known")


def _times(f: Formula, powers: dict[Any, Any]) -> Formula:
    """f times powers, a sum as a base multiplied out only once its exponents are added up."""
    terms: dict[Monomial, Number] = {}
    for m, c in f.items():
        merged = dict(m.powers)
        for base, exponent in powers.items():
            merged[base] = plain(merged.get(base, 0) + exponent)
        accumulate(terms, {found: c * more for found, more in normal(merged)})
    return Formula(terms)
