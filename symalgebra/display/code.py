"""Formulas as Python expressions in exact integers: `//` for floors, `Fraction` only where it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import lcm
from typing import Any

from ..errors import NoClosedForm
from ..formula import Formula, formula, integral, nonnegative
from ..formula.atom import Index, Name
from ..formula.bases import Vanish, Whole
from ..formula.extremum import Max, Min
from ..formula.floor import Floor
from ..formula.logarithm import Euler, Log2
from ..formula.nesting import index_name, nested, spelled_out
from ..formula.special import Binomial
from ..formula.unevaluated import Geometric, Loop, Product, Sum
from ..formula.writing.arrangement import Factor, arranged
from .divisible import divisible

# What the expressions call; no symbol may hide it.
MODULES = {"Fraction": "fractions", "comb": "math", "log2": "math", "prod": "math"}
CALLED = {*MODULES, "max", "min", "sum", "range"}


class Code:
    """The Python texts of formulas; `needs` are the names that they import."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = {*taken}
        self.needs: set[str] = set()
        self._texts: dict[int, tuple[Formula, str]] = {}

    def __getitem__(self, f: Formula) -> str:
        for g in nested(f):
            if id(g) not in self._texts:
                self._texts[id(g)] = g, self.sum(g)
        return self._texts[id(f)][1]

    def call(self, name: str, arguments: str) -> str:
        """A call, its function imported where it must be."""
        if name in MODULES:
            self.needs.add(name)
        return f"{name}({arguments})"

    def sum(self, f: Formula) -> str:
        """A sum, over one denominator."""
        told = arranged(f)
        scale = lcm(*(c.denominator for c, _ in told))
        parts: list[str] = []
        for coefficient, factors in told:
            parts += ("-" if coefficient < 0 else "+", self.product(abs(int(coefficient * scale)), factors))
        line = ("-" if parts[:1] == ["-"] else "") + " ".join(parts[1:]) or "0"
        if scale == 1:
            return line
        if any(isinstance(atom, Log2 | Euler) for m in f.terms for atom in m.atoms):
            return f"({line})/{scale}"
        whole = integral(f) or divisible(Formula(dict(f.canonical)) * scale, scale)
        return f"({line})//{scale}" if whole else self.call("Fraction", f"{line}, {scale}")

    def product(self, coefficient: int, factors: Iterable[Factor]) -> str:
        """A coefficient times factors."""
        texts = [str(coefficient)] if coefficient != 1 else []
        return "*".join([*texts, *(self.power(*factor) for factor in factors)]) or "1"

    def power(self, base: Any, exponent: Any) -> str:
        """A base raised to an exponent."""
        bottom = str(base) if isinstance(base, int) else self.base(base)
        if isinstance(exponent, Fraction):
            raise NoClosedForm(f"a root of {bottom} has no exact value in Python")
        if isinstance(exponent, Formula):
            if not integral(exponent):
                raise NoClosedForm(f"{bottom} to the power {exponent} has no exact value in Python")
            if not nonnegative(exponent):
                bottom = self.call("Fraction", bottom)
            return f"{bottom}**{self.enclosed(exponent)}"
        if exponent < 0:
            return self.call("Fraction", f"1, {bottom}" + ("" if exponent == -1 else f"**{-exponent}"))
        return bottom if exponent == 1 else f"{bottom}**{exponent}"

    def enclosed(self, f: Formula) -> str:
        """A formula within parentheses, unless it is a word."""
        text = self[f]
        return text if text.isidentifier() or text.isdigit() else f"({text})"

    def base(self, base: Any) -> str:
        """A symbol or an atom, as a factor."""
        if type(base) not in FORMS:
            raise NoClosedForm(f"{base.formula()} has no line of Python")
        return FORMS[type(base)](self, base)

    def name(self, name: str) -> str:
        """A symbol's name, changed where it would hide a function."""
        while name in CALLED:
            name += "_"
        return name

    def floor(self, atom: Floor) -> str:
        """(P//D)."""
        return f"({self.enclosed(atom.numerator)}//{self.enclosed(atom.denominator)})"

    def loop(self, function: str, body: Formula, index: Index, count: Formula) -> str:
        """A sum or a product over a range."""
        return self.call(function, f"{self[body]} for {self.index(index)} in range({self[count]})")

    def index(self, index: Index) -> str:
        """A variable of a loop."""
        return index_name(index.level, self.taken)

    def several(self, function: str, arguments: Iterable[Any]) -> str:
        """A function of formulas."""
        return self.call(function, ", ".join(self[formula(a)] for a in arguments))


def _called(function: str) -> Callable[[Code, Any], str]:
    return lambda code, atom: code.several(function, atom.arguments)


def _loop(function: str) -> Callable[[Code, Loop], str]:
    return lambda code, atom: code.loop(function, atom.body, atom.index, atom.count)


FORMS: dict[type, Callable[[Code, Any], str]] = {
    Name: lambda code, atom: code.name(atom.name),
    Index: Code.index,
    Whole: lambda code, atom: f"({code[atom.whole]})",
    Vanish: lambda code, atom: f"0**{code.enclosed(atom.exponent)}",
    Floor: Code.floor,
    Sum: _loop("sum"),
    Product: _loop("prod"),
    Geometric: lambda code, atom: code.loop("sum", *spelled_out(atom), atom.count),
    Max: _called("max"),
    Min: _called("min"),
    Log2: _called("log2"),
    Binomial: _called("comb"),
}
