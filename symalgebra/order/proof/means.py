"""Weighted means of what conditions and lines above logarithms give, by one linear program.

Multiples of k*h >= 0 are taken off the goal, k a monomial, h a condition or a line above a power of a
logarithm; each negative term of what is left is below a mean of its positive ones, as in `weighted`:

    L*log2(W) <= (L**2 + log2(W)**2)/2 <= (W + A + B*W)/2    where L**2 <= W

Unknown are the multiples and, times the coefficient of the term that it covers, each weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from math import lcm
from typing import Any

from ..checker import ONE, Atom, Domain, Monomial, Number, Poly, joined, least, positive_atom, quotient, times
from ..simplex import solve
from .budget import Budget
from .hypotheses import Hypothesis, conditions, ends, stated
from .leaf import Node
from .lined import Line, written
from .lines import lines
from .notation import nonnegative, spelled, write, write_atom
from .replacing import atoms_of

DEEPEST = 2  # cases within cases in which this is tried
MOST_PRODUCTS, MOST_PAIRS = 24, 150
NEAR = (1, 2, 4)  # multiples of an argument beside which another one is looked at
FEW = 3  # lines above one power of a logarithm
LONGEST = 1 << 20  # the weights that the checker reads
Product = tuple[Monomial, Hypothesis, Poly]  # k, h and k*h
Column = dict[Any, Number]  # the entries of an unknown, by equation


def means(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The goal as a sum of means and of products of conditions, where its atoms are >= 0.

    Other rules do for polynomials in symbols, and for one symbol.
    """
    plain = all(a[0] == "sym" for a in atoms_of(goal))
    if plain or depth > DEEPEST or len(d.ranges) < 2 or all(c > 0 for c in goal.values()):
        return None
    node = of_products(goal, d, budget, products(goal, d, sources(goal, d)))
    near = [] if node else list(gaps(goal, d))
    return of_products(goal, d, budget, (*products(goal, d, conditions(d)), *near)) if near else node


def of_products(goal: Poly, d: Domain, budget: Budget, offered: Iterable[Product]) -> Node | None:
    """The same, of these products."""
    found = list(islice(offered, MOST_PRODUCTS))
    terms = [*goal.items(), *((m, -c) for *_, p in found for m, c in p.items())]
    below, above = (sorted({m for m, c in terms if c * sign > 0}, key=spelled) for sign in (-1, 1))
    if not found or len(below) * len(above) > MOST_PAIRS:
        return None
    atoms = sorted(atoms_of(dict(terms)), key=spelled)
    if not all(positive_atom(a, d) for a in atoms):
        return None
    unknowns = columns(found, below, above, [a for a in atoms if (least(a, d) or 0) >= 1])
    values = solution(goal, unknowns, budget)
    return None if values is None else combined(found, below, above, values, len(d.given))


def products(goal: Poly, d: Domain, known: Iterable[Hypothesis]) -> Iterator[Product]:
    """The k*h of which a negative term is one of the goal's, or a positive one."""
    met = set()
    for h in known:
        for n, v in sorted(h.poly.items(), key=spelled):
            for m in sorted((m for m, c in goal.items() if n and c * v > 0), key=spelled):
                k = joined(m, frozenset((a, -e) for a, e in n))
                if all(e > 0 for _, e in k) and (k, h) not in met:
                    met.add((k, h))
                    yield k, h, times({k: 1}, h.poly)


def sources(goal: Poly, d: Domain) -> Iterator[Hypothesis]:
    """Conditions, their logarithms, lines above logarithms in negative terms and above their squares."""
    yield from conditions(d)
    logs = {(a, e) for m, c in goal.items() if c < 0 for a, e in m if a[0] == "log2"}
    for fact in logarithms(d) if logs else ():
        yield from stated(fact, d)
    for atom, e in sorted(logs, key=spelled):
        for fact in (f for power in (2 * e, e) for f in islice(lines(atom, power, d), FEW)):
            yield from stated(fact, d)
    for atom in sorted(atoms_of(goal), key=spelled):
        if atom[0] == "sym" and d.low(atom[1]) > 1:
            yield from islice(ends(atom, d), 1)


def logarithms(d: Domain) -> Iterator[list[Any]]:
    """log2(a/b) + log2(n) <= log2(m) for each condition b*m >= a*n + c with c >= 0."""
    for place, p in enumerate(d.given):
        terms = sorted(((c, spelled(m), m) for m, c in p.items() if m), reverse=True)
        spare = -p.get(ONE, 0)
        if len(terms) == 2 and terms[1][0] < 0 < terms[0][0] and spare >= 0:
            (b, _, m), (a, _, n) = terms
            sides = [[[e, ["log2", write_atom(x)]] for x, e in sorted(side, key=spelled)] for side in (n, m)]
            shown = [[str(quotient(1, b)), [["given", place]]], [str(quotient(spare, b)), []]]
            yield ["log-order", str(quotient(-a, b)), *sides, {"rule": "combination", "terms": shown}]


def gaps(goal: Poly, d: Domain) -> Iterator[Product]:
    """k times log2(p) beside log2(c*q), for a term -k*q*log2(p), with log2(e) and a number above it."""
    logs = sorted(
        {a for a in atoms_of(goal) if a[0] == "log2" and len(a[1]) == 1 and any(dict(a[1]))}, key=spelled
    )
    for p, q, c in product(logs, logs, NEAR):
        near = dict(p[1]), {m: v * c for m, v in q[1]}
        for h in stated(["log-gap", *(["log2", write(x)] for x in near), "e"], d):
            yield from products({m: v for m, v in goal.items() if v < 0}, d, [h])
    for h in stated(["euler"], d) if len(logs) > 1 else ():
        yield from ((m, h, times({m: 1}, h.poly)) for a in logs for m, _ in sorted(a[1], key=spelled))


def columns(
    found: Sequence[Product], below: Sequence[Monomial], above: Sequence[Monomial], loose: Sequence[Atom]
) -> dict[Any, Column]:
    """The unknowns: multiples, weights, and what is left over of positive terms and of exponents.

    Equations: ("all", m), the weights of m make up its coefficient; ("used", b), those of b its own; (m, a),
    the exponents of an atom a in the mean above m.
    """
    result: dict[Any, Column] = {}
    for place, (_, _, p) in enumerate(found):
        result["taken", place] = {("all" if c > 0 else "used", m): -max(c, -c) for m, c in p.items()}
    for m in below:
        for b in above:
            gaps = {(m, a): e for a, e in joined(b, frozenset((a, -e) for a, e in m))}
            result["weight", m, b] = {("all", m): 1, ("used", b): 1, **gaps}
    result.update((("left", b), {("used", b): 1}) for b in above)
    result.update((("spare", m, a), {(m, a): -1}) for m in below for a in loose)
    return result


def solution(goal: Poly, unknowns: dict[Any, Column], budget: Budget) -> dict[Any, Fraction] | None:
    """The values of the unknowns."""
    rows = list(dict.fromkeys(row for column in unknowns.values() for row in column))
    budget.spend(len(rows) * len(unknowns) // 16)
    rhs: Column = {("all" if c < 0 else "used", m): max(c, -c) for m, c in goal.items()}
    matrix = [[column.get(row, 0) for column in unknowns.values()] for row in rows]
    values = solve(matrix, [rhs.get(row, 0) for row in rows])
    return None if values is None else dict(zip(unknowns, values, strict=True))


def combined(
    found: Sequence[Product],
    below: Sequence[Monomial],
    above: Sequence[Monomial],
    values: dict[Any, Fraction],
    first: int,
) -> Node | None:
    """The combination that the values are; None where a mean has weights longer than the checker reads."""
    terms = [[str(values["left", b]), [nonnegative(b)]] for b in above if values["left", b]]
    for m in below:
        weights = {b: w for b in above if (w := values["weight", m, b]) and b != m}
        whole = sum(weights.values(), Fraction(0))
        scale = lcm(*((w / whole).denominator for w in weights.values()))
        if scale > LONGEST:
            return None
        parts = [[int(w / whole * scale), write({b: 1})] for b, w in weights.items()]
        terms += [[str(whole / scale), [["mean", write({m: 1}), parts]]]] if parts else []
    used: list[Line] = [(c, k, h) for i, (k, h, _) in enumerate(found) if (c := values["taken", i])]
    return written({"rule": "combination", "terms": terms}, used, first)
