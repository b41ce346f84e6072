"""One step of a traced module: what is called, on what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...errors import UnsupportedLayer
from ...formula import Formula, Size
from ..building import Tensor
from ..constants import BATCH

MISSING = object()


@dataclass
class Call:
    """A module, a function or a method on arguments that have been read."""

    name: str
    what: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any] = field(default_factory=dict)
    module: Any = None
    weights: list[str] = field(default_factory=list)  # of a module, where it shares some

    @property
    def read(self) -> Tensor:
        """The first argument, a tensor."""
        return self.tensor(self.get(0, "input"))

    def tensor(self, value: Any) -> Tensor:
        """An argument that must be a tensor."""
        if isinstance(value, Tensor):
            return value
        raise UnsupportedLayer(f"a tensor is expected, not {value!r}")

    def get(self, place: int, name: str, default: Any = MISSING) -> Any:
        """An argument by place or by name."""
        if place < len(self.args):
            return self.args[place]
        if name not in self.kwargs and default is MISSING:
            raise UnsupportedLayer(f"the argument {name} is missing")
        return self.kwargs.get(name, default)

    def sizes(self, place: int, name: str) -> list[Size]:
        """The sizes from a place on, written one by one or as one list."""
        rest = self.args[place:] or (self.kwargs.get(name, ()),)
        return list(rest[0]) if len(rest) == 1 and isinstance(rest[0], tuple | list) else list(rest)


def unbatched(dims: list[Size], read: Tensor) -> list[Size]:
    """Dimensions without the first one, which is the batch."""
    first, *rest = dims or [0]
    if (isinstance(first, Formula) and first == BATCH) or (first == -1 and -1 not in rest):
        return rest
    raise UnsupportedLayer(f"{read.dims} in the dimensions {tuple(dims)}: the batch, x.size(0), stays first")


def places(dims: Any, read: Tensor) -> list[int]:
    """Dimensions counted from the batch, which is 0."""
    several = dims if isinstance(dims, tuple | list) else (dims,)
    return [d % (len(read.dims) + 1) for d in several]
