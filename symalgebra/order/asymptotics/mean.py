"""Bounds of one growth by a sum of others, as data that can be checked without a search.

Weighted arithmetic and geometric means give a sufficient condition:

    m = O(b_1 + ... + b_k)   where weights l_j >= 0 of sum 1 make  R = sum of l_j*log2(b_j) - log2(m) >= -C

R is a sum of coefficients times atoms of growth. It is bounded below where every atom with a negative
coefficient is below one with a positive coefficient, and it tends to infinity where such an atom does; then
m = o(b_1 + ... + b_k).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ...formula import Formula, formula
from ...formula.monomial import UNIT, Monomial
from .constants import Value, below, sign
from .maxima import FEW, exceeds, likely
from .scales import By, above, collected, log_of, unbounded


@dataclass(frozen=True)
class Fact:
    """A scale that is at least a constant: a condition of the user, or one that a coupling yields.

    A coupling is a mean of the scales above less the term that is at least d*`high` - c*`low`, d > 0. Either
    `high` is at most a multiple of `low`, or that mean alone outweighs log2(`high`) - log2(`low`).
    """

    scale: Formula
    high: Monomial = UNIT
    low: Monomial = UNIT
    weights: Mapping[Formula, Fraction] | None = field(default=None, compare=False)

    def check(self, term: Formula, by: By) -> bool:
        """Whether the mean is as it must be; the user's conditions are granted."""
        if self.weights is None:
            return True
        signs = signs_of(mean_of(self.weights) - term, by)
        covered = {self.low, self.high, *(m for m, s in signs.items() if s == 1)}
        rest = [m for m, s in signs.items() if s in (-1, None) and m is not self.low]
        right = (
            self.scale == log_of(self.low) - log_of(self.high)
            and signs.get(self.high) == 1
            and unbounded(self.low, by)
        )
        return right and all(any(above(a, m, by) for a in covered) for m in rest)


@dataclass(frozen=True)
class Mean:
    """`term` = O(the sum of 2**s over `weights`), as scales; o where `strict`."""

    term: Formula
    weights: Mapping[Formula, Fraction]
    strict: bool
    facts: Mapping[Fact, Fraction] = field(default_factory=dict)

    def rest(self) -> Formula:
        """R: the weighted mean of the scales above less the scale of the term and multiples of facts."""
        return mean_of(self.weights) - self.term - mean_of({f.scale: c for f, c in self.facts.items()})

    def check(self, by: By) -> bool:
        """Whether the weights are a mean and what is left is bounded below, or unbounded where `strict`."""
        weights = [*self.weights.values(), *self.facts.values()]
        mean = all(c >= 0 for c in weights) and sum(self.weights.values()) == 1
        proved = all(fact.check(self.term, by) for fact in self.facts)
        return mean and proved and grounded(self.rest(), by, self.strict)


def mean_of(weights: Mapping[Formula, Fraction]) -> Formula:
    """The sum of weight * scale."""
    return sum((s * c for s, c in weights.items()), formula(0))


def signs_of(scale: Formula, by: By) -> dict[Monomial, int | None]:
    """The signs of the coefficients of the atoms of growth; 0 also for one that is only never negative."""
    parts = {m: c for m, c in collected(scale, by).items() if m is not UNIT}
    signs = {m: sign(c) for m, c in parts.items()}
    return {m: 0 if s is None and _never_negative(parts[m]) else s for m, s in signs.items()}


def grounded(scale: Formula, by: By, strict: bool = False) -> bool:
    """Whether a scale is bounded below far out; for `strict`, whether it tends to infinity."""
    signs = signs_of(scale, by)
    led = [m for m, s in signs.items() if s == 1]
    rest = [m for m, s in signs.items() if s in (-1, None)]
    sunk = all(any(above(a, m, by) for a in led) for m in rest)
    return sunk and (not strict or any(unbounded(m, by) for m in led))


def _never_negative(value: Value) -> bool:
    rows = below(value)
    return rows is not None and all(c >= 0 for c in rows.values())


def simple(term: Formula, sums: Collection[Formula], by: By) -> Mean | None:
    """A bound by one summand alone, a strict one where there is one."""
    equal, many = None, len(sums) > FEW
    for s in sums:
        if exceeds(s, term, by, many):
            return Mean(term, {s: Fraction(1)}, True)
        if equal is None and likely(s, term, by, many) and grounded(s - term, by):
            equal = Mean(term, {s: Fraction(1)}, False)
    return equal
