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
    loose = [a for a in m.atoms if not isinstance(a, Symbol) and a.bounds() != (None, None)]
    low, high = _alone(m) if len(loose) == 1 else (None, None)
    if low is None or high is None:
        low, high = _product(m)
    return (low * c, high * c) if c > 0 else (high * c, low * c)


def _alone(m: Monomial) -> tuple[Formula | None, Formula | None]:
    """The bounds of a term with one enclosed factor, of power 1, whatever its sign."""
    from .sign import monomial_nonnegative

    ((atom, exponent),) = [p for p in m.powers if isinstance(p[0], Atom) and p[0].bounds() != (None, None)]
    rest = Monomial(p for p in m.powers if p[0] is not atom)
    assert isinstance(atom, Atom)
    low, high = atom.bounds()
    if exponent != 1 or low is None or high is None or not monomial_nonnegative(rest):
        return None, None
    return formula(low) * Formula({rest: 1}), formula(high) * Formula({rest: 1})


def _product(m: Monomial) -> Pair:
    from .sign import monomial_nonnegative, nonnegative

    low = high = formula(1)
    for base, exponent in m.powers:
        power = Formula({Monomial(((base, exponent),)): 1})
        below, above = base.bounds() if isinstance(base, Atom) else (None, None)
        if below is None or above is None or not (nonnegative(exponent) and nonnegative(below)):
            if not monomial_nonnegative(Monomial(((base, exponent),))):
                return Formula({m: 1}), Formula({m: 1})
            low, high = low * power, high * power
        else:
            low, high = low * formula(below) ** exponent, high * formula(above) ** exponent
    return low, high
