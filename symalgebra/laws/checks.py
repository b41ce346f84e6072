"""The doors: checking a measure, and the table of several."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ..errors import SymalgebraError
from ..formula.reading.source import nearest
from ..measure import Measure
from .algebras import of_algebras
from .families import BETWEEN, LAWS, SIZES
from .law import Law
from .meaning import NAMED
from .table import Table
from .trial import EXAMPLES, bounded, examine


def check(measure: Measure, examples: int = EXAMPLES, laws: Iterable[Law] = LAWS) -> Table:
    """Try the laws on a measure; `LawBroken` where it breaks one that every measure must satisfy.

    The others say what kind of measure it is. For each law `examples` instances are drawn by
    `symalgebra.strategies`, beside 400 small ones.

    >>> from symalgebra import laws, measure
    >>> from symalgebra.algebra import COST
    >>> @measure(COST)
    ... def kernels(leaf, x, y):
    ...     return y.channels if leaf.weighted else 0
    >>> few = [law for law in laws.LAWS if law.name in ("series adds", "sum is idempotent")]
    >>> found = laws.check(kernels, examples=5, laws=few)
    >>> found.of("series adds").status, found.of("sum is idempotent").status
    ('holds', '>=')
    >>> print(found.of("sum is idempotent").witness)
    2 and 1 for x = (1,), f = Linear(1)
    """
    return table([measure], examples, laws).checked()


def table(
    measures: Iterable[Measure] | None = None, examples: int = EXAMPLES, laws: Iterable[Law] = LAWS
) -> Table:
    """What holds for several measures; by default for all of the package, its size maps and its algebras."""
    bounded(examples)
    several = list(NAMED.values() if measures is None else measures)
    for measure in several:
        if not isinstance(measure, Measure):
            raise SymalgebraError(f"laws are checked on measures, and {measure!r} is none")
    with seldom_collected():
        found = [finding for law in laws for finding in examine(law, several, examples)]
        if measures is None:
            found += [finding for law in (*BETWEEN, *SIZES) for finding in examine(law, [None], examples)]
            found += of_algebras(examples)
    return Table(tuple(found))


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Garbage is looked for seldom: a third of the time would go through values that are remembered."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def named(names: Iterable[str]) -> list[Measure]:
    """Measures by name, each once."""
    several = list(dict.fromkeys(names))
    for name in several:
        if name not in NAMED:
            hint = nearest(name, NAMED) or f"; there are {', '.join(NAMED)}"
            raise SymalgebraError(f"no measure {name!r} has laws{hint}")
    return [NAMED[name] for name in several]
