"""Scales: binary logarithms of growths, and which growth is above which.

    x**2 * log2(x) * 3**n    has the scale    2*log2(x) + log2(log2(x)) + log2(3)*n

A scale is a sum of coefficients, which do not grow, times atoms of growth: n, n*w, log2(x), log2(log2(x)).
An atom is above another where their quotient tends to infinity when all growing symbols do; for symbols and
their logarithms that is the lexicographic order of exponents, symbol by symbol, and for anything else the
question is asked again of the scales.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, TypeVar

from ...formula import Formula, formula, log2
from ...formula.atom import Atom, Symbol
from ...formula.logarithm import Log2
from ...formula.monomial import UNIT, Monomial, plain
from ..clock import tick
from .constants import Value, sign

By = frozenset[Symbol]  # the symbols that grow
KEPT = 1 << 14
T = TypeVar("T")


def remembered(function: Callable[[Formula, By], T]) -> Callable[[Formula, By], T]:
    """The function with its values kept by the exact terms of the formula."""
    known: dict[Any, T] = {}

    @wraps(function)
    def value(f: Formula, by: By) -> T:
        place = f.key, by
        if place not in known:
            tick()
            if len(known) >= KEPT:
                known.clear()
            known[place] = function(f, by)
        return known[place]

    return value


_SCALES: dict[Any, Formula] = {}


def scale(f: Formula) -> Formula:
    """One and the same object for equal scales, so that what is known of a scale is worked out once."""
    if len(_SCALES) >= KEPT:
        _SCALES.clear()
    return _SCALES.setdefault(f.key, f)


def grows_in(part: Any, by: By) -> bool:
    """Whether a base or an exponent holds a symbol that grows."""
    return not by.isdisjoint(getattr(part, "free", ()))


def single(m: Monomial) -> Formula:
    """The formula that is one monomial."""
    return Formula({m: 1})


@lru_cache(KEPT)
def split(m: Monomial, by: By) -> tuple[Monomial, Monomial]:
    """The factors of a monomial that grow, and the others."""
    if by.isdisjoint(m.free):
        return UNIT, m
    inner = [p for p in m.powers if grows_in(p[0], by) or grows_in(p[1], by)]
    if len(inner) == len(m.powers):
        return m, UNIT
    return Monomial(inner), Monomial(p for p in m.powers if p not in inner)


@remembered
def collected(f: Formula, by: By) -> Mapping[Monomial, Value]:
    """The atoms of growth in a scale, each with its coefficient; `UNIT` for what does not grow."""
    found: dict[Monomial, Any] = {}
    for m, c in f.items():
        inner, outer = split(m, by)
        found[inner] = found.get(inner, 0) + (c if outer is UNIT else single(outer) * c)
    return {m: plain(c) for m, c in found.items() if c}


@lru_cache(KEPT)
def tower(atom: Atom) -> tuple[Symbol, int] | None:
    """(x, k) for log2(log2(...x)), k times; None for any other atom."""
    if isinstance(atom, Symbol):
        return atom, 0
    if not isinstance(atom, Log2) or len(atom.argument.terms) != 1:
        return None
    (m,) = atom.argument.terms  # an atom or a number: logarithms of products are sums
    inner = next(map(tower, m.atoms), None)
    return inner and (inner[0], inner[1] + 1)


@lru_cache(KEPT)
def exponents(m: Monomial, by: By) -> Mapping[tuple[Symbol, int], Value] | None:
    """The exponents of symbols and of their logarithms; None where another factor grows."""
    found: dict[tuple[Symbol, int], Value] = {}
    for base, exponent in m.powers:
        place = None if isinstance(base, int) or grows_in(exponent, by) else tower(base)
        if place is None:
            return None
        found[place] = exponent
    return found


@lru_cache(KEPT)
def log_of(m: Monomial) -> Formula:
    """The scale of a monomial."""
    return formula(log2(single(m)))


@lru_cache(KEPT)
def above(a: Monomial, b: Monomial, by: By) -> bool:
    """Whether a/b is proved to tend to infinity."""
    if a is b:
        return False
    high, low = exponents(a, by), exponents(b, by)
    if high is None or low is None:
        if not (_exponential(a, by) and _exponential(b, by)):
            return False
        return tends(log_of(a) - log_of(b), by) == 1
    gaps = {place: high.get(place, 0) - low.get(place, 0) for place in high.keys() | low.keys()}
    return all(_leading_sign(gaps, x) == 1 for x, _ in gaps if _leading_sign(gaps, x) != 0)


def _exponential(m: Monomial, by: By) -> bool:
    """Whether every factor is a power of a symbol or of its logarithms, or has an exponent that grows."""
    return all(
        grows_in(exponent, by) or (not isinstance(base, int) and tower(base)) for base, exponent in m.powers
    )


def _leading_sign(gaps: Mapping[tuple[Symbol, int], Value], x: Symbol) -> int | None:
    """The sign of the first exponent of x that is not 0, x before log2(x) before log2(log2(x))."""
    for _, gap in sorted((level, gap) for (y, level), gap in gaps.items() if y is x and gap != 0):
        return sign(gap)
    return 0


def unbounded(m: Monomial, by: By) -> bool:
    """Whether an atom of growth tends to infinity."""
    return above(m, UNIT, by)


@remembered
def tends(f: Formula, by: By) -> int | None:
    """1 where a scale tends to infinity, -1 to minus infinity, 0 where it is constant, else None.

    Each atom with a coefficient of the other sign must be below one with the right sign.
    """
    parts = {m: sign(c) for m, c in collected(f, by).items() if m is not UNIT}
    if not parts:
        return 0
    for direction in (1, -1):
        led = [m for m, s in parts.items() if s == direction]
        rest = [m for m, s in parts.items() if s != direction]
        if any(unbounded(m, by) for m in led) and all(any(above(a, m, by) for a in led) for m in rest):
            return direction
    return None


@remembered
def growth_of(f: Formula, by: By) -> Formula:
    """2**f: the formula that has the scale f.

    >>> from symalgebra.formula import log2, read, symbol
    >>> n = symbol("n")
    >>> growth_of(2 * log2(n) + n * log2(3), n.free)
    3**n*n**2
    """
    result = formula(1)
    for m, c in f.items():
        logs: list[tuple[Any, Any]] = [p for p in m.powers if isinstance(p[0], Log2) and p[1] == 1]
        if not logs:
            result = result * formula(2) ** (single(m) * c)
            continue
        chosen = min(logs, key=lambda p: grows_in(p[0], by) and len(logs) > 1)
        rest = Monomial(p for p in m.powers if p is not chosen)
        result = result * chosen[0].argument ** (single(rest) * c)
    return result
