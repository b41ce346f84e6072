"""Monomials: interned products of powers, whose exponents are numbers or formulas.

    monomial = prod base ** exponent,   base an atom or a prime,   exponent a number or a formula

A power of a prime carries no constant integer part in its exponent: that part belongs to the coefficient,
so 2**(n + 3) is the coefficient 8 and the monomial 2**n. Distinct monomials without floors are linearly
independent functions on the positive integers, which makes the normal form of `Formula` canonical.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from ..errors import NoClosedForm, SymalgebraError
from .atom import Atom, Index, Symbol, intern_key
from .lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from .value import Formula, Number

    Base: TypeAlias = Atom | int
    Exponent: TypeAlias = "int | Fraction | Formula"
    Terms: TypeAlias = "tuple[tuple[Monomial, Number], ...]"

NUMBERS = {int, Fraction}  # asked for by type: `isinstance` is slow for a Fraction, whose class is abstract
_MONOMIALS: WeakValueDictionary[Any, Monomial] = WeakValueDictionary()
_PRODUCTS: dict[tuple[Monomial, Monomial], Terms] = {}
_POWERS: dict[tuple[Monomial, int], Terms] = {}
_MOST_PRODUCTS = 1 << 16
MOST_BITS = 1 << 20  # of a number that a power may make


class Monomial:
    """An interned product of powers: `powers` holds (base, exponent), primes first, then by serial."""

    __slots__ = ("__dict__", "__weakref__", "powers")
    powers: tuple[tuple[Base, Exponent], ...]

    def __new__(cls, powers: Iterable[tuple[Base, Exponent]] = ()) -> Monomial:
        powers = tuple(powers)
        key = frozenset([p if type(p[1]) is int else (p[0], intern_key(p[1])) for p in powers])
        found = _MONOMIALS.get(key)
        if found is None:
            found = _MONOMIALS[key] = object.__new__(cls)
            found.powers = tuple(sorted(powers, key=_place)) if len(powers) > 1 else powers
        return found

    def __reduce__(self) -> Any:
        return Monomial, (self.powers,)

    def __repr__(self) -> str:
        return f"Monomial({self.powers})"

    @lazy
    def free(self) -> frozenset[Symbol]:
        """The symbols that occur in it."""
        parts = [part for power in self.powers for part in power if type(part) is not int]
        return frozenset().union(*[part.free for part in parts if type(part) is not Fraction])  # type: ignore

    @lazy
    def simple(self) -> bool:
        """Whether all its atoms are symbols: it is then equal to no other monomial."""
        return all(isinstance(atom, Symbol) for atom in self.atoms)

    @lazy
    def atoms(self) -> frozenset[Atom]:
        """The atoms that it is a product of, those within exponents left out."""
        return frozenset(base for base, _ in self.powers if isinstance(base, Atom))


def _place(power: tuple[Base, Exponent]) -> tuple[bool, int]:
    base = power[0]
    return (False, base) if type(base) is int else (True, base.serial)  # type: ignore[union-attr]


UNIT = Monomial()


def product(a: Monomial, b: Monomial) -> Terms:
    """The terms of a * b: nearly always one monomial with coefficient 1."""
    if a is UNIT:
        return ((b, 1),)
    if b is UNIT:
        return ((a, 1),)
    found = _PRODUCTS.get((a, b))
    if found is None:
        if len(_PRODUCTS) >= _MOST_PRODUCTS:
            _PRODUCTS.clear()
        found = _PRODUCTS[a, b] = _PRODUCTS[b, a] = _merge(a, b)
    return found


def raised(m: Monomial, exponent: int) -> Terms:
    """The terms of m ** exponent."""
    found = _POWERS.get((m, exponent))
    if found is None:
        if len(_POWERS) >= _MOST_PRODUCTS:
            _POWERS.clear()
        found = _POWERS[m, exponent] = normal({base: e * exponent for base, e in m.powers})
    return found


def _merge(a: Monomial, b: Monomial) -> Terms:
    apart = {power[0]: power for power in a.powers}
    common: dict[Base, Exponent] = {}
    for power in b.powers:  # kept as they are: new pairs for each product are what garbage collection costs
        base = power[0]
        if base in apart:
            common[base] = apart.pop(base)[1] + power[1]
        else:
            apart[base] = power
    return normal(common, apart.values()) if common else ((Monomial(apart.values()), 1),)


def normal(powers: dict[Base, Exponent], apart: Iterable[tuple[Base, Exponent]] = ()) -> Terms:
    """The terms of a product of powers, times powers of other bases that are in normal form already."""
    kept = [*apart]
    coefficient: Number = 1
    expanded: list[tuple[Formula, int]] = []
    for base, exponent in powers.items():
        if type(exponent) is not int:
            exponent = plain(exponent)
        if type(base) is int:
            exponent, outside = _split(exponent)
            if outside > 0:
                coefficient *= _power(base, outside)
            elif outside:
                coefficient = Fraction(coefficient, _power(base, -outside))
        elif base.idempotent and exponent != 0:  # type: ignore[union-attr]
            if isinstance(exponent, int | Fraction) and exponent < 0:
                raise SymalgebraError("division by a power of 0, which is 0 on the domain")
            exponent = 1
        elif base.expands and isinstance(exponent, int) and exponent > 0:  # type: ignore[union-attr]
            expanded.append((base.whole, exponent))  # type: ignore[union-attr]
            exponent = 0
        if type(exponent) is not int or exponent:
            kept.append((base, exponent))
    if not expanded:
        return ((Monomial(kept), exact(coefficient)),)
    value = _single(Monomial(kept), exact(coefficient))
    for whole, times in expanded:
        value = value * whole**times
    return tuple(value.items())


def _single(monomial: Monomial, coefficient: Number) -> Any:
    from .value import Formula

    return Formula({monomial: coefficient})


def _power(prime: int, exponent: int) -> int:
    """A power of a prime, unless it is too long."""
    if exponent * prime.bit_length() > MOST_BITS:
        raise NoClosedForm(f"a power with exponent {exponent} has more than {MOST_BITS} bits")
    return prime**exponent


def _split(exponent: Exponent) -> tuple[Exponent, int]:
    """An exponent of a prime without the integer part of its constant, and that part."""
    constant = exponent if type(exponent) in NUMBERS else exponent.terms.get(UNIT, 0)  # type: ignore[union-attr]
    outside = floor(constant)  # type: ignore[arg-type]
    if not outside:
        return exponent, 0
    return plain(exponent - outside), outside


def plain(exponent: Exponent) -> Exponent:
    """A constant as the number that it is, in normal form."""
    return exact(exponent) if type(exponent) in NUMBERS else exponent.plain()  # type: ignore[arg-type, union-attr]


def exact(number: Number) -> Number:
    """A number in normal form: an integer wherever it is one."""
    if type(number) is Fraction and number.denominator == 1:
        return number.numerator
    return number


def index_level(free: Iterable[Symbol]) -> int:
    """The highest level of an index among symbols, 0 where there is none."""
    return max((s.level for s in free if isinstance(s, Index)), default=0)
