"""Atoms: what a monomial is a product of powers of.

An atom is an immutable, interned value: two atoms with equal arguments are one object, so atoms compare and
hash by identity. Arguments are numbers, strings, other atoms, or formulas.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .value import Formula, Number, Size

_SERIAL = count()
_ATOMS: WeakValueDictionary[tuple[Any, ...], Atom] = WeakValueDictionary()


def intern_key(argument: Any) -> Any:
    """What distinguishes an argument: a formula's exact terms, anything else itself."""
    return getattr(argument, "key", argument)


class Atom:
    """An indivisible factor. `free` holds the symbols in it, `serial` orders atoms by their creation."""

    __slots__ = ("__weakref__", "arguments", "free", "serial")
    idempotent: ClassVar[bool] = False  # a * a = a
    integral: ClassVar[bool] = True  # takes only integer values
    expands: ClassVar[bool] = False  # stands for a sum, its `whole`, which a positive integer power is of
    arguments: tuple[Any, ...]
    free: frozenset[Symbol]
    serial: int

    def __new__(cls, *arguments: Any) -> Any:
        key = (cls, *map(intern_key, arguments))
        atom = _ATOMS.get(key)
        if atom is None:
            atom = object.__new__(cls)
            atom.arguments = arguments
            atom.serial = next(_SERIAL)
            atom.free = atom._free()
            _ATOMS[key] = atom
        return atom

    def _free(self) -> frozenset[Symbol]:
        return frozenset().union(*(a.free for a in self.arguments if hasattr(a, "free")))

    def __reduce__(self) -> Any:
        return type(self), self.arguments

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self.arguments}"

    def at(self, values: Mapping[Symbol, Number]) -> Number:
        """The exact value where every free symbol has one, of an atom without a step of its own in a plan."""
        raise NotImplementedError

    def substitute(self, mapping: Mapping[Symbol, Size]) -> Size:
        """What stands for this atom once symbols are replaced: by default it is built anew from its parts."""
        return self.build(*(a.substitute(mapping) for a in self.arguments))

    def formula(self) -> Formula:
        """The formula that is this atom alone."""
        return value.Formula({monomial.Monomial(((self, 1),)): 1})

    @staticmethod
    def build(*arguments: Any) -> Size:
        """The normal form of this kind of atom on other arguments."""
        raise NotImplementedError

    def bounds(self) -> tuple[Size | None, Size | None]:
        """A proved lower and a proved upper bound, each simpler than the atom, None where there is none."""
        return None, None


class Symbol(Atom):
    """What stands for a number: a user's symbol, or the index of a sum."""

    __slots__ = ()

    def _free(self) -> frozenset[Symbol]:
        return frozenset((self,))

    @property
    def low(self) -> int:
        """The least value of the domain."""
        raise NotImplementedError


class Name(Symbol):
    """An integer symbol of the user: `Name(name, low)`, at least `low`."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The user's name for it."""
        name: str = self.arguments[0]
        return name

    @property
    def low(self) -> int:
        return int(self.arguments[1])

    def substitute(self, mapping: Mapping[Symbol, Size]) -> Size:
        return mapping[self]


class Index(Symbol):
    """An index of a sum or a loop: `Index(level, high)` runs over 0, ..., high.

    A loop within a loop has a higher level; nothing else tells indices apart, so equal sums are equal atoms.
    """

    __slots__ = ()

    @property
    def level(self) -> int:
        """How many loops stand around it, itself included."""
        return int(self.arguments[0])

    @property
    def high(self) -> Formula:
        """The greatest value, a formula."""
        return self.arguments[1]

    @property
    def low(self) -> int:
        return 0

    def substitute(self, mapping: Mapping[Symbol, Size]) -> Size:
        return mapping[self]


# At the end, because formulas are built of atoms.
from . import monomial, value  # noqa: E402
