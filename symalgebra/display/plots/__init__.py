"""Formulas against symbols, and which of two is smaller where: in SVG, and on axes of matplotlib."""

from .curves import Plot, plot
from .winmap import WinMap, win_map

__all__ = ["Plot", "WinMap", "plot", "win_map"]
