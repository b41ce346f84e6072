"""Rays: curves along which all symbols tend to infinity and one formula outgrows every multiple of another.

A curve gives each symbol a formula of one parameter: x = t**2, y = 2**t. Along it every question is one of a
single symbol. Candidates come from the linear program that failed, then from a small grid of speeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, islice, permutations, product
from math import lcm

from ...errors import SymalgebraError
from ...formula import Formula, symbol
from ...formula.atom import Symbol
from ...formula.monomial import Monomial
from .bracket import eventual_sign
from .constants import sign
from .scales import By, growth_of, tends, tower
from .series import Series, exponential, series
from .tail import Tail

Curve = Mapping[Symbol, Formula]
PARAMETERS = ("t", "s", "u", "tau", "t_", "s_", "u_", "tau_")
MOST_CURVES = 200
COARSE = 1 << 12  # denominators that are taken for exact
SIMPLE = (1, 2, 3, 4)  # the greatest entries of directions in small whole numbers
SLOWER = (1, 4, 16, 64)  # powers of t beside which a symbol without a size is slow


@dataclass(frozen=True)
class Ray:
    """A curve, and a formula of its parameter that f/g grows at least as fast as; None where g vanishes."""

    curve: tuple[tuple[str, Formula], ...]
    quotient: Formula | None

    def __str__(self) -> str:
        return ", ".join(f"{name} = {value}" for name, value in self.curve)


def parameter(formulas: Iterable[Formula]) -> Formula:
    """A symbol that does not occur yet."""
    taken = frozenset(name for f in formulas for name in f.names)
    return symbol(next(name for name in PARAMETERS if name not in taken))


def winning(
    above: Sequence[Formula],
    below: Sequence[Formula],
    directions: Sequence[Mapping[Monomial, Fraction]] | None,
    tail: Tail,
    given: Sequence[Formula],
) -> Ray | None:
    """A ray along which one of the scales `above` exceeds all scales `below` by more than any constant.

    Without directions only the diagonal is looked along.
    """
    t = parameter((*above, *below, *given))
    diagonal = ({s: t for s in tail.by},)
    for curve in diagonal if directions is None else islice(curves(tail.by, directions, t), MOST_CURVES):
        quotient = _quotient(above, below, curve, t)
        if quotient is not None and allowed(curve, given, t):
            return Ray(named(curve), quotient)
    return None


def named(curve: Curve) -> tuple[tuple[str, Formula], ...]:
    """A curve by the names of its symbols, in alphabetical order."""
    return tuple(sorted(((str(s.arguments[0]), f) for s, f in curve.items()), key=lambda p: p[0]))


def curves(by: By, directions: Sequence[Mapping[Monomial, Fraction]], t: Formula) -> Iterator[Curve]:
    """Curves that a direction gives, and those in which each symbol has one of a few speeds."""
    symbols = sorted(by, key=lambda s: str(s.arguments[0]))
    if len(symbols) < 2:
        return
    for direction in directions:
        yield from _guided(symbols, direction, t)
    if len(symbols) <= 4:
        yield from _stairs(symbols, t)
    speeds = [t, t**2, 3 * t, 2**t, t**3, 2 ** (t**2), 4**t, 2 ** (2**t)]
    if len(symbols) <= 3:
        places = sorted(product(range(len(speeds)), repeat=len(symbols)), key=sum)
        yield from ({s: speeds[k] for s, k in zip(symbols, place, strict=True)} for place in places)


def _stairs(symbols: Sequence[Symbol], t: Formula) -> Iterator[Curve]:
    """Each symbol a power or an exponential of the one before it, in every order."""
    steps = (lambda f: f**4, lambda f: 2 ** (f**2), lambda f: 2 ** (2 ** (f**2)))
    for climb in sorted(product(range(len(steps)), repeat=len(symbols) - 1), key=sum):
        heights = list(accumulate(climb, lambda f, k: steps[k](f), initial=t))
        yield from (dict(zip(order, heights, strict=True)) for order in permutations(symbols))


def _guided(symbols: Sequence[Symbol], direction: Mapping[Monomial, Fraction], t: Formula) -> Iterator[Curve]:
    """Curves along which the atoms of growth have the sizes that a direction gives them.

    Of several atoms of one symbol either the one highest or the one lowest in its tower has its size. Short
    directions near this one come first: inequalities along them are easier to prove.
    """
    places = [(*place, size) for m, size in direction.items() if (place := _place(m)) is not None]
    least = min((level for _, level, _ in places), default=0)
    whole = lcm(*(size.denominator for _, _, size in places if size.denominator < COARSE))
    most = max((size for *_, size in places), default=Fraction(1)) or Fraction(1)
    shorter = [k / most for k in SIMPLE if most * whole > SIMPLE[-1]]
    for scale in (*shorter, Fraction(whole)):
        sized = [(x, level, round(size * scale) or 1) for x, level, size in places if size > 0]
        for choose, slower in product((max, min), SLOWER):
            sizes = {x: choose(s[1:] for s in sized if s[0] is x) for x in {s[0] for s in sized}}
            yield {x: _speed(*sizes[x], least, slower, t) if x in sizes else t for x in symbols}


def _place(m: Monomial) -> tuple[Symbol, int] | None:
    """(x, k) for the atom of growth log2(log2(...x)), k times."""
    ((base, exponent), *others) = m.powers
    return None if others or exponent != 1 or isinstance(base, int) else tower(base)


def _speed(level: int, amount: int, least: int, slower: int, t: Formula) -> Formula:
    """What a symbol is whose logarithm, taken `level` times, has the size `amount`, t being slow."""
    value = amount * t**slower if least == 0 else t ** (amount * slower)
    for _ in range(level - min(least, 1)):
        value = 2**value
    return value


def _quotient(above: Sequence[Formula], below: Sequence[Formula], curve: Curve, t: Formula) -> Formula | None:
    """How much one scale exceeds all others along the curve, None where that is bounded."""
    low = [s.substitute(curve) for s in below]
    for a in above:
        gaps = _gaps(a.substitute(curve), low, t.free)
        if gaps:
            scales = [next(iter(exponential(gap, t.free).terms)) for gap in gaps]
            least = (s for s in scales if all(tends(s - r, t.free) in (0, -1) for r in scales))
            return growth_of(next(least, scales[0]), t.free)
    return None


def _gaps(a: Formula, low: Sequence[Formula], by: By) -> list[Series] | None:
    """What a exceeds each of the others by, None where one of the gaps is not proved to tend to infinity."""
    gaps: list[Series] = []
    for b in low:
        gaps.append(series(a - b, by))
        if not _diverges(gaps[-1], by):
            return None
    return gaps


def _diverges(gap: Series, by: By) -> bool:
    found = gap.leading(by)
    return found is not None and sign(found[1]) == 1 and tends(found[0], by) == 1


def allowed(curve: Curve, given: Sequence[Formula], t: Formula) -> bool:
    """Whether the curve keeps to the conditions far out."""
    try:
        return all(eventual_sign(h.substitute(curve), Tail(t.free)) in (0, 1) for h in given)
    except SymalgebraError:
        return False
