"""Formulas as the expressions of a certificate: numbers "p/q" and nested lists that any program can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from ..errors import NoClosedForm
from ..formula import Formula, formula, index_over
from ..formula.atom import Atom, Index, Name
from ..formula.bases import Whole
from ..formula.canonical import domain_part
from ..formula.extremum import Max, Min
from ..formula.floor import Floor
from ..formula.logarithm import Euler, Log2
from ..formula.special import Binomial
from ..formula.unevaluated import Geometric, Sum
from ..formula.writing.arrangement import arranged
from .clock import tick

Expression = str | list[Any]
MOST_BITS = 12_000


def expression(f: Formula) -> Expression:
    """The expression of a formula on its domain; terms with 0**n, which vanish there, are left out.

    Terms and factors stand in the order in which they are written, the same in every process.
    """
    terms = [_product(factors, c) for c, factors in arranged(domain_part(f))]
    return "0" if not terms else terms[0] if len(terms) == 1 else ["add", *terms]


def _product(powers: Iterable[tuple[Atom | int, Any]], c: int | Fraction) -> Expression:
    tick()
    factors = [_power(base, exponent) for base, exponent in powers]
    if c != 1 or not factors:
        factors.insert(0, _number(c))
    return factors[0] if len(factors) == 1 else ["mul", *factors]


def _number(c: int | Fraction) -> str:
    if max(c.numerator.bit_length(), c.denominator.bit_length()) > MOST_BITS:
        raise NoClosedForm(f"a number of more than {MOST_BITS:,} bits is outside what is compared")
    return str(c)


def _power(base: Atom | int, exponent: Any) -> Expression:
    written = _number(base) if isinstance(base, int) else atom_expression(base)
    if isinstance(exponent, int) and exponent == 1:
        return written
    if isinstance(exponent, Fraction):
        raise NoClosedForm(f"roots such as x**({exponent}) are outside the class that is compared")
    return ["pow", written, expression(formula(exponent))]


def atom_expression(atom: Atom) -> Expression:
    """The expression of one atom."""
    rule = _RULES.get(type(atom))
    if rule is None:
        raise NoClosedForm(f"{atom.formula()} is outside the class that is compared")
    return rule(atom)


def _sum(atom: Any) -> Expression:
    return ["sum", expression(atom.body), _index(atom.index), expression(atom.count)]


def _geometric(atom: Any) -> Expression:
    index = index_over(atom.count, atom.base)
    body = index.formula() ** atom.degree * atom.base ** index.formula()
    return ["sum", expression(body), _index(index), expression(atom.count)]


def _index(index: Index) -> str:
    return f"#{index.level}"


_RULES: dict[type, Callable[[Any], Expression]] = {
    Name: lambda a: ["sym", a.name],
    Index: lambda a: ["sym", _index(a)],
    Whole: lambda a: expression(a.whole),
    Floor: lambda a: ["floor", expression(a.numerator), expression(a.denominator)],
    Max: lambda a: ["max", *map(expression, a.arguments)],
    Min: lambda a: ["min", *map(expression, a.arguments)],
    Log2: lambda a: ["log2", expression(a.argument)],
    Euler: lambda a: ["log2", "e"],
    Binomial: lambda a: ["binomial", *map(expression, a.arguments)],
    Sum: _sum,
    Geometric: _geometric,
}
