"""The constant log2(e) in a comparison: it is replaced by a rational number, on the side that proves more.

f <= g follows from F <= G for f <= F and G <= g. A certificate states F <= G, which has no constant in it.
"""

from __future__ import annotations

from ..errors import NoClosedForm
from ..formula import Formula, formula, log2
from ..formula.atom import Atom
from ..formula.logarithm import Euler, Log2
from ..formula.monomial import Monomial
from ..formula.nesting import nested
from ..formula.sign import monomial_nonnegative
from ..formula.value import Number

LOW, HIGH = (formula(bound) for bound in Euler().bounds())


def without_e(f: Formula, above: bool) -> Formula:
    """A formula without log2(e) that is at least f, or with `above=False` at most f; f where it has none.

    >>> from symalgebra.formula.logarithm import LOG2_E
    >>> without_e(2 - LOG2_E, above=True)
    111461/200000
    """
    if not has_e(f):
        return f
    return sum((_term(m, c, above == (c > 0)) * c for m, c in f.items()), formula(0))


def apart(f: Formula, g: Formula) -> tuple[Formula, Formula]:
    """f and g less the multiples of log2(e) in f that g has too: f <= g is the same claim."""
    if not has_e(f):
        return f, g
    shared = Formula({m: c for m, c in f.items() if m in g.terms and has_e(Formula({m: 1}))})
    return f - shared, g - shared


def has_e(f: Formula) -> bool:
    """Whether log2(e) is in a formula, at any depth."""
    return f.cached(
        "log2(e)", lambda f: any(isinstance(a, Euler) for g in nested(f) for m in g.terms for a in m.atoms)
    )


def within_logarithms(f: Formula) -> bool:
    """Whether log2(e) is in a logarithm of a formula, beside symbols."""
    logs = (a for m in f.terms for a in m.atoms if isinstance(a, Log2))
    return any(a.argument.names and has_e(a.argument) for a in logs)


def _term(m: Monomial, c: Number, above: bool) -> Formula:
    """A bound of a term; of a product the factors are bounded, none of them negative."""
    if not has_e(Formula({m: 1})):
        return Formula({m: 1})
    if not monomial_nonnegative(m):
        raise NoClosedForm(f"the sign of {Formula({m: 1})}, a multiple of log2(e), is not known")
    result = formula(1)
    for base, exponent in m.powers:
        grows = isinstance(exponent, int) and exponent > 0
        bound = _factor(base, above == grows) if isinstance(base, Atom) else formula(base)
        result = result * bound**exponent
    return result


def _factor(atom: Atom, above: bool) -> Formula:
    if isinstance(atom, Euler):
        return HIGH if above else LOW
    if not has_e(atom.formula()):
        return getattr(atom, "whole", atom.formula())
    if isinstance(atom, Log2):
        return formula(log2(without_e(atom.argument, above).size()))
    raise NoClosedForm(f"log2(e) within {atom.formula()}")
