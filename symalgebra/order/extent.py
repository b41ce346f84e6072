"""How long a formula is when it is written out, known before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..errors import NoClosedForm
from ..formula import Formula
from ..formula.nesting import inside, nested
from .clock import Late, left, unhurried

MOST = 100_000  # terms of what is compared
READABLE = 400  # terms of what is shown
PACE = 4_000  # terms that one step of a question gets through in a second, where steps cannot be interrupted


class TooLong(NoClosedForm):
    """The formulas are longer than what is compared."""


def extent(f: Formula) -> int:
    """The terms of a formula, those within exponents, floors and the like wherever they stand.

    >>> from symalgebra.formula import formula, floordiv, symbol
    >>> n = symbol("n")
    >>> extent(n**2 + 3 * formula(floordiv(n + 1, 2)) + 2**n)
    7
    """
    return f.cached("extent", _extent)


def _extent(f: Formula) -> int:
    sizes: dict[int, int] = {}
    for g in nested(f):
        sizes[id(g)] = len(g.terms) + sum(sizes[id(e)] for e in inside(g))
    return sizes[id(f)]


def told(f: Formula) -> str:
    """A formula in a sentence: its text, where that can be read."""
    try:
        with unhurried():
            terms = extent(f)
            return str(f) if terms <= READABLE else f"(a formula of {terms:,} terms)"
    except ValueError:  # an integer with more digits than Python writes
        return "(a formula with very long numbers)"


def figure(value: Any) -> str:
    """A value in a sentence: of an integer too long to be written, how many digits it has.

    >>> figure(3), figure(-(10**9000))
    ('3', '-(a number of about 9,001 digits)')
    """
    try:
        return str(value)
    except ValueError:
        size = int(value).bit_length() * 30103 // 100_000 + 1
        return f"{'-' if value < 0 else ''}(a number of about {size:,} digits)"


def placed(values: Mapping[str, Any], write: Callable[[Any], str] = figure) -> str:
    """Values of symbols in a sentence.

    >>> placed({"n": 3, "w": 64})
    'n=3, w=64'
    """
    return ", ".join(f"{name}={write(value)}" for name, value in values.items())


def bounded(*formulas: Formula) -> None:
    """Refuse formulas too long to be compared, or to be compared in the time that is left."""
    terms = sum(map(extent, formulas))
    if terms > MOST:
        raise TooLong(f"the formulas have {terms:,} terms; {MOST:,} at most are compared")
    seconds = left()
    if seconds is not None and terms > PACE * seconds:
        raise Late
