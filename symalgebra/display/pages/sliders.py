"""The sliders of a report: for each symbol its least value, where it stands at first, and the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import SymalgebraError
from ...formula import Formula
from ..derivation import TABLED, Derivation
from ..point import Number, Point, holds
from ..subject import expected

FIRST, FEW, REACH = (
    8,
    3,
    64,
)  # where a symbol starts, one in an exponent too, and how far a slider goes at least
MOST_DOUBLINGS = 12


@dataclass(frozen=True)
class Slider:
    """One symbol."""

    name: str
    low: int
    value: int
    high: int
    meaning: str = ""


def sliders(found: Sequence[Derivation], at: Mapping[str, Number]) -> list[Slider]:
    """A slider for each symbol of some derivations."""
    low = lowest(found)
    meaning = {name: text for one in reversed(found) for name, text in one.subject.meaning.items()}
    steep = exponents(f for one in found for r in one.results if r.name in TABLED for f in r.formulas)
    start = first(found, low, steep) | {name: begun(name, value, low) for name, value in at.items()}
    return [
        Slider(name, least, start[name], end(name, start[name], found, name in steep), meaning.get(name, ""))
        for name, least in low.items()
    ]


def begun(name: str, value: Number, low: Mapping[str, int]) -> int:
    """A value at which a slider can stand."""
    expected(name, low)
    if not isinstance(value, int) or value < low[name]:
        raise SymalgebraError(f"{name}={value}: {name} is an integer of at least {low[name]}")
    return value


def lowest(found: Sequence[Derivation]) -> dict[str, int]:
    """The least value of each symbol: of one name in two networks the greater."""
    low: dict[str, int] = {}
    for one in found:
        for name, least in one.symbols.items():
            low[name] = max(least, low.get(name, least))
    return low


def exponents(formulas: Iterable[Formula]) -> set[str]:
    """The symbols that stand in exponents: a step of theirs is a large one."""
    powers = (exponent for f in formulas for m in f.terms for _, exponent in m.powers)
    return {name for exponent in powers if isinstance(exponent, Formula) for name in exponent.names}


def first(found: Sequence[Derivation], low: Mapping[str, int], steep: set[str]) -> dict[str, int]:
    """The values of the first member; of other symbols such that every layer has an output position."""
    known = {name: int(value) for name, value in member(found).items() if name in low}
    free = [name for name in low if name not in known]
    conditions = [condition for one in found for condition in one.domain or ()]
    for doubling in range(MOST_DOUBLINGS):
        values = {name: max(low[name], FEW if name in steep else FIRST << doubling) for name in free} | known
        if all(met(condition, values) for condition in conditions):
            break
    return values


def member(found: Sequence[Derivation]) -> dict[str, int]:
    """The values of the first member of each subject, those of the first subject first."""
    return {
        name: value
        for one in reversed(found)
        for values in list(one.subject.members.values())[:1]
        for name, value in values.items()
    }


def met(condition: str, values: Mapping[str, int]) -> bool:
    """Whether a condition of the domain holds, as far as that can be told."""
    try:
        return holds(condition, Point(values))
    except SymalgebraError:
        return True


def end(name: str, value: int, found: Sequence[Derivation], steep: bool) -> int:
    """The end of a slider: beyond all members, and beyond where it stands."""
    known = [
        values[name]
        for one in found
        for values in one.subject.members.values()
        if values.get(name) is not None
    ]
    return 2 * max([*known, value, 0 if steep else REACH // 2])


def rounds(symbols: Sequence[Slider]) -> Iterator[dict[str, int]]:
    """Points for tests, without end: where the sliders stand, then all over their ranges, always the same."""
    from random import Random

    draw = Random(0)
    yield {s.name: s.value for s in symbols}
    while True:
        yield {s.name: draw.randint(s.low, max(s.low, s.high)) for s in symbols}
