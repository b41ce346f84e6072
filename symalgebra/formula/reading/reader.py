"""The reader of formulas: a whitelist over a syntax tree, exact and bounded.

    operators   a + b   a - b   a * b   a / b   a // b (rounded down)   a ** b or a ^ b   -a
    functions   floor(a)   ceil(a)   max(a, ...)   min(a, ...)   log2(a)   log(a)   binomial(n, k)
    loops       Sum(a, (i, 0, n))   Product(a, (i, 1, n))
    parts       names of symbols, 12, 0.75 (exactly 3/4)

Anything else is refused.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from keyword import iskeyword
from math import inf
from typing import Any

from ...errors import ParseError, SymalgebraError
from ..sizes import Size
from ..symbols import symbol
from .budget import Budget, checked
from .ranged import BUILDS, start
from .source import Bounds, Source, kind, nearest, source

_PLAIN = re.compile(r" *(?:([A-Za-z]\w{0,30})|(0|[1-9]\d{0,17})) *", re.ASCII)  # what needs no syntax tree
BOUNDS = Bounds(characters=10_000, nodes=2_000, depth=60)


def read(text: str) -> Size:
    """The formula of a text; names are positive integers.

    >>> read("4*2**N*q"), read("ceil(H/2)") == read("(H + 1)//2"), read("0.5 * 4")
    (4*2**N*q, True, 2)
    """
    if isinstance(text, str) and (found := _PLAIN.fullmatch(text)) and not iskeyword(text.strip()):
        return symbol(found[1]) if found[1] else int(found[2])
    piece = source(text, BOUNDS.characters)
    if not piece.text:
        raise ParseError("the text of a formula is empty")
    return expression(piece.tree(BOUNDS), piece)


def expression(node: ast.expr, piece: Source) -> Size:
    """The formula of a syntax tree of the piece."""
    rule = RULES.get(type(node))
    if rule is None:
        raise piece.refuse(node, f"{kind(node)} cannot be part of a formula")
    return rule(node, piece)


def work(node: ast.expr, piece: Source, function: Callable[..., Any], *arguments: Any) -> Size:
    """A function's value within bounds, its errors with their place in the text."""
    try:
        return checked(function(*arguments))
    except SymalgebraError as error:
        raise piece.refuse(node, error) from error


def constant(node: ast.Constant, piece: Source) -> Size:
    """An integer, or a decimal as the fraction that it writes."""
    if type(node.value) is int:
        return node.value
    if type(node.value) is float:
        return work(node, piece, Fraction, piece.quote(node))
    raise piece.refuse(node, f"{kind(node)} that is no number cannot be part of a formula")


def name(node: ast.Name, piece: Source) -> Size:
    """A symbol, or the index of a loop around it."""
    if node.id in piece.bound:
        return piece.bound[node.id]
    return work(node, piece, symbol, node.id)


def unary(node: ast.UnaryOp, piece: Source) -> Size:
    """-a, +a."""
    value = expression(node.operand, piece)
    if isinstance(node.op, ast.USub):
        return work(node, piece, piece.budget.minus, 0, value)
    if isinstance(node.op, ast.UAdd):
        return value
    raise piece.refuse(node, f"{kind(node.op)} is none of formulas")


def binary(node: ast.BinOp, piece: Source) -> Size:
    """A chain of operators, from left to right."""
    spine: list[ast.BinOp] = []
    first: ast.expr = node
    while isinstance(first, ast.BinOp):
        spine.append(first)
        first = first.left
    value = expression(first, piece)
    for step in reversed(spine):
        function = OPERATORS.get(type(step.op))
        if function is None:
            raise piece.refuse(step, f"{kind(step.op)} is none of formulas")
        value = work(step, piece, function, piece.budget, value, expression(step.right, piece))
    return value


def call(node: ast.Call, piece: Source) -> Size:
    """A function of the list."""
    if not isinstance(node.func, ast.Name):
        raise piece.refuse(node.func, f"{kind(node.func)} is no function of formulas")
    known = node.func.id
    if known in BUILDS:
        return loop(known, node, piece)
    if known not in FUNCTIONS:
        hint = nearest(known, [*FUNCTIONS, *BUILDS])
        raise piece.refuse(node.func, f"formulas have no function {known!r}{hint}")
    least, most, function = FUNCTIONS[known]
    if node.keywords or not least <= len(node.args) <= most:
        wanted = least if least == most else f"{least} or more"
        raise piece.refuse(node, f"{known} takes {wanted} arguments, none of them by name")
    arguments = node.args
    match node.args:
        case [ast.BinOp(op=ast.Div()) as ratio] if function in (Budget.down, Budget.up):
            arguments = [ratio.left, ratio.right]  # never worked out unrounded
    return work(node, piece, function, piece.budget, *(expression(a, piece) for a in arguments))


def loop(kind: str, node: ast.Call, piece: Source) -> Size:
    """A sum or a product over an index, a name that is bound in its body alone."""
    match node:
        case ast.Call(args=[body, ast.Tuple(elts=[ast.Name(id=index), low, high])], keywords=[]):
            first = work(low, piece, start, expression(low, piece))
            bound = work(node, piece, symbol, index, first)
            inside = replace(piece, bound={**piece.bound, index: bound})
            parts = expression(body, inside), bound, first, expression(high, piece)
            return work(node, piece, piece.budget.loop, kind, *parts)
    raise piece.refuse(node, f"{kind} takes a formula and an index with its limits: {kind}(i**2, (i, 0, n))")


RULES: dict[type, Callable[[Any, Source], Size]] = {
    ast.Constant: constant,
    ast.Name: name,
    ast.UnaryOp: unary,
    ast.BinOp: binary,
    ast.Call: call,
}
OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: Budget.plus,
    ast.Sub: Budget.minus,
    ast.Mult: Budget.times,
    ast.Div: Budget.over,
    ast.FloorDiv: Budget.down,
    ast.Pow: Budget.power,
}
# The least and the greatest number of arguments, and the function; SymPy's spellings beside ours.
FUNCTIONS: dict[str, tuple[int, float, Callable[..., Any]]] = {
    "floor": (1, 1, Budget.down),
    "ceil": (1, 1, Budget.up),
    "ceiling": (1, 1, Budget.up),
    "max": (1, inf, Budget.greatest),
    "Max": (1, inf, Budget.greatest),
    "min": (1, inf, Budget.least),
    "Min": (1, inf, Budget.least),
    "log2": (1, 1, Budget.logarithm),
    "log": (1, 2, Budget.natural),
    "binomial": (2, 2, Budget.choose),
}
