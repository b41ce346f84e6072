"""Modules of torch.nn on what they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import ShapeError, UnsupportedLayer
from ...leaves import Attention, Embedding, LayerNorm, Linear
from ..building import Building, Tensor
from ..reshaping import linear, reshaped
from .calls import Call
from .functions import resized, softmax
from .layers import IMAGES, NORMS, POINTS
from .shaping import flatten


def called(to: Building, call: Call) -> Any:
    """A module of torch.nn on its arguments."""
    kind, m = type(call.module).__name__, call.module
    if kind in OTHERS:
        return OTHERS[kind](to, call)
    make = IMAGES.get(kind) or NORMS.get(kind) or POINTS.get(kind)
    if make is None:
        raise UnsupportedLayer("no leaf here is this module; write a term, with a Leaf of your own for it")
    read = call.read if kind in POINTS or len(call.read.dims) == 1 else call.read.images
    expected = getattr(m, "in_channels", getattr(m, "num_features", getattr(m, "num_channels", None)))
    if expected not in (None, read.x.channels):
        raise ShapeError(f"it has weights for {expected} channels, and the input has {read.x.channels}")
    return to.put(make(m), read, call.name, to.tied(call.weights))


def mapped(to: Building, call: Call) -> Tensor:
    """Linear, along the last dimension."""
    m, read = call.module, call.read
    if read.dims[-1] != m.in_features:
        raise ShapeError(f"it has weights for {m.in_features} features, and the input has {read.dims[-1]}")
    return linear(to, Linear(m.out_features, m.bias is not None), read, call.name, to.tied(call.weights))


def layer_norm(to: Building, call: Call) -> Tensor:
    """LayerNorm over the channels, which are the last dimension."""
    m, read = call.module, call.read
    normed = tuple(m.normalized_shape)
    if read.axis != len(read.dims) or normed != (read.x.channels,):
        raise UnsupportedLayer(f"a norm of {read.dims} over {normed}: only of channels at the end")
    biased = getattr(m, "bias", None) is not None or not m.elementwise_affine
    return to.put(LayerNorm(m.eps, m.elementwise_affine, biased), read, call.name, to.tied(call.weights))


def attention(to: Building, call: Call) -> tuple[Tensor, None]:
    """MultiheadAttention of a sequence with itself: linear maps to queries, keys and values, and back."""
    m, read = call.module, call.read
    if any(value is not read for value in call.args[:3]) or not (m.batch_first and read.last):
        raise UnsupportedLayer("only attention of one sequence with itself, batch_first=True, is read")
    if not m._qkv_same_embed_dim or m.bias_k is not None or m.add_zero_attn:
        raise UnsupportedLayer("kdim, vdim, add_bias_kv and add_zero_attn")
    key, biased = to.tied(call.weights), m.in_proj_bias is not None
    joint = to.put(Linear(3 * m.embed_dim, biased), read, f"{call.name}.in_proj", key and f"{key} in")
    heads = to.put(Attention(m.num_heads), joint, call.name)
    return to.put(Linear(m.embed_dim, biased), heads, f"{call.name}.out_proj", key and f"{key} out"), None


def unflattened(to: Building, call: Call) -> Tensor:
    """Unflatten of a vector."""
    read = call.read
    if len(read.dims) != 1 or call.module.dim not in (1, -1):
        raise UnsupportedLayer(f"only a vector is unflattened, not {read.dims}")
    return reshaped(to, read, list(call.module.unflattened_size), call.name)


def with_(rule: Callable[[Building, Call], Any], **names: str) -> Callable[[Building, Call], Any]:
    """The rule of a function, with attributes of the module as its arguments."""

    def apply(to: Building, call: Call) -> Any:
        kwargs = {name: getattr(call.module, attribute, None) for name, attribute in names.items()}
        return rule(to, Call(call.name, call.what, call.args[:1], kwargs))

    return apply


def aligned(to: Building, call: Call) -> Any:
    """UpsamplingBilinear2d."""
    m = call.module
    return resized(to, Call(call.name, call.what, call.args[:1], {
        "size": m.size, "scale_factor": m.scale_factor, "mode": "bilinear", "align_corners": True,
    }))  # fmt: skip


UPSAMPLE = with_(
    resized, size="size", scale_factor="scale_factor", mode="mode", align_corners="align_corners"
)
OTHERS: dict[str, Any] = {
    "Linear": mapped,
    "LayerNorm": layer_norm,
    "MultiheadAttention": attention,
    "Unflatten": unflattened,
    "Identity": lambda to, call: call.read,
    "Embedding": lambda to, call: to.put(
        Embedding(call.module.num_embeddings, call.module.embedding_dim),
        call.read, call.name, to.tied(call.weights),
    ),
    "Flatten": with_(flatten, start_dim="start_dim", end_dim="end_dim"),
    "Softmax": with_(softmax, dim="dim"),
    "Upsample": UPSAMPLE,
    "UpsamplingNearest2d": UPSAMPLE,
    "UpsamplingBilinear2d": aligned,
}  # fmt: skip
