"""Terms from outside: texts, and (one module each, as their packages are optional) files and modules."""

from .text import parse

__all__ = ["parse"]
