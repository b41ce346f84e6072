"""A derivation: the measures of a network as formulas and, where its symbols have values, as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .. import measures
from ..errors import NoClosedForm, NoRule, ShapeError, SymalgebraError
from ..formula import Formula, facts, formula
from ..formula.nesting import nested
from ..formula.unevaluated import Loop
from ..layer import Layer
from ..layer.branches import note
from ..measure import Measure
from ..shape import Shape
from .checks import Check, checked
from .chosen import BoundMeasure, chosen_measure
from .point import Number, Point, point
from .subject import Subject

DEFAULT = ("params", "buffers", "macs", "activations", "depth", "paths", "receptive_field")
TABLED = ("params", "macs")  # the columns of the table of rows
MOST_ROWS = 60


@dataclass(frozen=True)
class Result:
    """One measure: a formula, or one for each spatial dimension; where there is none, the reason.

    `values` are the formulas at the point: numbers, or formulas where symbols are left.
    """

    measure: Measure | BoundMeasure
    formulas: tuple[Formula, ...] = ()
    values: tuple[Number | Formula, ...] = ()
    reason: str = ""

    @property
    def name(self) -> str:
        """The measure's."""
        return self.measure.__name__

    @property
    def summary(self) -> str:
        """What the measure counts: the first line of its docstring."""
        return (self.measure.__doc__ or "").strip().partition("\n")[0]

    @property
    def convention(self) -> str:
        """What the measure counts, and the sentence of its docstring about the unit."""
        doc = " ".join((self.measure.__doc__ or "").partition(">>>")[0].split())
        unit = re.search(r"Unit: [^.;]*", doc)
        return self.summary if unit is None or unit[0] in self.summary else f"{self.summary} {unit[0]}."

    @property
    def status(self) -> str:
        """complete: closed forms; partial: an exact sum or product stays written as one; none: no formula."""
        if not self.formulas:
            return "none"
        return "partial" if any(map(open_loops, self.formulas)) else "complete"

    @property
    def constant(self) -> Number | None:
        """The number that the formula is, None where it holds a symbol or is several."""
        alone = len(self.formulas) == 1 and not self.formulas[0].free
        return self.formulas[0].at() if alone else None

    @property
    def numbers(self) -> tuple[Number, ...] | None:
        """The values where all are numbers."""
        known = tuple(v for v in self.values if isinstance(v, Number))
        return known if known and len(known) == len(self.values) else None


@dataclass(frozen=True)
class Row:
    """One row of a network: what it writes, and its share of the additive measures."""

    title: str
    term: Layer
    out: Shape
    shares: Mapping[str, Formula | None]


@dataclass(frozen=True)
class Derivation:
    """What is known about a subject.

    `left_out` counts the rows that are not in the table; `domain` is None where it has no closed form.
    """

    subject: Subject
    out: Shape
    symbols: Mapping[str, int]
    point: Point
    results: Sequence[Result]
    rows: Sequence[Row]
    left_out: int
    domain: Sequence[str] | None
    checks: Sequence[Check]

    @property
    def agrees(self) -> bool:
        """Whether every published figure is met."""
        return all(check.agrees for check in self.checks)


def derive(
    subject: Subject, names: Iterable[str] = DEFAULT, at: Mapping[str, Number] | None = None, where: Any = ()
) -> Derivation:
    """The derivation of some measures, at a point, given facts about symbols (see `formula.facts`)."""
    chosen = [chosen_measure(name) for name in dict.fromkeys(names)]
    subject = subject.given(facts(where))
    net, x, symbols = subject.net, subject.input, subject.symbols
    out = net.out(x)
    domain = conditions(net, x)
    place = point(at or {}, subject, domain or ())
    results = [result(m, net, x, place) for m in chosen]
    tabled = [r.measure for r in results if r.name in TABLED]
    rows = list(islice(rows_of(subject, tabled), MOST_ROWS))
    checks = checked(subject, {r.name: r.formulas[0] for r in results if r.name in TABLED and r.formulas})
    left_out = len(subject.rows) - len(rows)
    return Derivation(subject, out, symbols, place, results, rows, left_out, domain, checks)


def conditions(net: Layer, x: Shape) -> tuple[str, ...] | None:
    """The domain, None where it has no closed form."""
    try:
        return measures.domain(net, x)
    except NoClosedForm:
        return None


def result(measure: Measure | BoundMeasure, net: Layer, x: Shape, place: Point) -> Result:
    """One measure; a network without its closed form is no error."""
    try:
        found: Any = measure(net, x)
    except (NoClosedForm, NoRule, ShapeError) as error:
        return Result(measure, reason=str(error).partition("\n")[0])
    formulas = tuple(map(formula, found)) if isinstance(found, tuple) else (formula(found),)
    try:
        return Result(measure, formulas, tuple(map(place.value, formulas)))
    except SymalgebraError as error:
        return Result(measure, formulas, reason=str(error).partition("\n")[0])


def rows_of(subject: Subject, tabled: Sequence[Measure | BoundMeasure]) -> Iterable[Row]:
    """The rows one after another, each reading what the one before it writes."""
    x = subject.input
    for title, term in subject.rows:
        try:
            out = term.out(x)
        except SymalgebraError as error:
            note(error, f"in {subject.kind} {title}")
            raise
        yield Row(title, term, out, {m.__name__: share(m, term, x) for m in tabled})
        x = out


def share(measure: Measure | BoundMeasure, term: Layer, x: Shape) -> Formula | None:
    """A row's part of a sum, None where it has no closed form."""
    try:
        return measure(term, x)
    except NoClosedForm:
        return None


def open_loops(f: Formula) -> bool:
    """Whether a sum or a product is left unevaluated in a formula."""
    return any(isinstance(atom, Loop) for g in nested(f) for m in g.terms for atom in m.atoms)
