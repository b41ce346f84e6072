"""The search for a proof: leaves first, then cases.

cases of an extremum;  a point-by-point check of a small domain;  x >= B or x <= B - 1, with B doubled until
the upper part is a leaf;  x <= y or x > y;  halves of a bounded range;  residues for floors of constants
"""

from __future__ import annotations

from ..checker import (
    RULES,
    WORK,
    Domain,
    Monomial,
    Poly,
    Rejected,
    atoms_within,
    interval,
    joined,
    least,
    number_of,
    single,
    symbols_of,
)  # fmt: skip
from .apart import apart
from .budget import Budget
from .chains import by_order
from .congruent import congruent
from .finite import finite, many_points, proves
from .flat import flattened, several
from .homogeneous import homogeneous
from .leaf import Node, at_once, by_choices, prove_leaf
from .linear import prove_linear
from .lined import lined
from .logs import exponentiated, logarithm
from .means import means
from .notation import spelled, write, write_atom
from .outgrown import outgrown
from .quadratic import completed, neighbours
from .replacing import atoms_of
from .residues import Counterexample, residues
from .samples import samples
from .splits import halves, ordered, tail
from .squares import prove_squares
from .summands import summed
from .weighted import weighted
from .wholes import below_floor

DEEPEST = 14


def search(goal: Poly, d: Domain, budget: Budget, depth: int = 0) -> Node | None:
    """A node that proves goal >= 0, or None."""
    if any(high is not None and low > high for low, high in d.ranges.values()):
        return {"rule": "combination", "terms": []}
    shared = common(goal, d)
    if shared:
        rest = {joined(m, frozenset((a, -e) for a, e in shared)): c for m, c in goal.items()}
        node = search(rest, d, budget, depth)
        return node and {"rule": "divide", "by": write({shared: 1}), "then": node}
    node = at_once(goal, d)
    if node is not None:
        return node
    probe(goal, d)
    node = by_choices(goal, d, budget)
    if node is not None or depth >= DEEPEST:
        return node
    early = (linear,) if coupled(goal) else ()
    first = (lined,) if depth == 0 and lesser(goal) else ()
    level = (flat,) if several(goal) else ()
    for attempt in (*first, extremum, *early, *level, finite, *ATTEMPTS):
        budget.spend(20)
        WORK[0] = 0  # the checker's own meter is for one attempt
        try:
            node = attempt(goal, d, budget, depth)
        except Rejected:  # beyond what the checker's rules can do with these atoms
            continue
        if node is not None:
            return node
    return None


def coupled(goal: Poly) -> bool:
    """Whether floors by symbols or logarithms with other factors are in a goal: products of facts help."""
    floors = (a for a in atoms_of(goal) if a[0] == "floor")
    logs = (m for m in goal if len(m) > 1 and any(a[0] == "log2" for a, _ in m))
    return any(number_of(dict(a[2])) is None for a in floors) or any(logs)


def lesser(goal: Poly) -> bool:
    """Whether a minimum is in a negative term: one of its arguments may do, without cases."""
    return any(c < 0 and a[0] == "min" for m, c in goal.items() for a, _ in m)


def common(goal: Poly, d: Domain) -> Monomial:
    """The greatest monomial of atoms that are positive which divides every term."""
    terms = [dict(m) for m in goal]
    shared = {a: min(t.get(a, 0) for t in terms) for a in terms[0]} if terms else {}
    return frozenset((a, e) for a, e in shared.items() if e > 0 and (least(a, d) or 0) > 0)


def probe(goal: Poly, d: Domain) -> None:
    """Raise where the goal is negative at one of a few points of the domain."""
    for point in samples(d).negative(goal):
        try:
            if interval(goal, point)[1] < 0:
                raise Counterexample(point)
        except Rejected:
            continue


def extremum(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The cases of the first maximum or minimum."""
    found = [a for a in sorted(atoms_within([goal]), key=spelled) if a[0] in ("max", "min")]
    found = [a for a in found if all(s[1] in d.ranges for s in symbols_of([single(a)]))]
    if not found:
        return None
    arguments = map(dict, sorted(found[0][1], key=spelled))
    cases: list[Node] = [{"is": write(chosen), "then": None} for chosen in arguments]
    node: Node = {"rule": "case", "atom": write_atom(found[0]), "cases": cases}
    for case, (_, reduced, inner) in zip(cases, RULES["case"](node, goal, d, 0), strict=True):
        case["then"] = search(reduced, inner, budget, depth + 1)
        if case["then"] is None:
            return None
    return node


def chained(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The orders of the symbols of a polynomial, one after the other."""
    return by_order(goal, d, budget)


def squared(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A sum of squares and of products of symbols."""
    return prove_squares(goal, d, budget)


def products(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A sum of logarithms, by the products of their arguments."""
    node = exponentiated(goal, d, budget, depth, search)
    return node if node is not None and proves(node, goal, d) else None


def logarithms(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The difference of two terms, by their logarithms."""
    return logarithm(goal, d, budget, depth, search)


def linear(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A combination by linear programming."""
    return prove_linear(goal, d, budget)


def few_residues(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A few residues of a symbol, where each case is one step."""
    return residues(goal, d, budget, depth, lambda goal, d, budget, depth: prove_leaf(goal, d, budget), 6)


def sums(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """A sum, term by term."""
    return summed(goal, d, budget, depth, search)


def flat(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """All floors by their lines."""
    return flattened(goal, d, budget, depth, search)


def wholes(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """An integer below a floor."""
    return below_floor(goal, d, budget, depth, search)


def by_residues(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """One case for each residue of a symbol under a floor."""
    return residues(goal, d, budget, depth, search)


ATTEMPTS = (
    sums, completed, congruent, weighted, outgrown, homogeneous, lined, means, apart, few_residues,
    neighbours, products, logarithms, chained, squared, linear, wholes, tail, many_points, ordered,
    halves, by_residues,
)  # fmt: skip
