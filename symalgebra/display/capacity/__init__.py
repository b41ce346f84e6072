"""Bounds on the capacity of a network beside its measures: formulas, orders, values, verdicts, sources."""

from .capacity import AGAINST, Asked, Capacity, capacity
from .formats import FORMATS

__all__ = ["AGAINST", "FORMATS", "Asked", "Capacity", "capacity"]
