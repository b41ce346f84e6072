"""From formulas to SymPy, innermost first and without recursion.

Functions are handed over unevaluated: SymPy 1.14 takes 2**n/6 for an integer, and floor(2**n/6) for 2**n/6.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from ..atom import Atom, Index, Name
from ..bases import Vanish, Whole
from ..extremum import Max, Min
from ..floor import Floor
from ..logarithm import Euler, Log2
from ..matrix import CFinite
from ..nesting import index_name, names_of, nested, spelled_out
from ..special import Binomial
from ..symbols import as_sympy
from ..unevaluated import Geometric, Product, Sum
from ..value import Formula, Number


def expression(f: Formula) -> sympy.Expr:
    """The formula as a SymPy expression, over the same symbols."""
    return Outward(f)[f]


def free_symbols(f: Formula) -> set[sympy.Symbol]:
    """The symbols of a formula as SymPy symbols."""
    return {as_sympy(name.name, name.low) for name in names_of(f)}


class Outward:
    """The expressions of a formula and of all formulas within it."""

    def __init__(self, f: Formula) -> None:
        self.taken = f.names
        self._done: dict[int, tuple[Formula, sympy.Expr]] = {}
        self._bases: dict[Atom | int, sympy.Expr] = {}

    def __getitem__(self, f: Formula) -> sympy.Expr:
        if id(f) not in self._done:
            for g in nested(f):
                if id(g) not in self._done:
                    self._done[id(g)] = g, self._sum(g)
        return self._done[id(f)][1]

    def _sum(self, f: Formula) -> sympy.Expr:
        return sympy.Add(
            *(sympy.Mul(rational(c), *(self._power(b, e) for b, e in m.powers)) for m, c in f.items())
        )

    def _power(self, base: Atom | int, exponent: Number | Formula) -> sympy.Expr:
        if base not in self._bases:
            self._bases[base] = FORMS[type(base)](self, base)
        return sympy.Pow(self._bases[base], self.value(exponent))

    def value(self, value: Any) -> sympy.Expr:
        """A number or a formula in SymPy."""
        return self[value] if isinstance(value, Formula) else rational(value)

    def quotient(self, top: Formula, bottom: Formula) -> sympy.Expr:
        """A quotient term by term."""
        below = sympy.Pow(self[bottom], -1)
        return sympy.Add(*(sympy.Mul(term, below) for term in sympy.Add.make_args(self[top])))

    def floor(self, atom: Floor) -> sympy.Expr:
        """floor(P/D), or ceiling(P'/D) where it is one."""
        top = atom.ceiled
        if top is None:
            return sympy.floor(self.quotient(atom.numerator, atom.denominator), evaluate=False)
        return sympy.ceiling(self.quotient(top, atom.denominator), evaluate=False)

    def index(self, index: Index) -> sympy.Symbol:
        """An index as a symbol of SymPy, a name that is not taken."""
        return as_sympy(index_name(index.level, self.taken), 0)

    def loop(self, kind: Callable[..., Any], body: Formula, index: Index, count: Formula) -> sympy.Expr:
        """A sum or product over an index from 0 to count - 1."""
        return kind(self[body], (self.index(index), 0, self[count] - 1))

    def geometric(self, atom: Geometric) -> sympy.Expr:
        """The sum that the atom stands for."""
        return self.loop(sympy.Sum, *spelled_out(atom), atom.count)


def rational(number: Number) -> sympy.Rational:
    """An exact number in SymPy."""
    return sympy.Rational(number.numerator, number.denominator)


def _cfinite(out: Outward, atom: CFinite) -> sympy.Expr:
    coefficients, first, count = atom.arguments
    tuples = (sympy.Tuple(*map(rational, numbers)) for numbers in (coefficients, first))
    return sympy.Function("CFinite")(*tuples, out[count])


def _called(function: Callable[..., Any]) -> Callable[[Outward, Atom], sympy.Expr]:
    return lambda out, atom: function(*(out.value(a) for a in atom.arguments), evaluate=False)


FORMS: dict[type, Callable[[Outward, Any], sympy.Expr]] = {
    int: lambda out, number: sympy.Integer(number),
    Name: lambda out, name: as_sympy(name.name, name.low),
    Index: Outward.index,
    Whole: lambda out, atom: out[atom.whole],
    Vanish: lambda out, atom: sympy.Pow(0, out[atom.exponent]),
    Floor: Outward.floor,
    Sum: lambda out, atom: out.loop(sympy.Sum, atom.body, atom.index, atom.count),
    Product: lambda out, atom: out.loop(sympy.Product, atom.body, atom.index, atom.count),
    Geometric: Outward.geometric,
    Log2: lambda out, atom: sympy.log(out[atom.argument], evaluate=False) / sympy.log(2),
    Euler: lambda out, atom: 1 / sympy.log(2),
    Binomial: _called(sympy.binomial),
    Max: _called(sympy.Max),
    Min: _called(sympy.Min),
    CFinite: _cfinite,
}
