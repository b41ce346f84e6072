"""Proofs by order: for every order x1 >= x2 >= ... of the symbols, the polynomial in their differences.

    x_k = least + t,   x_i = x_{i+1} + u_i

Where all coefficients in the t and u are >= 0 for each order, so is the polynomial (successive difference
substitution; Yang 2005).
"""

from __future__ import annotations

from ..checker import ONE, Atom, Domain, Poly, constant, plus, single
from .budget import Budget
from .hypotheses import Hypothesis, ends, removed
from .leaf import Node, node
from .notation import spelled, write
from .replacing import put

MOST_SYMBOLS = 4
HIGHEST = 24  # the degree in a symbol up to which orders are tried


def by_order(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """The tree of comparisons of the symbols, its leaves proved by differences; None where one is not."""
    atoms = sorted({a for m in goal for a, _ in m}, key=spelled)
    if not 2 <= len(atoms) <= MOST_SYMBOLS or any(a[0] != "sym" or e > HIGHEST for m in goal for a, e in m):
        return None
    return placed(goal, d, budget, atoms[:1], atoms[1:])


def placed(goal: Poly, d: Domain, budget: Budget, chain: list[Atom], left: list[Atom]) -> Node | None:
    """The proof where the symbols of the chain fall in order and the others have no place yet."""
    budget.spend(4)
    if not left:
        return by_differences(goal, d, chain)
    return inserted(goal, d, budget, chain, 0, left)


def inserted(
    goal: Poly, d: Domain, budget: Budget, chain: list[Atom], place: int, left: list[Atom]
) -> Node | None:
    """The proof where the first symbol that is left is known to be less than the chain before a place."""
    x, rest = left[0], left[1:]
    if place == len(chain):
        return placed(goal, d, budget, [*chain, x], rest)
    s = plus(single(x), single(chain[place]), -1)
    if known(plus({}, s, -1), d):
        return inserted(goal, d, budget, chain, place + 1, left)
    if known(s, d):
        return placed(goal, d, budget, [*chain[:place], x, *chain[place:]], rest)
    before = placed(goal, d.narrowed(s), budget, [*chain[:place], x, *chain[place:]], rest)
    if before is None:
        return None
    after = inserted(goal, d.narrowed(plus(constant(-1), s, -1)), budget, chain, place + 1, left)
    return None if after is None else {"rule": "split", "on": write(s), "yes": before, "no": after}


def known(s: Poly, d: Domain) -> bool:
    """Whether a condition of the domain says that s >= 0."""
    rests = (plus(s, p, -1) for p in d.given)
    return any(rest.keys() <= {ONE} and all(c > 0 for c in rest.values()) for rest in rests)


def by_differences(goal: Poly, d: Domain, chain: list[Atom]) -> Node | None:
    """The polynomial in differences of neighbours of the chain, where its coefficients are all >= 0."""
    replaced = goal
    for x, y in zip(chain, [*chain[1:], None], strict=True):
        value = removed(gap(x, y, d), x)
        if value is None:
            return None
        replaced = put(replaced, x, {True: value, False: value})
    return node(replaced, d) if all(c > 0 for c in replaced.values()) else None


def gap(x: Atom, y: Atom | None, d: Domain) -> Hypothesis:
    """The condition of the domain that x >= y, or the least value of x."""
    if y is None:
        return next(iter(ends(x, d)))
    for k, p in reversed(list(enumerate(d.given))):
        rest = plus(p, plus(single(x), single(y), -1), -1)
        if not rest or not any(rest):
            return Hypothesis(p, ["given", k])
    return next(iter(ends(x, d)))
