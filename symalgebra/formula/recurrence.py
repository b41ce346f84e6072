"""First-order recurrences x(i + 1) = a*x(i) + g(i), solved exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .atom import Index, Symbol
from .bases import vanish
from .sums import index_over, total
from .value import Formula, formula

if TYPE_CHECKING:
    from .value import Size


def affine(slope: Size, offset: Size, start: Size, index: Index, count: Size) -> Size:
    """x(count), where x(0) = start and x(i + 1) = slope*x(i) + offset(i).

        x(n) = slope**n * start + sum of slope**(n - 1 - i) * offset(i) over i < n

    For slope 0 that is offset(n - 1), and start for n = 0: the atom 0**n tells the two apart.
    """
    a, g, x, n = formula(slope), formula(offset), formula(start), formula(count)
    if not a.terms:
        last, gap = g.substitute({index: n - 1}), x - g.substitute({index: formula(-1)})
        return (last + vanish(n) * gap).size() if gap.terms else last.size()
    inner = index_over(n, g)
    g = g.substitute({index: inner.formula()})
    if a.plain() == 1:
        return (x + total(g, inner, n)).size()
    return (a**n * x + a ** (n - 1) * total(g * a ** (-inner.formula()), inner, n)).size()


def split_affine(f: Size, symbol: Symbol) -> tuple[Formula, Formula] | None:
    """f = slope*symbol + offset, both free of the symbol; None where f is no such formula."""
    value = formula(f)
    if symbol not in value.free:
        return formula(0), value
    offset = value.substitute({symbol: formula(0)}) if _polynomial(value, symbol) else None
    if offset is None:
        return None
    slope = (value - offset) / symbol.formula()
    return None if symbol in slope.free else (slope, offset)


def _polynomial(f: Formula, symbol: Symbol) -> bool:
    """Whether the symbol occurs only as a factor with a positive integer power."""
    for m in f.terms:
        for base, exponent in m.powers:
            inside = symbol in getattr(exponent, "free", ()) or symbol in getattr(base, "free", ())
            if inside and not (base is symbol and isinstance(exponent, int) and exponent > 0):
                return False
    return True
