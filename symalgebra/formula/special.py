"""Binomial coefficients."""

from __future__ import annotations

from math import comb, factorial
from typing import TYPE_CHECKING, Any

from ..errors import NoClosedForm
from .atom import Atom
from .value import Formula, formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .atom import Symbol
    from .value import Number, Size

MOST_EXPANDED = 32  # the lower argument up to which a binomial is written as a polynomial
MOST_WORK = 1 << 22  # bits of a binomial's value, estimated


class Binomial(Atom):
    """C(n, k): the number of k-element subsets of n things, 0 for k > n."""

    __slots__ = ()

    def at(self, values: Mapping[Symbol, Number]) -> Number:
        from .evaluation.point import value_of

        return _choose(*(value_of(a, values) for a in self.arguments))

    @staticmethod
    def build(*arguments: Any) -> Size:
        return binomial(*arguments)

    def bounds(self) -> tuple[Size | None, Size | None]:
        return 0, None


def binomial(n: Size, k: Size) -> Size:
    """C(n, k): a number on numbers, a polynomial in n for a small number k, else an atom."""
    upper, lower = formula(n).plain(), formula(k).plain()
    if isinstance(upper, int) and isinstance(lower, int):
        return _choose(upper, lower)
    if isinstance(lower, int) and lower <= MOST_EXPANDED:
        return _polynomial(formula(n), lower)
    return Binomial(formula(n), formula(k)).formula()


def _choose(n: Any, k: Any) -> int:
    if not (isinstance(n, int) and isinstance(k, int)) or n < 0:
        raise NoClosedForm(f"binomial({n}, {k}) is defined here for integers n >= 0 only")
    bits = min(k, n - k) * n.bit_length()
    if bits > MOST_WORK:
        raise NoClosedForm(f"a binomial of {bits} bits is too large to be written out")
    return comb(n, k) if k >= 0 else 0


def _polynomial(n: Formula, k: int) -> Size:
    if k < 0:
        return 0
    falling = formula(1)
    for i in range(k):
        falling = falling * (n - i)
    return (falling / factorial(k)).size()
