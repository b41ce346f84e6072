"""Conditions on symbols, from texts or SymPy relations: equations are put in, inequalities become f >= 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import lcm
from typing import Any

import sympy

from ..errors import SymalgebraError
from ..formula import Formula, formula, integral
from ..formula.atom import Name
from ..formula.reading import relations

_HINT = "write k <= r, r >= 32 or r = 32*q"


@dataclass
class Facts:
    """`swapped`: what replaces a symbol; `given`: formulas >= 0; `tests`: (formula, strict) as stated."""

    swapped: dict[str, Formula] = field(default_factory=dict)
    given: list[Formula] = field(default_factory=list)
    tests: list[tuple[Formula, bool]] = field(default_factory=list)

    def equate(self, left: Formula, right: Formula, fact: Any) -> None:
        """Put an equation for one symbol into everything; its symbol keeps its least value."""
        left, right = swap(left, self.swapped), swap(right, self.swapped)
        if left == right:
            return
        symbol, value = equation(left, right, fact)
        one = {symbol.name: value}
        self.swapped = {n: swap(f, one) for n, f in self.swapped.items()} | one
        self.given = [swap(f, one) for f in self.given]
        self.tests = [(swap(f, one), strict) for f, strict in self.tests]
        self.order(value - symbol.low, strict=False)

    def order(self, gap: Formula, strict: bool) -> None:
        """gap >= 0, or gap > 0: where the gap is an integer up to a factor, that is one less."""
        gap = swap(gap, self.swapped)
        self.tests.append((gap, strict))
        whole = gap * lcm(*(c.denominator for c in gap.terms.values()))
        self.given.append(whole - 1 if strict and integral(whole) else gap)


def facts(where: Iterable[Any], lows: Mapping[str, int] | None = None) -> Facts:
    """All conditions together; one that says nothing that can be used is an error.

    `lows` has the least values of the symbols that are known by name: a text does not raise or lower them.
    """
    known = {name: Name(name, low).formula() for name, low in (lows or {}).items()}
    found = Facts()
    for fact in [where] if isinstance(where, str | sympy.Basic) else where:
        if not isinstance(fact, str) and fact == sympy.true:
            continue
        left, relation, right = sides(fact)
        left, right = swap(left, known), swap(right, known)
        if relation == "=":
            found.equate(left, right, fact)
        else:
            gap = right - left if relation in ("<=", "<") else left - right
            found.order(gap, relation in ("<", ">"))
    return found


def swap(f: Formula, swapped: dict[str, Formula]) -> Formula:
    """A formula with symbols replaced by name."""
    if not swapped:
        return f
    return f.substitute({s: swapped[s.name] for s in f.free if isinstance(s, Name) and s.name in swapped})


def sides(fact: Any) -> tuple[Formula, str, Formula]:
    """The two sides of a condition and what stands between them."""
    left, relation, right = relations.sides(fact, "condition", _HINT)
    return formula(left), relation, formula(right)


def equation(left: Formula, right: Formula, fact: Any) -> tuple[Name, Formula]:
    """The symbol that an equation is for, and its value, an integer for all integers."""
    for side, other in ((left, right), (right, left)):
        if len(side.free) == 1:
            (symbol,) = side.free
            alone = isinstance(symbol, Name) and side.terms == symbol.formula().terms
            if alone and symbol not in other.free and integral(other):
                return symbol, other  # type: ignore[return-value]
    raise SymalgebraError(
        f"{fact}: an equation gives one symbol as an integer formula of others, as in r = 32*q"
    )


def granted(f: Formula) -> bool:
    """Whether f >= 0 says nothing: a number that is."""
    number = f.plain()
    return not isinstance(number, Formula) and number >= 0


def least_values(formulas: Iterable[Formula]) -> dict[str, int]:
    """The least value of each symbol by name: the greatest of those that symbols of the name have."""
    found: dict[str, int] = {}
    for s in (s for f in formulas for s in f.free if isinstance(s, Name)):
        found[s.name] = max(found.get(s.name, s.low), s.low)
    return found
