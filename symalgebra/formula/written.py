"""How a formula is written: as SymPy, as text, as LaTeX."""

from __future__ import annotations

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

        return free_symbols(self)

    @property
    def expr(self) -> sympy.Expr:
        """The same as a SymPy expression."""
        from .outward import expression

        return self.cached("expr", expression)

    def _sympy_(self) -> sympy.Expr:
        return self.expr

    def __str__(self) -> str:
        from .text import text

        return self.cached("text", text)

    def __repr__(self) -> str:
        return str(self)

    def latex(self) -> str:
        """LaTeX, straight from the normal form."""
        from .tex import latex

        return self.cached("latex", latex)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"
