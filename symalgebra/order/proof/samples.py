"""A look at a few points before further bounds are tried: it spares searches that must fail.

A goal is proved where it has coefficients >= 0 in variables u >= 0 that stand for hypotheses. With the u so
far at 0 it is then >= 0 at every point of the domain, since the later ones have values >= 0 there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from weakref import WeakKeyDictionary

from ..checker import WORK, Atom, Domain, Poly, Rejected, around, interval
from ..points import first

MOST_POINTS, MOST_PLACES = 10, 40  # that are kept, and that are looked at
SLACK = 1e-6  # of the size of the terms, that a sum of floats may be off
NAN = float("nan")


class Samples:
    """A few points of a domain, and the values of atoms there."""

    def __init__(self, d: Domain) -> None:
        places = islice(first(d.ranges), MOST_PLACES)
        self.points = [p for p in places if all(_holds(h, p) for h in d.given)][:MOST_POINTS]
        self.known: dict[Atom, Sequence[float]] = {}
        self.asked: tuple[Poly, list[dict[str, int]]] | None = None  # the last goal, and its answer

    def values(self, atom: Atom) -> Sequence[float]:
        """The values of an atom; NaN where it has none, or one that is too large."""
        if atom not in self.known:
            self.known[atom] = [_value(atom, p) for p in self.points]
        return self.known[atom]

    def refute(self, goal: Poly) -> bool:
        """Whether the part without variables u is negative at a point, as far as floats can tell."""
        return bool(self.negative(goal))

    def negative(self, goal: Poly) -> list[dict[str, int]]:
        """The points at which that part is negative."""
        if self.asked is None or self.asked[0] is not goal:
            self.asked = goal, self.found(goal)
        return self.asked[1]

    def found(self, goal: Poly) -> list[dict[str, int]]:
        """What `negative` remembers."""
        try:
            gaps = self.gaps(goal)
        except OverflowError:
            return []
        return [p for p, (total, size) in zip(self.points, gaps, strict=True) if total < -SLACK * size]

    def gaps(self, goal: Poly) -> list[tuple[float, float]]:
        """The value at each point, and the sum of the sizes of the terms."""
        totals, sizes = [0.0] * len(self.points), [0.0] * len(self.points)
        for m, c in goal.items():
            if any(a[0] == "u" for a, _ in m):
                continue
            terms = [c.numerator / c.denominator] * len(totals)
            for atom, e in m:
                terms = [t * v**e for t, v in zip(terms, self.values(atom), strict=True)]
            totals = [s + t for s, t in zip(totals, terms, strict=True)]
            sizes = [s + abs(t) for s, t in zip(sizes, terms, strict=True)]
        return list(zip(totals, sizes, strict=True))


SAMPLES: WeakKeyDictionary[Domain, Samples] = WeakKeyDictionary()


def samples(d: Domain) -> Samples:
    """The points of a domain, chosen once."""
    found = SAMPLES.get(d)
    if found is None:
        found = SAMPLES[d] = Samples(d)
    return found


def _holds(h: Poly, point: dict[str, int]) -> bool:
    try:
        return interval(h, point)[0] >= 0
    except Rejected:
        return False


def _value(atom: Atom, point: dict[str, int]) -> float:
    before = WORK[0]
    try:
        if atom[0] == "sym":
            return float(point[atom[1]])
        low, high = around(atom, point)
        return float(low + high) / 2
    except (Rejected, OverflowError, KeyError):
        return NAN
    finally:
        WORK[0] = before
