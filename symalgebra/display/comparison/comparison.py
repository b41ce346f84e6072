"""A comparison: two networks by some measures, or two formulas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import SymalgebraError, UnknownSymbol
from ...formula import Formula, Size, formula, names, nonnegative
from ..chosen import chosen_measure
from ..subject import Subject
from .answer import Answer, Asked, answered
from .crossing import OPPOSITE
from .topic import Side, Topic, known, stated, topics

MEASURES = ("params", "macs")
Spans = dict[str, tuple[int, int | None]]


@dataclass(frozen=True)
class Comparison:
    """The two sides, with the facts that were stated put in, and an answer for each measure.

    `uniform` is what was put for the symbols in `counts`; `domain` says where both networks can be read.
    """

    pair: tuple[Side, Side]
    asked: Asked
    where: tuple[str, ...]
    domain: tuple[str, ...]
    answers: tuple[Answer, ...]
    uniform: Size | None = None
    counts: tuple[str, ...] = ()

    @property
    def networks(self) -> bool:
        """Whether two networks are compared, not two formulas."""
        return isinstance(self.pair[0].what, Subject)

    @property
    def status(self) -> int:
        """3 where something is undecided, else 1 where something is refuted, else 0."""
        return max(answer.status for answer in self.answers)

    @property
    def spans(self) -> Spans:
        """The range of each symbol: the block count first, then those with a meaning."""
        found: Spans = {}
        for answer in self.answers:
            found |= answer.topic.conditions.ranges
        counts = sorted(names(self.uniform or 0))
        order = dict.fromkeys((*counts, *self.pair[0].symbols, *self.pair[1].symbols, *found))
        return {name: found[name] for name in order if name in found}

    @property
    def certificates(self) -> list[dict[str, Any]]:
        """The certificates of all that is proved, each once."""
        found = {json.dumps(proof.certificate): proof for a in self.answers for proof in a.proofs}
        return [proof.certificate for proof in found.values()]


def compared(
    pair: Sequence[Side],
    asked: Asked,
    measures: Iterable[str] = MEASURES,
    where: Sequence[str] = (),
    uniform: Size | None = None,
) -> Comparison:
    """Two sides compared; `uniform` is put for every block count n1, n2, ... of both."""
    if asked.by is not None and asked.relation not in OPPOSITE:
        raise SymalgebraError("--by divides the domain by an order: --relation <=, <, >= or >")
    ready = prepared(pair, measures, where, uniform)
    divided(asked.by, ready.topics, ready.pair)
    answers = tuple(answered(topic, asked) for topic in ready.topics)
    return Comparison(ready.pair, asked, tuple(where), ready.domain, answers, uniform, ready.counts)


@dataclass(frozen=True)
class Prepared:
    """Two sides with the facts put in, a topic for each measure, and where both networks can be read."""

    pair: tuple[Side, Side]
    topics: tuple[Topic, ...]
    domain: tuple[str, ...]
    counts: tuple[str, ...]


def prepared(
    pair: Sequence[Side], measures: Iterable[str], where: Sequence[str], uniform: Size | None
) -> Prepared:
    """What two sides are compared by."""
    chosen = chosen_names(pair, measures)
    counts = tuple(dict.fromkeys(name for side in pair for name in counted(side)))
    if uniform is not None:
        pair = [evened(side, uniform, counts) for side in pair]
    known(pair, where)
    left, right = (stated(side, where) for side in pair)
    domain = joined((*left.domain, *right.domain))
    return Prepared((left, right), tuple(topics((left, right), chosen, [*where, *domain])), domain, counts)


def chosen_names(pair: Sequence[Side], measures: Iterable[str]) -> tuple[str, ...]:
    """The measures, each once, for formulas "" alone; what cannot be asked is refused."""
    if isinstance(pair[0].what, Formula):
        return ("",)
    return tuple(chosen_measure(name).__name__ for name in dict.fromkeys(measures))


def joined(conditions: Iterable[str]) -> tuple[str, ...]:
    """Conditions left >= number, for each left side the strongest."""
    least: dict[str, int] = {}
    for condition in conditions:
        left, _, number = condition.rpartition(" >= ")
        least[left] = max(least.get(left, int(number)), int(number))
    return tuple(f"{left} >= {number}" for left, number in least.items())


def counted(side: Side) -> list[str]:
    """The block counts n1, n2, ... among the symbols of a side."""
    return [name for name in side.symbols if name[:1] == "n" and name[1:].isdigit()]


def evened(side: Side, uniform: Size, counts: Sequence[str]) -> Side:
    """A network with one formula for every block count."""
    if not counts or isinstance(side.what, Formula):
        raise SymalgebraError("--uniform: neither of the two has block counts n1, n2, ...")
    if not nonnegative(formula(uniform) - 1):
        raise SymalgebraError(f"--uniform {uniform}: a block count is at least 1")
    return Side(side.name, side.what.given(dict.fromkeys(counted(side), uniform)))


def divided(by: str | None, found: Sequence[Any], pair: Sequence[Side]) -> None:
    """Refuse to divide by a symbol that is in no formula."""
    met = {name for topic in found for f in (topic.left, topic.right) if f is not None for name in f.names}
    if by is not None and by not in met:
        there = ", ".join(sorted(met)) or "none"
        gone = any(by in side.symbols for side in pair)
        raise UnknownSymbol(
            f"--by {by}: "
            + ("the formulas do not depend on it" if gone else f"no such symbol here; there are {there}")
        )
