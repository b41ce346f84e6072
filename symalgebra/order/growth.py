"""`growth`: how one formula grows beside another, with evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Any

from ..errors import SymalgebraError, Undecided
from ..formula import Formula, formula
from .domain import conditions
from .rays import Ray
from .setting import facts, growing, narrowed
from .sides import Half, half, limit, sides
from .tail import Tail

WORDS = {
    "o": "{f} = o({g})",
    "O": "{f} = O({g})",
    "Theta": "{f} = Theta({g})",
    "Omega": "{g} = O({f})",
    "omega": "{g} = o({f})",
    "incomparable": "neither of {f} and {g} is O of the other",
    "undecided": "how {f} grows beside {g} is undecided",
}


@dataclass(frozen=True)
class Growth:
    """How f grows beside g when the symbols `by` tend to infinity together and others stay as they are.

    relation    "o", "O", "Theta", "Omega", "omega", "incomparable" or "undecided"; the strongest that is proved
    limit       of f/g: a number, a formula in the other symbols, `math.inf`, or None where none is known
    upper       f = O(g): a bound for each leading term of f, or a ray along which f/g is unbounded
    lower       g = O(f), in the same way
    """

    left: Formula
    right: Formula
    by: tuple[str, ...]
    upper: Half
    lower: Half
    limit: int | Fraction | Formula | float | None = None
    where: tuple[Any, ...] = field(default=(), repr=False)

    @cached_property
    def relation(self) -> str:
        """The strongest relation that is proved."""
        if self.upper.strict or self.lower.strict:
            return "o" if self.upper.strict else "omega"
        if self.upper.holds:
            return "Theta" if self.lower.holds else "O"
        if self.lower.holds:
            return "Omega"
        return "incomparable" if self.upper.holds is self.lower.holds is False else "undecided"

    @property
    def rays(self) -> tuple[Ray, ...]:
        """The curves along which one side outgrows the other."""
        return tuple(h.ray for h in (self.upper, self.lower) if h.ray is not None)

    def __bool__(self) -> bool:
        raise Undecided('a growth is no truth value; compare its relation: growth(f, g).relation == "Theta"')

    def __str__(self) -> str:
        text = WORDS[self.relation].format(f=self.left, g=self.right) + f" as {', '.join(self.by)} -> oo"
        if self.relation == "Theta" and self.limit is not None:
            text += f", limit {self.limit}"
        if self.relation == "undecided":
            text += f": {self.upper.reason or self.lower.reason}"
        return text


def growth(f: Any, g: Any, by: Any = None, where: Iterable[Any] = ()) -> Growth:
    """How f grows beside g when the symbols `by` (all of them, by default) tend to infinity.

    f = O(g) says that some C and x0 have f <= C*g wherever every symbol of `by` is at least x0. The other
    symbols stay as they are; what is said is true whatever their values, and C and x0 may depend on them.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> print(growth(3 * n**2 + n, 2 * n**2))
    3*n**2 + n = Theta(2*n**2) as n -> oo, limit 3/2
    >>> growth(n * w, n**2 + w**2).relation, growth(n * w, n**3 + w**3).relation
    ('O', 'o')
    """
    stated = (where,) if isinstance(where, str) else tuple(where)
    known = conditions(stated, formula(f), formula(g))
    left, right, *given = (narrowed(h, known) for h in (*known.formulas, *known.given))
    tail = Tail(growing(by, (left, right), known.swapped))
    tail = Tail(tail.by, facts(given, tail.by))
    names = tuple(sorted(str(s.arguments[0]) for s in tail.by))
    try:
        a, b = sides(left, right, tail)
        upper, lower = half(a, b, tail, given), half(b, a, tail, given)
        found = 0 if upper.strict else inf if lower.strict else limit(a, b, tail)
    except SymalgebraError as error:
        upper = lower = Half(None, reason=str(error))
        found = None
    return Growth(left, right, names, upper, lower, found, stated)
