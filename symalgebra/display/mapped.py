"""The win map of a claim: which of its sides is smaller over two of its symbols."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import SymalgebraError
from ..formula import Formula
from .claims import sides
from .plots import win_map

LEAST, MOST = 40, 1_000_000  # values of a symbol that a map shows at least, and at most
MOST_TERMS = 40  # of both sides


def mapped(claim: str, point: Mapping[str, int] | None = None, by: str = "") -> str:
    """A map that opens on a click, over `by` and another symbol; nothing for a claim of fewer than two.

    A point of interest lies on the map; symbols beyond two have their values there, or 1. What conditions
    leave out is drawn as well: a map shows the two formulas, not the domain.
    """
    left, _, right = sides(claim) or (None, "", None)
    if left is None or right is None or len(left.terms) + len(right.terms) > MOST_TERMS:
        return ""
    first = sorted(left.names | right.names, key=lambda name: (name != by, name))
    try:
        return folded(left, right, first, point or {})
    except SymalgebraError:
        return ""


def folded(left: Formula, right: Formula, names: list[str], point: Mapping[str, int]) -> str:
    """The map over the first two names, below a line that says over what it is."""
    if len(names) < 2 or max(point.values(), default=1) * 2 > MOST:
        return ""
    x, y = ((name, 1, max(LEAST, 2 * point.get(name, 1))) for name in names[:2])
    others = {name: point.get(name, 1) for name in names[2:]}
    found = win_map(left, right, x, y, others, names=("left side", "right side"))
    at = ", ".join(f"{name} = {value}" for name, value in others.items())
    title = f"map over {names[0]} and {names[1]}{f' at {at}' if at else ''}, conditions aside"
    return f"<details><summary>{title}</summary>{found.svg()}</details>"
