"""A formula beside a bound: whether f is at most the bound on the whole domain, with what shows it.

Written out, a bound has hundreds of terms. It is a law of a few numbers of the network, so a proof has two
steps, each with a certificate of its own:

    f <= m               m a polynomial in the numbers of this network (`Entry.least`)
    m <= law             for all values of the numbers, among them those of this network
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, formula, nonnegative, size
from ..formula.atom import Name
from ..formula.symbols import symbol
from ..order.compare import compare
from ..order.points import candidates, descended
from ..order.verdict import Proved, Refuted, Unknown
from .entry import Bound

SHORT = 12  # terms of both sides up to which they are compared as they are
MOST_POINTS = 400
FARTHEST = 4096  # the greatest value of a symbol at these: beyond it 2**n is written out in vain
Point = dict[str, int]


@dataclass(frozen=True)
class Beside:
    """f <= bound: True with proofs, False with a witness, None where it is open.

    `between` is the polynomial of a proof in two steps, in the numbers that the bound is stated in.
    """

    f: Formula
    bound: Bound
    holds: bool | None
    verdicts: tuple[Proved | Refuted | Unknown, ...]
    between: Formula | None = None

    def check(self) -> bool:
        """Whether all of the evidence checks."""
        return all(verdict.check() for verdict in self.verdicts)

    @property
    def proofs(self) -> tuple[Proved, ...]:
        """The verdicts that are proofs."""
        return tuple(verdict for verdict in self.verdicts if isinstance(verdict, Proved))


def beside(f: Any, bound: Bound, where: Iterable[Any] = (), limit: float | None = None) -> Beside:
    """Whether f <= bound for all values of the symbols; `where` and `limit` as for `compare`.

    >>> from symalgebra import Linear, ReLU, bounds, dims, params
    >>> n, w = dims("n w")
    >>> net = (Linear(w) >> ReLU()) ** n >> Linear(1)
    >>> found = beside(params(net, (w,)), bounds.best_upper(net, (w,)))
    >>> found.holds, found.between, found.check()
    (True, S + 7*wbar, True)
    """
    f, g, where = formula(f), formula(bound.formula), list(where)
    if bound.entry.least is None or len(f.terms) + len(g.terms) <= SHORT:
        return _told(f, bound, compare(f, g, where, limit=limit))
    refuted = witness(f, bound, where)
    if refuted is not None:
        return _told(f, bound, refuted)
    least = formula(bound.entry.least(*bound.parts.values()))
    first = compare(f, least, where, limit=limit)
    if not isinstance(first, Proved):
        said = getattr(first, "tried", "it is not everywhere above")
        tried = f"{between(bound)}, at most the bound, does not show it: {said}"
        return Beside(f, bound, None, (Unknown(f"{f} <= {bound.id}", tried),))
    second = lemma(bound)
    return Beside(f, bound, True if second else None, (first, second), between(bound))


def _told(f: Formula, bound: Bound, verdict: Proved | Refuted | Unknown) -> Beside:
    holds = None if isinstance(verdict, Unknown) else isinstance(verdict, Proved)
    return Beside(f, bound, holds, (verdict,))


# The second step


def numbers(bound: Bound) -> list[Any]:
    """Symbols for the numbers that a bound is stated in, with least values that the network's have."""
    least = {name: 3 if nonnegative(formula(part) - 3) else 1 for name, part in bound.parts.items()}
    return [size(symbol(name, low)) for name, low in least.items()]


def between(bound: Bound) -> Formula:
    """The polynomial between, in these symbols."""
    assert bound.entry.least is not None
    return formula(bound.entry.least(*numbers(bound)))


def lemma(bound: Bound) -> Any:
    """That the polynomial is at most the law, for all values of the numbers."""
    assert bound.entry.law is not None
    return compare(between(bound), bound.entry.law(*numbers(bound)))


# Witnesses


def witness(f: Formula, bound: Bound, where: Sequence[Any]) -> Refuted | None:
    """A point at which f is above the bound, as far as a few hundred tell; it is confirmed exactly."""
    ranges = {s.name: (s.low, None) for s in f.free | formula(bound.formula).free if isinstance(s, Name)}

    def above(point: Point) -> bool:
        return _above(f, bound, point)

    for point in islice(candidates(ranges), MOST_POINTS):  # type: ignore[arg-type]
        if max(point.values(), default=0) <= FARTHEST and above(point):
            least = descended(point, ranges, above)  # type: ignore[arg-type]
            verdict = compare(f, bound.formula, [*where, *_pinned(least)])
            if isinstance(verdict, Refuted):
                return verdict
    return None


def _pinned(point: Point) -> Iterator[str]:
    return (f"{name} = {value}" for name, value in point.items())


def _above(f: Formula, bound: Bound, point: Point) -> bool:
    try:
        return bool(_at(f, point) > _law_at(bound, point) + 1)
    except (SymalgebraError, OverflowError):
        return False


def _law_at(bound: Bound, point: Point) -> Any:
    """The law at the values of its numbers, which are short formulas."""
    values = [size(formula(_at(formula(part), point))) for part in bound.parts.values()]
    return formula(bound.entry.law(*values)).at()  # type: ignore[misc]


def _at(f: Formula, point: Point) -> Any:
    return f.at({name: point[name] for name in f.names})
