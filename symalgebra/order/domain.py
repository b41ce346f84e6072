"""The domain of a comparison: ranges of symbols, conditions between them, and equations that are put in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import sympy

from ..errors import SymalgebraError
from ..formula import Formula, Size, formula, read, size
from ..formula.atom import Name, Symbol
from ..formula.evaluation import value_of
from .checker import Domain, Rejected, interval, opened
from .expression import expression

_RELATION = re.compile(r"(.+?)(<=|>=|==|=|<|>)(.+)", re.DOTALL)


class Conditions:
    """Two formulas with equations put in, and what holds between their symbols."""

    def __init__(
        self, formulas: tuple[Formula, Formula], kept: list[Formula], swapped: dict[str, Formula]
    ) -> None:
        self.formulas, self.swapped = formulas, swapped
        symbols = {s for f in (*formulas, *kept) for s in f.free if isinstance(s, Name)}
        names = {s.name for s in symbols}
        self.ranges: dict[str, tuple[int, int | None]] = {
            name: (max(s.low for s in symbols if s.name == name), None) for name in sorted(names)
        }
        self.symbols = symbols
        self.given = [f for f in kept if not self.narrowed(f)]
        self.opened: Any = None

    def narrowed(self, f: Formula) -> bool:
        """Take f >= 0 as a bound of one symbol, if it is one."""
        if len(f.free) != 1:
            return False
        (symbol,) = f.free
        slope = f.terms.get(next(iter(symbol.formula().terms)), 0)
        rest = (f - slope * symbol.formula()).plain()
        if not slope or not isinstance(rest, int | Fraction) or not isinstance(symbol, Name):
            return False
        low, high = self.ranges[symbol.name]
        bound = Fraction(-rest) / slope
        if slope > 0:
            low = max(low, -((-bound).__floor__()))
        else:
            high = bound.__floor__() if high is None else min(high, bound.__floor__())
        self.ranges[symbol.name] = (low, high)
        return True

    def claim(self, relation: str) -> dict[str, Any]:
        """The claim of a certificate."""
        left, right = map(expression, self.formulas)
        domain = {name: list(span) for name, span in self.ranges.items()}
        given = [expression(f) for f in self.given]
        return {"left": left, "relation": relation, "right": right, "domain": domain, "given": given}

    def value(self, f: Formula, point: dict[str, int]) -> Any:
        """The value of a formula at a point by name."""
        return value_of(f, self.at(point))

    def at(self, point: dict[str, int]) -> dict[Symbol, int]:
        """A point by atoms."""
        return {s: point[s.name] for s in self.symbols}

    def holds(self, point: dict[str, int], relation: str) -> bool | None:
        """Whether left relation right at a point; None outside the domain, or where rounding leaves it open."""
        try:
            where = self.at(point)
            if any(value_of(f, where) < 0 for f in self.given):
                return None
            left, right = (value_of(f, where) for f in self.formulas)
        except SymalgebraError:
            return None
        if isinstance(left, float) or isinstance(right, float):
            return self.enclosed(point, relation, float(left), float(right))
        return bool(left <= right if relation == "<=" else left < right if relation == "<" else left == right)

    def enclosed(self, point: dict[str, int], relation: str, left: float, right: float) -> bool | None:
        """The same where logarithms are in it: a guess by floats, confirmed by exact enclosures."""
        gap, scale = right - left, abs(left) + abs(right) + 1
        if gap > 1e-9 * scale and relation != "==":
            return True
        if self.opened is None:
            self.opened = opened(self.claim("<="))
        d: Domain
        _, goal, d = self.opened
        try:
            low, high = interval(goal, point)
        except Rejected:
            return None
        if relation == "==":
            return False if low > 0 or high < 0 else None
        return False if high < 0 else True if low > 0 else None

    def original(self, point: dict[str, int]) -> dict[str, int]:
        """The point in the symbols that the user wrote: those that an equation replaced have their value again."""
        where = {s: v for s, v in self.at(point).items()}
        found = dict(point)
        for name, value in self.swapped.items():
            known = {s: where[t] for s in value.free for t in where if t.name == s.name}  # type: ignore[attr-defined]
            if len(known) == len(value.free):
                found[name] = int(value_of(value, known))
        return found

    def judge(self, relation: str) -> Any:
        """A function that evaluates the claim at a point of the user's symbols."""
        return lambda point: self.holds({n: point[n] for n in self.ranges}, relation)


def conditions(where: Iterable[Any], *formulas: Formula) -> Conditions:
    """The conditions of `where`; an equation for one symbol is put into everything else."""
    kept: list[Formula] = []
    swapped: dict[str, Formula] = {}
    for fact in [where] if isinstance(where, str | sympy.Basic) else where:
        left, relation, right = sides(fact)
        if relation == "=":
            name, value = equation(left, right, fact)
            swapped[name] = value
        else:
            gap = right - left if relation in ("<=", "<") else left - right
            kept.append(gap - 1 if relation in ("<", ">") else gap)
    return Conditions(
        tuple(swap(f, swapped) for f in formulas),
        [swap(f, swapped) for f in kept],
        swapped,  # type: ignore[arg-type]
    )


def swap(f: Formula, swapped: dict[str, Formula]) -> Formula:
    """A formula with the equations put in."""
    return f.substitute({s: swapped[s.name] for s in f.free if isinstance(s, Name) and s.name in swapped})


def sides(fact: Any) -> tuple[Formula, str, Formula]:
    """The two sides of a condition and what stands between them."""
    if isinstance(fact, str):
        match = _RELATION.fullmatch(fact)
        if not match:
            raise SymalgebraError(f"{fact!r} is no condition: write k <= r, r >= 32 or r = 32*q")
        left, relation, right = match.groups()
        parts: tuple[Size, Size] = (read(left), read(right))
    elif isinstance(fact, sympy.core.relational.Relational):
        relation, parts = fact.rel_op, (size(fact.lhs), size(fact.rhs))
    else:
        raise SymalgebraError(f"{fact!r} is no condition: write k <= r, r >= 32 or r = 32*q")
    if relation not in ("<=", ">=", "==", "=", "<", ">"):
        raise SymalgebraError(f"{fact}: {relation} is no condition that is understood")
    return formula(parts[0]), relation.replace("==", "="), formula(parts[1])


def equation(left: Formula, right: Formula, fact: Any) -> tuple[str, Formula]:
    """The symbol that an equation is for, and its value."""
    for side, other in ((left, right), (right, left)):
        if len(side.free) == 1:
            (symbol,) = side.free
            if isinstance(symbol, Name) and side.terms == symbol.formula().terms and symbol not in other.free:
                return symbol.name, other
    raise SymalgebraError(f"{fact}: an equation is for one symbol, as in r = 32*q")
