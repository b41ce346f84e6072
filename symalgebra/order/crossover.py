"""Where one formula is at most another: the set of values of one symbol, as intervals with evidence.

Far out one side is proved for all values of the other symbols, and near the least value; what is between is
halved until each interval is proved or is one point. With no other symbol the set is exact. With others a
point may depend on them, which two points show. Where the difference is linear in the symbol, n**k times
slope*n + offset, its sign gives a bound that is a formula: n >= ceil(-offset/slope) for a slope > 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, formula
from .clock import Late, within
from .conditions import least_values
from .domain import conditions
from .ends import ends
from .extent import told
from .halves import exact
from .intervals import Crossover, Interval
from .slope import bound_of
from .spans import Spans


def crossover(
    f: Any, g: Any, by: Any = None, where: Iterable[Any] = (), limit: float | None = None
) -> Crossover:
    """The values of the symbol `by` for which f <= g, each interval with its evidence.

    `limit` is in seconds, for the whole; what is not reached in time is left open.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> print(crossover(n**2, 2**n, by=n))
    n**2 <= 2**n:
      1 <= n <= 2: always
      n = 3: never
      4 <= n: always
    >>> crossover(10 * w, n * (w + 1), by=n).bound
    ('>=', floor(11*w/(w + 1)))
    """
    left, right = formula(f), formula(g)
    facts = [where] if isinstance(where, str) else list(where)
    claim = f"{told(left)} <= {told(right)}"
    try:
        with within(limit):
            return _found(claim, left, right, by, facts)
    except Late:
        lows = least_values((left, right))
        name = _chosen(by, lows)
        return Crossover(claim, name, (Interval(lows[name], None, None),))


def _found(claim: str, left: Formula, right: Formula, by: Any, facts: list[Any]) -> Crossover:
    known = conditions(facts, left, right)
    name = _chosen(by, known.ranges)
    task = Spans(left, right, name, facts)
    low, high = known.ranges[name]
    if len(known.ranges) == 1:
        return Crossover(claim, name, tuple(exact(task, low, high)))
    return Crossover(claim, name, tuple(ends(task, low, high)), *bound_of(left, right, name, facts))


def _chosen(by: Any, ranges: dict[str, Any]) -> str:
    if by is None and len(ranges) == 1:
        return next(iter(ranges))
    name = str(by)
    if name not in ranges:
        raise SymalgebraError(f"by={by!r} is none of the symbols {', '.join(ranges)}")
    return name
