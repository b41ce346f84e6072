"""All floors of a goal by their lines in one step: b*F <= a and a <= b*F + b - 1 for F = floor(a/b).

Where many floors of one symbol stand in a goal, as the sizes of a network's stages do, trying the bounds of
each beside those of all others takes too many steps, and their lines are often enough:

    goal = p + sum of q*u    u what the lines of floors leave, u >= 0; each q >= 0; p >= 0 is a lemma
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..checker import ONE, Atom, Domain, Monomial, Poly, added, power, single, times
from .budget import Budget
from .hypotheses import removed, slope_of, stated
from .leaf import Node, Search, at_once
from .notation import spelled, write, write_atom
from .replacing import atoms_of, below
from .residues import Counterexample

SEVERAL = 3  # floors, from which on it is worth it


def flattened(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """The proof of p >= 0, and the products of what the lines leave."""
    found = without_floors(goal, d)
    parts = {} if found is None else collected(found, lambda atom: atom[0] == "u")
    rest = parts.pop(ONE, {})
    factors = {m: factor for m, q in parts.items() if (factor := at_once(q, d))}
    if found is None or len(factors) < len(parts):
        return None
    try:
        lemma = search(rest, d, budget, depth + 1)
    except Counterexample:  # of what is stronger than the goal
        return None
    return lemma and combined(["lemma", write(rest), lemma, len(d.given)], factors, d)


def combined(lemma: list[Any], factors: dict[Monomial, Node], d: Domain) -> Node:
    """The sum of the lemma and of the products q*u, under the facts that it needs."""
    facts = [lemma]
    places: dict[str, int] = {}
    terms: list[Any] = [["1", [["given", len(d.given)]]]]
    for m, factor in factors.items():
        left = [ref for (_, h), e in sorted(m, key=repr) for ref in [reference(h, facts, places, d)] * e]
        terms += [[c, [*refs, *left]] for c, refs in factor["terms"]]
    return {"rule": "fact", "facts": facts, "then": {"rule": "combination", "terms": terms}}


def several(goal: Poly) -> bool:
    """Whether there are floors enough."""
    return len(floors_of(goal)) >= SEVERAL


def without_floors(goal: Poly, d: Domain) -> Poly | None:
    """The goal in terms of what the lines leave; None where a floor has no lines."""
    while floors := floors_of(goal):
        lines = lines_of(floors[0], d)
        if lines is None:
            return None
        goal = replaced(goal, floors[0], lines, d)
    return goal


def replaced(goal: Poly, atom: Atom, lines: dict[bool, Poly], d: Domain) -> Poly:
    """The goal with a floor F replaced: by its line below in q*F**e for q >= 0, else by the one above."""
    result: Poly = {}
    for m, q in collected(goal, lambda a: a == atom).items():
        e = dict(m).get(atom, 0)
        for part, low in signed(q, d):
            value = power(lines[True], e) if low else below(single(atom), lines[False], e)
            added(result, times(part, value))
    return result


def signed(q: Poly, d: Domain) -> list[tuple[Poly, bool]]:
    """A coefficient in parts with their signs: whole where its sign is seen, else by its terms."""
    if at_once(q, d):
        return [(q, True)]
    minus = {m: -c for m, c in q.items()}
    if at_once(minus, d):
        return [(q, False)]
    return [({m: c for m, c in q.items() if (c > 0) is up}, up) for up in (True, False)]


def floors_of(p: Poly) -> list[Atom]:
    """The floors of a polynomial."""
    return sorted((a for a in atoms_of(p) if a[0] == "floor"), key=spelled)


def lines_of(atom: Atom, d: Domain) -> dict[bool, Poly] | None:
    """What stands for a floor in positive and in negative terms; None where its divisor is no number."""
    bounds = stated(["floor", write_atom(atom)], d)
    lines = {slope_of(h, atom) > 0: value for h in bounds if (value := removed(h, atom)) is not None}
    return lines if len(lines) == 2 else None


def collected(p: Poly, apart: Callable[[Atom], bool]) -> dict[Monomial, Poly]:
    """The coefficients of the products of some atoms."""
    parts: dict[Monomial, Poly] = {}
    for m, c in p.items():
        left = frozenset(factor for factor in m if apart(factor[0]))
        added(parts.setdefault(left, {}), {m - left: c})
    return parts


def reference(h: Any, facts: list[Any], places: dict[str, int], d: Domain) -> list[Any]:
    """What refers to one line of a floor; its fact is stated once."""
    key = repr(h.fact)
    if key not in places:
        places[key] = len(d.given) + 1 + 2 * (len(facts) - 1)
        facts.append(h.fact)
    return ["given", places[key] + h.place]
