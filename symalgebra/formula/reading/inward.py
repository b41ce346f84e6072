"""From SymPy to formulas, without recursion."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.functions.combinatorial.factorials import binomial as sympy_binomial

from ...errors import SymalgebraError
from ..extremum import maximum, minimum
from ..floor import ceildiv, floordiv
from ..logarithm import LOG2_E, log2
from ..matrix import cfinite
from ..monomial import exact
from ..special import binomial
from ..symbols import as_sympy, low_of, symbol
from ..value import Formula, formula
from .ranged import ranged, start

MOST_NODES = 200_000


def inward(value: Any) -> Formula | None:
    """The formula of a SymPy expression, or of what behaves as an integer; None for anything else."""
    if isinstance(value, sympy.Basic):
        return _convert(value)
    if isinstance(value, Fraction):
        return formula(Fraction(value.numerator, value.denominator))
    if hasattr(value, "__index__") and not isinstance(value, bool):
        return formula(int(value.__index__()))
    return None


@lru_cache(1 << 10)
def _convert(root: sympy.Basic) -> Formula:
    done: dict[sympy.Basic, Formula] = {}
    stack, visited = [root], 0
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        parts = parts_of(node)
        missing = [part for part in parts if part not in done]
        if missing:
            stack.extend(missing)
        else:
            stack.pop()
            done[node] = _node(node, [done[part] for part in parts])
        visited += 1
        if visited > MOST_NODES:
            raise SymalgebraError(f"a SymPy expression of more than {MOST_NODES} nodes")
    return done[root]


def parts_of(node: sympy.Basic) -> tuple[sympy.Basic, ...]:
    """The expressions that a node is built from; for a sum its body, and the index and limits of one loop."""
    if isinstance(node, sympy.Sum | sympy.Product):
        inner = node.func(node.function, *node.limits[:-1]) if node.limits[1:] else node.function
        index, low, high = node.limits[-1]
        free = as_sympy(index.name, 0)
        return inner.xreplace({index: free}), free, low, high
    if isinstance(node, AppliedUndef):
        return node.args[2:]  # the count of a CFinite; no other is read
    return node.args


def _loop(kind: str) -> Callable[..., Any]:
    return lambda body, index, low, high: ranged(kind, body, index, start(low), high)


def _cfinite(node: sympy.Basic, count: Formula) -> Formula:
    coefficients, first = ([Fraction(int(c.p), int(c.q)) for c in part] for part in node.args[:2])
    return formula(cfinite([*map(exact, coefficients)], [*map(exact, first)], count))


def _node(node: sympy.Basic, parts: list[Formula]) -> Formula:
    if isinstance(node, sympy.Symbol):
        return symbol(node.name, low_of(node))
    if isinstance(node, sympy.Integer):
        return formula(int(node))
    if isinstance(node, sympy.Rational):
        return formula(Fraction(int(node.p), int(node.q)))
    if type(node) in KINDS:
        return formula(KINDS[type(node)](*parts))
    if isinstance(node, AppliedUndef) and node.name == "CFinite":
        return _cfinite(node, parts[0])
    raise SymalgebraError(
        f"{node} is outside the class of formulas: {type(node).__name__} has no exact counterpart here"
    )


def _logarithm(argument: Formula, *base: Formula) -> Any:
    return log2(argument) / (log2(base[0]) if base else LOG2_E)


KINDS: dict[type, Callable[..., Any]] = {
    sympy.Add: lambda *parts: sum(parts),
    sympy.Mul: lambda *parts: prod(parts),
    sympy.Pow: pow,
    sympy.floor: lambda part: floordiv(part, 1),
    sympy.ceiling: lambda part: ceildiv(part, 1),
    sympy.Max: maximum,
    sympy.Min: minimum,
    sympy.log: _logarithm,
    sympy_binomial: binomial,
    sympy.Sum: _loop("Sum"),
    sympy.Product: _loop("Product"),
}
