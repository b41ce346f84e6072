"""The formats of a page about capacity by name."""

from __future__ import annotations

from collections.abc import Callable

from .capacity import Capacity
from .data import data
from .markdown import markdown
from .plain import text
from .tex import latex

FORMATS: dict[str, Callable[[Capacity, int, bool], str]] = {
    "text": text,
    "json": data,
    "latex": latex,
    "markdown": markdown,
}
