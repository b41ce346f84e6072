"""Values of symbols as they are written on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from ..errors import ParseError

_VALUE = re.compile(r"\s*(\w+)\s*=\s*([+-]?\d+)\s*(?:/\s*(\d+)\s*)?", re.ASCII)
LONGEST = 400


def values(pairs: Iterable[str]) -> dict[str, int | Fraction]:
    """The values by name.

    >>> values(["n=3", "a=7/2"])
    {'n': 3, 'a': Fraction(7, 2)}
    """
    found: dict[str, int | Fraction] = {}
    for pair in pairs:
        name, value = one(pair)
        if name in found:
            raise ParseError(f"--at gives {name} twice")
        found[name] = value
    return found


def one(pair: str) -> tuple[str, int | Fraction]:
    """A name and its value."""
    match = _VALUE.fullmatch(pair) if len(pair) <= LONGEST else None
    if not match:
        raise ParseError(f"--at {pair[:40]}: write a symbol and an integer or a fraction, n=3 or a=7/2")
    name, top, bottom = match[1], int(match[2]), int(match[3] or 1)
    if not bottom:
        raise ParseError(f"--at {pair}: a fraction over 0 has no value")
    value = Fraction(top, bottom)
    return name, value if value.denominator != 1 else value.numerator
