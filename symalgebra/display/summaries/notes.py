"""What no cell of a table can hold: a mark stands in the cell, the formula in a note below the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...formula import Formula
from ..columns import broken
from ..figures import exact
from ..readable import Readable

MOST_TERMS, LONGEST = 60, 1500  # terms and characters of a formula that is written at all
CELL = 300  # characters of a cell
TYPESET = 64  # characters of a formula between two places where a line may break
Cut = Callable[[str], Iterator[str]]


class Notes:
    """The formulas below a table, numbered as they are met.

    A cell holds pieces of at most `most` characters, cut by `cut`.
    """

    def __init__(self, shown: Readable, most: int = TYPESET, cut: Cut = broken) -> None:
        self.shown, self.most, self.cut = shown, most, cut
        self.formulas: dict[str, tuple[str, Formula]] = {}  # by their texts, with their marks

    def text(self, f: Formula) -> str:
        """A formula in text, a number with separators."""
        number = f.plain()
        return self.shown.text(f) if isinstance(number, Formula) else exact(number)

    def mark(self, f: Formula) -> str:
        """What stands for a formula that its cell cannot hold; nothing for one that it can."""
        if len(f.terms) > MOST_TERMS:
            return told(f)
        text = self.text(f)
        if len(text) <= CELL and max(map(len, self.cut(text))) <= self.most:
            return ""
        if len(text) > LONGEST:
            return told(f)
        return self.formulas.setdefault(text, (f"[{len(self.formulas) + 1}]", f))[0]

    def cell(self, f: Formula) -> str:
        """The text of a cell."""
        return self.mark(f) or self.text(f)

    def __iter__(self) -> Iterator[tuple[str, str, Formula]]:
        """The notes: mark, text and formula."""
        return ((mark, text, f) for text, (mark, f) in self.formulas.items())


def told(f: Formula) -> str:
    """What stands for a formula that is too long for a note."""
    return f"[{len(f.terms)} terms]" if len(f.terms) > 1 else "[one long term]"
