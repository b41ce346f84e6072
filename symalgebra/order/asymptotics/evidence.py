"""Constants and thresholds of f = O(g): some C and x0 with f <= C*g from x0 on, as far as points can tell.

`certified` has them proved. What is proposed here holds at a sample of points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from math import isfinite, prod
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula
from ...formula.atom import Name, Symbol
from ...formula.evaluation.point import value_of
from ...formula.monomial import UNIT
from ..clock import tick
from .constants import Value, below
from .setting import setting
from .sides import sides

THRESHOLDS = (1, 2, 4, 16, 256, 1 << 16, 1 << 40)
MOST_POINTS = 729
FAR = 16  # from where ratios are looked at
LARGE = 1 << 80

Proposal = tuple[Value, dict[str, int]]  # a constant, and the least values of the symbols that grow


def proposals(f: Formula, g: Formula, growth: Any) -> Iterator[Proposal]:
    """Factors and thresholds with f <= factor*g at a sample of points from the threshold on.

    For each factor the first threshold that fits, then for each a later one, then the last.
    """
    lows = {s.name: s.low for h in (f, g, *growth.given) for s in h.free if isinstance(s, Name)}
    starts = [
        {name: max(least, lows.get(name, 1)) for name in growth.by}
        for least in (THRESHOLDS if not growth.cells else ())
    ] or [{}]
    found: list[list[Proposal]] = []
    met = set[Value]()
    for factor in _factors(f, g, growth):
        if factor in met:
            continue
        met.add(factor)
        fits = ((factor, start) for start in starts if _fits(f, g * factor, start, growth.given))
        found.append(list(islice(fits, 2)))
        yield from found[-1][:1]
    yield from (fits[1] for fits in found if len(fits) == 2)
    yield from ((fits[0][0], starts[-1]) for fits in found if fits and fits[-1][1] != starts[-1])


def _fits(f: Formula, g: Formula, start: Mapping[str, int], given: tuple[Formula, ...]) -> bool:
    return all(_holds(f, g, point, given) for point in _points(f, g, start))


def _points(f: Formula, g: Formula, start: Mapping[str, int]) -> Iterator[dict[Symbol, int]]:
    """A sample of points from a threshold on."""
    symbols: list[Any] = sorted(f.free | g.free, key=str)
    choices = [_places(s, start.get(s.name)) for s in symbols]
    many = prod(map(len, choices)) > MOST_POINTS
    rows = zip(*choices, strict=False) if many else product(*choices)
    return (dict(zip(symbols, row, strict=True)) for row in rows)


def _factors(f: Formula, g: Formula, growth: Any) -> Iterator[Value]:
    """The limit and twice that, or a factor that the coefficients of the leading terms give."""
    value = growth.limit
    if isinstance(value, int | Fraction | Formula) and value != 0:
        value = value if f is growth.left else 1 / formula(value)
        yield from map(_rounded, (formula(value).plain(), formula(value * 2).plain()))
        return
    if (growth.upper if f is growth.left else growth.lower).strict:
        yield 1
    try:
        whole = _leading(f, g, growth)
        yield from map(_rounded, (whole, formula(whole * 8).plain()))
    except SymalgebraError:  # the terms that lead are not known
        pass
    yield from _greatest(f, g, growth)


def _leading(f: Formula, g: Formula, growth: Any) -> Value:
    """The coefficients of the terms of f that lead, over those of g."""
    tail = setting(growth.by, (growth.left, growth.right), growth.given)
    a, b = sides(f, g, tail)
    top = sum((formula(a.high.terms[s]) for s in a.high.top), formula(0))
    least = [formula(b.low.terms[s]) for s in b.low.top] if b.low else []
    return (top * sum((1 / c for c in least), formula(0))).plain()


def _greatest(f: Formula, g: Formula, growth: Any) -> Iterator[int]:
    """Twice the greatest ratio at a sample of points, where that is no large number."""
    ratios: list[Fraction] = []
    for point in _points(f, g, dict.fromkeys(growth.by, FAR)):
        tick()
        try:
            known = [value_of(h, point) for h in growth.given if h.free <= point.keys()]
            top, bottom = value_of(f, point), value_of(g, point)
            if min(known, default=0) >= 0 and bottom > 0:
                ratios.append(Fraction(top) / Fraction(bottom))
        except (SymalgebraError, OverflowError):
            continue
    if ratios and 0 < max(ratios) < LARGE:
        yield 2 * max(ratios).__ceil__()


def _rounded(value: Value) -> Value:
    """An irrational number rounded up, to quarters where it is not small; anything else as it is."""
    number = None if not isinstance(value, Formula) or value.free else _near(value)
    if number is None:
        return value
    return Fraction(number * 4).__ceil__() * Fraction(1, 4) if number > 1 else number + Fraction(1, 50)


def _near(value: Formula) -> Fraction | None:
    """A rational near a number, above it where that is known."""
    rows = below(-value)
    if rows is not None and rows.keys() <= {UNIT}:
        return -Fraction(rows.get(UNIT, 0)).limit_denominator(100)
    found = value_of(value, {})
    return Fraction(found).limit_denominator(100) if isfinite(found) else None


def _places(s: Any, start: int | None) -> list[int]:
    return [s.low, s.low + 1, s.low + 6] if start is None else [start, start + 1, 2 * start + 3, start << 6]


def _holds(f: Formula, g: Formula, point: dict[Symbol, int], given: tuple[Formula, ...]) -> bool:
    tick()
    try:
        known = [h for h in given if h.free <= point.keys()]
        return any(value_of(h, point) < 0 for h in known) or bool(value_of(f, point) <= value_of(g, point))
    except (SymalgebraError, OverflowError):
        return True
