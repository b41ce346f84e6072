"""How two values are related: equal, less, greater, or neither."""

from __future__ import annotations

from fractions import Fraction
from math import lcm, prod
from typing import Any

from ..formula import Formula, formula
from ..formula.logarithm import Log2
from ..formula.monomial import Monomial
from .carrier import Value
from .dimensions import parts, spread

Number = int | Fraction


def same(a: Any, b: Any) -> bool:
    """Whether two values are one: of formulas, whether they have one normal form."""
    if isinstance(a, Value) and isinstance(b, Value):
        return bool(a.value == b.value or a.seen == b.seen)
    return bool(a == b)


def related(a: Any, b: Any) -> str:
    """=, <, > or !=, for numbers. Of several dimensions, less is where no part is greater."""
    if same(a, b):
        return "="
    if not all(isinstance(part, Number | Formula) for side in (a, b) for part in parts(side)):
        return "!="
    rank = max(len(parts(a)), len(parts(b)))
    signs = {sign(*pair) for pair in zip(spread(a, rank), spread(b, rank), strict=True)} - {"="}
    return "!=" if len(signs) > 1 else signs.pop() if signs else "="


def sign(a: Any, b: Any) -> str:
    """The relation of two numbers, or of two sums of numbers and logarithms of numbers."""
    difference = formula(a) - b
    plain = difference.plain()
    found = plain if isinstance(plain, Number) else power_of_two(difference)
    if found is None:
        return "!="
    zero = 0 if found is plain else 1
    return "=" if found == zero else "<" if found < zero else ">"


def power_of_two(bits: Formula) -> Number | None:
    """A power 2**(d*bits), d >= 1, as an exact number, where bits is a sum of c*log2(k) and of numbers."""
    bases = {m: base(m) for m in bits.terms}
    if not all(bases.values()):
        return None
    d = lcm(*(Fraction(c).denominator for c in bits.terms.values()))
    return prod(Fraction(bases[m] or 1) ** int(c * d) for m, c in bits.items())


def base(m: Monomial) -> Number | None:
    """k for the term log2(k), 2 for the term 1."""
    if not m.powers:
        return 2
    ((atom, exponent), *others) = m.powers
    argument = atom.argument.plain() if isinstance(atom, Log2) else None
    return argument if not others and exponent == 1 and isinstance(argument, Number) else None
