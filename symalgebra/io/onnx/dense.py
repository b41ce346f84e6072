"""Operators with weights for channels: linear maps and norms."""

from __future__ import annotations

from ...errors import ShapeError, UnsupportedLayer
from ...leaves import (
    BatchNorm,
    GroupNorm,
    InstanceNorm,
    LayerNorm,
    Linear,
    LocalResponseNorm,
    PositionalEmbedding,
    PReLU,
    Scale,
)
from ..building import Building, Tensor
from ..constants import Weights
from ..reshaping import linear, reshaped
from .values import Node


def gemm(to: Building, node: Node) -> Tensor:
    """Gemm: a linear map of vectors, weights (in, out), or (out, in) with transB."""
    read, weights = node.of(Tensor, 0), node.of(Weights, 1)
    if node.get("transA", 0):
        raise UnsupportedLayer("transA=1, which multiplies along the batch")
    if len(weights.dims) != 2 or len(read.dims) != 1:
        raise ShapeError(f"weights {weights.dims} for an input {read.dims}")
    width, out = weights.dims[:: -1 if node.get("transB", 0) else 1]
    return mapped(to, node, read, (width, out), node.read(2) is not None)


def matmul(to: Building, node: Node) -> Tensor:
    """MatMul with weights (in, out): a linear map of the last dimension."""
    read, weights = node.of(Tensor, 0), node.of(Weights, 1)
    if len(weights.dims) != 2:
        raise UnsupportedLayer(f"weights {weights.dims}: a matrix is expected")
    return mapped(to, node, read, weights.dims, False)


def mapped(to: Building, node: Node, read: Tensor, sizes: tuple[int, ...], bias: bool) -> Tensor:
    """A linear map of the last dimension."""
    if read.dims[-1] != sizes[0]:
        raise ShapeError(f"weights for {sizes[0]} features, and the input has {read.dims[-1]}")
    return linear(to, Linear(sizes[1], bias=bias), read, node.name, to.tied(node.weights))


def added(to: Building, node: Node, read: Tensor, weights: Weights) -> Tensor:
    """Add with weights: the bias of a linear map, or a number for each scalar."""
    attributes = to.graph.nodes[read.node]
    before = attributes["layer"]
    biased = isinstance(before, Linear) and not before.bias and weights.dims == (read.dims[-1],)
    if biased and node.alone(read) and read.x.channels == read.dims[-1]:
        if attributes["shared"] is not None or node.uses[weights.name] > 1:
            raise UnsupportedLayer("a linear map whose bias stands apart shares its weights")
        attributes["layer"] = Linear(before.out_features)
        return read
    if weights.dims in (read.dims, (1, *read.dims)):
        return to.put(PositionalEmbedding(), read, node.name, to.tied(node.weights))
    raise UnsupportedLayer(f"a sum of {read.dims} and constants {weights.dims}, which no leaf here is")


def scaled(to: Building, node: Node, read: Tensor, weights: Weights) -> Tensor:
    """Mul with weights: a factor for each channel."""
    spread = (1,) * (len(weights.dims) - 1)
    first = not read.last and (1, *weights.dims)[-len(read.dims) :] == (read.x.channels, *(1,) * read.x.rank)
    last = read.dims[-1:] == (read.x.channels,) and (*spread, read.x.channels) == weights.dims
    if weights.dims and (first or last):
        return to.put(Scale(), read, node.name, to.tied(node.weights))
    raise UnsupportedLayer(f"a product of {read.dims} and constants {weights.dims}, which no leaf here is")


def batch_norm(to: Building, node: Node) -> Tensor:
    """BatchNormalization."""
    return to.put(BatchNorm(eps=node.get("epsilon", 1e-5)), normed(node), node.name, to.tied(node.weights))


def instance_norm(to: Building, node: Node) -> Tensor:
    """InstanceNormalization, with scale and shift."""
    layer = InstanceNorm(eps=node.get("epsilon", 1e-5), affine=True)
    return to.put(layer, normed(node), node.name, to.tied(node.weights))


def group_norm(to: Building, node: Node) -> Tensor:
    """GroupNormalization, with scale and shift for each channel."""
    layer = GroupNorm(node.get("num_groups", 1), eps=node.get("epsilon", 1e-5))
    return to.put(layer, normed(node), node.name, to.tied(node.weights))


def normed(node: Node) -> Tensor:
    """What a norm reads, with one scale for each channel."""
    read, scale = node.of(Tensor, 0), node.of(Weights, 1)
    read = read if len(read.dims) == 1 else read.images
    if scale.dims != (read.x.channels,):
        raise ShapeError(f"{scale.size} scales for {read.x.channels} channels")
    return read


def layer_norm(to: Building, node: Node) -> Tensor:
    """LayerNormalization over the last dimension, where the channels are."""
    read, scale = node.of(Tensor, 0), node.of(Weights, 1)
    axis = node.get("axis", -1) % (len(read.dims) + 1)
    if axis != len(read.dims) or (len(read.dims) > 1 and not read.last):
        raise UnsupportedLayer(f"a norm of {read.dims} from dimension {axis} on: only of channels at the end")
    if scale.dims != (read.x.channels,):
        raise ShapeError(f"scales {scale.dims} for {read.x.channels} channels")
    layer = LayerNorm(eps=node.get("epsilon", 1e-5), bias=node.read(2) is not None)
    return to.put(layer, read, node.name, to.tied(node.weights))


def response_norm(to: Building, node: Node) -> Tensor:
    """LRN."""
    found = {"alpha": node.get("alpha", 1e-4), "beta": node.get("beta", 0.75), "k": node.get("bias", 1.0)}
    return to.put(LocalResponseNorm(node.get("size", 0), **found), node.of(Tensor, 0).images, node.name)


def prelu(to: Building, node: Node) -> Tensor:
    """PRelu, with one slope or one for each channel."""
    layer = PReLU(num_parameters=node.of(Weights, 1).size)
    return to.put(layer, node.of(Tensor, 0), node.name, to.tied(node.weights))


def flattened(to: Building, node: Node) -> Tensor:
    """Flatten."""
    read = node.of(Tensor, 0)
    axis = node.get("axis", 1) % (len(read.dims) + 1)
    if axis != 1 and axis != len(read.dims) != 1:
        raise UnsupportedLayer(f"axis={axis}, which joins dimensions to the batch")
    return reshaped(to, read, (-1,), node.name)


RULES = {
    "Gemm": gemm, "MatMul": matmul, "Flatten": flattened, "PRelu": prelu, "LRN": response_norm,
    "BatchNormalization": batch_norm, "InstanceNormalization": instance_norm,
    "GroupNormalization": group_norm, "LayerNormalization": layer_norm,
}  # fmt: skip
