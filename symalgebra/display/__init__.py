"""What a user sees: derivations as text, Markdown, LaTeX, JSON and Python, and the zoo as a catalogue."""

from .catalogue import details, listing
from .derivation import DEFAULT, Derivation, derive
from .drawing import Diagram, diagram
from .formats import FORMATS
from .outline import outline
from .pages import Report, report
from .plots import Plot, WinMap, plot, win_map
from .subject import Subject
from .summaries import Summary, summary

__all__ = [
    "DEFAULT", "FORMATS", "Derivation", "Diagram", "Plot", "Report", "Subject", "Summary", "WinMap", "derive",
    "details", "diagram", "listing", "outline", "plot", "report", "summary", "win_map",
]  # fmt: skip
