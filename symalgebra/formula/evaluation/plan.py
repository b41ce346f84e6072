"""Plans: a formula as a flat list of steps that is made once and run at many points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import lcm
from typing import Any

from ..atom import Atom, Symbol
from ..bases import Vanish, Whole
from ..extremum import Extremum
from ..floor import Floor
from ..logarithm import Log2
from ..nesting import nested
from ..value import Formula, Number
from . import steps

OPENED = (Whole, Floor, Vanish, Extremum, Log2)  # kinds of atoms that a plan looks into
WRITTEN_OUT = 3  # the exponent up to which a power is a product

Step = tuple[Callable[..., Any], Any, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps that each append a value to those of the symbols; the formula's is at `result`."""

    symbols: tuple[Symbol, ...]
    names: tuple[str, ...]
    known: frozenset[str]
    steps: tuple[Step, ...]
    result: int

    def run(self, values: list[Any]) -> Any:
        """The value of the formula, where the values are those of the symbols."""
        append = values.append
        for step, a, b in self.steps:
            append(step(values, a, b))
        return values[self.result]


def plan(f: Formula) -> Plan:
    """The plan of a formula, remembered with it."""
    return f.cached("plan", _plan)


def _plan(f: Formula) -> Plan:
    symbols = tuple(sorted(f.free, key=lambda s: (type(s).__name__, s.arguments[0])))
    builder = Builder(symbols)
    for g in nested(f, OPENED):  # innermost first, so that nothing below recurs deeply
        builder.terms(g)
    result = builder.formula(f)
    names = tuple(getattr(s, "name", "") for s in symbols)
    return Plan(symbols, names, frozenset(names), tuple(builder.steps), result)


class Builder:
    """Makes a plan: `place` knows where the value of an atom, a power or a formula is."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        self.place: dict[Any, int] = {symbol: k for k, symbol in enumerate(symbols)}
        self.count = len(symbols)
        self.steps: list[Step] = []

    def step(self, key: Any, function: Callable[..., Any], a: Any, b: Any) -> int:
        """The place of what a step gives, the step added where no step like it was made before."""
        if key not in self.place:
            self.place[key] = self.count + len(self.steps)
            self.steps.append((function, a, b))
        return self.place[key]

    def formula(self, f: Formula) -> int:
        """The place of a formula's value."""
        if f.key not in self.place:
            terms, scale = self.terms(f)
            if scale == 1 and len(terms) == 1 and terms[0][0] == 1 and len(terms[0][1]) == 1:
                self.place[f.key] = terms[0][1][0]
            else:
                self.step(f.key, steps.summed, terms, scale)
        return self.place[f.key]

    def terms(self, f: Formula) -> tuple[steps.Terms, int]:
        """The terms of a formula over a common denominator."""
        scale = lcm(*(c.denominator for c in f.terms.values()))
        return tuple((int(c * scale), self.factors(m.powers)) for m, c in f.items()), scale

    def factors(self, powers: Sequence[tuple[Any, Any]]) -> tuple[int, ...]:
        """The places of what is multiplied in a term."""
        places: list[int] = []
        for base, exponent in powers:
            if isinstance(base, Atom) and isinstance(exponent, int) and 0 < exponent <= WRITTEN_OUT:
                places += [self.atom(base)] * exponent
            else:
                places.append(self.power(base, exponent))
        return tuple(places)

    def power(self, base: Atom | int, exponent: Number | Formula) -> int:
        """The place of a power."""
        first = self.atom(base) if isinstance(base, Atom) else base
        second = self.formula(exponent) if isinstance(exponent, Formula) else exponent
        kinds = isinstance(base, Atom), isinstance(exponent, Formula)
        return self.step((kinds, first, second), POWERS[kinds], first, second)

    def atom(self, atom: Atom) -> int:
        """The place of an atom's value."""
        if atom in self.place:
            return self.place[atom]
        if isinstance(atom, Whole):
            return self.formula(atom.whole)
        if isinstance(atom, Floor):
            return self.floor(atom)
        if isinstance(atom, Vanish):
            return self.step(atom, steps.vanishing, self.formula(atom.exponent), None)
        if isinstance(atom, Log2):
            return self.step(atom, steps.logarithm, self.formula(atom.argument), None)
        if isinstance(atom, Extremum):
            places = tuple(self.formula(a) for a in atom.arguments)
            return self.step(atom, steps.extreme, type(atom).choose, places)
        pairs = tuple((symbol, self.place[symbol]) for symbol in atom.free)
        return self.step(atom, steps.looked_up, atom, pairs)

    def floor(self, atom: Floor) -> int:
        """The place of a floor's value."""
        divisor = atom.denominator.plain()
        if isinstance(divisor, int):
            terms, scale = self.terms(atom.numerator)
            return self.step(atom, steps.divided, terms, scale * divisor)
        top, bottom = self.formula(atom.numerator), self.formula(atom.denominator)
        return self.step(atom, steps.quotient, top, bottom)


POWERS: dict[tuple[bool, bool], Callable[..., Any]] = {
    (True, True): steps.symbolic,
    (True, False): steps.power,
    (False, True): steps.exponential,
    (False, False): steps.root,
}
