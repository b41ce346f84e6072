"""Symbols of the user: integers with a lower bound, the same in SymPy and here."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import sympy
import sympy.tensor.tensor  # SymPy's own first addition would import it, in the midst of a derivation

from ..errors import SymalgebraError
from .atom import Name
from .monomial import Monomial
from .value import Formula

_IDENTIFIER = re.compile(r"[^\W\d]\w*", re.UNICODE)
LONGEST_NAME = 64


class Dim(sympy.Symbol):
    """A SymPy symbol for an integer of at least `low`, where SymPy has no assumption for the bound."""

    __slots__ = ("low",)
    low: int

    def __new__(cls, name: str, low: int) -> Dim:
        self = sympy.Symbol.__xnew__(cls, name, integer=True, positive=True)
        self.low = low
        return self

    @classmethod
    def class_key(cls) -> tuple[int, int, str]:
        """The place among SymPy's classes: that of a symbol, so that all symbols are sorted by name."""
        return sympy.Symbol.class_key()

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), self.low)

    def __getnewargs_ex__(self) -> Any:
        return (self.name, self.low), {}


def checked(name: str) -> str:
    """The name, where it is an identifier: no symbol's name can be code or markup."""
    if not (isinstance(name, str) and len(name) <= LONGEST_NAME and _IDENTIFIER.fullmatch(name)):
        shown = repr(name)[:40]
        raise SymalgebraError(
            f"{shown} is no name for a symbol: letters, digits and _ are, as in 'n' or 'd_model'"
        )
    return name


def symbol(name: str, low: int = 1) -> Formula:
    """The formula that is one symbol: an integer of at least `low`."""
    return Formula({Monomial(((Name(checked(name), low), 1),)): 1})


@cache
def as_sympy(name: str, low: int) -> sympy.Symbol:
    """The SymPy symbol of a name and a lower bound."""
    if low >= 2:
        return Dim(name, low)
    if low == 1:
        return sympy.Symbol(name, integer=True, positive=True)
    if low == 0:
        return sympy.Symbol(name, integer=True, nonnegative=True)
    return sympy.Symbol(name, integer=True)


def low_of(value: sympy.Symbol) -> int:
    """The lower bound of a SymPy symbol: its own, 0 where it is said to be nonnegative only, else 1.

    A symbol without assumptions is taken for a positive integer, as every symbol of this package is.
    """
    if isinstance(value, Dim):
        return value.low
    said = value.assumptions0
    return 0 if said.get("nonnegative") and not said.get("positive") else 1
