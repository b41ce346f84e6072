"""Questions about a formula as a polynomial in one of its symbols."""

from __future__ import annotations

from typing import Any

from ..errors import NoClosedForm
from .atom import Atom, Name
from .monomial import Monomial
from .value import Formula


def degree(f: Formula, symbol: Any) -> int:
    """The highest exponent of a symbol, 0 where it does not occur and for the formula 0.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> degree(Formula.operand(n * w**2 + w), w), degree(Formula.operand(n * w**2 + w), "n")
    (2, 1)
    """
    return max(coefficients(f, symbol), default=0)


def coefficients(f: Formula, symbol: Any) -> dict[int, Formula]:
    """What stands before each power of a symbol, a number or a formula, the highest power first.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> coefficients(Formula.operand(17 * n * w**2 + 9 * w**2 + w), w)
    {2: 17*n + 9, 1: 1}
    """
    parts: dict[int, dict[Monomial, Any]] = {}
    name = str(symbol)
    for m, c in f.items():
        exponent, rest = _split(m, name, f)
        parts.setdefault(exponent, {})[rest] = c
    return {exponent: Formula(parts[exponent]) for exponent in sorted(parts, reverse=True)}


def coefficient(f: Formula, symbol: Any, exponent: int = 1) -> Formula:
    """What stands before a power of a symbol, 0 where the power does not occur."""
    return coefficients(f, symbol).get(exponent, Formula({}))


def is_polynomial(f: Formula, symbol: Any) -> bool:
    """Whether a symbol has only positive integers as exponents, and occurs in no floor or the like."""
    try:
        coefficients(f, symbol)
    except NoClosedForm:
        return False
    return True


def _split(m: Monomial, name: str, f: Formula) -> tuple[int, Monomial]:
    """The exponent of a symbol in a monomial, and what else it is a product of."""
    rest, found = [], 0
    for base, exponent in m.powers:
        if isinstance(base, Name) and base.name == name and isinstance(exponent, int) and exponent > 0:
            found += exponent
        elif _within(base, name) or _within(exponent, name):
            raise NoClosedForm(
                f"{f} is not a polynomial in {name}, which has an exponent or a floor of its own"
            )
        else:
            rest.append((base, exponent))
    return found, Monomial(rest)


def _within(part: Any, name: str) -> bool:
    free = part.free if isinstance(part, Atom | Formula) else ()
    return any(isinstance(s, Name) and s.name == name for s in free)
