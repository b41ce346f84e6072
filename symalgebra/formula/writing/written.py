"""How a formula is written: as SymPy, as text, as LaTeX."""

from __future__ import annotations

from fractions import Fraction
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import sympy


class Written:
    """What can be written out. Abstract: `cached` remembers what has been made."""

    __slots__ = ()
    cached: Callable[[str, Callable[[Any], Any]], Any]

    @property
    def free_symbols(self) -> set[sympy.Symbol]:
        """The symbols, as SymPy symbols."""
        from .outward import free_symbols

        return free_symbols(self)  # type: ignore[arg-type]

    @property
    def expr(self) -> sympy.Expr:
        """The same as a SymPy expression."""
        from .outward import expression

        return self.cached("expr", expression)

    def _sympy_(self) -> sympy.Expr:
        return self.expr

    # Order: a truth value between numbers, a SymPy relation, as for `where=`, between symbols

    def __le__(self, other: Any) -> Any:
        return related(self, other, le, "<=")

    def __lt__(self, other: Any) -> Any:
        return related(self, other, lt, "<")

    def __ge__(self, other: Any) -> Any:
        return related(self, other, ge, ">=")

    def __gt__(self, other: Any) -> Any:
        return related(self, other, gt, ">")

    def __str__(self) -> str:
        from .text import text

        return self.cached("text", text)

    def __repr__(self) -> str:
        return str(self)

    def latex(self) -> str:
        """LaTeX, straight from the normal form."""
        from .tex import latex

        return self.cached("latex", latex)

    def _latex(self, printer: object) -> str:
        """What SymPy's LaTeX printer asks for."""
        return self.latex()

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"


def related(f: Any, other: Any, compare: Callable[[Any, Any], bool], sign: str) -> Any:
    """Whether f stands in a relation to another value: decided for numbers, else SymPy's relation."""
    operand = f.operand(other)
    if operand is None:
        return NotImplemented
    gap = (f - operand).plain()
    if isinstance(gap, int | Fraction):
        return compare(gap, 0)
    import sympy

    return sympy.Rel(f.expr, operand.expr, sign)
