"""Logarithms and minima in negative terms below other things, then weighted means.

log2(x)**e <= A + B*x    x*y*log2(x) <= x*y*(A + B*x); the slope B is a choice
min(a, b) <= a, b        one of both in each term
x >= (log2(x)**e - A)/B  half of a positive term: x*log2(y) <= x**2 + log2(y)**2 <= x**2 + y
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..checker import (
    Atom,
    Domain,
    Monomial,
    Number,
    Poly,
    joined,
    plus,
    positive_atom,
    quotient,
    single,
    times,
)
from .budget import Budget
from .hypotheses import Hypothesis, later, stated
from .leaf import Node, prove_leaf
from .lines import lines
from .notation import nonnegative, spelled, write_atom
from .replacing import atoms_of
from .weighted import weighted

DEEPEST = 2  # cases within cases in which this is tried
CHOICES = (0, 0), (0, 1), (0, 2), (0, 3), (2, 0), (3, 0)  # a power as in `lifted`, and which line
SMALL = Fraction(1, 1 << 20)  # a coefficient with which a term is tried alone
Place = tuple[Atom, int]  # a power of a logarithm, or a minimum
Line = tuple[Number, Monomial, Hypothesis]  # c * monomial * hypothesis, taken off the goal
Sum = tuple[Poly, list[Line]]


def lined(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The goal without logarithms and minima in negative terms as a sum of means, for a few choices."""
    places = {p for m, c in goal.items() if c < 0 for p in m if p[0][0] in ("log2", "min")}
    if not places or depth > DEEPEST or not all(positive_atom(a, d) for a in atoms_of(goal)):
        return None
    for e, slope in CHOICES:
        budget.spend(10 * len(goal))
        raised, first = lifted(goal, places, e, d)
        found = lowered(raised, d, budget, slope)
        if found is None:
            continue
        node = summed(found[0], d, budget, depth)
        if node is not None:
            return written(node, [*first, *found[1]], len(d.given))
    return None


def summed(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The goal as a sum of means, or of products of atoms above their least values."""
    node = weighted(goal, d, budget, depth) or prove_leaf(goal, d, budget)
    return node if node is not None and node["rule"] == "combination" else None


def options(place: Place, d: Domain, slope: int) -> list[Hypothesis]:
    """What is known to be above a minimum; one line above a power of a logarithm."""
    atom, e = place
    if atom[0] == "min":
        return stated(["extremum", write_atom(atom)], d) if e == 1 else []
    known = [h for fact in lines(atom, e, d) for h in stated(fact, d)]
    return known[slope : slope + 1] or known[-1:]


def lifted(goal: Poly, places: set[Place], e: int, d: Domain) -> Sum:
    """Half of each positive term with x that has log2(x)**e instead, for logarithms in negative terms."""
    result, used = dict(goal), list[Line]()
    for atom in sorted({a for a, _ in places if e and a[0] == "log2"}, key=spelled):
        symbol = next((s for s in d.ranges if dict(atom[1]) == single(("sym", s))), "")
        for h in options((atom, e), d, 0):
            x = frozenset({(("sym", symbol), 1)})
            for m, c in goal.items():
                if c > 0 and ("sym", symbol) in dict(m):
                    rest, share = joined(m, frozenset({(("sym", symbol), -1)})), quotient(c, 2 * h.poly[x])
                    result = plus(result, times({rest: share}, h.poly), -1)
                    used.append((share, rest, h))
    return result, used


def lowered(goal: Poly, d: Domain, budget: Budget, slope: int) -> Sum | None:
    """The goal with something above each negative term that is not below a mean of positive ones."""
    above = {m: c for m, c in goal.items() if c > 0}
    result, used = above, list[Line]()
    for m, c in sorted(goal.items(), key=spelled):
        found = higher(m, above, d, budget, slope) if c < 0 else ({}, [])
        if found is None:
            return None
        result = plus(result, found[0], c)
        used += [(-c * factor, rest, h) for factor, rest, h in found[1]]
    return result, used


def higher(m: Monomial, above: Poly, d: Domain, budget: Budget, slope: int) -> Sum | None:
    """Terms that are together above one, each below a mean: by arguments of minima and lines above powers."""
    if fits(above, m, d, budget):
        return {m: 1}, []
    places = (p for kind in ("min", "log2") for p in sorted(m, key=spelled) if p[0][0] == kind)
    place = next(places, None)
    if place is None:
        return None
    rest = m - {place}
    for h in options(place, d, slope):
        terms = times({rest: 1}, plus(h.poly, single(*place)))
        found = together(terms, above, d, budget, slope)
        if found is not None:
            return found[0], [(1, rest, h), *found[1]]
    return None


def together(terms: Poly, above: Poly, d: Domain, budget: Budget, slope: int) -> Sum | None:
    """The same of each term of a sum with a positive coefficient."""
    result, used = dict[Monomial, Number](), list[Line]()
    for m, c in sorted(terms.items(), key=spelled):
        found = higher(m, above, d, budget, slope) if c > 0 else ({m: 1}, [])
        if found is None:
            return None
        result = plus(result, found[0], c)
        used += [(c * factor, rest, h) for factor, rest, h in found[1]]
    return result, used


def fits(above: Poly, m: Monomial, d: Domain, budget: Budget) -> bool:
    """Whether a small multiple of a term is below the positive terms."""
    return m in above or weighted(plus(above, {m: -SMALL}), d, budget, 0) is not None


def written(node: Node, used: list[Line], first: int) -> Node:
    """The combination with the lines that were taken off, under their facts."""
    facts: dict[str, Any] = {}
    for h in (h for *_, h in used if h.fact is not None):
        facts.setdefault(repr(h.fact), (h, first + sum(one.among for one, _ in facts.values())))
    terms = list(node["terms"])
    for c, m, h in used:
        known = h.text if h.fact is None else ["given", facts[repr(h.fact)][1] + h.place]
        terms.append([str(c), [*([nonnegative(m)] if m else []), known]])
    stated_ = [later(h.fact, first, place - first) for h, place in facts.values()]
    return {"rule": "fact", "facts": stated_, "then": {"rule": "combination", "terms": terms}}
