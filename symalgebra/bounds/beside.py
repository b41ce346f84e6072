"""A formula beside a bound: whether f is at most the bound on the whole domain, with what shows it.

Written out, a bound has hundreds of terms. It is a law of a few numbers of the network, so a proof has two
steps, each with a certificate of its own:

    f <= m               m a polynomial in the numbers of this network (`Entry.least`)
    m <= law             for all values of the numbers, among them those of this network

Sums of logarithms take a few steps more; see `logarithms`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, Size, formula, nonnegative, size
from ..formula.atom import Name
from ..formula.symbols import symbol
from ..order.compare import compare
from ..order.points import candidates, descended
from ..order.verdict import Proved, Refuted, Unknown
from .entry import Bound
from .logarithms import between, logarithmic, steps

SHORT = 12  # terms of both sides up to which they are compared as they are
MOST_POINTS = 400
FARTHEST = 4096  # the greatest value of a symbol at these: beyond it 2**n is written out in vain
Point = dict[str, int]
Law = Callable[..., Size]


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
    if bound.id == "vc.master" and logarithmic(f):
        several = steps(f, bound, where, limit)
        if several is None:
            return _open(f, bound, least(bound, between), "no proof by logarithms was found")
        return _stepwise(f, bound, several, between)
    first = compare(f, formula(bound.entry.least(*bound.parts.values())), where, limit=limit)
    if isinstance(first, Proved):
        return _stepwise(f, bound, (first,), bound.entry.least)
    said = getattr(first, "tried", "it is not everywhere above")
    return _open(f, bound, least(bound, bound.entry.least), said)


def _open(f: Formula, bound: Bound, below: Formula, said: str) -> Beside:
    """Left open: what is below the bound does not show it."""
    tried = f"{below}, at most the bound, does not show it: {said}"
    return Beside(f, bound, None, (Unknown(f"{f} <= {bound.id}", tried),))


def _stepwise(f: Formula, bound: Bound, proofs: tuple[Proved, ...], law: Law) -> Beside:
    """The steps up to what is between, and the one from there to the bound."""
    last = lemma(bound, law)
    if last is None:
        return _open(f, bound, least(bound, law), "the numbers of the bound may be 0")
    return Beside(f, bound, True, (*proofs, last), least(bound, law))


def _told(f: Formula, bound: Bound, verdict: Proved | Refuted | Unknown) -> Beside:
    holds = None if isinstance(verdict, Unknown) else isinstance(verdict, Proved)
    return Beside(f, bound, holds, (verdict,))


# The second step


def numbers(bound: Bound) -> tuple[Size, ...] | None:
    """Symbols for the numbers that a bound is stated in, with least values that the network's have."""
    found: list[Size] = []
    for name, part in bound.parts.items():
        low = next((low for low in (3, 1) if nonnegative(formula(part) - low)), None)
        if low is None:
            return None
        found.append(size(symbol(name, low)))
    return tuple(found)


def least(bound: Bound, law: Law) -> Formula:
    """What is between, in the names of these numbers."""
    return formula(law(*(size(symbol(name)) for name in bound.parts)))


def lemma(bound: Bound, law: Law) -> Proved | None:
    """That it is at most the bound, for all values of the numbers."""
    values = numbers(bound)
    return None if values is None or bound.entry.law is None else always(law, bound.entry.law, values)


@cache
def always(less: Law, more: Law, values: tuple[Size, ...]) -> Proved | None:
    """That a law is at most another one, for all values of the numbers; every measure asks for the same."""
    verdict = compare(less(*values), more(*values))
    return verdict if isinstance(verdict, Proved) else None


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
