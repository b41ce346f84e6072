"""Forms p*m - q*n - k whose squares, or whose products with the next integer, a goal may be made of.

    c*t*(s**2)   and   c*t*s*(s - 1) for an integer form,   s = p*m - q*n - k

c*p**2, -2*c*p*q and c*q**2 are the coefficients of t*m**2, t*m*n and t*n**2; those of t*m and t*n give k.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import floor, isqrt

from ..checker import ONE, Monomial, Number, Poly, joined, plus, power, quotient, times
from .notation import spelled

SCALES = (1, 2, 3, 4)  # of a form, so that its values are neighbours of one another
Form = tuple[str, Monomial, Poly]  # "square" or "consecutive", t, s


def forms(goal: Poly) -> list[Form]:
    """The forms that the negative terms of a goal call for, first those that its coefficients agree on."""
    found: list[tuple[int, list[Form]]] = []
    for m, c in sorted(goal.items(), key=spelled):
        for outside, left, right in split(m) if c < 0 else ():
            a, b = (goal.get(joined(outside, joined(x, x)), 0) for x in (left, right))
            if a <= 0 or (right and b <= 0):
                continue
            pairs = ratios(a, b, -c) if right else {(1, 0)}
            for p, q in sorted(pairs):
                lead = quotient(-c, 2 * p * q) if right else a
                ends = [(m, e) for m, e in ((left, p), (right, -q)) if m]
                gaps = {quotient(-goal.get(joined(outside, end), 0), lead * e) for end, e in ends}
                kinds = [kind for gap in sorted(gaps) for kind in around(outside, dict(ends), gap)]
                found.append((len(pairs) * len(gaps), kinds))
    return [form for _, kinds in sorted(found, key=lambda item: item[0]) for form in kinds]


def around(outside: Monomial, form: Poly, gap: Number) -> Iterator[Form]:
    """The square around gap/2 for the values of a form, and the pairs of neighbours that are around it."""
    yield "square", outside, less(form, quotient(gap, 2))
    exact = [scale for scale in SCALES if gap * scale % 2 == 1]
    for scale in exact[:1] or SCALES:
        k = quotient(gap * scale - 1, 2)
        for whole in {floor(k), -floor(-k)}:
            yield "consecutive", outside, less({m: c * scale for m, c in form.items()}, whole)


def less(form: Poly, k: Number) -> Poly:
    """The form less a number."""
    return {**form, ONE: -k} if k else form


def value(form: Form) -> Poly:
    """What a form stands for."""
    kind, outside, s = form
    return times({outside: 1}, power(s, 2) if kind == "square" else times(s, plus(s, {ONE: 1}, -1)))


def split(m: Monomial) -> Iterator[tuple[Monomial, Monomial, Monomial]]:
    """t, m and n with the product t*m*n, m other than n; of two orders one."""
    powers = sorted(m, key=spelled)
    shares = [
        [(i, j - i, e - j) for i, j in combinations_with_replacement(range(e + 1), 2)] for _, e in powers
    ]
    met = set()
    for chosen in product(*shares):
        t, left, right = (
            frozenset((a, parts[k]) for (a, _), parts in zip(powers, chosen, strict=True) if parts[k])
            for k in range(3)
        )
        if left and left != right and (t, frozenset((left, right))) not in met:
            met.add((t, frozenset((left, right))))
            yield t, left, right


def divisors(m: Monomial) -> Iterator[Monomial]:
    """The monomials that divide one, it first."""
    powers = sorted(m, key=spelled)
    for chosen in product(*(range(e, -1, -1) for _, e in powers)):
        yield frozenset((a, e) for (a, _), e in zip(powers, chosen, strict=True) if e)


def ratios(a: Number, b: Number, c: Number) -> set[tuple[int, int]]:
    """Ratios p:q for the square (p*m - q*n)**2, from the coefficients of m**2, n**2 and -m*n."""
    found = []
    if a > 0:
        found.append(pair(quotient(2 * a, c)))
    if b > 0:
        found.append(pair(quotient(c, 2 * b)))
    if a > 0 and b > 0:
        found.append(pair(Fraction(isqrt(a * 10**8 // b), 10**4)))
    return {r for r in found if all(r)}


def pair(ratio: Number) -> tuple[int, int]:
    """A ratio of small integers nearby."""
    near = Fraction(ratio).limit_denominator(12)
    return near.numerator, near.denominator
