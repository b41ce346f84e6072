"""Formulas as steps that another program runs: plain lists of numbers and names, which JSON can hold.

    {"steps": [["summed", [[3, 0, 1], ...], 1], ...], "result": 7}

A step makes one value from those before it; the values of the symbols come first. The steps are those of
`formula.plan`, by name, so a page computes what Python computes; the arguments are places of values, and
integers, as texts where a float cannot hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from ...errors import NoClosedForm
from ...formula import Formula
from ...formula.atom import Atom, Name, Symbol
from ...formula.evaluation.plan import OPENED, Builder
from ...formula.logarithm import Euler
from ...formula.nesting import nested, spelled_out
from ...formula.special import Binomial
from ...formula.unevaluated import Geometric, Product, Sum

EXACT = 1 << 53  # the integers below it are exact in a float


class Program:
    """Formulas of some symbols in one list of steps, equal parts once.

    >>> from symalgebra import dims
    >>> from symalgebra.formula import formula
    >>> n, w = dims("n w")
    >>> program = Program(["n", "w"])
    >>> program.place(formula(3 * 2**n))
    3
    >>> program.steps
    [['exponential', 2, 0], ['summed', [[3, 2]], 1]]
    """

    def __init__(self, symbols: Sequence[str | Symbol]) -> None:
        self.number = {symbol: place for place, symbol in enumerate(symbols)}
        self.builder = Builder(())
        self.builder.count = len(symbols)

    def place(self, f: Formula) -> int:
        """Where the value of a formula is."""
        for symbol in f.free:
            key = symbol if symbol in self.number else symbol.name if isinstance(symbol, Name) else symbol
            self.builder.place[symbol] = self.number[key]
        for g in nested(f, OPENED):
            self.builder.terms(g)
        return self.builder.formula(f)

    @property
    def steps(self) -> list[Any]:
        """The steps, for JSON."""
        return [step(function.__name__, a, b) for function, a, b in self.builder.steps]


def program(f: Formula, symbols: Sequence[Symbol]) -> dict[str, Any]:
    """One formula as a program of its own."""
    found = Program(symbols)
    return {"result": found.place(f), "steps": found.steps}


def step(name: str, a: Any, b: Any) -> list[Any]:
    """A step of a plan, for JSON."""
    if name in ("summed", "divided"):
        return [name, [[integer(c), *places] for c, places in a], integer(b)]
    if name == "extreme":
        return [a.__name__, *b]
    if name == "looked_up":
        return special(a, b)
    if name in ("vanishing", "logarithm"):
        return [name, a]
    return [name, *map(integer, (a, b))]


def integer(value: Any) -> int | str:
    """An integer, as text where it is large; a root has no step."""
    if isinstance(value, Fraction):
        raise NoClosedForm(f"a root, a power to {value}, is not computed in a page")
    return value if -EXACT < value < EXACT else str(value)


def special(atom: Atom, pairs: Iterable[tuple[Symbol, int]]) -> list[Any]:
    """An atom with a rule of its own: its kind, the places of its symbols, a program for each part."""
    if type(atom) not in PARTS:
        raise NoClosedForm(f"{atom.formula()} is not computed in a page")
    kind, parts = PARTS[type(atom)]
    ordered = sorted(pairs, key=lambda pair: pair[1])
    symbols = [symbol for symbol, _ in ordered]
    return [kind, [place for _, place in ordered], *parts(atom, symbols)]


def looped(atom: Any, symbols: Sequence[Symbol]) -> list[dict[str, Any]]:
    """The count of a loop, and its body, whose last symbol is the index."""
    return bodied(atom.body, atom.index, atom.count, symbols)


def bodied(body: Formula, index: Symbol, count: Formula, symbols: Sequence[Symbol]) -> list[dict[str, Any]]:
    """A count and a body."""
    return [program(count, symbols), program(body, [*symbols, index])]


def chosen(atom: Any, symbols: Sequence[Symbol]) -> list[dict[str, Any]]:
    """The two arguments of a binomial."""
    return [program(argument, symbols) for argument in atom.arguments]


PARTS: dict[type, tuple[str, Callable[[Any, Sequence[Symbol]], list[dict[str, Any]]]]] = {
    Sum: ("sum", looped),
    Product: ("product", looped),
    Geometric: ("sum", lambda atom, symbols: bodied(*spelled_out(atom), atom.count, symbols)),
    Binomial: ("binomial", chosen),
    Euler: ("euler", lambda atom, symbols: []),
}
