"""Layers wired as graphs: networkx in and out, terms recovered, what is not series-parallel as one layer."""

from .closure import closure
from .network import Graph
from .ports import Input
from .reading import from_graph
from .recurrence import Recurrence
from .writing import to_graph

__all__ = ["Graph", "Input", "Recurrence", "closure", "from_graph", "to_graph"]
