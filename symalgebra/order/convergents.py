"""Points where a square in a goal may vanish: Pell's equation, by the convergents of a square root.

    a*x**2 - b*y**2 = k   with |k| < sqrt(a*b) has all solutions without a common factor among the
                          convergents x/y of sqrt(b/a)

(Lagrange 1770). They may have many digits where a, b and k have few.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import isqrt, lcm

from .checker import Poly
from .proof.budget import Budget, Exhausted
from .proof.congruent import rooted

MOST = 80  # convergents that are tried
WORK = 200


def vanishing(goal: Poly) -> Iterator[dict[str, int]]:
    """Points by name near the zeros of a*x**2 - b*y**2 - k, where the goal is c*(that)**2 - r, r > 0."""
    found = form(goal)
    if found is not None:
        (x, a), (y, b) = found
        yield from ({x: p, y: q} for p, q in islice(convergents(a, b), MOST))


def form(goal: Poly) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """The symbols of such a goal, each with its coefficient."""
    if any(a[0] != "sym" for m in goal for a, _ in m):
        return None
    try:
        whole = rooted(goal, Budget(WORK))
    except Exhausted:
        return None
    if whole is None or whole[1] >= 0:
        return None
    squares = {m: c for m, c in whole[0][0][1].items() if m}
    if len(squares) != 2 or any([e for _, e in m] != [2] for m in squares):
        return None
    scale = lcm(*(c.denominator for c in squares.values()))
    # the first is the leading one: a > 0
    ((x, a),), ((y, b),) = ([(s[1], int(c * scale)) for (s, _) in m] for m, c in squares.items())
    return ((x, a), (y, -b)) if b < 0 else None


def convergents(a: int, b: int) -> Iterator[tuple[int, int]]:
    """The convergents p/q of sqrt(b/a) = sqrt(a*b)/a, a, b > 0; none where it is rational.

    >>> list(islice(convergents(1, 2), 4))
    [(1, 1), (3, 2), (7, 5), (17, 12)]
    """
    d = a * b
    if isqrt(d) ** 2 == d:
        return
    part, divisor = 0, a  # what is left is (part + sqrt(d))/divisor, and divisor divides d - part**2
    p, q, before = 1, 0, (0, 1)
    while True:
        whole = (part + isqrt(d)) // divisor
        (p, q), before = (whole * p + before[0], whole * q + before[1]), (p, q)
        yield p, q
        part = whole * divisor - part
        divisor = (d - part * part) // divisor
