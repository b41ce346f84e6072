"""Finite domains, point by point."""

from __future__ import annotations

from math import prod

from ..checker import WORK, Domain, Poly, Rejected, prove, symbols_of
from .budget import Budget
from .leaf import Node

MOST_POINTS, MANY_POINTS = 400, 5_000
MOST_TERMS = 8  # of a goal that is looked at in many points


def finite(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A small domain, point by point."""
    return exhaustive(goal, d, budget, MOST_POINTS)


def many_points(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A larger one, of a goal in a few terms with symbols alone."""
    few = len(goal) <= MOST_TERMS and all(a[0] == "sym" for m in goal for a, _ in m)
    return exhaustive(goal, d, budget, MANY_POINTS) if few else None


def exhaustive(goal: Poly, d: Domain, budget: Budget, most: int) -> Node | None:
    """All points of a domain of so many."""
    names = {a[1] for a in symbols_of([goal, *d.given])}
    if not names <= d.ranges.keys():
        return None
    spans = [d.ranges[name] for name in names]
    counts = [high - low + 1 for low, high in spans if high is not None]
    if len(counts) < len(spans) or prod(counts) > most:
        return None
    budget.spend(prod(counts))
    node: Node = {"rule": "points"}
    return node if proves(node, goal, d) else None


def proves(node: Node, goal: Poly, d: Domain) -> bool:
    """Whether the checker takes the node."""
    WORK[0] = 0
    try:
        prove(node, goal, d)
    except Rejected:
        return False
    return True
