"""Equality of formulas as functions on the domain, and hashes that agree with it."""

from __future__ import annotations

from .canonical import domain_part
from .fraction import denominators, lowest
from .shadow import shadow
from .value import Formula


def equal(f: Formula, g: Formula) -> bool:
    """Whether two formulas are equal: by their canonical terms, or as fractions whose difference is 0."""
    f, g = domain_part(f), domain_part(g)
    if f.terms == g.terms:
        return True
    return bool(denominators(f)) and shadow(f) == shadow(g) and not lowest(f - g).terms


def hashed(f: Formula) -> int:
    """A hash that equal formulas, numbers and fractions share."""
    f = domain_part(f)
    value = f.plain()
    if value is not f:
        return hash(value)
    return shadow(f) if denominators(f) else hash(f.key)
