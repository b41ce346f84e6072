"""The canonical form behind equality: what a formula is on the domain of positive integers.

Two things are kept for the reader or for the edge of the domain and count for nothing here: a term with
0**n, which vanishes for n >= 1, and the multiples of D in floor((P + k*D)/D), which are k outside the floor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .atom import Atom
from .bases import Vanish
from .floor import Floor, multiples
from .monomial import Monomial
from .sign import positive
from .value import Formula, Number, formula

if TYPE_CHECKING:
    Terms = frozenset[tuple[Monomial, Number]]


def canonical(f: Formula) -> Terms:
    """The terms of f on its domain."""
    return domain_part(f).key


def domain_part(f: Formula) -> Formula:
    """f without what vanishes on the domain, floors with the constant of their numerator in [0, D)."""
    if not any(isinstance(a, Vanish | Floor) for m in f.terms for a in m.atoms):
        return f
    result = formula(0)
    for m, c in f.items():
        result = result + _term(m) * c
    return result


def _term(m: Monomial) -> Formula:
    result = formula(1)
    for base, exponent in m.powers:
        plain = Formula({Monomial(((base, exponent),)): 1})
        result = result * (_atom(base) ** exponent if isinstance(base, Vanish | Floor) else plain)
    return result


def _atom(atom: Atom) -> Formula:
    if isinstance(atom, Vanish):
        return formula(0) if positive(atom.exponent) else atom.formula()
    assert isinstance(atom, Floor)
    outside = multiples(atom.numerator, atom.denominator)
    return Floor(atom.numerator - outside * atom.denominator, atom.denominator).formula() + outside
