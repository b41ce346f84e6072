"""The closed algebra of layers: six combinators over an open set of leaves."""

from . import term as term  # first: the other modules build on its class
from .compound import Compound, Concat, Product, Series, Sum
from .nest import Nest
from .node import Node
from .repeat import Loop, Repeat
from .term import Id, Identity, Layer

__all__ = [
    "Compound", "Concat", "Id", "Identity", "Layer", "Loop",
    "Nest", "Node", "Product", "Repeat", "Series", "Sum",
]  # fmt: skip
