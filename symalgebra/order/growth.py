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
from .evidence import Constants, constants
from .rays import Ray
from .setting import narrowed, setting, where_of
from .sides import Half, half, limit, sides
from .tail import Tail

Limit = int | Fraction | Formula | float | None
WORDS = {
    "o": "{f} = o({g})",
    "O": "{f} = O({g})",
    "Theta": "{f} = Theta({g})",
    "Omega": "{f} = Omega({g})",
    "omega": "{f} = omega({g})",
    "incomparable": "neither of {f} and {g} is O of the other",
    "undecided": "undecided: {f} beside {g}",
}


@dataclass(frozen=True)
class Growth:
    """How f grows beside g when the symbols `by` tend to infinity together and others stay as they are.

    relation    the strongest of o, O, Theta, Omega, omega that is proved, or "incomparable", or "undecided"
    limit       of f/g: a number, a formula in the other symbols, `math.inf`, or None where none is known
    upper       f = O(g): weights for each leading term of f, or a ray along which f/g is unbounded
    lower       g = O(f), in the same way
    cells       for uniform growth, the parts of the domain: there O(g) holds for all values, not only far out
    """

    left: Formula
    right: Formula
    by: tuple[str, ...]
    upper: Half
    lower: Half
    limit: Limit = None
    given: tuple[Formula, ...] = field(default=(), repr=False)
    cells: tuple[Growth, ...] = field(default=(), repr=False)

    @property
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
        """The curves along which f outgrows g, and along which g outgrows f."""
        return tuple(h.ray for h in (self.upper, self.lower) if h.ray is not None)

    @property
    def tail(self) -> Tail:
        """What is far out."""
        return setting(self.by, (self.left, self.right), self.given)

    @cached_property
    def evidence(self) -> tuple[Constants, ...]:
        """Constants and thresholds, each with the proof of `compare`: f <= C*g from x0 on, g <= C*f likewise.

        One for each side that is O of the other; left out where no constants are found that `compare` proves.
        """
        asked = ((self.upper, self.left, self.right), (self.lower, self.right, self.left))
        found = [constants(f, g, self) for h, f, g in asked if h.holds]
        return tuple(c for c in found if c is not None)

    def check(self) -> bool:
        """Whether weights and rays show what they are to show, worked out again without any search."""
        from .recheck import sound

        return sound(self)

    def explain(self) -> str:
        """The proof, one statement a line."""
        from .account import account

        return account(self)

    def __bool__(self) -> bool:
        raise Undecided('a growth is no truth value: ask for its relation, as in growth(f, g).relation == "o"')

    def __str__(self) -> str:
        text = WORDS[self.relation].format(f=self.left, g=self.right)
        text += " on the whole domain" if self.cells else f" as {', '.join(self.by)} -> oo"
        if self.relation == "Theta" and self.limit is not None:
            return f"{text}, limit {self.limit}"
        return f"{text}: {self.upper.reason or self.lower.reason}" if self.relation == "undecided" else text


def growth(f: Any, g: Any, by: Any = None, where: Iterable[Any] = (), uniform: bool = False) -> Growth:
    """How f grows beside g when the symbols `by` (all of them, by default) tend to infinity.

    f = O(g) says that some C and x0 have f <= C*g wherever every symbol of `by` is at least x0. The other
    symbols stay as they are: what is said is true whatever their values, and C and x0 may depend on them.
    With `uniform` it says that f <= C*g on the whole domain. `where` states conditions, as for `compare`.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> print(growth(3 * n**2 + n, 2 * n**2))
    3*n**2 + n = Theta(2*n**2) as n -> oo, limit 3/2
    >>> growth(n * w, n**2 + w**2).relation, growth(n * w, n**3 + w**3).relation
    ('O', 'o')
    >>> print(*growth(n**2, n * w).rays)
    n = t**4, w = t n = t, w = t**4
    >>> print(growth(w**n, n**5, by=n)); growth(w**n, n**5, by=n, where=["w >= 2"]).relation
    undecided: w**n beside n**5 as n -> oo: no weights and no ray were found; state more about w
    'omega'
    """
    known = conditions(where_of(where), formula(f), formula(g))
    left, right, *given = (narrowed(h, known) for h in (*known.formulas, *known.given))
    if uniform:
        from .uniform import everywhere

        return everywhere(left, right, tuple(given), known)
    names = growing_names(by, (left, right), known)
    return decided(left, right, names, tuple(given))
