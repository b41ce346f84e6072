"""Numbers as people read them: exact with separators, and to three digits with an SI prefix."""

from __future__ import annotations

from fractions import Fraction
from math import log10
from typing import Any

PREFIXES = ("", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q")
LONGEST = 60  # digits that are written out


def exact(value: Any) -> str:
    """A number to the last digit, or its size where it has too many digits to be read; a logarithm to four.

    >>> exact(25557032), exact(Fraction(7, 2)), exact(2**1000), exact(13.28771237954945)
    ('25,557,032', '7/2', '1.07e301', '13.2877')
    """
    if isinstance(value, float):
        return f"{value:,.4f}"
    if isinstance(value, Fraction):
        return f"{exact(value.numerator)}/{exact(value.denominator)}"
    if not isinstance(value, int):
        return str(value)
    return f"{value:,}" if digits(value) <= LONGEST else short(value)


def short(value: Any) -> str:
    """A number to three digits, the last one rounded; nothing where it has no more than three.

    >>> short(25557032), short(999999), short(999), short(10**40)
    ('25.6 M', '1.00 M', '', '1.00e40')
    """
    if not isinstance(value, int) or abs(value) < 1000:
        return ""
    lead, places = rounded(abs(value))
    sign = "-" if value < 0 else ""
    group, before = divmod(places - 1, 3)
    if group >= len(PREFIXES):
        return f"{sign}{lead[0]}.{lead[1:]}e{places - 1}"
    before += 1
    point = "." if before < 3 else ""
    return f"{sign}{lead[:before]}{point}{lead[before:]} {PREFIXES[group]}"


def rounded(value: int) -> tuple[str, int]:
    """The three leading digits of a number of at least 100, half rounded up, and the number of its digits."""
    places = digits(value)
    unit = 10 ** (places - 3)
    lead = (2 * value + unit) // (2 * unit)
    return ("100", places + 1) if lead == 1000 else (str(lead), places)


def digits(value: int) -> int:
    """The number of decimal digits, without writing them."""
    value = abs(value)
    guess = max(int((value.bit_length() - 1) * log10(2)) - 1, 0)
    while 10**guess <= value:
        guess += 1
    return max(guess, 1)
