"""One law on one measure: a proof on letters, examples, and the smallest instance on which it fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import SymalgebraError
from ..measure import Measure
from .drawing import instances
from .equation import Letters
from .law import Law
from .meaning import Two, both, compared, opening
from .proof import REFUTED, by_certificate, by_form
from .pruning import pruned
from .relating import related, same
from .small import BETWEEN, enumerable, length, sampled, shortest, shrunk

EXAMPLES = 50
MOST_EXAMPLES = 10_000
FIRST = 100  # of the shortest instances, which show what may be true and is then proved if it can be
HOLDS = {"=": {"="}, "<=": {"=", "<"}, ">=": {"=", ">"}}  # what is seen where a relation holds


def bounded(examples: Any) -> None:
    """Refuse a number of instances that is none, or takes forever."""
    if not isinstance(examples, int) or not 1 <= examples <= MOST_EXAMPLES:
        raise SymalgebraError(f"examples={examples!r}: an integer from 1 to {MOST_EXAMPLES} is expected")


@dataclass(frozen=True)
class Instance:
    """A law at certain layers and shapes, with the values of both sides."""

    letters: Letters
    left: Any
    right: Any
    relation: str  # =, <, > or !=

    def __str__(self) -> str:
        given = ", ".join(f"{name} = {value}" for name, value in self.letters.items() if shown(name))
        return f"{self.left} and {self.right} for {given}"


def shown(name: str) -> bool:
    """Whether a letter belongs to an instance, and is not a shape in between."""
    return name.rstrip("'") not in BETWEEN


@dataclass(frozen=True)
class Finding:
    """What was found out about a law on a measure.

    `status` is `proved`, `holds` on all `examples` (the instances on which both sides are defined), `<=` or
    `>=` where an equation holds as an inequality, `fails`, or `undefined` where there is no such instance.
    `proof` says how the law, or the inequality, is proved; `witness` is the smallest instance on which the
    sides differ.
    """

    law: Law
    measure: str
    status: str
    examples: int
    proof: str = ""
    witness: Instance | None = None

    @property
    def broken(self) -> bool:
        """Whether the law is one that every measure must satisfy, and does not hold."""
        return self.law.required and self.status in ("<=", ">=", "fails")


class Trial:
    """A law on a measure: the instances on which both sides are defined, and what they leave possible."""

    def __init__(self, law: Law, measure: Measure | None) -> None:
        self.law, self.measure = law, measure
        self.instances: list[Instance] = []
        self.seen: set[str] = set()
        self.form = by_form(law, measure)
        self.proofs: dict[str, str] = {}

    def add(self, letters: Letters, two: Two) -> None:
        """Try one instance more."""
        found = compared(self.law, letters, two, self.measure)
        if found:
            self.instances.append(Instance(letters, *found, related(*found)))
            self.seen.add(self.instances[-1].relation)

    @property
    def relation(self) -> str:
        """The strongest relation that all instances satisfy; empty where there is none."""
        possible = ("=", "<=", ">=") if self.law.relation == "=" else ("<=",)
        return next((relation for relation in possible if self.seen <= HOLDS[relation]), "")

    @property
    def proof(self) -> str:
        """How that relation is proved, or `REFUTED`, or empty."""
        relation = self.relation
        if relation == "=" and self.form:
            return self.form
        if relation not in self.proofs:
            self.proofs[relation] = by_certificate(self.law, self.measure, relation)
        return self.proofs[relation]

    @property
    def open(self) -> bool:
        """Whether more instances may change what is found."""
        return bool(self.relation) and self.proof in ("", REFUTED)

    def judged(self) -> Finding:
        """What examples and a proof say of the law."""
        relation, tried = self.relation, self.instances
        found = Finding(self.law, getattr(self.measure, "__name__", ""), relation or "fails", len(tried))
        if not tried:
            return replace(found, status="undefined")
        proof = self.proof if relation else ""
        found = replace(found, proof="" if proof == REFUTED else proof)
        if relation == self.law.relation:
            return replace(found, status="proved" if found.proof else "holds")
        witness = smallest(self.law, self.measure, tried)
        if proof == REFUTED or witness.relation not in HOLDS.get(relation, witness.relation):
            found = replace(found, status="fails")  # another instance, or values that layers may have, say no
        return replace(found, witness=witness)


def examine(law: Law, several: Sequence[Measure | None], examples: int = EXAMPLES) -> Iterator[Finding]:
    """Try a law on measures: the examples decide what it may be, a proof or a witness says why.

    The shortest instances come first, so what fails on one of them fails on the smallest, and needs no more.
    What is proved is tried on those alone that are drawn.
    """
    trials = [Trial(law, measure) for measure in several]
    short = shortest(law)
    tries(law, short[:FIRST], [one for one in trials if not one.form], to_the_end=False)
    tries(law, short[FIRST:], [one for one in trials if one.open], to_the_end=False)
    unsure = [one for one in trials if one.open]
    tries(law, instances(law, examples), [one for one in trials if one.relation])
    tries(law, sampled(law), [one for one in unsure if one.relation])
    yield from (one.judged() for one in trials)


def tries(law: Law, drawn: Iterable[Letters], trials: Sequence[Trial], to_the_end: bool = True) -> None:
    """Try instances on each measure, to the end or until all has failed.

    All measures are asked of one instance before the next, so that its terms are made and read once.
    """
    for letters in drawn if trials else ():
        two = opening(law, letters)
        for one in trials:
            if two and (to_the_end or one.relation):
                one.add(letters, two)


def smallest(law: Law, measure: Measure | None, tried: Iterable[Instance]) -> Instance:
    """The smallest instance on which the law is not kept.

    It is the first of the shortest of all, if there is one among them; else the shortest that was tried is
    made shorter, letter by letter, as long as it is not kept.
    """

    def kept(letters: Letters) -> bool:
        found = both(law, letters, measure)
        return not found or same(*found) or related(*found) in HOLDS[law.relation]

    differs = [one for one in tried if one.relation not in HOLDS[law.relation]]
    short = set(map(id, shortest(law)))
    first = next((one for one in differs if id(one.letters) in short), None)
    if first:
        return first
    start = dict(shortest_of(differs).letters)
    last = Trial(law, measure)
    tries(law, [shrunk(law, start, kept) if enumerable(law) else pruned(start, kept)], [last])
    return last.instances[0]


def shortest_of(several: Iterable[Instance]) -> Instance:
    """The instance that takes the fewest characters."""
    return min(several, key=lambda one: length(one.letters))
