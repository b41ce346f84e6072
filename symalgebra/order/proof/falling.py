"""Polynomials in symbols alone, written in falling factorials."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..checker import Domain, Number, Poly
from ..clock import tick
from .notation import nonnegative, spelled

HIGHEST = 24  # the power up to which falling factorials are tried


def newton(goal: Poly, d: Domain) -> dict[str, Any] | None:
    """A polynomial in symbols alone, with coefficients >= 0 in falling factorials of the x - least(x).

    Stronger than coefficients of powers: n**2 - n is n*(n - 1), a falling factorial, and >= 0 for integers.
    """
    if not all(a[0] == "sym" and e <= HIGHEST for m in goal for a, e in m):
        return None
    terms: dict[tuple[tuple[str, int], ...], Number] = {}
    for m, c in goal.items():
        tick()
        parts: dict[tuple[tuple[str, int], ...], Number] = {(): c}
        for a, e in sorted(m):
            steps = falling(d.low(a[1]), e)
            parts = {(*k, (a[1], j)): v * s for k, v in parts.items() for j, s in enumerate(steps) if s}
        for k, v in parts.items():
            key = tuple((name, j) for name, j in k if j)
            terms[key] = terms.get(key, 0) + v
    if any(c < 0 for c in terms.values()):
        return None
    written = [[str(c), [["choose", name, j] for name, j in key]] for key, c in sorted(terms.items()) if c]
    return {"rule": "combination", "terms": written}


def positive(goal: Poly, d: Domain) -> dict[str, Any] | None:
    """A polynomial in symbols >= 0, of any degree, none of whose coefficients is negative."""
    if not all(c > 0 and all(a[0] == "sym" and d.low(a[1]) >= 0 for a, _ in m) for m, c in goal.items()):
        return None
    terms = [[str(c), [nonnegative(m)]] for m, c in sorted(goal.items(), key=spelled)]
    return {"rule": "combination", "terms": terms}


@cache
def falling(low: int, power_: int) -> tuple[int, ...]:
    """(low + t)**power as a combination of 1, t, t*(t - 1), ...: by x*F(j) = F(j + 1) + (low + j)*F(j)."""
    steps = [1]
    for _ in range(power_):
        raised = [0, *steps]
        for j, s in enumerate(steps):
            raised[j] += s * (low + j)
        steps = raised
    return tuple(steps)
