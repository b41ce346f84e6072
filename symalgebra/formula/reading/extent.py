"""How large a formula is, before something is done with it."""

from __future__ import annotations

from math import ceil, prod
from typing import Any

from ..bases import Whole
from ..sizes import Size
from ..value import Formula

MOST_WEIGHT = 100


def coefficients(value: Size) -> list[Any]:
    """The numbers in front of the monomials."""
    return list(value.terms.values()) if isinstance(value, Formula) else [value]


def bits(value: Size) -> int:
    """The length of the largest number in it, 0 where all are 1; those in the divisors of quotients count."""
    found = [c for f in (value, *wholes(value)) for c in coefficients(f)]
    largest = max((max(abs(c.numerator), c.denominator) for c in found), default=1)
    return largest.bit_length() if largest > 1 else 0


def wholes(value: Size) -> list[Formula]:
    """The sums that stand as they are, as in 1/(w + 1): a power may multiply them out."""
    atoms = (atom for m in value.terms for atom in m.atoms) if isinstance(value, Formula) else ()
    return [atom.whole for atom in atoms if isinstance(atom, Whole)]


def width(value: Size) -> int:
    """The number of terms before a power is multiplied out."""
    return max(count(value), *(degree(value) * count(f) for f in wholes(value)), 1)


def count(value: Size) -> int:
    """The number of terms."""
    return len(value.terms) if isinstance(value, Formula) else 1


def degree(value: Size) -> int:
    """The highest absolute value of an exponent that is a number."""
    powers = (power for m in value.terms for power in m.powers) if isinstance(value, Formula) else ()
    return max((abs(ceil(e)) for _, e in powers if not isinstance(e, Formula)), default=0)


def weight(value: Size) -> int:
    """About how many terms a proof of a value's sign works through.

    It writes every symbol and every power as its least value plus a rest: (1 + t)**3 has four terms.
    """
    return value.cached("weight", most_weight) if isinstance(value, Formula) else 1


def most_weight(f: Formula) -> int:
    """The weight of a formula; above the limit it does not matter by how much."""
    powers = [[(base, e, power_weight(base, e)) for base, e in m.powers] for m in f.terms]
    cleared = {base: weight for m in powers for base, e, weight in m if not isinstance(e, int) or e < 0}
    terms = sum(prod(weight for _, _, weight in m) for m in powers)
    return min(terms * prod(cleared.values()), 1 + MOST_WEIGHT)


def power_weight(base: Any, exponent: Any) -> int:
    """The weight of one factor of a monomial; a symbolic exponent has a sign of its own."""
    inside = [a for a in getattr(base, "arguments", ()) if isinstance(a, Formula)]
    inner = sum(map(weight, inside)) or 1
    if not isinstance(exponent, Formula):
        return 1 + inner * ceil(abs(exponent))
    inner += sum(map(bits, inside))
    return weight(exponent) + prod(1 + inner * ceil(abs(c)) for c in coefficients(exponent))
