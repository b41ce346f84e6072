"""Expressions of a certificate read back as formulas."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

from ..formula import Formula, binomial, floordiv, formula, index_over, log2, maximum, minimum, total
from ..formula.atom import Name
from ..formula.logarithm import LOG2_E


def formula_of(e: Any, bound: dict[str, Formula] | None = None) -> Formula:
    """The formula of an expression; `bound` has the indices of the sums around it."""
    if isinstance(e, str):
        return formula(Fraction(e))
    kind, *parts = e
    if parts == ["e"]:
        return LOG2_E
    if kind == "sym":
        return (bound or {}).get(parts[0]) or Name(parts[0], 1).formula()
    if kind == "sum":
        count = formula_of(parts[2], bound)
        index = index_over(count, *(bound or {}).values())
        body = formula_of(parts[0], {**(bound or {}), parts[1]: index.formula()})
        return formula(total(body, index, count))
    return formula(_BUILD[kind]([formula_of(part, bound) for part in parts]))


_BUILD: dict[str, Callable[[list[Formula]], Any]] = {
    "add": lambda v: sum(v, formula(0)),
    "mul": lambda v: prod(v, start=formula(1)),
    "pow": lambda v: v[0] ** v[1],
    "floor": lambda v: floordiv(v[0].size(), v[1].size()),
    "max": lambda v: maximum(*v),
    "min": lambda v: minimum(*v),
    "log2": lambda v: log2(v[0]),
    "binomial": lambda v: binomial(v[0], v[1]),
}
