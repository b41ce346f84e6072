"""How bounds scale: their class Theta(...) in each symbol, by way of the numbers that they are stated in.

A bound is a law of a few numbers, of stages, parameters and predicates. Laws are sums and products of these
and of logarithms that are at least 1, with positive coefficients; so the class of a bound is that of its law
at numbers of the same classes. Written out, a bound has hundreds of terms, its numbers have a few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..formula import Formula, Size, formula, size
from ..order.asymptotics.rate import Rate, order
from .entry import Bound

LEAST = 4  # where floors of channels over 3 and 4 do not vanish
LARGER = f"where every other symbol is at least {LEAST}"
STEADY = 3  # stands for a number that does not change; from here on every logarithm of a law is at least 1


def scaling(bound: Bound, where: Iterable[Any] = ()) -> dict[str, Rate]:
    """The class of a bound in each of its symbols by name, the others held fixed.

    >>> from symalgebra import Linear, ReLU, bounds, dims
    >>> n, w = dims("n w")
    >>> found = scaling(bounds.best_upper((Linear(w) >> ReLU()) ** n >> Linear(1), (w,)))
    >>> print(*found.values(), sep="; ")
    Theta(n**2*log2(n)) as n -> oo; Theta(w**2*log2(w)) as w -> oo
    """
    where, whole = list(where), formula(bound.formula)
    law = bound.entry.law
    if law is None:
        return classes(whole, where)
    parts = {name: formula(part) for name, part in bound.parts.items()}
    rates = {name: classes(part, where) for name, part in parts.items() if part.free}
    return {x: _rate(x, law, parts, rates) for x in sorted(whole.names)}


def _rate(x: str, law: Any, parts: dict[str, Formula], rates: dict[str, dict[str, Rate]]) -> Rate:
    """The class in one symbol, open where that of a number is."""
    values: list[Size] = []
    reason = ""
    for name, part in parts.items():
        rate = rates.get(name, {}).get(x)
        if rate is None:
            values.append(STEADY if part.free else size(part))
        elif rate.term is None:
            return rate
        else:
            values.append(size(STEADY * rate.term))
            reason = reason or rate.reason
    return replace(order(law(*values)).get(x) or Rate(x, formula(1), 0), reason=reason)


def classes(f: Any, where: Iterable[Any] = ()) -> dict[str, Rate]:
    """`order`; where a class is open, because a coefficient vanishes where another symbol is 1, that beyond.

    The `reason` of such a class is LARGER.

    >>> from symalgebra import dims
    >>> c, n = dims("c n")
    >>> found = classes((n - 1) * c**2 + c)
    >>> found["c"].term, found["c"].reason
    (c**2, 'where every other symbol is at least 4')
    """
    f = formula(f)
    found = order(f, where)
    for x in [x for x, rate in found.items() if rate.term is None]:
        others = [f"{name} >= {LEAST}" for name in sorted(f.names) if name != x]
        beyond = order(f, [*where, *others])[x]
        if beyond.term is not None:
            found[x] = replace(beyond, reason=LARGER)
    return found
