"""Signs of what does not grow: numbers with logarithms in them, formulas in symbols that stay as they are.

    sign      1, -1, 0, or None where the sign is not proved to be the same for all values of the symbols
    below     a lower bound: a sum of rational multiples of quantities that are never negative

Logarithms of numbers lie between rationals; a sum of logarithms is compared exactly, as a product of powers.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula, nonnegative
from ...formula.atom import Atom, Name
from ...formula.evaluation.point import value_of
from ...formula.floor import Floor
from ...formula.logarithm import Euler, Log2
from ...formula.monomial import UNIT, Monomial, plain
from ...formula.ring import accumulate
from ...formula.sign import atom_nonnegative
from ..checker import LN2, log2_above, log2_below
from ..clock import tick
from .positive import provable

Number = int | Fraction
Value = Number | Formula
Rows = Mapping[Monomial, Number]
Pair = tuple[Fraction, Fraction]
MOST_ROWS, MOST_BITS = 4_096, 20_000  # terms, and bits, of a product that is worked out
ROOT_BITS = 48


def sign(value: Value) -> int | None:
    """The sign of a value for all values of its symbols, None where it is not proved to be one."""
    value = plain(value)
    if not isinstance(value, Formula):
        return (value > 0) - (value < 0)
    return _sign(value)


@lru_cache(1 << 12)
def _sign(f: Formula) -> int | None:
    return next((factor for factor in (1, -1) if _positive(f * factor)), None)


def _positive(f: Formula) -> bool:
    return _rows_positive(below(f)) or _logarithms_positive(f) or _proved_positive(f) or provable(f)


def _rows_positive(rows: Rows | None) -> bool:
    return rows is not None and rows.get(UNIT, 0) > 0 and all(c >= 0 for c in rows.values())


def _logarithms_positive(f: Formula) -> bool:
    """Whether a sum of c*log2(P) and c = log2(2**c) is positive: the product of all P**c exceeds 1."""
    scale = lcm(*(Fraction(c).denominator for c in f.terms.values()))
    above, under = formula(1), formula(1)
    for m, c in f.items():
        argument = formula(2) if m is UNIT else _argument(m)
        exponent = int(c * scale)
        if argument is None or abs(exponent) * _bits(argument) > MOST_BITS:
            return False
        if c > 0:
            above = above * argument**exponent
        else:
            under = under * argument**-exponent
    return nonnegative(above - under - 1)  # enough, and no less for integers


def _argument(m: Monomial) -> Formula | None:
    """P of a monomial that is log2(P)."""
    ((atom, exponent), *others) = m.powers
    return atom.argument if isinstance(atom, Log2) and exponent == 1 and not others else None


def _bits(f: Formula) -> int:
    number = f.plain()
    return number.numerator.bit_length() if not isinstance(number, Formula) else 200 * len(f.terms)


def _proved_positive(f: Formula) -> bool:
    """Whether every term is positive, or f is at least half of its value at the least point."""
    if all(c > 0 and all(isinstance(b, int) or _positive_atom(b) for b, _ in m.powers) for m, c in f.items()):
        return True
    try:
        corner = value_of(f, {s: s.low for s in f.free})
        return isinstance(corner, int | Fraction) and corner > 0 and nonnegative(f - Fraction(corner) / 2)
    except SymalgebraError:
        return False


def _positive_atom(atom: Atom) -> bool:
    if isinstance(atom, Name):
        return atom.low >= 1
    if isinstance(atom, Log2):
        return sign(atom.argument - 1) == 1
    if isinstance(atom, Floor):
        return nonnegative(atom.numerator - atom.denominator)
    return nonnegative(atom.formula() - 1) if not hasattr(atom, "whole") else sign(atom.whole) == 1


def below(value: Value) -> Rows | None:
    """Rational multiples of quantities >= 0, at most the value in sum; the quantity `UNIT` is 1.

    A symbol is its least value and a rest >= 0, as a logarithm is. None where a factor is of another kind.
    """
    value = plain(value)
    if not isinstance(value, Formula):
        return {UNIT: value} if value else {}
    return _below(value)


@lru_cache(1 << 12)
def _below(f: Formula) -> Rows | None:
    total: dict[Monomial, Number] = {}
    for m, c in f.items():
        tick()
        term = _term_below(m, c)
        if term is None:
            return None
        accumulate(total, term.terms)
    return total


def _term_below(m: Monomial, c: Number) -> Formula | None:
    ends: Pair = (Fraction(1), Fraction(1))
    rest = formula(1)
    for base, exponent in m.powers:
        ends_of = enclosed(base, exponent)
        variable = None if ends_of else _variable(base, exponent)
        if ends_of:
            ends = ends[0] * ends_of[0], ends[1] * ends_of[1]
        elif variable is not None and len(rest.terms) * len(variable.terms) <= MOST_ROWS:
            rest = rest * variable
        else:
            return None
    return rest * (c * ends[0] if c > 0 else c * ends[1])


def _variable(base: Atom | int, exponent: Any) -> Formula | None:
    """A factor that is never negative, above its least value if its exponent is a small integer."""
    power = Formula({Monomial(((base, exponent),)): 1})
    if isinstance(base, Name) and base.low >= 0 and isinstance(exponent, int) and 0 < exponent <= 16:
        rest = Name(base.name, 0).formula() + base.low
        return rest**exponent
    if isinstance(base, Log2) and exponent == 1:
        least = _least(base.argument)
        rest = Name(f"log2({base.argument})", 0).formula()
        return None if least is None else rest + least
    rest = Name(str(power), 0).formula()
    if isinstance(base, int) or _positive_atom(base):
        return rest
    return rest if isinstance(exponent, int) and exponent > 0 and atom_nonnegative(base) else None


def _least(f: Formula) -> Fraction | None:
    """A lower bound >= 0 of log2(f)."""
    try:
        corner = value_of(f, {s: s.low for s in f.free})
    except SymalgebraError:
        return None
    sound = isinstance(corner, int | Fraction) and corner >= 1 and nonnegative(f - corner)
    return log2_below(Fraction(corner)) if sound else None


def enclosed(base: Atom | int, exponent: Any) -> Pair | None:
    """Rationals around a factor that is a positive number; None where it is none."""
    if isinstance(base, int) and isinstance(exponent, Fraction):
        return _root(Fraction(base) ** exponent.numerator, exponent.denominator)
    if not isinstance(exponent, int):
        return None
    if isinstance(base, Euler):
        return _power((1 / LN2[1], 1 / LN2[0]), exponent)
    number = base.argument.plain() if isinstance(base, Log2) else None
    if isinstance(number, int | Fraction) and number >= 2:
        return _power((log2_below(Fraction(number)), log2_above(Fraction(number))), exponent)
    return None


def _power(pair: Pair, exponent: int) -> Pair:
    low, high = (end**exponent for end in pair)
    return (low, high) if exponent > 0 else (high, low)


def _root(number: Fraction, degree: int) -> Pair:
    """Fractions of denominator 2**48 around a root, by bisection."""
    low, high = 0, (1 + number.__ceil__()) << ROOT_BITS
    while high - low > 1:
        middle = (low + high) // 2
        under = Fraction(middle, 1 << ROOT_BITS) ** degree <= number
        low, high = (middle, high) if under else (low, middle)
    return Fraction(low, 1 << ROOT_BITS), Fraction(high, 1 << ROOT_BITS)
