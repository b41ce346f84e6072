"""PyTorch modules: traced without data, read layer by layer."""

from .reading import from_torch

__all__ = ["from_torch"]
