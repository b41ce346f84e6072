"""ONNX files: their structure alone, without running, inferring or loading anything that they name."""

from .reading import Imported, from_onnx, imported

__all__ = ["Imported", "from_onnx", "imported"]
