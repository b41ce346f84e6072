"""A sum of logarithms beside the master theorem: how log2 of complexity and of power stay below it.

A measure f = A + K, with logarithms of what the numbers of the bound do not see, as of a resolution, in K:

    log2(p) <= p - 1, or 1 <= p     for each logarithm in A, as it adds or takes away: some polynomial B >= A
    B <= S + 5*wbar                 polynomials in the symbols of the network
    2**K <= R                       K <= log2(R)
    S + 5*wbar + log2(R) <= S + wbar*log2(2*rho*log2(rho))      for all S, wbar >= 1, R >= 3

Every line is an inequality with a certificate of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..errors import SymalgebraError
from ..formula import Formula, Size, formula, log2, size
from ..formula.atom import Name
from ..formula.logarithm import Log2
from ..formula.monomial import Monomial
from ..order.compare import compare
from ..order.verdict import Proved
from .entry import Bound

SPARE = 5  # of the 7 that multiply wbar: what is left has room for log2(R)


class Split(NamedTuple):
    """B, the claims (left <= right) that A <= B rests on, and 2**K as a quotient."""

    above: Formula
    claims: dict[tuple[Any, Formula], None]
    top: Formula
    bottom: Formula


def logarithmic(f: Formula) -> bool:
    """Whether a logarithm is in a formula."""
    return any(isinstance(atom, Log2) for m in f.terms for atom in m.atoms)


def split(f: Formula, seen: frozenset[str]) -> Split | None:
    """f <= above + log2(top/bottom); None where f is no sum of logarithms times products of symbols.

    Logarithms of arguments in `seen` symbols alone go to `above`, the others to the quotient.
    """
    above, top, bottom = formula(0), formula(1), formula(1)
    claims: dict[tuple[Any, Formula], None] = {}
    for m, c in f.items():
        logs = [atom for atom in m.atoms if isinstance(atom, Log2)]
        others = [atom for atom in m.atoms if not isinstance(atom, Log2)]
        if logs and not (len(logs) == 1 and dict(m.powers)[logs[0]] == 1 and all(map(_counts, others))):
            return None
        if not logs:
            above = above + Formula({m: c})
            continue
        p, rest = (
            logs[0].argument,
            Formula({Monomial(part for part in m.powers if part[0] is not logs[0]): c}),
        )
        number = rest.plain()
        if not p.names <= seen and isinstance(number, int):
            top, bottom = (top * p**number, bottom) if number > 0 else (top, bottom * p**-number)
        elif c > 0:
            above, claims = above + rest * (p - 1), {**claims, (log2(size(p)), p - 1): None}
        else:
            claims[1, p] = None
    return Split(above, claims, top, bottom)


def _counts(atom: Any) -> bool:
    """Whether an atom is a symbol that is not negative."""
    return isinstance(atom, Name) and atom.low >= 0


def steps(f: Formula, bound: Bound, where: Sequence[Any], limit: float | None) -> tuple[Proved, ...] | None:
    """The proofs of all but the last line; None where one of them is not found."""
    S, wbar, R = (formula(bound.parts[name]) for name in ("S", "wbar", "R"))
    try:
        found = split(f, frozenset(wbar.names))
        if found is None:
            return None
        ends = [(found.above, S + SPARE * wbar), (found.top, R * found.bottom)]
        return _all(compare(a, b, where, limit=limit) for a, b in (*found.claims, *ends))
    except SymalgebraError:
        return None


def _all(verdicts: Iterator[Any]) -> tuple[Proved, ...] | None:
    """The proofs, None from the first that is none."""
    found = []
    for verdict in verdicts:
        if not isinstance(verdict, Proved):
            return None
        found.append(verdict)
    return tuple(found)


def between(S: Size, wbar: Size, R: Size) -> Size:
    """S + 5*wbar + log2(R)."""
    return size(formula(S) + SPARE * formula(wbar) + log2(R))
