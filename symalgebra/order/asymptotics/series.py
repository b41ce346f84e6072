"""Series: finite sums of coefficient * 2**scale, up to terms that are small beside given scales.

    f = sum of c * 2**s over `terms`, with an error that is o(2**e) for each e of `small` taken together

Symbols, logarithms and exponentials become scales exactly. A logarithm, a root or a reciprocal of a sum takes
the one term that leads it: log2(c*m*(1 + d)) = log2(c) + log2(m) + log2(e)*d + o(d) for d that tends to 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula, log2
from ...formula.atom import Atom
from ...formula.bases import Whole
from ...formula.logarithm import LOG2_E, Log2
from ...formula.monomial import UNIT, Monomial, plain
from ..clock import tick
from .constants import Value, sign
from .scales import KEPT, By, grows_in, growth_of, log_of, scale, single, split, tends, tower

Terms = Mapping[Formula, Value]
CONSTANT = scale(formula(0))  # the scale of what does not grow
MOST_TERMS = 2_000


class Unfit(SymalgebraError):
    """A formula is outside the class whose growth is worked out; the message says what to do."""


@dataclass(frozen=True)
class Series:
    """Coefficients by scale, none of them zero, and the scales beside which the error is small."""

    terms: Terms
    small: frozenset[Formula] = frozenset()

    def __add__(self, other: Series) -> Series:
        return gathered([self, other])

    def __mul__(self, other: Series) -> Series:
        if len(self.terms) * len(other.terms) > MOST_TERMS:
            raise Unfit(f"a product of more than {MOST_TERMS} terms; state the formula in a smaller form")
        found: dict[Formula, Any] = {}
        for s, a in self.terms.items():
            tick()
            for t, b in other.terms.items():
                place = scale(s + t)
                found[place] = found.get(place, 0) + a * b
        errors = {s + e for s in self.terms for e in other.small} | {
            t + e for t in other.terms for e in self.small
        }
        errors |= {e + d for e in self.small for d in other.small}
        return Series(_nonzero(found), frozenset(errors))

    def times(self, factor: Value, shift: Formula = CONSTANT) -> Series:
        """The series times factor * 2**shift."""
        moved = {scale(s + shift): plain(c * factor) for s, c in self.terms.items()}
        return Series(moved, frozenset(e + shift for e in self.small))

    def leading(self, by: By) -> tuple[Formula, Value] | None:
        """The scale and coefficient of the term that all others are small beside, None if there is none."""
        for s, c in self.terms.items():
            rest = (t for t in self.terms if t is not s)
            if all(tends(s - t, by) == 1 for t in rest) and all(
                tends(s - e, by) in (0, 1) for e in self.small
            ):
                return s, c
        return None


def _nonzero(found: Mapping[Formula, Any]) -> Terms:
    return {s: plain(c) for s, c in found.items() if c}


def gathered(parts: Iterable[Series]) -> Series:
    """The sum of many series."""
    found: dict[Formula, Any] = {}
    small: set[Formula] = set()
    for part in parts:
        tick()
        small |= part.small
        for s, c in part.terms.items():
            found[s] = found[s] + c if s in found else c
    return Series(_nonzero(found), frozenset(small))


def constant(value: Value) -> Series:
    """The series of a value that does not grow."""
    return Series({CONSTANT: value} if value else {})


def series(f: Formula, by: By) -> Series:
    """The series of a formula of symbols, logarithms, powers and exponentials.

    >>> from symalgebra.formula import read, symbol
    >>> series(read("3*n**2*log2(n) - 7"), symbol("n").free).terms
    {2*log2(n) + log2(log2(n)): 3, 0: -7}
    """
    return gathered(_monomial(m, by).times(c) for m, c in f.items())


@lru_cache(KEPT)
def _monomial(m: Monomial, by: By) -> Series:
    tick()
    inner, outer = split(m, by)
    place, coefficient = CONSTANT, 1 if outer is UNIT else single(outer)
    others: list[Series] = []
    for base, exponent in inner.powers:
        if not isinstance(base, int) and not grows_in(exponent, by) and tower(base):
            place = place + log_of(Monomial(((base, 1),))) * exponent
        else:
            others.append(_factor(base, exponent, by))
    result = Series({scale(place): coefficient})
    for other in others:
        result = result * other
    return result


def _factor(base: Atom | int, exponent: Any, by: By) -> Series:
    if grows_in(exponent, by):
        alone = formula(base) if isinstance(base, int) else getattr(base, "whole", base.formula())
        return exponential(series(exponent * formula(log2(alone)), by), by)
    if isinstance(base, Log2):
        return power(logarithm(series(base.argument, by), by), exponent, by)
    if isinstance(base, Whole):
        return power(series(base.whole, by), exponent, by)
    raise Unfit(f"how {single(Monomial(((base, 1),)))} grows is not known")


def power(base: Series, exponent: Value, by: By) -> Series:
    """A power: multiplied out for a small positive integer, else that of the leading term."""
    if isinstance(exponent, int) and 0 < exponent <= 8:
        result = base
        for _ in range(exponent - 1):
            result = result * base
        return result
    place, coefficient = lead(base, by)
    raised = scale(place * exponent)
    exact = len(base.terms) == 1 and not base.small
    value = (
        formula(coefficient) ** exponent if isinstance(exponent, Formula) else _raised(coefficient, exponent)
    )
    return Series({raised: plain(value)}, frozenset() if exact else frozenset((raised,)))


def _raised(coefficient: Value, exponent: int | Fraction) -> Value:
    return plain(formula(coefficient) ** exponent)


def lead(base: Series, by: By) -> tuple[Formula, Value]:
    """The leading term, which must be positive."""
    found = base.leading(by)
    if found is None or sign(found[1]) != 1:
        raise Unfit(f"no term of {written(base, by)} is proved to be positive and to lead the others")
    return found


def logarithm(argument: Series, by: By) -> Series:
    """log2 of a series with a leading term c*m: log2(c) + log2(m) + log2(e)*(rest/(c*m))."""
    place, c = lead(argument, by)
    inverse = plain(1 / formula(c))
    rest = Series({s: v for s, v in argument.terms.items() if s != place}, argument.small).times(
        inverse, -place
    )
    result = series(place, by) + constant(plain(formula(log2(formula(c))))) + rest.times(LOG2_E)
    return Series(result.terms, result.small | rest.small | rest.terms.keys())


def exponential(exponent: Series, by: By) -> Series:
    """2**(a series): what tends to 0 in the exponent makes a factor 1 + o(1)."""
    if any(tends(e, by) not in (0, -1) for e in exponent.small):
        raise Unfit(f"the exponent {written(exponent, by)} is not known up to a constant")
    place, outside, exact = CONSTANT, formula(0), not exponent.small
    for s, c in exponent.terms.items():
        if s == CONSTANT:
            outside = outside + c
        elif tends(s, by) == -1:
            exact = False
        else:
            place = place + growth_of(s, by) * c
    place = scale(place)
    return Series({place: plain(formula(2) ** outside)}, frozenset() if exact else frozenset((place,)))


def written(f: Series, by: By) -> Formula:
    """The terms of a series as a formula."""
    return sum((growth_of(s, by) * c for s, c in f.terms.items()), formula(0))
