"""The setting of a question about growth: which symbols grow, and what conditions say of them far out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ...errors import SymalgebraError, UnknownSymbol
from ...formula import Formula, formula, log2
from ...formula.atom import Name, Symbol
from ...formula.substitution import unknown
from ..domain import Conditions
from .constants import sign
from .maxima import pruned
from .mean import Fact
from .scales import By, growth_of, tends
from .series import CONSTANT, Series, series
from .tail import Tail


def narrowed(f: Formula, known: Conditions) -> Formula:
    """The formula in symbols with the least values that the conditions give them."""
    names = {s: Name(s.name, known.ranges[s.name][0]) for s in f.free if isinstance(s, Name)}
    swaps: dict[Symbol, Formula] = {s: name.formula() for s, name in names.items() if name is not s}
    return f.substitute(swaps)


def restored(value: Any, *originals: Formula) -> Any:
    """A value in the symbols of the original formulas, whatever least values conditions gave them."""
    if not isinstance(value, Formula):
        return value
    names = {s.name: s for f in originals for s in f.free if isinstance(s, Name)}
    swaps: dict[Symbol, Formula] = {
        s: names[s.name].formula() for s in value.free if isinstance(s, Name) and s.name in names
    }
    return value.substitute(swaps)


def growing(by: Any, formulas: Sequence[Formula], known: Conditions) -> tuple[str, ...]:
    """The names of the symbols that grow, given by name, as symbols or not at all: then all that have no end.

    A symbol that an equation has replaced grows where those of its value do.
    """
    free = {s.name for f in formulas for s in f.free if isinstance(s, Name)}
    endless = {name for name in free if known.ranges[name][1] is None}
    if by is None:
        return tuple(sorted(endless))
    chosen: set[str] = set()
    for name in map(str, by if _several(by) else [by]):
        wanted = known.swapped[name].names if name in known.swapped else {name}
        if not wanted <= free:
            raise UnknownSymbol(unknown(name, free | set(known.swapped), formulas[0]))
        chosen |= wanted
    for name in sorted(chosen - endless):
        raise SymalgebraError(f"{name} <= {known.ranges[name][1]} does not tend to infinity")
    return tuple(sorted(chosen))


def _several(by: Any) -> bool:
    return isinstance(by, Iterable) and not isinstance(by, str | Formula)


def setting(names: Iterable[str], formulas: Iterable[Formula], given: Iterable[Formula]) -> Tail:
    """What is far out where these symbols grow."""
    found: set[Symbol] = {s for f in (*formulas, *given) for s in f.free if isinstance(s, Name)}
    by = frozenset(s for s in found if s.name in names)  # type: ignore[attr-defined]
    return Tail(by, facts(given, by))


def facts(given: Iterable[Formula], by: By) -> tuple[Fact, ...]:
    """What conditions h >= 0 say of scales: a negative term is O(a positive one that leads).

    The same holds of the terms themselves in exponents, and of their logarithms where those are single terms.
    """
    found: list[Fact] = []
    for h in given:
        try:
            f = series(h, by)
        except SymalgebraError:
            continue
        positive = {s for s, c in f.terms.items() if sign(c) == 1}
        top = pruned([s for s in f.terms if s in positive], by)
        alone = len(top) == 1 and top[0] != CONSTANT and all(sign(c) in (1, -1) for c in f.terms.values())
        if alone and all(tends(top[0] - e, by) in (0, 1) for e in f.small):
            for low in (s for s in f.terms if s not in positive and s != CONSTANT):
                found += (Fact(scale) for scale in _said(top[0], low, f, positive, by))
    return tuple(found)


def _said(high: Formula, low: Formula, f: Series, positive: set[Formula], by: By) -> Iterable[Formula]:
    yield high - low
    if positive <= {high, CONSTANT} and not f.small:
        yield growth_of(high, by) * f.terms[high] + growth_of(low, by) * f.terms[low]
    if len(high.terms) == len(low.terms) == tends(high, by) == tends(low, by) == 1:
        yield formula(log2(high)) - formula(log2(low))
