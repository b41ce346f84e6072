"""The expressions of a certificate as formulas of one line, without the algebra and so without SymPy.

What is written comes from a certificate that the checker has accepted; names that are no identifiers are
quoted, so that no text of a stranger can look like another claim.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

SHOWN = 4_000  # characters of a text that is printed
SUM, PRODUCT, POWER, WORD = range(4)  # how tightly a text holds together
NAME = re.compile(r"[^\W\d]\w*|#\d+")
Text = tuple[str, int]


def infix(e: Any) -> str:
    """An expression as text.

    >>> infix(["add", ["mul", "3", ["sym", "n"]], ["mul", "-1", ["pow", ["add", ["sym", "n"], "1"], "2"]]])
    '3*n - (n + 1)**2'
    >>> infix(["floor", ["add", ["sym", "H"], "1"], "2"]), infix(["pow", "2", ["sym", "N"]])
    ('floor((H + 1)/2)', '2**N')
    """
    return written(e)[0]


def written(e: Any) -> Text:
    """The text of an expression, and how tightly it holds together."""
    if isinstance(e, str):
        return e, SUM if e.startswith("-") else PRODUCT if "/" in e else WORD
    kind, *parts = e
    if kind == "sym":
        return name(parts[0]), WORD
    if kind == "add":
        return summed(map(infix, parts)), SUM
    if kind == "mul":
        return multiplied(parts)
    if kind == "pow":
        return raised(*parts)
    return f"{kind}({', '.join(arguments(kind, parts))})", WORD


def name(text: Any) -> str:
    """A symbol; the index of a sum is #0, #1, ..."""
    return text if NAME.fullmatch(text) else json.dumps(text)


def within(e: Any, least: int) -> str:
    """An expression as an operand, in brackets where it holds together less tightly than it must."""
    text, grip = written(e)
    return text if grip >= least else f"({text})"


def summed(terms: Iterable[str]) -> str:
    """Terms with their signs."""
    first, *rest = terms
    return first + "".join(f" - {t[1:]}" if t.startswith("-") else f" + {t}" for t in rest)


def multiplied(factors: list[Any]) -> Text:
    """A product, what has a negative exponent below the line."""
    down = [f for f in factors if divides(f)]
    up = [f for f in factors if not divides(f)]
    sign = "-" if len(up) > 1 and up[0] == "-1" else ""
    first, *rest = up[1:] if sign else up or ["1"]
    above = [
        within(first, PRODUCT) if not negative(first) else infix(first),
        *(within(f, POWER) for f in rest),
    ]
    below = (within(["pow", f[1], f[2][1:]] if f[2] != "-1" else f[1], POWER) for f in down)
    text = sign + "/".join(["*".join(above), *below])
    return text, SUM if text.startswith("-") else PRODUCT


def negative(e: Any) -> bool:
    """Whether an expression is a number below 0."""
    return isinstance(e, str) and e.startswith("-")


def divides(e: Any) -> bool:
    """Whether an expression is a power with a negative number as exponent."""
    return isinstance(e, list) and e[0] == "pow" and negative(e[2])


def raised(base: Any, exponent: Any) -> Text:
    """A power."""
    if negative(exponent):
        return multiplied([["pow", base, exponent]])
    return f"{within(base, WORD)}**{within(exponent, WORD)}", POWER


def arguments(kind: str, parts: list[Any]) -> Iterable[str]:
    """The arguments of a function; a sum runs over an index from 0."""
    if kind == "floor":
        return [f"{within(parts[0], PRODUCT)}/{within(parts[1], POWER)}"]
    if kind == "sum":
        return [infix(parts[0]), f"{name(parts[1])} from 0", f"{infix(parts[2])} terms"]
    return map(infix, parts)


def span(text: str, low: int, high: int | None) -> str:
    """The range of a symbol."""
    shown = name(text)
    if high is None:
        return f"{shown} >= {int(low)}"
    return f"{shown} = {int(low)}" if low == high else f"{int(low)} <= {shown} <= {int(high)}"


def clipped(text: str) -> str:
    """A text in one line of printable characters, not too long."""
    line = "".join(mark if mark.isprintable() else "?" for mark in text)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}... ({len(line):,} characters)"
