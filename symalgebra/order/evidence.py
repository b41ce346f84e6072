"""Constants and thresholds of f = O(g): some C and x0 with f <= C*g from x0 on, proved by `compare`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, formula
from ..formula.atom import Name, Symbol
from ..formula.evaluation import value_of
from .compare import compare
from .constants import Value
from .ratio import ratio_bounds
from .setting import setting
from .sides import sides
from .verdict import Proved

THRESHOLDS = (1, 2, 4, 16, 256, 1 << 16)
MOST_POINTS = 729
MOST_TRIED = 3  # questions to `compare` for each side
LONGEST = 1.0  # seconds for each of them


@dataclass(frozen=True)
class Constants:
    """left <= factor*right wherever each symbol of `threshold` is at least what it says, with the proof."""

    left: Formula
    right: Formula
    factor: Value
    threshold: dict[str, int]
    proof: Proved = field(repr=False, compare=False)

    def check(self) -> bool:
        """Whether the independent checker accepts the proof."""
        return self.proof.check()

    def __str__(self) -> str:
        spans = ", ".join(f"{name} >= {low}" for name, low in self.threshold.items())
        return f"{self.left} <= {formula(self.factor) * self.right} for {spans or 'all values'}"


def constants(f: Formula, g: Formula, growth: Any) -> Constants | None:
    """The first of a few factors and thresholds that a sample of points allows and `compare` proves.

    On the whole domain, the best constant that `ratio_bounds` proves.
    """
    stated = [f"{h} >= 0" for h in growth.given]
    if growth.cells:
        return _overall(f, g, stated)
    lows = {s.name: s.low for h in (f, g) for s in h.free if isinstance(s, Name)}
    for factor, least in islice(_plausible(f, g, growth, lows), MOST_TRIED):
        start = {name: max(least, lows.get(name, 1)) for name in growth.by}
        verdict = _proved(f, g * factor, [*(f"{name} >= {low}" for name, low in start.items()), *stated])
        if verdict is not None:
            return Constants(f, g, factor, start, verdict)
    return None


def _overall(f: Formula, g: Formula, where: list[str]) -> Constants | None:
    try:
        found = ratio_bounds(f, g, where).upper
    except SymalgebraError:
        return None
    return None if found is None else Constants(f, g, found.value, {}, found.proof)


def _proved(f: Formula, g: Formula, where: list[str]) -> Proved | None:
    try:
        verdict = compare(f, g, where, limit=LONGEST)
    except SymalgebraError:  # outside the class that is compared
        return None
    return verdict if isinstance(verdict, Proved) else None


def _factors(f: Formula, g: Formula, growth: Any) -> Iterator[Value]:
    """The limit and twice that, or a factor that the coefficients of the leading terms give."""
    value = growth.limit
    if isinstance(value, int | Fraction | Formula) and value != 0:
        value = value if f is growth.left else 1 / formula(value)
        yield from (formula(value).plain(), formula(value * 2).plain())
        return
    tail = setting(growth.by, (growth.left, growth.right), growth.given)
    a, b = sides(f, g, tail)
    top = sum((formula(a.high.terms[s]) for s in a.high.top), formula(0))
    least = [formula(b.low.terms[s]) for s in b.low.top] if b.low else []
    if (growth.upper if f is growth.left else growth.lower).strict:
        yield 1
    whole = (top * sum((1 / c for c in least), formula(0))).plain()
    yield from (whole, formula(whole * 8).plain())


def _plausible(f: Formula, g: Formula, growth: Any, lows: dict[str, int]) -> Iterator[tuple[Value, int]]:
    """Factors and thresholds with f <= factor*g at a sample of points from the threshold on."""
    symbols: list[Any] = sorted(f.free | g.free, key=str)
    for factor, least in product(_factors(f, g, growth), THRESHOLDS):
        choices = [_places(s, max(least, lows[s.name]) if s.name in growth.by else None) for s in symbols]
        many = prod(map(len, choices)) > MOST_POINTS
        rows = zip(*choices, strict=False) if many else product(*choices)
        points = (dict(zip(symbols, row, strict=True)) for row in rows)
        if all(_holds(f, g * factor, point, growth.given) for point in points):
            yield factor, least


def _places(s: Any, start: int | None) -> list[int]:
    return [s.low, s.low + 1, s.low + 6] if start is None else [start, start + 1, 2 * start + 3, start << 6]


def _holds(f: Formula, g: Formula, point: dict[Symbol, int], given: tuple[Formula, ...]) -> bool:
    try:
        known = [h for h in given if h.free <= point.keys()]
        return any(value_of(h, point) < 0 for h in known) or bool(value_of(f, point) <= value_of(g, point))
    except (SymalgebraError, OverflowError):
        return True
