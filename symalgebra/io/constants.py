"""What stands beside tensors in a network that is read: the size of the batch, and trained tensors."""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

from ..formula.atom import Name

BATCH = Name("?batch", 1).formula()  # the size of the batch, which no formula here holds


class Weights(NamedTuple):
    """A trained tensor: its dimensions, and what a file holds of it."""

    name: str
    dims: tuple[int, ...]
    tensor: Any = None

    @property
    def size(self) -> int:
        """How many numbers."""
        return prod(self.dims)
