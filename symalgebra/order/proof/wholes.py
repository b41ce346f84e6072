"""Integers below floors: A <= floor(P/Q) where A*Q <= P, for integers A, P and Q.

Were A >= F + 1 for F = floor(P/Q), P <= Q*F + Q - 1 would be at most Q*A - 1.
"""

from __future__ import annotations

from ..checker import Domain, Poly, integral, plus, positive_atom, single, times
from .budget import Budget
from .leaf import Node, Search
from .notation import nonnegative, spelled, write, write_atom
from .replacing import atoms_of

DEEPEST = 2  # cases within cases in which this is tried


def below_floor(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """F - A >= 0 for the floor F of a term, by P - Q*A >= 0."""
    floors = [a for a in atoms_of(goal) if a[0] == "floor"]
    for floor in sorted(floors, key=spelled) if depth <= DEEPEST and integral(goal) else ():
        top, bottom = dict(floor[1]), dict(floor[2])
        rest = plus(goal, single(floor), -1)
        plain = all(c > 0 for c in bottom.values()) and all(positive_atom(a, d) for a in atoms_of(bottom))
        if plain and integral(top) and integral(bottom) and floor not in atoms_of(rest):
            whole = plus(top, times(bottom, rest))
            proof = search(whole, d, budget, depth + 1)
            if proof is not None:
                return denied(whole, proof, write_atom(floor), bottom, len(d.given))
    return None


def denied(whole: Poly, proof: Node, floor: object, bottom: Poly, place: int) -> Node:
    """The absurdity of F - A <= -1, which is the condition at this place."""
    terms: list[object] = [["1", [["given", place + 1]]], ["1", [["given", place + 3]]]]
    for m, c in sorted(bottom.items(), key=spelled):
        terms.append([str(c), [["given", place], *([nonnegative(m)] if m else [])]])
    facts = [["lemma", write(whole), proof, place], ["floor", floor]]
    return {
        "rule": "absurd",
        "then": {"rule": "fact", "facts": facts, "then": {"rule": "combination", "terms": terms}},
    }
