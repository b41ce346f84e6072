"""Files from strangers: how large they may be, and what of them is read.

Weights are never loaded, from the file or from others that it names: their dimensions are enough. No shape is
inferred by the library, whose inference takes exponential time on functions that call each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from os import PathLike
from pathlib import Path
from typing import Any

from ...errors import ImportFailed, SymalgebraError, UnsupportedLayer
from ...extras import extra
from ...formula import Size
from ...formula.symbols import checked, symbol

LARGEST = 1 << 31  # bytes; more than protobuf reads
MOST_NODES = 100_000
MOST_NUMBERS = 64
MOST_DIMENSIONS = 8
LARGEST_DIMENSION = 1 << 40
LETTERS = ("H", "W", "D")


def loaded(file: Any) -> Any:
    """The `GraphProto` of a path, of bytes or of a `ModelProto`."""
    needed = "onnx", "google.protobuf.message"
    onnx, message = extra("ONNX files need onnx", *needed, install="'symalgebra[onnx]'")
    model = file
    if not isinstance(file, onnx.ModelProto):
        data = contents(file)
        try:
            model = onnx.ModelProto.FromString(data)
        except message.DecodeError as error:
            raise ImportFailed(f"{told(file)} is no ONNX file: {error}") from None
    if not model.graph.node or not model.graph.output:
        raise ImportFailed(f"{told(file)} holds no ONNX graph with nodes and outputs")
    if len(model.graph.node) > MOST_NODES:
        raise ImportFailed(f"a graph of {len(model.graph.node):,} nodes; {MOST_NODES:,} at most are read")
    return model.graph


def contents(file: Any) -> bytes:
    """The bytes of a file that is not too large."""
    if isinstance(file, bytes):
        return file
    if not isinstance(file, str | PathLike):
        raise ImportFailed(f"a path or a ModelProto is expected, not a {type(file).__name__}")
    try:
        path = Path(file)
        if path.stat().st_size > LARGEST:
            raise ImportFailed(f"{file} has {path.stat().st_size:,} bytes; {LARGEST:,} at most are read")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ImportFailed(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def told(file: Any) -> str:
    """A file as an error names it."""
    return str(file) if isinstance(file, str | PathLike) else "the model"


def dimensions(tensor: Any) -> tuple[int, ...]:
    """The dimensions of an initializer."""
    dims = tuple(tensor.dims)
    if len(dims) > MOST_DIMENSIONS or not all(0 <= d <= LARGEST_DIMENSION for d in dims):
        raise ImportFailed(f"the initializer {tensor.name!r} has the dimensions {dims[:MOST_DIMENSIONS]}")
    return dims


def declared(value: Any) -> tuple[Size, ...]:
    """The shape that a graph declares for one of its inputs, the batch left out.

    What is named there is a symbol; a dimension without number or name is H, W, D in this order.
    """
    kind = value.type.tensor_type
    if not kind.HasField("shape"):
        raise ImportFailed(f"the input {value.name!r} has no shape: give it, from_onnx(file, (3, 224, 224))")
    dims = list(kind.shape.dim)
    if not 2 <= len(dims) <= MOST_DIMENSIONS:
        raise ImportFailed(f"the input {value.name!r} has {len(dims)} dimensions; 2 to 8 are read")
    letters = iter(LETTERS)
    return tuple(_size(dim, letters, value.name) for dim in dims[1:])


def _size(dim: Any, letters: Iterator[str], name: str) -> Size:
    if dim.HasField("dim_value"):
        if not 1 <= dim.dim_value <= LARGEST_DIMENSION:
            raise ImportFailed(f"the input {name!r} has a dimension of {dim.dim_value}")
        return dim.dim_value
    try:
        return symbol(checked(dim.dim_param)) if dim.dim_param else symbol(next(letters, "N"))
    except SymalgebraError as error:
        raise ImportFailed(f"a dimension of the input {name!r}: {error}") from None


def numbers(tensor: Any) -> list[int | float]:
    """The values of a small tensor of numbers, which the file itself holds."""
    from onnx import TensorProto, numpy_helper

    if prod(dimensions(tensor)) > MOST_NUMBERS or tensor.data_location == TensorProto.EXTERNAL:
        raise UnsupportedLayer(f"{tensor.name!r} decides shapes: only a few numbers within the file are read")
    try:
        values = numpy_helper.to_array(tensor).reshape(-1).tolist()
    except Exception as error:  # whatever a broken tensor makes of NumPy
        raise ImportFailed(f"the tensor {tensor.name!r} cannot be read: {error}") from None
    if not all(isinstance(value, int | float) for value in values):
        raise ImportFailed(f"the tensor {tensor.name!r} holds no numbers")
    return values
