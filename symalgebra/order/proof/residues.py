"""Proofs by residues: a symbol is M*q + t, and floors by divisors of M come out."""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm

from ..checker import RULES, Atom, Domain, Poly, integral, number_of, symbols_of
from .budget import Budget
from .leaf import Node, Search
from .replacing import atoms_of

MOST_RESIDUES = 64


class Counterexample(Exception):
    """A point of the domain where the goal is negative."""

    def __init__(self, point: dict[str, int]) -> None:
        super().__init__(str(point))
        self.point = point


def residues(
    goal: Poly, d: Domain, budget: Budget, depth: int, search: Search, most: int = MOST_RESIDUES
) -> Node | None:
    """The residues of a symbol modulo the divisors of the floors that hold it."""
    moduli: dict[str, int] = {}
    for atom in floors_of(goal):
        n = number_of(dict(atom[2]))
        if n is not None and n.denominator == 1 and integral(dict(atom[1])):
            for a in symbols_of([dict(atom[1])]):
                moduli[a[1]] = lcm(moduli.get(a[1], 1), int(n))
    for name, modulus in sorted(moduli.items(), key=lambda item: item[::-1]):
        if 2 <= modulus <= most and f"{name}'" not in d.ranges:
            return by_residue(name, modulus, goal, d, budget, depth, search)
    return None


def floors_of(p: Poly) -> Iterator[Atom]:
    """The floors of a polynomial."""
    return (a for a in atoms_of(p) if a[0] == "floor")


def by_residue(
    name: str, modulus: int, goal: Poly, d: Domain, budget: Budget, depth: int, search: Search
) -> Node | None:
    """One case for each residue of the symbol."""
    fresh = f"{name}'"
    cases: list[Node | None] = [None] * modulus
    node: Node = {"rule": "residue", "symbol": name, "quotient": fresh, "modulus": modulus, "cases": cases}
    for t, (_, reduced, inner) in enumerate(RULES["residue"](node, goal, d, 0)):
        try:
            cases[t] = search(reduced, inner, budget, depth + 1)
        except Counterexample as found:
            point = {k: v for k, v in found.point.items() if k != fresh}
            raise Counterexample({**point, name: modulus * found.point[fresh] + t}) from None
        if cases[t] is None:
            return None
    return node
