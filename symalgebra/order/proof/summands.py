"""Proofs about sums, term by term: a goal is a sum over the range of one of its sums, and what is left.

What is no sum is written as one in two ways: c*N is the sum of c over N terms, and p(N) - p(0) is the sum of
the steps p(i + 1) - p(i).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..checker import (
    FACTS,
    ONE,
    Atom,
    Domain,
    Poly,
    Rejected,
    atoms_within,
    base_of,
    constant,
    joined,
    plus,
    power,
    quotient,
    single,
    times,
    total,
    within,
)
from .budget import Budget
from .leaf import Node, Search, prove_leaf
from .notation import spelled, write
from .replacing import atoms_of
from .residues import Counterexample


def summed(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """The terms of the sum are >= 0, and so is what is left over."""
    for index, count in sorted({a[2:] for a in atoms_of(goal) if a[0] == "sum"}, key=spelled):
        for body, steps in bodies(goal, index, dict(count)):
            parts = [write(body), index, write(dict(count))]
            whole, _ = total(parts, d, 0)
            inner = within(index, d).narrowed(
                plus(plus(dict(count), constant(1), -1), single(("sym", index)), -1)
            )
            try:
                proof = search(body, inner, budget, depth + 1)
            except Counterexample:  # of these terms, not of the goal
                continue
            node = proof and over(goal, whole, ["sum", ["sum", *parts], proof], steps, d, budget)
            if node:
                return node
    return None


def over(goal: Poly, whole: Poly, fact: list[Any], steps: Poly, d: Domain, budget: Budget) -> Node | None:
    """The facts that the sum is >= 0 and that its steps telescope, and a leaf for the rest of the goal."""
    facts, used, rest = [fact], [whole], plus(goal, whole, -1)
    if any(a[0] == "exp" for m in steps for a, _ in m):
        telescope = ["telescope", write(steps), *fact[1][2:]]
        facts, used = [fact, telescope], [whole, *FACTS["telescope"](telescope[1:], d, 0)]
        rest = plus(rest, used[-1], -1)
    leaf = prove_leaf(rest, Domain(d.ranges, [*d.given, *used]), budget)
    if leaf is None:
        return None
    inner = leaf["then"] if leaf["rule"] == "fact" else leaf
    inner["terms"] += [["1", [["given", len(d.given) + k]]] for k in {0, len(used) - 1}]
    return {"rule": "fact", "facts": facts, "then": leaf}


def bodies(goal: Poly, index: str, count: Poly) -> Iterator[tuple[Poly, Poly]]:
    """Terms that sum up to the goal but for what is left over, and what some of them are the steps of."""
    body, rest = {}, {}  # type: ignore[var-annotated]
    for m, c in goal.items():
        sums = [a for a, e in m if a[0] == "sum" and a[2:] == (index, frozenset(count.items())) and e == 1]
        if sums:
            terms = times({m - {(sums[0], 1)}: c}, dict(sums[0][1]))
            body = plus(body, terms)
        else:
            rest[m] = c
    symbol = next((a for m in count if len(m) == 1 for a, e in m if a[0] == "sym" and e == 1), None)
    if symbol is None:
        yield body, {}
        return
    yield plus(body, shared(rest, symbol, count)), {}
    offset = plus(count, single(symbol), -1)
    if not any(offset):
        smooth = {
            m: c for m, c in rest.items() if not any(touches(a, symbol) for a, _ in m if not rises(a, symbol))
        }
        at = plus(single(("sym", index)), offset, -1)
        now, then = moved(smooth, symbol, at), moved(smooth, symbol, plus(at, constant(1)))
        yield plus(plus(body, plus(then, now, -1)), shared(plus(rest, smooth, -1), symbol, count)), now


def touches(a: Atom, symbol: Atom) -> bool:
    """Whether an atom holds the symbol without being it."""
    return a != symbol and symbol in atoms_within([single(a)])


def rises(a: Atom, symbol: Atom) -> bool:
    """Whether an atom is a power of what is free of the symbol, with the symbol as its exponent."""
    return a[0] == "exp" and a[2] == frozenset({(symbol, 1)}) and a[1] != symbol


def shared(p: Poly, symbol: Atom, count: Poly) -> Poly:
    """The quotient of p by the count: what each term gets of it."""
    (slope,) = (c for m, c in count.items() if m == frozenset({(symbol, 1)}))
    result: Poly = {}
    while True:
        found = [m for m in p if dict(m).get(symbol, 0) > 0]
        if not found:
            return result
        m = max(found, key=lambda m: (dict(m)[symbol], spelled(m)))
        share = {joined(m, frozenset({(symbol, -1)})): quotient(p[m], slope)}
        result, p = plus(result, share), plus(p, times(share, count), -1)


def moved(p: Poly, symbol: Atom, at: Poly) -> Poly:
    """p with `at`, an index plus a number, for a symbol."""
    offset = at.get(ONE, 0)
    ((index, _),) = next(m for m in at if m)
    result: Poly = {}
    for m, c in p.items():
        term: Poly = {frozenset(x for x in m if x[0] != symbol and not rises(x[0], symbol)): c}
        for a, e in m:
            if rises(a, symbol):
                side = single(("exp", a[1], frozenset({(index, 1)})), e)
                term = times(term, times(side, shifted(a[1], int(offset * e))))
            elif a == symbol:
                term = times(term, power(at, e))
        result = plus(result, term)
    return result


def shifted(base: Any, by: int) -> Poly:
    """A base to a power that may be negative, where the base is a number."""
    if isinstance(base, Fraction):
        return constant(base**by)
    if by < 0:
        raise Rejected("a base that is no number is not divided by")
    return power(base_of(base), by)
