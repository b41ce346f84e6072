"""The reader of one piece of a term: a whitelist over its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, signature
from math import inf
from operator import add, mul, or_, rshift
from typing import Any

import sympy

from symalgebra.errors import ParseError, SymalgebraError
from symalgebra.formula.reading.reader import expression
from symalgebra.formula.reading.source import Source, kind, nearest
from symalgebra.formula.symbols import as_sympy
from symalgebra.graph import Graph, Input, Recurrence
from symalgebra.layer import Id, Layer, Nest, Repeat

from .wiring import wired

Leaves = Mapping[str, Callable[..., Layer]]

OPERATORS: dict[type, Callable[[Any, Any], Layer]] = {
    ast.RShift: rshift,
    ast.BitOr: or_,
    ast.Add: add,
    ast.Mult: mul,
}
LOOPS = ("Repeat", "Nest", "Recurrence")
OTHERS: Leaves = {
    "Repeat": Repeat, "Nest": Nest, "Recurrence": Recurrence, "Graph": Graph, "Input": Input,
}  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Reads the syntax tree of one piece."""

    piece: Source
    leaves: Leaves

    def term(self, node: ast.expr) -> Layer:
        """A chain of operators over layers, from left to right."""
        spine: list[ast.BinOp] = []
        while isinstance(node, ast.BinOp):
            spine.append(node)
            node = node.left
        layer = self.layer(node)
        for step in reversed(spine):
            layer = self.joined(layer, step)
        return layer

    def joined(self, left: Layer, step: ast.BinOp) -> Layer:
        """The layer on the left of an operator, with what stands on the right."""
        if isinstance(step.op, ast.Pow):
            count = expression(step.right, self.piece)
            return self.built(step, lambda: left**count)
        if type(step.op) not in OPERATORS:
            raise self.piece.refuse(step, f"{kind(step.op)} joins no layers: >>, |, +, * and ** do")
        return OPERATORS[type(step.op)](left, self.term(step.right))

    def layer(self, node: ast.expr) -> Layer:
        """`Id`, or the call of a layer."""
        if isinstance(node, ast.Call):
            return self.call(node)
        if not isinstance(node, ast.Name):
            raise self.piece.refuse(node, f"{kind(node)} is no layer")
        if node.id == "Id":
            return Id
        if node.id in self.kinds:
            raise self.piece.refuse(node, f"{node.id} is written with its arguments: {node.id}(...)")
        raise self.unknown(node)

    @property
    def kinds(self) -> Leaves:
        """What can be called."""
        return {**self.leaves, **OTHERS}

    def unknown(self, node: ast.Name) -> ParseError:
        """The error for a name that is no layer's."""
        if node.id == "Id":
            return self.piece.refuse(node, "Id is written without brackets")
        return self.piece.refuse(node, f"unknown layer {node.id!r}{nearest(node.id, (*self.kinds, 'Id'))}")

    def call(self, node: ast.Call) -> Layer:
        """A leaf, `Repeat`, `Nest` or `Graph` with its arguments."""
        if not isinstance(node.func, ast.Name):
            raise self.piece.refuse(node.func, f"{kind(node.func)} is no layer")
        if node.func.id not in self.kinds:
            raise self.unknown(node.func)
        make = self.kinds[node.func.id]
        if make is Graph:
            wiring, groups = wired(node, self.piece, self.term)
            return self.built(node, lambda: Graph(*wiring, **groups))
        nodes = self.named(node, make)
        reads = self.loop if node.func.id in LOOPS else dict.fromkeys(nodes, self.argument)
        values = {name: reads[name](value) for name, value in nodes.items()}
        return self.built(node, lambda: make(**values))

    @property
    def loop(self) -> Mapping[str, Callable[[ast.expr], Any]]:
        """How the arguments of `Repeat` and `Nest` are read."""
        layers = dict.fromkeys(("body", "before", "enter", "leave", "after", "core", "cell"), self.term)
        return {"index": self.index, "count": self.argument, "shared": self.argument, **layers}

    def named(self, node: ast.Call, make: Callable[..., Layer]) -> dict[str, ast.expr]:
        """The arguments of a call by name, as Python would bind them."""
        name = getattr(node.func, "id", "")
        known = parameters(make)
        if len(node.args) > len(known):
            extra = node.args[len(known)]
            raise self.piece.refuse(extra, f"{name} takes {len(known)} arguments at most: {', '.join(known)}")
        found = dict(zip(known, node.args, strict=False))
        for keyword in node.keywords:
            word = keyword.arg or "**"
            if word not in known:
                raise self.piece.refuse(keyword, f"{name} has no argument {word!r}{nearest(word, known)}")
            if word in found:
                raise self.piece.refuse(keyword, f"{name} is given {word} twice")
            found[word] = keyword.value
        missing = [p.name for p in known.values() if p.default is Parameter.empty and p.name not in found]
        if missing:
            raise self.piece.refuse(node, f"{name} needs {' and '.join(missing)}")
        return found

    def argument(self, node: ast.expr) -> Any:
        """An argument of a leaf."""
        if isinstance(node, ast.Tuple):
            return tuple(map(self.argument, node.elts))
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bool | float | None):
            if node.value == inf:
                raise self.piece.refuse(node, "a decimal that is too large")
            return node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self.argument(node.operand)
            if isinstance(value, float):
                return -value
        return expression(node, self.piece)

    def index(self, node: ast.expr) -> sympy.Symbol | None:
        """The index of a loop: a name, or None."""
        if isinstance(node, ast.Constant) and node.value is None:
            return None
        if isinstance(node, ast.Name):
            return as_sympy(node.id, 0)
        raise self.piece.refuse(node, f"the index of a loop is a name or None, not {kind(node)}")

    def built(self, node: ast.expr, make: Callable[[], Layer]) -> Layer:
        """A layer, the errors of its making with their place in the text."""
        try:
            return make()
        except SymalgebraError as error:
            raise self.piece.refuse(node, error) from error


@cache
def parameters(make: Callable[..., Layer]) -> Mapping[str, Parameter]:
    """The arguments of a leaf or a loop."""
    return signature(make).parameters
