"""Sums of squares of integer forms, whose residues keep them away from 0.

    goal = sum of c*(P/D)**2 + r for integer polynomials P, and P**2 >= e**2

where e is the least distance of the residues of P from the multiples of a modulus.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations
from math import lcm
from typing import Any

from ..checker import FACTS, ONE, Domain, Monomial, Number, Poly, Rejected, joined, plus, quotient, times
from .budget import Budget
from .leaf import Node
from .notation import write
from .quadratic import Squares, basis_of, gram, root, rows

MOST_ORDERS = 24
MOST_TERMS = 12  # of a square root
MODULI = (3, 4, 5, 7, 8, 9, 11, 13, 16)
Row = tuple[Number, Poly, list[Any], Number]  # a coefficient, a form, the fact on it, what it is at least


def congruent(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The goal as a sum of squares less a number, where residues make up for the number."""
    if any(a[0] != "sym" for m in goal for a, _ in m):
        return None
    for found in forms(goal, budget):
        gains = [best(c, row, -found[1], d, budget) for c, row in found[0]]
        spare = found[1] + sum(gain for *_, gain in gains)
        if spare >= 0:
            return written(gains, spare, d)
    return None


def forms(goal: Poly, budget: Budget) -> Iterator[Squares]:
    """The goal as one square and a number, or as several by completing squares in one of their orders."""
    whole = rooted(goal, budget)
    if whole is not None:
        yield whole
    matrix = gram(goal)
    for order in islice(permutations(basis_of(matrix)), MOST_ORDERS) if matrix is not None else ():
        found = rows(goal, budget, [*order, ONE])
        if found is not None:
            yield found


def rooted(goal: Poly, budget: Budget) -> Squares | None:
    """c, p and r with goal = c*p**2 + r: the square root term by term, from the leading term on."""
    names = sorted({a for m in goal for a, _ in m})
    if not names:
        return None

    def rank(m: Monomial) -> list[int]:
        return [dict(m).get(a, 0) for a in names]

    lead = max(goal, key=rank)
    c, half = goal[lead], root(lead)
    if c <= 0 or half is None:
        return None
    p: Poly = {half: 1}
    for _ in range(MOST_TERMS):
        budget.spend(2 + len(p))
        rest = plus(goal, times(p, p), -c)
        if not any(rest):
            return [(c, p)], rest.get(ONE, 0)
        m = max(rest, key=rank)
        term = over(m, half)
        if term is None:
            return None
        p = plus(p, {term: quotient(rest[m], 2 * c)})
    return None


def over(m: Monomial, n: Monomial) -> Monomial | None:
    """m/n, where n divides m."""
    found = joined(m, frozenset((a, -e) for a, e in n))
    return None if any(e < 0 for _, e in found) else found


def best(c: Number, row: Poly, wanted: Number, d: Domain, budget: Budget) -> Row:
    """The modulus that keeps a form furthest from 0."""
    scale = lcm(*(v.denominator for v in row.values()))
    form = {m: v * scale for m, v in row.items()}
    tried: list[Row] = [(quotient(c, scale**2), form, [], 0)]
    names = len({a for m in form for a, _ in m})
    moduli = dict.fromkeys([*([scale] if scale > 1 else []), *MODULI])
    rules: list[list[Any]] = [["irrational", write(form), k] for k in (2, 3, 5)] if len(form) == 2 else []
    for fact in [*rules, *(["residues", write(form), modulus] for modulus in moduli)]:
        budget.spend(4 + (fact[2] ** names * len(form) >> 7 if fact[0] == "residues" else 0))
        try:
            (square,) = FACTS[fact[0]](fact[1:], d, 0)
        except Rejected:
            continue
        distance = form.get(ONE, 0) ** 2 - square.get(ONE, 0)
        tried.append((quotient(c, scale**2), form, fact, quotient(c * distance, scale**2)))
        if tried[-1][-1] >= wanted:
            break
    return max(tried, key=lambda row: row[-1])


def written(gains: list[Row], spare: Number, d: Domain) -> Node:
    """The facts about residues, and the combination of what they say and of squares."""
    facts = [fact for _, _, fact, _ in gains if fact]
    places = iter(range(len(d.given), len(d.given) + len(facts)))
    terms = [
        [str(c), [["given", next(places)] if fact else ["square", write(form)]]] for c, form, fact, _ in gains
    ]
    leaf: Node = {"rule": "combination", "terms": [*terms, *([[str(spare), []]] if spare else [])]}
    return {"rule": "fact", "facts": facts, "then": leaf} if facts else leaf
