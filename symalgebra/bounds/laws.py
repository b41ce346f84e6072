"""A bound is a law of a few numbers of the network: what is below the law is shown once for all networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from ..formula import Size, formula, nonnegative, size
from ..formula.symbols import symbol
from ..order.compare import compare
from ..order.verdict import Proved

Law = Callable[..., Size]


def numbers(parts: Mapping[str, Size]) -> tuple[Size, ...] | None:
    """Symbols for the numbers that a bound is stated in, with least values that the network's have."""
    found: list[Size] = []
    for name, part in parts.items():
        low = next((low for low in (3, 1) if nonnegative(formula(part) - low)), None)
        if low is None:
            return None
        found.append(size(symbol(name, low)))
    return tuple(found)


@cache
def always(less: Law, more: Law, values: tuple[Size, ...]) -> Proved | None:
    """That a law is at most another one, for all values of the numbers; every measure asks for the same."""
    verdict = compare(less(*values), more(*values))
    return verdict if isinstance(verdict, Proved) else None
