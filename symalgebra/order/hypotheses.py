"""What can be assumed where a polynomial is to be proved >= 0: polynomials h >= 0 and their text.

Where an atom x occurs in h only as c*x, a new variable u = h >= 0 replaces x by (u - rest)/c: a bound of x
from below for c > 0, from above for c < 0. The statements about atoms are the checker's own, asked for by
their text, so that what the prover uses is what the checker will see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from .checker import (
    FACTS, LN2, MINUS, ONE, Atom, Domain, Poly, Rejected, bounded_below, hypothesis, log2_above, log2_below,
    number_of, plus, single, times,
)  # fmt: skip
from .notation import write_atom

RELATIONS = {"floor-order", "log-order", "order", "exponent", "ratio"}
Text = tuple[Any, ...]
TANGENTS = (
    1,
    2,
    4,
    16,
    64,
    1024,
)  # where lines touch a logarithm, in multiples of its argument's least value
HIGHEST = 6  # the degree up to which powers are bounded by binomial sums


@dataclass(frozen=True)
class Hypothesis:
    """A polynomial that is >= 0; `text` is its reference, or (fact, place) for one that a fact yields."""

    poly: Poly
    text: Any
    fact: Any = None
    place: int = 0

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def removed(h: Hypothesis, atom: Atom, e: int = 1) -> Poly | None:
    """What atom**e is, in terms of the others and of the variable that stands for the hypothesis."""
    slope, rest = Fraction(0), {}
    for m, c in h.poly.items():
        powers = dict(m)
        if atom not in powers:
            rest[m] = c
        elif len(m) == 1 and powers[atom] == e:
            slope = c
        else:
            return None
    return plus({frozenset(((("u", h), 1),)): 1 / slope}, rest, -1 / slope) if slope else None


def slope_of(h: Hypothesis, atom: Atom, e: int = 1) -> Fraction:
    """The coefficient of atom**e in a hypothesis."""
    return h.poly.get(frozenset(((atom, e),)), Fraction(0))


def referred(text: list[Any], d: Domain) -> Iterator[Hypothesis]:
    """The hypothesis of a reference, where the checker grants it."""
    try:
        yield Hypothesis(hypothesis(text, d), text)
    except Rejected:
        return


def ends(atom: Atom, d: Domain) -> Iterator[Hypothesis]:
    """The least value of an atom, and the greatest of a symbol."""
    yield from referred(["low", write_atom(atom)], d)
    if atom[0] == "sym" and d.ranges[atom[1]][1] is not None:
        yield from referred(["high", atom[1]], d)


def conditions(d: Domain) -> list[Hypothesis]:
    """The conditions of the domain."""
    return [Hypothesis(p, ["given", k]) for k, p in enumerate(d.given)]


def stated(fact: list[Any], d: Domain) -> Iterator[Hypothesis]:
    """The hypotheses that a fact yields, where the checker grants it."""
    try:
        polys = FACTS[fact[0]](fact[1:], d, 0)
    except Rejected:
        return
    for place, p in enumerate(polys):
        yield Hypothesis(p, None, fact, place)


def about(atom: Atom, d: Domain, others: set[Atom]) -> Iterator[Hypothesis]:
    """Statements about an atom that may help: beside other atoms, then its ends, then by what it is made of."""
    rule = _ABOUT.get(atom[0])
    facts = list(rule(atom, d, others)) if rule else []
    for fact in facts:
        if fact[0] in RELATIONS:
            yield from stated(fact, d)
    yield from ends(atom, d)
    for fact in facts:
        if fact[0] not in RELATIONS:
            yield from stated(fact, d)


Facts = Iterator[list[Any]]


def _named(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    yield [{"max": "extremum", "min": "extremum"}.get(atom[0], atom[0]), write_atom(atom)]


def _floor(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    text = write_atom(atom)
    for other in others:
        if other[0] == "floor" and other != atom:
            for big, small in ((atom, other), (other, atom)):
                yield ["floor-order", write_atom(big), write_atom(small), shift(big, small, d)]
    yield ["floor", text]


def shift(big: Atom, small: Atom, d: Domain) -> int:
    """The least integer k that is found with a/b + k >= p/q, for floors of a/b and p/q."""
    (a, b), (p, q) = map(dict, big[1:]), map(dict, small[1:])
    whole = number_of(times(b, q))
    low = bounded_below(plus(times(a, q), times(p, b), -1), d)
    return 0 if whole is None or low <= MINUS else int(-((low / whole).__floor__()))


def _power(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    text = write_atom(atom)
    numeric = isinstance(atom[1], Fraction)
    for other in others:
        if other[0] == "exp" and other != atom:
            rule = "order" if other[2] == atom[2] else "exponent"
            for pair in ((atom, other), (other, atom)):
                yield justified([rule, *map(write_atom, pair)], pair, d)
            for k, j in ((1, 1), (2, 1), (1, 2), (3, 1), (2, 2)):
                yield ["ratio", text, write_atom(other), k, j]
    for k in range(1, HIGHEST + 1 if numeric else 2):
        yield ["bernoulli", text, k, 0]
        if k <= 2:
            yield ["bernoulli", text, k, 1]


def justified(fact: list[Any], pair: tuple[Atom, Atom], d: Domain) -> list[Any]:
    """A fact about two powers or logarithms, with the condition of the domain that orders them, if it is one."""
    big, small = (dict(a[1]) if a[0] == "log2" else {a[2]: Fraction(1)} for a in pair)
    gap = plus(big, small, -1)
    for k, p in enumerate(d.given):
        rest = plus(gap, p, -1)
        if not rest or (rest.keys() == {ONE} and rest[ONE] > 0):
            terms = [["1", [["given", k]]], *([[str(rest[ONE]), []]] if rest else [])]
            return [*fact, {"rule": "combination", "terms": terms}]
    return fact


def _logarithm(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    p, text = dict(atom[1]), write_atom(atom)
    yield from _products(p, text, d)
    for other in others:
        if other[0] == "log2" and other != atom and any(p) and any(dict(other[1])):
            for small, big in ((atom, other), (other, atom)):
                fact = ["log-order", "1", [[1, write_atom(small)]], [[1, write_atom(big)]]]
                yield justified(fact, (big, small), d)
    yield from _greatest(p, text, d)
    yield from _chord(p, text, d)
    yield from _line_above_power(p, text, d)
    least = max(Fraction(1), bounded_below(p, d))
    for c in TANGENTS if any(p) else (1,):
        slope = Fraction(round(2**40 / (c * LN2[0])), 2**40) / least
        yield ["log-line", text, str(above_line(slope)), str(slope)]


def _greatest(p: Poly, text: Any, d: Domain) -> Facts:
    name = next((n for n in d.ranges if p == single(("sym", n))), None)
    high = d.ranges[name][1] if name is not None else None
    if high is not None:
        proof = {"rule": "combination", "terms": [["1", [["high", name]]]]}
        yield ["log-order", "1", [[1, text]], [[1, ["log2", str(high)]]], proof]


def _line_above_power(p: Poly, text: Any, d: Domain) -> Facts:
    name = next((n for n in d.ranges if p == single(("sym", n))), None)
    for e in (2, 3, 4) if name is not None else ():
        c = d.low(str(name))
        if 3 ** (e - 1) <= c < 2**40:
            above = log2_above(Fraction(c))
            slope = rounded_up(e * above ** (e - 1) / (c * LN2[0]))
            yield ["log-power", text, e, str(rounded_up(above**e - slope * c)), str(slope)]


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
        first, last = (log2_below(Fraction(x)) for x in (low, high))
        slope = (last - first) / (high - low)
        yield ["log-chord", text, str(first - slope * low), str(slope)]


def _products(p: Poly, text: Any, d: Domain) -> Facts:
    """log2(p) beside sums of logarithms of symbols: each term from below, all terms together from above."""
    if len(p) == 1:
        return
    top: dict[Atom, int] = {}
    for m, c in p.items():
        for a, e in m:
            top[a] = max(top.get(a, 0), e)
        if m and c > 0:
            yield ["log-order", str(c), [[e, _log_text(a)] for a, e in m], [[1, text]]]
    size = sum((c for c in p.values() if c > 0), Fraction(0))
    yield ["log-order", str(1 / size), [[1, text]], [[e, _log_text(a)] for a, e in top.items()]]


def _log_text(atom: Atom) -> list[Any]:
    return ["log2", write_atom(atom)]


_ABOUT = {
    "floor": _floor, "exp": _power, "log2": _logarithm, "max": _named, "min": _named, "binomial": _named,
}  # fmt: skip
