"""Facts about one logarithm: lines above and below it, and logarithms of the terms of its argument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from itertools import combinations_with_replacement
from typing import Any

from ..checker import (
    LN2,
    Atom,
    Domain,
    Monomial,
    Number,
    Poly,
    bounded_below,
    log2_above,
    log2_below,
    plus,
    quotient,
    single,
    times,
)
from .notation import spelled, write_atom

Facts = Iterator[list[Any]]
FARTHEST = 1 << 80  # the least value of a symbol up to which powers of its logarithm have lines
TANGENTS = (1, 2, 4, 16, 64, 1024)  # where lines touch a logarithm, times the least value of its argument
MOST_BESIDE = 6  # logarithms of which the sums of two are looked at


def of_logarithm(atom: Atom, d: Domain) -> Facts:
    """What is known of one logarithm, the closest facts first."""
    p, text = dict(atom[1]), write_atom(atom)
    yield from beside_symbols(p, text)
    yield from _greatest(p, text, d)
    yield from _chord(p, text, d)
    for e in (2, 3, 4):
        yield from _lines_above_power(p, text, e, d)
    yield from _tangents(p, text, d)


def _tangents(p: Poly, text: Any, d: Domain) -> Facts:
    least = max(1, bounded_below(p, d))
    for c in TANGENTS if any(p) else (1,):
        slope = Fraction(round(2**40 / (c * LN2[0])), 2**40) / least
        yield ["log-line", text, str(above_line(slope)), str(slope)]


def lines(atom: Atom, e: int, d: Domain) -> Facts:
    """Lines above a power of a logarithm."""
    p, text = dict(atom[1]), write_atom(atom)
    return _tangents(p, text, d) if e == 1 else _lines_above_power(p, text, e, d)


def _greatest(p: Poly, text: Any, d: Domain) -> Facts:
    name = next((n for n in d.ranges if p == single(("sym", n))), None)
    high = d.ranges[name][1] if name is not None else None
    if high is not None:
        proof = {"rule": "combination", "terms": [["1", [["high", name]]]]}
        yield ["log-order", "1", [[1, text]], [[1, ["log2", str(high)]]], proof]


def _lines_above_power(p: Poly, text: Any, e: int, d: Domain) -> Facts:
    name = next((n for n in d.ranges if p == single(("sym", n))), None)
    c = int(bounded_below(p, d))
    for t in (max(c, k * 3 ** (e - 1)) for k in (1, 3, 9)):
        if 1 <= c < FARTHEST and t <= c + (0 if name is None else 200):
            yield ["log-power", text, e, *map(str, above_power(e, c, t)), t]


@lru_cache(1 << 10)
def above_power(e: int, c: int, t: int) -> tuple[Fraction, Fraction]:
    """(A, B) with log2(x)**e <= A + B*x for all integers x >= c, where t >= c is large enough."""
    slope = rounded_up(e * log2_above(t) ** (e - 1) / (t * LN2[0]))
    return rounded_up(max(log2_above(x) ** e - slope * x for x in range(c, t + 1))), slope


def rounded_up(x: Fraction) -> Fraction:
    """A little above, with a short denominator."""
    return Fraction(-((-x * 2**40).__floor__()), 2**40)


@cache
def above_line(slope: Fraction) -> Fraction:
    """The least A, up to rounding, with log2(x) <= A + slope*x for all x > 0."""
    return rounded_up(-(1 / LN2[1] + log2_below(slope * LN2[0])))


def _chord(p: Poly, text: Any, d: Domain) -> Facts:
    name = next((n for n in d.ranges if p == single(("sym", n))), None)
    if name is None:
        return
    low, high = d.ranges[name]
    if high is not None and 1 <= low < high < 10**6:
        first, last = (log2_below(x) for x in (low, high))
        slope = (last - first) / (high - low)
        yield ["log-chord", text, str(first - slope * low), str(slope)]


def pairs(p: Poly, logs: Sequence[Atom], text: Any) -> Facts:
    """log2(p) beside sums of `logs`: of the factors of a term of p, of two whose product is in p."""
    if len(p) < 2:  # an atom: log2 of other products is a sum
        return
    known = {a[1] for a in logs}
    for m, c in ordered(p):
        if sum(e for _, e in m) > 1 and c > 0 and all(frozenset(single(a).items()) in known for a, _ in m):
            yield ["log-order", str(c), [[e, _log_text(a)] for a, e in sorted(m, key=spelled)], [[1, text]]]
    for one, other in combinations_with_replacement(logs[:MOST_BESIDE], 2):
        rest = plus(p, times(dict(one[1]), dict(other[1])), -1)
        if len(one[1]) + len(other[1]) > 2 and all(c > 0 for c in rest.values()):
            pair = [[1, write_atom(log)] for log in (one, other)]
            yield ["log-order", "1", pair, [[1, text]]]
            if not rest:
                yield ["log-order", "1", [[1, text]], pair]


def beside_symbols(p: Poly, text: Any) -> Facts:
    """log2(p) beside sums of logarithms of symbols: each term from below, all terms together from above."""
    if len(p) == 1:
        return
    top: dict[Atom, int] = {}
    for m, c in ordered(p):
        for a, e in sorted(m, key=spelled):
            top[a] = max(top.get(a, e), e)
        if m and c > 0:
            yield ["log-order", str(c), [[e, _log_text(a)] for a, e in sorted(m, key=spelled)], [[1, text]]]
    size = sum(c for c in p.values() if c > 0)
    yield ["log-order", str(quotient(1, size)), [[1, text]], [[e, _log_text(a)] for a, e in top.items()]]


def ordered(p: Poly) -> list[tuple[Monomial, Number]]:
    """The terms of a polynomial, in an order that is the same in every process."""
    return sorted(p.items(), key=spelled)


def _log_text(atom: Atom) -> list[Any]:
    return ["log2", write_atom(atom)]
