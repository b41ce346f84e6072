"""Leaves: one small file for each family; each leaf states a few facts, and every measure works on it."""

from .activation import (
    ELU,
    GELU,
    HardSigmoid,
    HardSwish,
    Heaviside,
    LeakyReLU,
    Mish,
    PReLU,
    ReLU,
    ReLU6,
    Sigmoid,
    SiLU,
    Softplus,
    Tanh,
)
from .adaptive import AdaptiveAvgPool, AdaptiveMaxPool
from .attention import Attention, Softmax
from .conv import Conv, ConvTranspose
from .frame import Crop, Pad
from .leaf import Leaf
from .linear import Embedding, Linear, Scale, Unembedding
from .norm import BatchNorm, GroupNorm, InstanceNorm, LayerNorm, LocalResponseNorm
from .pool import AvgPool, GlobalAvgPool, GlobalMaxPool, MaxPool
from .reshape import ChannelShuffle, Chunk, Dropout, Flatten
from .resize import PixelShuffle, PixelUnshuffle, Upsample
from .token import ClassToken, FirstToken, PositionalEmbedding, Transpose
from .window import PatchMerging, WindowAttention, WindowLinear

# The leaves that a text may name. `KINDS["Blur"] = Blur` adds one of your own.
KINDS: dict[str, type[Leaf]] = {kind.__name__: kind for kind in (
    Conv, ConvTranspose, Linear, Embedding, Unembedding, Scale, Attention, Softmax,
    BatchNorm, LayerNorm, GroupNorm, InstanceNorm, LocalResponseNorm,
    PositionalEmbedding, ClassToken, FirstToken, Transpose, WindowLinear, WindowAttention, PatchMerging,
    MaxPool, AvgPool, AdaptiveAvgPool, AdaptiveMaxPool, GlobalAvgPool, GlobalMaxPool,
    Dropout, Flatten, ChannelShuffle, Chunk, Upsample, PixelShuffle, PixelUnshuffle, Pad, Crop,
    ReLU, ReLU6, LeakyReLU, PReLU, ELU, Sigmoid, HardSigmoid, Tanh, SiLU, HardSwish, GELU, Softplus, Mish,
    Heaviside,
)}  # fmt: skip

__all__ = [
    "ELU", "GELU", "KINDS", "AdaptiveAvgPool", "AdaptiveMaxPool", "Attention", "AvgPool", "BatchNorm",
    "ChannelShuffle", "Chunk", "ClassToken", "Conv", "ConvTranspose", "Crop", "Dropout", "Embedding",
    "FirstToken", "Flatten", "GlobalAvgPool", "GlobalMaxPool", "GroupNorm", "HardSigmoid", "HardSwish",
    "Heaviside", "InstanceNorm", "LayerNorm", "Leaf", "LeakyReLU", "Linear", "LocalResponseNorm", "MaxPool",
    "Mish", "PReLU", "Pad", "PatchMerging", "PixelShuffle", "PixelUnshuffle", "PositionalEmbedding", "ReLU",
    "ReLU6", "Scale", "SiLU", "Sigmoid", "Softmax", "Softplus", "Tanh", "Transpose", "Unembedding",
    "Upsample", "WindowAttention", "WindowLinear",
]  # fmt: skip
