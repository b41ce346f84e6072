"""Certified enclosures: closed forms below and above a formula with floors and unevaluated sums in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .atom import Atom, Symbol
from .monomial import Monomial
from .value import Formula, formula

if TYPE_CHECKING:
    from .value import Number

    Pair = tuple[Formula, Formula]


def enclosure(f: Formula) -> Pair:
    """Formulas with lower <= f <= upper on the whole domain; f itself twice where nothing is to be enclosed.

    Each term is enclosed by the bounds of its factors, by the sign of its coefficient; the lower bound of a
    factor counts only where it is proved >= 0, so nothing is assumed. A factor without bounds stays.
    """
    return f.cached("enclosure", _enclosure)


def _enclosure(f: Formula) -> Pair:
    lower = upper = formula(0)
    for m, c in f.items():
        low, high = _term(m, c)
        lower, upper = lower + low, upper + high
    return lower, upper


def _term(m: Monomial, c: Number) -> Pair:
    loose = [(base, exponent) for base, exponent in m.powers if isinstance(base, Atom) and _loose(base)]
    low, high = _alone(m, loose[0][0]) if len(loose) == 1 and loose[0][1] == 1 else _product(m)
    return (low * c, high * c) if c > 0 else (high * c, low * c)


def _loose(atom: Atom) -> bool:
    return not isinstance(atom, Symbol) and atom.bounds() != (None, None)


def _alone(m: Monomial, atom: Atom) -> Pair:
    """The bounds of a term with one enclosed factor, whatever its sign; where one is missing, the term."""
    from .sign import monomial_nonnegative

    rest = Monomial(p for p in m.powers if p[0] is not atom)
    if not monomial_nonnegative(rest):
        return Formula({m: 1}), Formula({m: 1})
    low, high = (atom.formula() if bound is None else formula(bound) for bound in atom.bounds())
    return low * Formula({rest: 1}), high * Formula({rest: 1})


def _product(m: Monomial) -> Pair:
    """The bounds of a term whose factors are all proved >= 0, factor by factor; else the term."""
    from .sign import atom_nonnegative, monomial_nonnegative, nonnegative

    low = high = formula(1)
    if not monomial_nonnegative(m):
        return Formula({m: 1}), Formula({m: 1})
    for base, exponent in m.powers:
        power = Formula({Monomial(((base, exponent),)): 1})
        grows = isinstance(base, Atom) and nonnegative(exponent) and atom_nonnegative(base)
        below, above = base.bounds() if grows else (None, None)  # type: ignore[union-attr]
        low *= power if below is None or not nonnegative(below) else formula(below) ** exponent
        high *= power if above is None else formula(above) ** exponent
    return low, high
