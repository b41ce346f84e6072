"""Relations between two formulas, from texts or SymPy."""

from __future__ import annotations

import re
from typing import Any

import sympy

from ...errors import SymalgebraError
from ..sizes import Size, size
from .reader import read

_RELATION = re.compile(r"(.+?)(<=|>=|==|=|<|>)(.+)", re.DOTALL)


def sides(relation: Any, what: str, hint: str) -> tuple[Size, str, Size]:
    """The two sides and what stands between them: <=, <, =, > or >=; an error says that it is no `what`."""
    if isinstance(relation, str) and (match := _RELATION.fullmatch(relation)):
        left, sign, right = match.groups()
        return read(left), sign.replace("==", "="), read(right)
    if isinstance(relation, sympy.core.relational.Relational) and relation.rel_op != "!=":
        return size(relation.lhs), relation.rel_op.replace("==", "="), size(relation.rhs)
    raise SymalgebraError(f"{relation!r} is no {what}: {hint}")
