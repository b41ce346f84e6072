"""Operators between tensors, weights and sizes."""

from __future__ import annotations

import operator
from typing import Any

from ...errors import UnsupportedLayer
from ...formula import floordiv
from ...leaves import ClassToken, FirstToken, PositionalEmbedding, Scale
from ..building import Building, Tensor
from ..constants import Weights
from .calls import Call

SIZES: dict[str, Any] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "floordiv": floordiv, "eq": operator.eq,
    "getitem": operator.getitem, "truediv": operator.truediv, "neg": operator.neg,
}  # fmt: skip


def add(to: Building, call: Call) -> Any:
    """a + b: a sum, or a trained number for each scalar."""
    read, other = sides(call)
    if isinstance(other, Tensor):
        return to.join("sum", [read, other], call.name)
    if other.dims in (read.dims, (1, *read.dims)):
        return to.put(PositionalEmbedding(), read, call.name, to.tied(call.weights))
    raise UnsupportedLayer(f"a sum of {read.dims} and weights {other.dims}, which no leaf here is")


def mul(to: Building, call: Call) -> Any:
    """a * b: a product, or a trained factor for each channel."""
    read, other = sides(call)
    if isinstance(other, Tensor):
        return to.join("product", [read, other], call.name)
    wanted = (read.x.channels, *(1,) * (len(read.dims) - read.axis))
    if other.dims in (wanted, (1, *wanted)):
        return to.put(Scale(), read, call.name, to.tied(call.weights))
    raise UnsupportedLayer(f"a product of {read.dims} and weights {other.dims}, which no leaf here is")


def sides(call: Call) -> tuple[Tensor, Any]:
    """A tensor, and what it is joined with."""
    several = sorted(call.args[:2], key=lambda value: not isinstance(value, Tensor))
    if len(several) < 2 or not isinstance(several[0], Tensor) or not isinstance(several[1], Tensor | Weights):
        raise UnsupportedLayer(f"{call.what} of a tensor and a constant, which no leaf here is")
    return several[0], several[1]


def concat(to: Building, call: Call) -> Any:
    """A trained token before a sequence; None where it is no such."""
    several, dim = call.get(0, "tensors"), call.get(1, "dim", 0)
    if len(several) != 2 or not isinstance(several[0], Weights) or not isinstance(several[1], Tensor):
        return None
    token, read = several
    if not read.last or read.x.rank != 1 or dim != 1 or token.dims[-2:] != (1, read.x.channels):
        raise UnsupportedLayer(f"weights {token.dims} before {read.dims}: only a token before a sequence")
    return to.put(ClassToken(), read, call.name)


def item(to: Building, call: Call) -> Any:
    """An element of a tuple, or the first token of a sequence, x[:, 0]."""
    whole, place = call.args
    if not isinstance(whole, Tensor):
        return whole[place]
    if whole.last and whole.x.rank == 1 and place == (slice(None, None, None), 0):
        found = to.put(FirstToken(), whole, call.name)
        return Tensor(found.node, found.x)
    raise UnsupportedLayer(f"a part {place} of {whole.dims}, which no leaf here is")


RULES: dict[str, Any] = {
    **dict.fromkeys(("add", "iadd"), add),
    **dict.fromkeys(("mul", "imul"), mul),
    "getitem": item,
}
