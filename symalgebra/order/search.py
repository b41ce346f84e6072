"""The search for a proof: leaves first, then cases.

cases of an extremum;  a point-by-point check of a small domain;  x >= B or x <= B - 1, with B doubled until
the upper part is a leaf;  x <= y or x > y;  halves of a bounded range;  residues for floors of constants
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import lcm, prod

from .checker import (
    ONE, Atom, Domain, Poly, Rejected, atoms_within, constant, interval, logarithm_of, plus, power,
    replaced, single, symbols_of, times,
)  # fmt: skip
from .leaf import Budget, Node, atoms_of, prove_leaf
from .chains import by_order
from .linear import prove_linear
from .notation import write, write_atom
from .squares import prove_squares
from .residues import Counterexample, residues

DEEPEST = 14
MOST_POINTS = 400


def search(goal: Poly, d: Domain, budget: Budget, depth: int = 0) -> Node | None:
    """A node that proves goal >= 0, or None."""
    if any(high is not None and low > high for low, high in d.ranges.values()):
        return {"rule": "combination", "terms": []}
    probe(goal, d)
    node = prove_leaf(goal, d, budget)
    if node is not None or depth >= DEEPEST:
        return node
    for attempt in (extremum, finite, exponentiated, logarithm, chained, squared, linear, tail, ordered, halves, by_residues):
        budget.spend(20)
        node = attempt(goal, d, budget, depth)
        if node is not None:
            return node
    return None


def probe(goal: Poly, d: Domain) -> None:
    """Raise where the goal is negative at one of a few points of the domain."""
    names = sorted(d.ranges)
    for place in (0, 1, 2, 5):
        point = {
            n: min(low + place, high) if high is not None else low + place
            for n, (low, high) in d.ranges.items()
        }
        try:
            if all(interval(p, point)[0] >= 0 for p in d.given) and interval(goal, point)[1] < 0:
                raise Counterexample({n: point[n] for n in names})
        except Rejected:
            continue


def extremum(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The cases of the first maximum or minimum."""
    found = sorted((a for a in atoms_within([goal]) if a[0] in ("max", "min")), key=repr)
    if not found:
        return None
    atom, cases = found[0], []
    for chosen in sorted(map(dict, atom[1]), key=repr):
        inner = d
        for other in map(dict, atom[1] - {frozenset(chosen.items())}):
            inner = inner.narrowed(plus(chosen, other, -1) if atom[0] == "max" else plus(other, chosen, -1))
        swap = {atom: chosen}
        inner = Domain(inner.ranges, [replaced(p, swap, d) for p in inner.given], inner.equal)
        node = search(replaced(goal, swap, d), inner, budget, depth + 1)
        if node is None:
            return None
        cases.append({"is": write(chosen), "then": node})
    return {"rule": "case", "atom": write_atom(atom), "cases": cases}


def finite(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A small domain, point by point."""
    names = {a[1] for a in symbols_of([goal, *d.given])}
    if not names <= d.ranges.keys():
        return None
    spans = [d.ranges[name] for name in names]
    if any(high is None for _, high in spans):
        return None
    count = prod(high - low + 1 for low, high in spans if high is not None)
    if count > MOST_POINTS:
        return None
    budget.spend(count)
    node: Node = {"rule": "points"}
    return node if proves(node, goal, d) else None


def chained(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The orders of the symbols of a polynomial, one after the other."""
    return by_order(goal, d, budget)


def squared(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A sum of squares and of products of symbols."""
    return prove_squares(goal, d, budget)


def exponentiated(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A sum of logarithms with rational coefficients: the products of their arguments are compared."""
    logs = {next(iter(m))[0]: c for m, c in goal.items() if len(m) == 1 and next(iter(m))[1] == 1}
    if not logs or any(a[0] != "log2" for a in logs) or len(goal) != len(logs) + (ONE in goal):
        return None
    scale = lcm(*(c.denominator for c in goal.values()))
    sides = [[[abs(int(c * scale)), write_atom(a)] for a, c in logs.items() if (c > 0) is more] for more in (False, True)]
    factor = Fraction(2) ** -int(goal.get(ONE, Fraction(0)) * scale)
    less, more = (arguments(logs, scale, sign) for sign in (-1, 1))
    fact = ["log-order", str(factor), *sides, search(plus(more, less, -factor), d, budget, depth + 1)]
    leaf: Node = {"rule": "combination", "terms": [[str(Fraction(1, scale)), [["given", len(d.given)]]]]}
    node: Node = {"rule": "fact", "facts": [fact], "then": leaf}
    return node if proves(node, goal, d) else None


def arguments(logs: dict[Atom, Fraction], scale: int, sign: int) -> Poly:
    """The product of the arguments of logarithms with coefficients of one sign, to the power of these."""
    result = constant(1)
    for a, c in logs.items():
        if c * sign > 0:
            result = times(result, power(dict(a[1]), int(abs(c * scale))))
    return result


def logarithm(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The difference of two terms with exponentials, by their logarithms."""
    if (
        len(goal) != 2
        or not any(a[0] == "exp" for a in atoms_of(goal))
        or not min(goal.values()) < 0 < max(goal.values())
    ):
        return None
    try:
        node = search(logarithm_of(goal, d), d, budget, depth + 1)
    except (Counterexample, Rejected):
        return None
    return None if node is None else {"rule": "logarithm", "then": node}


def linear(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A combination by linear programming."""
    return prove_linear(goal, d, budget)


def proves(node: Node, goal: Poly, d: Domain) -> bool:
    """Whether the checker takes the node."""
    from .checker import WORK, prove

    WORK[0] = 0
    try:
        prove(node, goal, d)
    except Rejected:
        return False
    return True


def divided(
    s: Poly, goal: Poly, d: Domain, budget: Budget, depth: int, first: Node | None = None
) -> Node | None:
    """The two cases s >= 0 and s <= -1."""
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
    for name in by_weight(goal, d):
        low, high = d.ranges[name]
        for step in (1, 2, 4, 8, 16, 32, 64, 256, 1024, 4096):
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
    for step in (1, 2, 4, 8, 32, 128):
        corner = d
        for name in free:
            corner = corner.narrowed(above(name, d.ranges[name][0] + step))
        if prove_leaf(goal, corner, budget) is not None:
            return divided(above(free[0], d.ranges[free[0]][0] + step), goal, d, budget, depth)
    return None


def by_weight(goal: Poly, d: Domain) -> list[str]:
    """The symbols of the goal, those with most negative terms first."""
    names = {a[1] for a in symbols_of([goal]) if a[1] in d.ranges}
    weight = {n: sum(1 for m, c in goal.items() if c < 0 and ("sym", n) in dict(m)) for n in names}
    return sorted(names, key=lambda n: (-weight[n], n))


def ordered(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """x >= y, or x <= y - 1, for two symbols."""
    if depth > 3:
        return None
    known = {frozenset(p.items()) for p in d.given}
    for x, y in combinations(by_weight(goal, d)[:5], 2):
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


def by_residues(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """One case for each residue of a symbol under a floor."""
    return residues(goal, d, budget, depth, search)
