"""Formulas for the eye: in groups, over shared names for the sizes that recur in them.

macs = 147*h2**2*w + h4**2*w**2*(17*n1 + 9)     where h2 = ceil(H/2), h4 = ceil(H/4)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from string import ascii_lowercase
from typing import Any

from ..formula import Formula, formula
from ..formula.atom import Atom, Name
from ..formula.bases import Whole
from ..formula.extremum import Extremum
from ..formula.floor import Floor
from ..formula.logarithm import Log2
from ..formula.monomial import Monomial
from ..formula.nesting import nested
from ..formula.writing.line import negative
from .collect import Group, collected
from .derivation import Derivation

OPENED = (Log2, Whole)  # what a size is looked for in
LONG = 24  # characters of a logarithm that is not written twice
SEVERAL = re.compile(r"^[^(]*?([ /]|(?<!\*)\*(?!\*))")  # more than one factor, outside of brackets


class Readable:
    """The texts of formulas; `names` says what the names for sizes stand for, in the order of their sizes."""

    def __init__(self, formulas: Iterable[Formula], taken: Collection[str] = ()) -> None:
        named = list(named_atoms(formulas, {*taken}))
        self.symbols: dict[Any, Atom] = {atom: Name(name, 0) for name, atom in named}
        self.names = {name: self._meaning(atom) for name, atom in named}
        self.places = [self.symbols[atom] for _, atom in named if of_place(atom)]
        self._groups: dict[Any, tuple[Group, ...]] = {}

    def named(self, f: Formula) -> Formula:
        """The formula with names for sizes, also for those within logarithms and denominators."""
        if not any(atom in self.symbols for g in nested(f, OPENED) for m in g.terms for atom in m.atoms):
            return f
        return Formula({self._monomial(m): c for m, c in f.items()})

    def _monomial(self, m: Monomial) -> Monomial:
        return Monomial((self._base(base), exponent) for base, exponent in m.powers)

    def _base(self, base: Any) -> Any:
        return self.symbols.get(base) or (self._inside(base) if isinstance(base, OPENED) else base)

    def _inside(self, atom: Atom) -> Atom:
        return type(atom)(*map(self.named, atom.arguments))

    def _meaning(self, atom: Atom) -> Formula:
        """What a name stands for: a logarithm over the names before it, a size by itself."""
        return (self._inside(atom) if isinstance(atom, Log2) else atom).formula()

    @property
    def where(self) -> list[str]:
        """The names with what they stand for."""
        return [f"{name} = {plain(str(size))}" for name, size in self.names.items()]

    def text(self, f: Any) -> str:
        """A formula or a number as text."""
        return plain(summed(self.groups(f)))

    def latex(self, f: Any) -> str:
        """A formula or a number in LaTeX."""
        return typeset(self.groups(f)) or "0"

    def groups(self, f: Any) -> tuple[Group, ...]:
        """A formula in groups, over names for sizes."""
        f = formula(f)
        if f.key not in self._groups:
            self._groups[f.key] = collected(self.named(f), self.places)
        return self._groups[f.key]


def readable(found: Derivation) -> Readable:
    """The texts of the formulas of a derivation."""
    shown = [f for r in found.results for f in r.formulas]
    rows = found.rows if len(found.rows) > 1 else []  # a single row is not shown
    shares = [f for row in rows for f in row.shares.values() if f is not None]
    shapes = [d for row in rows for d in row.out if isinstance(d, Formula)]
    return Readable([*shapes, *shares, *shown], found.symbols)


def named_atoms(formulas: Iterable[Formula], taken: set[str]) -> Iterator[tuple[str, Atom]]:
    """The integral floors, maxima and minima and the long logarithms that are met more than once, each with
    a name that is free.
    """
    opened = (g for f in formulas for g in nested(f, OPENED))
    atoms = (atom for g in opened for m in g.terms for atom in m.atoms)
    recurring = (atom for atom, times in Counter(atoms).items() if times > 1)
    numbers = {"c": count(1), "l": count(1)}
    for atom in sorted(filter(nameable, recurring), key=rank):
        other = "l" if isinstance(atom, Log2) else "c"
        word = f"{letter}{divisor(atom)}" if (letter := of_place(atom)) else f"{other}{next(numbers[other])}"
        name = next(word + suffix for suffix in ("", *ascii_lowercase[1:]) if word + suffix not in taken)
        taken.add(name)
        yield name, atom


def nameable(atom: Atom) -> bool:
    """Whether a name for it makes a formula shorter to read."""
    if isinstance(atom, Log2):
        return len(str(atom)) > LONG
    return isinstance(atom, Floor | Extremum) and atom.integral


def rank(atom: Atom) -> tuple[int, int]:
    """Sizes of one symbol first, the largest foremost; others as they were made, logarithms last."""
    if of_place(atom):
        return 0, divisor(atom)
    return 2 if isinstance(atom, Log2) else 1, atom.serial


def divisor(atom: Atom) -> int:
    """The number that a floor divides by, 0 where it is no number."""
    value = atom.denominator.plain() if isinstance(atom, Floor) else 0
    return value if isinstance(value, int) else 0


def of_place(atom: Atom) -> str:
    """The letter for floor((r + b)/s) with one symbol r and numbers b and s; else nothing."""
    if not isinstance(atom, Floor) or not divisor(atom):
        return ""
    terms = [(m, c) for m, c in atom.numerator.items() if m.powers]
    if len(terms) != 1 or terms[0][1] != 1 or len(terms[0][0].powers) != 1:
        return ""
    ((base, exponent),) = terms[0][0].powers
    return base.name.lower() if isinstance(base, Name) and exponent == 1 else ""


# Text


def plain(text: str) -> str:
    """A text with the short words for functions; `read` knows both."""
    return text.replace("ceiling(", "ceil(").replace("Max(", "max(").replace("Min(", "min(")


def signed(parts: Iterable[tuple[bool, str]]) -> str:
    """Terms with their signs as a sum."""
    pieces = [piece for minus, text in parts for piece in ("-" if minus else "+", text)]
    return ("-" if pieces[:1] == ["-"] else "") + " ".join(pieces[1:])


def split(group: Group) -> tuple[bool, Formula, Formula]:
    """The sign of a group's factor, and the rest of it above and below the line."""
    ((m, c),) = group.factor.items()
    down = [power for power in m.powers if negative(power[1])]
    above = Formula({Monomial(power for power in m.powers if power not in down): abs(c.numerator)})
    return c < 0, above, Formula({Monomial((base, -exponent) for base, exponent in down): c.denominator})


def summed(groups: Iterable[Group]) -> str:
    """Groups as text."""
    return signed(map(written, groups)) or "0"


def written(group: Group) -> tuple[bool, str]:
    """One group: its sign, and its text without."""
    minus, above, below = split(group)
    if not group.inner:
        return minus, str(-group.factor if minus else group.factor)
    front = "" if above.plain() == 1 else f"{above}*"
    under = f"({below})" if SEVERAL.search(str(below)) else str(below)
    return minus, f"{front}({summed(group.inner)})" + (f"/{under}" if below.plain() != 1 else "")


def typeset(groups: Iterable[Group]) -> str:
    """Groups in LaTeX."""
    return signed(map(_typeset, groups))


def _typeset(group: Group) -> tuple[bool, str]:
    minus, above, below = split(group)
    if not group.inner:
        return minus, (-group.factor if minus else group.factor).latex()
    inner = typeset(group.inner)
    if above.plain() == 1 and below.plain() != 1:
        return minus, rf"\frac{{{inner}}}{{{below.latex()}}}"
    front = "" if above.plain() == 1 else f"{above.latex()} "
    line = rf"{front}\left({inner}\right)"
    return minus, rf"\frac{{{line}}}{{{below.latex()}}}" if below.plain() != 1 else line
