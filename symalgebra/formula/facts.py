"""Facts about symbols that a user states: equations and lower bounds.

    r = 32*q      every r is written 32*q: floors that divide by 2, 4, ..., 32 then come out exactly
    r >= 32       r is a symbol that is at least 32

As texts, or as SymPy relations `Eq(r, 32*q)`, `r >= 32`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy

from ..errors import SymalgebraError
from .atom import Name
from .reading.relations import sides
from .sizes import Size
from .symbols import symbol
from .value import Formula, formula

Facts = dict[str, Size]
_TURNED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}
_HINT = "a fact is an equation for one symbol, as in r = 32*q, or a lower bound, as in r >= 32"


def facts(where: Iterable[Any]) -> Facts:
    """What each symbol that a fact is about is to be replaced by.

    >>> facts(["r = 32*q", "w >= 8"])["r"]
    32*q
    """
    found: Facts = {}
    for fact in [where] if isinstance(where, str | sympy.Basic) else where:
        name, value = _replacement(fact)
        if name in found:
            raise SymalgebraError(f"two facts about {name}; state one")
        found[name] = value
    return found


def _replacement(fact: Any) -> tuple[str, Size]:
    left, relation, right = sides(fact, "fact", _HINT)
    if _name(left) is None:
        left, relation, right = right, _TURNED.get(relation, relation), left
    name = _name(left)
    if name is not None and relation == "=" and name not in formula(right).names:
        return name, right
    if name is not None and relation in (">=", ">") and isinstance(right, int):
        return name, symbol(name, right + (relation == ">"))
    if relation == "=" and left == right:
        raise SymalgebraError(f"the fact {fact} says nothing; {_HINT}")
    raise SymalgebraError(f"the fact {fact} cannot be used: {_HINT}; for k <= r write r = k + d")


def _name(value: Size) -> str | None:
    """The name of the symbol that a side is, None where it is no symbol alone."""
    if not isinstance(value, Formula) or len(value.free) != 1:
        return None
    (atom,) = value.free
    return atom.name if isinstance(atom, Name) and value.terms == atom.formula().terms else None
