"""The domain of a comparison: ranges of symbols, conditions between them, and points in it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from ..errors import NoClosedForm, SymalgebraError
from ..formula import Formula, formula
from ..formula.atom import Name
from ..formula.evaluation.plan import OPENED, plan
from ..formula.logarithm import Euler, Log2
from ..formula.nesting import names_of, nested
from ..formula.special import Binomial
from ..formula.unevaluated import Loop
from .ceilings import most
from .checker import Domain, Poly, Rejected, interval, need, opened, quotient, translate
from .clock import tick
from .conditions import Facts, facts, granted, least_values, swap
from .euler import apart, within_logarithms, without_e
from .expression import expression

MOST_LOOPS = 300  # the values up to which formulas with unevaluated sums are tried
MOST_CHOSEN = 5_000  # and those with binomials
Span = tuple[int, int | None]


class Conditions:
    """Two formulas with equations put in, and what holds between their symbols.

    What bounds one symbol is in `ranges`. Of the other conditions `given` are formulas that are >= 0, in
    whole numbers where a strict one allows it; `tests` are the conditions as they were stated, for points.
    """

    def __init__(self, formulas: tuple[Formula, Formula], known: Facts) -> None:
        self.formulas = (swap(formulas[0], known.swapped), swap(formulas[1], known.swapped))
        self.swapped = known.swapped
        used = (*self.formulas, *known.given, *known.swapped.values(), *(f for f, _ in known.tests))
        self.ranges: dict[str, Span] = {n: (low, None) for n, low in sorted(least_values(used).items())}
        stated = [(f, test) for f, test in zip(known.given, known.tests, strict=True) if not self.narrowed(f)]
        self.given = [f for f, _ in stated if not granted(f)]
        self.tests = [test for _, test in stated]  # the others are in the ranges
        for f in self.given:
            self.bounded(f)
        for name, (low, high) in self.ranges.items():
            if high is not None and low > high:
                raise SymalgebraError(f"no value of {name} is left: at least {low} and at most {high}")
        bases = {type(b) for f in self.formulas for m in f.terms for b, _ in m.powers}
        self.far = Log2 in bases and int not in bases  # worth trying at 2**1100
        parts = {id(g): g for f in self.formulas for g in nested(f, OPENED)}
        kinds = {type(a) for f in parts.values() for m in f.terms for a in m.atoms}
        loops = any(issubclass(kind, Loop) for kind in kinds)
        self.rough = loops or Log2 in kinds or Euler in kinds
        self.most = MOST_LOOPS if loops else MOST_CHOSEN if Binomial in kinds else None

    def narrowed(self, f: Formula) -> bool:
        """Take f >= 0 as a bound of one symbol, if it is one."""
        if len(symbols := names_of(f)) != 1:
            return False
        (symbol,) = symbols
        slope = f.terms.get(next(iter(symbol.formula().terms)), 0)
        rest = (f - slope * symbol.formula()).plain()
        if not isinstance(rest, int | Fraction):
            return False
        low, high = self.ranges[symbol.name]
        bound = Fraction(-rest) / slope
        if slope > 0:
            low = max(low, ceil(bound))
        else:
            high = floor(bound) if high is None else min(high, floor(bound))
        self.ranges[symbol.name] = (low, high)
        return True

    def bounded(self, f: Formula) -> None:
        """The greatest values that c - a*x*y - b*y**2 - ... >= 0 leaves to x, y, ..."""
        for name, bound in most(f, {name: low for name, (low, _) in self.ranges.items()}).items():
            low, high = self.ranges[name]
            self.ranges[name] = (low, bound if high is None else min(high, bound))

    def claim(self, relation: str, weaker: bool = False) -> dict[str, Any]:
        """The claim of a certificate, with rational numbers for log2(e): it implies the relation.

        With `weaker` it is implied by the relation. Where both sides have log2(e) within logarithms it stays.
        """
        less, more = apart(*self.formulas)
        if not (within_logarithms(less) and within_logarithms(more)):
            less, more = without_e(less, not weaker), without_e(more, weaker)
        left, right = expression(less), expression(more)
        domain = {name: list(span) for name, span in self.ranges.items()}
        given = [expression(f) for f in self.given]
        return {"left": left, "relation": relation, "right": right, "domain": domain, "given": given}

    def value(self, f: Formula, point: dict[str, int]) -> Any:
        """The value of a formula at a point by name."""
        found = plan(f)
        return found.run(list(map(point.__getitem__, found.names)))

    def shown(self, f: Formula, point: dict[str, int]) -> Any:
        """The value of a formula at a point; where it is too large for a float, a rational just below."""
        try:
            return self.value(f, point)
        except (OverflowError, NoClosedForm):
            p, q = translate(expression(f), Domain(self.ranges, []))
            return quotient(interval(p, point)[0], interval(q, point)[1])

    def inside(self, point: dict[str, int]) -> bool:
        """Whether a point is surely in the domain."""
        for name, (low, high) in self.ranges.items():
            if point[name] < low or (high is not None and point[name] > high):
                return False
        for f, strict in self.tests:
            value = self.least(f, point)
            if value < 0 or (strict and not value):
                return False
        return True

    def least(self, f: Formula, point: dict[str, int]) -> int | Fraction:
        """The value of a condition at a point; of one with logarithms a multiple of a lower bound."""
        try:
            value = self.value(f, point)
            if not isinstance(value, float):
                return value
        except (OverflowError, NoClosedForm):
            pass
        try:
            numerator, _ = translate(expression(without_e(f, above=False)), Domain(self.ranges, []))
            return interval(numerator, point)[0]
        except (Rejected, NoClosedForm):
            return Fraction(-1)

    def holds(self, point: dict[str, int], relation: str) -> bool | None:
        """Whether left relation right at a point; None outside the domain, or where that stays open."""
        tick()
        if self.most is not None and max(point.values()) > self.most:
            return None
        try:
            if not self.inside(point):
                return None
            left, right = self.value(self.formulas[0], point), self.value(self.formulas[1], point)
            if self.rough:  # floats, or what is left of them
                return self.enclosed(point, relation, float(right) - float(left), abs(float(left)) + 1)
        except (OverflowError, NoClosedForm):  # too large for floats
            return self.enclosed(point, relation, 0.0, 1.0) if self.rough else None
        except (SymalgebraError, Rejected):
            return None
        return bool(left <= right if relation == "<=" else left < right if relation == "<" else left == right)

    def enclosed(self, point: dict[str, int], relation: str, gap: float, scale: float) -> bool | None:
        """The same where logarithms are in it: a guess by floats, confirmed by exact enclosures."""
        if gap > 1e-9 * scale and relation != "==":
            return True
        try:
            low, high = self.margin(point)
        except (Rejected, SymalgebraError):
            return None
        if relation == "==":
            return False if low > 0 or high < 0 else None
        if high < 0 or (high == 0 and relation == "<"):
            return False
        return True if low > 0 or (low == 0 and relation == "<=") else None

    @cached_property
    def goals(self) -> tuple[Poly, Poly] | None:
        """Polynomials below and above right - left; None where the checker reads that at points alone."""
        try:
            return opened(self.claim("<="))[1], opened(self.claim("<=", weaker=True))[1]
        except Rejected:
            return None

    def margin(self, point: dict[str, int]) -> tuple[Any, Any]:
        """Numbers around right - left at a point."""
        if self.goals is None:
            need(point, "a number that the checker does not read")
            known = {name: formula(value) for name, value in point.items()}
            left, right = (swap(f, known) for f in self.formulas)
            return Conditions((left, right), Facts()).margin({})
        less, more = self.goals
        low, high = interval(less, point)
        return low, high if more == less else interval(more, point)[1]

    def original(self, point: dict[str, int]) -> dict[str, int]:
        """The point with the values of the symbols that equations replaced."""
        values = {name: int(self.value(f, point)) for name, f in self.swapped.items()}
        return {**point, **values}

    def judge(self, relation: str) -> Any:
        """A function that evaluates the claim at a point of the user's symbols."""
        return lambda point: self.holds({n: point[n] for n in self.ranges}, relation)


def conditions(where: Iterable[Any], f: Any, g: Any) -> Conditions:
    """The domain of a comparison of f and g under conditions."""
    left, right = formula(f), formula(g)
    lows = least_values((left, right))
    others = {s.name for f in (left, right) for s in names_of(f) if s.low != lows[s.name]}
    known = {name: Name(name, lows[name]).formula() for name in others}
    return Conditions((swap(left, known), swap(right, known)), facts(where, lows))
