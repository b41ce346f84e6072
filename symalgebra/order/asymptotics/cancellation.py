"""Cancellation: where negative terms are as large as positive ones, `compare` may prove them less."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice

from ...errors import SymalgebraError
from ...formula import Formula
from ...formula.atom import Name
from ..question import STEPS, asked
from ..verdict import Proved
from .bracket import eventual_sign
from .constants import sign
from .rays import allowed, curves, parameter
from .series import Series, written
from .tail import Body, Tail

SHARES = (Fraction(1, 2), Fraction(15, 16))  # of the positive terms, that the negative ones may take
FAR = 8  # a threshold for the growing symbols
MOST_CURVES = 12
LITTLE = STEPS[:1]  # work for a proof


def proved_body(f: Series, tail: Tail, given: Sequence[Formula]) -> Body | None:
    """The positive terms of f, where the negative ones are proved to be at most a share of them far out."""
    positive = {s: c for s, c in f.terms.items() if sign(c) == 1}
    negative = {s: c for s, c in f.terms.items() if s not in positive}
    if f.small or not positive or any(sign(c) != -1 for c in negative.values()):
        return None
    more, less = (written(Series(terms), tail.by) for terms in (positive, negative))
    conditions = [f"{h} >= 0" for h in given]
    spans = [f"{s.name} >= {max(FAR, s.low)}" for s in tail.by if isinstance(s, Name)]
    for share in SHARES:
        gap = more * share + less
        if not _negative_somewhere(gap, tail, given) and _proved(-less, more * share, [*spans, *conditions]):
            return Body(positive, False, tail.by)
    return None


def _negative_somewhere(f: Formula, tail: Tail, given: Sequence[Formula]) -> bool:
    """Whether f is negative far out along one of a few curves."""
    t = parameter((f, *given))
    first = islice(curves(tail.by, (), t), MOST_CURVES)
    tried = ({s: t for s in tail.by}, *first)
    return any(allowed(c, given, t) and eventual_sign(f.substitute(c), Tail(t.free)) == -1 for c in tried)


def _proved(f: Formula, g: Formula, where: list[str]) -> bool:
    try:
        return isinstance(asked(f, g, where, "<=", LITTLE), Proved)
    except SymalgebraError:  # outside the class that is compared
        return False
