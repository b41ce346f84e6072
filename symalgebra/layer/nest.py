"""Nests: loops whose levels stand one within another, as U-Nets do."""

from __future__ import annotations

from functools import reduce
from typing import Any, ClassVar, final

from symalgebra.formula import Size, size

from .repeat import Loop, bound, counted, under
from .term import Id, Layer


@final
class Nest(Loop):
    """The nested shape of a U-Net, whose depth may be a symbol.

        X_i = before_i >> (Id | enter_i >> X_{i+1} >> leave_i) >> after_i    for i = 0, ..., count - 1
        X_count = core

    The nest is X_0. Each level works on its input (`before`), sends it down (`enter`, which usually halves
    the resolution), reads the next level's output back (`leave`) beside what it kept, and works on both
    (`after`). The four may use the index; the core may not. With a number for the count, `unrolled()` is
    the same term without `Nest`.
    """

    __slots__ = ("after", "before", "core", "enter", "leave")
    scope: ClassVar[int] = 4
    before: Layer
    enter: Layer
    leave: Layer
    after: Layer
    core: Layer

    def __new__(  # type: ignore[misc]
        cls, index: Any, count: Any, before: Layer, enter: Layer, leave: Layer, after: Layer, core: Layer
    ) -> Layer:
        """The nest of checked arguments."""
        index = bound(index)
        (core,) = under(None, core)
        return cls.made((index, size(count)), (*under(index, before, enter, leave, after), core))

    @classmethod
    def made(cls, label: tuple[Any, ...], children: tuple[Layer, ...]) -> Layer:
        """The node."""
        index, count = label
        fields = dict(zip(("before", "enter", "leave", "after", "core"), children, strict=True))
        return object.__new__(cls)._put({"index": index, "count": counted(count), **fields})

    def label(self) -> tuple[Any, ...]:
        """The index and the count."""
        return self.index, self.count

    def children(self) -> tuple[Layer, ...]:
        """The five parts."""
        return self.before, self.enter, self.leave, self.after, self.core

    def of(self, count: Size) -> Nest:
        """The nest of so many levels."""
        return self if count == self.count else self.made((self.index, count), self.children())  # type: ignore

    def unrolled(self) -> Layer:
        """The levels one within another, for a count that is a number."""
        return reduce(self._around, reversed(range(self.times())), self.core)

    def _around(self, inner: Layer, number: int) -> Layer:
        before, enter, leave, after = (self.numbered(part, number) for part in self.children()[:4])
        return before >> (Id | enter >> inner >> leave) >> after
