"""Quadratic forms: completed squares, and cases between neighbouring integers.

goal = sum of d_i * (row_i)**2, d_i > 0    the exact LDL^T of its matrix in monomials m with m**2 in it
s*(s - 1) >= 0 for an integer form s       the cases s >= 1 and s <= 0, by products of conditions
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from math import floor, lcm

from ..checker import ONE, Domain, Monomial, Number, Poly, integral, joined, quotient, times
from .budget import Budget
from .hypotheses import conditions, ends
from .leaf import Node
from .notation import spelled, write
from .program import Product, program
from .replacing import atoms_of
from .splits import divided

Matrix = dict[tuple[Monomial, Monomial], Number]
Squares = tuple[list[tuple[Number, Poly]], Number]  # of c*row**2, and what is left over
RATE = 8  # entries of the matrix of a linear program for a unit of work
MOST_FORMS, MOST_GIVEN = 3, 2  # forms that are tried, and conditions up to which
MOST_FACTORS = 9  # of products of two conditions


def completed(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The goal as a sum of squares, where its matrix is positive semidefinite."""
    found = rows(goal, budget)
    if found is None or found[1]:
        return None
    return {"rule": "combination", "terms": [[str(c), [["square", write(row)]]] for c, row in found[0]]}


def basis_of(matrix: Matrix) -> list[Monomial]:
    """The monomials of a form but 1."""
    return sorted({m for pair in matrix for m in pair} - {ONE}, key=spelled)


def rows(goal: Poly, budget: Budget, order: list[Monomial] | None = None) -> Squares | None:
    """(c, row), ... and a number r <= 0 with goal = sum of c * row**2 + r, by completing squares in order."""
    matrix = gram(goal)
    if matrix is None:
        return None
    basis = order or [*basis_of(matrix), ONE]
    budget.spend(len(basis) ** 2)
    found: list[tuple[Number, Poly]] = []
    for i, m in enumerate(basis):
        pivot = matrix.get((m, m), 0)
        if m == ONE and pivot < 0:
            return found, pivot
        if pivot < 0 or (not pivot and any(matrix.get((m, n)) for n in basis[i:])):
            return None
        if pivot:
            row = {n: quotient(c, pivot) for n in basis[i:] if (c := matrix.get((m, n), 0))}
            found.append((pivot, row))
            for n in row:
                for k in row:
                    matrix[n, k] = matrix.get((n, k), 0) - pivot * row[n] * row[k]
    return found, 0


def gram(goal: Poly) -> Matrix | None:
    """The symmetric matrix of the goal in the square roots of its square monomials, and in 1."""
    roots = {m: half for m in goal if (half := root(m)) is not None}
    basis = sorted({*roots.values(), ONE}, key=spelled)
    places = {joined(m, n): (m, n) for m in basis for n in basis}
    matrix: Matrix = {}
    for m, c in goal.items():
        pair = (roots[m], roots[m]) if m in roots else places.get(m)
        if pair is None:
            return None
        for place in {pair, pair[::-1]}:
            matrix[place] = matrix.get(place, 0) + (c if pair[0] == pair[1] else quotient(c, 2))
    return matrix


def root(m: Monomial) -> Monomial | None:
    """The monomial whose square it is."""
    return frozenset((a, e // 2) for a, e in m) if all(e % 2 == 0 for _, e in m) else None


def neighbours(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The two sides of an integer form whose square is in the goal; then products of conditions."""
    node = products(goal, d, budget)
    if node is not None or len(d.given) > MOST_GIVEN:
        return node
    for s in forms(goal, budget)[:MOST_FORMS]:
        node = divided(s, goal, d, budget, depth)
        if node is not None:
            return node
    return None


def forms(goal: Poly, budget: Budget) -> list[Poly]:
    """The rows, as integer forms rounded down."""
    found = rows(goal, budget) or rows({m: c for m, c in goal.items() if len(m) <= 2}, budget) or ([],)
    result = []
    for _, row in found[0]:
        scale = lcm(*(c.denominator for m, c in row.items() if m))
        form: Poly = {m: whole for m, c in row.items() if (whole := floor(c * scale))}
        if len(form) > 1 and integral(form):
            result.append(form)
    return result


def products(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """A combination of products of two conditions, or of a condition and a symbol above its least value."""
    known = conditions(d)
    if not known:
        return None
    lows = [h for a in sorted(atoms_of(goal), key=spelled) if a[0] == "sym" for h in ends(a, d)]
    singles = [*known, *lows][:MOST_FACTORS]
    found: list[Product] = [((), {ONE: 1}), *(((h,), h.poly) for h in singles)]
    pairs = combinations_with_replacement(singles, 2)
    found += [((g, h), times(g.poly, h.poly)) for g, h in pairs]
    return program(goal, found, d, budget, RATE)
