"""The reader of terms: a whitelist over a syntax tree.

    Conv(w, 3, padding='same') >> (Id + Conv(w, 3) >> ReLU())**n >> Repeat(i, N, Conv(w*2**(i + 1), 3))

Leaves, `Id`, `Repeat`, `Nest` and `Graph` go by name; their arguments are formulas (see
`symalgebra.formula.reading.reader`), True, False, None, quoted words, and tuples of these. A node of a
`Graph` is a tuple, its name quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symalgebra.formula.reading.source import Bounds, Source, source
from symalgebra.layer import Concat, Layer, Series
from symalgebra.leaves import KINDS

from .reader import Leaves, Reader

LONGEST = 4_000_000
BOUNDS = Bounds(characters=100_000, nodes=50_000, depth=100)  # of what stands between two >>
_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|[(\[{]|[)\]}]|>>|\|")


def parse(text: str, leaves: Leaves = KINDS) -> Layer:
    """The term of a text, as `str` writes it: parse(str(net)) == net, where symbols have no bounds but 1.

    Names are symbols, positive integers. A text is data: nothing in it is run, and only `leaves`, `Id`,
    `Repeat`, `Nest`, `Graph` and `Input` can be called. Anything else is a `ParseError` that says the column.

    >>> parse("Conv(w, 3) >> (Id + Conv(w, 1))**n | ReLU()")
    Conv(w, 3) >> (Id + Conv(w, 1))**n | ReLU()
    >>> parse("Covn(w, 3)")
    Traceback (most recent call last):
    ...
    symalgebra.errors.ParseError: unknown layer 'Covn', did you mean 'Conv'? (column 1: Covn)
    """
    branches: list[list[Layer]] = [[]]
    for operator, piece in pieces(source(text, LONGEST)):
        if operator == "|":
            branches.append([])
        branches[-1].append(Reader(piece, leaves).term(piece.tree(BOUNDS)))
    return Concat.of(Series.of(branch) for branch in branches)


def pieces(whole: Source) -> Iterator[tuple[str, Source]]:
    """What stands between the >> and | outside of brackets, each piece with the operator before it.

    No operator of a term binds less than these two, so a chain of any length is read piece by piece.
    """
    depth, start, before = 0, 0, ""
    for token in _TOKEN.finditer(whole.text):
        mark = token.group()
        depth += (mark in "([{") - (mark in ")]}")
        if depth == 0 and mark in (">>", "|"):
            yield before, filled(whole.piece(start, token.start()))
            start, before = token.end(), mark
    yield before, filled(whole.piece(start, len(whole.text)))


def filled(piece: Source) -> Source:
    """A piece that is not empty."""
    if not piece.text:
        raise piece.refuse(0, "a layer is missing")
    return piece
