"""Measures of networks: each a leaf rule and an algebra."""

from .bottleneck import bottleneck
from .capacity import baldi_vershynin_capacity, memory_equivalent_capacity
from .complexity import intrinsic_power, layer_complexity, log2_intrinsic_power, log2_layer_complexity
from .compression import compression
from .counting import activations, buffers, flops, macs, params, units
from .domain import domain
from .field import effective_padding, effective_stride, receptive_field
from .matrix import transfer_matrix
from .mean_depth import effective_depth
from .profile import compression_profile
from .routes import depth, paths

__all__ = [
    "activations", "baldi_vershynin_capacity", "bottleneck", "buffers", "compression", "compression_profile",
    "depth", "domain", "effective_depth", "effective_padding", "effective_stride", "flops", "intrinsic_power",
    "layer_complexity", "log2_intrinsic_power", "log2_layer_complexity", "macs",
    "memory_equivalent_capacity", "params", "paths", "receptive_field", "transfer_matrix", "units",
]  # fmt: skip
