"""Sums and products over an index, between what their halves and their last terms give.

    (n - 1)/2 * f(n/2) <= f(0) + ... + f(n - 1) <= n * f(n)    for f >= 0 that rises

The body rises where it is a sum of positive multiples of products of symbols, of logarithms of such sums and
of powers with such exponents. A factorial lies between Stirling's bounds (Robbins 1955).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...formula import Formula, enclosure, formula, total
from ...formula.atom import Atom, Symbol
from ...formula.bases import Whole
from ...formula.evaluation.point import value_of
from ...formula.floor import Floor
from ...formula.logarithm import LOG2_E, Log2
from ...formula.unevaluated import Product, Sum
from .series import Unfit
from .tail import Tail

Pair = tuple[Formula, Formula]


def sum_between(atom: Sum, tail: Tail) -> Pair:
    """The sums of the bounds of the body where those have closed forms, else by halves."""
    ends = [formula(total(end, atom.index, atom.count)) for end in enclosure(atom.body)]
    closed = [bool(end) and not any(isinstance(a, Sum) for m in end.terms for a in m.atoms) for end in ends]
    halves = ends if all(closed) else _halved(atom)
    return ends[0] if closed[0] else halves[0], ends[1] if closed[1] else halves[1]


def _halved(atom: Sum) -> Pair:
    n = atom.count
    if not rises(atom.body):
        raise Unfit(f"a body that is not seen to rise with its index: {atom.formula()}")
    middle, last = (atom.body.substitute({atom.index: end}) for end in (n / 2, n))
    return middle * (n - 1) / 2, last * n


def product_between(atom: Product, tail: Tail) -> Pair:
    """A factorial by Stirling's formula; else 2**(the bounds of the sum of log2)."""
    n = atom.count
    if atom.body == atom.index.formula() + 1 and len(n.terms) == 1:
        middle = n**n * n ** Fraction(1, 2) * formula(2) ** (-n * LOG2_E)
        return middle * Fraction(5, 2), middle * Fraction(11, 4)
    low, high = enclosure(atom.body)
    if not (_at_least_one(low) and rises(high)):
        raise Unfit(f"a body that is not seen to rise with its index: {atom.formula()}")
    middle, last = low.substitute({atom.index: n / 2}), high.substitute({atom.index: n})
    return middle ** ((n - 1) / 2), last**n


def rises(f: Formula) -> bool:
    """Whether f is never negative and does not fall when a real symbol rises from its least value."""
    return all(c > 0 and all(_factor_rises(b, e) for b, e in m.powers) for m, c in f.items())


def _factor_rises(base: Atom | int, exponent: Any) -> bool:
    if isinstance(exponent, Formula):
        return rises(exponent) and (isinstance(base, int) or _at_least_one(base.formula()))
    if isinstance(base, Floor):
        return exponent >= 0 and rises(base.numerator) and not base.denominator.free
    if isinstance(base, Log2):
        return exponent >= 0 and _at_least_one(base.argument)
    if isinstance(base, Whole):
        return exponent >= 0 and rises(base.whole)
    return exponent >= 0 and (isinstance(base, int) or (isinstance(base, Symbol) and base.low >= 0))


def _at_least_one(f: Formula) -> bool:
    """Whether f rises from a value of at least 1."""
    return rises(f) and value_of(f, {s: s.low for s in f.free}) >= 1
