"""Every member of every family, with the values of its measures and its published accuracy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from math import floor, log2
from typing import Any

from symalgebra import measures
from symalgebra.bounds import master, vc_upper
from symalgebra.errors import NoClosedForm, NoRule, SymalgebraError
from symalgebra.layer import Layer
from symalgebra.shape import Shape

from .registry import FAMILIES
from .results import Published, results

__all__ = ["CENSUS", "TOLD", "Individual", "census", "individuals"]

Value = int | Fraction | float | Decimal | None


@dataclass(frozen=True)
class Individual:
    """A network with numbers for all its sizes, and what it reads."""

    family: str
    member: str
    net: Layer
    x: Shape

    @cached_property
    def complexity(self) -> Fraction:
        """Layer complexity C, exact."""
        return Fraction(measures.layer_complexity(self.net, self.x).at())

    @cached_property
    def power(self) -> Fraction:
        """Intrinsic power P = C*N_in/N_out, by the law of conservation."""
        return self.complexity * int(self.x.numel) / int(self.net.out(self.x).numel)

    @cached_property
    def result(self) -> Published | None:
        """The first published result at this resolution without pretraining on more images, if any."""
        rows = (row for row in results(self.member) if row.resolution == self.x[-1] and not row.pretraining)
        return next(rows, None)


def printed(name: str) -> Callable[[Individual], Value]:
    """A column of the published result."""
    return lambda individual: getattr(individual.result, name, None)


def of(measure: Callable[..., Any]) -> Callable[[Individual], Value]:
    """The value of a measure; of one for each dimension where these differ, none."""

    def value(individual: Individual) -> Value:
        found = measure(individual.net, individual.x)
        number: Value = None if isinstance(found, tuple) else found.at()
        return number

    return value


def bits(number: Fraction) -> float:
    """log2 of a positive fraction, however large."""
    return log2(number.numerator) - log2(number.denominator)


def dimension(individual: Individual) -> int:
    """The greatest VC dimension that the best upper bound allows.

    That is the master theorem's, as the tests find, for every network of the zoo that it is about.
    """
    for bound in (master, vc_upper):
        with suppress(NoRule):
            return floor(bound(individual.net, individual.x).at())
    raise NoRule(f"no upper bound of the catalogue allows {individual.member}")


# What a column holds.
CENSUS: dict[str, Callable[[Individual], Value]] = {
    "params": of(measures.params),
    "buffers": of(measures.buffers),
    "macs": of(measures.macs),
    "flops": of(measures.flops),
    "activations": of(measures.activations),
    "units": of(measures.units),
    "depth": of(measures.depth),
    "effective_depth": lambda it: float(measures.effective_depth(it.net, it.x).at()),
    "receptive_field": of(measures.receptive_field),
    "log2_paths": lambda it: bits(Fraction(measures.paths(it.net, it.x).at())),
    "log2_layer_complexity": lambda it: bits(it.complexity),
    "log2_intrinsic_power": lambda it: bits(it.power),
    "compression": lambda it: bits(it.power / it.complexity),
    "bottleneck": of(measures.bottleneck),
    "vc_upper": dimension,
    "top1": printed("top1"),
    "top5": printed("top5"),
}
TOLD = (
    "params", "macs", "activations", "depth", "effective_depth", "receptive_field", "log2_layer_complexity",
    "log2_intrinsic_power", "vc_upper", "top1",
)  # fmt: skip


def individuals(families: Iterable[str] = ()) -> list[Individual]:
    """All members of some families, of all unless named; each once, in the family that has it first.

    >>> [it.member for it in individuals(["densenet"])]
    ['densenet121', 'densenet161', 'densenet169', 'densenet201']
    """
    found: dict[str, Individual] = {}
    for family in (FAMILIES[name] for name in families or FAMILIES):
        for member, values in family.members.items():
            net, x = family.build(**values), family.shape(**values)
            found.setdefault(member, Individual(family.name, member, net, x))
    return list(found.values())


def census(
    names: Sequence[str] = TOLD, families: Iterable[str] = ()
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The columns, and a row for each member: its family, its name and what `names` asks for.

    None stands where a measure refuses: a receptive field where attention sees everything, a bound where no
    entry of the catalogue allows the layers, an accuracy that nobody has published here.

    >>> columns, rows = census(["params", "depth", "top1"], ["resnet-basic"])
    >>> columns
    ('family', 'member', 'params', 'depth', 'top1')
    >>> rows[0]
    ('resnet-basic', 'resnet18', 11689512, 18, Decimal('69.758'))
    """
    columns = [column(name) for name in names]
    rows = [(it.family, it.member, *(told(tell, it) for tell in columns)) for it in individuals(families)]
    return ("family", "member", *names), rows


def column(name: str) -> Callable[[Individual], Value]:
    """What a column holds; an error for a name that is none."""
    if name not in CENSUS:
        near = get_close_matches(name, CENSUS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(CENSUS)}"
        raise SymalgebraError(f"the table has no column {name!r}; {hint}")
    return CENSUS[name]


def told(tell: Callable[[Individual], Value], individual: Individual) -> Value:
    """The value, or None where there is none."""
    try:
        return tell(individual)
    except (NoClosedForm, NoRule):
        return None
