"""`Law`: an equation with a name, and what its letters stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .equation import sides


@dataclass(frozen=True)
class Law:
    """An equation or an inequality, in the notation of the paper, on letters of given sorts.

    `given` is where it applies:

        f, g: x -> y     layers that read the shape x and write y; y' has the resolution of y
        h: * -> *        a layer that reads whatever it meets in the equation, where it can
        n: count         a number of copies, from 0
        f(i): * -> *     a layer in which the index i occurs
        net: network     a network with symbols that reads x; loop: loop, one that is a loop
        s: values        numbers for all symbols
        D: size map      a map D(s, B): r -> floor((r + B)/s), and r: size a size

    x is the shape that is read. Sides that are layers stand for their values m(side, x).

    >>> Law("series is idempotent", "f >> f = f", "f: x -> x")
    Law('series is idempotent', 'f >> f = f', 'f: x -> x')
    """

    name: str
    equation: str
    given: str
    family: str = "of one's own"
    required: bool = False  # whether every measure must satisfy it

    @property
    def relation(self) -> str:
        """= or <=."""
        return sides(self.equation)[1]

    @cached_property
    def sorts(self) -> dict[str, str]:
        """The sort of each letter."""
        return dict(self._sorts())

    def _sorts(self) -> Iterator[tuple[str, str]]:
        for group in filter(None, self.given.split("; ")):
            letters, _, sort = group.partition(": ")
            yield from ((letter, sort) for letter in letters.split(", "))

    def __repr__(self) -> str:
        return f"Law({self.name!r}, {self.equation!r}, {self.given!r})"


def arrow(sort: str) -> tuple[str, str] | None:
    """The letters of the two shapes of a layer."""
    source, found, target = sort.partition(" -> ")
    return (source, target) if found else None
