"""What the parts of a loop read at its index, as the walk along terms finds it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from ...errors import SymalgebraError
from ...formula import Formula, Index
from ...formula.atom import Name
from ...layer import Layer
from ...layer.walk import Walk
from ...shape import Shape


def driven(visit: Generator[Any, Any, Any], walk: Walk) -> Iterator[tuple[Layer, Shape]]:
    """What a rule of the walk asks for, answered by the walk."""
    answer: Any = None
    failure: SymalgebraError | None = None
    while True:
        try:
            term, x = visit.throw(failure) if failure else visit.send(answer)
        except StopIteration:
            return
        yield term, x
        level = walk.level
        try:
            answer, failure = walk.run(term, x), None
        except SymalgebraError as error:
            failure = error
        walk.level = level


def counted(term: Any) -> Any:
    """A loop whose count is no number, so that the walk reads it at its index and not copy by copy."""
    index, count, *rest = term.label()
    return (
        term.made((index, Name("?count", 2).formula(), *rest), term.children())
        if type(count) is int
        else term
    )


def named(state: Shape | None, index: str) -> Shape | None:
    """A shape with the name of the index of its loop."""
    if state is None:
        return None
    found = {s: Name(index, 0).formula() for d in state if isinstance(d, Formula) for s in d.free}
    found = {s: name for s, name in found.items() if isinstance(s, Index)}
    return Shape(d.substitute(found).size() if isinstance(d, Formula) else d for d in state)
