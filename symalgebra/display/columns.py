"""Aligned columns, and formulas broken into lines at their terms."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, zip_longest

Cells = Sequence[str]
GAP = "  "


def aligned(rows: Sequence[Cells], right: Container[int] = ()) -> list[str]:
    """Rows of cells as lines; the columns numbered in `right` end flush, the others begin so.

    >>> print(*aligned([("a", "b"), ("xyz", "10")], right=[1]), sep="\\n")
    a     b
    xyz  10
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]

    def placed(place: int, cell: str) -> str:
        return cell.rjust(widths[place]) if place in right else cell.ljust(widths[place])

    return [GAP.join(placed(*numbered) for numbered in enumerate(row)).rstrip() for row in rows]


def fitted(rows: Sequence[Cells], width: int, right: Container[int] = ()) -> list[str]:
    """The same in lines of at most `width` characters, where breaking cells at their terms can do it.

    Where that is not enough, lines may begin at factors in brackets too.
    """
    room = width - len(GAP) * (len(rows[0]) - 1)
    for cut in (broken, factored):
        pieces = [[list(cut(cell)) for cell in row] for row in rows]
        widths = narrowed(*measured(pieces), room)
        if sum(widths) <= room:
            break
    lines: list[Cells] = []
    for row in pieces:
        cells = [stacked(cell, most) for cell, most in zip(row, widths, strict=True)]
        lines += zip_longest(*cells, fillvalue="")
    return aligned(lines, right)


def measured(pieces: Sequence[Sequence[Sequence[str]]]) -> tuple[list[int], list[int]]:
    """The widths of columns of cells in pieces, and the least that they may have."""
    columns = list(zip(*pieces, strict=True))
    widths = [max(len("".join(cell)) for cell in column) for column in columns]
    return widths, [max(len(piece.strip()) for cell in column for piece in cell) for column in columns]


def narrowed(widths: list[int], least: Sequence[int], total: int) -> list[int]:
    """Widths of columns that add up to a total: the widest made narrower, none below its least."""
    while sum(widths) > total:
        wide = [place for place, width in enumerate(widths) if width > least[place]]
        if not wide:
            break
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def wrapped(text: str, width: int) -> list[str]:
    """A sum in lines of at most `width` characters, broken before + and -, within brackets only if need be.

    >>> wrapped("a*(b + c) + d - e", 12), wrapped("a*(b + c) + d - e", 6)
    (['a*(b + c)', '+ d - e'], ['a*(b', '+ c)', '+ d', '- e'])
    """
    pieces = [text]
    for deepest in range(4):
        cut = (broken(piece, deepest) if len(piece) > width else (piece,) for piece in pieces)
        pieces = list(chain.from_iterable(cut))
    return stacked(pieces, width)


def labelled(label: str, text: str, width: int) -> list[str]:
    """A label, then a sum in as many lines as it takes, each begun below the first."""
    first, *rest = wrapped(text, max(width - len(label), 20))
    return [label + first, *(" " * len(label) + line for line in rest)]


def broken(text: str, deepest: int = 0) -> Iterator[str]:
    """A text in pieces, cut where lines may break outside of brackets, or within so many."""
    depth, start = 0, 0
    for place, mark in enumerate(text):
        if place and depth <= deepest and breaks(text, place):
            yield text[start:place]
            start = place
        depth += (mark in "([{") - (mark in ")]}")
    yield text[start:]


def factored(text: str) -> Iterator[str]:
    """The same in smaller pieces, cut before factors in brackets too.

    >>> list(factored("a*(b + c)**(n - 1)*(d + 1)"))
    ['a', '*(b + c)**(n - 1)', '*(d + 1)']
    """
    for piece in broken(text):
        depth, start = 0, 0
        for place, mark in enumerate(piece):
            if place and not depth and piece.startswith("*(", place) and piece[place - 1] != "*":
                yield piece[start:place]
                start = place
            depth += (mark in "([{") - (mark in ")]}")
        yield piece[start:]


def breaks(text: str, place: int) -> bool:
    """Whether a line may begin here: at a sign, or behind a hyphen that joins brackets to what stands by."""
    before = text[max(place - 2, 0) : place]
    joint = len(before) == 2 and before[1] == "-" and (before[0] == ")" or text[place] == "(")
    return text[place : place + 3] in (" + ", " - ") or (joint and before[0] not in " (")


def stacked(pieces: Iterable[str], width: int) -> list[str]:
    """Pieces in lines, as many in each as fit."""
    lines: list[str] = []
    for piece in pieces:
        if lines and len((lines[-1] + piece).strip()) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines]
