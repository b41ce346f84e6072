"""What a bound of the catalogue is: an entry, stated once, and the `Bound` that it gives on one network.

    entry.on(network)  ->  Bound(formula, the assumptions with their verdicts)

Every entry says for which networks it speaks. An upper bound holds for every network of the architecture;
most published lower bounds say that *some* network of a size exists, and nothing about the one at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..errors import NoClosedForm, NoRule
from ..formula import Formula, Size, formula
from .way import signed

if TYPE_CHECKING:
    from .network import Network

Direction = Literal["upper", "lower", "exact"]
Quantity = Literal["vc", "pseudo", "regions"]
Quantifier = Literal["forall_arch", "exists_arch", "max_over_weights", "mean_over_init"]

QUANTIFIERS: dict[Quantifier, str] = {
    "forall_arch": "for every network of this architecture",
    "exists_arch": "for some network of this size, not for this architecture",
    "max_over_weights": "for this architecture, the maximum over its weights",
    "mean_over_init": "on the mean over random initial weights",
}
PROVENANCE = {
    "P": "read in the primary text",
    "S": "read in a secondary text",
    "A": "only the abstract was read",
    "M": "from memory, not verified in a text",
    "R": "derived again here, with a proof or by enumeration",
}


@dataclass(frozen=True)
class Check:
    """An assumption on one network: whether it holds, and why. None: it could not be decided."""

    name: str
    holds: bool | None
    text: str

    def __str__(self) -> str:
        return f"{WORDS[self.holds]}: {self.name} ({self.text})"


WORDS = {True: "holds", False: "fails", None: "not decided"}


@dataclass(frozen=True)
class Assumption:
    """What an entry asks of a network: a name, and a test that gives (verdict, reason)."""

    name: str
    test: Callable[[Network], tuple[bool | None, str]] = field(repr=False)

    def on(self, network: Network) -> Check:
        """The assumption, checked."""
        return Check(self.name, *self.test(network))


@dataclass(frozen=True)
class Entry:
    """A bound of the catalogue as its source states it.

    id          as in `vc.bhlm19`: the quantity, then authors and year
    statement   the formula of the source, in words of its own
    rule        network -> the formula on it; None for an entry of which only the order is known
    parts       network -> the numbers that the statement names
    law         these numbers, in their order -> the formula; None where the rule is not a law of them
    least       the same -> a polynomial that is at most the law, for all values of the numbers
    activation  the activations that it covers
    sharing     whether it holds where layers share weights, as convolutions do
    skips       whether it holds with skip connections
    provenance  letters of `PROVENANCE`
    """

    id: str
    direction: Direction
    quantity: Quantity
    quantifier: Quantifier
    activation: str
    statement: str
    source: str
    provenance: str
    sharing: bool = True
    skips: bool = True
    assumptions: tuple[Assumption, ...] = ()
    rule: Callable[[Network], Size] | None = field(default=None, repr=False)
    parts: Callable[[Network], dict[str, Size]] = field(default=lambda network: {}, repr=False)
    law: Callable[..., Size] | None = field(default=None, repr=False)
    least: Callable[..., Size] | None = field(default=None, repr=False)

    def on(self, network: Network) -> Bound:
        """The bound on one network; without a formula where an assumption does not hold.

        The first that does not ends the checks, since later ones may speak of what it says is there.
        """
        checks: tuple[Check, ...] = ()
        for assumption in self.assumptions:
            checks = (*checks, assumption.on(network))
            if not checks[-1].holds:
                return Bound(self, checks, None)
        if self.rule is None:
            return Bound(self, checks, None)
        try:
            found, parts = formula(self.rule(network)), self.parts(network)
            if self.least is not None and self.law is not None:
                found = signed(found, self.least, self.law, parts)
            return Bound(self, checks, found, parts)
        except (NoClosedForm, NoRule) as error:
            return Bound(self, (*checks, Check("a closed form", None, str(error))), None)


@dataclass(frozen=True)
class Bound:
    """An entry on one network: its assumptions with their verdicts, and where all hold the formula."""

    entry: Entry
    checks: tuple[Check, ...]
    formula: Formula | None
    parts: Mapping[str, Size] = field(default_factory=dict)  # the numbers that the statement names

    @property
    def id(self) -> str:
        """That of the entry."""
        return self.entry.id

    @property
    def valid(self) -> bool:
        """Whether it is a bound for this very architecture, with a formula."""
        return self.formula is not None and self.entry.quantifier != "exists_arch"

    @property
    def reason(self) -> str:
        """Why it is not shown: the assumptions that do not hold; empty where it is valid."""
        failed = "; ".join(str(check) for check in self.checks if not check.holds)
        if failed or self.valid:
            return failed
        if self.entry.quantifier == "exists_arch":
            return f"it is {QUANTIFIERS[self.entry.quantifier]}"
        return "only its order is known"

    def __str__(self) -> str:
        return f"{self.id}: {self.formula}" if self.valid else f"{self.id}: {self.reason}"
