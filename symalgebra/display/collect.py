"""Sums in groups, as one writes them by hand: w**2*(17*n1 + 505) + w*(12*n1 + 8).

The factors to group by are those that make the sum shortest; within a group the same again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from ..formula import Formula
from ..formula.bases import Whole
from ..formula.monomial import UNIT, Monomial
from ..formula.power import split_content
from ..formula.writing.arrangement import arranged
from ..formula.writing.line import negative

MOST_TERMS, MOST_BASES, MOST_FACTORS = 400, 9, 3
Term = tuple[Monomial, Any]
Power = tuple[Any, Any]


@dataclass(frozen=True)
class Group:
    """One term, times the sum of other groups where there are any."""

    factor: Formula
    inner: tuple[Group, ...] = ()


def collected(f: Formula, first: Sequence[Any] = ()) -> tuple[Group, ...]:
    """The groups whose sum is f; by the bases in `first`, and in their order, in any case."""
    return parted(Formula(dict(f.canonical)), first)  # without what vanishes on the domain


def parted(f: Formula, first: Sequence[Any] = ()) -> tuple[Group, ...]:
    """The groups whose sum is f, its terms as they are."""
    below = denominator(f)
    if below and len(f.terms) > 1:
        return (over(below, f, first),)
    if len(f.terms) > 1 and not any(base in first for m in f.terms for base, _ in m.powers):
        content, rest = split_content(f)
        if content.free and not best(rest, ()):
            return (grouped(f),)
    return groups(f, first)


def denominator(f: Formula) -> tuple[Power, ...]:
    """The sums that every term is divided by: they are written once, below all of it."""
    several = [{(b, e) for b, e in m.powers if isinstance(b, Whole) and negative(e)} for m in f.terms]
    return tuple(sorted(set.intersection(*several), key=str)) if several else ()


def over(below: tuple[Power, ...], f: Formula, first: Sequence[Any]) -> Group:
    """One group: the sum without what is below it, in groups."""
    front = Formula({Monomial(below): 1})
    above = Formula({Monomial(p for p in m.powers if p not in below): c for m, c in f.items()})
    inner = parted(above, first)
    return Group(inner[0].factor * front, inner[0].inner) if len(inner) == 1 else Group(front, inner)


def groups(f: Formula, first: Sequence[Any] = (), tail: bool = False) -> tuple[Group, ...]:
    """The groups of a sum by the best factors; a tail goes on from other terms."""
    chosen = best(f, first)
    if not chosen:
        terms = [Group(Formula({m: c})) for m, c in ordered(f.terms, first)]
        return tuple(terms if tail else turned(terms))
    parts = partition(f, chosen)
    rest = parts.pop(UNIT, None)
    found = tuple(grouped(inner, Formula({head: 1})) for head, inner in ordered(parts, first))
    return found + (() if rest is None else groups(rest, tail=True))


def grouped(f: Formula, head: Formula | int = 1) -> Group:
    """head * f as one group, what all terms of f share moved to the front."""
    if len(f.terms) == 1:
        return Group(f * head)
    content, rest = split_content(f)
    if all(c < 0 for c in rest.terms.values()):
        content, rest = -content, -rest
    return Group(content * head, groups(rest))


def best(f: Formula, first: Collection[Any]) -> Collection[Any]:
    """The bases that make the shortest sum."""
    bases = dict.fromkeys(base for m in f.terms for base, _ in m.powers)
    forced = {base for base in bases if base in first}
    free = sorted((base for base in bases if base not in forced), key=str)
    if len(f.terms) > MOST_TERMS:
        return ()
    most = MOST_FACTORS if len(free) <= MOST_BASES else 1
    choices = chain.from_iterable(combinations(free, size) for size in range(most + 1))
    return min(({*forced, *choice} for choice in choices), key=lambda chosen: cost(f, chosen))


def partition(f: Formula, chosen: Collection[Any]) -> dict[Monomial, Formula]:
    """What stands beside each product of powers of the chosen bases."""
    parts: dict[Monomial, dict[Monomial, Any]] = {}
    for m, c in f.items():
        head = Monomial(power for power in m.powers if power[0] in chosen)
        inner = Monomial(power for power in m.powers if power[0] not in chosen)
        parts.setdefault(head, {})[inner] = c
    return {head: Formula(terms) for head, terms in parts.items()}


def cost(f: Formula, chosen: Collection[Any]) -> float:
    """About how long the sum is: the factors of every head, once, and of every term in its brackets."""
    heads = {tuple(power for power in m.powers if power[0] in chosen) for m in f.terms}
    inner = (power for m in f.terms for power in m.powers if power[0] not in chosen)
    return sum(c != 1 for c in f.terms.values()) + sum(map(length, chain(*heads, inner)))


def length(power: Power) -> float:
    """A factor, one with an exponent for more."""
    return 1 if power[1] == 1 else 1.5


def ordered(terms: Mapping[Monomial, Any], first: Sequence[Any] = ()) -> list[Term]:
    """Monomials, each with what belongs to it, in the order in which terms are written."""
    known = list(terms)
    numbered = Formula({m: number for number, m in enumerate(known, 1)})  # arranging keeps the numbers
    placed = (known[int(number) - 1] for number, _ in arranged(numbered))
    return [(m, terms[m]) for m in sorted(placed, key=lambda m: places(m, first))]


def places(m: Monomial, first: Sequence[Any]) -> list[int]:
    """Where the bases of a monomial stand among those that come first; behind them if it has none."""
    return sorted(first.index(base) for base, _ in m.powers if base in first) or [len(first)]


def turned(terms: list[Group]) -> list[Group]:
    """1 - n for -n + 1."""
    signs = [c > 0 for group in terms for c in group.factor.terms.values()]
    return terms[::-1] if signs == [False, True] else terms
