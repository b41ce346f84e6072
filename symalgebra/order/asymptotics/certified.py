"""The certificate of a growth: what `growth_checker` asks for each part, found by the search of `compare`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula
from ..checker import FORMAT as INEQUALITY
from ..checker import Rejected, accepted
from ..clock import Late
from ..expression import expression
from ..expressions import formula_of
from ..growth_checker import FORMAT, NEEDED, questions
from ..proof.budget import Budget, Exhausted, Share
from ..proof.certificate import certified
from ..proof.search import Counterexample
from ..verdict import Proved
from .constants import Value
from .offers import Part, bounds, limits, rays, smalls

ROUNDS = (150, 50), (800, 150), (4_000, 700)  # work for an offer, and for a step of it: little, then more
PART, WHOLE = 9_000, 24_000  # work for one part, and for a whole certificate
WEAKER = ("o", "omega", "Theta", "O", "Omega", "incomparable")


@dataclass(frozen=True)
class Constants:
    """left <= factor*right wherever each symbol of `threshold` is at least what it says, with the proof."""

    left: Formula
    right: Formula
    factor: Value
    threshold: dict[str, int]
    proof: Proved = field(repr=False, compare=False)

    def check(self) -> bool:
        """Whether the independent checker accepts the proof."""
        return self.proof.check()

    def __str__(self) -> str:
        spans = ", ".join(f"{name} >= {low}" for name, low in self.threshold.items())
        return f"{self.left} <= {formula(self.factor) * self.right} for {spans or 'all values'}"


def certificate(growth: Any) -> dict[str, Any] | None:
    """The certificate of the strongest relation of which all parts are proved, None where there is none."""
    claim, parts = found(growth)
    for relation in WEAKER:
        needed = zip(("upper", "lower"), NEEDED[relation], strict=True)
        if all(not kinds or parts.get(name, {}).get("kind") in kinds for name, kinds in needed):
            return {"format": FORMAT, "claim": {**claim, "relation": relation}, "parts": parts}
    return None


def found(growth: Any) -> tuple[dict[str, Any], dict[str, Part]]:
    """The claim and its parts by name, those that are found in time."""
    claim: dict[str, Any] | None = {}
    parts: dict[str, Part] = {}
    try:
        claim = claim_of(growth)
        parts.update(Search(growth, claim).parts() if claim else ())
    except Late:
        pass
    return claim or {}, parts


def claim_of(growth: Any) -> dict[str, Any] | None:
    """The claim without its relation; None for formulas outside the class of the checker."""
    domain = {name: list(span) for name, span in growth.ranges.items()}
    try:
        left, right, *given = map(expression, (growth.left, growth.right, *growth.given))
    except SymalgebraError:
        return None
    about = {"by": list(growth.by), "uniform": bool(growth.cells), "domain": domain, "given": given}
    return {"left": left, "right": right, **about}


def halves(growth: Any) -> dict[str, Any]:
    """Both halves, each with what stays beside what."""
    return {
        "upper": (growth.upper, growth.left, growth.right),
        "lower": (growth.lower, growth.right, growth.left),
    }


@dataclass
class Search:
    """The proofs of one growth, with a common budget."""

    growth: Any
    claim: dict[str, Any]
    budget: Budget = field(default_factory=lambda: Budget(WHOLE))

    def parts(self) -> Iterator[tuple[str, Part]]:
        """What is needed, by name, as far as it is proved: beside o, no ray that shows the same again."""
        growth = self.growth
        named = {"o": ("upper",), "omega": ("lower",), "Theta": ("upper", "lower", "limit")}
        for name in named.get(growth.relation, ("upper", "lower")):
            found = self.limit() if name == "limit" else self.half(name)
            if found is not None:
                yield name, found

    def half(self, name: str) -> Part | None:
        """How one side stays beside the other, proved: o before O."""
        half, f, g = halves(self.growth)[name]
        offers = [rays(half.ray, f, g, self.growth)] if half.ray else []
        offers += [smalls(f, g, self.growth)] if half.strict and not self.growth.cells else []
        offers += [bounds(f, g, self.growth)] if half.holds else []
        return next((found for one in offers if (found := self.first(name, one)) is not None), None)

    def limit(self) -> Part | None:
        """The limit of f/g, proved."""
        known = isinstance(self.growth.limit, int | Fraction | Formula)
        return self.first("limit", limits(self.growth)) if known else None

    def first(self, name: str, offers: Iterator[Part]) -> Part | None:
        """The first of a few offers of which every question is proved: with little work, or with more."""
        share = Share(self.budget, PART)
        try:
            left = list(offers)
            for units, step in ROUNDS:
                for offer in list(left):
                    try:
                        done = self.proved(name, offer, Share(share, units, step))
                    except (Counterexample, Rejected):
                        left.remove(offer)
                        continue
                    if done is not None:
                        return done
        except (SymalgebraError, Exhausted):  # an offer outside the class of the checker
            pass
        return None

    def proved(self, name: str, offer: Part, share: Budget) -> Part | None:
        """A part with its proofs, None where one is not found."""
        proofs = {}
        try:
            for label, asked in questions(self.claim, name, offer):
                found = certified(asked, share)
                if found is None or not accepted(found):
                    return None
                proofs[label] = {key: found[key] for key in ("proof", "margin") if key in found}
        except (Exhausted, RecursionError):
            return None
        return {**offer, "proofs": proofs}


def constants(growth: Any) -> Iterator[Constants]:
    """f <= C*g far out and g <= C*f, as far as they hold and are proved."""
    claim = claim_of(growth)
    search = None if claim is None else Search(growth, claim)
    for name, (half, f, g) in halves(growth).items() if search else ():
        found = search.first(name, bounds(f, g, growth)) if search and half.holds else None
        if found is not None:
            yield _constants(growth, name, found)


def _constants(growth: Any, name: str, found: Mapping[str, Any]) -> Constants:
    """A bound with its proof."""
    claim, (_, f, g) = claim_of(growth), halves(growth)[name]
    label, asked = next(q for q in questions(claim, name, found) if q[0] == "bound")
    proof = Proved(f"{f} <= C*{g}", {"format": INEQUALITY, "claim": asked, **found["proofs"][label]})
    return Constants(f, g, formula_of(found["constant"]).plain(), dict(found["from"]), proof)
