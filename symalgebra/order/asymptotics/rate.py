"""`order`: the class Theta(...) of a formula in each of its symbols, the others held fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, formula, log2
from ...formula.atom import Symbol
from ...formula.monomial import UNIT, Monomial
from ..clock import Late, share, within
from ..domain import Conditions, conditions
from ..extent import TooLong, bounded
from ..question import LATE
from .constants import Value
from .scales import above, collected, growth_of, tends
from .series import Unfit
from .setting import growing, narrowed, restored, setting
from .sides import Side, sides
from .tail import Tail


@dataclass(frozen=True)
class Rate:
    """f = Theta(`term`) as one symbol x tends to infinity.

    exponent    the limit of log f / log x, for smooth f that of d log f / d log x: 2 for 3*x**2*log2(x),
                a formula where it holds other symbols, `math.inf` for exponentials, None where it is open
    logs        the exponents of log2(x), log2(log2(x)), ...
    reason      why the class is open, where it is
    """

    symbol: str
    term: Formula | None
    exponent: Value | float | None = None
    logs: tuple[Value, ...] = ()
    reason: str = ""

    def restored(self, f: Formula) -> Rate:
        """The same in the symbols of f."""
        if self.term is None:
            return self
        term, exponent = restored(self.term, f), restored(self.exponent, f)
        return replace(self, term=term, exponent=exponent, logs=tuple(restored(v, f) for v in self.logs))

    @property
    def exponential(self) -> bool:
        """Whether f grows faster, or falls faster, than every power of the symbol."""
        return self.exponent in (inf, -inf)

    def __str__(self) -> str:
        if self.term is None:
            return f"open as {self.symbol} -> oo: {self.reason}"
        return f"Theta({self.term}) as {self.symbol} -> oo"


def order(f: Any, where: Iterable[Any] = (), limit: float | None = None) -> dict[str, Rate]:
    """The class of f in each of its symbols by name: `order(f)["n"].exponent`; `limit` is in seconds.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> rates = order(18 * n * w**2 + 27 * w + 10)
    >>> rates["n"].exponent, rates["w"].exponent
    (1, 2)
    >>> print(*order(2**n * n * w + w**n, where=["w >= 2"]).values(), sep="; ")
    open as n -> oo: 2**n*n*w + w**n has no leading term that is known; Theta(w**n) as w -> oo
    """
    stated = [where] if isinstance(where, str) or not isinstance(where, Iterable) else list(where)
    f = formula(f)
    try:
        with within(limit):
            bounded(f)
            return _rates(f, conditions(stated, f, f))
    except (Late, TooLong) as error:
        return {name: Rate(name, None, reason=str(error) or LATE) for name in sorted(f.names)}


def _rates(f: Formula, known: Conditions) -> dict[str, Rate]:
    value, *given = (narrowed(h, known) for h in (known.formulas[0], *known.given))
    names = sorted(value.names)
    return {
        name: _timely(name, value, growing(name, (value, *given), known), given, 1 / many).restored(f)
        for many, name in zip(range(len(names), 0, -1), names, strict=True)
    }


def _timely(name: str, f: Formula, by: Iterable[str], given: Sequence[Formula], part: float) -> Rate:
    """The class in one symbol, left open where that takes more than a part of the time."""
    with within(share(part)):
        try:
            bounded(f)
            return _rate(name, f, setting(by, (f,), given), given)
        except (Late, TooLong) as error:
            return Rate(name, None, reason=str(error) or LATE)


def _rate(name: str, f: Formula, tail: Tail, given: Sequence[Formula]) -> Rate:
    try:
        side, unit = sides(f, formula(1), tail, given)
        found = _class(side, tail) - _class(unit, tail)
    except SymalgebraError as error:
        return Rate(name, None, reason=str(error))
    (symbol,) = tail.by
    parts = collected(found, tail.by)
    chain = [_tower(symbol, k) for k in (1, 2, 3)]
    steep = any(m is not UNIT and above(m, chain[0], tail.by) for m in parts)
    slopes: dict[int | None, float | None] = {1: inf, -1: -inf, None: None}
    exponent: Any = slopes[tends(found, tail.by)] if steep else parts.get(chain[0], 0)
    logs = [parts.get(m, 0) for m in chain[1:]]
    while logs and logs[-1] == 0:
        logs.pop()
    return Rate(name, growth_of(found, tail.by), exponent, tuple(logs))


def _class(side: Side, tail: Tail) -> Formula:
    """A scale of the lower bound that all of the upper bound is O of."""
    if side.low is None:
        raise Unfit(side.doubt)
    high = side.high.top
    low = side.low.top
    for s in low:
        if all(tail.bounded(t, [s]) for t in high):
            return s
    raise Unfit(f"{side.formula} has no leading term that is known")


def _tower(symbol: Symbol, times: int) -> Monomial:
    """The atom of growth log2(log2(...symbol)), so many times."""
    value = symbol.formula()
    for _ in range(times):
        value = formula(log2(value))
    return next(iter(value.terms))
