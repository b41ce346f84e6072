"""Measures over grids of values and over members of families: tables of exact numbers."""

from .grid import MEASURES, sweep
from .table import FORMATS, Sweep

__all__ = ["FORMATS", "MEASURES", "Sweep", "sweep"]
