"""Proofs about sums, term by term: a goal is a sum over the range of one of its sums, and what is left.

What is no sum is written as one in two ways: c*N is the sum of c over N terms, and p(N) - p(0) is the sum of
the steps p(i + 1) - p(i).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .budget import Budget
from .checker import (
    ONE,
    Atom,
    Domain,
    Poly,
    atoms_within,
    constant,
    joined,
    plus,
    power,
    single,
    times,
    total,
    within,
)
from .leaf import Node, prove_leaf
from .notation import write
from .replacing import atoms_of
from .residues import Counterexample

Search = Callable[[Poly, Domain, Budget, int], Node | None]


def summed(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """The terms of the sum are >= 0, and so is what is left over."""
    for index, count in sorted({a[2:] for a in atoms_of(goal) if a[0] == "sum"}, key=repr):
        for body in bodies(goal, index, dict(count)):
            parts = [write(body), index, write(dict(count))]
            whole, _ = total(parts, d, 0)
            inner = within(index, d).narrowed(
                plus(plus(dict(count), constant(1), -1), single(("sym", index)), -1)
            )
            try:
                proof = search(body, inner, budget, depth + 1)
            except Counterexample:  # of these terms, not of the goal
                continue
            fact = ["sum", ["sum", *parts], proof]
            node = proof and over(plus(goal, whole, -1), whole, fact, d, budget)
            if node:
                return node
    return None


def over(rest: Poly, whole: Poly, fact: list[Any], d: Domain, budget: Budget) -> Node | None:
    """The fact that the sum is >= 0, and a leaf for the rest."""
    leaf = prove_leaf(rest, Domain(d.ranges, [*d.given, whole]), budget)
    if leaf is None:
        return None
    inner = leaf["then"] if leaf["rule"] == "fact" else leaf
    inner["terms"].append(["1", [["given", len(d.given)]]])
    return {"rule": "fact", "facts": [fact], "then": leaf}


def bodies(goal: Poly, index: str, count: Poly) -> Iterator[Poly]:
    """Terms that sum up to the goal, but for what is left over."""
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
        yield body
        return
    yield plus(body, shared(rest, symbol, count))
    offset = plus(count, single(symbol), -1)
    if not any(offset) or set(offset) <= {ONE}:
        smooth = {m: c for m, c in rest.items() if not any(touches(a, symbol) for a, _ in m)}
        steps = steps_of(smooth, symbol, plus(single(("sym", index)), offset, -1))
        yield plus(plus(body, steps), shared(plus(rest, smooth, -1), symbol, count))


def touches(a: Atom, symbol: Atom) -> bool:
    """Whether an atom holds the symbol without being it."""
    return a != symbol and symbol in atoms_within([single(a)])


def shared(p: Poly, symbol: Atom, count: Poly) -> Poly:
    """The quotient of p by the count: what each term gets of it."""
    (slope,) = (c for m, c in count.items() if m == frozenset({(symbol, 1)}))
    quotient: Poly = {}
    while True:
        found = [m for m in p if dict(m).get(symbol, 0) > 0]
        if not found:
            return quotient
        m = max(found, key=lambda m: (dict(m)[symbol], repr(m)))
        share = {joined(m, frozenset({(symbol, -1)})): p[m] / slope}
        quotient, p = plus(quotient, share), plus(p, times(share, count), -1)


def steps_of(p: Poly, symbol: Atom, at: Poly) -> Poly:
    """p at `at` + 1 less p at `at`, for the powers of a symbol."""
    result: Poly = {}
    for m, c in p.items():
        e = dict(m).get(symbol, 0)
        change = plus(power(plus(at, constant(1)), e), power(at, e), -1)
        result = plus(result, times({m - {(symbol, e)}: c}, change))
    return result
