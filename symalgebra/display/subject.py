"""What is derived: a network in rows, the shape that it reads, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..errors import UnknownSymbol
from ..formula import Formula, Size, substitute
from ..formula.atom import Name
from ..formula.reading.source import nearest
from ..formula.symbols import low_of
from ..layer import Layer, Series
from ..shape import Shape

Numbers = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Subject:
    """A network: the rows (title, term) whose series it is, each row a `kind`, and its input.

    `meaning` says what symbols stand for. `members` has the values of the symbols of known members by name,
    `published` their figures as others have counted them.
    """

    title: str
    rows: Sequence[tuple[str, Layer]]
    input: Shape
    kind: str = "layer"
    source: str = ""
    meaning: Mapping[str, str] = field(default_factory=dict)
    members: Numbers = field(default_factory=dict)
    published: Numbers = field(default_factory=dict)

    @property
    def net(self) -> Layer:
        """The network."""
        return Series.of(term for _, term in self.rows)

    @cached_property
    def symbols(self) -> dict[str, int]:
        """The least value of each symbol by name, those with a meaning first."""
        low = {symbol.name: low_of(symbol) for _, term in self.rows for symbol in term.free_symbols}
        low |= {
            s.name: s.low
            for entry in self.input
            if isinstance(entry, Formula)
            for s in entry.free
            if isinstance(s, Name)
        }
        order = [*(name for name in self.meaning if name in low), *sorted(low.keys() - self.meaning.keys())]
        return {name: low[name] for name in order}

    def given(self, known: Mapping[str, Size]) -> Subject:
        """The same where facts replace symbols; members have no values for the new ones."""
        for name in known:
            expected(name, self.symbols, self.meaning)
        if not known:
            return self
        rows = [(title, term.subs(known)) for title, term in self.rows]
        read = self.input.each(lambda entry: substitute(entry, known))
        return replace(self, rows=rows, input=read, members={}, published={})


def expected(name: str, symbols: Mapping[str, int], meaning: Iterable[str] = ()) -> None:
    """Refuse a name that is no symbol's."""
    if name not in symbols:
        others = [other for other in (*symbols, *meaning) if other != name]
        free = ", ".join(symbols or others)  # a member's own have numbers until they are named
        known = f"; the symbols are {free}" if free else "; there are none"
        raise UnknownSymbol(f"no symbol {name!r} here{nearest(name, others) or known}")
