"""What atoms lie between far out: one rule for each kind of atom, with its reason.

The bounds may hold other atoms, which are bracketed in turn. A lower bound may be negative; a product then
takes 0 instead.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ...formula import Formula, formula, integral, log2
from ...formula.atom import Atom
from ...formula.bases import Vanish, Whole
from ...formula.extremum import Max, Min
from ...formula.floor import Floor
from ...formula.logarithm import Log2
from ...formula.matrix import CFinite, term_of
from ...formula.special import Binomial
from ...formula.unevaluated import Geometric, Product, Sum
from .bracket import Pair, bracket, eventual_sign
from .monotone import product_between, sum_between
from .scales import grows_in, tends
from .series import Series, Unfit, series, written
from .tail import Body, Tail, body, ceiling, led

PRECISION = 1 << 12  # the denominator of the bases that a recurrence lies between


def between(atom: Atom, tail: Tail) -> Pair:
    """A lower and an upper bound of an atom."""
    rule = RULES.get(type(atom))
    if rule is None:
        raise Unfit(f"how {atom.formula()} grows is not known")
    return rule(atom, tail)


def _floor(atom: Floor, tail: Tail) -> Pair:
    """(P - D + 1)/D <= floor(P/D) <= P/D for integers, P/D - 1 from below for others; 0 for 0 <= P < D."""
    p, d = atom.numerator, atom.denominator
    if grows_in(d, tail.by) and eventual_sign(p, tail) in (0, 1) and eventual_sign(d - p, tail) == 1:
        return formula(0), formula(0)
    step = 1 if integral(p) and integral(d) else 0
    return (p - d + step) / d, p / d


def _whole(atom: Whole, tail: Tail) -> Pair:
    """A sum between the sums of the bounds of its terms."""
    return bracket(atom.whole, tail)


def _log2(atom: Log2, tail: Tail) -> Pair:
    """log2 rises, and log2 of a sum is at least the mean and at most the sum of the terms' logarithms."""
    low, high = bracket(atom.argument, tail)
    below, above = series(low, tail.by), series(high, tail.by)
    least = body(below, tail)
    if least is None:
        raise Unfit(f"{atom.argument} is not proved to be positive far out")
    most = body(above, tail) or ceiling(above, tail)
    under = formula(log2(low)) if led(below, tail.by) else _log_below(below, least, tail)
    return under, formula(log2(high)) if led(above, tail.by) else _log_above(above, most, tail)


def _log_below(f: Series, least: Body, tail: Tail) -> Formula:
    """The mean of log2 over the terms; where others are taken away half of it, over those that grow."""
    if len(least.terms) == len(f.terms) and not f.small:
        kept = {s: c for s, c in least.terms.items() if tends(s, tail.by) != -1} or least.terms
        return sum((s + log2(formula(c)) for s, c in kept.items()), formula(0)) / len(kept)
    grown = [s for s in least.terms if tends(s, tail.by) == 1]
    if not grown:
        raise Unfit(f"the logarithm of {written(f, tail.by)}, no term of which is known to grow")
    return sum(grown, formula(0)) / (2 * len(grown))


def _log_above(f: Series, most: Body, tail: Tail) -> Formula:
    """Twice the sum of the scales that do not vanish: one of them tends to infinity."""
    kept = [s for s in most.terms if tends(s, tail.by) != -1]
    signs = {tends(s, tail.by) for s in kept}
    if not signs <= {0, 1} or 1 not in signs:
        raise Unfit(f"the logarithm of {written(f, tail.by)}, a term of which need not grow")
    return sum(kept, formula(0)) * 2


def _max(atom: Max, tail: Tail) -> Pair:
    """The argument that is greatest far out, else between the mean and the sum of those that are positive."""
    best = _extreme(atom, tail, 1)
    if best is not None:
        return best, best
    kept = [a for a in atom.arguments if eventual_sign(a, tail) == 1]
    if len(kept) < len(atom.arguments):
        raise Unfit(f"{atom.formula()}: an argument is not proved to be positive far out")
    whole = sum(kept, formula(0))
    return whole / len(kept), whole


def _min(atom: Min, tail: Tail) -> Pair:
    """The argument that is least far out, else 1/(1/a + 1/b + ...) <= min(a, b, ...) <= k times that."""
    best = _extreme(atom, tail, -1)
    if best is not None:
        return best, best
    if any(eventual_sign(a, tail) != 1 for a in atom.arguments):
        raise Unfit(f"{atom.formula()}: an argument is not proved to be positive far out")
    whole, parts = formula(1), formula(0)
    for a in atom.arguments:
        whole, parts = whole * a, parts * a + whole
    low = whole / parts
    return low, low * len(atom.arguments)


def _extreme(atom: Atom, tail: Tail, direction: int) -> Formula | None:
    """The argument that is proved to be greatest (1) or least (-1) far out."""
    arguments: tuple[Formula, ...] = atom.arguments
    for a in arguments:
        others = (b for b in arguments if b is not a)
        if all(eventual_sign((a - b) * direction, tail) in (0, 1) for b in others):
            return a
    return None


def _binomial(atom: Binomial, tail: Tail) -> Pair:
    """(n/k)**k <= C(n, k) <= (e*n/k)**k; 4**k/(2*sqrt(k)) <= C(2*k, k) <= 4**k/sqrt(3*k)."""
    n, k = atom.arguments
    if n == 2 * k and len(k.terms) == 1:
        central = 4**k * k ** Fraction(-1, 2)
        return central / 2, central * Fraction(3, 5)
    if eventual_sign(n - 2 * k, tail) == -1:
        k = n - k
    if eventual_sign(k, tail) != 1 or eventual_sign(n - k, tail) not in (0, 1):
        return formula(0), 2**n
    if not grows_in(k, tail.by):
        return (n / k) ** k, n**k
    return (n / k) ** k, (3 * n / k) ** k


def _geometric(atom: Geometric, tail: Tail) -> Pair:
    """Sum of i**a * b**i for b > 1: the last terms lead, i**a >= n**a - a*n**(a - 1)*(n - i) (Bernoulli)."""
    b, a, n = atom.base, atom.degree, atom.count
    if eventual_sign(b - 1, tail) != 1:
        raise Unfit(f"{atom.formula()} grows with {n} as its base {b} does: state that it is at least 2")
    if a == 0:
        exact = (b**n - 1) / (b - 1)
        return exact, exact
    if grows_in(b, tail.by):
        return (n - 1) ** a * b ** (n - 1), n**a * b**n / (b - 1)
    high = n**a * b**n / (b - 1)
    return high - n**a / (b - 1) - a * n ** (a - 1) * b ** (n + 1) / (b - 1) ** 2, high


def _vanish(atom: Vanish, tail: Tail) -> Pair:
    """0**m is 0 for m >= 1, at most 1 anyway."""
    return formula(0), formula(int(eventual_sign(atom.exponent, tail) != 1))


def _cfinite(atom: CFinite, tail: Tail) -> Pair:
    """c*r**n <= x(n) <= C*s**n by induction, for r**d <= sum of a_j*r**j and s**d >= sum of a_j*s**j."""
    coefficients, first, count = atom.arguments
    d = len(first)
    start = next((i for i in range(4 * d) if min(_values(atom, i)) > 0), None)
    if start is None or min(coefficients) < 0:
        raise Unfit(f"{atom.formula()}: a recurrence with negative coefficients")
    ends = []
    for base, choose in zip(_bases(coefficients), (min, max), strict=True):
        factor = choose(v / base ** (start + i) for i, v in enumerate(_values(atom, start)))
        ends.append(factor * formula(base) ** count)
    return ends[0], ends[1]


def _values(atom: CFinite, start: int) -> list[Any]:
    coefficients, first, _ = atom.arguments
    return [term_of(coefficients, first, start + i) for i in range(len(first))]


def _bases(coefficients: Any) -> tuple[Fraction, Fraction]:
    """Fractions around the positive root of x**d = sum of a_j*x**j, the only one by Descartes' rule."""
    low, high = 0, int(sum(coefficients) + 1) * PRECISION
    while high - low > 1:
        middle = Fraction((low + high) // 2, PRECISION)
        if middle ** len(coefficients) <= sum(a * middle**j for j, a in enumerate(coefficients)):
            low = (low + high) // 2
        else:
            high = (low + high) // 2
    return Fraction(max(low, 1), PRECISION), Fraction(high, PRECISION)


RULES: dict[type, Callable[[Any, Tail], Pair]] = {
    Floor: _floor,
    Whole: _whole,
    Log2: _log2,
    Max: _max,
    Min: _min,
    Binomial: _binomial,
    Sum: sum_between,
    Product: product_between,
    Geometric: _geometric,
    Vanish: _vanish,
    CFinite: _cfinite,
}
