"""Aligned columns, and formulas broken into lines at their terms."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

Cells = Sequence[str]


def aligned(rows: Sequence[Cells], right: Container[int] = (), gap: int = 2) -> list[str]:
    """Rows of cells as lines; the columns numbered in `right` end flush, the others begin so.

    >>> print(*aligned([("a", "b"), ("xyz", "10")], right=[1]), sep="\\n")
    a     b
    xyz  10
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]

    def placed(place: int, cell: str) -> str:
        return cell.rjust(widths[place]) if place in right else cell.ljust(widths[place])

    return [(" " * gap).join(placed(*numbered) for numbered in enumerate(row)).rstrip() for row in rows]


def wrapped(text: str, width: int) -> list[str]:
    """A sum in lines of at most `width` characters, broken before + and - outside of all brackets.

    >>> wrapped("a*(b + c) + d - e", 12)
    ['a*(b + c)', '+ d - e']
    """
    lines: list[str] = []
    for term in terms(text):
        if lines and len(lines[-1]) + 1 + len(term) <= width:
            lines[-1] += f" {term}"
        else:
            lines.append(term)
    return lines


def terms(text: str) -> Iterator[str]:
    """The terms of a sum, each with the sign before it."""
    depth, start = 0, 0
    for place, mark in enumerate(text):
        depth += (mark in "([{") - (mark in ")]}")
        if not depth and text[place : place + 3] in (" + ", " - "):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def labelled(label: str, text: str, width: int) -> list[str]:
    """A label, then a sum in as many lines as it takes, each begun below the first."""
    first, *rest = wrapped(text, max(width - len(label), 20))
    return [label + first, *(" " * len(label) + line for line in rest)]
