"""Networks from outside: texts, ONNX files, PyTorch modules; the packages for these are optional."""

from .onnx import from_onnx
from .text import parse
from .torch import from_torch

__all__ = ["from_onnx", "from_torch", "parse"]
