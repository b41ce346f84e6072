"""`growth`: how one formula grows beside another, far out or on the whole domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from ...errors import Undecided
from ...formula import Formula, formula
from ...formula.atom import Name, Symbol
from ..clock import Late, share, within
from ..domain import conditions
from ..extent import TooLong, bounded
from ..question import LATE
from .bracket import eventual_sign
from .constants import sign
from .rays import Ray
from .recheck import positive_everywhere
from .relation import Growth, decided
from .setting import growing, narrowed, restored, setting
from .sides import Half

MOST_CELLS = 729
HALF = 0.5  # of the time, for the relation; the rest is for its certificate


def growth(
    f: Any,
    g: Any,
    by: Any = None,
    where: Iterable[Any] = (),
    uniform: bool = False,
    limit: float | None = None,
) -> Growth:
    """How f grows beside g when the symbols `by` (all of them, by default) tend to infinity.

    f = O(g) says that some C and x0 have f <= C*g wherever every symbol of `by` is at least x0. The other
    symbols stay as they are: what is said is true whatever their values, and C and x0 may depend on them.
    With `uniform` it says that f <= C*g on the whole domain. `where` states conditions, as for `compare`.
    `limit` is in seconds, the search for the certificate included, which is then made at once.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> print(growth(3 * n**2 + n, 2 * n**2))
    3*n**2 + n = Theta(2*n**2) as n -> oo, limit 3/2
    >>> growth(n * w, n**2 + w**2).relation, growth(n * w, n**3 + w**3).relation
    ('O', 'o')
    >>> print(*growth(n**2, n * w).rays)
    n = t**4, w = t n = t, w = t**4
    >>> print(growth(w**n, n**5, by=n)); growth(w**n, n**5, by=n, where=["w >= 2"]).relation
    undecided: w**n beside n**5 as n -> oo: no weights and no ray were found; state more about w
    'omega'
    """
    stated = [where] if isinstance(where, str) or not isinstance(where, Iterable) else list(where)
    f, g = formula(f), formula(g)
    try:
        with within(limit):
            found = asked(f, g, by, stated, uniform)
            if limit is not None:
                _ = found.certificate  # which is remembered
        return found
    except Late:
        half = Half(None, reason=LATE)
        return Growth(f, g, tuple(sorted(f.names | g.names)), half, half)


def asked(f: Formula, g: Formula, by: Any, where: list[Any], uniform: bool) -> Growth:
    """The growth, for which a part of the time is taken; open where that, or the size, is too much."""
    known = conditions(where, f, g)
    left, right, *given = (narrowed(h, known) for h in (*known.formulas, *known.given))
    by = growing(by, (left, right, *given), known)
    try:
        bounded(f, g)
        with within(share(HALF)):
            found = (everywhere if uniform else decided)(left, right, by, tuple(given))
    except (Late, TooLong) as error:
        half = Half(None, reason=str(error) or LATE)
        found = Growth(left, right, by, half, half, None, tuple(given))
    return replace(found, limit=restored(found.limit, f, g), ranges=known.ranges)


def everywhere(left: Formula, right: Formula, by: tuple[str, ...], given: tuple[Formula, ...]) -> Growth:
    """Growth on the whole domain: f <= C*g holds there where it does in each cell of the domain.

    In a cell every symbol has its least value, is a constant above that, or grows. Were f/g unbounded, some
    points with f/g -> oo would have a subsequence in one cell, its constants fixed and its other symbols
    growing; so the cells together are enough.
    """
    cells = tuple(_cells(left, right, by, given))
    upper, lower = (_joined([getattr(cell, name) for cell in cells]) for name in ("upper", "lower"))
    return Growth(left, right, by, upper, lower, None, given, cells=cells)


def _cells(f: Formula, g: Formula, by: tuple[str, ...], given: tuple[Formula, ...]) -> Iterator[Growth]:
    free = frozenset(s for h in (f, g, *given) for s in h.free)
    symbols = sorted((s for s in free if isinstance(s, Name) and s.name in by), key=str)
    if 3 ** len(symbols) > MOST_CELLS:
        raise Undecided(f"{len(symbols)} symbols make more than {MOST_CELLS} cells; name fewer in by=...")
    for kinds in product(("least", "more", "grows"), repeat=len(symbols)):
        chosen = dict(zip(symbols, kinds, strict=True))
        swap: dict[Symbol, Formula] = {s: _value(s, kind) for s, kind in chosen.items() if kind != "grows"}
        left, right, *rest = (h.substitute(swap) for h in (f, g, *given))
        names = tuple(s.name for s, kind in chosen.items() if kind == "grows")
        if not _empty(rest, names):
            cell = decided(left, right, names, tuple(rest)) if names else _pointwise(left, right)
            fixed = tuple((s.name, swap[s]) for s, kind in chosen.items() if kind == "least")
            yield replace(cell, upper=_placed(cell.upper, fixed), lower=_placed(cell.lower, fixed))


def _placed(h: Half, fixed: tuple[tuple[str, Formula], ...]) -> Half:
    """A half whose ray says which symbols have their least values."""
    return h if h.ray is None else replace(h, ray=replace(h.ray, curve=(*fixed, *h.ray.curve)))


def _empty(given: list[Formula], names: tuple[str, ...]) -> bool:
    """Whether a condition is proved to fail in the cell."""
    tail = setting(names, given, ())
    return any(eventual_sign(h, tail) == -1 if tail.by else sign(h) == -1 for h in given)


def _value(symbol: Name, kind: str) -> Formula:
    return formula(symbol.low) if kind == "least" else Name(symbol.name, symbol.low + 1).formula()


def _pointwise(f: Formula, g: Formula) -> Growth:
    """Where nothing grows, f <= C*g for some C that may depend on the point, if g > 0 or f = 0."""
    halves = [_half_at(a, b) for a, b in ((f, g), (g, f))]
    return Growth(f, g, (), halves[0], halves[1])


def _half_at(f: Formula, g: Formula) -> Half:
    if not f or positive_everywhere(g):
        return Half(True)
    if sign(g) == 0 and sign(f) == 1:
        return Half(False, ray=Ray((), None))
    return Half(None, reason=f"the sign of {g} is open")


def _joined(halves: list[Half]) -> Half:
    """True where all are, the first that is False, else open."""
    for holds in (False, None):
        found = [h for h in halves if h.holds is holds]
        if found:
            return found[0]
    return Half(True, tuple(mean for h in halves for mean in h.means))
