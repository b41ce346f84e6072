"""`order`: the class Theta(...) of a formula in each of its symbols, the others held fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, formula, log2
from ..formula.atom import Symbol
from ..formula.monomial import UNIT, Monomial
from .constants import Value
from .domain import conditions
from .scales import above, collected, growth_of, tends
from .setting import growing, narrowed, setting
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

    @property
    def exponential(self) -> bool:
        """Whether f grows faster, or falls faster, than every power of the symbol."""
        return self.exponent in (inf, -inf)

    def __str__(self) -> str:
        if self.term is None:
            return f"open as {self.symbol} -> oo: {self.reason}"
        return f"Theta({self.term}) as {self.symbol} -> oo"


def order(f: Any, where: Iterable[Any] = ()) -> dict[str, Rate]:
    """The class of f in each of its symbols by name: `order(f)["n"].exponent`.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> rates = order(18 * n * w**2 + 27 * w + 10)
    >>> rates["n"].exponent, rates["w"].exponent
    (1, 2)
    >>> print(*order(2**n * n * w + w**n, where=["w >= 2"]).values(), sep="; ")
    open as n -> oo: 2**n*n*w + w**n has no leading term that is known; Theta(w**n) as w -> oo
    """
    stated = [where] if isinstance(where, str) or not isinstance(where, Iterable) else list(where)
    known = conditions(stated, formula(f), formula(f))
    value, *given = (narrowed(h, known) for h in (known.formulas[0], *known.given))
    rates: dict[str, Rate] = {}
    for name in sorted(value.names):
        by = growing(name, (value,), known)
        rates[name] = _rate(name, value, setting(by, (value,), given), given)
    return rates


def _rate(name: str, f: Formula, tail: Tail, given: Sequence[Formula]) -> Rate:
    try:
        side, _ = sides(f, formula(1), tail, given)
    except SymalgebraError as error:
        return Rate(name, None, reason=str(error))
    found = _class(side, tail)
    if found is None:
        return Rate(
            name, None, reason=side.doubt if side.low is None else f"{f} has no leading term that is known"
        )
    (symbol,) = tail.by
    parts = collected(found, tail.by)
    chain = [_tower(symbol, k) for k in (1, 2, 3)]
    steep = [m for m in parts if m is not UNIT and above(m, chain[0], tail.by)]
    slope = tends(found, tail.by)
    exponent: Any = (
        (inf if slope == 1 else -inf if slope == -1 else None) if steep else parts.get(chain[0], 0)
    )
    logs = [parts.get(m, 0) for m in chain[1:]]
    while logs and logs[-1] == 0:
        logs.pop()
    return Rate(name, growth_of(found, tail.by), exponent, tuple(logs))


def _class(side: Side, tail: Tail) -> Formula | None:
    """A scale of the lower bound that all of the upper bound is O of."""
    high = side.high.topmost(tail.by)
    low = side.low.topmost(tail.by) if side.low else []
    return next((s for s in low if all(tail.bounded(t, [s]) for t in high)), None)


def _tower(symbol: Symbol, times: int) -> Monomial:
    """The atom of growth log2(log2(...symbol)), so many times."""
    value = symbol.formula()
    for _ in range(times):
        value = formula(log2(value))
    return next(iter(value.terms))
