"""Proofs by logarithms: of both sides, or of products of arguments where the sides are logarithms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from .budget import Budget
from .checker import ONE, Atom, Domain, Poly, Rejected, constant, logarithm_of, plus, power, times
from .leaf import Node
from .notation import write_atom
from .replacing import atoms_of
from .residues import Counterexample

Search = Callable[[Poly, Domain, Budget, int], Node | None]


def exponentiated(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
    """A sum of logarithms with rational coefficients: the products of their arguments are compared."""
    logs = {next(iter(m))[0]: c for m, c in goal.items() if len(m) == 1 and next(iter(m))[1] == 1}
    if not logs or any(a[0] != "log2" for a in logs) or len(goal) != len(logs) + (ONE in goal):
        return None
    scale = lcm(*(c.denominator for c in goal.values()))
    sides = [
        [[abs(int(c * scale)), write_atom(a)] for a, c in logs.items() if (c > 0) is more]
        for more in (False, True)
    ]
    factor = Fraction(2) ** -int(goal.get(ONE, Fraction(0)) * scale)
    less, more = (arguments(logs, scale, sign) for sign in (-1, 1))
    fact = ["log-order", str(factor), *sides, search(plus(more, less, -factor), d, budget, depth + 1)]
    leaf: Node = {"rule": "combination", "terms": [[str(Fraction(1, scale)), [["given", len(d.given)]]]]}
    node: Node = {"rule": "fact", "facts": [fact], "then": leaf}
    return node


def arguments(logs: dict[Atom, Fraction], scale: int, sign: int) -> Poly:
    """The product of the arguments of logarithms with coefficients of one sign, to the power of these."""
    result = constant(1)
    for a, c in logs.items():
        if c * sign > 0:
            result = times(result, power(dict(a[1]), int(abs(c * scale))))
    return result


def logarithm(goal: Poly, d: Domain, budget: Budget, depth: int, search: Search) -> Node | None:
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
