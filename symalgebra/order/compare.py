"""`compare`: is one formula at most another on the whole domain? A verdict with evidence."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ..errors import SymalgebraError
from .clock import Late, over, share, within
from .domain import conditions
from .partial import hint, strongest
from .question import LITTLE, STEPS, Steps, Verdict, asked
from .verdict import Proved, Unknown

TURNED = {">=": "<=", ">": "<"}
MAIN = 0.85  # part of the time for the question itself
INNER = 0.3  # and of the rest for each part of its domain


def compare(
    f: Any, g: Any, where: Iterable[Any] = (), relation: str = "<=", limit: float | None = None
) -> Verdict:
    """Decide f <= g for all values of the symbols: `Proved`, `Refuted` or `Unknown`.

    Symbols are integers of at least their lower bound (1). `where` adds conditions, as SymPy relations or
    texts: `r >= 32`, `k <= r`, `r = 32*q`. `relation` is one of <=, <, ==, >=, >. `limit` is in seconds;
    without it a fixed amount of work is done, so that verdicts do not depend on the machine.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> verdict = compare(3 * n, n**2 + 2)
    >>> bool(verdict), verdict.check()
    (True, True)
    >>> compare(n**2, 5 * n).witness
    {'n': 6}
    >>> bool(compare(n * w, w**2, where=["n <= w"]))
    True
    """
    if relation not in ("<=", "<", "==", ">=", ">"):
        raise SymalgebraError(f"relation={relation!r} is none of <=, <, ==, >=, >")
    if relation in TURNED:
        return compare(g, f, where, TURNED[relation], limit)
    facts = [where] if isinstance(where, str) else list(where)
    with within(limit):
        with within(share(MAIN)):
            verdict = asked(f, g, facts, relation, steps(limit))
        if isinstance(verdict, Unknown) and verdict.hint and not over():
            with suppress(Late):
                return extended(verdict, f, g, facts, relation)
    return verdict


def steps(limit: float | None) -> Steps:
    """The work of one question: fixed without a limit, with one as much as there is time for."""
    little, (_, step) = STEPS
    return STEPS if limit is None else (little, (10**9, step))


def extended(verdict: Unknown, f: Any, g: Any, facts: list[Any], relation: str) -> Unknown:
    """An open question with the parts of its domain that are proved, with little work and time for each."""
    ranges = conditions(facts, f, g).ranges

    def proves(fact: str) -> bool:
        with within(share(INNER)):
            return not over() and isinstance(asked(f, g, [*facts, fact], relation, LITTLE), Proved)

    found = strongest(ranges, proves)
    return replace(verdict, strongest=" or ".join(found), hint=hint(found, list(ranges), verdict.hint))
