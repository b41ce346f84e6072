"""Exact evaluation at a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import UnknownSymbol
from ..substitution import named, number
from ..value import Formula
from .plan import plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..atom import Symbol
    from ..value import Number

INTEGERS = {int}


def evaluate(f: Formula, mapping: Mapping[Any, Any] | None, values: Mapping[str, Any]) -> Any:
    """The value of f where every symbol of it is given a number; names that do not occur are errors."""
    found = plan(f)
    if (
        not mapping
        and found.known <= values.keys()
        and (len(values) == len(found.known) or values.keys() <= found.known | f.related)
    ):
        given = [values[name] for name in found.names]
        if set(map(type, given)) <= INTEGERS:
            return found.run(given)
    point = {symbol: number(value) for symbol, value in named(f, mapping, values).items()}
    missing = sorted(f.names - {getattr(s, "name", "") for s in point})
    if missing:
        raise UnknownSymbol(f"no value for {', '.join(missing)} in {f}; subs(...) replaces some symbols only")
    return value_of(f, point)


def value_of(f: Formula, point: Mapping[Symbol, Number]) -> Any:
    """The value at a point that is given by atoms."""
    found = plan(f)
    return found.run([point[symbol] for symbol in found.symbols])
