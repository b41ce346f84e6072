"""One step of a proof: a polynomial as a combination of hypotheses with coefficients >= 0.

Every atom is replaced by a bound: a sum of a variable u >= 0 and of what the bound is. Which of its bounds an
atom is given is a choice; where all coefficients of what results are >= 0, the result is the proof. Positive
coefficients call for bounds from below, negative ones for bounds from above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..checker import Domain, Poly
from .budget import Budget, Exhausted, Share
from .falling import newton, positive
from .hypotheses import Hypothesis, conditions, later, stated
from .notation import spelled, write_atom
from .replacing import atoms_of, choices

RANK = {"sum": 0, "max": 1, "min": 1, "log2": 2, "floor": 3, "binomial": 4, "exp": 5, "sym": 6, "euler": 8}
LATE_FLOORS = {**RANK, "floor": 7}  # a symbol is first written by the quotients and remainders that it gives
ALONE = {**RANK, "own": 1}  # each atom is first bounded by what it is made of, not beside others
Node = dict[str, Any]
Search = Callable[[Poly, Domain, Budget, int], Node | None]  # for a proof, so many cases deep
Manner = tuple[list[Hypothesis], dict[str, int]]


def prove_leaf(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """The node of a combination that proves goal >= 0; None where the choices that are tried give none."""
    return at_once(goal, d) or by_choices(goal, d, budget)


def at_once(goal: Poly, d: Domain) -> Node | None:
    """The combination of a polynomial in symbols alone, without any choice."""
    return newton(goal, d) or positive(goal, d)


def by_choices(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """The combination by bounds of atoms, one choice after the other."""
    for known, rank in manners(goal, d):
        try:
            found = choices(goal, d, known, Share(budget, budget.leaf), rank)
            replaced = next((p for p in found if all(c > 0 for c in p.values())), None)
        except Exhausted:
            if budget.units < 0:
                raise
            continue
        if replaced is not None:
            return node(replaced, d)
    return None


def manners(goal: Poly, d: Domain) -> Iterator[Manner]:
    """The conditions to start from, and the order in which atoms are replaced."""
    known = conditions(d)
    yield known, RANK
    stepped = [write_atom(a) for a in sorted(atoms_of(goal), key=spelled) if a[0] == "floor"]
    floors = [h for text in stepped for h in stated(["floor", text], d)]
    if floors:
        yield [*known, *floors], LATE_FLOORS
    if any(a[0] != "sym" for a in atoms_of(goal)):
        yield known, ALONE


def node(replaced: Poly, d: Domain) -> Node:
    """The combination, under the facts that it needs."""
    facts: list[Any] = []
    places: dict[str, int] = {}
    for h in sorted({a[1] for m in replaced for a, _ in m}, key=lambda h: repr(h.fact)):
        if h.fact is not None and repr(h.fact) not in places:
            before = sum(count for _, count in facts)
            places[repr(h.fact)] = len(d.given) + before
            facts.append((later(h.fact, len(d.given), before), h.among))
    terms = sorted(([str(c), _references(m, places)] for m, c in replaced.items()), key=repr)
    leaf: Node = {"rule": "combination", "terms": terms}
    return {"rule": "fact", "facts": [f for f, _ in facts], "then": leaf} if facts else leaf


def _references(m: Any, places: dict[str, int]) -> list[Any]:
    refs: list[Any] = []
    for (_, h), e in m:
        text = ["given", places[repr(h.fact)] + h.place] if h.fact is not None else h.text
        refs += [text] * e
    return sorted(refs, key=repr)
