"""The modules of torch.nn that are leaves, each by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import UnsupportedLayer
from ...layer import Layer
from ...leaves import (
    ELU,
    GELU,
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    BatchNorm,
    ChannelShuffle,
    Conv,
    ConvTranspose,
    Dropout,
    GlobalAvgPool,
    GlobalMaxPool,
    GroupNorm,
    HardSigmoid,
    HardSwish,
    InstanceNorm,
    LeakyReLU,
    LocalResponseNorm,
    MaxPool,
    Mish,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    PReLU,
    ReLU,
    ReLU6,
    Sigmoid,
    SiLU,
    Softplus,
    Tanh,
)
from ..building import even

Make = Callable[[Any], Layer]


def convolution(m: Any) -> Layer:
    """Conv1d, Conv2d, Conv3d."""
    zeros(m)
    return Conv(m.out_channels, bias=m.bias is not None, padding=even(m.padding), **window(m))


def transposed(m: Any) -> Layer:
    """ConvTranspose1d, ConvTranspose2d, ConvTranspose3d."""
    extra = even(m.output_padding)
    return ConvTranspose(
        m.out_channels, bias=m.bias is not None, padding=even(m.padding), output_padding=extra, **window(m)
    )


def window(m: Any) -> dict[str, Any]:
    """What both have."""
    found = {name: even(getattr(m, name)) for name in ("kernel_size", "stride", "dilation")}
    return {**found, "groups": m.groups}


def zeros(m: Any) -> None:
    """Refuse a padding by other than zeros."""
    if m.padding_mode != "zeros":
        raise UnsupportedLayer(f"padding_mode={m.padding_mode!r}: padding here is by zeros")


def max_pool(m: Any) -> Layer:
    """MaxPool1d, MaxPool2d, MaxPool3d."""
    if m.return_indices:
        raise UnsupportedLayer("return_indices=True")
    return MaxPool(even(m.kernel_size), even(m.stride), even(m.padding), even(m.dilation), m.ceil_mode)


def avg_pool(m: Any) -> Layer:
    """AvgPool1d, AvgPool2d, AvgPool3d."""
    if getattr(m, "divisor_override", None) is not None:
        raise UnsupportedLayer("divisor_override: the mean here is over the window")
    sizes = (even(m.kernel_size), even(m.stride), even(m.padding))
    return AvgPool(*sizes, ceil_mode=m.ceil_mode, count_include_pad=m.count_include_pad)


def adaptive(size: Any, one: type, several: type) -> Layer:
    """To one position, or to several."""
    size = even(size)
    return one() if size == 1 else several(tuple(size) if isinstance(size, list) else size)


def instance_norm(m: Any) -> Layer:
    """InstanceNorm1d, InstanceNorm2d, InstanceNorm3d."""
    return InstanceNorm(m.eps, m.momentum, m.affine, m.track_running_stats)


def batch_norm(m: Any) -> Layer:
    """BatchNorm1d, BatchNorm2d, BatchNorm3d, SyncBatchNorm."""
    return BatchNorm(m.eps, m.momentum, m.affine, m.track_running_stats)


def clipped(m: Any) -> Layer:
    """Hardtanh between 0 and 6."""
    if (m.min_val, m.max_val) != (0, 6):
        raise UnsupportedLayer(f"between {m.min_val} and {m.max_val}: ReLU6 is between 0 and 6")
    return ReLU6()


def padded(m: Any) -> Layer:
    """ZeroPad2d and ConstantPad2d: (left, right, top, bottom) from the last dimension on."""
    if getattr(m, "value", 0) != 0:
        raise UnsupportedLayer(f"value={m.value}: padding here is by zeros")
    return Pad(tuple(zip(m.padding[::2], m.padding[1::2], strict=True))[::-1])


def in_ranks(name: str, make: Make) -> dict[str, Make]:
    """One rule for the classes of 1, 2 and 3 spatial dimensions."""
    return {f"{name}{rank}d": make for rank in (1, 2, 3)}


IMAGES: dict[str, Make] = {  # what reads (c, *r)
    **in_ranks("Conv", convolution),
    **in_ranks("ConvTranspose", transposed),
    **in_ranks("MaxPool", max_pool),
    **in_ranks("AvgPool", avg_pool),
    **in_ranks("AdaptiveAvgPool", lambda m: adaptive(m.output_size, GlobalAvgPool, AdaptiveAvgPool)),
    **in_ranks("AdaptiveMaxPool", lambda m: adaptive(m.output_size, GlobalMaxPool, AdaptiveMaxPool)),
    **in_ranks("InstanceNorm", instance_norm),
    **in_ranks("ZeroPad", padded),
    **in_ranks("ConstantPad", padded),
    "GroupNorm": lambda m: GroupNorm(m.num_groups, m.eps, m.affine),
    "LocalResponseNorm": lambda m: LocalResponseNorm(m.size, m.alpha, m.beta, m.k),
    "PixelShuffle": lambda m: PixelShuffle(m.upscale_factor),
    "PixelUnshuffle": lambda m: PixelUnshuffle(m.downscale_factor),
    "ChannelShuffle": lambda m: ChannelShuffle(m.groups),
}
NORMS: dict[str, Make] = {**in_ranks("BatchNorm", batch_norm), "SyncBatchNorm": batch_norm}
POINTS: dict[str, Make] = {  # what reads each scalar by itself
    "ReLU": lambda m: ReLU(),
    "ReLU6": lambda m: ReLU6(),
    "LeakyReLU": lambda m: LeakyReLU(m.negative_slope),
    "ELU": lambda m: ELU(m.alpha),
    "Sigmoid": lambda m: Sigmoid(),
    "Hardsigmoid": lambda m: HardSigmoid(),
    "Tanh": lambda m: Tanh(),
    "SiLU": lambda m: SiLU(),
    "Hardswish": lambda m: HardSwish(),
    "GELU": lambda m: GELU(m.approximate),
    "Softplus": lambda m: Softplus(m.beta, m.threshold),
    "Mish": lambda m: Mish(),
    "Hardtanh": clipped,
    "PReLU": lambda m: PReLU(m.num_parameters),
    "Dropout": lambda m: Dropout(m.p),
    **in_ranks("Dropout", lambda m: Dropout(m.p)),
    "AlphaDropout": lambda m: Dropout(m.p),
}
