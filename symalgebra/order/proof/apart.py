"""Two cases on either side of a curve between two symbols, each by one step.

x <= k*y or x > k*y     for exponents x and y: 2**x*3**y is far below 4**x where x > 2*y
x <= y**2 or x > y**2   for symbols that have logarithms: log2(x) <= 2*log2(y), or y**2 < x
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations

from ..checker import Atom, Domain, Poly, constant, plus, positive_atom, single
from .budget import Budget
from .leaf import Node, prove_leaf
from .logs import compared
from .means import means
from .notation import nonnegative, spelled, write
from .replacing import atoms_of

DEEPEST = 1  # cases within cases in which this is tried
MOST_CURVES = 4
SLOPES = (2, 3)


def apart(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The two sides of a curve, for a goal with one negative term."""
    lone = sum(c < 0 for c in goal.values()) == 1 and len(goal) > 2
    for s in islice(curves(goal), MOST_CURVES) if lone and depth <= DEEPEST else ():
        yes = side(goal, d.narrowed(s), budget, depth)
        no = yes and side(goal, d.narrowed(plus(constant(-1), s, -1)), budget, depth)
        if no:
            return {"rule": "split", "on": write(s), "yes": yes, "no": no}
    return None


def curves(goal: Poly) -> Iterator[Poly]:
    """The differences that are >= 0 on one side of a curve."""
    atoms = sorted(atoms_of(goal), key=spelled)
    exponents = [symbol({a[2]: 1}) for a in atoms if a[0] == "exp"]
    arguments = [symbol(dict(a[1])) for a in atoms if a[0] == "log2"]
    for k in SLOPES:
        for x, y in permutations(dict.fromkeys(x for x in exponents if x), 2):
            yield plus(single(x), single(y), -k)
    for x, y in permutations(dict.fromkeys(x for x in arguments if x), 2):
        yield plus(single(x, 2), single(y), -1)


def symbol(p: Poly) -> Atom | None:
    """The symbol that a polynomial is."""
    atoms = atoms_of(p)
    return next((a for a in atoms if a[0] == "sym" and p == single(a)), None)


def side(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """One step: means, or the negative term beside one positive term alone."""
    return means(goal, d, budget, depth) or beside(goal, d, budget, depth) or prove_leaf(goal, d, budget)


def beside(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The negative term below one of the positive ones."""
    (low,) = (m for m, c in goal.items() if c < 0)
    known = all(positive_atom(a, d) for a in atoms_of(goal))
    for m in sorted((m for m, c in goal.items() if c > 0), key=spelled) if known else ():
        pair = {m: goal[m], low: goal[low]}
        node = compared(pair, d, budget, depth, step)
        if node is not None:
            rest = [[str(c), [nonnegative(n)]] for n, c in goal.items() if n not in pair]
            leaf = {"rule": "combination", "terms": [["1", [["given", len(d.given)]]], *rest]}
            return {"rule": "fact", "facts": [["lemma", write(pair), node, len(d.given)]], "then": leaf}
    return None


def step(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """One step of a proof."""
    return prove_leaf(goal, d, budget)
