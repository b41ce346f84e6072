"""Proofs of signs: is a formula >= 0 on its whole domain?

The proof is the shift test. Every symbol x >= low is written low + t with t >= 0, every power of a prime
p**m as 1 + u with u >= 0, and so is every other atom whose bounds prove that it is >= 1; where all
coefficients of what results are >= 0, so is the formula, a sum of products of numbers >= 0. `True` is a
proof, `False` says only that this test found none.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import TYPE_CHECKING, Any

from ..errors import NoClosedForm
from .atom import Atom, Index, Name, Symbol
from .bases import Whole
from .clearing import cleared, parts
from .linear import split_affine
from .monomial import UNIT, Monomial, plain
from .value import Formula, formula

if TYPE_CHECKING:
    from .value import Number, Size

MOST_TERMS = 400
MOST_KNOWN = 1 << 12


def nonnegative(value: Size | Fraction) -> bool:
    """Whether value >= 0 is proved for all values of its symbols."""
    number = plain(value)
    if not isinstance(number, Formula):
        return number >= 0
    return number.cached("nonnegative", _nonnegative)


def positive(value: Size) -> bool:
    """Whether value > 0 is proved; for a value that need not be an integer, whether value >= 1 is."""
    number = plain(value)
    return nonnegative(number - 1) if isinstance(number, Formula) else number > 0


def _nonnegative(f: Formula) -> bool:
    if all(c > 0 and monomial_nonnegative(m) for m, c in f.items()):
        return True
    try:
        return _at_ends(f) or any(_shift_test(g) for g in _readings(f))
    except NoClosedForm:  # an expansion that is too large proves nothing
        return False


def _at_ends(f: Formula) -> bool:
    """Whether f >= 0 with each symbol at that end of its range where f is less, and powers of primes at 1.

    An index that only lowers f stands at its highest value. False for terms of other kinds.
    """
    falling = {s: s.high for s in f.free if isinstance(s, Index) and _falls(f, s)}
    if falling:
        return _at_ends(f.substitute(falling))  # type: ignore[arg-type]
    least: Number = 0
    for m, c in f.items():
        product = _product_at_ends(m) if c > 0 or m is UNIT else None
        if product is None:
            return False
        least += c * product
    return least >= 0


def _falls(f: Formula, index: Index) -> bool:
    """Whether an index stands in one term of f, which is a negative multiple of it."""
    ((m, c), *others) = [(m, c) for m, c in f.items() if index in m.free]
    return not others and c < 0 and m.powers == ((index, 1),)


def _product_at_ends(m: Monomial) -> int | None:
    """The least value of a product of powers of primes and of symbols >= 0; None for another product."""
    found = 1
    for base, exponent in m.powers:
        if isinstance(base, Symbol) and isinstance(exponent, int) and exponent > 0 and base.low >= 0:
            found *= base.low**exponent
        elif not (isinstance(base, int) and nonnegative(exponent)):
            return None
    return found


def monomial_nonnegative(m: Monomial) -> bool:
    """Whether a product of powers is proved >= 0, factor by factor."""
    return all(isinstance(b, int) or e == 2 or atom_nonnegative(b) for b, e in m.powers)


def atom_nonnegative(atom: Atom) -> bool:
    """Whether an atom is proved >= 0."""
    if isinstance(atom, Symbol):
        return atom.low >= 0
    if isinstance(atom, Whole):
        return nonnegative(atom.whole)
    low = atom.bounds()[0]
    return low is not None and nonnegative(low)


@lru_cache(MOST_KNOWN)
def _atom_positive(atom: Atom) -> bool:
    """Whether an atom is proved >= 1: its lower bound is, or is > 0 where the atom is an integer."""
    low = atom.bounds()[0]
    return low is not None and nonnegative(_bounded(atom.formula() - 1))


def _readings(f: Formula) -> Any:
    """Formulas of which one that is >= 0 proves it of f: with bounds in the place of atoms, then as it is."""
    bounded = _bounded(f)
    yield from _at_ends_of_loops(bounded)
    if bounded is not f:
        yield f


def _at_ends_of_loops(f: Formula) -> Any:
    """The same for a formula without floors: the last index stands at its ends, or counts from either."""
    indices = [s for s in f.free if isinstance(s, Index)]
    if not indices:
        yield f
        return
    index = max(indices, key=lambda s: s.level)
    if split_affine(f, index) is not None:
        ends = [f.substitute({index: end}) for end in (0, index.high)]
        if all(nonnegative(end) for end in ends):
            yield formula(0)
        return
    yield f.substitute({index: Name(f"+{index.level}", 0).formula()})
    yield f.substitute({index: index.high - Name(f"-{index.level}", 0).formula()})


def _bounded(f: Formula) -> Formula:
    """A formula without floors and the like that have bounds of their own; f >= 0 where it is >= 0.

    It is a lower bound L of f, or, where f is an integer and d*L too, L + 1 - 1/d: there L > -1.
    """
    from .enclosure import enclosure
    from .integrality import integral

    if all(isinstance(a, Symbol) for m in f.terms for a in m.atoms):
        return f
    low = enclosure(f)[0]
    d = lcm(*(Fraction(c).denominator for _, c in low.items()))
    return low + 1 - Fraction(1, d) if d > 1 and integral(f) and integral(d * low) else low


def _shift_test(f: Formula) -> bool:
    shifted = _shift(*cleared(f))
    if shifted is None or len(shifted.terms) > MOST_TERMS:
        return False
    return all(c > 0 and monomial_nonnegative(m) for m, c in shifted.items())


def _shift(f: Formula) -> Formula | None:
    """f in variables >= 0; None where a power is not of the kinds that the test knows."""
    result = formula(0)
    for m, c in f.items():
        term = formula(c)
        for base, part, exponent in parts(m):
            if not isinstance(exponent, int) or exponent < 0:
                return None
            term = term * _variable(base, part) ** exponent
            if len(term.terms) > MOST_TERMS:
                return None
        result = result + term
    return result


def _variable(base: Atom | int, part: Monomial) -> Formula:
    """A factor as its least value plus a variable >= 0."""
    if isinstance(base, Name) and part is UNIT:
        return Name(f"{base.name}-{base.low}", 0).formula() + base.low
    if isinstance(base, Atom) and part is UNIT:
        return Name(f"atom {base.serial}", 0).formula() + 1 if _atom_positive(base) else base.formula()
    low = base if isinstance(base, int) else _least(base)
    if low < 1 or not monomial_nonnegative(part):
        raise NoClosedForm("a power whose least value is not known")
    return Name(f"{base}^{part!r}", 0).formula() + (low if _at_least_one(part) else 1)


def _least(base: Atom) -> int:
    """A lower bound of a base, 0 where none is known."""
    return getattr(base, "low", 0) or int(isinstance(base, Whole) and nonnegative(base.whole - 1))


def _at_least_one(m: Monomial) -> bool:
    return all(isinstance(b, Symbol) and b.low >= 1 and e == 1 for b, e in m.powers)
