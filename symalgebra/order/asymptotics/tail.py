"""Signs far out: the positive terms of a series, where they are proved to outweigh the others.

A negative term is outweighed where it is o(the positive terms), or where weighted means, with coefficients
counted, leave a part of each positive term over: x**2 - x*y + y**2 is at least (x**2 + y**2)/2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm, prod
from typing import Any

from ...formula import Formula
from .constants import Value, sign
from .dominance import bounded
from .maxima import pruned
from .mean import Fact, Mean
from .scales import By
from .series import Series, Terms

MOST_ROOTS = 64  # the common denominator of weights up to which their means are compared


@dataclass(frozen=True)
class Tail:
    """What is far out: the symbols that grow, and what is known to hold between them."""

    by: By
    facts: tuple[Fact, ...] = ()

    def bounded(self, term: Formula, sums: Iterable[Formula], strict: bool = False) -> Mean | None:
        """term = O(sums), with `strict` preferably o; None where that is not proved."""
        return bounded(term, list(sums), self.by, self.facts, strict)


@dataclass(frozen=True)
class Body:
    """Positive terms whose sum a series is between multiples of; asymptotically equal to it where `exact`."""

    terms: Terms
    exact: bool
    by: By

    @cached_property
    def top(self) -> list[Formula]:
        """The scales that none of the others is above."""
        return pruned(self.terms, self.by)


def body(f: Series, tail: Tail) -> Body | None:
    """The positive terms, where f is proved to be at least a positive multiple of their sum far out."""
    terms = {s: c for s, c in f.terms.items() if sign(c) == 1}
    if not terms:
        return None
    found = Body(terms, True, tail.by)
    top = found.top
    if any(tail.bounded(e, top) is None for e in f.small):
        return None
    rest = {s: c for s, c in f.terms.items() if s not in terms}
    bounds = {s: tail.bounded(s, top, strict=True) for s in rest}
    if any(b is None for b in bounds.values()):
        return None
    heavy = {s: b for s, b in bounds.items() if b is not None and not b.strict}
    if heavy and (f.small or not _outweighed(heavy, rest, terms)):
        return None
    return replace(found, exact=False) if heavy else found


def _outweighed(heavy: Mapping[Formula, Mean], rest: Terms, terms: Terms) -> bool:
    """Whether the terms that are only O(the positive ones) leave a part of each positive one over."""
    if any(sign(rest[s]) != -1 or b.facts for s, b in heavy.items()):
        return False
    if len(heavy) == 1 and _mean_exceeds(*next(iter(heavy.items())), rest, terms):
        return True
    used: dict[Formula, Any] = {}
    for s, b in heavy.items():
        for t, weight in b.weights.items():
            used[t] = used.get(t, 0) - rest[s] * weight
    return all(sign(terms[t] - amount) == 1 for t, amount in used.items())


def _mean_exceeds(s: Formula, b: Mean, rest: Terms, terms: Terms) -> bool:
    """c < product of (d/l)**l over the weights l, d the coefficients of what they weigh (numbers only)."""
    weights = [(l, terms[t]) for t, l in b.weights.items()]
    q = lcm(*(l.denominator for l, _ in weights))
    c = rest[s]
    if isinstance(c, Formula) or any(isinstance(d, Formula) for _, d in weights) or q > MOST_ROOTS:
        return False
    means = [(Fraction(d) / l) ** int(l * q) for l, d in weights if not isinstance(d, Formula)]
    return Fraction(-c) ** q < prod(means, start=Fraction(1))


def ceiling(f: Series, tail: Tail) -> Body:
    """Terms whose sum a multiple of is at least f: all but the negative ones, and the errors."""
    terms: dict[Formula, Value] = {s: c for s, c in f.terms.items() if sign(c) != -1}
    return Body({**{e: 1 for e in f.small}, **terms}, False, tail.by)


def tail_sign(f: Series, tail: Tail) -> int | None:
    """1 where f is positive far out, -1 where it is negative, 0 where it is 0, else None."""
    if not f.terms and not f.small:
        return 0
    if body(f, tail) is not None:
        return 1
    return -1 if body(f.times(-1), tail) is not None else None


def led(f: Series, by: By) -> bool:
    """Whether one term of f leads the others and is positive, so that the logarithm has a series."""
    found = f.leading(by)
    return found is not None and sign(found[1]) == 1
