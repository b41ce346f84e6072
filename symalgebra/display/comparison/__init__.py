"""Two networks or two formulas beside each other: verdicts, crossovers and ratios, in every format."""

from .comparison import MEASURES, Asked, Comparison, Side, compared
from .formats import FORMATS

__all__ = ["FORMATS", "MEASURES", "Asked", "Comparison", "Side", "compared"]
