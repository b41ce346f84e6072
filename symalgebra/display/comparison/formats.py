"""The formats of a comparison by name."""

from __future__ import annotations

from collections.abc import Callable

from .comparison import Comparison
from .data import data
from .markdown import markdown
from .plain import text
from .tex import latex

FORMATS: dict[str, Callable[[Comparison, int, bool], str]] = {
    "text": text,
    "json": data,
    "latex": latex,
    "markdown": markdown,
}
