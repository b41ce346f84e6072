"""What is shown of the capacity of a network: bounds, measures, their orders and values, and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...bounds import Bound, Table, rank_certificate, table
from ...bounds.beside import Beside, beside
from ...bounds.listing import valued
from ...bounds.scaling import classes, scaling
from ...errors import SymalgebraError
from ...formula import Formula, formula, substitute
from ...formula.extremum import Extremum
from ...formula.nesting import nested
from ...layer.branches import note
from ...measure import Measure
from ...order.asymptotics.rate import Rate
from ..chosen import BEST, BoundMeasure, chosen_measure
from ..comparison.topic import Side, known, stated
from ..derivation import conditions
from ..point import Number, point
from ..subject import Subject

AGAINST = ("params", "macs", "log2_layer_complexity", "log2_intrinsic_power")
REGIONS = "lr.mincut.closed"  # the bound on regions that has a closed form for every network of symbols
Points = dict[str, dict[str, Number]]


@dataclass(frozen=True)
class Asked:
    """Measures, values of symbols, outputs of an argmax, bits of a weight, seconds for a proof."""

    against: tuple[str, ...] = AGAINST
    at: Mapping[str, Number] | None = None
    outputs: int = 1
    bits: int | None = None
    limit: float | None = None


@dataclass(frozen=True)
class Quantity:
    """A measure or a bound: its formula, or why there is none; its class in each symbol."""

    name: str
    formula: Formula | None
    reason: str = ""
    rates: Mapping[str, Rate] | None = None


@dataclass(frozen=True)
class Capacity:
    """A network on its domain, the catalogue on it, and measures beside the best upper bound.

    `points` are the members of a family by name, or the point that was asked for.
    """

    subject: Subject
    asked: Asked
    domain: tuple[str, ...]
    points: Points
    table: Table
    measures: tuple[Quantity, ...]

    @property
    def best(self) -> Bound | None:
        """The least upper bound."""
        return self.table.best

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Those that are valid here."""
        return tuple(row.bound for row in self.table)

    def values(self, f: Formula | None) -> tuple[Any, ...]:
        """A formula at each point, None where it has no value there."""
        return tuple(valued(f, values) for values in self.points.values())

    @cached_property
    def rated(self) -> tuple[Quantity, ...]:
        """The measures, then the best upper bound, the lower ones, and log2 of the regions."""
        lower = (b for b in self.bounds if b.entry.direction == "lower" and b.entry.quantity != "regions")
        regions = (b for b in self.bounds if b.id == REGIONS and settled(b))
        shown = [*([self.best] if self.best else []), *lower, *regions]
        asked = {m.name for m in self.measures}
        return (
            *self.measures,
            *(Quantity(b.id, b.formula, "", scaling(b)) for b in shown if b.id not in asked),
        )

    @cached_property
    def verdicts(self) -> tuple[tuple[str, Beside], ...]:
        """Whether each measure is at most the best upper bound."""
        if self.best is None:
            return ()
        asked = ((m.name, m.formula) for m in self.measures if m.formula is not None)
        where, limit, best = self.domain, self.asked.limit, self.best
        return tuple((name, beside(f, best, where, limit)) for name, f in asked)

    @property
    def certificates(self) -> list[dict[str, Any]]:
        """The certificates of all proofs, and that of a rank on a chain of layers whose sizes are given."""
        proofs = [proof.certificate for _, found in self.verdicts for proof in found.proofs]
        return proofs + self.ranks

    @property
    def ranks(self) -> list[dict[str, Any]]:
        """The certificate of `lb.rank` at the values that are asked for, if the search finds one."""
        given = next(iter(self.points.values())) if self.asked.at else {}
        sizes = {name: value for name, value in given.items() if isinstance(value, int)}
        net, x = self.subject.net.subs(sizes), self.subject.input.each(lambda d: substitute(d, sizes))
        try:
            return [rank_certificate(net, x)] if self.asked.outputs == 1 else []
        except SymalgebraError:
            return []


def settled(bound: Bound) -> bool:
    """Whether no minimum is open in a formula: the class of such has too many cases."""
    atoms = (atom for f in nested(formula(bound.formula)) for m in f.terms for atom in m.atoms)
    return not any(isinstance(atom, Extremum) for atom in atoms)


def capacity(subject: Subject, asked: Asked, where: Sequence[str] = ()) -> Capacity:
    """The capacity of a subject, given facts about its symbols."""
    side = Side(subject.title, subject)
    known([side], where)
    narrowed: Any = stated(side, where).what
    domain = tuple(conditions(narrowed.net, narrowed.input) or ())
    narrowed = stated(Side(subject.title, narrowed), domain).what  # its symbols know their least values
    points = placed(subject, narrowed, asked, domain)
    found = table(narrowed.net, narrowed.input, outputs=asked.outputs, bits=asked.bits)
    measures = tuple(quantity(name, narrowed, found) for name in dict.fromkeys(asked.against))
    return Capacity(narrowed, asked, domain, points, found, measures)


def placed(subject: Subject, narrowed: Subject, asked: Asked, domain: Iterable[str]) -> Points:
    """The point that is asked for, else the members that have a value for every symbol.

    Without symbols every formula is a value.
    """
    if asked.at:
        one = point(asked.at, narrowed, domain)
        return {f"at {one}": dict(one.values)}
    if not narrowed.symbols:
        return {"value": {}}
    members = subject.members.items() if subject.symbols.keys() == narrowed.symbols.keys() else ()
    return {name: dict(values) for name, values in members if values.keys() >= narrowed.symbols.keys()}


def quantity(name: str, subject: Subject, found: Table) -> Quantity:
    """A measure or a bound by name."""
    measure = chosen_measure(name)
    return limited(name, found) if isinstance(measure, BoundMeasure) else measured(measure, subject)


def limited(name: str, found: Table) -> Quantity:
    """A bound of the catalogue, with the outputs and bits that are asked for."""
    bound = found.best if name == BEST else found[name]
    if bound is None or not bound.valid:
        return Quantity(name, None, bound.reason if bound else "no upper bound of the catalogue holds")
    return Quantity(name, bound.formula, "", scaling(bound))


def measured(measure: Measure, subject: Subject) -> Quantity:
    """A measure of the network; without its closed form is no error."""
    try:
        found: Any = measure(subject.net, subject.input)
    except SymalgebraError as error:
        note(error, f"in {subject.title}")
        return Quantity(measure.__name__, None, str(error).partition("\n")[0])
    if isinstance(found, tuple):
        return Quantity(measure.__name__, None, "it differs between the spatial dimensions")
    f = formula(found)
    return Quantity(measure.__name__, f, "", classes(f))
