"""Facts about atoms that are worth stating, as the checker reads them: it decides which of them are true."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import log
from typing import Any

from ..checker import (
    MINUS,
    ONE,
    Atom,
    Domain,
    Poly,
    base_of,
    bounded_below,
    constant,
    number_of,
    plus,
    power,
    product_of,
    times,
)
from .lines import Facts, of_logarithm, pairs
from .notation import spelled, write_atom

HIGHEST = 6  # the degree up to which powers are bounded by binomial sums
MOST_ALIKE = 4  # powers with the same exponent beside which one is looked at


def _named(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    yield [{"max": "extremum", "min": "extremum"}.get(atom[0], atom[0]), write_atom(atom)]


def _floor(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    text = write_atom(atom)
    floors = [a for a in others if a[0] == "floor" and a != atom]
    for other in sorted(floors, key=lambda a: (a[2] != atom[2], spelled(a))):
        for big, small in ((atom, other), (other, atom)):
            yield ["floor-order", write_atom(big), write_atom(small), shift(big, small, d)]
    yield ["floor", text]


def shift(big: Atom, small: Atom, d: Domain) -> int:
    """The least integer k that is found with a/b + k >= p/q, for floors of a/b and p/q."""
    (a, b), (p, q) = map(dict, big[1:]), map(dict, small[1:])
    whole = number_of(times(b, q))
    low = bounded_below(plus(times(a, q), times(p, b), -1), d)
    return 0 if whole is None or low <= MINUS else -(low // whole)


def _power(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    text = write_atom(atom)
    numeric = isinstance(atom[1], Fraction)
    yield from beside(atom, d, others)
    for other in sorted((o for o in others if o[0] == "exp" and o != atom), key=spelled):
        for pair in ((atom, other), (other, atom)):
            if other[2] != atom[2] and other[1] == atom[1]:
                yield justified(["exponent", *map(write_atom, pair)], gap_of(pair), d)
            elif other[2] == atom[2] and numeric and isinstance(other[1], Fraction):
                yield ["order", *map(write_atom, pair)]
    low = bounded_below(base_of(atom[1]), d)
    if not numeric and low >= 2:
        yield ["powers", [[1, text]], [[1, ["pow", str(low), text[2]]]]]
    for k in range(1, HIGHEST + 1 if numeric else 2):
        yield ["bernoulli", text, k, 0]
        if k <= 2:
            yield ["bernoulli", text, k, 1]


def beside(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    """A power, its square or its cube beside products of powers with its exponent."""
    alike = sorted((o for o in others if o[0] == "exp" and o[2] == atom[2] and o != atom), key=spelled)
    several = [c for size in (1, 2, 3) for c in combinations_with_replacement(alike[:MOST_ALIKE], size)]
    found = [(distance(e, atom, chosen), e, chosen) for e, chosen in product((1, 2, 3), several)]
    for gap, e, chosen in sorted(found, key=lambda f: (f[1], len(f[2]) if f[0] is None else abs(f[0])))[:12]:
        sides = [[[e, write_atom(atom)]], [[chosen.count(a), write_atom(a)] for a in dict.fromkeys(chosen)]]
        excess = plus(power(base_of(atom[1]), e), product_of([base_of(a[1]) for a in chosen]), -1)
        for up in (1, -1):
            if gap is None or gap * up > 0:
                yield justified(["powers", *sides[::up]], plus({}, excess, up), d)
            if gap is not None and gap * up > 0:
                yield from (["ratio", *sides[::up], k] for k in (1, 2, 3))


def distance(e: int, atom: Atom, chosen: tuple[Atom, ...]) -> float | None:
    """How far ln(base**e) exceeds the logarithm of the product of other bases, where all are numbers."""
    if not all(isinstance(a[1], Fraction) for a in (atom, *chosen)):
        return None
    return e * log(atom[1]) - sum(log(a[1]) for a in chosen)


def gap_of(pair: tuple[Atom, Atom]) -> Poly:
    """The difference of the exponents of two powers, or of the arguments of two logarithms."""
    sides: list[Poly] = [dict(a[1]) if a[0] == "log2" else {a[2]: 1} for a in pair]
    return plus(sides[0], sides[1], -1)


def justified(fact: list[Any], gap: Poly, d: Domain) -> list[Any]:
    """A fact that needs gap >= 0, with the condition of the domain that shows it."""
    for k, p in enumerate(d.given):
        rest = plus(gap, p, -1)
        if not rest or (rest.keys() == {ONE} and rest[ONE] > 0):
            return [*fact, {"rule": "combination", "terms": [["1", [["given", k]]]]}]
    inner = _nested(gap, d)
    return [*fact, inner] if inner else fact


def _nested(gap: Poly, d: Domain) -> Any:
    """The proof of log2(q) - log2(p) + k >= 0 for p <= q and k >= 0; None for other gaps."""
    logs = {c: atom for m, c in gap.items() for atom, e in m if atom[0] == "log2" and m == {(atom, 1)}}
    number = gap.get(ONE, 0)
    if logs.keys() != {1, -1} or len(gap) != 2 + bool(number) or number < 0:
        return None
    small, big = logs[-1], logs[1]
    fact = ["log-order", "1", [[1, write_atom(small)]], [[1, write_atom(big)]]]
    terms = [["1", [["given", len(d.given)]]]]
    shown = justified(fact, gap_of((big, small)), d)
    return {"rule": "fact", "facts": [shown], "then": {"rule": "combination", "terms": terms}}


def _logarithm(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    p = dict(atom[1])
    logs = sorted((a for a in others if a[0] == "log2" and a != atom and any(dict(a[1]))), key=spelled)
    yield from pairs(p, logs, write_atom(atom))
    for other in logs:
        if any(p):
            for small, big in ((atom, other), (other, atom)):
                fact = ["log-order", "1", [[1, write_atom(small)]], [[1, write_atom(big)]]]
                yield justified(fact, gap_of((big, small)), d)
    yield from of_logarithm(atom, d)


def _binomial(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    text = write_atom(atom)
    for other in sorted((a for a in others if a[0] == "binomial" and a != atom), key=spelled):
        yield ["pascal", text, write_atom(other)]
        yield ["pascal", write_atom(other), text]
    gap = plus(dict(atom[1]), dict(atom[2]), -1)
    for k in (1, 0):
        proofs = [justified([], plus(p, constant(k), -1), d) for p in (dict(atom[2]), gap)]
        yield ["subsets", text, k, *(proof[0] if proof else None for proof in proofs)]
    for rule in ("central", "binomial", "selections"):
        yield [rule, text]


def _sum(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    yield ["geometric", write_atom(atom)]


def facts_about(atom: Atom, d: Domain, others: set[Atom]) -> Facts:
    """Facts about an atom beside others that may help."""
    rule = _ABOUT.get(atom[0])
    return rule(atom, d, others) if rule else iter(())


_ABOUT = {
    "floor": _floor, "exp": _power, "log2": _logarithm, "max": _named, "min": _named, "binomial": _binomial,
    "sum": _sum, "euler": _named,
}  # fmt: skip
