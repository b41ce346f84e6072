"""Polynomials below a power of a linear condition.

    C - L >= 0,  C, L sums of terms >= 0   give   C**k - L**k = (C - L)*(C**(k - 1) + ... + L**(k - 1)) >= 0,

so that rate*C**k - P, for P of degree k, is >= 0 where rate*L**k - P is: a form, to which means apply. An
integer above a number greater than -1 is >= 0: h + w <= 2*r + 1 gives 4*h*w <= (2*r + 1)**2, h*w <= r**2 + r.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..checker import (
    ONE,
    Domain,
    Monomial,
    Number,
    Poly,
    constant,
    integral,
    plus,
    positive_atom,
    power,
    quotient,
    times,
)
from .budget import Budget
from .leaf import Node
from .notation import nonnegative, spelled
from .weighted import weighted

MOST_TERMS = 200  # of the power of a condition
HIGHEST = 6


def homogeneous(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A mean below a power of one of the conditions."""
    degrees = {sum(e for _, e in m) for m, c in goal.items() if c < 0 and m}
    k = degrees.pop() if len(degrees) == 1 else 0
    if not 2 <= k <= HIGHEST:
        return None
    for place, condition in enumerate(d.given):
        node = below(goal, condition, place, k, d, budget)
        if node is not None:
            return node
    return None


def below(goal: Poly, condition: Poly, place: int, k: int, d: Domain, budget: Budget) -> Node | None:
    """The proof by the condition C - L >= 0 at its place."""
    more: Poly = {m: v for m, v in condition.items() if v > 0}
    less: Poly = {m: -v for m, v in condition.items() if v < 0}
    fit = all(positive_atom(a, d) for m in more for a, _ in m) and all(linear(m, d) for m in less)
    if not fit or max(len(more), len(less)) ** k > MOST_TERMS:
        return None
    whole = power(more, k)
    rate = next((quotient(goal[m], v) for m, v in sorted(whole.items(), key=spelled) if m in goal), 0)
    rest = plus(plus(goal, whole, -rate), power(less, k), rate)
    left = rest.get(ONE, 0)
    spare = -left if integral(goal) and -1 < left < 0 else 0
    node = weighted(plus(rest, constant(spare)), d, budget, 0) if rate > 0 else None
    if node is None:
        return None
    for i in range(k):
        for m, v in sorted(times(power(more, k - 1 - i), power(less, i)).items(), key=spelled):
            node["terms"].append([str(rate * v), [["given", place], *([nonnegative(m)] if m else [])]])
    return rounded(node["terms"], spare, len(d.given)) if spare else node


def rounded(terms: list[Any], spare: Number, denied: int) -> Node:
    """The absurdity of goal <= -1, by terms that make up goal + spare, for an integer goal and spare < 1."""
    scale = 1 / Fraction(1 - spare)
    scaled = [[str(Fraction(c) * scale), refs] for c, refs in [["1", [["given", denied]]], *terms]]
    return {"rule": "absurd", "then": {"rule": "combination", "terms": scaled}}


def linear(m: Monomial, d: Domain) -> bool:
    """Whether a monomial is a symbol that is >= 0."""
    if len(m) != 1:
        return False
    ((a, e),) = m
    return a[0] == "sym" and e == 1 and positive_atom(a, d)
