"""Comparing formulas, with evidence that anyone can check; the room knows nothing of networks."""

from .asymptotics.growth import Growth, growth
from .asymptotics.rate import Rate, order
from .compare import compare
from .crossover import Crossover, crossover
from .explain import explain
from .ratio import RatioBounds, ratio_bounds
from .verdict import Proved, Refuted, Unknown

__all__ = [
    "Crossover", "Growth", "Proved", "Rate", "RatioBounds", "Refuted", "Unknown", "compare", "crossover",
    "explain", "growth", "order", "ratio_bounds",
]  # fmt: skip
