"""Whether a formula is positive, by one step of a proof: asked where its terms alone do not show it."""

from __future__ import annotations

from ...errors import SymalgebraError
from ...formula import Formula
from ...formula.atom import Name
from ...formula.evaluation.point import value_of
from ..checker import Rejected, accepted
from ..expression import expression
from ..proof.budget import Budget, Exhausted
from ..proof.certificate import Claim
from ..proof.search import DEEPEST, Counterexample

LITTLE = 150  # work of the step
STEPS = 0, 1, 5  # above the least values: points that are tried first
MOST = 40  # terms of such a formula


def provable(f: Formula) -> bool:
    """Whether f > 0 is proved for all values of its symbols.

    >>> from symalgebra.formula import ceildiv, formula, symbol
    >>> n, r = symbol("n"), symbol("r")
    >>> provable((9 * n - 4) * formula(ceildiv(r, 8)) ** 2 + 3 * n)
    True
    """
    names = {s.name: s for s in f.free if isinstance(s, Name)}
    if len(f.terms) > MOST or len(names) < len(f.free) or not all(_positive_at(f, step) for step in STEPS):
        return False
    domain = {name: [names[name].low, None] for name in sorted(names)}
    try:
        claim = {"left": "0", "relation": "<", "right": expression(f), "domain": domain, "given": []}
        found = Claim(claim).certified(Budget(LITTLE, LITTLE), DEEPEST)
        return found is not None and accepted(found)
    except (SymalgebraError, Rejected, Exhausted, Counterexample, RecursionError):
        return False


def _positive_at(f: Formula, step: int) -> bool:
    try:
        return bool(value_of(f, {s: s.low + step for s in f.free if isinstance(s, Name)}) > 0)
    except (SymalgebraError, OverflowError):
        return False
