"""The doors: checking a measure, and the table of several."""

from __future__ import annotations

from collections.abc import Iterable

from .. import measures as room
from ..errors import SymalgebraError
from ..measure import Measure
from .families import LAWS
from .law import Law
from .table import Table
from .trial import EXAMPLES, examine


def check(measure: Measure, examples: int = EXAMPLES, laws: Iterable[Law] = LAWS) -> Table:
    """Try the laws on a measure; `LawBroken` where it breaks one that every measure must satisfy.

    The others say what kind of measure it is. For each law `examples` instances are drawn by
    `symalgebra.strategies`, beside 400 small ones.

    >>> from symalgebra import laws, measure
    >>> from symalgebra.algebra import COST
    >>> @measure(COST)
    ... def kernels(leaf, x, y):
    ...     return y.channels if leaf.weighted else 0
    >>> found = laws.check(kernels, examples=5)
    >>> found.of("series adds").status, found.of("sum is idempotent").status
    ('holds', '>=')
    >>> print(found.of("sum is idempotent").witness)
    2 and 1 for x = (1,), f = Linear(1)
    """
    return table([measure], examples, laws).checked()


def table(
    measures: Iterable[Measure] | None = None, examples: int = EXAMPLES, laws: Iterable[Law] = LAWS
) -> Table:
    """What holds for several measures, by default for all of the package."""
    several, known = list(measured() if measures is None else measures), list(laws)
    if not isinstance(examples, int) or examples < 1:
        raise SymalgebraError(f"examples={examples!r}: a whole number of at least 1 is expected")
    for measure in several:
        if not isinstance(measure, Measure):
            raise SymalgebraError(f"laws are checked on measures, and {measure!r} is none")
    return Table(tuple(examine(law, measure, examples) for law in known for measure in several))


def measured() -> list[Measure]:
    """The measures of the package."""
    found = (getattr(room, name) for name in room.__all__)
    return [measure for measure in found if isinstance(measure, Measure)]
