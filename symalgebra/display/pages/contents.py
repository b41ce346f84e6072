"""What a report tells: derivations, the places of their formulas in one program, bounds, points for tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import cycle, islice
from typing import Any

from ...bounds import CATALOGUE, Bound, Network
from ...errors import NoClosedForm, SymalgebraError, UnknownSymbol
from ...formula import Formula, formula, read
from ...formula.nesting import nested
from ...formula.reading.source import nearest
from ...order import Proved, Refuted, Unknown, compare
from ..derivation import DEFAULT, Derivation
from ..point import Number
from ..readable import Readable
from .program import Program
from .sliders import Slider, rounds, sliders

Verdict = Proved | Refuted | Unknown
SHOWN = (*DEFAULT, "flops", "units", "log2_layer_complexity", "log2_intrinsic_power")
BOUNDS = ("vc.master", "vc.finite", "lb.rank", "lb.slabs", "lb.resolution")  # what is quick on every family
JUDGED, LIMIT = ("params", "macs", "depth"), 1.0  # measures that are compared, seconds for each comparison
KNOWN = tuple(entry.id for entry in CATALOGUE)
BITS = 32  # of a parameter, for the bound by their number
MOST_TERMS = 600  # of a formula that a page computes
LEAST_POINTS, LEAST_VALUES, TURNS = 104, 240, 4  # of the test in the page; points until all have had a turn


@dataclass(frozen=True)
class Line:
    """One value of the page: a measure of A, and of B where there is one; or a bound."""

    name: str
    formulas: Sequence[Formula | None]
    about: str = ""
    reason: str = ""

    @property
    def alone(self) -> bool:
        """Whether there is one network."""
        return len(self.formulas) == 1


@dataclass(frozen=True)
class Contents:
    """Derivations of one network or of two; `at` says where the sliders stand, `asked` which bounds count."""

    found: Sequence[Derivation]
    at: Mapping[str, Number] = field(default_factory=dict)
    asked: Collection[str] = BOUNDS

    @cached_property
    def symbols(self) -> list[Slider]:
        """The sliders."""
        return sliders(self.found, self.at)

    @cached_property
    def program(self) -> Program:
        """The steps of all values."""
        return Program([symbol.name for symbol in self.symbols])

    @cached_property
    def measures(self) -> list[Line]:
        """The measures; where spatial dimensions differ, a line for each."""
        return [
            line
            for results in zip(*(one.results for one in self.found), strict=True)
            for line in split(results)
        ]

    @cached_property
    def members(self) -> dict[str, Mapping[str, int]]:
        """The values of the symbols at known members, those of the first network foremost."""
        known = [item for one in reversed(self.found) for item in one.subject.members.items()]
        return {name: values for name, values in known[::-1] if any(n in self.program.number for n in values)}

    @cached_property
    def bounds(self) -> list[list[Bound]]:
        """Entries of the catalogue, each on every network."""
        for id in self.asked:
            if id not in KNOWN:
                raise UnknownSymbol(
                    f"no bound {id!r}{nearest(id, KNOWN) or '; there are ' + ', '.join(KNOWN)}"
                )
        networks = [Network(one.subject.net, one.subject.input, bits=BITS) for one in self.found]
        return [[entry.on(net) for net in networks] for entry in CATALOGUE if entry.id in self.asked]

    @cached_property
    def verdicts(self) -> list[tuple[str, Verdict]]:
        """What is proved of two networks: A <= B for each measure, and where that fails B <= A."""
        found: list[tuple[str, Verdict]] = []
        where = [condition for one in self.found for condition in one.domain or ()]
        for line in self.measures:
            if line.name in JUDGED and not line.alone and None not in line.formulas:
                f, g = line.formulas
                found.append((f"{line.name}: A ≤ B", compare(f, g, where, limit=LIMIT)))
                if not isinstance(found[-1][1], Proved):
                    found.append((f"{line.name}: B ≤ A", compare(g, f, where, limit=LIMIT)))
        return found

    @property
    def plotted(self) -> list[Line]:
        """The lines with a value for each network."""
        lines = (*self.measures, *self.limits)
        return [
            line for line in lines if all(f is not None and self.place(f) is not None for f in line.formulas)
        ]

    @cached_property
    def limits(self) -> list[Line]:
        """The bounds that hold for a network."""
        return [
            Line(row[0].id, [formula(b.formula) if b.valid else None for b in row], row[0].entry.statement)
            for row in self.bounds
            if any(bound.valid for bound in row)
        ]

    @cached_property
    def shown(self) -> Readable:
        """How the formulas are written: over shared names for sizes."""
        formulas = [f for line in self.measures for f in line.formulas if f is not None]
        return Readable(formulas, [symbol.name for symbol in self.symbols])

    @cached_property
    def _places(self) -> dict[Any, int | None]:
        return {}

    def place(self, f: Formula) -> int | None:
        """Where a formula's value is; None for one that no page computes."""
        if f.key not in self._places:
            self._places[f.key] = placed(f, self.program)
        return self._places[f.key]

    @property
    def conditions(self) -> Iterator[dict[str, Any]]:
        """Where all layers have output positions."""
        for condition in dict.fromkeys(c for one in self.found for c in one.domain or ()):
            left, _, least = condition.rpartition(" >= ")
            yield {"text": condition, "place": self.place(formula(read(left))), "least": least}

    def points(self) -> Iterator[list[Any]]:
        """Points, and at each the exact values of some formulas, in turn, as Python computes them."""
        lines = (*self.measures, *self.limits)
        formulas = [f for line in lines for f in line.formulas if f is not None and self.place(f) is not None]
        each = max(-(-LEAST_VALUES // LEAST_POINTS), -(-len(formulas) // TURNS))
        turns = cycle(formulas)
        for values in islice(rounds(self.symbols), LEAST_POINTS if formulas else 0):
            known = [[self.place(f), valued(f, values)] for f in islice(turns, each)]
            yield [list(values.values()), [pair for pair in known if pair[1] is not None]]


def placed(f: Formula, program: Program) -> int | None:
    """Where a formula's value is; None for one too long, or with a root."""
    if sum(len(g.terms) for g in nested(f)) > MOST_TERMS:
        return None
    try:
        return program.place(f)
    except NoClosedForm:
        return None


def split(results: Sequence[Any]) -> Iterator[Line]:
    """A line for a measure, or for each spatial dimension."""
    most = max(1, *(len(r.formulas) for r in results))
    reason = "; ".join(dict.fromkeys(r.reason for r in results if r.reason))
    for number in range(most):
        formulas = [r.formulas[number % len(r.formulas)] if r.formulas else None for r in results]
        name = results[0].name + (f", dimension {number + 1}" if most > 1 else "")
        yield Line(name, formulas, results[0].summary, reason)


def valued(f: Formula, values: Mapping[str, int]) -> Any:
    """A value for JSON: a text where it is exact, a float, or None where there is none."""
    try:
        value = f.at({name: values[name] for name in f.names})
    except (SymalgebraError, OverflowError):
        return None
    if isinstance(value, float):
        return value
    return str(value) if isinstance(value, int | Fraction) else None
