"""Values of symbols as they are written on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from ..errors import ParseError

_VALUE = re.compile(r"\s*(\w+)\s*=\s*([+-]?\d+)\s*(?:/\s*(\d+)\s*)?", re.ASCII)
_RANGE = re.compile(r"(\d{1,18})(?:\.\.(\d{1,18})(?:\.\.(\d{1,18}))?)?", re.ASCII)
LONGEST = 400
MOST = 100_000  # values of one symbol


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


def ranges(texts: Iterable[str]) -> dict[str, list[int]]:
    """The values of a sweep by name: integers, and ranges with both ends and a step.

    >>> ranges(["n=1..3", "w=32,64", "r=32..224..64"])
    {'n': [1, 2, 3], 'w': [32, 64], 'r': [32, 96, 160, 224]}
    """
    found: dict[str, list[int]] = {}
    for text in texts:
        name, _, listed = text.partition("=")
        if not name.isidentifier() or name in found or len(text) > LONGEST:
            raise ParseError(f"{text[:40]}: write each symbol once with its values, n=1..8 or w=32,64")
        found[name] = [value for part in listed.split(",") for value in span(part, text)]
    return found


def span(part: str, text: str) -> range:
    """An integer, or the integers of a range."""
    match = _RANGE.fullmatch(part.strip())
    if not match:
        raise ParseError(f"{text[:40]}: {part[:20]!r} is no integer and no range as in 1..8 or 32..224..32")
    first, step = int(match[1]), int(match[3] or 1)
    values = range(first, int(match[2] or first) + 1, max(step, 1))
    if not values or not step or len(values) > MOST:
        raise ParseError(f"{text[:40]}: a range has 1 to {MOST:,} values, and a step of 1 or more")
    return values
