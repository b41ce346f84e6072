"""From SymPy to formulas, without recursion."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

import sympy
from sympy.functions.combinatorial.factorials import binomial as sympy_binomial

from ..errors import SymalgebraError
from .symbols import low_of, symbol
from .value import Formula, formula

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


def _convert(root: sympy.Basic) -> Formula:
    done: dict[sympy.Basic, Formula] = {}
    stack, visited = [root], 0
    while stack:
        node = stack[-1]
        missing = [a for a in node.args if a not in done] if node not in done else []
        if missing and not isinstance(node, sympy.Number | sympy.Symbol):
            stack.extend(missing)
        else:
            stack.pop()
            done.setdefault(node, _node(node, [done[a] for a in node.args if a in done]))
        visited += 1
        if visited > MOST_NODES:
            raise SymalgebraError(f"a SymPy expression of more than {MOST_NODES} nodes")
    return done[root]


def _node(node: sympy.Basic, parts: list[Formula]) -> Formula:
    if isinstance(node, sympy.Symbol):
        return symbol(node.name, low_of(node))
    if isinstance(node, sympy.Rational):
        return formula(Fraction(int(node.p), int(node.q)))
    for kind, build in _kinds().items():
        if isinstance(node, kind):
            return formula(build(*parts))
    raise SymalgebraError(
        f"{node} is outside the class of formulas: {type(node).__name__} has no exact counterpart here"
    )


@cache
def _kinds() -> dict[type, Callable[..., Any]]:
    from .extremum import maximum, minimum
    from .floor import ceildiv, floordiv
    from .logarithm import log2
    from .special import binomial

    def logarithm(argument: Formula, *base: Formula) -> Any:
        return log2(argument) / log2(base[0]) if base else log2(argument) / log2_e()

    return {
        sympy.Add: lambda *parts: sum(parts),
        sympy.Mul: lambda *parts: prod(parts),
        sympy.Pow: pow,
        sympy.floor: lambda part: floordiv(part, 1),
        sympy.ceiling: lambda part: ceildiv(part, 1),
        sympy.Max: maximum,
        sympy.Min: minimum,
        sympy.log: logarithm,
        sympy_binomial: binomial,
    }


def log2_e() -> Formula:
    """log2(e), which turns natural logarithms into binary ones."""
    from .logarithm import LOG2_E

    return LOG2_E
