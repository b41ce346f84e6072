"""What the two arguments of a comparison name: two networks, or two formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

from ..display.comparison import Side
from ..errors import SymalgebraError
from ..formula import Size, formula, read
from ..formula.reading.source import clipped, nearest
from ..layer.branches import note
from ..leaves import KINDS
from .subjects import MEMBERS, NETWORKS, SHOWN, contents, subject, unknown, zoo

WORDS = {*KINDS, "Id", "Repeat", "Nest", "Graph", "Input", "Recurrence"}
NAMED = {*zoo.FAMILIES, *MEMBERS, *NETWORKS}
COUNTS = [f"n{number}" for number in range(1, 10)]
SHORTEST = 4  # letters of a word that may be a misspelt name rather than a symbol


def evened(text: str | None) -> tuple[Size | None, list[str]]:
    """What is put for all block counts, and the names that these may have."""
    return (None, []) if text is None else (read(text), COUNTS)


def pair(
    texts: Sequence[str],
    measured: bool,
    entries: Sequence[str] | None,
    named: Sequence[str],
    where: Sequence[str],
) -> list[Side]:
    """Two networks where both are, or measures are asked for; two formulas where both are formulas."""
    networks = [network(text) for text in texts]
    if measured or all(networks):
        return [Side(called(t), subject(t, entries, named, where)) for t in texts]
    if any(networks):
        alone(texts[networks.index(False)], entries)
    if entries:
        raise SymalgebraError("--input is for networks; these were read as formulas")
    return [written(*both) for both in zip("AB", texts, strict=True)]


def alone(text: str, entries: Sequence[str] | None) -> NoReturn:
    """Refuse what is no network beside one that is: as a formula, or as what it fails to be."""
    try:
        read(text)
    except SymalgebraError:
        subject(text, entries, (), ())
    if text.isidentifier():
        raise unknown(text)
    raise SymalgebraError(f"{clipped(text, SHOWN)} is a formula, the other a network: compare two of a kind")


def called(text: str) -> str:
    """The name of a network: nothing for a term, which is its own title."""
    return clipped(text, SHOWN) if text in NAMED or contents(text) is not None else ""


def network(text: str) -> bool:
    """Whether a text names a network: by a word of the zoo, a file, or a layer in it."""
    words = set(re.findall(r"\w+", text[: 1 << 20]))
    if text in NAMED or ">>" in text or "|" in text or words & WORDS:
        return True
    return contents(text) is not None


def written(letter: str, text: str) -> Side:
    """A text as a formula."""
    if text.isidentifier() and len(text) >= SHORTEST and nearest(text, NAMED):
        raise unknown(text)
    try:
        return Side(clipped(text, SHOWN), formula(read(text)))
    except SymalgebraError as error:
        note(error, f"in {letter}, read as a formula: it has no layer in it")
        raise
