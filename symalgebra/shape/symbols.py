"""Symbols for sizes and counts: integers with a lower bound."""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

from ..errors import SymalgebraError
from ..formula.symbols import as_sympy, checked


def dims(names: str, min: int = 1) -> Any:
    """SymPy symbols for integers of at least `min`, from their names; a single one for a single name.

    A comma at the end asks for a tuple, as in SymPy: `(r,) = dims("r,")`.

    >>> from symalgebra import dims
    >>> r, w, n = dims("r w n")
    >>> p = dims("p", min=0)
    >>> r.is_positive, p.is_positive, p.is_nonnegative
    (True, None, True)
    """
    if not isinstance(names, str) or not (parts := names.replace(",", " ").split()):
        raise SymalgebraError(f"dims({names!r}): names in one text are expected, as in dims('C r w n')")
    if type(min) is not int or min < 0:
        raise SymalgebraError(f"dims({names!r}, min={min!r}): the least value is an integer of at least 0")
    symbols = tuple(as_sympy(checked(_free(name)), min) for name in parts)
    return symbols if len(symbols) > 1 or names.rstrip().endswith(",") else symbols[0]


def _free(name: str) -> str:
    if iskeyword(name):
        raise SymalgebraError(f"dims: {name!r} is a word of Python's own and no name for a symbol")
    return name
