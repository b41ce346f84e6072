"""What the text of one argument is read as."""

from __future__ import annotations

from argparse import ArgumentTypeError
from math import inf

MOST_DIGITS = 9


def seconds(text: str) -> float:
    """A time that is positive and ends."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < inf:
        raise ArgumentTypeError(f"{text!r} is no number of seconds")
    return value


def whole(text: str) -> int:
    """A number of at least 1, of few digits."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text)):
        raise ArgumentTypeError(f"{text!r} is no integer of at least 1, of at most {MOST_DIGITS} digits")
    return int(text)


def separated(text: str) -> list[str]:
    """The parts between the commas of a text, those within brackets left alone.

    >>> separated("3, max(a, b), r")
    ['3', 'max(a, b)', 'r']
    """
    parts, depth = [""], 0
    for mark in text:
        depth += (mark in "([{") - (mark in ")]}")
        if mark == "," and not depth:
            parts.append("")
        else:
            parts[-1] += mark
    found = [part.strip() for part in parts]
    if not all(found):
        raise ArgumentTypeError(f"a part is empty in {text!r}")
    return found


def sizes(text: str) -> list[str]:
    """The entries of a shape, in brackets as it is printed or without.

    >>> sizes("(3, max(a, b), r)"), sizes("3, r"), sizes("(1000,)"), sizes("(a + 1)*(b + 1)")
    (['3', 'max(a, b)', 'r'], ['3', 'r'], ['1000'], ['(a + 1)*(b + 1)'])
    """
    bare = text.strip()
    if bare.startswith("(") and bare.endswith(")") and "," in bare and len(separated(bare)) == 1:
        bare = bare[1:-1].rstrip().removesuffix(",")
    return separated(bare)
