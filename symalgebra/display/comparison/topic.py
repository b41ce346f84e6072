"""What is compared: a pair of formulas, and the facts about their symbols that bear on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...errors import NoClosedForm, SymalgebraError
from ...formula import Formula, formula, symbol
from ...layer.branches import note
from ...order.conditions import facts, sides, swap
from ...order.domain import Conditions, conditions
from ...shape import Shape
from ..chosen import chosen_measure
from ..derivation import conditions as domain_of
from ..subject import Subject, expected


@dataclass(frozen=True)
class Side:
    """One of the two: a network or a formula; the name that the user gave it, or nothing."""

    name: str
    what: Subject | Formula

    @property
    def symbols(self) -> Mapping[str, int]:
        """The least value of each symbol by name."""
        if isinstance(self.what, Formula):
            return dict.fromkeys(sorted(self.what.names), 1)
        return self.what.symbols

    @property
    def title(self) -> str:
        """What it is."""
        if isinstance(self.what, Formula):
            return self.name
        title = self.what.title
        return title if title.startswith(self.name) else f"{self.name}: {title}"

    @property
    def meaning(self) -> Mapping[str, str]:
        """What symbols stand for, where that is known."""
        return {} if isinstance(self.what, Formula) else self.what.meaning

    @property
    def input(self) -> Shape | None:
        """What a network reads."""
        return None if isinstance(self.what, Formula) else self.what.input

    @property
    def domain(self) -> tuple[str, ...]:
        """Where a network reads its input, as far as that is known in closed form."""
        return () if isinstance(self.what, Formula) else domain_of(self.what.net, self.what.input) or ()

    def formula(self, measure: str) -> Formula | None:
        """The measure of a network, None where it has no closed form; a formula itself."""
        if isinstance(self.what, Formula):
            return self.what
        try:
            found: Any = chosen_measure(measure)(self.what.net, self.what.input)
        except NoClosedForm:
            return None
        except SymalgebraError as error:
            note(error, f"in {self.title}")
            raise
        if isinstance(found, tuple):
            raise SymalgebraError(
                f"{measure} of {self.title} differs between the spatial dimensions; there is no one formula"
            )
        return formula(found)


@dataclass(frozen=True)
class Topic:
    """Two formulas, the measure that they are ("" where they were written as formulas), facts about symbols.

    A formula is None where the measure has no closed form.
    """

    measure: str
    left: Formula | None
    right: Formula | None
    where: tuple[str, ...] = field(default=())

    @property
    def conditions(self) -> Conditions:
        """The domain."""
        return conditions(self.where, self.left or 0, self.right or 0)


def topics(pair: Sequence[Side], measures: Iterable[str], where: Sequence[str]) -> list[Topic]:
    """A topic for each measure; the facts that say nothing about its symbols are left out of it."""
    found = []
    for measure in measures:
        left, right = (side.formula(measure) for side in pair)
        names = {name for f in (left, right) if f is not None for name in f.names}
        found.append(Topic(measure, left, right, relevant(where, names)))
    return found


def relevant(where: Iterable[str], names: set[str]) -> tuple[str, ...]:
    """The facts that are about some symbols, or about symbols that such facts are about."""
    about = {fact: frozenset().union(*(f.names for f in sides(fact)[::2])) for fact in where}
    met, before = set(names), -1
    while len(met) != before:
        before = len(met)
        met.update(*(others for others in about.values() if others & met))
    return tuple(fact for fact, others in about.items() if others & met)


def stated(side: Side, where: Sequence[str]) -> Side:
    """The same with the equations of the facts put in, over symbols that know their least values."""
    swapped = facts(where).swapped
    if isinstance(side.what, Formula):
        return Side(side.name, swap(side.what, swapped))
    chosen = {name: f.size() for name, f in swapped.items() if name in side.what.symbols}
    what = side.what.given(chosen)
    spans = conditions(where, sum((symbol(n, low) for n, low in what.symbols.items()), formula(0)), 0).ranges
    raised = {
        n: symbol(n, spans[n][0]) for n, low in what.symbols.items() if n in spans and spans[n][0] > low
    }
    return Side(side.name, what.given(raised))


def known(pair: Sequence[Side], where: Iterable[str]) -> None:
    """Refuse a fact about a symbol that neither of the two has, and that no equation brings in."""
    symbols = {name: low for side in pair for name, low in side.symbols.items()}
    meaning = {name for side in pair for name in side.meaning}
    for fact in where:
        left, relation, right = sides(fact)
        named = sorted(left.names | right.names)
        if not named:
            raise SymalgebraError(f"the fact {fact} says nothing about a symbol")
        if relation == "=" and any(name in symbols for name in named):
            symbols |= dict.fromkeys((name for name in named if name not in symbols), 1)
        for name in named:
            expected(name, symbols, meaning)
