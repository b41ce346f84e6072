"""Values that are made when they are wanted, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Stream(Generic[T]):
    """What an iterable yields: each value is made once, when the first reader comes to it.

    >>> made = Stream(print(n) or n for n in range(9))
    >>> next(iter(made)), next(iter(made))
    0
    (0, 0)
    """

    def __init__(self, source: Iterable[T]) -> None:
        self.met: list[T] = []
        self.rest = iter(source)

    def __iter__(self) -> Iterator[T]:
        place = 0
        while True:
            if place == len(self.met):
                try:
                    self.met.append(next(self.rest))
                except StopIteration:
                    return
            yield self.met[place]
            place += 1
