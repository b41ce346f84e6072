"""What others have published of the networks of the zoo: sizes and accuracies, with source and licence.

The rows are facts, taken from the tables of `data/sources.csv`; data/README.md says how to read them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from csv import DictReader
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from inspect import signature
from types import MappingProxyType
from typing import Any

from symalgebra.errors import SymalgebraError
from symalgebra.layer import Layer
from symalgebra.shape import Shape

__all__ = ["Published", "Source", "published", "results"]


@dataclass(frozen=True)
class Source:
    """Where a row is from."""

    source: str
    title: str
    address: str
    licence: str


@dataclass(frozen=True)
class Published:
    """A published result of a network.

    `name` is as its source has it, `network` and `arguments` as the zoo does. `params` and `macs` have the
    digits that were printed, 25.56e6 is a rounded number; `top1` and `top5` are percents of the test images
    of `dataset`, at `resolution`; None is what was not given. `training` is the recipe, `pretraining` the
    larger data set that was used before, if any.
    """

    name: str
    network: str
    arguments: Mapping[str, Any]
    dataset: str
    resolution: int
    params: Decimal | None
    macs: Decimal | None
    top1: Decimal | None
    top5: Decimal | None
    training: str
    pretraining: str
    source: Source

    def build(self, **changes: Any) -> Layer:
        """The network."""
        net: Layer = made(self.network)(**{**self.arguments, **changes})
        return net

    def shape(self) -> Shape:
        """Its input."""
        return Shape((3, self.resolution, self.resolution))


def published(name: str | None = None, dataset: str | None = None) -> tuple[Published, ...]:
    """The published results of a network, on a data set; of all networks, on all, unless given.

    The name is that of the source or that of the zoo. Data sets: ImageNet, CIFAR-10, CIFAR-100.

    >>> first = published("resnet18")[0]
    >>> first.training, first.params, first.top1, first.source.licence
    ('IMAGENET1K_V1', Decimal('11689512'), Decimal('69.758'), 'BSD-3-Clause')
    >>> published("resnet81")
    Traceback (most recent call last):
    ...
    symalgebra.errors.SymalgebraError: nothing published of 'resnet81', did you mean 'resnet18'?
    """
    rows = [row for row in table() if dataset in (None, row.dataset)]
    if not rows:
        raise SymalgebraError(f"{dataset!r} is no data set: choose one of {', '.join(datasets())}")
    if name is None:
        return tuple(rows)
    found = tuple(row for row in rows if name in (row.name, row.network))
    if not found:
        near = get_close_matches(name, [n for row in rows for n in (row.name, row.network)], 1)
        hint = f", did you mean {near[0]!r}?" if near else ""
        raise SymalgebraError(f"nothing published of {name!r}{hint}")
    return found


def results(member: str) -> tuple[Published, ...]:
    """What is published of a network of the zoo, under whatever name.

    >>> {row.name for row in results("resnet20")} == {"ResNet-20", "ResNet20", "resnet20"}
    True
    """
    known = hasattr(import_module("symalgebra.zoo"), member)
    return by_call().get(call(member), ()) if known else ()


@cache
def by_call() -> dict[Hashable, tuple[Published, ...]]:
    """All rows by the network that they are about."""
    found: dict[Hashable, tuple[Published, ...]] = {}
    for row in table():
        key = call(row.network, row.arguments)
        found[key] = (*found.get(key, ()), row)
    return found


def call(
    name: str, arguments: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Callable[..., Any], Hashable]:
    """A function of the zoo and its arguments, the number of classes left out: what a network is."""
    make = made(name)
    whole = make if isinstance(make, partial) else partial(make)
    keywords = {k: v for k, v in {**whole.keywords, **arguments}.items() if k != "classes"}
    bound = signature(whole.func).bind_partial(*whole.args, **keywords)
    bound.apply_defaults()
    given = {**bound.arguments, **bound.arguments.get("options", {})}
    return whole.func, frozenset((k, fixed(v)) for k, v in given.items() if k not in ("options", "classes"))


def fixed(value: Any) -> Hashable:
    """The value, with tuples for lists."""
    return tuple(map(fixed, value)) if isinstance(value, list | tuple) else value


def made(name: str) -> Callable[..., Any]:
    """A function of the zoo."""
    found: Callable[..., Any] = getattr(import_module("symalgebra.zoo"), name)
    return found


@cache
def table() -> tuple[Published, ...]:
    """All rows."""
    sources = {row["source"]: Source(**row) for row in read("sources")}
    return tuple(parsed(row, sources) for row in read("published"))


def datasets() -> list[str]:
    """The data sets that occur."""
    return sorted({row.dataset for row in table()})


def read(name: str) -> list[dict[str, str]]:
    """The lines of a data file."""
    text = files("symalgebra.zoo").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(DictReader(text.splitlines()))


def parsed(row: Mapping[str, str], sources: Mapping[str, Source]) -> Published:
    """A line with its numbers."""
    numbers = {key: Decimal(row[key]) if row[key] else None for key in ("params", "macs", "top1", "top5")}
    pairs = (pair.split("=") for pair in row["arguments"].split("; ") if pair)
    rest: dict[str, Any] = {**row, **numbers}
    rest["arguments"] = {key: argument(value) for key, value in pairs}
    rest |= {"resolution": int(row["resolution"]), "source": sources[row["source"]]}
    return Published(**rest)


def argument(text: str) -> Any:
    """A number, a word, or several with blanks between them.

    >>> argument("3 4 6 3"), argument("0.25"), argument("basic"), argument("None")
    ((3, 4, 6, 3), 0.25, 'basic', None)
    """
    words = [word(part) for part in text.split()]
    return words[0] if len(words) == 1 else tuple(words)


def word(text: str) -> Any:
    """What one word stands for."""
    known = {"None": None, "True": True, "False": False}
    if text in known:
        return known[text]
    if text.replace(".", "", 1).isdecimal():
        return float(text) if "." in text else int(text)
    return text
