"""Names of symbols in MathML."""

from __future__ import annotations

import re
from html import escape

NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
    "upsilon phi chi psi omega"
)
GREEK = dict(zip(NAMES.split(), "αβγδεζηθικλμνξοπρστυφχψω", strict=True))


def letter(name: str) -> str:
    """A name, its number or what follows an underscore as a subscript, a Greek word as its letter."""
    stem, _, rest = name.partition("_")
    if not rest and (found := re.fullmatch(r"([^\W\d]+)(\d+)", name)):
        stem, rest = found.groups()
    if not stem:
        stem, rest = name, ""
    word = f"<mi>{escape(GREEK.get(stem, stem))}</mi>"
    if not rest:
        return word
    return f"<msub>{word}{f'<mn>{rest}</mn>' if rest.isdigit() else f'<mi>{escape(rest)}</mi>'}</msub>"
