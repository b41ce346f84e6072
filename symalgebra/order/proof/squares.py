"""Sums of squares by linear programming: goal = sum of c * t-monomial * (p*m - q*n)**2 and of c * t-monomial.

The t are the symbols above their least values; m and n are monomials whose product, up to a t-monomial,
carries a negative coefficient, and p/q is near the ratio that makes the square touch the goal.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..checker import ONE, Atom, Domain, Monomial, Poly, joined, plus, power, single, times
from .budget import Budget
from .consecutive import divisors, forms, ratios, value
from .hypotheses import Hypothesis, ends, referred
from .leaf import Node
from .notation import spelled, write
from .program import Product, program
from .replacing import put

MOST_CANDIDATES = 140
RATE = 12  # entries of the matrix of a linear program for a unit of work
HIGHEST = 24  # the degree in a symbol up to which squares are tried


def prove_squares(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """A combination of squares for a polynomial in symbols."""
    atoms = sorted({a for m in goal for a, _ in m}, key=spelled)
    if not atoms or any(a[0] != "sym" or e > HIGHEST for m in goal for a, e in m):
        return None
    lows = {a: next(iter(ends(a, d))) for a in atoms}
    shifted = moved(goal, lows)
    found = list(candidates(shifted, lows, d))[:MOST_CANDIDATES]
    node = program(shifted, found, d, budget, RATE)
    gaps = list(around(goal, shifted, lows, d)) if node is None else []
    return program(shifted, [*gaps, *found][:MOST_CANDIDATES], d, budget, RATE) if gaps else node


def candidates(shifted: Poly, lows: dict[Atom, Hypothesis], d: Domain) -> Iterator[Product]:
    """The squares that negative terms call for, then the monomials."""
    support: set[Monomial] = set(shifted)
    for m, c in sorted(shifted.items(), key=spelled):
        if c < 0:
            for outside, left, right in factored(m):
                a, b = (shifted.get(joined(outside, joined(x, x)), 0) for x in (left, right))
                for p, q in {(1, 1), *ratios(a, b, -c)}:
                    square = plus(scaled(left, p), scaled(right, q), -1)
                    product = times({outside: 1}, power(square, 2))
                    support |= set(product)
                    yield (*hypotheses(outside, lows), stated("square", square, lows, d)), product
    for m in sorted(support, key=spelled):
        yield hypotheses(m, lows), {m: 1}


def moved(p: Poly, lows: dict[Atom, Hypothesis]) -> Poly:
    """A polynomial in symbols, written in the t."""
    for a, h in lows.items():
        by = plus(single(a), {m: -c for m, c in h.poly.items() if not m})
        p = put(p, a, {True: by, False: by})
    return p


def around(goal: Poly, shifted: Poly, lows: dict[Atom, Hypothesis], d: Domain) -> Iterator[Product]:
    """Squares with a gap and products of consecutive integers, then the monomials that they are made of.

    Where the goal has a form in its symbols, each divisor of the factor beside it may be one in the t.
    """
    plain = ((kind, t, moved(s, lows)) for kind, beside, s in forms(goal) for t in divisors(beside))
    met = {(kind, t, frozenset(s.items())): (kind, t, s) for kind, t, s in (*plain, *forms(shifted))}
    found = [(form, value(form)) for form in met.values()][: MOST_CANDIDATES // 2]
    for (kind, outside, form), product in found:
        yield (*hypotheses(outside, lows), stated(kind, form, lows, d)), product
    for m in sorted({m for _, product in found for m in product} | set(shifted), key=spelled):
        yield hypotheses(m, lows), {m: 1}


def factored(m: Monomial) -> Iterator[tuple[Monomial, Monomial, Monomial]]:
    """m = outside * left * right, `outside` of degree 0 or the odd part that is left over."""
    powers = sorted(m, key=spelled)
    splits: list[tuple[dict[Atom, int], dict[Atom, int]]] = [({}, {})]
    for a, e in powers:
        splits = [({**x, a: i}, {**y, a: e - i}) for x, y in splits for i in range(e + 1)]
    met = set()
    for x, y in splits:
        left, right = (frozenset((a, e) for a, e in side.items() if e) for side in (x, y))
        shared = frozenset((a, min(x[a], y[a])) for a, _ in powers if min(x[a], y[a]))
        for outside in dict.fromkeys((ONE, shared)):
            low = frozenset((a, -e) for a, e in outside)
            one, other = joined(left, low), joined(right, low)
            key = outside, frozenset((one, other))
            if one != other and key not in met:
                met.add(key)
                yield joined(outside, outside), one, other


def scaled(m: Monomial, p: int) -> Poly:
    """p*m."""
    return {m: p}


def hypotheses(m: Monomial, lows: dict[Atom, Hypothesis]) -> tuple[Hypothesis, ...]:
    """The factors of a t-monomial."""
    return tuple(lows[a] for a, e in sorted(m, key=spelled) for _ in range(e))


def stated(kind: str, form: Poly, lows: dict[Atom, Hypothesis], d: Domain) -> Hypothesis:
    """The hypothesis about a form, its t written as symbols less their least values."""
    written = form
    for a, h in lows.items():
        written = put(written, a, {True: h.poly, False: h.poly})
    return next(iter(referred([kind, write(written)], d)))
