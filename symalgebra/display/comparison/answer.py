"""One pair of formulas compared: the verdict for the whole domain, and what more can be said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula
from ...formula.atom import Name
from ...formula.logarithm import Log2
from ...order import Proved, RatioBounds, Refuted, Unknown, compare, ratio_bounds
from ...order.asymptotics.growth import growth
from ...order.clock import Late, share, within
from ...order.points import candidates
from .crossing import OPPOSITE, Crossing, Division, Span
from .topic import Topic

Verdict = Proved | Refuted | Unknown
STATUS = {Proved: 0, Refuted: 1, Unknown: 3}
WORDS = {Proved: "PROVED", Refuted: "REFUTED", Unknown: "UNDECIDED"}
HALF = 0.5  # of the time that is left, for the opposite of what is refuted
MOST_TERMS, MOST_SYMBOLS, MOST_ATOMS = 40, 3, 2  # up to which bounds of the ratio are cheap


@dataclass(frozen=True)
class Asked:
    """The question: a relation, a symbol by which the domain is divided, seconds for each measure."""

    relation: str = "<="
    by: str | None = None
    limit: float | None = None

    @property
    def part(self) -> float:
        """The part of the time for the verdict on the whole domain."""
        return 0.8 if self.by is None else 0.4


@dataclass(frozen=True)
class Answer:
    """The verdict on A relation B; `instead` is the opposite relation where that is proved on the domain."""

    topic: Topic
    asked: Asked
    verdict: Verdict
    instead: tuple[str, Proved] | None = None
    crossing: Crossing | None = None
    ratio: RatioBounds | None = None

    @property
    def status(self) -> int:
        """0 proved, 1 refuted, 3 undecided."""
        return STATUS[type(self.verdict)]

    @property
    def word(self) -> str:
        """The verdict in one word."""
        return WORDS[type(self.verdict)]

    @property
    def values(self) -> tuple[Any, Any] | None:
        """The values of A and B at the witness of a refutation."""
        if not isinstance(self.verdict, Refuted):
            return None
        found = (self.verdict.left, self.verdict.right)
        return found[::-1] if self.asked.relation in (">=", ">") else found

    @property
    def proofs(self) -> Iterator[Proved]:
        """A proof of the verdict or of its opposite, and those of the crossing.

        Where nothing else shows a refutation, a proof that the relation fails at the witness.
        """
        if isinstance(self.verdict, Proved):
            yield self.verdict
        if self.instead:
            yield self.instead[1]
        if self.crossing:
            yield from self.crossing.proofs
        if (
            isinstance(self.verdict, Refuted)
            and not self.instead
            and not (self.crossing and self.crossing.fails)
        ):
            yield from at_witness(self.verdict, self)


def answered(topic: Topic, asked: Asked) -> Answer:
    """The topic decided, as far as that goes."""
    f, g = topic.left, topic.right
    if f is None or g is None:
        side = "A" if f is None else "B"
        tried = f"{topic.measure} of {side} has no closed form"
        return Answer(topic, asked, Unknown(f"A {asked.relation} B", tried, hint=""))
    with within(asked.limit):
        verdict = compare(f, g, topic.where, asked.relation, share(asked.part))
        answer = Answer(topic, asked, verdict)
        with suppress(Late):  # what is not reached in time is left out
            if isinstance(verdict, Proved) and topic.where:
                inhabited(topic, asked)
            answer = replace(answer, instead=opposed(verdict, topic, asked))
            answer = replace(answer, crossing=divided(f, g, topic, asked, verdict, answer.instead))
            answer = replace(answer, ratio=ratio(f, g, topic))
        return answer


def divided(
    f: Formula, g: Formula, topic: Topic, asked: Asked, verdict: Verdict, instead: tuple[str, Proved] | None
) -> Crossing | None:
    """The crossing, one span where the verdict or its opposite is proved on the whole domain."""
    by = asked.by
    if by is None or by not in f.names | g.names:
        return None
    if isinstance(verdict, Proved):
        return Crossing(by, (Span(*topic.conditions.ranges[by], True, (verdict,)),))
    if instead:
        return Crossing(by, (Span(*topic.conditions.ranges[by], False, (instead[1],)),))
    return Division(f, g, asked.relation, by, topic.where).crossing()


def opposites(relation: str) -> list[str]:
    """What holds where a relation does not."""
    return [OPPOSITE[relation]] if relation in OPPOSITE else ["<", ">"]


def opposed(verdict: Verdict, topic: Topic, asked: Asked) -> tuple[str, Proved] | None:
    """The opposite of what is refuted, where it holds on the whole domain."""
    for relation in opposites(asked.relation) if isinstance(verdict, Refuted) else ():
        found = compare(topic.left, topic.right, topic.where, relation, share(HALF))
        if isinstance(found, Proved):
            return relation, found
    return None


def inhabited(topic: Topic, asked: Asked) -> None:
    """Refuse conditions that contradict one another: there the relation and its opposite are both proved."""
    domain = topic.conditions
    try:
        if any(domain.holds(point, "<=") is not None for point in candidates(domain.ranges)):
            return
    except Late:
        return
    for relation in opposites(asked.relation):
        if isinstance(compare(topic.left, topic.right, topic.where, relation), Proved):
            raise SymalgebraError(f"no values of the symbols satisfy {' and '.join(topic.where)}")


def at_witness(verdict: Refuted, answer: Answer) -> Iterator[Proved]:
    """A proof that the relation fails at the witness: a claim about that point alone."""
    point = [f"{n} {sign} {value}" for n, value in verdict.witness.items() for sign in (">=", "<=")]
    at = replace(answer.topic, where=tuple(point))
    found = opposed(verdict, at, answer.asked)
    if found:
        yield found[1]


def ratio(f: Formula, g: Formula, topic: Topic) -> RatioBounds | None:
    """Constants around A/B where they are cheap, and there are two: A = Theta(B) on the whole domain."""
    if (f.names | g.names) != topic.conditions.ranges.keys() or not cheap(f, g):
        return None
    try:
        if growth(f, g, where=topic.where, uniform=True).relation == "Theta":
            return ratio_bounds(f, g, topic.where)
    except Exception:  # more than was asked for: the verdict stands without it
        pass
    return None


def cheap(f: Formula, g: Formula) -> bool:
    """Few terms and symbols, few floors and the like, no logarithms."""
    atoms = {atom for h in (f, g) for m in h.terms for atom in m.atoms if not isinstance(atom, Name)}
    few = len(f.terms) + len(g.terms) <= MOST_TERMS and 0 < len(f.names | g.names) <= MOST_SYMBOLS
    return few and len(atoms) <= MOST_ATOMS and not any(isinstance(atom, Log2) for atom in atoms)
