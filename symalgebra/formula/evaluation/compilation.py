"""Fast functions of formulas: exact on integers and fractions, vectorised on NumPy arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...errors import UnknownSymbol
from ..substitution import unknown
from ..value import Formula
from .plan import plan
from .point import evaluate


def compiled(f: Formula) -> Callable[..., Any]:
    """The formula as a function of its symbols by name; arrays are broadcast against each other.

    Numbers give an int or a Fraction. Arrays of integers give an array: of int64 where the largest values
    prove that nothing overflows, else of exact Python numbers. A float comes only from a logarithm.

    >>> from symalgebra import dims
    >>> r, n = dims("r n")
    >>> count = compiled(Formula.operand(r**2 + 2**n))
    >>> count(r=3, n=5), count(r=10**10, n=[1, 2])
    (41, array([100000000000000000002, 100000000000000000004], dtype=object))
    """
    found = plan(f)

    def function(**values: Any) -> Any:
        if not any(map(is_grid, values.values())):
            return evaluate(f, None, values)
        given = _given(f, found.known, values)
        from .grid import on_grid

        return on_grid(found, [given[name] for name in found.names], list(values.values()))

    function.__name__ = "formula"
    function.__doc__ = f"The value of a formula at {', '.join(sorted(found.known))}."
    return function


def is_grid(value: Any) -> bool:
    """Whether a value is a list or an array of numbers."""
    return hasattr(value, "__iter__") and not isinstance(value, str)


def _given(f: Formula, known: frozenset[str], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values, once every symbol has one and none is unknown."""
    for name in sorted(values.keys() - known - f.related):
        raise UnknownSymbol(unknown(name, known, f))
    if missing := sorted(known - values.keys()):
        raise UnknownSymbol(f"no value for {', '.join(missing)} in {f}")
    return values
