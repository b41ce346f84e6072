"""Text of a formula as SymPy prints it, straight from the normal form.

Floors are written floor((r + 3)/4) and ceiling(r/32), logarithms log2(w), so that `reader.read` gives the
formula back; sums and products as SymPy's Sum and Product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from ..atom import Atom, Index, Name
from ..bases import Vanish, Whole
from ..floor import Floor
from ..logarithm import Euler, Log2
from ..nesting import index_name, nested, spelled_out
from ..special import Binomial
from ..unevaluated import Geometric, Loop, Product, Sum
from ..value import Formula, Number
from .arrangement import Factor, Term, arranged, place
from .line import negative, turned

DIGITS = 4000
GROUP = 10**DIGITS


class Scope:
    """The texts of a formula and of all formulas within it, innermost first. Abstract."""

    def __init__(self, f: Formula) -> None:
        self.taken = f.names
        self._texts: dict[int, tuple[Formula, str]] = {}

    def __getitem__(self, f: Formula) -> str:
        if id(f) not in self._texts:
            for g in nested(f):
                if id(g) not in self._texts:
                    self._texts[id(g)] = g, self.write(arranged(g))
                if g is not f:
                    g.cached("place", place)
        return self._texts[id(f)][1]

    def index(self, index: Index) -> str:
        """The name of an index, none that a symbol has."""
        return index_name(index.level, self.taken)

    def write(self, terms: Iterable[Term]) -> str:
        """The text of arranged terms."""
        raise NotImplementedError


def text(f: Formula) -> str:
    """The formula as SymPy prints it; floors, ceilings and logarithms as `read` reads them."""
    return Line(f)[f]


class Line(Scope):
    """Texts as SymPy's `str` writes them."""

    def write(self, terms: Iterable[Term]) -> str:
        parts: list[str] = []
        for coefficient, factors in terms:
            parts += ("-" if coefficient < 0 else "+", self.product(coefficient, factors))
        if not parts:
            return "0"
        return ("-" if parts[0] == "-" else "") + " ".join(parts[1:])

    def product(self, coefficient: Number, factors: Iterable[Factor]) -> str:
        """The absolute value of a coefficient times factors, those with negative exponents below a line."""
        powers = [turned(factor) for factor in factors]
        if coefficient == 1 and len(powers) == 1 and powers[0][1] != -1:
            return self.power(*powers[0])
        number = -coefficient if coefficient < 0 else coefficient
        above = [decimal(number.numerator)] if number.numerator != 1 else []
        below = [decimal(number.denominator)] if number.denominator != 1 else []
        for base, exponent in powers:
            if negative(exponent):
                below.append(self.power(base, -exponent))
            else:
                above.append(self.power(base, exponent))
        line = "*".join(above) or "1"
        if not below:
            return line
        return f"{line}/{below[0]}" if len(below) == 1 else f"{line}/({'*'.join(below)})"

    def power(self, base: Atom | int, exponent: Number | Formula) -> str:
        """A base raised to an exponent."""
        bottom = self.base(base)
        if isinstance(exponent, Formula):
            return f"{bottom}**{self.enclosed(exponent)}"
        if exponent == 1:
            return bottom
        return f"{bottom}**{exponent}" if _bare(exponent) else f"{bottom}**({exponent})"

    def enclosed(self, f: Formula) -> str:
        """A formula within parentheses, unless it is a name, a number or a call."""
        number = f.plain()
        bare = _bare(number) if isinstance(number, int | Fraction) else _single(f)
        return self[f] if bare else f"({self[f]})"

    def base(self, base: Atom | int) -> str:
        """A number, a symbol, a sum or a function of formulas."""
        return FORMS.get(type(base), Line.call)(self, base)

    def call(self, atom: Atom) -> str:
        """An atom as a call of its kind: Max(n, w)."""
        return f"{type(atom).__name__}({', '.join(self.argument(a) for a in atom.arguments)})"

    def argument(self, argument: Any) -> str:
        """An argument of a call: a formula or a tuple of numbers."""
        return self[argument] if isinstance(argument, Formula) else f"({', '.join(map(str, argument))})"

    def floor(self, atom: Floor) -> str:
        """floor(P/D), or ceiling(P'/D) where it is one."""
        top = atom.ceiled
        if top is None:
            return f"floor({self.quotient(atom.numerator, atom.denominator)})"
        return f"ceiling({self.quotient(top, atom.denominator)})"

    def quotient(self, top: Formula, bottom: Formula) -> str:
        """A fraction that is read with this numerator and this denominator."""
        if bottom.plain() == 1:
            return self[top]
        line = f"({self[top]})" if len(top.terms) > 1 else self[top]
        return f"{line}/{self[bottom] if _power(bottom) else self.enclosed(bottom)}"

    def loop(self, atom: Loop) -> str:
        """A sum or a product over an index."""
        return f"{type(atom).__name__}({self[atom.body]}, {self.range(atom.index, atom.count)})"

    def geometric(self, atom: Geometric) -> str:
        """The sum that the atom stands for."""
        body, index = spelled_out(atom)
        return f"Sum({self[body]}, {self.range(index, atom.count)})"

    def range(self, index: Index, count: Formula) -> str:
        """An index with its limits."""
        return f"({self.index(index)}, 0, {self[count - 1]})"


def decimal(number: int) -> str:
    """The digits of a number >= 0, however many: Python's `str` stops at 4300."""
    groups = []
    while number >= GROUP:
        number, rest = divmod(number, GROUP)
        groups.append(str(rest).zfill(DIGITS))
    return str(number) + "".join(reversed(groups))


def _bare(number: Number) -> bool:
    return isinstance(number, int) and number >= 0


def _power(f: Formula) -> bool:
    """Whether f is one power, not below a line."""
    terms = arranged(f)
    if len(terms) != 1 or terms[0][0] != 1 or len(terms[0][1]) != 1:
        return False
    ((base, exponent),) = terms[0][1]
    return not negative(exponent) and not isinstance(base, Euler)


def _single(f: Formula) -> bool:
    """Whether f is one atom that is written as a name or as a call."""
    return _power(f) and all(e == 1 and not isinstance(b, Vanish) for b, e in arranged(f)[0][1])


FORMS: dict[type, Callable[[Line, Any], str]] = {
    int: lambda line, number: decimal(number),
    Name: lambda line, name: name.name,
    Index: Line.index,
    Whole: lambda line, atom: f"({line[atom.whole]})",
    Vanish: lambda line, atom: f"0**{line.enclosed(atom.exponent)}",
    Floor: Line.floor,
    Sum: Line.loop,
    Product: Line.loop,
    Geometric: Line.geometric,
    Log2: lambda line, atom: f"log2({line[atom.argument]})",
    Euler: lambda line, atom: "log(2)",
    Binomial: lambda line, atom: f"binomial({', '.join(line[a] for a in atom.arguments)})",
}
