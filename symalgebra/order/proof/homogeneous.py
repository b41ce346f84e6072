"""Polynomials below a power of a linear condition.

    c - L >= 0,  L = sum of a*x >= 0   gives   c**k - L**k = (c - L)*(c**(k - 1) + ... + L**(k - 1)) >= 0,

so that C - P, for P of degree k, is >= 0 where C/c**k*L**k - P is: a form, to which means apply.
"""

from __future__ import annotations

from ..checker import ONE, Domain, Monomial, Number, Poly, least, plus, power, quotient
from .budget import Budget
from .leaf import Node
from .notation import nonnegative, spelled
from .weighted import weighted

MOST_TERMS = 200  # of the power of a condition
HIGHEST = 6


def homogeneous(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A mean below a power of one of the conditions."""
    degrees = {sum(e for _, e in m) for m in goal if m}
    if goal.get(ONE, 0) <= 0 or len(degrees) != 1 or not 2 <= max(degrees) <= HIGHEST:
        return None
    for place, condition in enumerate(d.given):
        node = below(goal, condition, place, max(degrees), d, budget)
        if node is not None:
            return node
    return None


def below(goal: Poly, condition: Poly, place: int, k: int, d: Domain, budget: Budget) -> Node | None:
    """The proof by the condition c - L >= 0 at its place."""
    c, line = condition.get(ONE, 0), {m: -v for m, v in condition.items() if m}
    if c <= 0 or len(line) ** k > MOST_TERMS or not all(linear(m, v, d) for m, v in line.items()):
        return None
    rate = quotient(goal[ONE], c**k)
    rest = plus(plus(goal, power(line, k), rate), {ONE: goal[ONE]}, -1)
    node = weighted(rest, d, budget, 0)
    if node is None:
        return None
    for i in range(k):
        for m, v in sorted(power(line, i).items(), key=spelled):
            node["terms"].append([str(rate * c ** (k - 1 - i) * v), [["given", place], nonnegative(m)]])
    return node


def linear(m: Monomial, v: Number, d: Domain) -> bool:
    """Whether a term is a positive multiple of a symbol that is >= 0."""
    ((atom, e),) = m if len(m) == 1 else ((("", ""), 0),)
    return v > 0 and e == 1 and atom[0] == "sym" and (least(atom, d) or -1) >= 0
