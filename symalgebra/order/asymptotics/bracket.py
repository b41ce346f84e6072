"""Brackets: formulas of symbols, logarithms and exponentials below and above a formula, valid far out.

Floors, maxima, minima, binomials, sums and recurrences each have a rule in `between`; a term is bracketed by
its factors, and an exponent by its own bracket, since powers of bases above 1 rise with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula, log2
from ...formula.atom import Atom, Symbol
from ...formula.bases import Whole
from ...formula.fraction import denominators
from ...formula.logarithm import Log2
from ...formula.monomial import Monomial
from ...formula.sign import atom_nonnegative
from ..clock import tick
from .constants import sign
from .scales import KEPT, By, grows_in, single, split, tends
from .series import MOST_TERMS, Series, Unfit, constant, exponential, series, written
from .tail import Tail, tail_sign

Pair = tuple[Formula, Formula]


def bracket(f: Formula, tail: Tail) -> Pair:
    """(low, high) with low <= f <= high far out; f itself twice where nothing is to be bracketed."""
    if all(smooth(m, tail.by) for m in f.terms):
        return f, f
    low = high = formula(0)
    for m, c in f.items():
        tick()
        below, above = _term(m, tail)
        low, high = (low + below * c, high + above * c) if c > 0 else (low + above * c, high + below * c)
    return low, high


@lru_cache(KEPT)
def smooth(m: Monomial, by: By) -> bool:
    """Whether a monomial has a series as it is."""
    return all(_smooth_power(base, exponent, by) for base, exponent in split(m, by)[0].powers)


def _smooth_power(base: Atom | int, exponent: Any, by: By) -> bool:
    if grows_in(exponent, by):
        return _has_series(Monomial(((base, exponent),)), by)
    if isinstance(base, Symbol):
        return True
    if isinstance(base, Whole):
        return all(smooth(m, by) for m in base.whole.terms)
    return isinstance(base, Log2) and _has_series(Monomial(((base, 1),)), by)


def _has_series(m: Monomial, by: By) -> bool:
    try:
        return bool(series(single(m), by))
    except SymalgebraError:
        return False


@lru_cache(KEPT)
def _term(m: Monomial, tail: Tail) -> Pair:
    rough = [p for p in split(m, tail.by)[0].powers if not _smooth_power(*p, tail.by)]
    if not rough:
        return single(m), single(m)
    low, high = _product(rough, tail)
    others = Monomial(p for p in m.powers if p not in rough)
    rest = single(others)
    direction = 1 if _never_negative(others) else eventual_sign(rest, tail)
    if direction is None:
        raise Unfit(f"the sign of {rest} is not known far out; state more about its symbols")
    return (low * rest, high * rest) if direction >= 0 else (high * rest, low * rest)


def _product(rough: Sequence[tuple[Atom | int, Any]], tail: Tail) -> Pair:
    """The bracket of one atom, whatever its sign, or of powers and products of what is never negative."""
    (base, exponent), *others = rough
    if not others and isinstance(base, Atom) and exponent == 1:
        return _atom(base, tail)
    low = high = formula(1)
    for base, exponent in rough:
        below, above = _power(base, exponent, tail)
        low, high = low * below, high * above
    return low, high


def _never_negative(m: Monomial) -> bool:
    """Whether that is known for all values of the symbols."""
    plain = all(isinstance(base, int) or atom_nonnegative(base) for base, _ in m.powers)
    return plain or sign(single(m)) == 1


def _power(base: Atom | int, exponent: Any, tail: Tail) -> Pair:
    if grows_in(exponent, tail.by):
        return _exponential(base, exponent, tail)
    low, high = _atom(base, tail)  # type: ignore[arg-type]
    return _raised(low, high, exponent, tail)


def _raised(low: Formula, high: Formula, exponent: Any, tail: Tail) -> Pair:
    """The powers of the ends of a bracket, which must not be negative."""
    rising = sign(exponent)
    if rising is None:
        raise Unfit(f"the sign of the exponent {exponent} is not known; state more about its symbols")
    least = eventual_sign(low, tail)
    if least == 1:
        return (low**exponent, high**exponent) if rising == 1 else (high**exponent, low**exponent)
    if least == 0 and rising == 1:
        return low, high**exponent
    raise Unfit(f"{low} is not proved to be positive far out")


def _exponential(base: Atom | int, exponent: Formula, tail: Tail) -> Pair:
    """2**(the ends of the bracket of exponent * log2(base))."""
    alone = formula(base) if isinstance(base, int) else getattr(base, "whole", base.formula())
    ends = bracket(exponent * formula(log2(alone)), tail)
    low, high = (_two_to(end, tail) for end in ends)
    return low[0], high[1]


def _two_to(f: Formula, tail: Tail) -> Pair:
    """2**f, between 2**(f - e - 1) and 2**(f + e + 1) where f is known up to o(e) + o(1) only."""
    found = series(f, tail.by)
    loose = frozenset(e for e in found.small if tends(e, tail.by) not in (0, -1))
    if not loose:
        whole = exponential(found, tail.by)
        exact = 2**f if whole.small else written(whole, tail.by)
        return exact, exact
    sure, margin = Series(found.terms), Series({e: 1 for e in loose}) + constant(1)
    low, high = (written(exponential(sure + margin.times(k), tail.by), tail.by) for k in (-1, 1))
    return low, high


def _atom(atom: Atom, tail: Tail) -> Pair:
    """The bracket of an atom, its own bounds bracketed again; one that is never negative is at least 0."""
    from .between import between

    ends = between(atom, tail)
    low, high = bracket(ends[0], tail)[0], bracket(ends[1], tail)[1]
    below = atom_nonnegative(atom) and eventual_sign(low, tail) != 1
    return (formula(0) if below else low), high


def eventual_sign(f: Formula, tail: Tail) -> int | None:
    """1 where f is positive far out, -1 where it is negative, 0 where it is 0, else None."""
    low, high = bracket(f, tail)
    least = tail_sign(series(cleared([low], tail)[0], tail.by), tail)
    if least == 1 or high == low:
        return least
    greatest = tail_sign(series(cleared([high], tail)[0], tail.by), tail)
    return -1 if greatest == -1 else None


def cleared(formulas: Sequence[Formula], tail: Tail) -> list[Formula]:
    """The formulas times one positive factor after which no reciprocal of a sum that grows is left."""
    found = list(formulas)
    while sums := _denominators(found, tail.by):
        for whole, exponent in sums.items():
            direction = eventual_sign(whole.whole, tail)
            if direction not in (1, -1):
                raise Unfit(f"the sign of the denominator {whole.whole} is not known far out")
            if any(len(f.terms) * len(whole.whole.terms) ** exponent > MOST_TERMS for f in found):
                if len(tail.by) == 1:  # the leading terms of the denominators do
                    return found
                raise Unfit(f"a common denominator of more than {MOST_TERMS} terms")
            tick()
            factor = single(Monomial(((whole, exponent),))) * direction**exponent
            found = [f * factor for f in found]
    return found


def _denominators(formulas: Sequence[Formula], by: By) -> dict[Whole, int]:
    """The sums that grow and are divided by, each with the highest power of it."""
    worst: Counter[Whole] = Counter()
    for f in formulas:
        worst |= Counter(denominators(f))
    return {whole: power for whole, power in worst.items() if grows_in(whole, by)}
