"""First-order recurrences x(i + 1) = a*x(i) + g(i), solved exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .atom import Index
from .bases import vanish
from .sums import index_over, total
from .value import formula

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
        return (last + vanish(n) * gap).size()
    inner = index_over(n, g)
    g = g.substitute({index: inner.formula()})
    if a.plain() == 1:
        return (x + total(g, inner, n)).size()
    return (a**n * x + a ** (n - 1) * total(g * a ** (-inner.formula()), inner, n)).size()
