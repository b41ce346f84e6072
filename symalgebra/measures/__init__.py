"""Measures of networks: each a leaf rule and an algebra."""

from .counting import activations, buffers, flops, macs, params, units
from .domain import domain
from .field import effective_padding, effective_stride, receptive_field
from .routes import depth, paths

__all__ = [
    "activations", "buffers", "depth", "domain", "effective_padding", "effective_stride", "flops", "macs",
    "params", "paths", "receptive_field", "units",
]  # fmt: skip
