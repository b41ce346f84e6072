"""Formulas for the eye."""

from __future__ import annotations

from typing import Any

from ..formula import Formula
from .derivation import Derivation


class Readable:
    """Texts of formulas over shared names for the sizes that recur in them; `names` says what they are."""

    def __init__(self) -> None:
        self.names: dict[str, Formula] = {}

    def text(self, f: Any) -> str:
        return str(f)

    def latex(self, f: Any) -> str:
        return f.latex()


def readable(found: Derivation) -> Readable:
    return Readable()
