"""`Family`: networks that differ in the values of a few symbols, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from symalgebra.errors import UnknownSymbol
from symalgebra.formula import read, size, substitute
from symalgebra.layer import Layer
from symalgebra.shape import Shape, dims

from .parts import Stages, Value, series

# Of each member: the values of the symbols, then the published parameters and multiply-accumulates.
Table = Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]
# The rows of a network from the values of its symbols.
Rows = Callable[[Mapping[str, Any]], Stages]

# Symbols that several families have, and what they stand for.
WIDTH = {"w": "channels of the first stage"}
SIZE = {"H": "height and width of the input"}
LAST = {"q": "height and width of the narrowest layers"}


def numbered(what: str, number: int) -> dict[str, str]:
    """n1, n2, ... and what they stand for."""
    return {f"n{i}": f"{what} {i}" for i in range(1, number + 1)}


def counts(values: Mapping[str, Any]) -> list[Any]:
    """The values of n1, n2, ..."""
    return [value for name, value in values.items() if name.startswith("n")]


@dataclass(frozen=True)
class Family:
    """Networks that differ in the values of a few symbols.

    `symbols` says what each stands for, `rows` makes the stages from a value for each by name, `input` is the
    input shape as text, `source` the paper. `table` has the values of the symbols for each member, and its
    parameters and multiply-accumulates where others have counted them: in torchvision 0.28 (MobileNet V1 and
    CIFAR: pytorchcv 0.0.74; Res2Net, SE-ResNet, Mixer, ResNet V2: timm 1.0), by PyTorch's FlopCounterMode,
    most of them by two more counters that agree.
    """

    name: str
    title: str
    source: str
    symbols: Mapping[str, str]
    input: tuple[str, ...]
    rows: Rows
    table: Table

    @property
    def members(self) -> dict[str, dict[str, int]]:
        """The values of the symbols by member and name."""
        return {member: dict(zip(self.symbols, row, strict=True)) for member, (row, _) in self.table.items()}

    @property
    def published(self) -> dict[str, dict[str, int]]:
        """The published figures by member: params, macs."""
        return {
            member: dict(zip(("params", "macs"), row, strict=False))
            for member, (_, row) in self.table.items()
        }

    def values(self, **given: Value) -> dict[str, Value]:
        """A value for each symbol: the one given, else the symbol itself."""
        for name in given:
            if name not in self.symbols:
                raise UnknownSymbol(f"{self.name} has no symbol {name!r}{self._hint(name)}")
        return {name: given[name] if name in given else dims(name) for name in self.symbols}

    def stages(self, **given: Value) -> Stages:
        """The rows (title, term) of the network; their series is the network."""
        return self.rows(self.values(**given))

    def build(self, **given: Value) -> Layer:
        """The network."""
        return series(self.stages(**given))

    def shape(self, **given: Value) -> Shape:
        """The input shape."""
        values = {name: size(value) for name, value in self.values(**given).items()}
        return Shape(substitute(read(entry), values) for entry in self.input)

    def _hint(self, name: str) -> str:
        near = get_close_matches(name, self.symbols, 1)
        return f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(self.symbols)}"
