"""What a user sees: derivations as text, Markdown, LaTeX, JSON and Python, and the zoo as a catalogue."""

from .catalogue import details, listing
from .derivation import DEFAULT, Derivation, derive
from .formats import FORMATS
from .outline import outline
from .subject import Subject

__all__ = ["DEFAULT", "FORMATS", "Derivation", "Subject", "derive", "details", "listing", "outline"]
