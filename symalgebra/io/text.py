"""The reader of terms: a whitelist over a syntax tree. Leaves, `Id`, `Repeat` and `Nest` by name, and operators.

    Conv(w, 3, padding='same') >> (Id + Conv(w, 3) >> ReLU())**n >> Repeat(i, N, Conv(w*2**(i + 1), 3))

Arguments are formulas (see `symalgebra.formula.reader`), True, False, None, quoted words, and tuples of these.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter, signature
from operator import add, mul, or_, rshift
from typing import Any

from symalgebra.errors import SymalgebraError
from symalgebra.formula import symbol
from symalgebra.formula.reader import expression
from symalgebra.formula.source import Bounds, Source, kind, nearest, source
from symalgebra.layer import Concat, Id, Layer, Nest, Repeat, Series
from symalgebra.leaves import KINDS

Leaves = Mapping[str, Callable[..., Layer]]

LONGEST = 4_000_000
BOUNDS = Bounds(characters=100_000, nodes=50_000, depth=100)  # of one piece between two >>
_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|[(\[{]|[)\]}]|>>|\|")
OPERATORS: dict[type, Callable[[Any, Any], Layer]] = {
    ast.RShift: rshift, ast.BitOr: or_, ast.Add: add, ast.Mult: mul, ast.Pow: pow,
}  # fmt: skip


def parse(text: str, leaves: Leaves = KINDS) -> Layer:
    """The term of a text, as `str` writes it: parse(str(net)) == net, where symbols have no bounds but 1.

    Names are symbols, positive integers. A text is data: nothing in it is run, and only `leaves`, `Id`,
    `Repeat` and `Nest` can be called. Anything else is a `ParseError` that says the column.

    >>> parse("Conv(w, 3) >> (Id + Conv(w, 1))**n | ReLU()")
    Conv(w, 3) >> (Id + Conv(w, 1))**n | ReLU()
    >>> parse("Covn(w, 3)")
    Traceback (most recent call last):
    ...
    symalgebra.errors.ParseError: unknown layer 'Covn', did you mean 'Conv'? (column 1: Covn)
    """
    reader = Reader(leaves)
    branches: list[list[Layer]] = [[]]
    for operator, piece in pieces(source(text, LONGEST)):
        if operator == "|":
            branches.append([])
        branches[-1].append(reader.term(piece.tree(BOUNDS), piece))
    return Concat.of(Series.of(branch) for branch in branches)


def pieces(whole: Source) -> Iterator[tuple[str, Source]]:
    """The pieces between the >> and | that stand in no brackets, each with the operator before it.

    These two bind least of all that a term may hold, so a chain of any length is read piece by piece.
    """
    depth, start, operator = 0, 0, ""
    for token in _TOKEN.finditer(whole.text):
        depth += (token.group() in "([{") - (token.group() in ")]}")
        if depth == 0 and token.group() in (">>", "|"):
            yield operator, filled(whole.piece(start, token.start()))
            start, operator = token.end(), token.group()
    yield operator, filled(whole.piece(start, len(whole.text)))
