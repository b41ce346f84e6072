"""One law on one measure: a proof on letters, examples, and the smallest instance on which it fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..measure import Measure
from .drawing import instances
from .equation import Letters
from .law import Law
from .meaning import both, compared, opening
from .proof import REFUTED, by_certificate, by_form
from .pruning import pruned
from .relating import related, same
from .small import BETWEEN, enumerable, length, sampled, shortest, shrunk

EXAMPLES = 50
HOLDS = {"=": {"="}, "<=": {"=", "<"}, ">=": {"=", ">"}}  # what is seen where a relation holds


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


Tried = dict[Measure | None, list[Instance]]  # for each measure what is found on instances, in order


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


def examine(law: Law, several: Sequence[Measure | None], examples: int = EXAMPLES) -> Iterator[Finding]:
    """Try a law on measures: the examples decide what it may be, a proof or a witness says why.

    The shortest instances come first, so what fails on one of them fails on the smallest, and needs no more.
    """
    proofs = {measure: by_form(law, measure) for measure in several}
    tried: Tried = {measure: [] for measure in several}
    for drawn, proved_too in (
        (shortest(law), False),
        (instances(law, examples), True),
        (sampled(law), False),
    ):
        tries(law, drawn, {m: mine for m, mine in tried.items() if _asked(law, proofs[m], mine, proved_too)})
    for measure in several:
        yield judged(law, measure, proofs[measure], tried[measure])


def _asked(law: Law, proof: str, mine: Sequence[Instance], proved_too: bool) -> bool:
    """Whether more instances may change what is found: not where it is proved, nor where all has failed."""
    return proved_too if proof else bool(strongest(law, {one.relation for one in mine}))


def judged(law: Law, measure: Measure | None, proof: str, tried: Sequence[Instance]) -> Finding:
    """What examples and a proof of an equation say of a law."""
    relation = strongest(law, {one.relation for one in tried})
    found = Finding(law, getattr(measure, "__name__", ""), relation or "fails", len(tried))
    if not tried:
        return replace(found, status="undefined")
    if relation:
        proof = proof if relation == "=" and proof else by_certificate(law, measure, relation)
        found = replace(found, proof="" if proof == REFUTED else proof)
    if relation == law.relation:
        return replace(found, status="proved" if found.proof else "holds")
    witness = smallest(law, measure, tried)
    if proof == REFUTED or witness.relation not in HOLDS.get(relation, witness.relation):
        found = replace(found, status="fails")  # another instance, or values that layers may have, say no
    return replace(found, witness=witness)


def tries(law: Law, drawn: Iterable[Letters], tried: Tried) -> None:
    """Put for each measure the instances on which both sides are defined.

    All measures are asked of one instance before the next, so that its terms are made and read once.
    """
    for letters in drawn if tried else ():
        two = opening(law, letters)
        for measure, mine in tried.items():
            found = two and compared(law, letters, two, measure)
            if found:
                mine.append(Instance(letters, *found, related(*found)))


def strongest(law: Law, seen: set[str]) -> str:
    """The relation that all instances satisfy; empty where there is none."""
    possible = ("=", "<=", ">=") if law.relation == "=" else ("<=",)
    return next((relation for relation in possible if seen <= HOLDS[relation]), "")


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
    found: Tried = {measure: []}
    start = dict(shortest_of(differs).letters)
    tries(law, [shrunk(law, start, kept) if enumerable(law) else pruned(start, kept)], found)
    return found[measure][0]


def shortest_of(several: Iterable[Instance]) -> Instance:
    """The instance that takes the fewest characters."""
    return min(several, key=lambda one: length(one.letters))
