"""Substitution of symbols by formulas, by atom, by SymPy symbol or by name."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import TYPE_CHECKING, Any

from ..errors import UnknownSymbol
from .atom import Atom, Name, Symbol
from .monomial import Monomial, normal
from .value import Formula, accumulate, formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .value import Number


def substitute(f: Formula, mapping: Mapping[Symbol, Number | Formula]) -> Formula:
    """f with symbols replaced; terms that hold none of them are passed through."""
    touched = f.free.intersection(mapping)
    if not touched:
        return f
    terms: dict[Monomial, Number] = {m: c for m, c in f.items() if m.free.isdisjoint(touched)}
    replaced: dict[Atom, Formula] = {}
    for m, c in f.items():
        if not m.free.isdisjoint(touched):
            accumulate(terms, _image(m, mapping, replaced), c)
    return Formula(terms)


def _image(
    m: Monomial, mapping: Mapping[Symbol, Any], replaced: dict[Atom, Formula]
) -> Mapping[Monomial, Number]:
    """The terms that stand for a monomial: one product of powers, times the powers of sums."""
    powers: dict[Any, Any] = {}
    sums: list[Formula] = []
    for base, exponent in m.powers:
        if isinstance(exponent, Formula):
            exponent = substitute(exponent, mapping)
        if isinstance(base, int) or base.free.isdisjoint(mapping):
            powers[base] = powers[base] + exponent if base in powers else exponent
            continue
        if base not in replaced:
            replaced[base] = formula(base.substitute(mapping))
        image = replaced[base].terms
        if m.powers == ((base, 1),):
            return image
        if len(image) == 1 and 1 in image.values():
            for inner, times in next(iter(image)).powers:
                powers[inner] = powers.get(inner, 0) + times * exponent
        else:
            sums.append(replaced[base] ** exponent)
    if powers or not sums:
        sums.append(Formula(dict(normal(powers))))
    return reduce(mul, sums).terms


def named(f: Formula, mapping: Mapping[Any, Any] | None, values: Mapping[str, Any]) -> dict[Symbol, Any]:
    """The substitution that a user wrote, as a mapping of the atoms of f to formulas.

    Keys are names, SymPy symbols or formulas that are one symbol. A name that f was derived with and that
    does not occur in it is passed over.
    """
    by_name: dict[str, list[Symbol]] = {}
    for symbol in f.free:
        if isinstance(symbol, Name):
            by_name.setdefault(symbol.name, []).append(symbol)
    found: dict[Symbol, Any] = {}
    for key, value in [*(mapping or {}).items(), *values.items()]:
        name = str(key)
        if name not in by_name and name in f.related:
            continue
        if name not in by_name:
            raise UnknownSymbol(unknown(name, by_name, f))
        for symbol in by_name[name]:
            found[symbol] = formula(value)
    return found


def unknown(name: str, known: Iterable[str], where: object) -> str:
    """The message for a name that does not occur."""
    names = sorted(known)
    close = get_close_matches(name, names, 1, 0.5)
    hint = f"did you mean {close[0]!r}?" if close else f"its symbols are {', '.join(names) or 'none'}"
    text = str(where)
    return f"no symbol {name!r} in {text if len(text) <= 60 else text[:57] + '...'}; {hint}"


def number(value: Any) -> Number:
    """A substituted value as an exact number."""
    plain = formula(value).plain()
    if isinstance(plain, int | Fraction):
        return plain
    raise UnknownSymbol(f"{value} is not a number; subs(...) replaces a symbol by a formula")
