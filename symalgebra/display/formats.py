"""The formats of a derivation by name; each makes a text of a derivation and the width of the page."""

from __future__ import annotations

from collections.abc import Callable

from .data import data
from .derivation import Derivation
from .markdown import markdown
from .plain import text
from .script import script
from .tex import latex

FORMATS: dict[str, Callable[[Derivation, int], str]] = {
    "text": text,
    "latex": lambda found, width: latex(found),
    "json": lambda found, width: data(found),
    "python": lambda found, width: script(found),
    "markdown": lambda found, width: markdown(found),
}
