"""Substitution of symbols by formulas, by atom, by SymPy symbol or by name."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UnknownSymbol
from .atom import Atom, Name, Symbol
from .monomial import Monomial
from .value import Formula, accumulate, formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .value import Number, Size


def substitute(f: Formula, mapping: Mapping[Symbol, Number | Formula]) -> Formula:
    """f with symbols replaced; terms that hold none of them are passed through."""
    touched = f.free & mapping.keys()
    if not touched:
        return f
    terms: dict[Monomial, Number] = {}
    replaced: dict[Any, Any] = {}
    for m, c in f.items():
        if m.free & touched:
            accumulate(terms, (_in_monomial(m, mapping, replaced) * c).terms)
        else:
            accumulate(terms, {m: c})
    return Formula(terms)


def _in_monomial(m: Monomial, mapping: Mapping[Symbol, Any], replaced: dict[Any, Any]) -> Formula:
    result, kept = formula(1), []
    for base, exponent in m.powers:
        if not (getattr(base, "free", frozenset()) | getattr(exponent, "free", frozenset())) & mapping.keys():
            kept.append((base, exponent))
            continue
        if base not in replaced:
            replaced[base] = formula(_in_base(base, mapping))
        if isinstance(exponent, Formula):
            exponent = exponent.substitute(mapping)
        result = result * replaced[base] ** exponent
    return result * Formula({Monomial(kept): 1})


def _in_base(base: Atom | int, mapping: Mapping[Symbol, Any]) -> Size:
    if isinstance(base, int) or not base.free & mapping.keys():
        return base if isinstance(base, int) else Formula({Monomial(((base, 1),)): 1})
    return base.substitute(mapping)


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
