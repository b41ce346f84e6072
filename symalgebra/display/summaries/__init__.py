"""Networks in one table: stages and layers, in text, Markdown, LaTeX and HTML."""

from .summary import Summary, summary

__all__ = ["Summary", "summary"]
