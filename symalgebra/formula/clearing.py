"""Formulas without negative exponents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .atom import Atom
from .monomial import Monomial, normal, plain
from .value import Formula, Number, accumulate, formula


def cleared(*formulas: Formula) -> list[Formula]:
    """The formulas times one positive factor, with which only bases of unknown sign have negative exponents.

    The factor may be 0 only where one of the formulas has no value.
    """
    if all(type(e) is int and e >= 0 for f in formulas for m in f.terms for _, e in m.powers):
        return list(formulas)
    least: dict[Any, Any] = {}
    for base, part, exponent in (found for f in formulas for m in f.terms for found in parts(m)):
        least[base, part] = min(least.get((base, part), 0), exponent)
    powers: dict[Any, Any] = {}
    for (base, part), exponent in least.items():
        if exponent < 0:
            powers[base] = powers.get(base, 0) - exponent * Formula({part: 1})
    powers = {base: exponent for base, exponent in powers.items() if _positive(base)}
    return [_times(f, powers) for f in formulas] if powers else list(formulas)


def parts(m: Monomial) -> Iterator[tuple[Atom | int, Monomial, Number]]:
    """The factors base ** (exponent * part) of a monomial, exponent a number and part a monomial."""
    for base, exponent in m.powers:
        for part, c in formula(exponent).items():
            yield base, part, c


def _positive(base: Atom | int) -> bool:
    from .sign import atom_nonnegative

    return isinstance(base, int) or atom_nonnegative(base)


def _times(f: Formula, powers: dict[Any, Any]) -> Formula:
    """f times powers, a sum as a base multiplied out only once its exponents are added up."""
    terms: dict[Monomial, Number] = {}
    for m, c in f.items():
        merged = dict(m.powers)
        for base, exponent in powers.items():
            merged[base] = plain(merged.get(base, 0) + exponent)
        accumulate(terms, dict(normal(merged)), c)
    return Formula(terms)
