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
from .relating import related, same
from .small import BETWEEN, length, sampled, shortest, shrunk

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
    """Try a law on measures: the examples decide what it may be, a proof or a witness says why."""
    proofs = [by_form(law, measure) for measure in several]
    unproved = [measure for measure, proof in zip(several, proofs, strict=True) if not proof]
    drawn = tries(law, instances(law, examples), several)
    small = iter(tries(law, (*sampled(law), *shortest(law)) if unproved else (), unproved))
    for measure, proof, tried in zip(several, proofs, drawn, strict=True):
        yield judged(law, measure, proof, tried if proof else [*tried, *next(small)])


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


def tries(
    law: Law, drawn: Iterable[Letters], several: Sequence[Measure | None]
) -> tuple[list[Instance], ...]:
    """For each measure the instances on which both sides are defined.

    All measures are asked of one instance before the next, so that its terms are made and read once.
    """
    tried: tuple[list[Instance], ...] = tuple([] for _ in several)
    for letters in drawn:
        two = opening(law, letters)
        for measure, mine in zip(several, tried, strict=True):
            found = two and compared(law, letters, two, measure)
            if found:
                mine.append(Instance(letters, *found, related(*found)))
    return tried


def strongest(law: Law, seen: set[str]) -> str:
    """The relation that all instances satisfy; empty where there is none."""
    possible = ("=", "<=", ">=") if law.relation == "=" else ("<=",)
    return next((relation for relation in possible if seen <= HOLDS[relation]), "")


def smallest(law: Law, measure: Measure | None, tried: Iterable[Instance]) -> Instance:
    """The smallest instance on which the law is not kept.

    The shortest that was tried is made shorter, letter by letter, as long as it is not kept; then a shorter
    one is looked for among the shortest of all.
    """

    def kept(letters: Letters) -> bool:
        found = both(law, letters, measure)
        return not found or same(*found) or related(*found) in HOLDS[law.relation]

    differs = [one for one in tried if one.relation not in HOLDS[law.relation]]
    letters = shrunk(law, dict(shortest_of(differs).letters), kept)
    ((one,),) = tries(law, [letters], [measure])
    return one


def shortest_of(several: Iterable[Instance]) -> Instance:
    """The instance that takes the fewest characters."""
    return min(several, key=lambda one: length(one.letters))
