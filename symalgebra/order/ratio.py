"""The best constants between two formulas: m <= f/g <= M on the whole domain, proved."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, formula
from .asymptotics.growth import growth
from .checker import length
from .clock import Late, share, within
from .domain import Conditions, conditions
from .extent import figure, told
from .points import candidates
from .question import STEPS, Steps, asked
from .verdict import Proved, Refuted

ROUNDS = 12
HALF = 0.5  # of the time, for each of both constants
SHORT = 24  # characters of a constant that is written out
MOST_BITS, LONGEST = 3_000, 64_000  # of the parts of a ratio, and of what it is the ratio of
FINEST = 1_000  # the greatest denominator of a limit that is guessed
LOOSENED = (Fraction(1, 1000), Fraction(1, 20), Fraction(1, 2), Fraction(3), Fraction(31), Fraction(1023))


@dataclass(frozen=True)
class Bound:
    """A constant that is proved; `exact` where no better one exists, with the point at which it is attained.

    `best` is the most that any point is known to allow: the best constant lies between it and `value`.
    """

    value: Fraction
    best: Fraction
    attained: dict[str, int] | None
    proof: Proved = field(repr=False, compare=False)

    @property
    def exact(self) -> bool:
        """Whether no better constant exists."""
        return self.value == self.best


@dataclass(frozen=True)
class RatioBounds:
    """lower.value <= left/right <= upper.value on the domain; None where no constant was proved."""

    left: Formula
    right: Formula
    lower: Bound | None
    upper: Bound | None

    @property
    def claim(self) -> str:
        """The ratio as text."""
        return f"({told(self.left)})/({told(self.right)})"

    def check(self) -> bool:
        """Whether both proofs check."""
        return all(b is None or b.proof.check() for b in (self.lower, self.upper))

    def __str__(self) -> str:
        low, high = (_shown(b) for b in (self.lower, self.upper))
        return f"{low} <= {self.claim} <= {high}"


def _shown(bound: Bound | None) -> str:
    if bound is None:
        return "?"
    beyond = "" if bound.exact else f" (the best constant is not beyond {_written(bound.best)})"
    return f"{_written(bound.value)}{beyond}"


def _written(value: Fraction) -> str:
    text = figure(value)
    near = len(text) > SHORT and abs(value) < sys.float_info.max
    return f"about {float(value):.6g}" if near else text


def ratio_bounds(f: Any, g: Any, where: Iterable[Any] = (), limit: float | None = None) -> RatioBounds:
    """Constants m and M with m <= f/g <= M for all values of the symbols, each proved.

    Candidates are the greatest ratio at a point and the ratio along far rays; what is refuted moves the
    candidate to the witness. `limit` is in seconds, for the whole; a constant not found in time is None.

    >>> from symalgebra import dims
    >>> n = dims("n")
    >>> found = ratio_bounds(n**2 + 100 * n, n**2 + 1000)
    >>> found.upper.value, found.upper.attained
    (Fraction(559, 259), {'n': 43})
    """
    top, bottom = formula(f), formula(g)
    facts = [where] if isinstance(where, str) else list(where)
    with within(limit):
        if not asked(0, bottom, facts, "<", STEPS):
            raise SymalgebraError(f"the ratio to {told(bottom)}: it is not positive on the whole domain")
        with within(share(HALF)):
            upper = None if endless(top, bottom, facts) else _timely(top, bottom, facts, 1)
        least = vanishing(top, bottom, facts) if endless(bottom, top, facts) else None
        lower = least or _timely(top, bottom, facts, -1)
    return RatioBounds(top, bottom, lower, upper)


def greatest(f: Formula, g: Formula, where: list[Any], work: Steps) -> Bound | None:
    """The constant above f/g that so much work for each claim finds; None too where g > 0 is not proved."""
    if not isinstance(asked(0, g, where, "<", work), Proved) or endless(f, g, where):
        return None
    return _timely(f, g, where, 1, work)


def endless(f: Formula, g: Formula, where: list[Any]) -> bool:
    """Whether a ray shows that f/g has no upper bound."""
    try:
        return growth(f, g, where=where, uniform=True).upper.holds is False
    except SymalgebraError:
        return False


def vanishing(f: Formula, g: Formula, where: list[Any]) -> Bound | None:
    """0, the best constant below where g/f has no upper bound and f >= 0."""
    verdict = asked(0, f, where, "<=", STEPS)
    return Bound(Fraction(0), Fraction(0), None, verdict) if isinstance(verdict, Proved) else None


def _timely(f: Formula, g: Formula, where: list[Any], side: int, work: Steps = STEPS) -> Bound | None:
    """The constant above (side 1) or below (side -1), where it is found in time."""
    try:
        return _bound(f, g, where, side, work)
    except Late:
        return None


def _bound(f: Formula, g: Formula, where: list[Any], side: int, work: Steps) -> Bound | None:
    known = conditions(where, f, g)
    best, point = _sampled(known, side)
    if best is None:
        return None
    for guess in (Fraction, _rounded):
        value = guess(best)
        for _ in range(ROUNDS):
            verdict = _claim(f, g, value, where, side, work)
            if isinstance(verdict, Proved):
                return Bound(value, best, point if value == best else None, verdict)
            if not isinstance(verdict, Refuted):
                break
            ratio = _ratio(known, {n: verdict.witness[n] for n in known.ranges})
            if ratio is None or side * ratio <= side * best:
                break
            value, best, point = ratio, ratio, verdict.witness
    for more in LOOSENED:
        value = best + side * abs(best) * more
        verdict = _claim(f, g, value, where, side, work)
        if isinstance(verdict, Proved):
            return Bound(value, best, None, verdict)
    return None


def _claim(f: Formula, g: Formula, value: Fraction, where: list[Any], side: int, work: Steps) -> Any:
    left, right = (f, g * value) if side == 1 else (g * value, f)
    return asked(left, right, where, "<=", work)


def _sampled(known: Conditions, side: int) -> tuple[Fraction | None, dict[str, int] | None]:
    """The greatest (or least) ratio at a sample of points."""
    best: Fraction | None = None
    where: dict[str, int] | None = None
    for point in candidates(known.ranges):
        ratio = _ratio(known, point)
        if ratio is not None and (best is None or side * ratio > side * best):
            best, where = ratio, point
    return best, where


def _ratio(known: Conditions, point: dict[str, int]) -> Fraction | None:
    """The exact ratio at a point of the domain; None outside it, and where it is no short fraction."""
    if known.holds(point, "<=") is None:
        return None
    top, bottom = (known.value(f, point) for f in known.formulas)
    if isinstance(top, float) or isinstance(bottom, float) or not bottom:
        return None
    if max(map(length, (top, bottom))) > LONGEST:
        return None
    ratio = Fraction(top) / Fraction(bottom)
    return ratio if length(ratio) <= MOST_BITS else None


def _rounded(value: Fraction) -> Fraction:
    """The simplest fraction nearby: a limit that is approached."""
    return value.limit_denominator(FINEST)
