"""Sums and products over an index that runs from a number to a formula, as SymPy writes them."""

from __future__ import annotations

from collections.abc import Callable

from ...errors import SymalgebraError
from ..sign import nonnegative
from ..sizes import Size
from ..sums import index_over, product_over, total
from ..value import formula

BUILDS: dict[str, Callable[..., Size]] = {"Sum": total, "Product": product_over}


def start(low: Size) -> int:
    """The number at which a loop starts, if it is one."""
    number = formula(low).plain()
    if not isinstance(number, int) or number < 0:
        raise SymalgebraError(f"a sum or product starts at {low} here; at a number it is read, as 0 or 1")
    return number


def ranged(kind: str, body: Size, name: Size, low: int, high: Size) -> Size:
    """The sum or product of the body over a name from low to high, by an index that counts from 0.

    Refused where the number of terms may be negative: an empty sum is 0, SymPy's is not.

    >>> from symalgebra.formula import symbol
    >>> i, n = symbol("i"), symbol("n")
    >>> ranged("Sum", i**2, i, 1, n)
    n**3/3 + n**2/2 + n/6
    """
    count = formula(high) - low + 1
    if not nonnegative(count):
        raise SymalgebraError(f"from {low} to {high} there may be fewer than 0 terms; state a least value")
    index = index_over(count, body)
    (free,) = formula(name).free
    return BUILDS[kind](formula(body).substitute({free: index.formula() + low}), index, count)
