"""What the names in an ONNX graph stand for besides tensors: weights, and numbers that are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from ...errors import ImportFailed, UnsupportedLayer
from ...formula import Formula, Size
from ...formula.reading.source import clipped
from ..constants import Weights
from .loading import MOST_NUMBERS, numbers


class Known(NamedTuple):
    """Numbers that the graph computes from shapes and constants: one, or a list."""

    values: list[Any]
    scalar: bool = False


class Node:
    """A node of an ONNX graph, with its attributes and what it reads."""

    def __init__(self, proto: Any, number: int, table: dict[str, Any], uses: Counter[str]) -> None:
        self.proto, self.table, self.uses = proto, table, uses
        self.op = proto.op_type
        if not all(
            isinstance(name, str) for name in (proto.op_type, proto.name, *proto.input, *proto.output)
        ):
            raise ImportFailed(f"node {number} has a name that is no text")
        self.name = proto.name or f"{proto.op_type}_{number}"
        self.attributes = {attribute.name: attribute for attribute in proto.attribute}

    @property
    def title(self) -> str:
        """The operator and the node, as an error names them."""
        return f"{self.op} at node {self.name[:80]!r}"

    def check(self) -> None:
        """Refuse what reads something that is not there yet."""
        missing = next((name for name in self.proto.input if name and name not in self.table), None)
        if missing is not None:
            raise ImportFailed(
                f"it reads {missing!r}, which no node before it writes; nodes stand in order, without cycles"
            )

    @property
    def weights(self) -> list[str]:
        """The weights of the node, where other nodes read some of them too."""
        found = [self.table[name] for name in self.proto.input if name]
        names = [value.name for value in found if isinstance(value, Weights)]
        return names if any(self.uses[name] > 1 for name in names) else []

    def alone(self, tensor: Any) -> bool:
        """Whether only this node reads a tensor."""
        return all(self.uses[name] == 1 for name in self.proto.input if self.table[name] is tensor)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of an attribute, which is of the type of the default."""
        from onnx import AttributeProto, helper

        if name not in self.attributes:
            return default
        attribute = self.attributes[name]
        if attribute.type in (AttributeProto.GRAPH, AttributeProto.GRAPHS):
            raise UnsupportedLayer(f"the attribute {name} is a graph of its own")
        try:
            value = helper.get_attribute_value(attribute)
        except ValueError as error:
            raise ImportFailed(f"the attribute {name}: {error}") from None
        if isinstance(value, float):
            value = float(f"{value:.7g}")  # what the single precision of the file was written from
        value = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        if default is not None and type(value) is not type(default):
            raise ImportFailed(f"the attribute {name} is {brief(value)}, not a {type(default).__name__}")
        return value

    def ints(self, name: str, default: Any = None) -> tuple[int, ...] | None:
        """A list of integers, as many as in the default."""
        value = self.get(name)
        if value is None:
            return default
        if not isinstance(value, list | tuple) or not all(type(v) is int for v in value):
            raise ImportFailed(f"the attribute {name} is {brief(value)}, not a list of integers")
        if default is not None and len(value) != len(default):
            raise ImportFailed(f"the attribute {name} has {len(value)} numbers for {len(default)} dimensions")
        return tuple(value)

    @property
    def count(self) -> int:
        """How many inputs."""
        return len(self.proto.input)

    def read(self, place: int) -> Any:
        """An input; None where it is left out."""
        if place >= self.count or not self.proto.input[place]:
            return None
        return self.table[self.proto.input[place]]

    def of(self, kind: type, place: int) -> Any:
        """An input of a kind, which must be there."""
        value = self.read(place)
        if isinstance(value, Weights) and kind is Known:
            value = Known(numbers(value.tensor), not value.dims)
        if not isinstance(value, kind):
            what = KINDS.get(kind, "a tensor")
            raise UnsupportedLayer(f"its input {place + 1} is {told(value)}, not {what}")
        return value

    def numbers(self, place: int, attribute: str) -> list[Any] | None:
        """Numbers given as an input, or as an attribute in older files; None where neither is."""
        if self.read(place) is not None:
            return self.of(Known, place).values
        value = self.get(attribute)
        return None if value is None else list(value) if isinstance(value, list | tuple) else [value]

    def all(self) -> Iterator[Any]:
        """All inputs that are there."""
        return (self.table[name] for name in self.proto.input if name)


KINDS = {Weights: "weights", Known: "known numbers"}


def brief(value: Any) -> str:
    """A value in an error, clipped."""
    return clipped(repr(value), 40)


def told(value: Any) -> str:
    """What an input is, for an error."""
    return "left out" if value is None else KINDS.get(type(value), "a tensor")


def few(values: list[Any]) -> list[Any]:
    """Numbers that stay few and small, however often they are doubled."""
    large = any(len(v.terms) > 8 if isinstance(v, Formula) else abs(v) > 1 << 64 for v in values)
    if len(values) > MOST_NUMBERS or large:
        raise ImportFailed(
            f"sizes are computed with at most {MOST_NUMBERS} numbers, and with none above 2**64"
        )
    return values


def integers(values: list[Any] | None) -> list[int]:
    """Numbers that must be integers, none where they are left out."""
    found = values or []
    if all(type(value) is int for value in found):
        return found
    raise ImportFailed(f"{brief(found)} are no integers")


def whole(values: list[Any]) -> list[Size]:
    """Numbers that must be integers or sizes."""
    if all(isinstance(value, Formula) or type(value) is int for value in values):
        return values
    raise ImportFailed(f"{brief(values)} are no integers")
