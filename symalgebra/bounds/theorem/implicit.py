"""The implicit form of the master theorem: the largest m that the count of sign patterns allows.

    m <= sum over the stages i of g_i(m),   g_i(m) = min(m*N_i, 1 + w_i*log2(2*e*m*N_i*D_i/w_i))

where the second holds for m*N_i >= w_i only. It is exact: the sum less m is concave and 0 at m = 0, so the m
that satisfy it are those up to a greatest one, and each is decided by intervals around the logarithms, which
are narrowed until the sign is clear. There are no ties: e is transcendental, so that log2(e) times an integer
plus logarithms of rational numbers is no integer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from ...errors import NoClosedForm
from ...formula import facts, substitute
from ...layer import Layer
from ...layer.scope import by_name, substituted
from ...measure import Measure
from ...shape import Shape, shape
from .block import Block, algebra
from .master import deciding
from .pieces import piece
from .stages import Stages

PRECISION = 64  # bits at first, doubled until a sign is clear
Row = tuple[int, int, int]  # N, D, w of one stage, all numbers


def _piece(leaf: Any, x: Shape, y: Shape) -> Block:
    return piece(Stages, leaf, x, y)


STAGES = Measure(_piece, algebra(Stages), lambda value, x, y: value.whole())
STAGES.__name__ = "bounds.stages"


def stages(net: Layer, x: Any, outputs: int = 1, where: Any = ()) -> list[tuple[Any, Any, Any]]:
    """(N, D, w) of each stage that has a parameter, in order, the output last.

    >>> from symalgebra import Linear, ReLU
    >>> stages(Linear(3) >> ReLU() >> Linear(1), (2,))
    [(3, 1, 9), (1, 2, 13)]
    """
    found: Any = STAGES(net, x, where)
    whole = found.then(Stages.stage(deciding(net, x, outputs), 1))
    return [(s.N, s.D, s.w) for s in whole.stages if s.w != 0]


def master_implicit(
    net: Layer, x: Any, outputs: int = 1, at: Mapping[Any, Any] | None = None, where: Any = ()
) -> int:
    """The largest m that the implicit form of the master theorem allows, an exact integer at one point.

    At most the explicit form `master`, of which it has the assumptions. `at` gives numbers to the symbols.

    >>> from symalgebra import Linear, ReLU
    >>> master_implicit(Linear(3) >> ReLU() >> Linear(1), (2,))
    169
    """
    values = {**(facts(where) if where else {}), **by_name(at or {})}
    net, x = substituted(net, values), shape(x).each(lambda d: substitute(d, values))
    rows = stages(net, x, outputs)
    for value in (value for row in rows for value in row):
        if not isinstance(value, int):
            raise NoClosedForm(f"the implicit form is a number at one point, and {value} is none: see `at`")
    return greatest(rows)


def greatest(rows: Sequence[Row]) -> int:
    """The largest m with m <= sum of g_i(m), by doubling and halving."""
    if not rows:
        return 0
    low, high = 0, 1
    while allowed(high, rows):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if allowed(middle, rows) else (low, middle)
    return low


def allowed(m: int, rows: Sequence[Row]) -> bool:
    """Whether m <= sum of g_i(m), decided by intervals of growing precision."""
    precision = PRECISION
    while True:
        low, high = excess(m, rows, precision)
        if low >= 0 or high < 0:
            return bool(low >= 0)
        precision *= 2


def excess(m: int, rows: Sequence[Row], precision: int) -> tuple[Any, Any]:
    """An interval around the sum of g_i(m), less m."""
    iv = intervals(precision)
    logarithm = iv.log(iv.mpf(m)) / iv.log(2)
    low = high = iv.mpf(sum(m * N for N, _, w in rows if m * N < w) - m)
    for N, D, w in rows:
        if m * N >= w:
            count, most = 1 + w * (logarithm + rest(N, D, w, precision)), iv.mpf(m * N)
            low, high = low + min(count.a, most.a), high + min(count.b, most.b)
    return low.a, high.b


@lru_cache(maxsize=1000)
def rest(N: int, D: int, w: int, precision: int) -> Any:
    """log2(2*e*N*D/w), what does not depend on m."""
    iv, ratio = intervals(precision), Fraction(N * D, w)
    return 1 + (1 + iv.log(iv.mpf(ratio.numerator)) - iv.log(iv.mpf(ratio.denominator))) / iv.log(2)


@cache
def intervals(precision: int) -> Any:
    """Arithmetic of intervals with so many bits."""
    from mpmath.ctx_iv import MPIntervalContext

    iv = MPIntervalContext()
    iv.prec = precision
    return iv
