"""Sizes: integers where they are numbers, formulas where a symbol is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Any

from .atom import Name, Symbol
from .monomial import UNIT, Monomial
from .value import Formula, Number, Size, accumulate, formula


def size(value: Any) -> Size:
    """A value as a size: an int where it is an integer, else a formula."""
    if type(value) is int:
        return value
    return value.size() if type(value) is Formula else formula(value).size()


def add(values: Iterable[Size]) -> Size:
    """The sum of many sizes in one pass."""
    constant: int = 0
    terms: dict[Monomial, Number] = {}
    for value in values:
        if type(value) is int:
            constant += value
        elif terms:
            accumulate(terms, value.terms)  # type: ignore[union-attr]
        else:
            terms = dict(value.terms)  # type: ignore[union-attr]
    if not terms:
        return constant
    if constant:
        accumulate(terms, {UNIT: constant})
    return Formula(terms).size()


def multiply(values: Iterable[Size]) -> Size:
    """The product of many sizes, the shortest sums first: each term so far pays for the next factor."""
    constant: int = 1
    sums: list[Formula] = []
    for value in values:
        if type(value) is int:
            constant *= value
        else:
            sums.append(value)  # type: ignore[arg-type]
    return size(reduce(mul, sorted(sums, key=lambda f: len(f.terms)), constant))


def names(value: Size | Fraction) -> frozenset[str]:
    """The names of the symbols in a size."""
    return value.names if isinstance(value, Formula) else frozenset()


def substitute(value: Size, mapping: Mapping[str, Size]) -> Size:
    """The size with symbols replaced by name; names that do not occur are passed over."""
    if not (mapping and isinstance(value, Formula)):
        return value
    named = (s for s in value.free if isinstance(s, Name) and s.name in mapping)
    found: dict[Symbol, Size] = {s: formula(mapping[s.name]) for s in named}
    return size(value.substitute(found))
