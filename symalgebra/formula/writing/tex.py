"""LaTeX of a formula, straight from the normal form, its terms and factors ordered as in its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from typing import Any

import sympy

from ..atom import Atom, Index, Name
from ..bases import Vanish, Whole
from ..extremum import Max, Min
from ..floor import Floor
from ..logarithm import Euler, Log2
from ..matrix import CFinite
from ..nesting import spelled_out
from ..special import Binomial
from ..unevaluated import Geometric, Loop, Product, Sum
from ..value import Formula, Number
from .arrangement import Factor, Term
from .line import over
from .text import Scope, decimal


def latex(f: Formula) -> str:
    r"""The formula in LaTeX.

    >>> from symalgebra import dims
    >>> n, w = dims("n_1 w")
    >>> print(latex(Formula.operand(17 * n * w**2 / 3 + 2**n)))
    2^{n_{1}} + \frac{17 n_{1} w^{2}}{3}
    """
    return Tex(f)[f]


@cache
def letter(name: str) -> str:
    r"""A name as SymPy typesets it: n_1 and n1 with a subscript, alpha as the Greek letter."""
    found = str(sympy.latex(sympy.Symbol(name)))
    if re.search(r"_(?!\{.)|\{\}", found):  # an underscore that is no subscript
        return rf"\mathrm{{{name}}}".replace("_", r"\_")
    return found


class Tex(Scope):
    """Texts in LaTeX."""

    def write(self, terms: Iterable[Term]) -> str:
        terms = list(terms)
        parts: list[str] = []
        for coefficient, factors in terms:
            sign, number = ("-", -coefficient) if coefficient < 0 else ("+", coefficient)
            parts += (sign, self.product(number, factors, len(terms) == len(factors) == number == 1))
        line = " ".join(parts[1:] if parts[:1] == ["+"] else parts) or "0"
        return re.sub(r"^- (?=\d+($| [-+]))", "-", line)  # SymPy: -3, but - 3 n

    def product(self, coefficient: Number, factors: Iterable[Factor], alone: bool = False) -> str:
        """A positive coefficient times factors, as a fraction where some exponents are negative."""
        above, below = over(coefficient, factors)
        line = self.line(above, alone)
        return rf"\frac{{{line}}}{{{self.line(below, alone=True)}}}" if below else line

    def line(self, powers: list[Factor], alone: bool) -> str:
        """Powers side by side, a dot before a number that follows a number."""
        if not powers:
            return "1"
        alone = alone and len(powers) == 1
        texts = [self.power(*power, alone) for power in powers]
        dots = [r" \cdot " if isinstance(base, int) else " " for base, _ in powers[1:]]
        return texts[0] + "".join(dot + text for dot, text in zip(dots, texts[1:], strict=True))

    def power(self, base: Atom | int, exponent: Number | Formula, alone: bool) -> str:
        """A base raised to an exponent; a sum stands in parentheses unless it stands alone."""
        if alone and exponent == 1 and isinstance(base, Whole):
            return self[base.whole]
        bottom = decimal(base) if isinstance(base, int) else FORMS[type(base)](self, base)
        if isinstance(base, Sum | Product | Geometric) and not (alone and exponent == 1):
            bottom = parentheses(bottom)
        if isinstance(exponent, int | Fraction):
            return bottom if exponent == 1 else f"{bottom}^{{{self.product(exponent, ())}}}"
        return f"{bottom}^{{{self[exponent]}}}"

    def fraction(self, top: Formula, bottom: Formula) -> str:
        """The quotient of two formulas."""
        return self[top] if bottom.plain() == 1 else rf"\frac{{{self[top]}}}{{{self[bottom]}}}"

    def floor(self, atom: Floor) -> str:
        """A floor, or the ceiling that it is."""
        top = atom.ceiled
        if top is None:
            return rf"\left\lfloor {self.fraction(atom.numerator, atom.denominator)} \right\rfloor"
        return rf"\left\lceil {self.fraction(top, atom.denominator)} \right\rceil"

    def loop(self, kind: str, body: Formula, index: Index, count: Formula) -> str:
        """A sum or product over an index, a body of several terms in parentheses."""
        inner = parentheses(self[body]) if len(body.terms) > 1 else self[body]
        return rf"\{kind}_{{{self.index(index)}=0}}^{{{self[count - 1]}}} {inner}"

    def call(self, function: str, arguments: Iterable[Any]) -> str:
        """A function of formulas."""
        texts = (self[a] if isinstance(a, Formula) else self.numbers(a) for a in arguments)
        return function + parentheses(", ".join(texts))

    def numbers(self, numbers: Iterable[Number]) -> str:
        """A tuple of numbers."""
        return parentheses(", ".join(self[Formula.operand(number)] for number in numbers))


def parentheses(text: str) -> str:
    """A text in parentheses that grow with it."""
    return rf"\left({text}\right)"


def _loop(tex: Tex, atom: Loop) -> str:
    return tex.loop("sum" if isinstance(atom, Sum) else "prod", atom.body, atom.index, atom.count)


FORMS: dict[type, Callable[[Tex, Any], str]] = {
    Name: lambda tex, name: letter(name.name),
    Index: Tex.index,
    Whole: lambda tex, atom: parentheses(tex[atom.whole]),
    Vanish: lambda tex, atom: f"0^{{{tex[atom.exponent]}}}",
    Floor: Tex.floor,
    Sum: _loop,
    Product: _loop,
    Geometric: lambda tex, atom: tex.loop("sum", *spelled_out(atom), atom.count),
    Max: lambda tex, atom: tex.call(r"\max", atom.arguments),
    Min: lambda tex, atom: tex.call(r"\min", atom.arguments),
    Log2: lambda tex, atom: tex.call(r"\log_{2}", (atom.argument,)),
    Euler: lambda tex, atom: r"\log{\left(2 \right)}",
    Binomial: lambda tex, atom: rf"{{\binom{{{tex[atom.arguments[0]]}}}{{{tex[atom.arguments[1]]}}}}}",
    CFinite: lambda tex, atom: tex.call(r"\operatorname{CFinite}", atom.arguments),
}
