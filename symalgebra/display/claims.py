"""Relations, typeset: over names for the sizes that recur, a line may break before each term."""

from __future__ import annotations

import re
from html import escape

from ..errors import SymalgebraError
from ..formula import Formula, formula, read
from .formulas import FEW, inline, where
from .mathml import boxed, element, row
from .readable import Readable

RELATION = re.compile(r" (<=|>=|==|<|>) ")
SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "<": "&lt;", ">": "&gt;"}
LANDAU = {"o": "o", "O": "O", "Theta": "Θ", "Omega": "Ω", "omega": "ω"}


def sides(claim: str) -> tuple[Formula, str, Formula] | None:
    """A relation in text as two formulas and the sign between them, None where it cannot be read back."""
    left, sign, right = (*RELATION.split(claim, maxsplit=1), "", "")[:3]
    try:
        return formula(read(left)), sign, formula(read(right))
    except SymalgebraError:
        return None


def claimed(claim: str) -> str:
    """A relation in text, as text where it cannot be read back."""
    if found := sides(claim):
        left, sign, right = found
        return related(left, SIGNS[sign], right)
    return f"<code>{escape(claim)}</code>"


def told(text: str) -> str:
    """A text with relations in it, their signs as they are typeset.

    >>> told("n >= 2, w -> oo")
    'n ≥ 2, w → ∞'
    """
    return escape(text).replace("&lt;=", "≤").replace("&gt;=", "≥").replace("-&gt; oo", "→ ∞")


def ratio(left: Formula, right: Formula) -> str:
    """left/right, as one fraction where both are short."""
    if max(len(left.terms), len(right.terms)) < FEW:
        return element(f"<mfrac>{boxed(row(left))}{boxed(row(right))}</mfrac>", block=False)
    shown = Readable([left, right], left.names | right.names)
    return f"({inline(left, shown)}) / ({inline(right, shown)}){where(shown)}"


def related(left: Formula, sign: str, right: Formula) -> str:
    """left <= right, as one expression where both are short."""
    if max(len(left.terms), len(right.terms)) < FEW:
        return element(f"{row(left)}<mo>{sign}</mo>{row(right)}", block=False)
    shown = Readable([left, right], left.names | right.names)
    return f"{inline(left, shown)} {sign} {inline(right, shown)}{where(shown)}"


def grown(left: Formula, relation: str, right: Formula) -> str:
    """left = O(right), by the name of the relation."""
    shown = Readable([left, right], left.names | right.names)
    letter = element(f"<mi>{LANDAU[relation]}</mi>", block=False)
    return f"{inline(left, shown)} = {letter}({inline(right, shown)}){where(shown)}"
