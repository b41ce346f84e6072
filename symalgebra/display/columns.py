"""Aligned columns, and formulas broken into lines at their terms."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

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
    """A sum in lines of at most `width` characters, broken before + and -, within brackets only if need be.

    >>> wrapped("a*(b + c) + d - e", 12), wrapped("a*(b + c) + d - e", 6)
    (['a*(b + c)', '+ d - e'], ['a*(b', '+ c)', '+ d', '- e'])
    """
    for deepest in range(4):
        lines = packed(terms(text, deepest), width)
        if max(map(len, lines)) <= width:
            break
    return lines


def packed(terms: Iterable[str], width: int) -> list[str]:
    """Terms in lines, as many in each as fit."""
    lines: list[str] = []
    for term in terms:
        if lines and len(lines[-1]) + 1 + len(term) <= width:
            lines[-1] += f" {term}"
        else:
            lines.append(term)
    return lines


def terms(text: str, deepest: int = 0) -> Iterator[str]:
    """The terms of a sum, each with the sign before it, and of sums within so many brackets."""
    depth, start = 0, 0
    for place, mark in enumerate(text):
        depth += (mark in "([{") - (mark in ")]}")
        if depth <= deepest and text[place : place + 3] in (" + ", " - "):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def labelled(label: str, text: str, width: int) -> list[str]:
    """A label, then a sum in as many lines as it takes, each begun below the first."""
    first, *rest = wrapped(text, max(width - len(label), 20))
    return [label + first, *(" " * len(label) + line for line in rest)]
