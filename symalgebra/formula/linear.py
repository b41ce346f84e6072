"""Formulas that are linear in a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .monomial import Monomial
from .value import Formula, formula

if TYPE_CHECKING:
    from .atom import Symbol
    from .value import Number, Size


def split_affine(f: Size, symbol: Symbol) -> tuple[Formula, Formula] | None:
    """f = slope*symbol + offset, both free of the symbol; None where f is no such formula."""
    value = formula(f)
    if symbol not in value.free:
        return formula(0), value
    slope: dict[Monomial, Number] = {}
    offset: dict[Monomial, Number] = {}
    for m, c in value.items():
        if symbol not in m.free:
            offset[m] = c
            continue
        rest = Monomial([power for power in m.powers if power != (symbol, 1)])
        if symbol in rest.free:
            return None
        slope[rest] = c
    return Formula(slope), Formula(offset)
