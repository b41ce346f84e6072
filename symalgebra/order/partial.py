"""How far a question got that stays open: where its claim is proved, and what may help to decide it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from ..errors import SymalgebraError
from ..formula import formula, read
from .asymptotics.proved import SIGNS
from .verdict import SOME

FIRST = (0, 4, 16, 64)  # how far above its least value a symbol may be
LAST = (1, 4, 16, 64, 1024)  # how far above its least value a symbol must be
SYMBOLS = 4  # of which parts are tried

Span = tuple[int, int | None]
Proves = Callable[[str], bool]  # whether the claim is proved under one more condition


def strongest(ranges: Mapping[str, Span], proves: Proves) -> list[str]:
    """For each of a few symbols the longest first and the longest last part of its range that are proved.

    >>> strongest({"n": (1, None)}, lambda fact: fact in ("n <= 1", "n <= 5", "n >= 17"))
    ['n <= 5', 'n >= 17']
    """
    return [fact for name, span in islice(ranges.items(), SYMBOLS) for fact in _ends(name, span, proves)]


def _ends(name: str, span: Span, proves: Proves) -> Iterator[str]:
    low, high = span
    first = [f"{name} <= {low + step}" for step in FIRST if high is None or low + step < high]
    yield from list(takewhile(proves, first))[-1:]
    last = (f"{name} >= {low + step}" for step in LAST if high is None or low + step < high)
    yield from islice(filter(proves, last), 1)


def hint(found: Sequence[str], names: Sequence[str], before: str = SOME) -> str:
    """What may help where rules, or the work allowed, were not enough; or a condition was missing.

    >>> hint(["n <= 5"], ["n", "w"])
    'a condition (where) such as n <= 5, a value for n or w, or more time (limit) may help'
    >>> hint(["n >= 5"], ["n"], "a condition (where) under which divisors are positive may help")
    'a condition (where) under which divisors are positive may help, such as n >= 5'
    """
    such = f" such as {' or '.join(found[:2])}" if found else ""
    if before != SOME:
        return f"{before},{such}" if such else before
    value = f", a value for {' or '.join(names[:SYMBOLS])}" if names else ""
    return f"a condition (where){such}{value}, or more time (limit) may help"


def explain(verdict: Any, latex: bool = False) -> str:
    """What is open, what was tried, what is proved of it and what may help, a line each.

    >>> from symalgebra.order.verdict import Unknown
    >>> print(explain(Unknown("n**2 <= w", "no rule proves it", "a value for w may help", "n <= 5")))
    Open: n**2 <= w.
    Tried: no rule proves it.
    Proved: where n <= 5.
    Hint: a value for w may help.
    """
    parts = verdict.strongest.split(" or ") if verdict.strongest else []
    proved = " or ".join(relation(part, latex) for part in parts)
    said = {
        "Open": relation(verdict.claim, latex),
        "Tried": verdict.tried,
        "Proved": proved and f"where {proved}",
        "Hint": verdict.hint,
    }
    return "\n".join(f"{title}: {text}." for title, text in said.items() if text)


def relation(text: str, latex: bool = True) -> str:
    """A relation in LaTeX; as it is where it cannot be read back.

    >>> relation("n**2 <= 2**n")
    '$n^{2} \\\\le 2^{n}$'
    """
    sign = next((s for s in ("<=", ">=", "<", ">", "==") if f" {s} " in text), None)
    if not latex or sign is None:
        return text
    try:
        left, right = (formula(read(side)).latex() for side in text.split(f" {sign} "))
    except SymalgebraError:
        return text
    return f"${left} {SIGNS.get(sign, '=')} {right}$"
