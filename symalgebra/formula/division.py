"""Exact division of one sum of terms by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .clearing import parts
from .power import integer_power, split_content
from .value import Formula, Number

if TYPE_CHECKING:
    from .monomial import Monomial

MOST_STEPS = 2_000


def divide(f: Formula, g: Formula) -> Formula | None:
    """f / g where it is again a sum of terms; None where division leaves a remainder.

    Once common factors are split off, exponents are not negative, and long division by leading terms ends.
    """
    if not f.terms:
        return f
    # a power of what is idempotent is itself, so dividing by it lowers no exponent
    if any(a.idempotent for m in (*f.terms, *g.terms) for a in m.atoms):
        return None
    outer, f = split_content(f)
    inner, g = split_content(g)
    found = _by_leading_terms(f, g)
    return None if found is None else found * outer * integer_power(inner, -1)


def _by_leading_terms(f: Formula, g: Formula) -> Formula | None:
    """Long division, None where a remainder is left."""
    found = Formula({})
    head, head_coefficient = leading(g)
    inverse = integer_power(Formula({head: head_coefficient}), -1)
    for _ in range(MOST_STEPS):
        if not f.terms:
            return found
        top, coefficient = leading(f)
        step = Formula({top: coefficient}) * inverse
        if any(exponent < 0 for m in step.terms for _, _, exponent in parts(m)):
            return None
        found, f = found + step, f - step * g
    return None


def leading(f: Formula) -> tuple[Monomial, Number]:
    """The greatest term in the lexicographic order of exponents, atoms in the order of their creation.

    2**(2*n) is the square of 2**n: the exponent is 2, of the base 2 in the direction n.
    """
    terms = [({(base, part): e for base, part, e in parts(m)}, (m, c)) for m, c in f.items()]
    order = sorted({key for exponents, _ in terms for key in exponents}, key=_place)
    return max(terms, key=lambda term: [term[0].get(key, 0) for key in order])[1]


def _place(key: tuple[Any, Monomial]) -> tuple[bool, int, int]:
    base, part = key
    return (False, base, id(part)) if isinstance(base, int) else (True, base.serial, id(part))
