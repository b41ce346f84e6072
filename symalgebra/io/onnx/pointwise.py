"""Operators on single scalars, and those that join several tensors."""

from __future__ import annotations

from math import inf, isclose
from typing import Any

from ...errors import UnsupportedLayer
from ...layer import Layer
from ...leaves import (
    ELU,
    GELU,
    Dropout,
    HardSigmoid,
    HardSwish,
    LeakyReLU,
    Mish,
    ReLU,
    ReLU6,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
)
from ..building import Building, Tensor
from ..constants import Weights
from .dense import added, scaled
from .values import Known, Node


def activation(to: Building, node: Node) -> Tensor:
    """One function at every position."""
    return to.put(LAYERS[node.op](node), node.of(Tensor, 0), node.name)


def swish(node: Node) -> Layer:
    """Swish: x*sigmoid(alpha*x)."""
    if node.get("alpha", 1.0) != 1.0:
        raise UnsupportedLayer(f"alpha={node.get('alpha')}: SiLU has 1")
    return SiLU()


def hard_sigmoid(node: Node) -> Layer:
    """max(0, min(1, alpha*x + beta)): that of alpha = 1/6, beta = 1/2."""
    slope, shift = node.get("alpha", 0.2), node.get("beta", 0.5)
    if not (isclose(slope, 1 / 6, rel_tol=1e-4) and isclose(shift, 0.5, rel_tol=1e-4)):
        raise UnsupportedLayer(f"alpha={slope}, beta={shift}: HardSigmoid has 1/6 and 1/2")
    return HardSigmoid()


def clipped(node: Node) -> Layer:
    """Clip: that of a rectifier, from 0 to 6 or without end."""
    low, high = (node.numbers(place, name) for place, name in ((1, "min"), (2, "max")))
    ends = (low[0] if low else -inf, high[0] if high else inf)
    if ends == (0, 6):
        return ReLU6()
    if ends[0] == 0 and ends[1] >= 3e38:
        return ReLU()
    raise UnsupportedLayer(f"between {ends[0]} and {ends[1]}: only ReLU and ReLU6 are read")


LAYERS: dict[str, Any] = {
    "Relu": lambda node: ReLU(),
    "LeakyRelu": lambda node: LeakyReLU(node.get("alpha", 0.01)),
    "Elu": lambda node: ELU(node.get("alpha", 1.0)),
    "Sigmoid": lambda node: Sigmoid(),
    "Tanh": lambda node: Tanh(),
    "HardSwish": lambda node: HardSwish(),
    "Gelu": lambda node: GELU(node.get("approximate", "none")),
    "Softplus": lambda node: Softplus(),
    "Mish": lambda node: Mish(),
    "Swish": swish,
    "HardSigmoid": hard_sigmoid,
    "Clip": clipped,
}


def softmax(to: Building, node: Node) -> Tensor:
    """Softmax over the channels."""
    read = node.of(Tensor, 0)
    if node.get("axis", -1) % (len(read.dims) + 1) != read.axis:
        raise UnsupportedLayer(
            f"a softmax of {read.dims} over dimension {node.get('axis', -1)}, not the channels"
        )
    return to.put(Softmax(), read, node.name)


def dropout(to: Building, node: Node) -> Tensor:
    """Dropout; its mask is left out."""
    ratio = node.numbers(1, "ratio")
    return to.put(Dropout(ratio[0] if ratio else 0.5), node.of(Tensor, 0), node.name)


def add(to: Building, node: Node) -> Any:
    """Add: a sum of tensors, or a bias."""
    read, other = sides(node)
    if isinstance(other, Weights):
        return added(to, node, read, other)
    return to.join("sum", [read, other], node.name)


def mul(to: Building, node: Node) -> Any:
    """Mul: a product of tensors, or factors for channels."""
    read, other = sides(node)
    if isinstance(other, Weights):
        return scaled(to, node, read, other)
    return to.join("product", [read, other], node.name)


def sides(node: Node) -> tuple[Tensor, Any]:
    """A tensor, and what it is joined with."""
    several = list(node.all())
    several.sort(key=lambda value: not isinstance(value, Tensor))
    if len(several) != 2 or not isinstance(several[0], Tensor) or isinstance(several[1], Known):
        raise UnsupportedLayer("a constant joined with a tensor: only weights for channels are read")
    return several[0], several[1]


def summed(to: Building, node: Node) -> Tensor:
    """Sum of any number of tensors."""
    several = [node.of(Tensor, place) for place in range(node.count)]
    return to.join("sum", several, node.name) if len(several) > 1 else several[0]


def joined(to: Building, node: Node) -> Tensor:
    """Concat along the channels."""
    several = [node.of(Tensor, place) for place in range(node.count)]
    axis, first = node.get("axis", 0), several[0]
    if axis % (len(first.dims) + 1) != first.axis:
        raise UnsupportedLayer(f"a concat of {first.dims} along dimension {axis}, which is not the channels'")
    return to.join("concat", several, node.name) if len(several) > 1 else first


RULES = {
    **dict.fromkeys(LAYERS, activation),
    "Softmax": softmax, "Dropout": dropout, "Add": add, "Mul": mul, "Sum": summed, "Concat": joined,
}  # fmt: skip
