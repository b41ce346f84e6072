"""Equations as they stand on paper: texts whose two sides are evaluated on what their letters mean.

    (f + g) >> h = (f >> h) + (g >> h)
    m(f >> g, x) = m(f, x) + m(g, f.out(x))
    m(f, x)[s] = m(f[s], x[s])                      [s] substitutes values for symbols

The text is the law: what is printed is what is tested. It is read by a whitelist over its syntax tree.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import add, mul, or_, rshift, sub
from typing import Any

from ..errors import ParseError
from ..formula import Formula, substitute
from ..layer import Layer
from ..shape import Shape

Letters = Mapping[str, Any]
OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.RShift: rshift, ast.BitOr: or_, ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Pow: pow,
}  # fmt: skip
RELATIONS = (" <= ", " = ")


@lru_cache(maxsize=512)
def sides(equation: str) -> tuple[ast.expr, str, ast.expr]:
    """The left side, the relation, and the right side of an equation."""
    for relation in RELATIONS:
        left, found, right = equation.partition(relation)
        if found:
            return tree(left), relation.strip(), tree(right)
    raise ParseError(f"{equation!r} is no law: two sides with = or <= between them are expected")


def tree(text: str) -> ast.expr:
    """The syntax tree of one side."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ParseError(f"{text.strip()!r} is no side of a law: {error.msg}") from None


def evaluated(equation: str, letters: Letters) -> tuple[Any, Any]:
    """What the two sides mean."""
    left, _, right = sides(equation)
    return value(left, letters), value(right, letters)


class Known(ast.expr):
    """A part of a side of which the meaning is found."""

    def __init__(self, meaning: Any) -> None:
        super().__init__()
        self.meaning = meaning


def opened(equation: str, letters: Letters) -> tuple[ast.expr, ast.expr]:
    """The two sides, of which all parts are found that have no other letters than these."""
    left, _, right = sides(equation)
    return part(left, letters), part(right, letters)


def part(node: ast.expr, letters: Letters) -> ast.expr:
    """A side with what is `Known` of it."""
    match node:
        case ast.Name(id=name):
            return Known(letters[name]) if name in letters else node
        case ast.BinOp(left, op, right):
            several = [part(left, letters), part(right, letters)]
            found: ast.expr = ast.BinOp(several[0], op, several[1])
        case ast.Call(func, args, []):
            several = [part(one, letters) for one in (func, *args)]
            found = ast.Call(several[0], several[1:], [])
        case ast.Attribute(of, attr=name):
            several = [part(of, letters)]
            found = ast.Attribute(several[0], name)
        case ast.Subscript(of, values):
            several = [part(of, letters), part(values, letters)]
            found = ast.Subscript(several[0], several[1])
        case _:
            return node
    known = all(isinstance(one, Known | ast.Constant) for one in several)
    return Known(value(found, {})) if known else found


def value(node: ast.expr, letters: Letters) -> Any:
    """What one side means."""
    match node:
        case Known():
            return node.meaning
        case ast.Constant(value=int() as number):
            return number
        case ast.Name(id=name) if name in letters:
            return letters[name]
        case ast.Name(id=name):
            raise ParseError(f"{name} has no meaning here; {', '.join(letters)} have one")
        case ast.BinOp(left, op, right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value(left, letters), value(right, letters))
        case ast.Call(func, args, []):
            return value(func, letters)(*(value(argument, letters) for argument in args))
        case ast.Attribute(of, attr=name) if not name.startswith("_"):
            return getattr(value(of, letters), name)
        case ast.Subscript(of, values):
            return substituted(value(of, letters), value(values, letters))
    raise ParseError(f"{ast.unparse(node)} has no meaning in a law")


def substituted(thing: Any, values: Mapping[str, Any]) -> Any:
    """A layer, a shape, a formula or several with values for their symbols."""
    if isinstance(thing, Layer):
        return thing.subs(values)
    if isinstance(thing, Shape):
        return thing.each(lambda size: substitute(size, values))
    if isinstance(thing, tuple):
        return tuple(substituted(part, values) for part in thing)
    return substitute(thing, values) if isinstance(thing, Formula) else thing
