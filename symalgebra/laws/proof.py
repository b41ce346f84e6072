"""Proofs of laws: one instance on letters, of which nothing is known, stands for all."""

from __future__ import annotations

from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula
from ..measure import Measure
from ..measures.field import FIELD
from ..measures.transfer import TRANSFER
from ..order import Proved, Refuted, compare
from .carrier import Value
from .law import Law
from .letters import generic, on_letters
from .meaning import both
from .relating import same

NORMAL = "one normal form on letters"
CERTIFIED = "a certificate on letters"
REFUTED = "refuted on letters"
TURNED = {"=": "=="}
NOT_ASKED = (TRANSFER, FIELD)  # a mean transfer need not be an integer; sums of reaches take too long


def by_form(law: Law, measure: Measure | None) -> str:
    """How an equation is proved by normal forms, empty where it is not.

    Its letters become layers with symbols for their shapes and values, and the sides are one formula.
    """
    found = abstractly(law, measure)
    return NORMAL if found and same(*found) else ""


def by_certificate(law: Law, measure: Measure | None, relation: str) -> str:
    """How a relation is proved on letters, by normal forms or by a certificate; `REFUTED`, or empty."""
    found = abstractly(law, measure)
    return settled(measure, *found, relation) if found else ""


def settled(measure: Measure | None, left: Any, right: Any, relation: str) -> str:
    """How two values on letters are proved to be related, for all integers; `REFUTED` or empty where not.

    A certificate of `compare` counts where the independent checker has accepted it.
    """
    if same(left, right):
        return NORMAL
    left, right = (side.seen if isinstance(side, Value) else side for side in (left, right))
    asked = getattr(measure, "algebra", None) not in NOT_ASKED
    if not asked or not all(isinstance(side, int | Formula) for side in (left, right)):
        return ""
    try:
        verdict = compare(left, right, relation=TURNED.get(relation, relation))
    except SymalgebraError:
        return ""
    if isinstance(verdict, Refuted):
        return REFUTED
    return CERTIFIED if isinstance(verdict, Proved) and verdict.check() else ""


def abstractly(law: Law, measure: Measure | None) -> tuple[Any, Any] | None:
    """The two sides on letters; None where the law or the measure has no such form."""
    letters = generic(law)
    if letters is None:
        return None
    try:
        return both(law, letters, measure, on_letters)
    except (TypeError, ValueError):  # a rule of one's own that is about numbers alone
        return None
