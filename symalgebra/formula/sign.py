"""Proofs of signs: is a formula >= 0 on its whole domain?

The proof is the shift test. Every symbol x >= low is written low + t with t >= 0, every power of a prime
p**m as 1 + u with u >= 0; where all coefficients of what results are >= 0, so is the formula. `True` is a
proof, `False` says only that this test found none.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import NoClosedForm
from .atom import Atom, Index, Name, Symbol
from .bases import Whole
from .clearing import cleared, parts
from .monomial import UNIT, Monomial, plain
from .value import Formula, formula

if TYPE_CHECKING:
    from .value import Size

MOST_TERMS = 400


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
        return any(_shift_test(g) for g in _readings(f))
    except NoClosedForm:  # an expansion that is too large proves nothing
        return False


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


def _readings(f: Formula) -> Any:
    """Formulas whose sign decides that of f: without indices at their ends, without atoms by their bounds."""
    f = _bounded(f)
    indices = [s for s in f.free if isinstance(s, Index)]
    if not indices:
        yield f
        return
    index = max(indices, key=lambda s: s.level)
    if _affine(f, index):
        ends = [f.substitute({index: end}) for end in (0, index.high)]
        if all(nonnegative(end) for end in ends):
            yield formula(0)
        return
    yield f.substitute({index: Name(f"+{index.level}", 0).formula()})
    yield f.substitute({index: index.high - Name(f"-{index.level}", 0).formula()})


def _affine(f: Formula, symbol: Symbol) -> bool:
    """Whether the symbol occurs only as a factor of power 1."""
    return all(
        (b is symbol and e == 1)
        or symbol not in (getattr(b, "free", frozenset()) | getattr(e, "free", frozenset()))
        for m in f.terms
        for b, e in m.powers
    )


def _bounded(f: Formula) -> Formula:
    """A lower bound of f in which no floor and the like is left that has bounds of its own."""
    from .enclosure import enclosure

    return enclosure(f)[0] if any(not isinstance(a, Symbol) for m in f.terms for a in m.atoms) else f


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
        return Formula({Monomial(((base, 1),)): 1})
    if isinstance(base, int) and part is UNIT:
        return Name(f"{base}^", 0).formula() + 1
    low = base if isinstance(base, int) else _least(base)
    if low < 1 or not monomial_nonnegative(part):
        raise NoClosedForm("a power whose least value is not known")
    return Name(f"{base}^{part!r}", 0).formula() + (low if _at_least_one(part) else 1)


def _least(base: Atom) -> int:
    """A lower bound of a base, 0 where none is known."""
    return getattr(base, "low", 0) or int(isinstance(base, Whole) and nonnegative(base.whole - 1))


def _at_least_one(m: Monomial) -> bool:
    return all(isinstance(b, Symbol) and b.low >= 1 and e == 1 for b, e in m.powers)


def integral(f: Size | Fraction) -> bool:
    """Whether every value of f is proved to be an integer."""
    number = plain(f)
    if not isinstance(number, Formula):
        return isinstance(number, int)
    return all(_integral_term(m, c) for m, c in number.items())


def _integral_term(m: Monomial, c: int | Fraction) -> bool:
    rest = Fraction(c)
    for base, exponent in m.powers:
        if isinstance(base, int):
            valuation = _valuation(rest, base)
            if not (nonnegative(exponent + valuation) and integral(exponent)):
                return False
            rest /= Fraction(base) ** valuation
        elif not (base.integral and nonnegative(exponent) and integral(exponent)):
            return False
    return rest.denominator == 1


def _valuation(number: Fraction, prime: int) -> int:
    """How often a prime divides a number, negative for its denominator."""
    count, numerator, denominator = 0, number.numerator, number.denominator
    while numerator % prime == 0:
        numerator, count = numerator // prime, count + 1
    while denominator % prime == 0:
        denominator, count = denominator // prime, count - 1
    return count
