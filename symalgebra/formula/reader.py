"""The reader of formulas: a whitelist over a syntax tree, exact and bounded.

    sum      a + b, a - b, a * b, a / b, a // b (rounded down), a ** b or a ^ b, -a, (a)
    part     a name, 12, 0.75 (exactly 3/4), floor(a), ceil(a), max(a, ...), min(a, ...), log2(a), binomial(n, k)
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import comb
from typing import Any

from ..errors import ParseError, SymalgebraError
from .extremum import maximum, minimum
from .floor import ceildiv, floordiv
from .logarithm import log2
from .sizes import Size, size
from .source import Bounds, Source, kind, nearest, source
from .special import binomial
from .symbols import symbol
from .value import Formula

BOUNDS = Bounds(characters=10_000, nodes=2_000, depth=60)
# Of every value on the way: a short text can stand for a long formula.
MOST_TERMS = 2_000
MOST_BITS = 4_096
MOST_EXPONENT = 1_000


class TooLarge(SymalgebraError):
    """A value that a text stands for is too large to be worked out."""


def read(text: str) -> Size:
    """The formula of a text; names are positive integers.

    >>> read("4*2**N*q"), read("ceil(H/2)") == read("(H + 1)//2"), read("0.5 * 4")
    (4*2**N*q, True, 2)
    """
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


def work(node: ast.expr, piece: Source, function: Callable[..., Any], *arguments: Size) -> Size:
    """A function's value within bounds, its errors with their place in the text."""
    try:
        value = size(function(*arguments))
        check(value)
    except SymalgebraError as error:
        raise piece.refuse(node, error) from error
    return value


def constant(node: ast.Constant, piece: Source) -> Size:
    """An integer, or a decimal as the fraction that it writes."""
    if type(node.value) is int:
        return node.value
    if type(node.value) is float:
        return work(node, piece, Fraction, piece.quote(node))
    raise piece.refuse(node, f"{kind(node)} that is no number cannot be part of a formula")


def name(node: ast.Name, piece: Source) -> Size:
    """A symbol."""
    return work(node, piece, symbol, node.id)


def unary(node: ast.UnaryOp, piece: Source) -> Size:
    """-a, +a."""
    value = expression(node.operand, piece)
    if isinstance(node.op, ast.USub):
        return work(node, piece, lambda: -value)
    if isinstance(node.op, ast.UAdd):
        return value
    raise piece.refuse(node, f"{kind(node.op)} cannot be part of a formula")


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
            raise piece.refuse(step, f"{kind(step.op)} is no operator of formulas")
        value = work(step, piece, function, value, expression(step.right, piece))
    return value


def call(node: ast.Call, piece: Source) -> Size:
    """A function of the list."""
    if not isinstance(node.func, ast.Name):
        raise piece.refuse(node.func, f"{kind(node.func)} is no function of formulas")
    known = node.func.id
    if known not in FUNCTIONS:
        raise piece.refuse(node.func, f"no function {known!r}{nearest(known, FUNCTIONS)}")
    least, most, function = FUNCTIONS[known]
    if node.keywords or not least <= len(node.args) <= most:
        raise piece.refuse(node, f"{known} takes {least if least == most else 'one or more'} unnamed arguments")
    if function in (floordiv, ceildiv):
        return work(node, piece, function, *quotient(node.args[0], piece))
    return work(node, piece, function, *(expression(argument, piece) for argument in node.args))


def quotient(node: ast.expr, piece: Source) -> tuple[Size, Size]:
    """Numerator and denominator, apart so that a rounded quotient is never worked out unrounded."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return expression(node.left, piece), expression(node.right, piece)
    return expression(node, piece), 1


# Bounds on values


def check(value: Size) -> None:
    """Refuse a value out of bounds."""
    if isinstance(value, int):
        numbers: Iterable[Any] = (value,)
    else:
        numbers = value.terms.values()
        if len(value.terms) > MOST_TERMS or highest(value) > MOST_EXPONENT:
            raise TooLarge(f"multiplied out, more than {MOST_TERMS} terms or exponents above {MOST_EXPONENT}")
    if any(max(abs(c.numerator), c.denominator) >> MOST_BITS for c in numbers):
        raise TooLarge(f"a number of more than {MOST_BITS} bits")


def highest(value: Formula) -> int:
    """The highest absolute value of a numeric exponent."""
    return max((abs(int(e)) for m in value.terms for _, e in m.powers if not isinstance(e, Formula)), default=0)


def terms(value: Size) -> int:
    """The number of terms."""
    return len(value.terms) if isinstance(value, Formula) else 1


def times(a: Any, b: Any) -> Any:
    """a * b, if its terms are few."""
    if terms(a) * terms(b) > MOST_TERMS:
        raise TooLarge(f"a product of more than {MOST_TERMS} terms")
    return a * b


def divided(a: Any, b: Any) -> Any:
    """a / b, if a long division would take few steps."""
    if b == 0:
        raise SymalgebraError("division by zero")
    if terms(b) > 1 and comb(spread(a, b), 8) > comb(24, 8):
        raise TooLarge("too large a quotient of sums")
    return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b
