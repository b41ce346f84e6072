"""`compare`: is one formula at most another on the whole domain? A verdict with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..errors import NoClosedForm, SymalgebraError
from ..formula import Formula, formula
from .budget import Budget, Exhausted
from .checker import MOST, Rejected, accepted
from .clock import Late, over, share, tick, within
from .dips import dips
from .domain import Conditions, conditions
from .extent import TooLong, bounded, told
from .lemmas import by_lemmas
from .partial import hint, strongest
from .points import candidates, descended, first
from .proof import certified
from .search import DEEPEST, Counterexample
from .verdict import SOME, Proved, Refuted, Unknown

Verdict = Proved | Refuted | Unknown
Steps = tuple[tuple[int, int], ...]
TURNED = {">=": "<=", ">": "<"}
GLANCE = ((900, 150),)  # work of a question of one step
STEPS = (3_000, 150), (10_000, 700)  # work of one question without a limit, and of one step of its proof
MAIN = 0.85  # part of the time for the question itself
INNER = 0.3  # and of the rest for each part of its domain
LITTLE = ((500, 150),)  # of a question that is asked by the way
LATE = "the time allowed was used up"


def compare(
    f: Any, g: Any, where: Iterable[Any] = (), relation: str = "<=", limit: float | None = None
) -> Verdict:
    """Decide f <= g for all values of the symbols: `Proved`, `Refuted` or `Unknown`.

    Symbols are integers of at least their lower bound (1). `where` adds conditions, as SymPy relations or
    texts: `r >= 32`, `k <= r`, `r = 32*q`. `relation` is one of <=, <, ==, >=, >. `limit` is in seconds;
    without it a fixed amount of work is done, so that verdicts do not depend on the machine.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> verdict = compare(3 * n, n**2 + 2)
    >>> bool(verdict), verdict.check()
    (True, True)
    >>> compare(n**2, 5 * n).witness
    {'n': 6}
    >>> bool(compare(n * w, w**2, where=["n <= w"]))
    True
    """
    if relation not in ("<=", "<", "==", ">=", ">"):
        raise SymalgebraError(f"relation={relation!r} is none of <=, <, ==, >=, >")
    if relation in TURNED:
        return compare(g, f, where, TURNED[relation], limit)
    facts = [where] if isinstance(where, str) else list(where)
    with within(limit):
        with within(share(MAIN)):
            verdict = asked(f, g, facts, relation, steps(limit))
        if isinstance(verdict, Unknown) and verdict.hint and not over():
            return extended(verdict, f, g, facts, relation)
    return verdict


def asked(f: Any, g: Any, facts: list[Any], relation: str, steps: Steps) -> Verdict:
    """The verdict alone, with so much work."""
    try:
        bounded(formula(f), formula(g))
        return Question(conditions(facts, f, g), relation, steps, formula(g)).verdict()
    except (Late, TooLong) as error:
        claim = f"{told(formula(f))} {relation} {told(formula(g))}"
        return Unknown(claim, str(error) or LATE, "" if isinstance(error, TooLong) else SOME)


def steps(limit: float | None) -> Steps:
    """The work of one question: fixed without a limit, with one as much as there is time for."""
    return STEPS if limit is None else (*STEPS[:-1], (10**9, STEPS[-1][1]))


def extended(verdict: Unknown, f: Any, g: Any, facts: list[Any], relation: str) -> Unknown:
    """An open question with the parts of its domain that are proved, with little work and time for each."""
    ranges = conditions(facts, f, g).ranges

    def proves(fact: str) -> bool:
        with within(share(INNER)):
            return not over() and isinstance(asked(f, g, [*facts, fact], relation, LITTLE), Proved)

    found = strongest(ranges, proves)
    return replace(verdict, strongest=" or ".join(found), hint=hint(found, list(ranges)))


class Question:
    """One inequality on one domain."""

    def __init__(
        self, known: Conditions, relation: str, steps: Steps = STEPS, bound: Formula | None = None
    ) -> None:
        self.known, self.relation, self.steps, self.bound = known, relation, steps, bound

    @property
    def claim(self) -> str:
        """The inequality as a text."""
        less, more = map(told, self.known.formulas)
        return f"{less} {self.relation} {more}"

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
        except (NoClosedForm, Rejected) as error:
            return self.unknown(str(error), "" if isinstance(error, NoClosedForm) else SOME)
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
        yield self.proved(self.steps[:1])
        yield self.screened(dips(self.known))
        yield self.proved(self.steps[1:])

    def screened(self, points: Iterable[dict[str, int]]) -> Refuted | None:
        """A refutation by one of the points."""
        for point in points:
            tick()
            if self.holds(point) is False:
                return self.refuted(point)
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
        return Refuted(self.claim, self.known.original(point), left, right, self.known.judge(self.relation))

    def proved(self, steps: Steps, depth: int = 0) -> Proved | None:
        """The proof, checked before it is returned; one of a single step where the depth is `DEEPEST`."""
        return self.confirmed(self.certificate(steps, depth))

    def by_lemmas(self) -> Proved | None:
        """The proof by a way that the greater side knows."""
        if self.relation != "<=" or self.bound is None:
            return None
        return self.confirmed(by_lemmas(self.bound, self.known))

    def confirmed(self, certificate: dict[str, Any] | None) -> Proved | None:
        """What a certificate proves, once the checker accepts it."""
        if certificate is None:
            return None
        if not accepted(certificate):
            raise Rejected("a proof was found that the checker does not accept")
        return Proved(self.claim, certificate)

    def certificate(self, steps: Steps, depth: int) -> dict[str, Any] | None:
        """The certificate, by a proof in short steps or in longer ones."""
        claim = self.known.claim(self.relation)
        for units, step in steps:
            try:
                found = certified(claim, Budget(units, step), depth)
            except Exhausted:
                if (units, step) == self.steps[-1]:
                    raise
                continue
            if found is not None:
                return found
        return None

    def unknown(self, tried: str, hint: str = SOME) -> Unknown:
        """Left open."""
        return Unknown(self.claim, tried, hint)
