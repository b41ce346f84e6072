"""How shapes and leaves in a picture are written: over shared names for the sizes that recur."""

from __future__ import annotations

from collections.abc import Iterable

from ...formula import Formula, Size
from ...layer import Layer
from ...shape import Shape
from ..columns import broken
from ..readable import Readable


class Sizes:
    """The texts of shapes and of leaves; `where` says what the names stand for."""

    def __init__(self, shapes: Iterable[Shape], leaves: Iterable[Layer] = ()) -> None:
        formulas = [d for shape in dict.fromkeys(shapes) for d in shape if isinstance(d, Formula)]
        formulas += [f for leaf in dict.fromkeys(leaves) for f in leaf.formulas()]
        self.readable = Readable(formulas, {name for f in formulas for name in f.names})
        texts = {str(size): name for name, size in self.readable.names.items()}
        self._names = sorted(texts.items(), key=lambda pair: -len(pair[0]))  # one may hold another

    @property
    def where(self) -> list[str]:
        """The names with what they stand for."""
        return self.readable.where

    def text(self, shape: Shape) -> str:
        """The entries, channels first."""
        return " × ".join(map(self.entry, shape))

    def words(self, text: str) -> str:
        """What a leaf or a loop says, with the names for the sizes in it."""
        for size, name in self._names:
            text = text.replace(size, name)
        return text

    def entry(self, d: Size) -> str:
        """One size, a sum within parentheses."""
        if isinstance(d, int):
            return str(d)
        text = self.readable.text(d)
        return f"({text})" if len(list(broken(text))) > 1 else text
