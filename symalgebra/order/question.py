"""A question: one inequality on one domain, asked with so much work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from ..errors import NoClosedForm
from ..formula import Formula, formula
from .checker import MOST, Rejected, accepted
from .clock import Late
from .convergents import vanishing
from .dips import dips
from .domain import Conditions, conditions
from .extent import bounded, told
from .lemmas import by_lemmas
from .points import candidates, dense, descended, first
from .proof.budget import Budget, Exhausted
from .proof.certificate import Claim
from .proof.search import DEEPEST, Counterexample
from .reasons import NEEDED
from .verdict import SOME, UNDER, Proved, Refuted, Unknown

Verdict = Proved | Refuted | Unknown
Steps = tuple[tuple[int, int], ...]
GLANCE = ((900, 150),)  # work of a question of one step
STEPS = (3_000, 150), (10_000, 700)  # work of one question without a limit, and of one step of its proof
LITTLE = ((500, 150),)  # of a question that is asked by the way
LATE = "the time allowed was used up"


def asked(f: Any, g: Any, facts: list[Any], relation: str, steps: Steps) -> Verdict:
    """The verdict alone, with so much work."""
    try:
        bounded(formula(f), formula(g))
        return Question(conditions(facts, f, g), relation, steps, formula(g)).verdict()
    except (Late, NoClosedForm) as error:  # too long, or numbers are that equations make
        claim = f"{told(formula(f))} {relation} {told(formula(g))}"
        return Unknown(claim, str(error) or LATE, "" if isinstance(error, NoClosedForm) else SOME)


class Question:
    """One inequality on one domain."""

    def __init__(
        self, known: Conditions, relation: str, steps: Steps = STEPS, bound: Formula | None = None
    ) -> None:
        self.known, self.relation, self.steps, self.bound = known, relation, steps, bound
        self.points = 0  # of the domain, at which the claim was seen to be true

    @property
    def text(self) -> str:
        """The inequality as a text."""
        less, more = map(told, self.known.formulas)
        return f"{less} {self.relation} {more}"

    @cached_property
    def claim(self) -> Claim:
        """The inequality as the checker reads it."""
        return Claim(self.known.claim(self.relation))

    def verdict(self) -> Verdict:
        """The answer, in the time that is left."""
        try:
            return self.decided()
        except Late:
            return self.unknown(LATE)

    def decided(self) -> Verdict:
        """A few points and one step of a proof; where neither decides, many points, then all the rules."""
        try:
            found = next((verdict for verdict in self.attempts() if verdict is not None), None)
            return self.unknown("no combination of the known rules proves it") if found is None else found
        except Counterexample as found:
            confirmed = self.refuted(found.point)
            lost = self.unknown("a point was found that could not be confirmed")
            return lost if confirmed is None else confirmed
        except Exhausted:
            return self.unknown("the work allowed for one question was used up")
        except NoClosedForm as error:
            return self.unknown(str(error), "")
        except Rejected as error:
            lack = NEEDED.get(str(error))
            return self.unknown(str(error), UNDER.format(lack) if lack else SOME)
        except RecursionError:
            return self.unknown("the terms are nested too deeply", "")

    def attempts(self) -> Iterator[Verdict | None]:
        """What is tried, one after the other."""
        ranges = self.known.ranges
        yield self.screened(first(ranges))
        if len(ranges) > MOST["symbols"]:
            raise NoClosedForm(f"there are {len(ranges):,} symbols; {MOST['symbols']} at most are compared")
        yield self.by_lemmas()
        yield self.proved(GLANCE, DEEPEST)
        yield self.screened(candidates(ranges, self.known.far))
        yield self.proved(self.steps[:1], 0)
        yield self.screened(dense(ranges))
        yield self.screened(dips(self.known))
        yield self.screened(vanishing(self.claim.goal))
        yield self.proved(self.steps[1:], 0)

    def screened(self, points: Iterable[dict[str, int]]) -> Refuted | None:
        """A refutation by one of the points."""
        for point in points:
            found = self.holds(point)
            if found is False:
                return self.refuted(point)
            self.points += found is True
        return None

    def holds(self, point: dict[str, int]) -> bool | None:
        """Whether the claim is true at a point; None outside the domain, and where that cannot be told."""
        return self.known.holds(point, self.relation)

    def refuted(self, point: dict[str, int]) -> Refuted | None:
        """The refutation at a point, or at a smaller one."""
        point = {name: point[name] for name in sorted(self.known.ranges)}
        if self.holds(point) is not False:
            return None
        point = descended(point, self.known.ranges, lambda p: self.holds(p) is False)
        left, right = (self.known.shown(f, point) for f in self.known.formulas)
        return Refuted(self.text, self.known.original(point), left, right, self.known.judge(self.relation))

    def proved(self, steps: Steps, depth: int) -> Proved | None:
        """The proof, checked before it is returned; one of a single step where the depth is `DEEPEST`."""
        return self.confirmed(self.certificate(steps, depth), self.claim.accepts)

    def by_lemmas(self) -> Proved | None:
        """The proof by a way that the greater side knows, unless both sides are the same."""
        less, more = self.known.formulas
        if self.relation != "<=" or self.bound is None or less == more:
            return None
        return self.confirmed(by_lemmas(self.bound, self.known), accepted)

    def confirmed(self, certificate: dict[str, Any] | None, accepts: Callable[[Any], bool]) -> Proved | None:
        """What a certificate proves, once the checker accepts it."""
        if certificate is None:
            return None
        if not accepts(certificate):
            raise Rejected("a proof was found that the checker does not accept")
        return Proved(self.text, certificate)

    def certificate(self, steps: Steps, depth: int) -> dict[str, Any] | None:
        """The certificate, by a proof in short steps or in longer ones."""
        for units, step in steps:
            try:
                found = self.claim.certified(Budget(units, step), depth)
            except Exhausted:
                if (units, step) == self.steps[-1]:
                    raise
                continue
            if found is not None:
                return found
        return None

    def unknown(self, tried: str, hint: str = SOME) -> Unknown:
        """Left open."""
        return Unknown(self.text, tried, hint, points=self.points)
