"""Facts about atoms that are worth stating, as the checker reads them: it decides which of them are true."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .checker import MINUS, ONE, Atom, Domain, bounded_below, number_of, plus, times
from .lines import Facts, of_logarithm, pairs
from .notation import write_atom

HIGHEST = 6  # the degree up to which powers are bounded by binomial sums


def _named(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    yield [{"max": "extremum", "min": "extremum"}.get(atom[0], atom[0]), write_atom(atom)]


def _floor(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    text = write_atom(atom)
    floors = [a for a in others if a[0] == "floor" and a != atom]
    for other in sorted(floors, key=lambda a: (a[2] != atom[2], repr(a))):
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
    """A fact about two powers or logarithms, with the condition of the domain that orders them."""
    big, small = (dict(a[1]) if a[0] == "log2" else {a[2]: Fraction(1)} for a in pair)
    gap = plus(big, small, -1)
    for k, p in enumerate(d.given):
        rest = plus(gap, p, -1)
        if not rest or (rest.keys() == {ONE} and rest[ONE] > 0):
            terms = [["1", [["given", k]]], *([[str(rest[ONE]), []]] if rest else [])]
            return [*fact, {"rule": "combination", "terms": terms}]
    return fact


def _logarithm(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    p = dict(atom[1])
    logs = sorted((a for a in others if a[0] == "log2" and a != atom and any(dict(a[1]))), key=repr)
    yield from pairs(p, logs, write_atom(atom))
    for other in logs:
        if any(p):
            for small, big in ((atom, other), (other, atom)):
                fact = ["log-order", "1", [[1, write_atom(small)]], [[1, write_atom(big)]]]
                yield justified(fact, (big, small), d)
    yield from of_logarithm(atom, d)


def facts_about(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    """Facts about an atom beside others that may help."""
    rule = _ABOUT.get(atom[0])
    return rule(atom, d, others) if rule else iter(())


_ABOUT = {
    "floor": _floor, "exp": _power, "log2": _logarithm, "max": _named, "min": _named, "binomial": _named,
}  # fmt: skip
