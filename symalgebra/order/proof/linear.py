"""Combinations by linear programming: goal = sum of c * t-monomial * hypothesis, with c >= 0 unknown.

The t are symbols above their least values. The coefficients are a vertex of an exact linear program, so the
identity holds exactly (Farkas 1902; Handelman 1988 for products).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, islice, permutations

from ..checker import Atom, Domain, Poly, atoms_within, constant, integral, plus, times
from .budget import Budget
from .hypotheses import Hypothesis, about, conditions, ends, stated
from .leaf import Node
from .lines import beside_symbols
from .notation import spelled, write, write_atom
from .program import Product, program
from .replacing import atoms_of
from .statements import gap_of, justified

MOST_CANDIDATES = 90
MOST_ROWS = 120
MOST_PAIRED = 6  # symbols of which products of two are taken
RATE = 8  # entries of the matrix for a unit of work
STEPPED = ("floor", "max", "min", "binomial")


def prove_linear(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """A combination for goal >= 0, or the absurdity of goal <= -1."""
    found = combined(goal, d, budget)
    if found is not None or not integral(goal):
        return found
    denied = d.narrowed(plus(constant(-1), goal, -1))
    inner = combined(constant(-1), denied, budget)
    return None if inner is None else {"rule": "absurd", "then": inner}


def combined(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """The combination that a linear program finds."""
    known = conditions(d)
    atoms = atoms_of(goal).union(*(atoms_of(h.poly) for h in known))
    inner = {a for a in atoms_within([goal]) if a[0] == "floor"}  # those within others too
    stepped = [a for a in sorted(atoms | inner, key=spelled) if a[0] in STEPPED]
    facts = [h for a in stepped for h in about(a, d, set())] + differences(atoms, d)
    if not known and not facts:
        return None
    atoms = atoms.union(*(atoms_of(h.poly) for h in facts))
    factors = ("sym", "exp", *(("log2",) if known else ()))  # logarithms times conditions
    lows = [h for a in sorted(atoms, key=spelled) if a[0] in factors for h in ends(a, d)]
    products = candidates(lows, [*known, *facts])
    return program(goal, products, d, budget, RATE, MOST_ROWS)


def differences(atoms: set[Atom], d: Domain) -> list[Hypothesis]:
    """What is known of the differences of logarithms."""
    logs = [a for a in sorted(atoms, key=spelled) if a[0] == "log2" and any(dict(a[1]))][:4]
    texts = {a: write_atom(a) for a in logs}
    alone = logs if len(d.ranges) == 1 else []
    facts = [fact for a in alone for fact in beside_symbols(dict(a[1]), texts[a])]
    for p, q in permutations(logs, 2):
        facts.append(justified(["log-order", "1", [[1, texts[p]]], [[1, texts[q]]]], gap_of((q, p)), d))
        near = [["log2", write(scaled(dict(a[1]), dict(b[1])))] for a, b in ((p, q), (q, p))]
        facts += [
            justified(["log-gap", *near, up], gap_of((q, p) if up else (p, q)), d) for up in (True, False)
        ]
        facts += [["log-gap", *near, "e"]] * (("euler",) in atoms)
    for p in (p for p in logs if len(p[1]) > 1):
        parts = [write({m: c * len(p[1])}) for m, c in sorted(p[1], key=spelled)]
        facts.append(["log-mean", texts[p][1], parts])
    return [h for fact in facts for h in stated(fact, d)] + [h for a in alone for h in ends(a, d)]


def scaled(p: Poly, q: Poly) -> Poly:
    """p, a single term of which q has a multiple by that multiple: the logarithms of both are near."""
    (m, *more) = p
    return {m: q[m]} if not more and q.get(m, 0) > 0 else p


def candidates(lows: list[Hypothesis], known: list[Hypothesis]) -> list[Product]:
    """Products of up to two symbols above their least values and of at most one other hypothesis."""
    plain: list[Product] = [((), constant(1))]
    plain += [((a,), a.poly) for a in lows]
    if len(lows) <= MOST_PAIRED:
        plain += [((a, b), times(a.poly, b.poly)) for a, b in combinations_with_replacement(lows, 2)]
    return list(islice(multiplied(plain, known), MOST_CANDIDATES))


def multiplied(plain: list[Product], known: list[Hypothesis]) -> Iterator[Product]:
    """Each product, and then it times each hypothesis."""
    for refs, p in plain:
        yield refs, p
        yield from (((*refs, h), times(p, h.poly)) for h in known)
