"""The topmost of many scales. Samples spare most of the proofs that would fail: they decide nothing."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from ...errors import SymalgebraError
from ...formula import Formula
from ...formula.atom import Symbol
from ...formula.evaluation.point import value_of
from .scales import KEPT, By, tends

FEW = 8  # scales, which are compared without a look at samples
SAMPLES = 5


@lru_cache(64)
def _points(by: By) -> tuple[dict[Symbol, int], ...]:
    symbols = sorted(by, key=str)
    exponents = ([60 + (17 * k + 29 * i * (k + 1)) % 61 for i in range(len(symbols))] for k in range(SAMPLES))
    return tuple({s: 1 << e for s, e in zip(symbols, row, strict=True)} for row in exponents)


@lru_cache(KEPT)
def _sample(f: Formula, by: By) -> tuple[float, ...]:
    """The values of a scale at a few points far out; none where they are too large to be worked out."""
    others = {s: s.low + 2 for s in f.free - by}
    try:
        return tuple(float(value_of(f, {**point, **others})) for point in _points(by))
    except (SymalgebraError, OverflowError):
        return ()


def likely(t: Formula, s: Formula, by: By, many: bool) -> bool:
    """Whether t may exceed s, for all that samples tell."""
    if not many or len(by) == 1:
        return True
    return all(a >= b for a, b in zip(_sample(t, by), _sample(s, by), strict=False))


def exceeds(t: Formula, s: Formula, by: By, many: bool = False) -> bool:
    """Whether t - s is proved to tend to infinity."""
    return likely(t, s, by, many) and tends(t - s, by) == 1


def pruned(scales: Collection[Formula], by: By) -> list[Formula]:
    """The scales that none of the others exceeds."""
    kept: list[Formula] = []
    many = len(scales) > FEW
    for s in scales:
        if not any(exceeds(t, s, by, many) for t in kept):
            kept = [t for t in kept if not exceeds(s, t, by, many)] + [s]
    return kept
