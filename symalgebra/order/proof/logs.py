"""Proofs by logarithms: of both sides, or of products of arguments where the sides are logarithms."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from ..checker import (
    ONE,
    Domain,
    Monomial,
    Poly,
    Rejected,
    bounded_below,
    constant,
    logarithm_of,
    plus,
    polynomial,
    power,
    product_of,
)
from .budget import Budget
from .leaf import Node, Search, prove_leaf
from .notation import spelled, write
from .replacing import atoms_of
from .residues import Counterexample

MOST_COUNT = 24  # the powers to which arguments are raised


def exponentiated(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """A sum of logarithms: products of their arguments are compared, each to the power of its coefficient."""
    texts = {m: argument(m) for m in sorted(goal, key=spelled) if m}
    if None in texts.values() or not any(a[0] == "log2" for m in goal for a, _ in m):
        return None
    scale = lcm(*(c.denominator for c in goal.values()))
    counts = {m: int(c * scale) for m, c in goal.items()}
    if max(map(abs, counts.values())) > MOST_COUNT:
        return None
    sides: list[list[Any]] = [
        [[abs(counts[m]), ["log2", text]] for m, text in texts.items() if (counts[m] > 0) is more]
        for more in (False, True)
    ]
    factor = Fraction(2) ** -counts.get(ONE, 0)
    less, more = (product_of([power(polynomial(log[1], d), e) for e, log in side]) for side in sides)
    fact = ["log-order", str(factor), *sides, search(plus(more, less, -factor), d, budget, depth + 1)]
    leaf: Node = {"rule": "combination", "terms": [[str(Fraction(1, scale)), [["given", len(d.given)]]]]}
    node: Node = {"rule": "fact", "facts": [fact], "then": leaf}
    return node


def argument(m: Monomial) -> Any:
    """What a term is the logarithm of: p**k for k*log2(p), 2**k for a product k of symbols."""
    logs = [a for a, e in m if a[0] == "log2" and e == 1]
    rest = frozenset((a, e) for a, e in m if a not in logs)
    if len(logs) > 1 or any(a[0] != "sym" for a, _ in rest):
        return None
    base = write(dict(logs[0][1])) if logs else "2"
    return ["pow", base, write({rest: 1})] if rest else base


def logarithm(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """The difference of two terms with exponentials, by their logarithms; less a number too."""
    pair, number = {m: c for m, c in goal.items() if m}, goal.get(ONE, 0)
    if (
        len(pair) != 2
        or number > 0
        or not any(a[0] == "exp" for a in atoms_of(pair))
        or not min(pair.values()) < 0 < max(pair.values())
    ):
        return None
    return (
        compared(pair, d, budget, depth, search) if not number else exceeded(goal, d, budget, depth, search)
    )


def compared(pair: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """The greater of two terms, by the difference of their logarithms; those of numbers exact, where both
    terms have a power of one number, whose exponents are known to differ by no less than nothing."""
    for exact in (False, True)[: 1 + shared(pair, d)]:
        try:
            node = search(logarithm_of(pair, d, exact), d, budget, depth + 1)
        except (Counterexample, Rejected):
            continue
        if node is not None:
            return {"rule": "logarithm", "then": node, **({"exact": True} if exact else {})}
    return None


def shared(pair: Poly, d: Domain) -> bool:
    """Whether two terms have powers of one odd number, on a domain with conditions."""
    one, other = ({a[1] for a, _ in m if a[0] == "exp" and a[1] != 2} for m in pair)
    return bool(d.given) and any(isinstance(b, Fraction) for b in one & other)


def exceeded(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """A term beyond another and a number: it is at least twice the other, and that at least the number."""
    less = {m: c for m, c in goal.items() if c < 0 and m}
    rest = plus(constant(goal[ONE]), less, -1)
    if bounded_below(rest, d) < 0:
        return None
    twice = plus(goal, rest, -1)
    node, leaf = compared(twice, d, budget, depth, search), prove_leaf(rest, d, budget)
    if node is None or leaf is None or leaf["rule"] != "combination":
        return None
    leaf["terms"].append(["1", [["given", len(d.given)]]])
    return {"rule": "fact", "facts": [["lemma", write(twice), node, len(d.given)]], "then": leaf}
