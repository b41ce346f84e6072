"""The arguments of a `Graph` in a text: nodes as tuples, names and junctions quoted."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from symalgebra.formula.reading.source import Source, kind
from symalgebra.layer import Layer

Term = Callable[[ast.expr], Layer]


def wired(node: ast.Call, piece: Source, term: Term) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
    """The nodes and the groups of shared weights of `Graph(('a', layer, 'input'), ..., shared=[...])`."""
    groups: dict[str, Any] = {}
    for keyword in node.keywords:
        if keyword.arg != "shared" or groups:
            raise piece.refuse(keyword, "a Graph is given nodes, and shared=[['a', 'b'], ...] once")
        groups = {"shared": [words(group, piece) for group in listed(keyword.value, piece)]}
    return [entry(argument, piece, term) for argument in node.args], groups


def entry(node: ast.expr, piece: Source, term: Term) -> tuple[Any, ...]:
    """A node: its name, its layer or junction, and what it reads."""
    if not isinstance(node, ast.Tuple) or len(node.elts) < 3:
        raise piece.refuse(
            node, "a node of a Graph is ('name', layer, 'source') or ('name', 'sum', 'a', 'b')"
        )
    name, layer, *sources = node.elts
    quoted = isinstance(layer, ast.Constant) and isinstance(layer.value, str)
    what = word(layer, piece) if quoted else term(layer)
    return word(name, piece), what, *(word(source, piece) for source in sources)


def listed(node: ast.expr, piece: Source) -> list[ast.expr]:
    """The elements of a list or a tuple."""
    if isinstance(node, ast.List | ast.Tuple):
        return node.elts
    raise piece.refuse(node, f"a list of names is expected, not {kind(node)}")


def words(node: ast.expr, piece: Source) -> list[str]:
    """A list of names."""
    return [word(name, piece) for name in listed(node, piece)]


def word(node: ast.expr, piece: Source) -> str:
    """A quoted name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise piece.refuse(node, f"a quoted name is expected, not {kind(node)}")
