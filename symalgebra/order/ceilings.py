"""The greatest values that a condition c - a*x*y - b*y**2 - ... >= 0 leaves to its symbols."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..formula import Formula
from ..formula.atom import Name, Symbol
from ..formula.evaluation.point import value_of
from ..formula.monomial import UNIT, Monomial


def most(f: Formula, lows: Mapping[str, int]) -> dict[str, int]:
    """For each symbol of f the greatest value with f >= 0, the others at their least values.

    Nothing where f does not fall in all of them.

    >>> from symalgebra.formula import symbol
    >>> c, d = symbol("c"), symbol("d")
    >>> most(100 - c * d**2, {"c": 1, "d": 3})
    {'c': 11, 'd': 10}
    """
    if any(c > 0 or not _plain(m) for m, c in f.terms.items() if m is not UNIT):
        return {}
    names = sorted((s for s in f.free if isinstance(s, Name)), key=str)
    least: dict[Symbol, int] = {s: lows[s.name] for s in names}
    return {s.name: greatest(_holds(f, least, s), least[s]) for s in names}


def _plain(m: Monomial) -> bool:
    """Whether a monomial is a product of symbols that are never negative."""
    return all(isinstance(b, Name) and b.low >= 0 and isinstance(e, int) and e > 0 for b, e in m.powers)


def _holds(f: Formula, least: Mapping[Symbol, int], s: Symbol) -> Callable[[int], bool]:
    return lambda x: bool(value_of(f, {**least, s: x}) >= 0)


def greatest(holds: Callable[[int], bool], low: int) -> int:
    """The last integer up to which something holds that ceases to hold; low - 1 where it never does.

    >>> greatest(lambda x: x**2 <= 1000, 1), greatest(lambda x: x < 0, 1)
    (31, 0)
    """
    step = 1
    while holds(low + step - 1):
        step *= 2
    under, over = low + step // 2 - 1, low + step - 1
    while over - under > 1:
        middle = (under + over) // 2
        under, over = (middle, over) if holds(middle) else (under, middle)
    return under
