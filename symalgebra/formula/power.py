"""Powers and quotients of formulas."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

from ..errors import NoClosedForm, SymalgebraError
from .atom import Atom, Name
from .bases import Whole, vanish
from .clearing import parts
from .monomial import MOST_BITS, UNIT, Monomial, exact, normal, raised
from .value import Formula, Number, formula

MOST_TERMS = 100_000  # of an expanded power


def power(base: Formula, exponent: Formula) -> Formula:
    """base ** exponent in normal form."""
    number = exponent.plain()
    if isinstance(number, int):
        return integer_power(base, number)
    if not base.terms:
        return vanish(exponent)
    if len(base.terms) == 1:
        return _single_power(base, exponent)
    if isinstance(number, Fraction):
        raise NoClosedForm(f"a root of the sum {base} is not in the class of formulas")
    content, rest = split_content(base)
    return power(content, exponent) * Formula({Monomial(((Whole(rest), exponent),)): 1})


def integer_power(base: Formula, exponent: int) -> Formula:
    """base ** exponent, expanded where the exponent is not negative."""
    if not base.terms:
        return vanish(formula(exponent))
    if len(base.terms) == 1:
        ((monomial, coefficient),) = base.items()
        return Formula(dict(raised(monomial, exponent))) * _number_power(coefficient, exponent)
    return _inverse(base, exponent) if exponent < 0 else _expanded(base, exponent)


def _inverse(base: Formula, exponent: int) -> Formula:
    """A negative power of a sum: of its content, times one of the rest, whose sign is fixed."""
    from .writing.arrangement import sign

    content, rest = split_content(base)
    turn = sign(rest)
    inverse = Formula({Monomial(((Whole(rest * turn), exponent),)): turn**-exponent})
    return integer_power(content, exponent) * inverse


def _expanded(base: Formula, exponent: int) -> Formula:
    """A power of a sum by repeated squares."""
    _guard_terms(base, exponent)
    result, square = formula(1), base
    while exponent:
        if exponent & 1:
            result = result * square
        exponent >>= 1
        square = square * square if exponent else square
    return result


def _guard_terms(base: Formula, exponent: int) -> None:
    terms, size = len(base.terms), 1
    for k in range(1, min(exponent, terms - 1, 64) + 1):  # C(terms + exponent - 1, terms - 1), stopped early
        size = size * (terms + exponent - k) // k
    if size > MOST_TERMS or exponent > 4096:
        raise NoClosedForm(f"({base})**{exponent} has too many terms to be expanded")


def _single_power(base: Formula, exponent: Formula) -> Formula:
    """A power of one term whose exponent is no integer."""
    ((monomial, coefficient),) = base.items()
    powers: dict[Any, Any] = {b: e * exponent for b, e in monomial.powers}
    for prime, times in factors(coefficient).items():
        powers[prime] = powers.get(prime, 0) + times * exponent
    return Formula(dict(normal(powers)))


def _number_power(base: Number, exponent: int) -> Number:
    if base == 1:
        return 1
    _guard_bits(base, exponent)
    return exact(Fraction(base) ** exponent) if exponent < 0 else base**exponent


def _guard_bits(coefficient: Number, exponent: int) -> None:
    bits = max(coefficient.numerator.bit_length(), coefficient.denominator.bit_length())
    if abs(coefficient) != 1 and bits * abs(exponent) > MOST_BITS:
        raise NoClosedForm(f"a power with exponent {exponent} has more than {MOST_BITS} bits")


def factors(number: Number) -> dict[int, int]:
    """The prime factorisation of a positive number, negative exponents for its denominator."""
    if number <= 0:
        raise NoClosedForm(f"{number} has no power with a symbolic exponent")
    if isinstance(number, Fraction):
        return {**factors(number.numerator), **{p: -k for p, k in factors(number.denominator).items()}}
    found: dict[int, int] = {}
    rest, p = number, 2
    while p * p <= rest and p < 1 << 16:
        while rest % p == 0:
            found[p] = found.get(p, 0) + 1
            rest //= p
        p += 1 + p % 2
    if p * p <= rest:
        raise NoClosedForm(
            f"the base of a symbolic power, of {number.bit_length()} bits, is too large to be factored"
        )
    return found if rest == 1 else {**found, rest: 1}


def split_content(f: Formula) -> tuple[Formula, Formula]:
    """f = content * rest: a positive rational times a common monomial, and a sum without either.

    2**n + 4**n is 2**n times 1 + 2**n, and 1 + 2**(-n) is 2**(-n) times 2**n + 1.
    """
    scale = reduce(_gcd, f.terms.values())
    common = reduce(_common, ({(base, part): e for base, part, e in parts(m)} for m in f.terms))
    powers: dict[Any, Any] = {}
    for (base, part), exponent in common.items():
        powers[base] = powers.get(base, 0) + exponent * Formula({part: 1})
    content = Formula(dict(normal(dict(powers)))) * scale
    inverse = Formula(dict(normal({b: -e for b, e in powers.items()}))) * exact(1 / Fraction(scale))
    return content, f * inverse


def _gcd(a: Number, b: Number) -> Number:
    denominator = lcm(a.denominator, b.denominator)
    a, b = int(a * denominator), int(b * denominator)
    return exact(Fraction(gcd(a, b), denominator))


def _common(a: dict[Any, Any], b: dict[Any, Any]) -> dict[Any, Any]:
    """The powers that two monomials share, by base and direction; symbolic ones of positive bases only."""
    shared = {key: min(a.get(key, 0), b.get(key, 0)) for key in {*a, *b}}
    return {key: e for key, e in shared.items() if e and (_splits(*key) or _agree(a, b, key))}


def _agree(a: dict[Any, Any], b: dict[Any, Any], key: tuple[Atom | int, Monomial]) -> bool:
    return key[1] is not UNIT and a.get(key) == b.get(key)


def _splits(base: Atom | int, part: Monomial) -> bool:
    if isinstance(base, Atom) and base.idempotent:
        return False
    return part is UNIT or isinstance(base, int) or (isinstance(base, Name) and base.low >= 1)


def quotient(f: Formula, g: Formula) -> Formula:
    """f / g, with the polynomial division carried out where it leaves no remainder."""
    if not g.terms:
        raise SymalgebraError(f"{f} / 0 has no value")
    if len(g.terms) == 1:
        return f * integer_power(g, -1)
    from .division import divide

    exact_quotient = divide(f, g)
    return f * integer_power(g, -1) if exact_quotient is None else exact_quotient
