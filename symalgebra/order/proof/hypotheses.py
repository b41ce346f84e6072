"""What can be assumed where a polynomial is to be proved >= 0: polynomials h >= 0 and their text.

Where an atom x occurs in h only as c*x, a new variable u = h >= 0 replaces x by (u - rest)/c: a bound of x
from below for c > 0, from above for c < 0. The statements about atoms are the checker's own, asked for by
their text, so that what the prover uses is what the checker will see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from weakref import WeakKeyDictionary

from ..checker import (
    FACTS,
    Atom,
    Domain,
    Number,
    Poly,
    Rejected,
    constant,
    hypothesis,
    plus,
    quotient,
    single,
)
from .notation import write_atom
from .statements import facts_about
from .stream import Stream

RELATIONS = {"floor-order", "log-order", "order", "exponent", "ratio", "powers", "pascal", "log-mean"}
OWN = {"floor", "bernoulli", "log-line", "binomial", "central", "selections", "subsets"}  # of one atom
KNOWN: WeakKeyDictionary[Domain, dict[Any, Any]] = WeakKeyDictionary()  # granted before


@dataclass(frozen=True)
class Hypothesis:
    """A polynomial that is >= 0: `text` refers to it, or it has a place among those that a fact yields."""

    poly: Poly
    text: Any
    fact: Any = None
    place: int = 0
    among: int = 1

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"{self.text or self.fact} {self.place}"

    def __eq__(self, other: object) -> bool:
        return self is other


def removed(h: Hypothesis, atom: Atom, e: int = 1) -> Poly | None:
    """What atom**e is, in terms of the others and of the variable that stands for the hypothesis."""
    slope: Number = 0
    rest: Poly = {}
    for m, c in h.poly.items():
        powers = dict(m)
        if atom not in powers:
            rest[m] = c
        elif len(m) == 1 and powers[atom] == e:
            slope = c
        else:
            return None
    if not slope:
        return None
    return plus({frozenset(((("u", h), 1),)): quotient(1, slope)}, rest, quotient(-1, slope))


def slope_of(h: Hypothesis, atom: Atom, e: int = 1) -> Number:
    """The coefficient of atom**e in a hypothesis."""
    return h.poly.get(frozenset(((atom, e),)), 0)


def referred(text: list[Any], d: Domain) -> Iterator[Hypothesis]:
    """The hypothesis of a reference, where the checker grants it."""
    try:
        found = Hypothesis(hypothesis(text, d), text)
    except Rejected:
        return
    yield found  # outside: a reader may leave it here until the interpreter ends


def ends(atom: Atom, d: Domain) -> Iterator[Hypothesis]:
    """The least value of an atom, and the greatest of a symbol."""
    text = ["low", write_atom(atom)]
    if atom[0] != "sym":
        yield from referred(text, d)
        return
    yield Hypothesis(plus(single(atom), constant(d.low(atom[1])), -1), text)
    yield from referred(["high", atom[1]], d)


def conditions(d: Domain) -> list[Hypothesis]:
    """The conditions of the domain."""
    return [Hypothesis(p, ["given", k]) for k, p in enumerate(d.given)]


def stated(fact: list[Any], d: Domain) -> list[Hypothesis]:
    """The hypotheses that a fact yields, where the checker grants it; asked once for each domain."""
    met = KNOWN.setdefault(d, {})
    key = repr(fact)
    if key not in met:
        met[key] = granted(fact, d)
    return met[key]


def granted(fact: list[Any], d: Domain) -> list[Hypothesis]:
    """What `stated` remembers."""
    try:
        polys = FACTS[fact[0]](fact[1:], d, 0)
    except Rejected:
        return []
    return [Hypothesis(p, None, fact, place, len(polys)) for place, p in enumerate(polys)]


def later(part: Any, first: int, by: int) -> Any:
    """A fact behind others: in its own proof the places of hypotheses from `first` on move by so many."""
    if isinstance(part, dict):
        return {key: later(value, first, by) for key, value in part.items()}
    if not isinstance(part, list):
        return part
    if len(part) == 2 and part[0] == "given" and isinstance(part[1], int) and part[1] >= first:
        return ["given", part[1] + by]
    return [later(one, first, by) for one in part]


def about(atom: Atom, d: Domain, others: set[Atom], own: bool = False) -> Stream[Hypothesis]:
    """What may help about an atom: beside other atoms, then its ends, then by what it is made of; with `own`
    the latter alone. Each is asked of the checker when it is wanted."""
    met = KNOWN.setdefault(d, {})
    key = atom, frozenset(others)
    if key not in met:
        facts = Stream(facts_about(atom, d, others))
        met[key] = (
            Stream(granted_of(facts, lambda kind: kind in OWN, d)),
            Stream(
                chain(
                    granted_of(facts, lambda kind: kind in RELATIONS, d),
                    ends(atom, d),
                    granted_of(facts, lambda kind: kind not in RELATIONS, d),
                )
            ),
        )
    return met[key][not own]


def granted_of(facts: Iterable[list[Any]], chosen: Callable[[str], bool], d: Domain) -> Iterator[Hypothesis]:
    """What the facts of some kinds yield, one after the other."""
    return (h for fact in facts if chosen(fact[0]) for h in stated(fact, d))
