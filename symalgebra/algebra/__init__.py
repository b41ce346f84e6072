"""Algebras: how the values of layers combine. The room knows no layer."""

from .instances import COST, COUNTING, DEPTH, LONGEST, PATHS, WEIGHTS, no_nest
from .paths import Semiring, over_nodes, over_paths, stretches
from .rules import Algebra, Outs, Step, in_steps

__all__ = [
    "COST", "COUNTING", "DEPTH", "LONGEST", "PATHS", "WEIGHTS", "Algebra", "Outs", "Semiring", "Step",
    "in_steps", "no_nest", "over_nodes", "over_paths", "stretches",
]  # fmt: skip
