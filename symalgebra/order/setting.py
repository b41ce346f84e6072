"""The setting of a question about growth: which symbols grow, and what conditions say of them far out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import SymalgebraError, UnknownSymbol
from ..formula import Formula, formula, log2
from ..formula.atom import Name, Symbol
from ..formula.substitution import unknown
from .mean import Fact
from .constants import sign
from .domain import Conditions
from .scales import By, growth_of, tends
from .series import CONSTANT, Terms, series
from .tail import pruned


def narrowed(f: Formula, known: Conditions) -> Formula:
    """The formula in symbols with the least values that the conditions give them."""
    names = {s: Name(s.name, known.ranges[s.name][0]) for s in f.free if isinstance(s, Name)}
    return f.substitute({s: name.formula() for s, name in names.items() if name is not s})


def growing(by: Any, formulas: Sequence[Formula], swapped: Mapping[str, Formula]) -> By:
    """The symbols that grow, given by name, as symbols or not at all: then every symbol does.

    A symbol that an equation has replaced grows where those of its value do.
    """
    free = frozenset(s for f in formulas for s in f.free if isinstance(s, Name))
    if by is None:
        return frozenset(free)
    found: set[Symbol] = set()
    for item in by if _several(by) else [by]:
        name = str(item)
        wanted = swapped[name].names if name in swapped else {name}
        chosen = {s for s in free if s.name in wanted}
        if not chosen:
            raise UnknownSymbol(unknown(name, {s.name for s in free} | set(swapped), formulas[0]))
        found |= chosen
    return frozenset(found)


def _several(by: Any) -> bool:
    return isinstance(by, Iterable) and not isinstance(by, str | Formula)


def facts(given: Iterable[Formula], by: By) -> tuple[Fact, ...]:
    """What conditions h >= 0 say of scales: a negative term is at most a multiple of the leading positive one.

    The same holds of the terms themselves in exponents, and of their logarithms where those are single terms.
    """
    found: list[Fact] = []
    for h in given:
        try:
            terms = series(h, by).terms
        except SymalgebraError:
            continue
        positive = [s for s, c in terms.items() if sign(c) == 1]
        top = pruned(positive, by)
        if len(top) == 1 and all(sign(c) in (1, -1) for c in terms.values()):
            for low in terms.keys() - set(positive) - {CONSTANT}:
                found += (Fact(scale) for scale in _said(top[0], low, terms, set(positive), by))
    return tuple(found)


def _said(high: Formula, low: Formula, terms: Terms, positive: set[Formula], by: By) -> Iterable[Formula]:
    yield high - low
    if positive <= {high, CONSTANT}:
        yield growth_of(high, by) * terms[high] + growth_of(low, by) * terms[low]
    if len(high.terms) == len(low.terms) == tends(high, by) == tends(low, by) == 1:
        yield formula(log2(high)) - formula(log2(low))
