"""`compare`: is one formula at most another on the whole domain? A verdict with evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from time import monotonic
from typing import Any

from ..errors import NoClosedForm, SymalgebraError
from .budget import Budget, Exhausted
from .checker import FORMAT, WORK, Domain, Poly, Rejected, accepted, constant, integral, opened, plus
from .domain import Conditions, conditions
from .points import candidates, descended
from .search import Counterexample, search
from .verdict import Proved, Refuted, Unknown

Verdict = Proved | Refuted | Unknown
Steps = tuple[tuple[int, int], ...]
TURNED = {">=": "<=", ">": "<"}
MARGIN = Fraction(1, 1 << 20)  # by which a difference that need not be an integer is proved positive
STEPS = (3_000, 150), (10_000, 700)  # work of one question without a limit, and of one step of its proof


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
    known = conditions(facts, f, g)
    verdict = Question(known, relation, limit).verdict()
    if not isinstance(verdict, Unknown) or limit is not None:
        return verdict
    narrower = strongest(known, lambda fact: conditions([*facts, fact], f, g), relation)
    return replace(verdict, strongest=narrower)


def strongest(known: Conditions, within: Callable[[str], Conditions], relation: str) -> str:
    """For which first values of a symbol the claim is proved, with little work each."""
    found = []
    for name, (low, high) in known.ranges.items():
        for step in (4, 16, 64) if high is None else ():
            fact = f"{name} <= {low + step}"
            if not isinstance(Question(within(fact), relation, None, ((500, 150),)).verdict(), Proved):
                break
            found.append(fact)
    return " or ".join(found[-1:])


class Question:
    """One inequality on one domain."""

    def __init__(self, known: Conditions, relation: str, limit: float | None, steps: Steps = STEPS) -> None:
        self.known, self.relation = known, relation
        self.steps = steps if limit is None else (*steps[:-1], (10**9, steps[-1][1]))
        self.left, self.right = known.formulas
        self.claim = f"{self.left} {relation} {self.right}"
        self.end = None if limit is None else monotonic() + limit
        self.limit = limit

    def verdict(self) -> Verdict:
        """Points first, then proofs."""
        refuted = self.screened()
        if refuted is not None:
            return refuted
        try:
            return self.proved()
        except Counterexample as found:
            confirmed = self.refuted(found.point)
            return (
                self.unknown("a point was found that could not be confirmed")
                if confirmed is None
                else confirmed
            )
        except Exhausted:
            return self.unknown("the work allowed for one question was used up")
        except (NoClosedForm, Rejected, RecursionError) as error:
            return self.unknown(str(error) or "the terms are nested too deeply")

    def screened(self) -> Refuted | None:
        """A refutation by one of a few thousand points, the smallest first."""
        for point in candidates(self.known.ranges, self.known.far):
            if self.end is not None and monotonic() > self.end:
                return None
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

    def proved(self) -> Verdict:
        """The proof, checked before it is returned."""
        certificate = self.certificate()
        if certificate is None:
            return self.unknown("no combination of the known rules proves it")
        if not accepted(certificate):
            return self.unknown("a proof was found that the checker does not accept")
        return Proved(self.claim, certificate)

    def certificate(self) -> dict[str, Any] | None:
        """The certificate, by a proof in short steps or in longer ones."""
        claim = self.known.claim(self.relation)
        for units, step in self.steps:
            try:
                found = certified(claim, Clocked(units, step, self.end))
            except Exhausted:
                if (units, step) == self.steps[-1] or (self.end is not None and monotonic() > self.end):
                    raise
                continue
            if found is not None:
                return found
        return None

    def unknown(self, tried: str) -> Unknown:
        """Left open."""
        return Unknown(self.claim, tried)


def certified(claim: dict[str, Any], budget: Budget) -> dict[str, Any] | None:
    """The certificate of a claim, not yet checked; None where no proof is found."""
    certificate: dict[str, Any] = {"format": FORMAT, "claim": claim}
    WORK[0] = 0
    relation, goal, d = opened(claim)
    if relation == "<":
        margin = Fraction(1) if integral(goal) else MARGIN
        certificate["margin"] = str(margin)
        goal = plus(goal, constant(margin), -1)
    proof = both(goal, d, budget) if relation == "==" else search(goal, d, budget)
    return None if proof is None else {**certificate, "proof": proof}


def both(goal: Poly, d: Domain, budget: Budget) -> Any:
    """The proof that a goal is 0: a normal form, or both directions."""
    if not goal:
        return {"rule": "identity"}
    up = search(goal, d, budget)
    down = search(plus({}, goal, -1), d, budget) if up else None
    return {"rule": "both", "up": up, "down": down} if down else None


class Clocked(Budget):
    """A budget that a clock ends too."""

    def __init__(self, units: int, leaf: int, end: float | None) -> None:
        super().__init__(units, leaf)
        self.end = end

    def spend(self, units: int) -> None:
        """Use some up; `Exhausted` where none, or no time, is left."""
        super().spend(units)
        if self.end is not None and monotonic() > self.end:
            raise Exhausted
