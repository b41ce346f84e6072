"""The ring operations of formulas: sums, products, powers and quotients of terms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Self

from .monomial import UNIT, Monomial, exact, product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .atom import Symbol

Number = int | Fraction
PULSE: list[Callable[[], None]] = [lambda: None]  # called where work may be long: a clock may be looked at
MANY = 64  # terms of a factor with which one row of a product is long


class Ring:
    """What has `terms`, a dictionary from monomials to coefficients, and the operators on it. Abstract."""

    __slots__ = ("__weakref__", "_cache", "_free", "_key", "terms")
    _op_priority = 20.0  # SymPy then hands `expression + formula` to this class
    terms: dict[Monomial, Number]

    def __init__(self, terms: dict[Monomial, Number]) -> None:
        self.terms = terms
        self._key: frozenset[tuple[Monomial, Number]] | None = None
        self._free: frozenset[Symbol] | None = None
        self._cache: dict[str, Any] | None = None

    def cached(self, name: str, make: Callable[[Any], Any]) -> Any:
        """What `make` gives for this formula, remembered under the name."""
        if self._cache is None:
            self._cache = {}
        if name not in self._cache:
            PULSE[0]()
            self._cache[name] = make(self)
        return self._cache[name]

    @classmethod
    def operand(cls, value: Any) -> Any:
        """The other side of an operator in the ring, None where it is nothing of the kind."""
        if type(value) is cls:
            return value
        if type(value) is int or type(value) is Fraction:
            return cls({UNIT: exact(value)} if value else {})
        from .reading.inward import inward

        return inward(value)

    def __add__(self, other: Any) -> Self:
        if type(other) is int:
            return self.moved(other)
        other = other if type(other) is type(self) else self.operand(other)
        if other is None:
            return NotImplemented
        if len(other.terms) > len(self.terms):
            self, other = other, self
        terms = dict(self.terms)
        accumulate(terms, other.terms)
        return type(self)(terms)

    __radd__ = __add__

    def moved(self, number: int) -> Self:
        """The sum with an integer."""
        if not number:
            return self
        terms = dict(self.terms)
        constant = terms.get(UNIT, 0) + number
        if constant:
            terms[UNIT] = constant
        else:
            del terms[UNIT]
        return type(self)(terms)

    def __mul__(self, other: Any) -> Self:
        if type(other) is int:
            return self.scaled(other)
        other = other if type(other) is type(self) else self.operand(other)
        if other is None:
            return NotImplemented
        terms: dict[Monomial, Number] = {}
        long = len(other.terms) > MANY
        for a, x in self.terms.items():
            if long:
                PULSE[0]()
            for b, y in other.terms.items():
                c = x if y == 1 else y * x if type(x) is int else x * y  # a Fraction first: it is quicker
                for m, z in product(a, b):
                    d = c if z == 1 else c * z
                    terms[m] = terms[m] + d if m in terms else d
        return type(self)(settled(terms))

    __rmul__ = __mul__

    def scaled(self, number: int) -> Self:
        """The product with an integer."""
        if number == 1:
            return self
        terms: dict[Monomial, Number] = {}
        for m, c in self.terms.items() if number else ():
            terms[m] = c * number if type(c) is int else exact(c * number)
        return type(self)(terms)

    def __neg__(self) -> Self:
        return self.scaled(-1)

    def __pos__(self) -> Self:
        return self

    def __sub__(self, other: Any) -> Self:
        if type(other) is int:
            return self.moved(-other)
        other = self.operand(other)
        return NotImplemented if other is None else self + other.scaled(-1)

    def __rsub__(self, other: Any) -> Self:
        return -self + other

    def __pow__(self, exponent: Any) -> Self:
        if type(exponent) is int and exponent == 1:
            return self
        from .power import integer_power, power

        if type(exponent) is int:
            return integer_power(self, exponent)  # type: ignore
        exponent = self.operand(exponent)
        return NotImplemented if exponent is None else power(self, exponent)  # type: ignore

    def __rpow__(self, base: Any) -> Self:
        base = self.operand(base)
        return NotImplemented if base is None else base**self

    def __truediv__(self, other: Any) -> Self:
        if type(other) is int and other:
            return type(self)({m: over(c, other) for m, c in self.terms.items()})
        from .power import quotient

        other = self.operand(other)
        return NotImplemented if other is None else quotient(self, other)  # type: ignore

    def __rtruediv__(self, other: Any) -> Self:
        other = self.operand(other)
        return NotImplemented if other is None else other / self


def over(c: Number, d: int) -> Number:
    """c/d in normal form."""
    return c // d if type(c) is int and not c % d else Fraction(c, d)


def settled(terms: dict[Monomial, Number]) -> dict[Monomial, Number]:
    """Terms with coefficients in normal form, none of them zero."""
    if 0 in terms.values() or Fraction in map(type, terms.values()):
        return {m: exact(c) for m, c in terms.items() if c}
    return terms


def accumulate(terms: dict[Monomial, Number], more: Mapping[Monomial, Number], times: Number = 1) -> None:
    """Add a multiple of other terms to a dictionary of terms in place."""
    for m, c in more.items():
        if times != 1:
            c = exact(c * times)
        if m not in terms:
            terms[m] = c
        elif value := terms[m] + c:
            terms[m] = value if type(value) is int else exact(value)
        else:
            del terms[m]
