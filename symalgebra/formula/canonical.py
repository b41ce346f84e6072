"""The canonical form behind equality: what a formula is on the domain of positive integers.

Some things are kept for the reader or for the edge of the domain and count for nothing here: a term with
0**n, which vanishes for n >= 1, and in which of several forms a floor is written,

    floor((P + k*D)/D) = floor(P/D) + k        floor(P/D) = -floor((D - 1 - P)/D)

A fraction counts in lowest terms: (r**2 - 1)/(r - 1) is r + 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .atom import Atom
from .bases import Vanish, Whole
from .extremum import Extremum
from .floor import Floor
from .fraction import lowest
from .integrality import integral
from .logarithm import Log2
from .monomial import Monomial
from .quotient import divided, multiples
from .ring import PULSE, accumulate
from .sign import positive
from .special import Binomial
from .value import Formula, Number, formula
from .writing.arrangement import place

if TYPE_CHECKING:
    Terms = frozenset[tuple[Monomial, Number]]

BUILT = (Floor, Extremum, Log2, Binomial, Whole)  # kinds that are rebuilt from canonical arguments


def canonical(f: Formula) -> Terms:
    """The terms of f on its domain."""
    return domain_part(f).key


def domain_part(f: Formula) -> Formula:
    """f without what vanishes on the domain, floors with the constant of their numerator in [0, D)."""
    return f.cached("domain", _domain_part)


def _domain_part(f: Formula) -> Formula:
    if all(m.simple for m in f.terms):
        return f
    terms: dict[Monomial, Number] = {}
    for m, c in f.items():
        PULSE[0]()
        accumulate(terms, _term(m).terms, c)
    result = lowest(Formula(terms))
    return f if result.terms == f.terms else result


def _term(m: Monomial) -> Formula:
    result = formula(1)
    for base, exponent in m.powers:
        inner = _inner(base)
        plain = Formula({Monomial(((base, exponent),)): 1})
        result = result * (plain if inner is None else inner**exponent)
    return result


def _inner(base: Atom | int) -> Formula | None:
    """What an atom is on the domain, None where that is the atom itself."""
    if isinstance(base, Vanish):
        return formula(0) if positive(base.exponent) else None
    if not isinstance(base, BUILT):
        return None
    arguments = [domain_part(a) for a in base.arguments]
    same = all(new is old for new, old in zip(arguments, base.arguments, strict=True))
    if not same:
        built: Any = formula(base.build(*arguments))
        return sum((_outside(m) * c for m, c in built.items()), formula(0))
    return _split(base) if isinstance(base, Floor) else None


def _outside(m: Monomial) -> Formula:
    """A monomial with the multiples of D outside its floors."""
    result = formula(1)
    for base, exponent in m.powers:
        split = _split(base) if isinstance(base, Floor) else None
        result = result * (Formula({Monomial(((base, exponent),)): 1}) if split is None else split**exponent)
    return result


def _split(atom: Floor) -> Formula | None:
    """A floor in the one form that all floors equal to it have, None where that is the atom itself."""
    bottom = atom.denominator
    outside = multiples(atom.numerator, bottom)
    top = atom.numerator - outside * bottom
    if isinstance(bottom.plain(), int) and integral(top):
        whole, turned = divided(bottom - 1 - top, bottom)
        if _coefficients(turned) < _coefficients(top):
            return outside - whole - Floor(turned, bottom).formula()
    return outside + Floor(top, bottom).formula() if outside else None


def _coefficients(f: Formula) -> list[Number]:
    """The coefficients of a numerator in the order of its terms, the constant last."""
    terms = sorted(f.terms, key=lambda m: place(Formula({m: 1})), reverse=True)
    return [f.terms[m] for m in terms]
