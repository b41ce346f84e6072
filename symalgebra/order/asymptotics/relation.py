"""How one formula grows beside another: the relation, the limit, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Any

from ...errors import SymalgebraError, Undecided
from ...formula import Formula
from ..domain import Span
from ..growth_checker import accepted
from .account import account
from .bracket import eventual_sign
from .certified import Constants, certificate, constants
from .proved import WORDS
from .rays import Ray
from .recheck import sound
from .series import Unfit
from .setting import setting
from .sides import Half, half, limit, sides
from .tail import Tail

Limit = int | Fraction | Formula | float | None


@dataclass(frozen=True)
class Growth:
    """How f grows beside g when the symbols `by` tend to infinity together and others stay as they are.

    relation    the strongest of o, O, Theta, Omega, omega that is proved, or "incomparable", or "undecided"
    limit       of f/g: a number, a formula in the other symbols, `math.inf`, or None where none is known
    upper       f = O(g): weights for each leading term of f, or a ray along which f/g is unbounded
    lower       g = O(f), in the same way
    given       formulas that are >= 0 by conditions; `ranges`: the range of each symbol
    cells       for uniform growth, the parts of the domain: there O(g) holds for all values, not only far out
    """

    left: Formula
    right: Formula
    by: tuple[str, ...]
    upper: Half
    lower: Half
    limit: Limit = None
    given: tuple[Formula, ...] = field(default=(), repr=False)
    ranges: Mapping[str, Span] = field(default_factory=dict, repr=False, compare=False)
    cells: tuple[Growth, ...] = field(default=(), repr=False)

    @property
    def relation(self) -> str:
        """The strongest relation that is proved."""
        if self.by and not self.cells and (self.upper.strict or self.lower.strict):
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
        return tuple(constants(self))

    @cached_property
    def certificate(self) -> dict[str, Any] | None:
        """The claim and its proofs as data that `growth_checker` re-checks; None where no proofs are found.

        Constants and a threshold for O, a rate besides for o, curves for what is not O, and the limit. It may
        claim less than `relation`: O where the proofs of o are not found.
        """
        return certificate(self)

    def check(self) -> bool:
        """Whether weights and rays show what they are to show, worked out again without any search.

        The certificate, where there is one, must be accepted by the independent checker too.
        """
        return sound(self) and (self.certificate is None or accepted(self.certificate))

    def explain(self, latex: bool = False) -> str:
        """The proof, one statement a line."""
        return account(self, latex)

    def __bool__(self) -> bool:
        raise Undecided("a growth is no truth value: ask for growth(f, g).relation")

    def __str__(self) -> str:
        text = WORDS[self.relation].format(f=self.left, g=self.right)
        far = f" as {', '.join(self.by)} -> oo" if self.by else " at every point"
        text += " on the whole domain" if self.cells else far
        if self.relation == "Theta" and self.limit is not None:
            return f"{text}, limit {self.limit}"
        if self.relation != "undecided":
            return text
        others = sorted((self.left.names | self.right.names) - set(self.by))
        hint = f"; state more about {', '.join(others)}" if others else ""
        return f"{text}: {self.upper.reason or self.lower.reason}{hint}"


def decided(left: Formula, right: Formula, by: tuple[str, ...], given: tuple[Formula, ...] = ()) -> Growth:
    """The growth of two formulas in symbols that have their least values."""
    found: Limit = None
    try:
        tail = setting(by, (left, right), given)
        for h in given:
            if eventual_sign(h, tail) == -1:
                raise Unfit(f"the condition {h} >= 0 fails far out")
        a, b = sides(left, right, tail, given)
        upper, lower = half(a, b, tail, given), half(b, a, tail, given)
        found = 0 if upper.strict else inf if lower.strict else limit(a, b, tail)
    except SymalgebraError as error:
        upper = lower = Half(None, reason=str(error))
    return Growth(left, right, by, upper, lower, found, given)
