"""`sweep(net, x, n=range(1, 9), w=[32, 64])`: measures at all combinations of values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from ..display.chosen import chosen_measure
from ..display.derivation import conditions, result
from ..display.point import Point, holds
from ..display.subject import Subject, expected
from ..display.summaries.summary import known
from ..errors import SymalgebraError
from ..formula import Formula
from .table import Row, Sweep

MEASURES = ("params", "macs")
MOST_ROWS = 200_000


def sweep(net: Any, x: Any = None, measures: Iterable[str] = MEASURES, **values: Any) -> Sweep:
    """The exact values of measures at all combinations of the values that are given for the symbols.

    `net` is a term, with the shape x = (channels, *resolution) that it reads, or a family of the zoo;
    `values` an integer or several for each symbol. The symbols of a family for which nothing is given take
    the values of its members, a row for each. Cells are empty where a layer has no output position.

    >>> from symalgebra import Conv, dims, zoo
    >>> n, w = dims("n w")
    >>> sweep(Conv(w, 3, padding=1) ** n, (w, 8, 8), n=[1, 2], w=[16, 32])
    n   w  params       macs
    1  16   2,320    147,456
    1  32   9,248    589,824
    2  16   4,640    294,912
    2  32  18,496  1,179,648
    >>> sweep(zoo.FAMILIES["resnet-basic"], measures=["params"], H=224).pareto("params")["member"]
    ['resnet18']
    """
    subject = net if isinstance(net, Subject) else known(net, x)
    for name in values:
        expected(name, subject.symbols, subject.meaning)
    return table(subject, tuple(measures), {name: several(name, v, subject) for name, v in values.items()})


def several(name: str, values: Any, subject: Subject) -> list[int]:
    """The values of one symbol."""
    found = [values] if isinstance(values, int) else list(values)
    low = subject.symbols[name]
    for value in found:
        if not isinstance(value, int) or value < low:
            raise SymalgebraError(f"{name}={value}: {name} is an integer of at least {low}")
    return found


def table(subject: Subject, measures: Sequence[str], grid: Mapping[str, Sequence[int]]) -> Sweep:
    """The rows: those of the members where symbols are left, at all combinations of the values."""
    left = [name for name in subject.symbols if name not in grid]
    members: Mapping[str, Mapping[str, int]] = subject.members if left else {"": {}}
    if not members:
        raise SymalgebraError(
            f"no values for {', '.join(left)}: give some, {left[0]}=[8, 16], or {left[0]}=8,16 to the command"
        )
    size = len(members) * prod(map(len, grid.values()))
    if size > MOST_ROWS:
        raise SymalgebraError(f"{size:,} rows are more than {MOST_ROWS:,}")
    head = ["member"] if left else []
    return Sweep((*head, *subject.symbols, *measures), tuple(rows(subject, measures, grid, members)))


def rows(
    subject: Subject,
    measures: Sequence[str],
    grid: Mapping[str, Sequence[int]],
    members: Mapping[str, Mapping[str, int]],
) -> Iterator[Row]:
    """Member, symbols, measures."""
    net, x = subject.net, subject.input
    formulas = [result(chosen_measure(name), net, x, Point({})).formulas for name in measures]
    domain = conditions(net, x) or ()
    for (member, fixed), chosen in product(members.items(), product(*grid.values())):
        point = fixed | dict(zip(grid, chosen, strict=True))  # type: ignore[operator]
        place = Point({name: point[name] for name in subject.symbols})
        valid = all(holds(condition, place) for condition in domain)
        found = [value(f, place) if valid else None for f in formulas]
        yield (*([member] if member else []), *place.values.values(), *found)


def value(formulas: Sequence[Formula], place: Point) -> Any:
    """The value of a measure at a point; the text of several where spatial dimensions differ."""
    try:
        found = [place.value(f) for f in formulas]
    except SymalgebraError:
        return None
    return found[0] if len(found) == 1 else str(tuple(found)) if found else None
