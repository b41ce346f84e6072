"""How the shapes in a picture are written: over shared names for the sizes that recur."""

from __future__ import annotations

from collections.abc import Iterable

from ...formula import Formula, Size
from ...shape import Shape
from ..columns import broken
from ..readable import Readable


class Sizes:
    """The texts of shapes; `where` says what the names stand for."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        formulas = [d for shape in dict.fromkeys(shapes) for d in shape if isinstance(d, Formula)]
        self.readable = Readable(formulas, {name for f in formulas for name in f.names})

    @property
    def where(self) -> list[str]:
        """The names with what they stand for."""
        return self.readable.where

    def text(self, shape: Shape) -> str:
        """The entries, channels first."""
        return " × ".join(map(self.entry, shape))

    def entry(self, d: Size) -> str:
        """One size, a sum within parentheses."""
        if isinstance(d, int):
            return str(d)
        text = self.readable.text(d)
        return f"({text})" if len(list(broken(text))) > 1 else text
