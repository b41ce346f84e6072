"""Proofs by two cases: s >= 0 or s <= -1, for an integer s."""

from __future__ import annotations

from itertools import combinations

from ..checker import Domain, Poly, constant, plus, single, symbols_of
from .budget import Budget
from .leaf import Node, prove_leaf
from .notation import write

FINE = (1, 2, 4, 8, 16, 32, 64, 256, 1024, 4096)  # how far above its least value a symbol may be split off
COARSE = (1, 2, 4, 16, 64, 256, 4096)  # where no other symbol is left, so that the rest is a few points
CORNERS = (1, 2, 4, 8, 32, 128)  # the same of several symbols at once
MOST_ORDERED = 5  # symbols of which each two may be compared


def divided(
    s: Poly, goal: Poly, d: Domain, budget: Budget, depth: int, first: Node | None = None
) -> Node | None:
    """The two cases s >= 0 and s <= -1."""
    from .search import search

    yes = first or search(goal, d.narrowed(s), budget, depth + 1)
    if yes is None:
        return None
    no = search(goal, d.narrowed(plus(constant(-1), s, -1)), budget, depth + 1)
    return None if no is None else {"rule": "split", "on": write(s), "yes": yes, "no": no}


def above(name: str, bound: int) -> Poly:
    """name - bound."""
    return plus(single(("sym", name)), constant(bound), -1)


def tail(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """x >= B, where B is doubled until that part is a leaf, and x <= B - 1."""
    names = by_weight(goal, d)
    for name in names:
        low, high = d.ranges[name]
        for step in FINE if len(names) > 1 else COARSE:
            bound = low + step
            if high is not None and bound > high:
                break
            upper = d.narrowed(above(name, bound))
            node = prove_leaf(goal, upper, budget)
            if node is not None:
                return divided(above(name, bound), goal, d, budget, depth, node)
    return joint_tail(goal, d, budget, depth)


def joint_tail(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """All unbounded symbols >= B is a leaf: then one of them is below B, or none."""
    free = [n for n in by_weight(goal, d) if d.ranges[n][1] is None]
    if len(free) < 2 or depth > 6:
        return None
    for step in CORNERS:
        corner = d
        for name in free:
            corner = corner.narrowed(above(name, d.ranges[name][0] + step))
        if prove_leaf(goal, corner, budget) is not None:
            return divided(above(free[0], d.ranges[free[0]][0] + step), goal, d, budget, depth)
    return None


def by_weight(goal: Poly, d: Domain) -> list[str]:
    """The symbols of the goal, those with most negative terms first."""
    names = {a[1] for a in symbols_of([goal]) if a[1] in d.ranges}
    weight = {n: sum(c < 0 and ("sym", n) in dict(m) for m, c in goal.items()) for n in names}
    return sorted(names, key=lambda n: (-weight[n], n))


def ordered(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """x >= y, or x <= y - 1, for two symbols."""
    if depth > 3:
        return None
    known = {frozenset(p.items()) for p in d.given}
    for x, y in combinations(by_weight(goal, d)[:MOST_ORDERED], 2):
        s = plus(single(("sym", x)), single(("sym", y)), -1)
        if frozenset(s.items()) in known or frozenset(plus({}, s, -1).items()) in known:
            continue
        node = divided(s, goal, d, budget, depth)
        if node is not None:
            return node
    return None


def halves(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The halves of a bounded range, the longest first."""
    spans = [(high - low, n) for n, (low, high) in d.ranges.items() if high is not None and high > low]
    used = {a[1] for a in symbols_of([goal])}
    spans = sorted((s for s in spans if s[1] in used), reverse=True)
    if not spans:
        return None
    width, name = spans[0]
    return divided(above(name, d.ranges[name][0] + (width + 1) // 2), goal, d, budget, depth)
