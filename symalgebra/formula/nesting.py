"""Formulas within formulas: exponents, and what floors, sums and the like are built from."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import count, islice

from .atom import Atom, Index, Name, Symbol
from .sums import index_over
from .unevaluated import Geometric
from .value import Formula

LETTERS = "ijklpquvxyz"


def nested(f: Formula, kinds: tuple[type[Atom], ...] = (Atom,)) -> list[Formula]:
    """Every formula within f, each after those within it, f itself last; without recursion.

    Atoms of other kinds are not looked into.
    """
    order: list[Formula] = []
    seen: set[int] = set()
    stack = [(f, False)]
    while stack:
        g, opened = stack.pop()
        if opened:
            order.append(g)
        elif id(g) not in seen:
            seen.add(id(g))
            stack.append((g, True))
            stack.extend((inner, False) for inner in inside(g, kinds))
    return order


def inside(f: Formula, kinds: tuple[type[Atom], ...] = (Atom,)) -> Iterator[Formula]:
    """The formulas that f is built from: exponents, and the arguments of atoms of these kinds."""
    for m in f.terms:
        for base, exponent in m.powers:
            if isinstance(exponent, Formula):
                yield exponent
            if isinstance(base, kinds) and not isinstance(base, Symbol):
                yield from (a for a in base.arguments if isinstance(a, Formula))


def index_name(level: int, taken: Container[str]) -> str:
    """The name of an index of some level, 1 for the outermost: i, j, k, ... without those that are taken."""
    letters = (LETTERS[k % len(LETTERS)] + str(k // len(LETTERS) or "") for k in count())
    return next(islice((name for name in letters if name not in taken), level - 1, None))


def names_of(f: Formula) -> list[Name]:
    """The user's symbols of f, in alphabetical order."""
    return sorted((s for s in f.free if isinstance(s, Name)), key=lambda s: s.arguments)


def spelled_out(atom: Geometric) -> tuple[Formula, Index]:
    """What a geometric sum is the sum of, and its index."""
    index = index_over(atom.count, atom.base)
    i = index.formula()
    return i**atom.degree * atom.base**i, index
